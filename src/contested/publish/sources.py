"""An account and the sources that somebody stands for, in; each source with what became of its word, out.

A source is told apart as tracing does it. Its statements on who holds a place are set against what others say later who
gain nothing by it: third parties, and whoever admits it against its own side's interest. No source bears itself out,
and a side's word is never borne out, or refuted, by one that speaks for a side and is served by saying so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from contested.days import days_between, shift_day
from contested.model import Account, Claim, Day, Event, Evidence, Origin, VoiceKind
from contested.reconcile.statements import NOT, agree
from contested.reconcile.status import LEAST_NATS, TURN_DAYS
from contested.theatres import Source
from contested.trace.voices import Directory
from contested.vocabulary import event_types

FOOTAGE, UNNAMED = "footage", "unnamed"
NEVER = "9999"
# What others say of a place for so long after a statement can settle it, as words that old dispute nothing any more.
SETTLING_DAYS = 60
Outcome = Literal["borne_out", "early", "not_borne_out", "open"]
Face = tuple[str, VoiceKind, str | None, bool]  # name, kind, side, whether somebody stands for it
KeyOf = Callable[[str | None], str | None]


class Settled(Struct, frozen=True, kw_only=True):
    """A source's statement on who holds a place (`word`) and how others settled it.

    It is `borne_out` where others say so within `SETTLING_DAYS`, `early` where they first said otherwise,
    `not_borne_out` where they only contradict it, and else `open`. That a place was taken is contradicted within the
    same days, that it is held, or was not taken, within `TURN_DAYS`: after these it may have changed hands. `by` is
    the first word of others that settled it so, `after` so many days. Of an admission against interest `behind` are
    the days since others had first said so, 0 where nobody had.
    """

    place_id: str
    word: Evidence
    outcome: Outcome
    by: Evidence | None = None
    after: int | None = None
    behind: int | None = None


class SourceStory(Struct, frozen=True, kw_only=True):
    """A source in numbers, with what they rest on.

    `vouched`: somebody stands for it, and its kind and side are as they say; else both are as the reports' words have
    it. `reports` it published; `claims` stand on its word, which is the origin in `origins`, `repeated` of them by
    reports of others. Of the `happenings` that it tells, it told some `first`, on an earlier day than all others who
    tell them, and tells others `alone`. `repeats` and `repeated_by` are others by key and name, with how many reports
    of its own carry their word, or of theirs its. `told` are ids of claims, one of each origin, in the wording nearest
    to its own, newest first.
    """

    key: str
    name: str
    kind: VoiceKind
    side: str | None
    vouched: bool
    reports: int
    claims: int
    origins: int
    repeated: int
    happenings: int
    first: int
    alone: int
    repeats: tuple[tuple[str, str, int], ...]
    repeated_by: tuple[tuple[str, str, int], ...]
    settled: tuple[Settled, ...]
    told: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """How many of its statements turned out so."""
        return sum(one.outcome == outcome for one in self.settled)


class Verdict(Struct, frozen=True, array_like=True):
    """A `Settled` of a place by the numbers of its evidence, and whose word it is."""

    key: str
    word: int
    outcome: Outcome
    by: int | None
    after: int | None
    behind: int | None


def tell_sources(
    account: Account, speakers: Iterable[Source], verdicts: Mapping[str, Sequence[Verdict]] | None = None
) -> list[SourceStory]:
    """Every source whose word or report the account holds, those on whose word most claims stand first. `verdicts` by
    the id of a place are what `judge_places` says."""
    publisher_of = name_publishers(speakers)
    claims = {claim.claim_id: claim for claim in account.claims}
    origins = {origin.origin_id: origin for origin in account.origins}
    faces = find_faces(account, publisher_of)
    mine: dict[str, list[Origin]] = defaultdict(list)
    for origin in account.origins:
        if key := source_key(origin):
            mine[key].append(origin)
    key_of = {origin.origin_id: key for key, told in mine.items() for origin in told}

    def day_of(origin_id: str) -> Day:
        return claims[origins[origin_id].first].published or NEVER if origin_id in origins else NEVER

    happenings = count_happenings(account.events, key_of, day_of)
    reports = Counter(key for report in account.reports if (key := publisher_of(report.publisher)))
    settled = settle_words(account, judge_places(account) if verdicts is None else verdicts)
    carried = {key: count_carriers(origins, claims, publisher_of, key) for key, origins in mine.items()}
    repeats: dict[str, Counter[str]] = defaultdict(Counter)
    for key, (by, _) in carried.items():
        for other, number in by.items():
            repeats[other][key] = number
    stories = []
    for key, (name, kind, side, vouched) in faces.items():
        by, repeated = carried.get(key, (Counter[str](), 0))
        told = (origin.claims[0] for origin in mine[key])
        dated = [(claims[one].published or "", one) for one in told]
        counts = happenings.get(key, Counter[str]())
        stories.append(
            SourceStory(
                key=key,
                name=name,
                kind=kind,
                side=side,
                vouched=vouched,
                reports=reports[key],
                claims=sum(len(origin.claims) for origin in mine[key]),
                origins=len(mine[key]),
                repeated=repeated,
                happenings=counts["happenings"],
                first=counts["first"],
                alone=counts["alone"],
                repeats=rank_counts(repeats[key], faces),
                repeated_by=rank_counts(by, faces),
                settled=tuple(settled.get(key, ())),
                told=tuple(one for _, one in sorted(dated, reverse=True)),
            )
        )
    return sorted(stories, key=lambda one: (-one.claims, -one.reports, one.name.casefold(), one.key))


def name_publishers(speakers: Iterable[Source]) -> KeyOf:
    """What tells the publisher of a report apart, as tracing has it."""
    directory = Directory(speakers)

    @cache
    def publisher_of(name: str | None) -> str | None:
        return directory.identify(name, "outlet", None).source if name else None

    return publisher_of


def source_key(origin: Origin) -> str | None:
    """What tells an origin's source apart; null for voices that nobody names. What a site's footage shows is the
    site's word."""
    key = origin.source.removeprefix(f"{FOOTAGE}:")
    return None if origin.kind == UNNAMED or key == UNNAMED else key


def find_faces(account: Account, publisher_of: KeyOf) -> dict[str, Face]:
    """Name, kind, side and whether it is vouched for, of everybody whose word or report the account holds, by key, as
    most of its origins have it."""
    seen: dict[str, Counter[Face]] = defaultdict(Counter)
    for report in account.reports:
        if key := publisher_of(report.publisher):
            vouched = not key.startswith("name:")
            seen[key][(report.publisher or "").strip(), "outlet", None, vouched] += 0
    for origin in account.origins:
        key = source_key(origin)
        if key and (origin.kind != FOOTAGE or key not in seen):
            seen[key][origin.name, origin.kind, origin.side, origin.vouched] += origin.kind != FOOTAGE
    return {
        key: min(forms, key=lambda form: (-forms[form], form[0], form[1], form[2] or ""))
        for key, forms in sorted(seen.items())
    }


def count_carriers(
    origins: Iterable[Origin], claims: Mapping[str, Claim], publisher_of: KeyOf, key: str
) -> tuple[Counter[str], int]:
    """Of one source's origins: how many reports of each other publisher carry its word, and how many origins are
    repeated."""
    carrying: dict[str, set[str]] = defaultdict(set)
    repeated = 0
    for origin in origins:
        others = False
        for claim_id in origin.claims:
            claim = claims[claim_id]
            publisher = publisher_of(claim.publisher)
            if publisher and publisher != key:
                carrying[publisher].add(claim.report_id)
                others = True
        repeated += others
    return Counter({other: len(reports) for other, reports in carrying.items()}), repeated


def rank_counts(counts: Counter[str], faces: Mapping[str, Face]) -> tuple[tuple[str, str, int], ...]:
    """Keys with their names and numbers, the largest first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((key, faces[key][0], number) for key, number in ranked)


def count_happenings(
    events: Iterable[Event], key_of: Mapping[str, str | None], day_of: Callable[[str], Day]
) -> dict[str, Counter[str]]:
    """Of each source: the `happenings` that it tells, those it tells `alone`, and those it told `first`, on an earlier
    day than all others. `key_of` and `day_of` go by origin id."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    alone = Counter[str]()
    for event in events:
        if len(event.origins) == 1:
            if key := key_of.get(event.origins[0]):
                alone[key] += 1
            continue
        told: dict[str, Day] = {}
        for origin_id in event.origins:
            # Somebody unnamed, or whom the account does not hold, is somebody else each time.
            key = key_of.get(origin_id) or origin_id
            told[key] = min(told.get(key, NEVER), day_of(origin_id))
        earliest = min(told.values())
        early = [key for key, day in told.items() if day == earliest]
        for key in told:
            counts[key]["happenings"] += 1
        if len(told) == 1:
            counts[early[0]]["alone"] += 1
        elif len(early) == 1:
            counts[early[0]]["first"] += 1
    for key, number in alone.items():
        counts[key].update(happenings=number, alone=number)
    return counts


def settle_words(account: Account, verdicts: Mapping[str, Sequence[Verdict]]) -> dict[str, list[Settled]]:
    """What each source says outright of who holds a place, settled by others, newest first."""
    found: dict[str, list[Settled]] = defaultdict(list)
    for control in account.controls:
        place_id, evidence = control.place.place_id, control.evidence
        for one in verdicts.get(place_id, ()):
            by = None if one.by is None else evidence[one.by]
            found[one.key].append(
                Settled(
                    place_id=place_id,
                    word=evidence[one.word],
                    outcome=one.outcome,
                    by=by,
                    after=one.after,
                    behind=one.behind,
                )
            )
    for words in found.values():
        words.sort(key=lambda one: (one.word.on, one.place_id, one.word.claim_id), reverse=True)
    return found


def judge_places(
    account: Account, known: Mapping[str, Sequence[Verdict]] | None = None
) -> dict[str, Sequence[Verdict]]:
    """How others settle what sources say outright of who holds each place; those of some places may be `known`."""
    known = known or {}
    asked = [one for one in account.controls if one.place.place_id not in known]
    told = {one.claim_id for control in asked for one in control.evidence}
    from_whom = {one.origin_id for control in asked for one in control.evidence}
    claims = {one.claim_id: one for one in account.claims if one.claim_id in told}
    key_of = {one.origin_id: source_key(one) for one in account.origins if one.origin_id in from_whom}
    judged = {one.place.place_id: tuple(judge_words(one.evidence, claims, key_of)) for one in asked}
    return {
        one.place.place_id: known.get(one.place.place_id) or judged.get(one.place.place_id, ())
        for one in account.controls
    }


def judge_words(
    evidence: Sequence[Evidence], claims: Mapping[str, Claim], key_of: Mapping[str, str | None]
) -> Iterator[Verdict]:
    """What sources say outright of one place, each settled by the others."""
    told = [(number, one) for number, one in enumerate(evidence) if one.firm and not one.overruled]
    judges = [pair for pair in told if can_judge(pair[1])]
    for number, word in told:
        key = key_of.get(word.origin_id)
        if key is not None:
            others = [pair for pair in judges if (key_of.get(pair[1].origin_id) or pair[1].origin_id) != key]
            yield judge_word(key, (number, word), others, tells_turn(claims[word.claim_id]))


def can_judge(word: Evidence) -> bool:
    """Whether a word can settle another's: it counts, and whoever says so gains nothing by it."""
    stands = word.vouched and word.taken_back is None and word.weight >= LEAST_NATS
    return stands and (word.side is None or word.against_interest)


def tells_turn(claim: Claim) -> bool:
    """Whether a claim tells that a place has changed hands, and not that it has not, or has not been."""
    return event_types()[claim.event].course == "once" and claim.stance != "denied"


Numbered = tuple[int, Evidence]


def judge_word(key: str, said: Numbered, others: Sequence[Numbered], turned: bool) -> Verdict:
    """A statement of a source with the words of `others`, in order of days, that settle it. `turned`: it tells that the
    place changed hands."""
    number, word = said
    ends = shift_day(word.on, SETTLING_DAYS)
    later = [pair for pair in others if word.on <= pair[1].on <= ends]
    agrees = next((pair for pair in later if bears_out(word.says, pair[1].says)), None)
    until = ends if turned else shift_day(word.on, TURN_DAYS)
    denies = next(
        (pair for pair in later if pair[1].on <= until and not agree(word.says, pair[1].says)), None
    )
    behind = None
    if word.against_interest:
        begins = shift_day(word.on, -SETTLING_DAYS)
        earlier = [
            one.on for _, one in others if begins <= one.on < word.on and bears_out(word.says, one.says)
        ]
        behind = days_between(min(earlier, default=word.on), word.on)
    outcome: Outcome = "open"
    if agrees:
        outcome = "early" if denies and denies[1].on < agrees[1].on else "borne_out"
    elif denies:
        outcome = "not_borne_out"
    by = agrees or denies
    after = days_between(word.on, by[1].on) if by else None
    return Verdict(key, number, outcome, by[0] if by else None, after, behind)


def bears_out(says: str, other: str) -> bool:
    """Whether the other saying has the one in it: that somebody holds a place, or that it is contested, also tells who
    does not hold it."""
    if says.startswith(NOT):
        return other == says or (not other.startswith(NOT) and other != says.removeprefix(NOT))
    return other == says

"""An account and the sources that somebody stands for, in; each source with what became of its word, out.

A source is told apart as tracing does it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from msgspec import Struct

from contested.model import Account, Claim, Day, Event, Origin, Report, VoiceKind
from contested.publish.settled import (
    FOOTAGE,
    OUTCOMES,
    Settled,
    Verdict,
    judge_places,
    settle_words,
    source_key,
)
from contested.theatres import Source
from contested.trace.voices import Directory

NEVER = "9999"
Face = tuple[str, VoiceKind, str | None, bool]  # name, kind, side, whether somebody stands for it
KeyOf = Callable[[str], str | None]  # the source of an origin, by the origin's id
PublisherOf = Callable[[str | None], str | None]  # the source that is the publisher of that name


class SourceStory(Struct, frozen=True, kw_only=True):
    """A source in numbers.

    `vouched`: somebody stands for it, and its kind and side are as they say; else both are as the reports' words have
    it. `reports` it published; `claims` stand on its word, which is the origin in `origins`, `repeated` of them by
    reports of others. Of the `happenings` that it tells, it told some `first`, on an earlier day than all others who
    tell them, and tells others `alone`. `repeats` and `repeated_by` are others by key and name, with how many reports
    of its own carry their word, or of theirs its. `outcomes` are how many of its statements on who holds a place turned
    out in each of `OUTCOMES`; those that were early were so by so many days (`ahead`). It `admitted` so many things
    against its own side's interest, of which others had told some so many days before (`behind`).
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
    outcomes: tuple[int, ...]
    ahead: tuple[int, ...]
    admitted: int
    behind: tuple[int, ...]


class SourceWords(NamedTuple):
    """What a source says of who holds places (`settled`), newest first, and the ids of claims on its word (`told`), one of
    each origin, in the wording nearest to its own, newest first."""

    settled: Sequence[Settled]
    told: Sequence[str]


class Sources:
    """Every source whose word or report an account holds, in numbers (`stories`) and in words (`words_of`).

    `publisher_of` is of `name_publishers`; `verdicts` by the id of a place are what `judge_places` says. Of those `known` nothing else is told than before: their
    numbers are taken over.
    """

    def __init__(
        self,
        account: Account,
        publisher_of: PublisherOf,
        verdicts: Mapping[str, Sequence[Verdict]] | None = None,
        known: Mapping[str, SourceStory] | None = None,
    ) -> None:
        self.account, self.publisher_of, self.known = account, publisher_of, known or {}
        self.verdicts = judge_places(account) if verdicts is None else verdicts

    @cached_property
    def stories(self) -> list[SourceStory]:
        """Those on whose word most claims stand first."""
        faces = find_faces(self.mine, self.reports)
        names = {key: one.name for key, one in self.known.items()} | {
            key: face[0] for key, face in faces.items()
        }
        happenings = self.count_happenings()
        carried = {key: self.count_carriers(key) for key in self.mine}
        repeats: dict[str, Counter[str]] = defaultdict(Counter)
        for key, (by, _) in carried.items():
            for other, number in by.items():
                repeats[other][key] = number
        for story in self.known.values():
            for other, _, number in story.repeated_by:
                repeats[other][story.key] = number
        told = []
        for key, (name, kind, side, vouched) in faces.items():
            by, repeated = carried.get(key, (Counter[str](), 0))
            settled = self.settled.get(key, ())
            admitted = [one for one in settled if one.behind is not None]
            outcomes = Counter(one.outcome for one in settled)
            ahead = sorted(one.after for one in settled if one.outcome == "early" and one.after is not None)
            origins = self.mine.get(key, ())
            counts = happenings.get(key, Counter[str]())
            told.append(
                SourceStory(
                    key=key,
                    name=name,
                    kind=kind,
                    side=side,
                    vouched=vouched,
                    reports=sum(self.reports.get(key, {}).values()),
                    claims=sum(len(origin.claims) for origin in origins),
                    origins=len(origins),
                    repeated=repeated,
                    happenings=counts["happenings"],
                    first=counts["first"],
                    alone=counts["alone"],
                    repeats=rank_counts(repeats[key], names),
                    repeated_by=rank_counts(by, names),
                    outcomes=tuple(outcomes[outcome] for outcome in OUTCOMES),
                    ahead=tuple(ahead),
                    admitted=len(admitted),
                    behind=tuple(sorted(one.behind for one in admitted if one.behind)),
                )
            )
        stories = [*self.known.values(), *told]
        return sorted(stories, key=lambda one: (-one.claims, -one.reports, one.name.casefold(), one.key))

    def words_of(self, key: str) -> SourceWords:
        """What a source says; the first to be asked of those that are known reads all."""
        if key in self.known:
            return self.whole.words_of(key)
        first = (origin.claims[0] for origin in self.mine.get(key, ()))
        dated = [(self.claims[one].published or "", one) for one in first]
        return SourceWords(self.settled.get(key, ()), [one for _, one in sorted(dated, reverse=True)])

    @cached_property
    def whole(self) -> Sources:
        """The same with nothing known."""
        return Sources(self.account, self.publisher_of, self.verdicts)

    @property
    def claims(self) -> Mapping[str, Claim]:
        return self.account.claims_by_id

    @cached_property
    def mine(self) -> Mapping[str, Sequence[Origin]]:
        """The origins that are the word of each source that is not known."""
        return group_origins(self.account.origins, self.known)

    @cached_property
    def reports(self) -> Mapping[str, Mapping[str, int]]:
        """How many reports each source that is not known published, by the names that it has there."""
        return group_reports(self.account.reports, self.publisher_of, self.known)

    @cached_property
    def settled(self) -> Mapping[str, Sequence[Settled]]:
        """What each source that is not known says outright of who holds a place, settled by others, newest first."""
        found = settle_words(self.account.controls, self.verdicts, self.known)
        for words in found.values():
            words.sort(key=lambda one: (one.word.on, one.place_id, one.word.claim_id), reverse=True)
        return found

    def count_happenings(self) -> Mapping[str, Counter[str]]:
        """Of each source that is not known what `count_happenings` says."""
        origins = self.account.origins_by_id
        own = {origin.origin_id for some in self.mine.values() for origin in some}

        def key_of(origin_id: str) -> str | None:
            return source_key(origins[origin_id]) if origin_id in origins else None

        def day_of(origin_id: str) -> Day:
            return self.claims[origins[origin_id].first].published or NEVER if origin_id in origins else NEVER

        events = (one for one in self.account.events if not own.isdisjoint(one.origins))
        return count_happenings(events, key_of, day_of)

    def count_carriers(self, key: str) -> tuple[Counter[str], int]:
        """Of a source's origins: how many reports of each other publisher carry its word, and how many origins are
        repeated."""
        carrying: dict[str, set[str]] = defaultdict(set)
        repeated = 0
        for origin in self.mine[key]:
            others = False
            for claim_id in origin.claims:
                claim = self.claims[claim_id]
                publisher = self.publisher_of(claim.publisher)
                if publisher and publisher != key:
                    carrying[publisher].add(claim.report_id)
                    others = True
            repeated += others
        return Counter({other: len(reports) for other, reports in carrying.items()}), repeated


def name_publishers(speakers: Iterable[Source]) -> PublisherOf:
    """What tells the publisher of a report apart, as tracing has it."""
    directory = Directory(speakers)

    @cache
    def publisher_of(name: str | None) -> str | None:
        return directory.identify(name, "outlet", None).source if name else None

    return publisher_of


def group_origins(origins: Iterable[Origin], apart: Container[str] = ()) -> dict[str, list[Origin]]:
    """The origins that are the word of each source, but for those that stand `apart`."""
    mine: dict[str, list[Origin]] = defaultdict(list)
    for origin in origins:
        if (key := source_key(origin)) and key not in apart:
            mine[key].append(origin)
    return mine


def group_reports(
    reports: Iterable[Report], publisher_of: PublisherOf, apart: Container[str] = ()
) -> dict[str, Counter[str]]:
    """How many reports each source published, by the names that it has there, but for those that stand `apart`."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, number in Counter(report.publisher for report in reports).items():
        if name and (key := publisher_of(name)) and key not in apart:
            found[key][name.strip()] += number
    return found


def find_faces(
    origins: Mapping[str, Iterable[Origin]], reports: Mapping[str, Iterable[str]]
) -> dict[str, Face]:
    """Name, kind, side and whether it is vouched for, of everybody of whom there are origins or who published reports under
    some names, by key, as most of its origins have it."""
    seen: dict[str, Counter[Face]] = defaultdict(Counter)
    for key, names in reports.items():
        for name in names:
            seen[key][name, "outlet", None, not key.startswith("name:")] += 0
    for key, told in origins.items():
        for origin in told:
            if origin.kind != FOOTAGE or key not in seen:
                seen[key][origin.name, origin.kind, origin.side, origin.vouched] += origin.kind != FOOTAGE
    return {
        key: min(forms, key=lambda form: (-forms[form], form[0], form[1], form[2] or ""))
        for key, forms in sorted(seen.items())
    }


def rank_counts(counts: Counter[str], names: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """Keys with their names and numbers, the largest first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((key, names[key], number) for key, number in ranked)


def count_happenings(
    events: Iterable[Event], key_of: KeyOf, day_of: Callable[[str], Day]
) -> dict[str, Counter[str]]:
    """Of each source: the `happenings` that it tells, those it tells `alone`, and those it told `first`, on an earlier
    day than all others. `key_of` and `day_of` go by origin id."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    alone = Counter[str]()
    for event in events:
        if len(event.origins) == 1:
            if key := key_of(event.origins[0]):
                alone[key] += 1
            continue
        told: dict[str, Day] = {}
        for origin_id in event.origins:
            # Somebody unnamed, or whom the account does not hold, is somebody else each time.
            key = key_of(origin_id) or origin_id
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

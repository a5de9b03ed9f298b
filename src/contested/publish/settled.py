"""What sources say outright of who holds a place, in; how others settle it, out.

A statement is set against what others say later who gain nothing by it: third parties, and whoever admits it against its
own side's interest. No source bears itself out, and a side's word is never borne out, or refuted, by one that speaks for
a side and is served by saying so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from contested.days import days_between, shift_day
from contested.model import Account, Claim, Control, Evidence, Origin
from contested.reconcile.statements import NOT, agree
from contested.reconcile.status import LEAST_NATS, TURN_DAYS
from contested.vocabulary import event_types

FOOTAGE, UNNAMED = "footage", "unnamed"
# What others say of a place for so long after a statement can settle it, as words that old dispute nothing any more.
SETTLING_DAYS = 60
Outcome = Literal["borne_out", "early", "not_borne_out", "open"]
OUTCOMES: tuple[Outcome, ...] = ("borne_out", "early", "not_borne_out", "open")


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


class Verdict(Struct, frozen=True, array_like=True):
    """A `Settled` of a place by the numbers of its evidence, and whose word it is."""

    key: str
    word: int
    outcome: Outcome
    by: int | None
    after: int | None
    behind: int | None


def source_key(origin: Origin) -> str | None:
    """What tells an origin's source apart; null for voices that nobody names. What a site's footage shows is the
    site's word."""
    key = origin.source.removeprefix(f"{FOOTAGE}:")
    return None if origin.kind == UNNAMED or key == UNNAMED else key


def settle_words(
    controls: Iterable[Control], verdicts: Mapping[str, Sequence[Verdict]], apart: Container[str] = ()
) -> dict[str, list[Settled]]:
    """What each source says outright of who holds places, settled by others; those that stand `apart` are left out."""
    found: dict[str, list[Settled]] = defaultdict(list)
    for control in controls:
        place_id, evidence = control.place.place_id, control.evidence
        for one in verdicts.get(place_id, ()):
            if one.key not in apart:
                found[one.key].append(
                    Settled(
                        place_id=place_id,
                        word=evidence[one.word],
                        outcome=one.outcome,
                        by=None if one.by is None else evidence[one.by],
                        after=one.after,
                        behind=one.behind,
                    )
                )
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

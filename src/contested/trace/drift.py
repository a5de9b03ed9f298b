"""Two claims of one happening, the nearer to the origin first, in; what changed from the one to the other, out.

A repeat drifts when it is firmer or vaguer than what it repeats: it covers more or fewer places, numbers, days or
outcomes. `grown` is what covers more (the outskirts become the city, a village entered becomes a village taken),
`narrowed` what covers less. Nothing is compared but the records, so that a translation, another order of words or
another word for the same thing is no drift; what is told of it are the words of both texts.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.model import Claim, Drift, DriftChange, SlotName, Stance, When
from contested.trace.drift_figures import compare_figures
from contested.trace.drift_places import compare_places
from contested.vocabulary import event_types

# That something is planned or foreseen is another thing than that it is perhaps so. A denial is no hedge.
DOUBT: dict[Stance, str] = {
    "asserted": "",
    "denied": "",
    "hedged": "perhaps",
    "forecast": "to come",
    "intended": "to come",
}
# What an event says about a place, from least to most: the fighting is there, ground is gained, the place is
# entered, it is held. Others cannot be ranked.
OUTCOMES = ("front", "part", "contested", "actor")
WRITTEN = ("explicit", "relative", "vague")


def find_drift(origin: Claim, repeat: Claim) -> tuple[Drift, ...]:
    """What the repeat changed: hedge, places, figures, time, event and actor, in this order."""
    return (
        *compare_hedges(origin, repeat),
        *compare_places(origin, repeat),
        *compare_figures(origin.figures, repeat.figures),
        *compare_times(origin, repeat),
        *compare_events(origin, repeat),
        *compare_actors(origin, repeat),
    )


def compare_hedges(origin: Claim, repeat: Claim) -> Iterator[Drift]:
    """ "Probably took" becomes "took", "aims to take" becomes "took", or the other way round."""
    was, became = DOUBT[origin.stance], DOUBT[repeat.stance]
    if was == became:
        return
    if was and became:
        yield Drift("hedge", "changed", hedge_of(origin), hedge_of(repeat))
    elif was:
        yield Drift("hedge", "dropped", hedge_of(origin), "")
    else:
        yield Drift("hedge", "added", "", hedge_of(repeat))


def compare_times(origin: Claim, repeat: Claim) -> Iterator[Drift]:
    """A date that is lost or added, unless the days that are taken for an undated happening cover it; one that is made
    narrower, wider, or moved. "Said on Friday that" dates the saying: it can be lost, but is no other date."""
    was, became = origin.when, repeat.when
    own, still_own = dates_event(origin), dates_event(repeat)
    if own and still_own:
        if (was.start, was.end) != (became.start, became.end):
            change: DriftChange = (
                "narrowed" if covers(was, became) else "grown" if covers(became, was) else "changed"
            )
            yield Drift("time", change, was.text or "", became.text or "")
    elif still_own:
        if not covers(was, became):
            yield Drift("time", "added", "", became.text or "")
    elif (own or (is_written(was) and not is_written(became))) and not covers(became, was):
        yield Drift("time", "dropped", was.text or "", "")


def compare_events(origin: Claim, repeat: Claim) -> Iterator[Drift]:
    """ "Entered" becomes "captured", "advanced" becomes "entered"; a denial of it turns it round."""
    was, became = words_in(origin, "trigger", origin.event), words_in(repeat, "trigger", repeat.event)
    if (origin.stance == "denied") != (repeat.stance == "denied"):
        yield Drift("event", "changed", was, became)
        return
    if origin.event == repeat.event:
        return
    says, now_says = outcome_of(origin), outcome_of(repeat)
    if says and now_says:
        if says != now_says:
            yield Drift("event", "grown" if now_says > says else "narrowed", was, became)
    else:
        yield Drift("event", "changed", was, became)


def outcome_of(claim: Claim) -> int:
    """How much its event says of who holds a place, from 1; 0 where it cannot be ranked."""
    implies = event_types()[claim.event].implies
    return OUTCOMES.index(implies) + 1 if implies in OUTCOMES else 0


def compare_actors(origin: Claim, repeat: Claim) -> Iterator[Drift]:
    """Who did it is named, no longer named, or somebody else."""
    if origin.actor == repeat.actor:
        return
    was = words_in(origin, "actor", origin.actor) if origin.actor else ""
    became = words_in(repeat, "actor", repeat.actor) if repeat.actor else ""
    yield Drift("actor", "changed" if was and became else "dropped" if was else "added", was, became)


def hedge_of(claim: Claim) -> str:
    """The words that hedge or date ahead; where a mood does it that has no word of its own, those of the event."""
    return words_in(claim, "stance", "") or words_in(claim, "trigger", claim.text)


def words_in(claim: Claim, slot: SlotName, otherwise: str) -> str:
    """The first words that fill a slot, on one line."""
    for one in claim.slots:
        if one.slot == slot:
            said = " ".join(claim.text[one.start - claim.start : one.end - claim.start].split())
            return said or otherwise
    return otherwise


def is_written(when: When) -> bool:
    return when.basis in WRITTEN and bool(when.text) and bool(when.start or when.end)


def dates_event(claim: Claim) -> bool:
    """Whether a date is written on the event: in its sentence, and not only within the words that name a voice."""
    if not is_written(claim.when):
        return False
    said = claim.when.text or ""
    filled = [(one.slot, claim.text[one.start - claim.start : one.end - claim.start]) for one in claim.slots]
    spoken = any(slot == "voice" and said in words for slot, words in filled)
    return any(slot == "when" for slot, _ in filled) or (said in claim.text and not spoken)


def covers(wide: When, narrow: When) -> bool:
    """Whether all days of one time lie within the other; an open end reaches as far as one likes."""
    if not (wide.start or wide.end):
        return False
    begins = not wide.start or bool(narrow.start and narrow.start >= wide.start)
    ends = not wide.end or bool(narrow.end and narrow.end <= wide.end)
    return begins and ends

"""Claims of an undated report and events whose days are known, in; what these say of its day, out.

Known are the turns of control in the theatre's history, and those that dated reports of the desk tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contested.extract.cues import Clue, Cue, dates_claim
from contested.extract.dates.meaning import resolve
from contested.extract.dates.spans import DAY, Span, shift_days
from contested.extract.dates.speech import Speech, dated
from contested.model import Claim, Day, KnownEvent

NEAR_DAYS = 14  # what happens is told for about two weeks, by some before it is over
EVENT_DAYS = 7  # an event known no more closely than this dates nothing
CLOSE_DAYS = 1  # reports of one event miss its day by this
# Places change hands more than once, and reports may be early or wrong: so many known events must agree, or so many
# reports of the desk tell the one, more where the undated report gives it no date. Of 194 dated reports at hand read as
# if they were not, one other report misdated three, and two misdated one.
FEWEST_KNOWN = 2
FEWEST_NEAR = 3
TURNS = frozenset({"captured", "withdrew"})  # turns of control: what is told daily dates nothing


def read_known(
    cues: Sequence[Cue], claims: Sequence[Claim], known: Sequence[KnownEvent], text: str
) -> Iterable[Clue]:
    """Claims of events whose days are known: with a date counted from the day of speech, or, where the desk's own
    reports tell them, as news."""
    by_key: dict[tuple[str, str, str], list[KnownEvent]] = {}
    for one in known:
        by_key.setdefault((one.event, one.actor, one.place), []).append(one)
    for claim in claims:
        if claim.stance not in ("asserted", "hedged") or not claim.actor:
            continue
        names = {name for place in claim.places for name in (place.place_id, place.name) if name}
        events = [one for name in sorted(names) for one in by_key.get((claim.event, claim.actor, name), ())]
        own = next((cue for cue in cues if dates_claim(cue, claim)), None)
        paragraph = text.count("\n", 0, claim.start)
        if events and own is not None and not dated(own.written):
            yield count_back(claim, own, events)
        elif own is None and claim.when.basis == "publication" and any(one.reports for one in events):
            yield near_to(claim, [one for one in events if one.reports], paragraph)


def count_back(claim: Claim, own: Cue, events: list[KnownEvent]) -> Clue:
    """ "Two weeks ago X was taken": the days from which that leads to the event."""

    def allows(day: date) -> bool:
        span = resolve(own.written, Speech(day))
        return any(span is not None and meets(span, one, day) for one in events)

    return Clue(
        tell_known(claim, events, f", here “{own.text}”"),
        own.paragraph,
        allows,
        weakness(claim, events, FEWEST_KNOWN),
    )


def weakness(claim: Claim, events: list[KnownEvent], reports: int) -> str | None:
    """What names an event that is not sure by itself; null where enough reports tell it."""
    sure = all(one.reports >= reports for one in events)
    return None if sure else f"{claim.event} {events[0].place}"


def meets(span: Span, known: KnownEvent, day: date) -> bool:
    """Whether an interval that is over on a day can hold a known event."""
    start, end = date.fromisoformat(known.start), date.fromisoformat(known.end)
    if span.start is None or span.end is None or start > day:
        return False
    return span.start <= end + CLOSE_DAYS * DAY and min(span.end, day) >= start - CLOSE_DAYS * DAY


def near_to(claim: Claim, events: list[KnownEvent], paragraph: int) -> Clue:
    """What the desk's dated reports tell of is news for two weeks before and after."""
    spans = [(date.fromisoformat(one.start), date.fromisoformat(one.end)) for one in events]
    return Clue(
        tell_known(claim, events, ""),
        paragraph,
        lambda day: any(
            shift_days(start, -NEAR_DAYS) <= day <= shift_days(end, NEAR_DAYS) for start, end in spans
        ),
        weakness(claim, events, FEWEST_NEAR),
    )


def tell_known(claim: Claim, events: list[KnownEvent], own: str) -> str:
    """The reason in words."""
    name = next((place.name for place in claim.places if place.name), events[0].place)
    days = "; ".join(
        dict.fromkeys(one.start if one.start == one.end else f"{one.start} to {one.end}" for one in events)
    )
    source = "dated reports" if any(one.reports for one in events) else "the theatre's history"
    return f"{source}: {claim.actor} {claim.event} {name}, {days}{own}"


def known_events(claims: Iterable[Claim]) -> tuple[KnownEvent, ...]:
    """The events that dated reports tell of closely enough to date others by, sorted; tellings that miss each other by
    no more than `EVENT_DAYS` are one."""
    told: dict[tuple[str, str, str], set[tuple[Day, Day, str]]] = {}
    for claim in claims:
        if claim.event in TURNS and claim.actor and claim.published and is_close(claim):
            for place in claim.places:
                if place.place_id:
                    key = (claim.event, claim.actor, place.place_id)
                    told.setdefault(key, set()).add(
                        (claim.when.start or "", claim.when.end or "", claim.report_id)
                    )
    return tuple(one for key in sorted(told) for one in join_tellings(key, sorted(told[key])))


def join_tellings(key: tuple[str, str, str], told: list[tuple[Day, Day, str]]) -> Iterable[KnownEvent]:
    """The tellings of one turn, in order, as events."""
    groups: list[list[tuple[Day, Day, str]]] = []
    for one in told:
        last = max((end for _, end, _ in groups[-1]), default="") if groups else ""
        if last and shift_days(date.fromisoformat(last), EVENT_DAYS) >= date.fromisoformat(one[0]):
            groups[-1].append(one)
        else:
            groups.append([one])
    event, actor, place = key
    for group in groups:
        yield KnownEvent(
            event=event,
            actor=actor,
            place=place,
            start=group[0][0],
            end=max(end for _, end, _ in group),
            reports=len({report for _, _, report in group}),
        )


def is_close(claim: Claim) -> bool:
    """Whether a claim says, and not too vaguely, when something has happened."""
    start, end = claim.when.start, claim.when.end
    if (
        start is None
        or end is None
        or claim.when.basis == "vague"
        or claim.stance not in ("asserted", "hedged")
    ):
        return False
    return (date.fromisoformat(end) - date.fromisoformat(start)).days < EVENT_DAYS

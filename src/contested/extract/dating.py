"""The dates, voices and claims of an undated report, and dated events that it may tell of, in; the days on which it
can have been published, with the reasons, out.

Each reason leaves some days and takes away the others:

    over          "between January and September 2024" is over, "on 3 May 2024" has come
    to come       "aims to make 30,000 in 2025": 2025 is not over
    weekday       "on Friday, 14 November": a year in which that is a Friday, and the four weeks from then on
    today         "yesterday, 3 May": the 4th
    one saying    Rybar "said on Friday" and "on 27 December": the same day, and the week from then on
    season        "this autumn": in that season or the month behind it
    known event   "two weeks ago X was taken", and X was taken on 6 August: about 20 August

What is left is an interval, or nothing where it is too wide to be worth saying. Where reasons exclude each other the
report is a digest, and each of its paragraphs is dated by its own words or stays undated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from contested.extract.dates.forms import Expression
from contested.extract.dates.meaning import Speech, dated, resolve
from contested.extract.dates.spans import DAY, Span, day_span, make_day, season_span, shift_days, shift_months
from contested.model import Claim, Dating, Day, KnownEvent

if TYPE_CHECKING:
    from contested.extract.telling import Telling

SOME_DAY = day_span(date(2000, 1, 3))  # read as if said then, relative dates are found too
MOST_DAYS = 60  # an interval wider than this says too little
NEWS_DAYS = 27  # a day with its weekday, or the day of a saying, is told of with no year for about four weeks
WEEK_DAYS = 6  # a weekday alone is one of the last seven days
NEAR_DAYS = 14  # what happened is told as news for about two weeks
SEASON_DAYS = 30  # "this autumn" is still said in December
EVENT_DAYS = 7  # an event known no more closely than this dates nothing
CLOSE_DAYS = 1  # reports of one event miss its day by this
FEWEST_KNOWN = 2  # events of the theatre's history that must agree: places change hands more than once
AHEAD = ("forecast", "intended")
LONG_FORMS = frozenset(
    {"range", "months", "days", "section", "quarter", "years"}
)  # over when their last day is
NOW = {"named:today": 0, "named:yesterday": 1, "named:day_before_yesterday": 2, "named:tomorrow": -1}


class Cue(Struct, frozen=True, kw_only=True):
    """A date of the report: how it is written, at which characters, in which paragraph; whose saying it dates, where it
    does; whether what it dates is planned or foreseen; and the day that stands beside it ("yesterday, 3 May")."""

    written: Expression
    text: str
    start: int
    end: int
    paragraph: int
    voice: str | None = None
    ahead: bool = False
    beside: Expression | None = None


class Clue(Struct, frozen=True):
    """One reason: the days that it leaves, and which known event it rests on, if on one of the theatre's history."""

    reason: str
    paragraph: int
    allows: Callable[[date], bool]
    history: str | None = None


def make_cues(telling: Telling) -> Iterable[Cue]:
    """The dates of a sentence as cues."""
    sentence = telling.sentence
    planned = any(sentence.holds(kind) for kind in ("plan", "modal_forecast"))
    for at, one in enumerate(telling.dates):
        voice = next((voice for voice in telling.voices if voice.first <= one.first < voice.last), None)
        before = telling.dates[at - 1] if at else None
        near = before is not None and one.first - before.last <= 1 and before.written.meaning in NOW
        yield Cue(
            written=one.written,
            text=one.when.text or "",
            start=sentence.tokens[one.first].start,
            end=sentence.tokens[one.last - 1].end,
            paragraph=sentence.span.paragraph,
            voice=voice.voice.name if voice and voice.voice.kind != "unnamed" else None,
            ahead=planned and voice is None,
            beside=before.written if before and near else None,
        )


def date_report(
    text: str,
    cues: Sequence[Cue],
    claims: Sequence[Claim],
    known: Sequence[KnownEvent],
    first: Day | None,
    last: Day | None,
) -> tuple[Dating, ...]:
    """When an undated report was published: one dating for all of it, one for each paragraph that can be dated where
    they exclude each other, or none.

    `claims` are those found with the cues; no report is older than `first` or newer than `last`, where that is known.
    """
    days = possible_days(cues, known, first, last)
    clues = list(find_clues(cues, claims, known, text))
    if not days or not clues:
        return ()
    left, reasons = narrow(days, clues)
    if left:
        whole = make_dating(left, reasons, (0, len(text)))
        return (whole,) if whole else ()
    datings = []
    for number, span in enumerate(paragraphs(text)):
        left, reasons = narrow(days, [clue for clue in clues if clue.paragraph == number])
        dating = make_dating(left, reasons, span) if left else None
        datings += [dating] if dating else []
    return tuple(datings)


def possible_days(
    cues: Sequence[Cue], known: Sequence[KnownEvent], first: Day | None, last: Day | None
) -> list[date]:
    """Every day on which the report can have been published before it is read: up to `last`, or else for a year behind
    the last one that it or another report of the desk names."""
    years = [span for cue in cues if dated(cue.written) and (span := resolve(cue.written, Speech(None)))]
    starts = [span.start for span in years if span.start]
    ends = [span.end for span in years if span.end]
    ends += [date.fromisoformat(one.end) for one in known if one.desk]
    begin = date.fromisoformat(first) if first else min(starts, default=None)
    end = date.fromisoformat(last) if last else shift_months(max(ends), 12) if ends else None
    if begin is None or end is None:
        return []
    return [date.fromordinal(number) for number in range(begin.toordinal(), end.toordinal() + 1)]


def narrow(days: list[date], clues: Sequence[Clue]) -> tuple[list[date], tuple[str, ...]]:
    """The days that every clue leaves, and the reasons of those that took some away. Events of the theatre's history
    count where enough different ones agree."""
    reasons: list[str] = []
    plain = [clue for clue in clues if clue.history is None]
    from_history = [clue for clue in clues if clue.history is not None]
    for clue in plain:
        left = [day for day in days if clue.allows(day)]
        if len(left) < len(days):
            days, reasons = left, [*reasons, clue.reason]
    agreed = [day for day in days if all(clue.allows(day) for clue in from_history)]
    if agreed and len({clue.history for clue in from_history}) >= FEWEST_KNOWN:
        return agreed, (*reasons, *(clue.reason for clue in from_history))
    return days, tuple(reasons)


def make_dating(days: list[date], reasons: tuple[str, ...], span: tuple[int, int]) -> Dating | None:
    """The interval from the first day that is left to the last, where it is close enough to say something."""
    if not reasons or (days[-1] - days[0]).days >= MOST_DAYS:
        return None
    return Dating(start=days[0].isoformat(), end=days[-1].isoformat(), reasons=reasons, span=span)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs, in their order."""
    spans, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return spans


def find_clues(
    cues: Sequence[Cue], claims: Sequence[Claim], known: Sequence[KnownEvent], text: str
) -> Iterable[Clue]:
    """All that the dates of a report say of its day."""
    for cue in cues:
        told = [claim for claim in claims if dates_claim(cue, claim)]
        foreseen = any(claim.stance in AHEAD for claim in told)
        if cue.beside is not None and cue.written.meaning in ("day", "weekday_day"):
            yield read_beside(cue, cue.beside)
        elif dated(cue.written):
            yield from read_dated(cue, foreseen, bool(told))
        elif cue.written.meaning == "weekday_day":
            yield read_weekday_day(cue, foreseen)
        elif cue.written.meaning == "this" and cue.written.value("season") is not None:
            yield read_season(cue)
    yield from read_sayings(cues)
    yield from read_known(cues, claims, known, text)


def dates_claim(cue: Cue, claim: Claim) -> bool:
    """Whether a date is the one of a claim."""
    return any(slot.slot == "when" and slot.start <= cue.start < slot.end for slot in claim.slots)


def read_dated(cue: Cue, foreseen: bool, told: bool) -> Iterable[Clue]:
    """A date with its year has begun, or is over, or is not over yet where it tells of plans. A date among plans that
    is no event's own says nothing, nor does a season: campaigns are named after the one to come."""
    span = resolve(cue.written, Speech(None))
    if span is None or span.end is None:
        return
    if foreseen:
        last = span.end
        yield Clue(f"“{cue.text}” is not over yet", cue.paragraph, lambda day: day <= last)
    elif (told or not cue.ahead) and span.start is not None and cue.written.meaning != "season":
        over = cue.written.meaning in LONG_FORMS
        since, words = (span.end, "is over") if over else (span.start, "has come")
        yield Clue(f"“{cue.text}” {words}", cue.paragraph, lambda day: day >= since)


def read_weekday_day(cue: Cue, foreseen: bool) -> Clue:
    """A day of some year with its weekday: news of the four weeks from it on, or up to it."""
    weekday, reach = cue.written.value("weekday"), (0, NEWS_DAYS) if foreseen else (NEWS_DAYS, 0)
    return Clue(
        f"“{cue.text}” fits that day of the week",
        cue.paragraph,
        lambda day: any(
            one.weekday() == weekday and shift_days(day, -reach[0]) <= one <= shift_days(day, reach[1])
            for one in days_near(day, cue.written)
        ),
    )


def days_near(day: date, written: Expression) -> list[date]:
    """A day in its year, or without one in the years around a day."""
    month, number, own = written.value("month"), written.value("day"), written.value("year")
    if own is not None:
        one = make_day(own, month, number)
        return [one] if one else []
    found = (make_day(year, month, number) for year in range(day.year - 1, day.year + 2))
    return [one for one in found if one is not None]


def read_beside(cue: Cue, beside: Expression) -> Clue:
    """ "Yesterday, 3 May": the day itself."""
    behind = NOW[beside.meaning]
    return Clue(
        f"“{cue.text}” is {beside.meaning.removeprefix('named:').replace('_', ' ')}",
        cue.paragraph,
        lambda day: shift_days(day, -behind) in days_near(day, cue.written),
    )


def read_season(cue: Cue) -> Clue:
    season = cue.written.value("season")

    def allows(day: date) -> bool:
        spans = [season_span(season, year) for year in (day.year - 1, day.year)]
        return any(
            one.start and one.end and one.start <= day <= shift_days(one.end, SEASON_DAYS) for one in spans
        )

    return Clue(f"“{cue.text}” is that season", cue.paragraph, allows)


def read_sayings(cues: Sequence[Cue]) -> Iterable[Clue]:
    """One voice's saying dated twice, by its weekday and by its day: the last such day, a week back at most."""
    for cue in cues:
        if cue.written.meaning != "weekday" or cue.voice is None:
            continue
        for other in cues:
            if other.voice == cue.voice and other.written.meaning == "day":
                yield tie_saying(cue, other)


def tie_saying(weekday: Cue, day: Cue) -> Clue:
    number = weekday.written.value("weekday")

    def allows(said: date) -> bool:
        return any(
            one.weekday() == number and shift_days(said, -WEEK_DAYS) <= one <= said
            for one in days_near(said, day.written)
        )

    return Clue(f"{day.voice} speaks “{weekday.text}” and “{day.text}”, one day", day.paragraph, allows)


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
        elif own is None and claim.when.basis == "publication" and any(one.desk for one in events):
            yield near_to(claim, [one for one in events if one.desk], paragraph)


def count_back(claim: Claim, own: Cue, events: list[KnownEvent]) -> Clue:
    """ "Two weeks ago X was taken": the days from which that leads to the event."""

    def allows(day: date) -> bool:
        span = resolve(own.written, Speech(day))
        return any(span is not None and meets(span, one, day) for one in events)

    history = None if any(one.desk for one in events) else f"{events[0].event} {events[0].place}"
    return Clue(tell_known(claim, events, f", here “{own.text}”"), own.paragraph, allows, history)


def meets(span: Span, known: KnownEvent, day: date) -> bool:
    """Whether an interval that is over on a day can hold a known event."""
    start, end = date.fromisoformat(known.start), date.fromisoformat(known.end)
    if span.start is None or span.end is None or start > day:
        return False
    return span.start <= end + CLOSE_DAYS * DAY and min(span.end, day) >= start - CLOSE_DAYS * DAY


def near_to(claim: Claim, events: list[KnownEvent], paragraph: int) -> Clue:
    """What the desk's dated reports tell of is news for two weeks."""
    spans = [(date.fromisoformat(one.start), date.fromisoformat(one.end)) for one in events]
    return Clue(
        tell_known(claim, events, ""),
        paragraph,
        lambda day: any(start <= day <= shift_days(end, NEAR_DAYS) for start, end in spans),
    )


def tell_known(claim: Claim, events: list[KnownEvent], own: str) -> str:
    """The reason in words."""
    name = next((place.name for place in claim.places if place.name), events[0].place)
    days = "; ".join(
        dict.fromkeys(one.start if one.start == one.end else f"{one.start} to {one.end}" for one in events)
    )
    source = "dated reports" if any(one.desk for one in events) else "the theatre's history"
    return f"{source}: {claim.actor} {claim.event} {name}, {days}{own}"


def known_events(claims: Iterable[Claim]) -> tuple[KnownEvent, ...]:
    """The events that dated reports tell of closely enough to date others by, sorted."""
    found = {
        (claim.event, claim.actor, place.place_id, claim.when.start, claim.when.end)
        for claim in claims
        if claim.published and claim.actor and claim.stance in ("asserted", "hedged") and is_close(claim)
        for place in claim.places
        if place.place_id and claim.event in TURNS
    }
    return tuple(
        KnownEvent(
            event=event, actor=actor or "", place=place or "", start=start or "", end=end or "", desk=True
        )
        for event, actor, place, start, end in sorted(found, key=str)
    )


TURNS = frozenset({"captured", "withdrew"})  # turns of control: what is told daily dates nothing


def is_close(claim: Claim) -> bool:
    start, end = claim.when.start, claim.when.end
    if start is None or end is None or claim.when.basis == "vague":
        return False
    return (date.fromisoformat(end) - date.fromisoformat(start)).days < EVENT_DAYS

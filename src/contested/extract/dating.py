"""The dates, voices and claims of an undated report, and dated events that it may tell of, in; the days on which it
can have been published, with the reasons, out.

Each reason leaves some days and takes away the others:

    over          "between January and September 2024" is over, "on 3 May 2024" has come
    to come       "aims to make 30,000 in 2025": 2025 is not over
    weekday       "on Friday, 14 November": a year in which that is a Friday, and the four weeks from then on
    today         "yesterday, 3 May": the 4th
    one saying    a channel "said on Friday" and "on 27 December": the same day, and the week from then on
    season        "this autumn": in that season or the month behind it
    known event   "two weeks ago X was taken", and X was taken on 6 August: about 20 August

What is left is an interval, or nothing where it is too wide to be worth saying. Where reasons exclude each other the
report is a digest, and each of its paragraphs is dated by its own words or stays undated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contested.extract.cues import NOW, Clue, Cue, dates_claim
from contested.extract.dates.forms import Expression
from contested.extract.dates.meaning import resolve
from contested.extract.dates.spans import make_day, season_span, shift_days, shift_months
from contested.extract.dates.speech import Speech, dated, year_said
from contested.extract.known import FEWEST_KNOWN, read_known
from contested.model import AHEAD, Claim, Dating, Day, KnownEvent

MOST_DAYS = 60  # an interval wider than this says too little
NEWS_DAYS = 27  # a day with its weekday, or the day of a saying, is told of with no year for about four weeks
WEEK_DAYS = 6  # a weekday alone is one of the last seven days
SEASON_DAYS = 30  # "this autumn" is still said in December
# Forms that are over when their last day is; of others the first day has come.
LONG_FORMS = frozenset({"range", "months", "days", "section", "quarter", "years"})


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
    ends += [date.fromisoformat(one.end) for one in known if one.reports]
    begin = date.fromisoformat(first) if first else min(starts, default=None)
    end = date.fromisoformat(last) if last else shift_months(max(ends), 12) if ends else None
    if begin is None or end is None:
        return []
    return [date.fromordinal(number) for number in range(begin.toordinal(), end.toordinal() + 1)]


def narrow(days: list[date], clues: Sequence[Clue]) -> tuple[list[date], tuple[str, ...]]:
    """The days that every clue leaves, and the reasons of those that took some away. Weak ones count where enough
    different events agree."""
    reasons: list[str] = []
    for clue in clues:
        if clue.weak is None:
            left = [day for day in days if clue.allows(day)]
            if len(left) < len(days):
                days, reasons = left, [*reasons, clue.reason]
    weak = [clue for clue in clues if clue.weak is not None]
    agreed = [day for day in days if all(clue.allows(day) for clue in weak)]
    if agreed and len({clue.weak for clue in weak}) >= FEWEST_KNOWN:
        return agreed, (*reasons, *dict.fromkeys(clue.reason for clue in weak))
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
    month, number, own = written.value("month"), written.value("day"), year_said(written, Speech(day))
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
            own = dated(other.written) or other.written.value("year") is None
            if other.voice == cue.voice and other.written.meaning == "day" and own:
                yield tie_saying(cue, other)


def tie_saying(weekday: Cue, day: Cue) -> Clue:
    number = weekday.written.value("weekday")

    def allows(said: date) -> bool:
        return any(
            one.weekday() == number and shift_days(said, -WEEK_DAYS) <= one <= said
            for one in days_near(said, day.written)
        )

    return Clue(f"{day.voice} speaks “{weekday.text}” and “{day.text}”, one day", day.paragraph, allows)

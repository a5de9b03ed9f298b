"""A date as it is written and the day on which it is said, in; the days that it means, out.

Without a year a date is the last one before the day of speech, and the next one behind it where it tells of what is
foreseen. Nothing is known of a relative date without a day of speech.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from contested.extract.dates.forms import Expression
from contested.extract.dates.named import name_span
from contested.extract.dates.spans import (
    DAY,
    Span,
    Unit,
    day_span,
    hull,
    make_day,
    month_span,
    part_span,
    season_span,
    section_span,
    shift,
    shift_days,
    shift_months,
    year_span,
)
from contested.extract.dates.speech import Speech, dated, nearest, year_said, yearly

HALF_MONTH = 15  # "two months ago" is right by half a month either way, as "two years ago" by half a year
HALF_YEAR = 183
DAYS: Unit = "day"
MOST_UNITS = 999  # hours, days or longer: "a million days ago" is no date
# Years that a day and its weekday without a year may lie back; beyond, one of them is a slip.
SAME_WEEKDAY = 3
# How long the opening days, or weeks, of a war are.
OPENING_DAYS = 14
OPENING_WEEKS = 42
OF_YEAR = frozenset(
    {"day", "days", "month", "weekday", "weekday_day", "season", "night", "night_into", "part"}
)


def resolve(one: Expression, speech: Speech) -> Span | None:
    """The days that a date means, null where that cannot be known."""
    if one.meaning.startswith("named:"):
        return None if speech.day is None else name_span(one.meaning.removeprefix("named:"), speech.day)
    return MEANINGS[one.meaning](one, speech)


def inner_span(one: Expression, speech: Speech) -> Span | None:
    """What the date within a date means."""
    inner = one.value("date")
    return None if inner is None else resolve(inner, speech)


def mean_day(one: Expression, speech: Speech) -> Span | None:
    return yearly(one, speech, lambda year: single(year, one.value("month"), one.value("day")))


def single(year: int, month: int, day: int) -> Span | None:
    found = make_day(year, month, day)
    return day_span(found) if found else None


def mean_days(one: Expression, speech: Speech) -> Span | None:
    """Days of one month; "28 to 3 May" begins in the month before."""
    month, first, last = one.value("month"), one.value("day"), one.value("day", 1)

    def in_year(year: int) -> Span | None:
        end = make_day(year, month, last)
        if end is None or first <= last:
            start = make_day(year, month, first)
        else:
            before = shift_months(date(year, month, 1), -1)
            start = make_day(before.year, before.month, first)
        return Span(start, end) if start and end else None

    return yearly(one, speech, in_year)


def mean_digits(one: Expression, speech: Speech) -> Span | None:
    return single(*one.value("digits"))


def mean_month(one: Expression, speech: Speech) -> Span | None:
    return yearly(one, speech, lambda year: month_span(year, one.value("month")))


def mean_months(one: Expression, speech: Speech) -> Span | None:
    """Two months and what is between; "November to January 2025" begins in the year before."""
    first, last = one.value("month"), one.value("month", 1)
    return yearly(
        one,
        speech,
        lambda year: Span(month_span(year - (first > last), first).start, month_span(year, last).end),
    )


def mean_that_month(one: Expression, speech: Speech) -> Span | None:
    if speech.before is None or speech.before.start is None:
        return mean_month(one, speech)
    return month_span(speech.before.start.year, one.value("month"))


def mean_year(one: Expression, speech: Speech) -> Span | None:
    year = year_said(one, speech)
    return year_span(year) if year is not None else None


def mean_years(one: Expression, speech: Speech) -> Span | None:
    return year_span(*one.value("years"))


def mean_season(one: Expression, speech: Speech) -> Span | None:
    """A season of a year, of two years, or the nearest. "Winter 2024" can be the one that begins or the one that ends
    in 2024: both."""
    season, year, years = one.value("season"), year_said(one, speech), one.value("years")
    if years is not None:
        return season_span(season, years[0])
    if year is None:
        return nearest(speech, lambda year: season_span(season, year))
    if season == 1:
        return Span(date(year, 1, 1), season_span(1, year).end)
    return season_span(season, year)


def mean_part(one: Expression, speech: Speech) -> Span | None:
    return of_year(one, speech, lambda span: part_span(span, one.value("part")))


def mean_section(one: Expression, speech: Speech) -> Span | None:
    return of_year(one, speech, lambda span: section_span(span, one.value("nth"), one.value("section")))


def of_year(one: Expression, speech: Speech, cut: Callable[[Span], Span | None]) -> Span | None:
    """A piece of a date, or of this week, month or year; where the piece of the nearest date is still to come, the one
    before it is meant."""
    inner, unit, year = one.value("date"), one.value("unit"), year_said(one, speech)
    if inner is None and year is not None:
        return cut(year_span(year))
    if inner is None:
        known = speech.day is not None and unit in ("week", "month", "year")
        return cut(name_span(f"this_{unit}", speech.day)) if known and speech.day else None
    whole = inner_span(one, speech)
    piece = cut(whole) if whole else None
    if piece is None or piece.start is None or speech.day is None or speech.ahead or dated(inner):
        return piece
    if piece.start > speech.day and whole and whole.start and inner.meaning in OF_YEAR:
        earlier = resolve(inner, Speech(whole.start - DAY, False, speech.before))
        return cut(earlier) if earlier else None
    return piece


def mean_quarter(one: Expression, speech: Speech) -> Span | None:
    year = year_said(one, speech)
    return section_span(year_span(year), one.value("day"), "quarter") if year is not None else None


def mean_weekday(one: Expression, speech: Speech) -> Span | None:
    if speech.day is None:
        return None
    step = 1 if speech.ahead else -1
    return day_span(shift_days(speech.day, step * (step * (one.value("weekday") - speech.day.weekday()) % 7)))


def mean_weekday_day(one: Expression, speech: Speech) -> Span | None:
    """A day with its weekday: without a year, the nearest year in which they agree, else the nearest year."""
    weekday, month, day = one.value("weekday"), one.value("month"), one.value("day")
    plain = mean_day(one, speech)
    if (
        plain is None
        or plain.start is None
        or one.value("year") is not None
        or plain.start.weekday() == weekday
    ):
        return plain
    step = 1 if speech.ahead else -1
    years = range(plain.start.year, plain.start.year + step * SAME_WEEKDAY, step)
    agreeing = (
        found for year in years if (found := make_day(year, month, day)) and found.weekday() == weekday
    )
    return day_span(next(agreeing, plain.start))


def mean_last_week_weekday(one: Expression, speech: Speech) -> Span | None:
    if speech.day is None:
        return None
    return day_span(shift_days(speech.day, one.value("weekday") - speech.day.weekday() - 7))


def mean_last(one: Expression, speech: Speech) -> Span | None:
    """The last one that is over, of weekdays, months and seasons."""
    if speech.day is None:
        return None
    if one.value("weekday") is not None:
        return mean_weekday(one, Speech(speech.day - DAY))
    span = bare(one, Speech(speech.day))
    if span is None or span.start is None or span.end is None or span.end < speech.day:
        return span
    return bare(one, Speech(span.start - DAY))


def mean_this(one: Expression, speech: Speech) -> Span | None:
    """The one of this week, of this year, or the season nearest to now."""
    if speech.day is None:
        return None
    if one.value("weekday") is not None:
        return day_span(shift_days(speech.day, one.value("weekday") - speech.day.weekday()))
    if one.value("month") is not None:
        return month_span(speech.day.year, one.value("month"))
    return bare(one, speech)


def mean_next(one: Expression, speech: Speech) -> Span | None:
    if speech.day is None:
        return None
    if one.value("weekday") is not None:
        return mean_weekday(one, Speech(speech.day + DAY, ahead=True))
    span = bare(one, Speech(speech.day, ahead=True))
    if span is None or span.start is None or span.end is None or span.start > speech.day:
        return span
    return bare(one, Speech(span.end + DAY, ahead=True))


def bare(one: Expression, speech: Speech) -> Span | None:
    """A month or season without its year."""
    return mean_month(one, speech) if one.value("month") is not None else mean_season(one, speech)


def mean_night(one: Expression, speech: Speech) -> Span | None:
    """The night that begins on a day; one that is told by both its days is those."""
    span = inner_span(one, speech) or (
        mean_weekday(one, speech) if one.value("weekday") is not None else None
    )
    if span is None or span.start is None or span.start != span.end:
        return span
    return Span(span.start, span.start + DAY)


def mean_night_into(one: Expression, speech: Speech) -> Span | None:
    """The night that ends on a day."""
    span = inner_span(one, speech)
    if span is None or span.start is None or span.start != span.end:
        return span
    return Span(span.start - DAY, span.end)


def mean_night_about(one: Expression, speech: Speech) -> Span | None:
    """The night before or behind a day, where nobody says which."""
    span = inner_span(one, speech)
    if span is None or span.start is None or span.start != span.end:
        return span
    return Span(span.start - DAY, span.start + DAY)


def mean_since(one: Expression, speech: Speech) -> Span | None:
    """From a date to the day of speech; from one that is ahead, nobody knows how long."""
    span = inner_span(one, speech)
    if span is None or span.start is None:
        return None
    return Span(span.start, speech.day if speech.day and span.start <= speech.day else None)


def mean_until(one: Expression, speech: Speech) -> Span | None:
    """Up to a date; what is foreseen, from the day of speech on."""
    span = inner_span(one, speech)
    return Span(begun(speech, span.end), span.end) if span and span.end else None


def mean_before(one: Expression, speech: Speech) -> Span | None:
    span = inner_span(one, speech)
    if span is None or span.start is None:
        return None
    return Span(begun(speech, span.start - DAY), span.start - DAY)


def mean_by(one: Expression, speech: Speech) -> Span | None:
    span = inner_span(one, speech)
    if span is None or span.end is None or not speech.ahead:
        return span
    return Span(begun(speech, span.end), span.end)


def begun(speech: Speech, end: date) -> date | None:
    """When what goes on up to a day begins: for what is foreseen, on the day of speech."""
    return speech.day if speech.ahead and speech.day and speech.day <= end else None


def mean_range(one: Expression, speech: Speech) -> Span | None:
    """From one date to another; a first one without its year is the last before the second."""
    first, second = one.value("date"), one.value("date", 1)
    last = resolve(second, speech)
    if last is None or last.start is None:
        return None
    within = Speech(last.start) if first.meaning in OF_YEAR and not dated(first) else speech
    begin = resolve(first, within)
    if begin is None or begin.start is None or begin.start > last.start:
        return None
    return hull(begin, last)


def said_length(one: Expression) -> tuple[float, float, Unit] | None:
    """Least and most of a number of units, one where no number is said; null where it is more than a date can tell."""
    (low, high), unit = one.value("number") or (1, 1), one.value("unit") or DAYS
    return None if high > MOST_UNITS else (low, high, unit)


def mean_ago(one: Expression, speech: Speech) -> Span | None:
    length = said_length(one)
    if speech.day is None or length is None:
        return None
    low, high, unit = length
    blur = {"month": HALF_MONTH, "half_year": HALF_MONTH, "year": HALF_YEAR}.get(unit, 0)
    start = shift_days(shift(speech.day, -high, unit), -blur)
    return Span(start, min(speech.day, shift_days(shift(speech.day, -low, unit), blur)))


def mean_earlier(one: Expression, speech: Speech) -> Span | None:
    """So long before the date before it in the sentence, or else before the day of speech."""
    length = said_length(one)
    before = speech.before or (day_span(speech.day) if speech.day else None)
    if before is None or before.start is None or before.end is None or length is None:
        return None
    low, high, unit = length
    return Span(shift(before.start, -high, unit), shift(before.end, -low, unit))


def mean_lasting(one: Expression, speech: Speech) -> Span | None:
    length = said_length(one)
    if speech.day is None or length is None:
        return None
    _, high, unit = length
    return Span(shift(speech.day, -high, unit), speech.day)


def mean_in(one: Expression, speech: Speech) -> Span | None:
    length = said_length(one)
    if speech.day is None or length is None:
        return None
    low, high, unit = length
    return Span(shift(speech.day, low, unit), shift(speech.day, high, unit))


def mean_later(one: Expression, speech: Speech) -> Span | None:
    """So long behind the date before it in the sentence."""
    length = said_length(one)
    if speech.before is None or speech.before.start is None or speech.before.end is None or length is None:
        return None
    low, high, unit = length
    return Span(shift(speech.before.start, low, unit), shift(speech.before.end, high, unit))


def mean_outset(one: Expression, speech: Speech) -> Span | None:
    """The first, second … day, week, month or year of the war."""
    nth, unit = one.value("nth"), one.value("unit")
    if speech.began is None or nth < 1:
        return None
    return Span(shift(speech.began, nth - 1, unit), shift(speech.began, nth, unit) - DAY)


def mean_opening(speech: Speech, days: int) -> Span | None:
    """The days in which the war began."""
    return None if speech.began is None else Span(speech.began, shift_days(speech.began, days - 1))


MEANINGS: dict[str, Callable[[Expression, Speech], Span | None]] = {
    "day": mean_day,
    "days": mean_days,
    "digits": mean_digits,
    "month": mean_month,
    "months": mean_months,
    "that_month": mean_that_month,
    "year": mean_year,
    "years": mean_years,
    "season": mean_season,
    "section": mean_section,
    "quarter": mean_quarter,
    "part": mean_part,
    "weekday": mean_weekday,
    "weekday_day": mean_weekday_day,
    "last_week_weekday": mean_last_week_weekday,
    "last": mean_last,
    "this": mean_this,
    "next": mean_next,
    "night": mean_night,
    "night_into": mean_night_into,
    "night_about": mean_night_about,
    "same": inner_span,
    "since": mean_since,
    "until": mean_until,
    "before": mean_before,
    "by": mean_by,
    "range": mean_range,
    "ago": mean_ago,
    "earlier": mean_earlier,
    "lasting": mean_lasting,
    "in": mean_in,
    "later": mean_later,
    "outset": mean_outset,
    "opening_days": lambda _, speech: mean_opening(speech, OPENING_DAYS),
    "opening_weeks": lambda _, speech: mean_opening(speech, OPENING_WEEKS),
}

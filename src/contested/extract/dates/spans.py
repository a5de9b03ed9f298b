"""Days, months, seasons and shifts, in; closed intervals of days, out. Plain calendar arithmetic, no words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import ceil, floor
from typing import Literal, NamedTuple

Part = Literal["begin", "middle", "end"]
Unit = Literal["hour", "day", "week", "fortnight", "month", "half_year", "year"]
Section = Literal["half", "quarter", "decade", "week", "days"]
DAY = timedelta(days=1)
DECADE = 10  # days of the thirds of a month, as newspapers count them: 1–10, 11–20, 21 to the last
MONTHS: dict[Unit, int] = {"month": 1, "half_year": 6, "year": 12}
FIRST_DAYS = 5  # "the first days of May"
SHORT = 2  # days: an interval up to this has no beginning or end worth telling apart


class Span(NamedTuple):
    """Days `start` to `end`, both inclusive; null where nobody can say."""

    start: date | None
    end: date | None


def day_span(day: date) -> Span:
    return Span(day, day)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or null where the calendar has none."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_span(year: int, last: int | None = None) -> Span:
    return Span(date(year, 1, 1), date(last or year, 12, 31))


def week_span(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def season_span(season: int, year: int) -> Span:
    """Season 1 to 4, winter first, whose first month is in `year`: a winter ends in the next one."""
    if season == 1:
        return Span(date(year, 12, 1), month_span(year + 1, 2).end)
    first = 3 * (season - 1)
    return Span(date(year, first, 1), month_span(year, first + 2).end)


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    year = min(max(year, 1), 9999)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift_days(day: date, days: int) -> date:
    """So many days on; the first or last day that there is where the calendar ends."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def shift(day: date, count: float, unit: Unit) -> date:
    """A day moved by a number of units, back where it is negative; begun days of hours count in full."""
    if unit in MONTHS:
        months = count * MONTHS[unit]
        return shift_days(shift_months(day, int(months)), round((months - int(months)) * 30))
    if unit == "hour":
        return shift_days(day, ceil(count / 24) if count > 0 else floor(count / 24))
    return shift_days(day, round(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))


def hull(first: Span, second: Span) -> Span:
    """The least interval that holds both."""
    start = min(first.start, second.start) if first.start and second.start else None
    return Span(start, max(first.end, second.end) if first.end and second.end else None)


def part_span(span: Span, part: Part) -> Span:
    """The beginning, middle or end of an interval: decades of a month, thirds of anything else."""
    start, end = span
    if start is None or end is None or (end - start).days < SHORT:
        return span
    if span == year_span(start.year):
        first, last = date(start.year, 4, 30), date(start.year, 9, 1)
    elif span == month_span(start.year, start.month):
        first, last = date(start.year, start.month, 10), date(start.year, start.month, 21)
    else:
        third = ((end - start).days + 3) // 3
        first, last = shift_days(start, third - 1), shift_days(end, 1 - third)
    if part == "begin":
        return Span(start, first)
    if part == "end":
        return Span(last, end)
    return Span(first + DAY, last - DAY) if first + DAY < last else Span(last, first)


def section_span(span: Span, nth: int, section: Section) -> Span | None:
    """The nth half, quarter, decade, week or first days of an interval; null where it has none."""
    start, end = span
    if start is None or end is None:
        return None
    if section == "days":
        few = timedelta(days=FIRST_DAYS - 1)
        return Span(start, min(end, start + few)) if nth == 1 else Span(max(start, end - few), end)
    if section == "week":
        first = start + timedelta(days=7 * (nth - 1)) if nth > 0 else end - timedelta(days=6)
        return Span(first, min(end, first + timedelta(days=6))) if start <= first <= end else None
    if section == "decade":
        if not 1 <= nth <= 3:
            return None
        first = start + timedelta(days=DECADE * (nth - 1))
        return Span(first, end if nth == 3 else first + timedelta(days=DECADE - 1))
    count = 2 if section == "half" else 4
    number = nth if nth > 0 else count
    if number > count:
        return None
    if (end - start).days > 300:
        months = 12 // count
        return Span(shift_months(start, months * (number - 1)), shift_months(start, months * number) - DAY)
    if section == "quarter":
        return None
    middle = start + timedelta(days=((end - start).days + 1) // 2 - 1)
    return Span(start, middle) if number == 1 else Span(middle + DAY, end)

"""A phrase that means days by itself ("last week") and the day on which it is said, in; those days, out."""

from __future__ import annotations

from datetime import date

from contested.extract.dates.spans import (
    DAY,
    Span,
    day_span,
    month_span,
    shift_days,
    shift_months,
    week_span,
    year_span,
)

VAGUE_DAYS = 60
RECENT_DAYS = 7
RECENT_WEEKS = 30  # days


def name_span(name: str, day: date) -> Span:
    """The days that a phrase means by itself."""
    week, month = week_span(day), month_span(day.year, day.month)
    saturday = shift_days(day, -((day.weekday() - 5) % 7))

    def back(days: int) -> Span:
        return Span(shift_days(day, -days), day)

    match name:
        case "vague":
            return back(VAGUE_DAYS)
        case "today":
            return back(0)
        case "yesterday":
            return day_span(shift_days(day, -1))
        case "day_before_yesterday":
            return day_span(shift_days(day, -2))
        case "tomorrow":
            return day_span(shift_days(day, 1))
        case "last_night":
            return back(1)
        case "recent_days":
            return back(RECENT_DAYS)
        case "recent_weeks":
            return back(RECENT_WEEKS)
        case "weekend":
            return Span(saturday, saturday + DAY)
        case "this_week":
            return week
        case "this_month":
            return month
        case "this_year":
            return year_span(day.year)
        case "last_week":
            return week_span(shift_days(day, -7))
        case "last_month":
            return month_of(shift_months(day, -1))
        case "last_year":
            return year_span(max(1, day.year - 1))
        case "coming_days":
            return Span(day, shift_days(day, RECENT_DAYS))
        case "coming_weeks":
            return Span(day, shift_days(day, RECENT_WEEKS))
        case "next_week":
            return week_span(shift_days(day, 7))
        case "next_month":
            return month_of(shift_months(day, 1))
        case _:
            return year_span(min(9999, day.year + 1))


def month_of(day: date) -> Span:
    return month_span(day.year, day.month)

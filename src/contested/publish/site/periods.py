"""A span of days and how much is told of them, in; the days on which periods begin, each with about so much, out.

A period begins on the first of a month, so that what is added later leaves the periods before it as they were.
"""

from __future__ import annotations

from datetime import date

from contested.model import Day

MONTHS = (12, 6, 3, 2, 1)
MONTH = 30.4  # days


def choose_periods(span: tuple[Day, Day], amount: int, most: int) -> list[int]:
    """The first days of periods of equal length, counted from the first day of the span: of as many months as leave no
    more than `most` of the `amount` to each on average, the whole span where that is little enough, a month at least."""
    first, last = (date.fromisoformat(day) for day in span)
    if amount <= most:
        return [0]
    days = (last - first).days + 1
    months = next((one for one in MONTHS if amount * one * MONTH / days <= most), MONTHS[-1])
    since, until = (day.year * 12 + day.month - 1 for day in (first, last))
    begins = (date(one // 12, one % 12 + 1, 1) for one in range(since + 1, until + 1) if one % months == 0)
    return [0, *((begin - first).days for begin in begins)]

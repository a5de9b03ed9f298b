"""A day or a moment as somebody typed it, in; the same in the one form that is used inside, and what can be counted
from it, out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from contested.errors import UsageError
from contested.model import Day

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")


def read_day(text: str) -> Day:
    """An ISO day. Raises UsageError where `text` is none."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise UsageError(f"{text!r} is no day; write year, month and day: 2025-12-10")


def read_moment(text: str) -> str:
    """An ISO day, or a moment in UTC (which it is taken for where it has no zone). Raises UsageError for others."""
    try:
        if MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return write_moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        return read_day(text)
    except (ValueError, OverflowError, UsageError) as error:
        raise UsageError(
            f"{text!r} is no day or moment; write 2025-12-10, or 2025-12-10T09:00:00Z"
        ) from error


def write_moment(moment: datetime) -> str:
    """`2025-12-10T09:00:00Z`; `moment` has a zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> str:
    """This moment in UTC, to the microsecond: of what two commands wrote within one second the later counts. Only commands
    look at the clock; what they call is told."""
    return write_exactly(datetime.now(UTC))


def moment_at(seconds: float) -> str:
    """The moment so many seconds after 1970 began, to the microsecond as `now` writes it."""
    return write_exactly(datetime.fromtimestamp(seconds, UTC))


def write_exactly(moment: datetime) -> str:
    """`2025-12-10T09:00:00.000000Z`; `moment` is in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@lru_cache(100_000)
def day_number(day: Day) -> int:
    """Days since 0001-01-01, as `date.toordinal` counts them."""
    return date.fromisoformat(day).toordinal()


def days_between(first: Day, second: Day) -> int:
    """Days from the first to the second; less than none where the second is earlier."""
    return day_number(second) - day_number(first)


@lru_cache(100_000)
def shift_day(day: Day, days: int) -> Day:
    """A day so many days later, or earlier; the first or last day there is where it lies beyond."""
    return date.fromordinal(min(max(day_number(day) + days, 1), date.max.toordinal())).isoformat()

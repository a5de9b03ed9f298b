"""A stated day or moment, a file's name or an address, in; an ISO day, out."""

from __future__ import annotations

import re
from datetime import date, datetime

from contested.days import write_moment
from contested.errors import RejectedReport

YEARS = range(1900, 2101)
# Years that software which publishes can mean: a clock that was never set says 1970.
PUBLISHED = range(1990, 2101)
STATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].+)?")
NAMED = re.compile(r"(?<!\d)(\d{4})([-_/.]?)(\d{2})\2(\d{2})(?!\d)")


def read_stated_day(stated: str, where: str) -> str:
    """The calendar day of an ISO day or moment, as it is written: a zone moves nothing.

    Raises RejectedReport where there is no such day.
    """
    try:
        if STATED.fullmatch(stated):
            return datetime.fromisoformat(stated).date().isoformat()
    except ValueError:
        pass  # an impossible day is told like any other string that is none
    raise RejectedReport(
        where,
        f"published is {stated[:40]!r}, which is no day",
        "write it as 2024-11-14 or 2024-11-14T09:30:00+02:00, or leave it out",
    )


def read_stated_moment(stated: str) -> str | None:
    """The moment in UTC that is stated with its offset (`2024-11-14T09:30:00+02:00`), null where only a day is known or
    nobody says in which zone."""
    try:
        moment = datetime.fromisoformat(stated)
        return write_moment(moment) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def find_moment(stated: str) -> datetime | None:
    """The ISO moment that some software wrote, with its zone if it names one; null where it is none, or a clock that was
    not set."""
    try:
        moment = datetime.fromisoformat(stated.strip())
    except ValueError:
        return None
    return moment if moment.year in PUBLISHED else None


def tell_moment(moment: datetime | None) -> tuple[str | None, str | None]:
    """A moment as `Stated` has it: its day, as it is written, and the moment in UTC where its zone is known."""
    if moment is None:
        return None, None
    return moment.date().isoformat(), write_moment(moment) if moment.tzinfo else None


def find_named_day(name: str) -> str | None:
    """The one day in a file's name or an address ("2024-11-14", "2024/11/14", "20241114"), or null."""
    days = {iso_day(int(year), int(month), int(day)) for year, _, month, day in NAMED.findall(name)}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def iso_day(year: int, month: int, day: int) -> str | None:
    """The ISO day of three numbers, or null where the calendar has none or its year is no report's."""
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None

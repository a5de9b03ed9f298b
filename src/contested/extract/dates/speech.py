"""When a date is said, and what it rests on: its written form, in; its basis and the nearest year of it, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contested.extract.dates.forms import YEARS, Expression
from contested.extract.dates.spans import Span
from contested.model import Basis

LEAP = 8  # years from one 29 February to the next, at most
EXPLICIT = frozenset(
    {
        "day",
        "days",
        "digits",
        "month",
        "months",
        "that_month",
        "year",
        "years",
        "quarter",
        "weekday_day",
        "outset",
        "opening_days",
        "opening_weeks",
    }
)
HOLDING = frozenset(
    {
        "part",
        "section",
        "same",
        "since",
        "until",
        "before",
        "by",
        "range",
        "night",
        "night_into",
        "night_about",
    }
)  # meanings that rest on the date within


@dataclass(frozen=True, slots=True)
class Speech:
    """When and how a date is said: the day, null where nobody knows; whether it tells of what is `ahead`; the days
    that the date before it in the sentence means; the day on which the war `began`."""

    day: date | None
    ahead: bool = False
    before: Span | None = None
    began: date | None = None


def basis_of(one: Expression) -> Basis:
    """What a date rests on: what is written, or the day of speech."""
    if one.meaning == "named:vague":
        return "vague"
    year = one.value("year")
    if year is not None and year not in YEARS:
        return "relative"
    if one.meaning in EXPLICIT or (one.meaning == "season" and dated(one)):
        return "explicit"
    inner = one.value("date")
    return basis_of(inner) if inner is not None and one.meaning in HOLDING else "relative"


def dated(one: Expression) -> bool:
    """Whether a date says its year, and not only how far that is from the year of speech."""
    return any(
        one.meaning == "digits" or slot == "years" or (slot == "year" and value in YEARS)
        for one in one.dates()
        for slot, value in one.values
    )


def year_said(one: Expression, speech: Speech) -> int | None:
    """The year of a date, as it is written or counted from that of speech."""
    year: int | None = one.value("year")
    if year is None or year in YEARS:
        return year
    return speech.day.year + year if speech.day is not None else None


def nearest(speech: Speech, in_year: Callable[[int], Span | None]) -> Span | None:
    """What comes once a year: the last one that had begun on the day of speech, or the next that is not over."""
    if speech.day is None:
        return None
    step = 1 if speech.ahead else -1
    for year in range(speech.day.year - step, speech.day.year + step * LEAP, step):
        span = in_year(year) if 1 < year < 9999 else None
        if span is None or span.start is None or span.end is None:
            continue
        if (span.end >= speech.day) if speech.ahead else (span.start <= speech.day):
            return span
    return None


def yearly(one: Expression, speech: Speech, in_year: Callable[[int], Span | None]) -> Span | None:
    """What is written with its year, or else the nearest."""
    if one.value("year") is None:
        return nearest(speech, in_year)
    year = year_said(one, speech)
    return in_year(year) if year is not None else None

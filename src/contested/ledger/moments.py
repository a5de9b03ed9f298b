"""Moments and days of the second clock, in; checks and conditions on the rows that were written then, out."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, func

from contested.model import Day

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


def check_moment(moment: str) -> None:
    """Raises ValueError where it is not a UTC moment, whose day the second clock could read."""
    if not MOMENT.fullmatch(moment):
        raise ValueError(f"recorded_at {moment!r}: expected a UTC moment like 2025-12-10T12:00:00Z")


def recorded_by(day: Day | None, moment: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """The condition that a row was written by the end of a day; none where there is no day."""
    return [] if day is None else [func.substr(moment, 1, 10) <= day]

"""Numbers as they are told ("at least 40", "about 12,000"), in; whether they can be one number, and how they are written,
out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple, Protocol

# "About 12,000" is within so much of it: of a day's losses the staffs of both sides round to tens.
ABOUT = 0.1


class Bounded(Protocol):
    """What has a number's bounds."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def approximate(self) -> bool: ...


class Range(NamedTuple):
    """All that a number can be; `least` is nought and `most` endless where nobody says."""

    least: float
    most: float

    @property
    def known(self) -> bool:
        return self.least == self.most


def range_of(one: Bounded) -> Range:
    """What a number can be. An approximate one may be a tenth more or less."""
    least = one.low if one.low is not None else 0.0
    most = one.high if one.high is not None else math.inf
    if one.approximate:
        least, most = least * (1 - ABOUT), most * (1 + ABOUT)
    return Range(least, most)


def add_up(ranges: Iterable[Range]) -> Range:
    least = most = 0.0
    for one in ranges:
        least, most = least + one.least, most + one.most
    return Range(least, most)


def meet(one: Range, other: Range) -> bool:
    """Whether both can be one number."""
    return one.least <= other.most and other.least <= one.most


def is_told(one: Bounded) -> bool:
    """Whether there is a number at all, not only "several"."""
    return one.low is not None or one.high is not None


def write_number(value: float) -> str:
    """ "12,000", "6.5"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def write_bounds(one: Bounded) -> str:
    """ "45", "at least 40", "up to 7", "24 to 60", "about 12,000"."""
    if one.low is None and one.high is None:
        return "several"
    about = "about " if one.approximate and one.low == one.high else ""
    if one.high is None:
        return f"at least {write_number(one.low or 0)}"
    if one.low is None:
        return f"up to {write_number(one.high)}"
    if one.low == one.high:
        return about + write_number(one.low)
    return f"{write_number(one.low)} to {write_number(one.high)}"

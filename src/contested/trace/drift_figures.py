"""The figures of a claim and of its repeat, in; which were rounded, made exact, changed, dropped or added, out.

"5,760 drones" that becomes "nearly 6,000" is rounded; "at least 30" that becomes "30" has lost its bound and is
narrowed, "up to seven" that becomes "several" is grown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from contested.model import Drift, DriftChange, Figure

# A number is a rounding of another when it is that one's neighbour among numbers with fewer digits, and no further
# off than this share of it: "over 1,000" for 1,150, but not "10" for 14.
ROUNDED_BY = 0.15
Pair = tuple[Figure, Figure]


def compare_figures(was: tuple[Figure, ...], became: tuple[Figure, ...]) -> Iterator[Drift]:
    """One drift for each figure that does not say the same, in the order of the first claim.

    A bare number that only one of them has is most often part of a name ("the 6th and 7th"), and left aside.
    """
    pairs, gone, new = pair_figures(was, became)
    for one, other in pairs:
        yield from compare_pair(one, other)
    for figure in gone:
        if figure.unit:
            yield Drift("figure", "dropped", figure.text, "")
    for figure in new:
        if figure.unit:
            yield Drift("figure", "added", "", figure.text)


def pair_figures(
    was: tuple[Figure, ...], became: tuple[Figure, ...]
) -> tuple[list[Pair], list[Figure], list[Figure]]:
    """Which figure of one is which of the other: first the same number of the same thing, then the same thing, then the
    same number, then its rounding; a last one on either side are a pair. Units differ between languages."""
    alike: tuple[Callable[[Figure, Figure], bool], ...] = (
        lambda one, other: same_unit(one, other) and numbers_of(one) == numbers_of(other),
        same_unit,
        lambda one, other: bool(numbers_of(one)) and numbers_of(one) == numbers_of(other),
        is_rounding,
    )
    left, right, pairs = list(was), list(became), list[Pair]()
    for test in alike:
        for one in list(left):
            other = next((other for other in right if test(one, other)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    if len(left) == 1 and len(right) == 1:
        pairs.append((left.pop(), right.pop()))
    return sorted(pairs, key=lambda pair: was.index(pair[0])), left, right


def compare_pair(was: Figure, became: Figure) -> Iterator[Drift]:
    if (was.low, was.high, was.approximate) == (became.low, became.high, became.approximate):
        return
    if is_rounding(was, became):
        yield Drift("figure", "rounded", was.text, became.text)
        return
    wide, narrow = contains(became, was), contains(was, became)
    change: DriftChange = "grown" if wide and not narrow else "narrowed" if narrow and not wide else "changed"
    yield Drift("figure", change, was.text, became.text)


def same_unit(one: Figure, other: Figure) -> bool:
    return one.unit.casefold() == other.unit.casefold()


def numbers_of(figure: Figure) -> tuple[float, ...]:
    """The numbers that are said, whatever bound they are: "30", "at least 30" and "about 30" say one."""
    return tuple(sorted({number for number in (figure.low, figure.high) if number is not None}))


def is_rounding(was: Figure, became: Figure) -> bool:
    """Whether one number stands for another with more digits: "nearly 6,000" for 5,760."""
    said, now = numbers_of(was), numbers_of(became)
    return len(said) == 1 and len(now) == 1 and rounds_to(said[0], now[0])


def rounds_to(exact: float, rounded: float) -> bool:
    if rounded <= 0 or exact <= 0 or exact == rounded or abs(rounded - exact) > ROUNDED_BY * exact:
        return False
    step = last_place(rounded)
    return step > last_place(exact) and abs(rounded - exact) < step


def last_place(number: float) -> float:
    """The value of the last digit that is not nought: 1000 of 6,000, 10 of 5,760, a tenth of 2.5."""
    place = 10.0 ** math.floor(math.log10(number))
    while place > 1e-6 and not math.isclose(number / place, round(number / place), abs_tol=1e-9):
        place /= 10
    return place


def contains(wide: Figure, narrow: Figure) -> bool:
    """Whether whatever the one figure allows the other allows too; an approximate one allows what rounds to it."""
    if wide.approximate and is_rounding(narrow, wide):
        return True
    if numbers_of(wide) == numbers_of(narrow):
        if narrow.approximate and not wide.approximate:
            return False
    elif len(numbers_of(wide)) == 1:
        return False  # another number, whether or not "at least 24" allows 61
    below = wide.low is None or (narrow.low is not None and narrow.low >= wide.low)
    above = wide.high is None or (narrow.high is not None and narrow.high <= wide.high)
    return below and above

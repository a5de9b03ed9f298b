"""Control of all places over time, in; the chunks by period that the map reads, and those by place that a band is drawn
from, out.

Days are counted from the desk's first, chances are whole percents in the order of the desk's states. A period begins on
the first of a month, and a shelf holds so many places in a row: what is added to a desk leaves most of them as they were.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from contested.days import days_between, shift_day
from contested.model import UNKNOWN, Control, Day
from contested.publish.site.chunks import Part
from contested.publish.site.days import Turn
from contested.publish.site.periods import choose_periods
from contested.publish.site.pins import Pin
from contested.reconcile.statements import NOT
from contested.reconcile.status import read_chances

# So many numbers to a period (about 250 kB), or three times what stands on its first day where that is more.
PERIOD_NUMBERS = 60_000
STANDING = 3
SHELF = 64
NOBODY = 255  # the percent of a day before the first of a place

# The whole percent of each number of ten-thousandths: looked up for every day of every place.
PERCENTS = np.array([round(100 * (one / 10_000)) for one in range(10_001)], dtype=np.uint8)

Shares = npt.NDArray[np.uint8]


class Courses(NamedTuple):
    """The percents of all places (places, days, states), the turns of each, and on which days the periods begin."""

    first: Day
    states: Sequence[str]
    shares: Shares
    turns: Sequence[Sequence[Turn]]
    starts: Sequence[int]


def lay_courses(
    pins: Sequence[Pin], turns: Sequence[Sequence[Turn]], states: Sequence[str], span: tuple[Day, Day]
) -> Courses:
    """The courses of all places; the last row of a control stands for the days after it."""
    first, last = span
    columns = {state: number for number, state in enumerate(states)}
    shares = np.full((len(pins), days_between(first, last) + 1, len(states)), NOBODY, dtype=np.uint8)
    for number, pin in enumerate(pins):
        if pin.control is None or not pin.control.days:
            continue
        percents = PERCENTS[read_chances(pin.control)]
        begins = days_between(first, pin.control.first)
        ends = begins + len(percents)
        shares[number, begins:] = 0
        for at, state in enumerate(pin.control.states):
            column = columns[state]
            shares[number, begins:ends, column] = percents[:, at]
            shares[number, ends:, column] = percents[-1, at]
    return Courses(first, states, shares, turns, start_periods(shares, turns, span))


def start_periods(shares: Shares, turns: Sequence[Sequence[Turn]], span: tuple[Day, Day]) -> list[int]:
    """The days on which the chunks by period begin."""
    width = shares.shape[2]
    moves = int(find_moves(shares).sum())
    numbers = moves * (width + 1) + sum(map(len, turns)) * 10
    most = max(PERIOD_NUMBERS, STANDING * sum(map(bool, turns)) * (width + 10))
    return choose_periods(span, numbers, most)


def find_moves(shares: Shares) -> npt.NDArray[np.bool_]:
    """Which places move on which day after the first (places, days)."""
    differs = shares[:, 1:] != shares[:, :-1]
    moved: npt.NDArray[np.bool_] = differs[:, :, 0].copy()
    for column in range(1, differs.shape[2]):
        moved |= differs[:, :, column]
    return moved


def describe_periods(courses: Courses, standing: int = 0) -> Iterator[tuple[str, Part]]:
    """`days-N`: `start` are the percents of its first day for all places; then for each further day how many places move
    (`moves`), which (`places`), and to which percents (`shares`). `turns` are what stood on the first day and what came
    later, in order of days. Of the first so many it is known that they are as they were."""
    edges = [*courses.starts, courses.shares.shape[1]]
    for number, (begin, end) in enumerate(pairwise(edges)):
        cut = courses.shares[:, begin:end]

        def list_here(cut: Shares = cut, begin: int = begin, end: int = end) -> Any:
            return cut.tobytes(), describe_turns(courses, begin, end)

        def describe_here(cut: Shares = cut, begin: int = begin, end: int = end) -> dict[str, Any]:
            return describe_period(cut, describe_turns(courses, begin, end))

        yield f"days-{number}", Part(list_here, describe_here, number < standing)


def describe_turns(courses: Courses, begin: int, end: int) -> list[list[Any]]:
    """What stands of each place on the first day of a period, and then what comes on its other days, each in order of days
    and places."""
    codes = {code: at for at, code in enumerate(list_codes(courses.states))}
    since, until = (shift_day(courses.first, day) for day in (begin, end))
    stood, came = [], []
    for number, turns in enumerate(courses.turns):
        at = bisect_right(turns, since, key=turned_on)
        if at:
            stood.append(describe_turn(turns[at - 1], number, courses.first, codes))
        new = turns[at : bisect_left(turns, until, lo=at, key=turned_on)]
        came += [describe_turn(turn, number, courses.first, codes) for turn in new]
    return [*sorted(stood), *sorted(came)]


def turned_on(turn: Turn) -> Day:
    return turn.on


class Course(NamedTuple):
    """Control of a place with its turns."""

    control: Control
    turns: Sequence[Turn]


def find_difference(was: Course, now: Course) -> Day | None:
    """The first day on which a course is another than it was; null where the page can show no difference."""
    one, other = was.control, now.control
    if (one.first, one.states) != (other.first, other.states):
        return min(one.first, other.first)
    before, after = (PERCENTS[read_chances(course.control)] for course in (was, now))
    both = min(len(before), len(after))
    unlike = np.flatnonzero((before[:both] != after[:both]).any(axis=1))
    found = [shift_day(one.first, int(unlike[0]))] if len(unlike) else []
    if len(before) != len(after):
        found.append(shift_day(one.first, both))
    pairs = zip_longest(was.turns, now.turns)
    found += [min(turn.on for turn in pair if turn) for pair in pairs if not are_alike(*pair)][:1]
    return min(found, default=None)


def are_alike(one: Turn | None, other: Turn | None) -> bool:
    """Whether the page has the same row for both: what evidence counts is told by the place itself."""
    return (one and replace(one, shown=())) == (other and replace(other, shown=()))


def describe_period(cut: Shares, rows: list[list[Any]]) -> dict[str, Any]:
    moved = find_moves(cut)
    days, places = np.nonzero(moved.T)
    return {
        "start": cut[:, 0].ravel().tolist(),
        "moves": moved.sum(axis=0).tolist(),
        "places": places.tolist(),
        "shares": cut[places, days + 1].ravel().tolist(),
        "turns": rows,
    }


def list_codes(states: Sequence[str]) -> list[str]:
    """All states and words for states, by whose numbers turns name them."""
    return [*states, UNKNOWN, *(NOT + state for state in states)]


def describe_turn(turn: Turn, number: int, first: Day, codes: Mapping[str, int]) -> list[Any]:
    """Day, place, state, disputed, origins, day of the last evidence, reports, then for each side that says something the
    number of its state, what it says, since when and from how many origins."""
    row = [
        days_between(first, turn.on),
        number,
        codes[turn.state],
        int(turn.disputed),
        turn.origins,
        None if turn.last_evidence is None else days_between(first, turn.last_evidence),
        turn.reports,
    ]
    for side, said in turn.claimed.items():
        row += (codes[side], codes[said.state], days_between(first, said.since), said.origins)
    return row


def describe_shelves(courses: Courses) -> Iterator[tuple[str, Part]]:
    """`bands-N`: for each of its places runs of equal rows, or null."""
    for number, at in enumerate(range(0, len(courses.shares), SHELF)):
        cut = courses.shares[at : at + SHELF]
        yield f"bands-{number}", Part(cut.tobytes, partial(describe_shelf, cut))


def describe_shelf(cut: Shares) -> list[list[int] | None]:
    return [pack_runs(one) for one in cut]


def pack_runs(shares: Shares) -> list[int] | None:
    """Run-length rows of one place from its first day on, flat: a number of days, then the percents, and again."""
    known = shares[shares[:, 0] != NOBODY]
    if not len(known):
        return None
    begins = np.flatnonzero(np.concatenate(([True], (known[1:] != known[:-1]).any(axis=1))))
    lengths = np.diff(np.append(begins, len(known)))
    packed: list[int] = np.column_stack((lengths, known[begins])).ravel().tolist()
    return packed

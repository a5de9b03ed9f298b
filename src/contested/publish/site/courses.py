"""Control of all places over time, in; the chunks by period that the map reads, and those by place that a band is drawn
from, out.

Days are counted from the desk's first, chances are whole percents in the order of the desk's states. A period begins on
the first of a month, and a shelf holds so many places in a row: what is added to a desk leaves most of them as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from contested.days import days_between
from contested.model import UNKNOWN, Day
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
    shares = np.full((len(pins), days_between(first, last) + 1, len(states)), NOBODY, dtype=np.uint8)
    for number, pin in enumerate(pins):
        if pin.control is None or not pin.control.days:
            continue
        percents = PERCENTS[read_chances(pin.control)]
        columns = [states.index(state) for state in pin.control.states]
        begins = days_between(first, pin.control.first)
        ends = begins + len(percents)
        shares[number, begins:] = 0
        shares[number, begins:ends, columns] = percents.T
        shares[number, ends:, columns] = percents[-1][:, None]
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


def describe_periods(courses: Courses) -> Iterator[tuple[str, Part]]:
    """`days-N`: `start` are the percents of its first day for all places; then for each further day how many places move
    (`moves`), which (`places`), and to which percents (`shares`). `turns` are what stood on the first day and what came
    later, in order of days."""
    codes = {code: at for at, code in enumerate(list_codes(courses.states))}
    rows = sorted(
        describe_turn(turn, number, courses.first, codes)
        for number, known in enumerate(courses.turns)
        for turn in known
    )
    standing: dict[int, list[Any]] = {}
    at = 0
    edges = [*courses.starts, courses.shares.shape[1]]
    for number, (begin, end) in enumerate(pairwise(edges)):
        while at < len(rows) and rows[at][0] <= begin:
            standing[rows[at][1]] = rows[at]
            at += 1
        stood = sorted(standing.values())
        came = []
        while at < len(rows) and rows[at][0] < end:
            came.append(rows[at])
            standing[rows[at][1]] = rows[at]
            at += 1
        cut = courses.shares[:, begin:end]
        yield (
            f"days-{number}",
            Part((cut.tobytes(), stood, came), partial(describe_period, cut, [*stood, *came])),
        )


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
        yield f"bands-{number}", Part(cut.tobytes(), partial(describe_shelf, cut))


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

"""Control of all places over time, in; the chunks by period that the map reads, and those by place that a band is drawn
from, out.

Days are counted from the desk's first, chances are whole percents in the order of the desk's states. A period begins on
the first of a month, and a shelf holds so many places in a row: what is added to a desk leaves most of them as they were.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from contested.days import days_between, shift_day
from contested.model import UNKNOWN, Control, Day
from contested.publish.site.chunks import Part, describe_once
from contested.publish.site.days import Turn
from contested.publish.site.periods import choose_periods
from contested.reconcile.statements import NOT
from contested.reconcile.status import read_chances, read_rows

# So many numbers to a period (about 250 kB), or three times what stands on its first day where that is more.
PERIOD_NUMBERS = 60_000
STANDING = 3
SHELF = 64
NOBODY = 255  # the percent of a day before the first of a place

# The whole percent of each number of ten-thousandths: looked up for every day of every place.
PERCENTS = np.array([round(100 * (one / 10_000)) for one in range(10_001)], dtype=np.uint8)

Shares = npt.NDArray[np.uint8]


class Course(NamedTuple):
    """Control of a place with its turns, and on how many days it has other percents than on the day before."""

    control: Control
    turns: Sequence[Turn]
    moves: int


class Courses(NamedTuple):
    """The courses of all places, null where there is no control, over so many `days` from the first, and on which of them
    the periods begin."""

    first: Day
    days: int
    states: Sequence[str]
    places: Sequence[Course | None]
    starts: Sequence[int]

    @property
    def turns(self) -> Iterator[Sequence[Turn]]:
        """The turns of each place."""
        return (one.turns if one else () for one in self.places)

    def lay(self, places: slice, begin: int, end: int) -> Shares:
        """The percents of some places from one day to before another (places, days, states); the last row of a control
        stands for the days after it."""
        courses = self.places[places]
        shares = np.full((len(courses), end - begin, len(self.states)), NOBODY, dtype=np.uint8)
        # Those of the same states from the same day on are laid together: nearly all are.
        alike: dict[tuple[tuple[str, ...], int], list[tuple[int, bytes]]] = defaultdict(list)
        for number, course in enumerate(courses):
            own = days_between(self.first, course.control.first) if course else end
            if course is None or own >= end:
                continue
            states, chances = course.control.states, course.control.chances
            since, wide = max(begin, own), 2 * len(states)
            rows = chances[(since - own) * wide : (end - own) * wide]
            missing = end - since - len(rows) // wide
            alike[states, since].append((number, rows + missing * chances[-wide:]))
        for (states, since), told in alike.items():
            percents = PERCENTS[read_rows(b"".join(rows for _, rows in told), len(states))]
            laid = np.zeros((len(told), end - since, len(self.states)), dtype=np.uint8)
            columns = [self.states.index(state) for state in states]
            laid[:, :, columns] = percents.reshape(len(told), end - since, len(states))
            shares[[number for number, _ in told], since - begin :] = laid
        return shares


def lay_courses(places: Sequence[Course | None], states: Sequence[str], span: tuple[Day, Day]) -> Courses:
    """The courses of all places in order of their numbers."""
    first, last = span
    known = [one for one in places if one]
    # On its first day a place moves too, unless that is the first of all.
    moves = sum(one.moves + (one.control.first > first) for one in known)
    numbers = moves * (len(states) + 1) + sum(len(one.turns) for one in known) * 10
    most = max(PERIOD_NUMBERS, STANDING * len(known) * (len(states) + 10))
    return Courses(first, days_between(first, last) + 1, states, places, choose_periods(span, numbers, most))


def count_moves(control: Control) -> int:
    """On how many days of a place it has other percents than on the day before."""
    percents = PERCENTS[read_chances(control)]
    return int((percents[1:] != percents[:-1]).any(axis=1).sum())


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
    edges = [*courses.starts, courses.days]
    # Laid at once where all are asked for.
    whole = courses.lay(slice(None), 0, courses.days) if not standing else None
    for number, (begin, end) in enumerate(pairwise(edges)):

        def describe(begin: int = begin, end: int = end) -> dict[str, Any]:
            cut = courses.lay(slice(None), begin, end) if whole is None else whole[:, begin:end]
            return describe_period(cut, describe_turns(courses, begin, end))

        yield f"days-{number}", describe_once(describe, number < standing)


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


def describe_shelves(courses: Courses, moved: Set[int] | None = None) -> Iterator[tuple[str, Part]]:
    """`bands-N`: for each of its places runs of equal rows, or null. Where it is known which places may have others than
    before, those without any of them stand."""
    others = None if moved is None else {number // SHELF for number in moved}
    for number, at in enumerate(range(0, len(courses.places), SHELF)):

        def describe(at: int = at) -> list[list[int] | None]:
            return [pack_runs(one) for one in courses.lay(slice(at, at + SHELF), 0, courses.days)]

        yield f"bands-{number}", describe_once(describe, others is not None and number not in others)


def pack_runs(shares: Shares) -> list[int] | None:
    """Run-length rows of one place from its first day on, flat: a number of days, then the percents, and again."""
    known = shares[shares[:, 0] != NOBODY]
    if not len(known):
        return None
    begins = np.flatnonzero(np.concatenate(([True], (known[1:] != known[:-1]).any(axis=1))))
    lengths = np.diff(np.append(begins, len(known)))
    packed: list[int] = np.column_stack((lengths, known[begins])).ravel().tolist()
    return packed

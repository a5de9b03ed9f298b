"""Where each holder was told to gain or hold ground, in; which way his ground lies from a place, out.

Who holds the ground of a village is half told by which side of it the fighting is on. Around each place a plane is laid
through all that is told of gains (a weighted regression): it rises towards the ground of a holder, and no map of the front
is needed. Where few speak, or all over the same ground, it says little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from contested.model import GainsAt, Place
from contested.reconcile.chain import Floats
from contested.reconcile.statements import Statement
from contested.sphere import Point, offsets

# What is told of is counted by cells of so many degrees.
CELL = 0.1
# What is told so far off counts by e less, and that beyond four times that is not looked at. On the questions of a public
# control map 30 km and 60 km do alike.
FALL_KM = 60.0
MOST_KM = 4 * FALL_KM
# A plane is level until told otherwise: so many statements a kilometre off on both sides say as much (1/km²).
LEVEL = 30.0
# … and where it lies is open.
HEIGHT = 1e-3

Gains = tuple[GainsAt, ...]


class Gain(NamedTuple):
    """A statement of who has ground: at which point (degrees), and whether that lies `beside` the place that it names."""

    statement: Statement
    point: Point
    beside: bool


def count_gains(told: Iterable[Gain], states: tuple[str, ...]) -> Gains:
    """Where what is told speaks for each holder. Who is not vouched for counts for nothing."""
    counted: Counter[tuple[Point, tuple[str, ...]]] = Counter(
        (cell_of(point), one.favours)
        for one, point, _ in told
        if one.origin.vouched and one.origin.taken_back is None
    )
    cells: dict[Point, list[int]] = {}
    for (cell, favours), number in counted.items():
        mine = cells.setdefault(cell, [0] * (len(states) - 1))
        for at, holder in enumerate(states[:-1]):
            mine[at] += number * (holder in favours)
    return tuple(GainsAt(lat=lat, lon=lon, told=tuple(mine)) for (lat, lon), mine in sorted(cells.items()))


def cell_of(point: Point) -> Point:
    """The middle of the cell in which a point lies."""
    lat, lon = point
    return round(round(lat / CELL) * CELL, 4), round(round(lon / CELL) * CELL, 4)


class Facing:
    """Which way the ground of each holder lies, by where his gains were told and those of the others."""

    def __init__(self, gains: Gains, holders: int) -> None:
        # Those that were counted when the theatre had other holders say nothing.
        gains = tuple(one for one in gains if len(one.told) == holders)
        self.lat = np.array([one.lat for one in gains], dtype=np.float64)
        self.lon = np.array([one.lon for one in gains], dtype=np.float64)
        self.told = np.array([one.told for one in gains], dtype=np.float64).reshape(-1, holders)
        self.known: dict[Point, Floats] = {}

    def towards(self, place: Place) -> Floats:
        """The direction towards the ground of each holder (holders, 2: east and north), the longer the surer, at most 1."""
        cell = cell_of((place.lat, place.lon))
        if cell not in self.known:
            self.known[cell] = self.lay_planes(cell)
        return self.known[cell]

    def lay_planes(self, cell: Point) -> Floats:
        """The same for all places of a cell."""
        east, north = offsets(cell, self.lat, self.lon)
        km = np.hypot(east, north)
        near = km < MOST_KM
        east, north, told = east[near], north[near], self.told[near]
        weight = np.exp(-km[near] / FALL_KM)
        rows = np.stack([np.ones(len(east)), east, north])
        known = np.linalg.inv((rows * (weight * told.sum(axis=1))) @ rows.T + np.diag([HEIGHT, LEVEL, LEVEL]))
        doubt = known[1, 1] + known[2, 2]
        return np.array([point_up(known[1:] @ (rows @ pulled), doubt) for pulled in pulls(told, weight)])


def pulls(told: Floats, weight: Floats) -> Iterator[Floats]:
    """How far each cell speaks for a holder, more than for all others (cells), for each holder."""
    for holder in range(told.shape[1]):
        yield weight * (told[:, holder] - np.delete(told, holder, axis=1).sum(axis=1))


def point_up(slope: Floats, doubt: float) -> Floats:
    """The direction of a slope (per km): the shorter the less it is beside what is not known of it (its variance)."""
    steep = float(slope[0] ** 2 + slope[1] ** 2)
    return np.asarray(slope / np.sqrt(steep + doubt))

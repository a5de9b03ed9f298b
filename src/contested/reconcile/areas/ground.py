"""Controls, in; the ground around their places as tiles of square kilometres, and the days on which it changes, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.days import day_number, days_between
from contested.model import CONTESTED, Control, Day
from contested.reconcile.areas.plane import Floats, Plane, plane_of
from contested.reconcile.areas.smoother import (
    CUT_KM,
    REACH_KM,
    TWENTIETHS,
    Steps,
)
from contested.reconcile.status import read_chances, row_on
from contested.theatres import Theatre

Ints = NDArray[np.int64]
Key = tuple[int, int]
# Width of a tile in km, and in points, which lie a kilometre apart: a tile shares its edges with its neighbours, and has
# one row of theirs all around it, so that outlines of both meet.
TILE_KM = 32
SIDE = TILE_KM + 3
# A place that can be further off than this says nothing of any square kilometre.
POINT_KM = 5.0


class Ground(Struct, frozen=True, kw_only=True):
    """Places that somebody spoke of: rows of km on the `plane`, their chances in twentieths on each day (`steps`: places,
    days, states) from `first` on. `states` are the holders and, last, contested."""

    plane: Plane
    states: tuple[str, ...]
    first: Day
    places: Floats
    steps: Steps

    @property
    def days(self) -> int:
        return int(self.steps.shape[1])

    def day(self, number: int) -> Day:
        """The day so many days after the first."""
        return date.fromordinal(day_number(self.first) + number).isoformat()

    def number(self, day: Day) -> int:
        """The inverse of `day`; the last day stands for those after it. Less than none before the first."""
        return min(day_number(day) - day_number(self.first), self.days - 1)


class Tile(Struct, frozen=True, kw_only=True):
    """The days (as numbers) on which any place that weighs in a tile changed, the chances of these places from then on
    (`steps`: days, places, states), where they lie on the plane, and the points of the tile."""

    days: Ints
    steps: Steps
    places: Floats
    points: Floats


def lay_ground(controls: Iterable[Control], theatre: Theatre, until: Day) -> Ground | None:
    """The ground from the first day of any control to `until`; None where no place is a point that is spoken of by then.

    The order of controls changes nothing: all that is summed are whole numbers.
    """
    states = (*theatre.holders, CONTESTED)
    told = [
        one
        for one in controls
        if one.place.uncertainty_km <= POINT_KM and row_on(one, until) and one.first <= until
    ]
    if not told:
        return None
    first = min(one.first for one in told)
    plane = plane_of(theatre.settings.bbox)
    lat = np.array([one.place.lat for one in told])
    lon = np.array([one.place.lon for one in told])
    return Ground(
        plane=plane,
        states=states,
        first=first,
        places=plane.flatten(lat, lon),
        steps=read_steps(told, states, first, until),
    )


def read_steps(controls: Sequence[Control], states: Sequence[str], first: Day, until: Day) -> Steps:
    """Every place's row of every day in twentieths; none before its first."""
    start, days = day_number(first), days_between(first, until) + 1
    steps = np.zeros((len(controls), days, len(states)), dtype=np.int8)
    for number, control in enumerate(controls):
        begins = day_number(control.first) - start
        rows = np.rint(read_chances(control)[: days - begins] / 10_000 * TWENTIETHS)
        columns = [states.index(state) for state in control.states]
        steps[number, begins : begins + len(rows), columns] = rows.T
        steps[number, begins + len(rows) :, columns] = rows[-1:].T  # the last row stands
    return steps


def list_tiles(ground: Ground) -> list[Key]:
    """The tiles that some place reaches into, in order."""
    low = np.floor((ground.places - REACH_KM) / TILE_KM).astype(int)
    high = np.floor((ground.places + REACH_KM) / TILE_KM).astype(int)
    return sorted(
        {
            (east, north)
            for (west, south), (far_east, far_north) in zip(low.tolist(), high.tolist(), strict=True)
            for east in range(west, far_east + 1)
            for north in range(south, far_north + 1)
        }
    )


def tile_points(key: Key) -> Floats:
    """The points of a tile on the plane, row by row from the south-west, one km apart."""
    east, north = (np.arange(-1, TILE_KM + 2) + TILE_KM * at for at in key)
    return np.stack(np.meshgrid(east, north), axis=-1).reshape(-1, 2).astype(np.float64)


def cut_tile(ground: Ground, key: Key) -> Tile:
    """The tile, from the first day on."""
    points = tile_points(key)
    found = find_around(ground, points)
    steps = ground.steps[found]
    changed = np.flatnonzero((steps[:, 1:] != steps[:, :-1]).any(axis=(0, 2))) + 1
    days = np.concatenate([[0], changed])
    return Tile(
        days=days, steps=steps[:, days].transpose(1, 0, 2), places=ground.places[found], points=points
    )


def find_around(ground: Ground, points: Floats) -> Ints:
    """The numbers of the places that weigh at any of the points."""
    close = (ground.places >= points.min(axis=0) - CUT_KM) & (ground.places <= points.max(axis=0) + CUT_KM)
    return np.flatnonzero(close.all(axis=1))

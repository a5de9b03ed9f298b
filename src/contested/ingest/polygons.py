"""Rings of points and a table of places, in; which of the places lie within, out.

Even–odd: a place lies within a polygon where a line from it to the east crosses the polygon's rings an odd number of
times, so that holes need not be told apart. Where one ring winds around a place more than once it crosses itself, and
what its maker meant cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # rows of latitude and longitude, sorted by latitude
Ring = Sequence[tuple[float, float]]  # longitude and latitude, as GeoJSON has them
AT_ONCE = 2_000_000  # pairs of an edge and a place that are worked out together: some 100 MB


class Within(NamedTuple):
    """Of each place: whether it lies in one of some polygons, and whether a ring winds around it more than once."""

    inside: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]


def find_within(polygons: Iterable[Sequence[Ring]], points: Points) -> Within:
    """Which points lie in the polygons, each with its rings."""
    inside, doubtful = np.zeros(len(points), np.bool_), np.zeros(len(points), np.bool_)
    for rings in polygons:
        odd = np.zeros(len(points), np.bool_)
        for ring in rings:
            crossings, windings = count_crossings(ring, points)
            odd ^= crossings % 2 == 1
            doubtful |= np.abs(windings) > 1
        inside |= odd
    return Within(inside, doubtful)


def count_crossings(ring: Ring, points: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How often a line to the east of each point crosses a ring, and how often the ring winds around it. A ring that
    is not closed is taken as closed."""
    corners = np.array([*ring, ring[0]], np.float64)
    (x1, y1), (x2, y2) = corners[:-1].T, corners[1:].T
    lats = points[:, 0]
    # An edge has its lower end and not its upper one, so that a corner is crossed once.
    first = np.searchsorted(lats, np.minimum(y1, y2), side="left")
    counts = np.searchsorted(lats, np.maximum(y1, y2), side="left") - first
    crossings, windings = np.zeros(len(points), np.int64), np.zeros(len(points), np.int64)
    ends = np.cumsum(counts)
    edge = 0
    while edge < len(counts):
        before = int(ends[edge - 1]) if edge else 0
        last = max(edge + 1, int(np.searchsorted(ends, before + AT_ONCE, side="right")))
        some = np.repeat(np.arange(edge, last), counts[edge:last])
        rows = np.arange(len(some)) - np.repeat(
            ends[edge:last] - counts[edge:last] - before, counts[edge:last]
        )
        rows += first[some]
        share = (lats[rows] - y1[some]) / (y2[some] - y1[some])
        east = points[rows, 1] < x1[some] + share * (x2[some] - x1[some])
        np.add.at(crossings, rows[east], 1)
        np.add.at(windings, rows[east], np.where(y2 > y1, 1, -1)[some][east])
        edge = last
    return crossings, windings

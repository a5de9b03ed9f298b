"""Points within rings: against shapes whose inside is known, and against an independent count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.ingest import polygons
from contested.ingest.polygons import Ring, find_within
from contested.theatres.front import ring_sides

SQUARE: Ring = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
HOLE: Ring = [(1, 1), (1, 3), (3, 3), (3, 1), (1, 1)]
BOW: Ring = [(0, 0), (4, 4), (4, 0), (0, 4), (0, 0)]
TWICE: Ring = [*SQUARE, (0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]
TOUCHING: Ring = [(0, 0), (2, 2), (4, 0), (4, 4), (2, 2), (0, 4), (0, 0)]


@pytest.mark.parametrize(
    ("shape", "point", "inside", "doubtful"),
    [
        ([[SQUARE]], (2, 2), True, False),
        ([[SQUARE]], (5, 2), False, False),
        ([[SQUARE[:-1]]], (2, 2), True, False),
        ([[SQUARE[::-1]]], (2, 2), True, False),
        ([[SQUARE, HOLE]], (2, 2), False, False),
        ([[SQUARE, HOLE]], (0.5, 2), True, False),
        ([[SQUARE, HOLE], [HOLE]], (2, 2), True, False),
        ([[SQUARE], [SQUARE]], (2, 2), True, False),
        ([[BOW]], (0.5, 2), True, False),
        ([[BOW]], (2, 0.5), False, False),
        ([[TWICE]], (1, 1), False, True),
        ([[TWICE]], (3, 3), True, False),
        ([[TOUCHING]], (0.5, 2), True, False),
        ([[TOUCHING]], (2, 1), False, False),
        ([], (2, 2), False, False),
    ],
)
def test_shapes(shape: list[list[Ring]], point: tuple[float, float], inside: bool, doubtful: bool) -> None:
    lon, lat = point
    found = find_within(shape, np.array([(lat, lon)], np.float64))
    assert (found.inside.tolist(), found.doubtful.tolist()) == ([inside], [doubtful])


@given(
    st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=12),
    st.integers(1, 40),
)
def test_a_count_edge_by_edge_agrees_however_many_are_taken_at_once(
    corners: list[tuple[int, int]], at_once: int
) -> None:
    ring = [(float(x), float(y)) for x, y in (*corners, corners[0])]
    lattice = [(lat / 2 + 0.1, lon / 2 + 0.13) for lat in range(-12, 12) for lon in range(-12, 12)]
    points = np.array(sorted(lattice))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(polygons, "AT_ONCE", at_once)
        found = find_within([[ring]], points)
    assert found.inside.tolist() == ring_sides(ring, points)[0].tolist()

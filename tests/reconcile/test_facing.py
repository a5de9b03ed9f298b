"""Which way the ground of each holder lies."""

from __future__ import annotations

import numpy as np
import pytest

from contested.model import GainsAt, Place
from contested.reconcile.facing import Facing, count_gains
from contested.sphere import offsets

HERE = Place(place_id="theatre:here", name="Here", kind="settlement", lat=0.5, lon=0.5)


def gains_at(*cells: tuple[float, float, int, int]) -> tuple[GainsAt, ...]:
    return tuple(GainsAt(lat=lat, lon=lon, told=(north, south)) for lat, lon, north, south in cells)


def along_a_front(north: int, south: int) -> tuple[GainsAt, ...]:
    """Gains of one side all along the north, and of the other all along the south."""
    east = [round(0.1 * number, 4) for number in range(11)]
    return gains_at(*((0.6, lon, north, 0) for lon in east), *((0.4, lon, 0, south) for lon in east))


def towards(gains: tuple[GainsAt, ...], holders: int = 2) -> np.ndarray:
    return Facing(gains, holders).towards(HERE)


def test_ground_of_a_holder_lies_where_his_gains_are_told() -> None:
    north, south = towards(along_a_front(5, 5))
    assert north == pytest.approx([0, 1], abs=0.05)
    assert np.array_equal(south, -north)


def test_few_words_and_words_of_one_side_say_little() -> None:
    lengths = [np.hypot(*towards(along_a_front(many, many))[0]) for many in (1, 5, 50)]
    assert lengths == sorted(lengths)
    assert lengths[-1] > 0.95
    assert np.hypot(*towards(gains_at((0.6, 0.5, 1, 0), (0.4, 0.5, 0, 1)))[0]) < 0.5
    assert np.hypot(*towards(along_a_front(50, 0))[0]) < 0.1
    assert np.array_equal(towards(()), np.zeros((2, 2)))


def test_gains_of_all_over_the_same_ground_say_nothing() -> None:
    mixed = gains_at(*((lat, lon, 3, 3) for lat in (0.4, 0.5, 0.6) for lon in (0.4, 0.5, 0.6)))
    assert np.allclose(towards(mixed), 0)


def test_what_is_told_far_off_says_nothing() -> None:
    assert np.array_equal(towards(gains_at((5.0, 5.0, 9, 0), (5.2, 5.0, 0, 9))), np.zeros((2, 2)))


def test_of_three_holders_each_has_his_own_side() -> None:
    cells = [(0.7, 0.5, (9, 0, 0)), (0.4, 0.3, (0, 9, 0)), (0.4, 0.7, (0, 0, 9))]
    gains = tuple(GainsAt(lat=lat, lon=lon, told=told) for lat, lon, told in cells)
    north, west, east = towards(gains, 3)
    assert north[1] > 0.5
    assert west[0] < -0.5
    assert east[0] > 0.5


def test_gains_of_other_holders_say_nothing() -> None:
    assert np.array_equal(towards(along_a_front(5, 5), 3), np.zeros((3, 2)))


def test_nothing_told_counts_nothing() -> None:
    assert count_gains([], ("NO", "SO", "contested")) == ()


def test_offsets_are_kilometres_east_and_north() -> None:
    east, north = offsets((60.0, 10.0), np.array([60.0, 61.0]), np.array([11.0, 10.0]))
    assert east == pytest.approx([55.6, 0], abs=0.1)
    assert north == pytest.approx([0, 111.2], abs=0.1)

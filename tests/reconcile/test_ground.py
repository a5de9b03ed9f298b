"""The depth of places over days, against the same worked out at once for all days (Gaussian process regression)."""

from __future__ import annotations

import numpy as np
import pytest

from contested.reconcile.ground import (
    LASTS_DAYS,
    SPREAD_KM,
    Echoes,
    Shown,
    follow,
    lean,
    lean_alone,
    lean_on,
    show_depth,
)

START, DAYS = 740_000, 40


def draw(rows: int, places: int, holders: int = 2) -> Echoes:
    random = np.random.default_rng(rows)
    depth, near = random.normal(0, 5, (rows, holders)), random.uniform(0.05, 1, rows)
    shown = show_depth(depth, near, random.uniform(0.1, 1, rows))
    return Echoes(random.integers(0, places, rows), START + random.integers(0, DAYS, rows), shown)


def turned(places: int, *own: tuple[int, int, int, float], days: int = DAYS) -> np.ndarray:
    """What is told of places themselves: day, holder, place and what it is worth."""
    told = np.zeros((days, 2, places))
    for day, holder, place, worth in own:
        told[day, holder, place] = worth
    return told


def at_once(echoes: Echoes, place: int) -> np.ndarray:
    """What `follow` says of one place, by inverting the covariance of all that is told (days, holders)."""
    mine = echoes.place == place
    day, sure, pull = (one[mine] for one in (echoes.day - START, *echoes.shown))
    days = np.arange(DAYS)
    spread = lambda a, b: SPREAD_KM**2 * np.exp(-np.abs(a[:, None] - b[None]) / LASTS_DAYS)  # noqa: E731
    gain = spread(days, day) @ np.linalg.inv(spread(day, day) + np.diag(1 / sure))
    depth = gain @ (pull / sure[:, None])
    doubt = SPREAD_KM**2 - np.einsum("ij,ij->i", gain, spread(days, day))
    return lean(depth, doubt[:, None])


@pytest.mark.parametrize("rows", [1, 30])
def test_agrees_with_a_regression_over_all_days(rows: int) -> None:
    echoes = draw(rows, 2)
    found = follow(echoes, turned(2), START)
    for place in range(2):
        assert found[place] == pytest.approx(at_once(echoes, place), abs=1e-3)


def test_order_and_other_places_change_no_bit() -> None:
    echoes = draw(30, 2)
    found = follow(echoes, turned(2), START)
    order = np.random.default_rng(1).permutation(30)
    shuffled = Echoes(echoes.place[order], echoes.day[order], Shown(*(one[order] for one in echoes.shown)))
    assert np.array_equal(follow(shuffled, turned(2), START), found)
    mine = echoes.place == 1
    alone = Echoes(echoes.place[mine] * 0, echoes.day[mine], Shown(*(one[mine] for one in echoes.shown)))
    assert np.array_equal(follow(alone, turned(1), START)[0], found[1])


def test_silence_only_wears_it_off() -> None:
    echoes = Echoes(
        np.array([0]), np.array([START]), show_depth(np.array([[5.0, -5.0]]), np.ones(1), np.ones(1))
    )
    one, other = follow(echoes, turned(1, days=2000), START)[0].T
    assert (np.diff(one) < 0).all()
    assert one[0] > 1.5 > 0.3 > one[-1] > 0
    assert np.array_equal(other, -one)
    assert one[0] == pytest.approx(lean_alone(echoes.shown)[0, 0], abs=1e-4)


def test_the_further_off_and_the_less_worth_the_less_it_shows() -> None:
    depth = np.full((4, 1), 3.3)
    by_distance = lean_alone(show_depth(depth, np.array([1.0, 0.7, 0.4, 0.1]), np.ones(4)))[:, 0]
    by_worth = lean_alone(show_depth(depth, np.ones(4), np.array([1.0, 0.5, 0.1, 0.0])))[:, 0]
    for leans in (by_distance, by_worth):
        assert (np.diff(leans) < 0).all()
    assert by_worth[-1] == pytest.approx(0, abs=1e-3)


def test_chances_lean_and_still_sum_to_one() -> None:
    chances = np.array([[0.4, 0.4, 0.2], [0.7, 0.1, 0.2]])
    leant = lean_on(chances, np.array([[1.0, -1.0], [0.0, 0.0]]))
    assert np.allclose(leant.sum(axis=1), 1)
    assert leant[0, 0] > 0.7 > 0.15 > leant[0, 2]
    assert leant[1] == pytest.approx(chances[1])


def test_what_is_told_of_the_place_itself_ends_what_was_told_around_it_before_and_says_otherwise() -> None:
    """The first holder was told to gain ground nearby on the first day; on the tenth the place itself is told to be somebody's."""
    echoes = Echoes(
        np.array([0]), np.array([START]), show_depth(np.array([[5.0, -5.0]]), np.ones(1), np.ones(1))
    )
    alone, borne_out, half, gone = (
        follow(echoes, turned(1, *own), START)[0, :, 0]
        for own in ([], [(10, 0, 0, 1.0)], [(10, 1, 0, 0.5)], [(10, 1, 0, 1.0)])
    )
    assert np.array_equal(borne_out, alone)
    assert alone[20] > half[20] > gone[20] == 0
    assert gone[5] == pytest.approx(alone[5], abs=1e-9)

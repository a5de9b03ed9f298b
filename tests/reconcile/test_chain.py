"""The chain against summing over every course that a place could have taken."""

from __future__ import annotations

from itertools import permutations, product
from math import prod

import numpy as np
import pytest

from contested.reconcile.chain import (
    PHASE_DAYS,
    PHASES,
    Heard,
    Opening,
    Rates,
    Smoothed,
    Spoken,
    TurnCount,
    smooth,
)

RATES = Rates(
    to_contested=0.1,
    outright=0.02,
    resolved=0.3,
    quiet=0.1,
    fought=0.5,
    contested_first=0.2,
    contested_claimed=0.5,
)
# A place is spoken of on the first and the third of three days, or nobody speaks of it on the second.
SPOKEN = np.array([[True, True, True], [True, False, True]])


def speak(near: np.ndarray, holders: int = 2) -> Spoken:
    """Places that are spoken of on such days (places, days), by nobody who has a side."""
    nobody = np.zeros((holders, *near.T.shape), dtype=bool)
    return Spoken(near.T, np.zeros(len(near), dtype=bool), nobody)


def draw_fought(near: np.ndarray, holders: int) -> Spoken:
    """The same, the second of them spoken of by sides, and days on which it is granted to each holder."""
    granted = np.random.default_rng(holders).random((holders, *near.T.shape)) < 0.5
    return Spoken(near.T, np.arange(len(near)) == 1, granted)


def opened(*first: int) -> Opening:
    """Places of which somebody without a side speaks first."""
    days = np.array(first)
    return Opening(days, days, np.zeros(len(first), dtype=bool))


def leave(holders: int, contested: bool, who: int, other: int, goes: bool) -> float:
    """The chance a day that a class (who holds, or who comes in) becomes another one."""
    if not contested and not goes:
        return RATES.outright / (holders - 1) if who != other else 0.0
    if not contested:  # somebody else comes in
        return RATES.to_contested / (holders - 1) if who != other else 0.0
    if goes:  # a newcomer is not replaced by another
        return 0.0
    return RATES.resolved * (0.5 if who == other else 0.5 / (holders - 1))


def list_moves(holders: int, near: bool, slowed: tuple[bool, ...]) -> np.ndarray:
    """Chances of tomorrow's class and phase (last two axes) from today's (first two), where what is contested becomes
    somebody's `slowed`."""
    pace = 1.0 if near else RATES.quiet
    table = np.zeros((2 * holders, PHASES, 2 * holders, PHASES))
    for one, phase in product(range(2 * holders), range(PHASES)):
        gone = 0.0
        for other in range(2 * holders):
            speed = pace * (RATES.fought if one >= holders and slowed[other % holders] else 1.0)
            chance = speed * leave(holders, one >= holders, one % holders, other % holders, other >= holders)
            table[one, phase, other, 0] += chance
            gone += chance
        older = 1 / PHASE_DAYS[phase] if phase < PHASES - 1 else 0.0
        table[one, phase, one, phase] += (1 - gone) * (1 - older)
        if older:
            table[one, phase, one, phase + 1] += (1 - gone) * older
    return table


def draw(holders: int, days: int, places: int, without: tuple[tuple[int, int], ...] = ()) -> Heard:
    """Random words on every day of every place but those `without`."""
    random = np.random.default_rng(holders)
    rows = [(day, place) for day in range(days) for place in range(places) if (place, day) not in without]
    likelihood = random.uniform(0.05, 1.0, (len(rows), 2 * holders, PHASES))
    return Heard(np.array([p for _, p in rows]), np.array([d for d, _ in rows]), likelihood)


@pytest.mark.parametrize("holders", [2, 3])
def test_agrees_with_enumeration(holders: int) -> None:
    heard = draw(holders, 3, 2, without=((1, 1),))
    counted, turns = TurnCount(), np.zeros(4)
    spoken = draw_fought(SPOKEN, holders)
    found = smooth(heard, opened(0, 0), spoken, RATES, counted)
    said = {
        (int(place), int(day)): one
        for place, day, one in zip(heard.place, heard.day, heard.likelihood, strict=True)
    }
    states = list(product(range(2 * holders), range(PHASES)))
    silent = np.ones((2 * holders, PHASES))
    for place in range(2):
        moves = [
            list_moves(
                holders, SPOKEN[place, day], tuple(spoken.fought[place] & ~spoken.granted[:, day, place])
            )
            for day in range(3)
        ]
        expected = np.zeros((3, 2 * holders, PHASES))
        # On the first day it has long been so, or as likely not, any day being as good as another.
        ages = [*(days / 2 / sum(PHASE_DAYS) for days in PHASE_DAYS), 1 / 2]
        for course in product(states, repeat=3):
            (first, phase), *_ = course
            start = RATES.contested_first if first >= holders else 1 - RATES.contested_first
            chance = (
                ages[phase]
                * start
                / holders
                * prod(moves[day][course[day - 1]][course[day]] for day in (1, 2))
            )
            chance *= prod(said.get((place, day), silent)[course[day]] for day in range(3))
            for day in range(3):
                expected[(day, *course[day])] += chance
        expected /= expected.sum(axis=(1, 2), keepdims=True)
        held, coming = np.split(expected.sum(axis=2), 2, axis=1)
        for day in (1, 2):
            pace = 1.0 if SPOKEN[place, day] else RATES.quiet
            came_in, took = expected[day, holders:, 0].sum(), expected[day, :holders, 0].sum()
            turns += came_in, held[day].sum() * pace, took, coming[day].sum() * pace
        assert np.allclose(found.states[place], np.column_stack([held, coming.sum(axis=1)]))
        for row in np.flatnonzero(heard.place == place):
            assert np.allclose(found.heard[row], expected[heard.day[row]])
    assert np.allclose(np.array(counted.turns) / 1e6, turns, atol=1e-5)


def test_nothing_is_known_before_the_first_day() -> None:
    likelihood = draw(2, 1, 1).likelihood
    late = smooth(
        Heard(np.array([0]), np.array([3]), likelihood), opened(3), speak(np.full((1, 6), True)), RATES
    )
    early = smooth(
        Heard(np.array([0]), np.array([0]), likelihood), opened(0), speak(np.full((1, 3), True)), RATES
    )
    assert np.array_equal(late.states[:, 3:], early.states)


def test_a_new_state_is_young_and_ages() -> None:
    """Footage that could only be made as one came in shows a state that is a day old the next day."""
    entry = np.zeros((1, 4, PHASES))
    entry[0, 2, 0] = 1.0
    likelihood = np.concatenate([entry, np.ones((2, 4, PHASES))])
    days = np.array([0, 1, 2])
    heard = Heard(np.zeros(3, dtype=np.int64), days, likelihood)
    # Before the day there is a long silence: nobody can have just come in on the first day of all.
    heard = Heard(heard.place, heard.day + 1, heard.likelihood)
    found = smooth(heard, opened(0), speak(np.full((1, 4), True)), RATES)
    assert found.heard[0, 2, 0] == pytest.approx(1.0)
    stays = 1 - 2 * RATES.to_contested  # nobody tells how it ends
    assert found.heard[1, 2, 1] == pytest.approx(stays)
    assert found.heard[1, 2, 0] == 0.0
    assert found.heard[2, 2, 1] == pytest.approx(stays**2 * (1 - 1 / PHASE_DAYS[1]))
    assert found.heard[2, 2, 2] == pytest.approx(stays**2 / PHASE_DAYS[1])


@pytest.mark.parametrize("holders", [1, 2, 3, 4])
def test_every_day_sums_to_one(holders: int) -> None:
    found = smooth(draw(holders, 6, 2), opened(0, 2), speak(np.full((2, 6), True), holders), RATES)
    assert np.allclose(found.states.sum(axis=2), 1)
    assert np.allclose(found.heard.sum(axis=(1, 2)), 1)


def test_what_sides_fight_for_stays_contested_till_somebody_else_grants_it() -> None:
    """Words that say nothing on the first and the last day: contested at first, by how sides and others speak of it."""
    heard = Heard(np.zeros(2, dtype=np.int64), np.array([0, 9]), np.ones((2, 4, PHASES)))
    heard.likelihood[0, :2] = 1e-9
    heard.likelihood[1] = np.linspace(1, 0.999, 4 * PHASES).reshape(4, PHASES)
    spoken = speak(np.full((1, 10), True))

    def stands(fought: bool, *granted: bool) -> tuple[float, float, float]:
        to_whom = np.array(granted)[:, None, None].repeat(10, axis=1)
        told = Spoken(spoken.near, np.array([fought]), to_whom)
        one, other, contested = smooth(heard, opened(0), told, RATES).states[0, 8].tolist()
        return one, other, contested

    told_by_none, told_by_sides = stands(False, False, False), stands(True, False, False)
    assert told_by_sides[2] > told_by_none[2] + 0.1
    granted = stands(True, True, False)
    assert granted[0] > told_by_sides[0] + 0.1
    assert granted[1] < told_by_sides[1]
    assert stands(True, True, True) == told_by_none == stands(False, True, False)


def permute(heard: Heard, order: tuple[int, ...]) -> Heard:
    return Heard(heard.place, heard.day, reorder(heard.likelihood, order))


def reorder(likelihood: np.ndarray, order: tuple[int, ...]) -> np.ndarray:
    """The same with its classes, the second axis, in another order of holders."""
    return np.ascontiguousarray(likelihood[:, [*order, *(len(order) + one for one in order)]])


@pytest.mark.parametrize("holders", [2, 3, 4])
def test_numbering_holders_otherwise_changes_no_bit(holders: int) -> None:
    heard = draw(holders, 6, 2)
    first, spoken = opened(0, 2), draw_fought(np.random.default_rng(1).random((2, 6)) < 0.5, holders)
    found = smooth(heard, first, spoken, RATES)
    for order in permutations(range(holders)):
        granted = spoken._replace(granted=spoken.granted[list(order)])
        mirror = smooth(permute(heard, order), first, granted, RATES)
        assert np.array_equal(mirror.states, found.states[:, :, [*order, holders]])
        assert np.array_equal(
            mirror.heard, permute(Heard(heard.place, heard.day, found.heard), order).likelihood
        )


def test_another_place_changes_no_bit() -> None:
    heard, first = draw(2, 8, 3), (0, 3, 1)
    spoken = draw_fought(np.random.default_rng(1).random((3, 8)) < 0.5, 2)
    together = smooth(heard, opened(*first), spoken, RATES)
    for place in range(3):
        mine = heard.place == place
        alone = Heard(np.zeros(mine.sum(), dtype=np.int64), heard.day[mine], heard.likelihood[mine])
        its_own = Spoken(spoken.near[:, [place]], spoken.fought[[place]], spoken.granted[:, :, [place]])
        found: Smoothed = smooth(alone, opened(first[place]), its_own, RATES)
        assert np.array_equal(found.states[0], together.states[place])
        assert np.array_equal(found.heard, together.heard[mine])


@pytest.mark.parametrize("named", [0, 2])
def test_what_a_side_speaks_of_first_is_contested_as_likely_as_not(named: int) -> None:
    """Words that say nothing: what is left is what is assumed, from the day on which a side first speaks of the place."""
    heard = Heard(np.zeros(1, dtype=np.int64), np.array([named]), np.ones((1, 4, PHASES)))
    spoken = speak(np.full((1, 4), True))
    by_side = smooth(heard, Opening(np.array([0]), np.array([named]), np.array([True])), spoken, RATES)
    by_none = smooth(heard, opened(0), spoken, RATES)
    assert by_side.states[0, named, -1] == pytest.approx(RATES.contested_claimed)
    assert by_none.states[0, 0, -1] == pytest.approx(RATES.contested_first)
    assert np.allclose(by_side.states.sum(axis=2), 1)
    assert by_side.states[0, named, 0] == by_side.states[0, named, 1]


def test_what_was_told_nearby_before_counts_as_much_as_ever() -> None:
    """What a side's first word assumes is one more factor on its day, for the days before it too."""
    heard, named = draw(2, 4, 1), 2
    spoken = speak(np.full((1, 4), True))
    opening = Opening(np.array([0]), np.array([named]), np.array([True]))
    raised = smooth(heard, opening, spoken, RATES)
    plain = smooth(heard, Opening(np.array([0]), np.array([named]), np.array([False])), spoken, RATES)
    before = raised.heard[:, 2:].sum(axis=(1, 2)) / raised.heard[:, :2].sum(axis=(1, 2))
    after = plain.heard[:, 2:].sum(axis=(1, 2)) / plain.heard[:, :2].sum(axis=(1, 2))
    assert (before > after).all()

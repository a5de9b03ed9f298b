"""The smoother against summing over every course that a place could have taken."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest

from contested.reconcile.smoothing import Rates, smooth

RATES = Rates(to_contested=0.1, outright=0.02, resolved=0.3, quiet=0.1, contested_first=0.2)


def transition(states: int, step: float) -> np.ndarray:
    """Chances of tomorrow's state (column) from today's (row)."""
    holders = states - 1
    table = np.zeros((states, states))
    for one in range(holders):
        table[one, :holders] = RATES.outright * step / max(1, holders - 1)
        table[one, one] = 1 - (RATES.to_contested + (RATES.outright if holders > 1 else 0)) * step
        table[one, -1] = RATES.to_contested * step
    table[-1, :holders] = RATES.resolved * step / holders
    table[-1, -1] = 1 - RATES.resolved * step
    return table


@pytest.mark.parametrize("states", [3, 4])
def test_agrees_with_enumeration(states: int) -> None:
    days = 5
    likelihood = np.random.default_rng(3).uniform(0.05, 1.0, (2, days, states))
    spoken = np.array([[True, False, True, True, False]] * 2)
    found = smooth(likelihood, np.array([0, 0]), spoken, RATES)
    start = [(1 - RATES.contested_first) / (states - 1)] * (states - 1) + [RATES.contested_first]
    for place in range(2):
        expected = np.zeros((days, states))
        for course in product(range(states), repeat=days):
            chance = start[course[0]] * prod(likelihood[place, day, course[day]] for day in range(days))
            for day in range(1, days):
                step = 1.0 if spoken[place, day] else RATES.quiet
                chance *= transition(states, step)[course[day - 1], course[day]]
            expected[range(days), course] += chance
        assert np.allclose(found[place], expected / expected.sum(axis=1, keepdims=True))


def test_nothing_is_known_before_the_first_day() -> None:
    likelihood = np.ones((1, 6, 3))
    likelihood[0, 3] = [0.9, 0.05, 0.05]
    late = smooth(likelihood, np.array([3]), np.ones((1, 6), dtype=bool), RATES)
    early = smooth(likelihood[:, 3:], np.array([0]), np.ones((1, 3), dtype=bool), RATES)
    assert np.allclose(late[:, 3:], early)

"""The rates of a desk, from the turns that were seen on it."""

from __future__ import annotations

import pytest

from contested.reconcile.chain import Turns
from contested.reconcile.pace import MOST, NO_TURNS, RATES, SEEN_CONTESTED, SEEN_RESOLVED, find_rates

DAYS = 100_000


def see(contested: float, resolved: float, days: int = DAYS) -> Turns:
    """Turns on so many days of each kind, by how many times the usual number there were."""
    usual = (contested * SEEN_CONTESTED * days, resolved * SEEN_RESOLVED * days)
    return Turns(round(usual[0] * 1e6), days * 1_000_000, round(usual[1] * 1e6), days * 1_000_000)


def test_a_desk_that_has_seen_nothing_has_the_usual_pace() -> None:
    assert find_rates(NO_TURNS) == RATES


@pytest.mark.parametrize("times", [0.5, 2.0])
def test_a_war_of_another_pace_turns_at_that_pace(times: float) -> None:
    held, contested = find_rates(see(times, 1)), find_rates(see(1, times))
    assert held.to_contested == pytest.approx(times * RATES.to_contested, rel=0.02)
    assert held.outright == pytest.approx(times * RATES.outright, rel=0.02)
    assert held.resolved == pytest.approx(RATES.resolved)
    assert contested.resolved == pytest.approx(times * RATES.resolved, rel=0.02)
    assert contested.to_contested == pytest.approx(RATES.to_contested)


@pytest.mark.parametrize(("times", "bound"), [(0, 1 / MOST), (50, MOST)])
def test_no_pace_is_out_of_all_bounds(times: float, bound: float) -> None:
    assert find_rates(see(times, times)).to_contested == pytest.approx(bound * RATES.to_contested, rel=1e-3)


def test_a_few_turns_move_the_pace_a_little() -> None:
    few, many = find_rates(see(2, 1, 100)), find_rates(see(2, 1))
    assert RATES.to_contested < few.to_contested < 1.15 * RATES.to_contested < many.to_contested

"""Of pairs of reports that somebody judged: how many that have one origin are found, and how many found have one."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.trace.pair_cases import PAIRS, Judged, judge, read_pairs, tally

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["pairs"]
LEAST = 240
LEAST_OF_A_KIND = 5  # pairs; a class with fewer says nothing


@cache
def judged() -> tuple[Judged, ...]:
    return tuple(judge(read_pairs(PAIRS)))


def test_enough_pairs_of_either_kind() -> None:
    pairs = [one.pair for one in judged()]
    assert len(pairs) >= LEAST
    assert 0.4 <= sum(pair.same for pair in pairs) / len(pairs) <= 0.6
    assert min(Counter(pair.kind for pair in pairs).values()) >= LEAST_OF_A_KIND


def test_the_happening_is_read_in_both_reports() -> None:
    unread = [one.pair.name for one in judged() if one.unread]
    assert len(unread) <= FLOORS["unread"], unread


@pytest.mark.parametrize("key", ["precision", "recall"])
def test_no_worse_than_the_floor(key: str) -> None:
    reached = getattr(tally(judged()), key)
    assert reached >= FLOORS[key], f"{reached:.3f}; python -m tests.trace.pair_cases prints the wrong pairs"

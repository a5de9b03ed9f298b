"""What is said of a drift."""

from __future__ import annotations

import pytest

from contested.model import Drift
from contested.publish.drift_words import LONGEST, say_drift
from tests.publish.small import WORDS


@pytest.mark.parametrize(
    ("drift", "said"),
    [
        (Drift("hedge", "dropped", "probably", ""), "hedge dropped: “probably” → flat"),
        (Drift("hedge", "added", "", "reportedly"), "hedge added: flat → “reportedly”"),
        (Drift("place", "grown", "the outskirts", "Oldmill"), "place grown: “the outskirts” → “Oldmill”"),
        (Drift("figure", "rounded", "5,760", "nearly 6,000"), "figure rounded: “5,760” → “nearly 6,000”"),
        (Drift("figure", "narrowed", "at least 30", "30"), "figure made exact: “at least 30” → “30”"),
        (Drift("time", "dropped", "on\nFriday", ""), "date lost: “on Friday”"),
        (Drift("event", "grown", "entered", "captured"), "event made stronger: “entered” → “captured”"),
        (Drift("actor", "dropped", "its men", ""), "actor no longer named: “its men”"),
        (Drift("place", "added", "", "the {was} region"), "place added: “the {was} region”"),
    ],
)
def test_each_in_one_phrase(drift: Drift, said: str) -> None:
    assert say_drift(drift, WORDS) == said


def test_long_words_are_cut_at_a_word() -> None:
    said = say_drift(Drift("hedge", "dropped", "word " * 40, ""), WORDS)
    assert "word…” → flat" in said
    assert len(said) < LONGEST + 40


def test_everything_that_can_change_has_a_phrase() -> None:
    """Only dates, figures and places can lie within each other, only events are stronger or weaker, only figures are
    rounded; events are always something."""
    forms = {what: set(changes) for what, changes in WORDS.wording.drift.items()}
    both_ways = {"dropped", "added", "changed"}
    assert forms == {
        "hedge": both_ways,
        "actor": both_ways,
        "place": both_ways | {"grown", "narrowed"},
        "time": both_ways | {"grown", "narrowed"},
        "figure": both_ways | {"grown", "narrowed", "rounded"},
        "event": {"changed", "grown", "narrowed"},
    }

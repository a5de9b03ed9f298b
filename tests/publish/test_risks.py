"""Being surrounded turns no state, and is told beside it with what it rests on."""

from __future__ import annotations

import pytest

from contested.publish.risks import tell_risks
from contested.publish.words import load_words
from contested.reconcile import group_events
from tests.publish.small import RYBAR, THEATRE, account, claim, origin, place

ON = "2025-12-10"


@pytest.mark.parametrize(
    ("event", "vouched", "day", "told"),
    [
        ("encircled", False, ON, "No source that the desk stands for says so."),
        ("encircled", True, ON, "Only sources of the side that it serves say so."),
        ("encircled", True, "2025-12-01", None),
        ("encircled", True, "2026-06-01", None),
        ("captured", True, ON, None),
    ],
    ids=["nobody vouches", "its own side", "before it", "long after it", "another event"],
)
def test_risk_is_told_with_its_basis(event: str, vouched: bool, day: str, told: str | None) -> None:
    said = claim(event=event, actor="RU", target="UA", voices=(RYBAR,), places=(place("Kupiansk", "at"),))
    events = group_events([said], [origin([said], [], vouched=vouched)])
    known = account([said], events=events)
    lines = list(tell_risks(known, "composed:Kupiansk", day, load_words(THEATRE, "en")))
    assert [line.endswith(told or "") for line in lines] == ([True] if told else [])

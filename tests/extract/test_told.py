"""What a second reader tells is believed only where the report and the contract bear it out."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.told import Checked, check_claims
from contested.model import Report
from contested.theatres import load_theatre
from tests.desks import TINY
from tests.extract.reading import report_of

THEATRE = load_theatre(str(TINY / "theatre"))
TEXT = (
    "A long day in Ostrel\n"
    "The Council of the League said on Friday that League fighters had taken “the  ruined village” of Dunmarrow. "
    "About 400 people left the town.\n"
    "Kessa is quiet. Kessa–Pellin road is not.\n"
)
SENTENCE = 'The Council of the League said on Friday that League fighters had taken "the ruined village" of Dunmarrow.'
TOLD: dict[str, Any] = {
    "sentence": SENTENCE,
    "event": "captured",
    "actor": "FRL",
    "target": "VEL",
    "places": [{"text": "the ruined village", "name": "Dunmarrow", "role": "at", "kind": "settlement"}],
    "stance": "asserted",
    "when": {"start": "2019-05-10", "end": "2019-05-10", "text": "on Friday", "basis": "relative"},
    "voices": [{"name": "council of the league", "kind": "official", "side": "FRL"}],
    "figures": [],
    "score": 0.8,
}


def report() -> Report:
    return report_of(TEXT, published="2019-05-12")


def check(**changes: object) -> Checked:
    return check_claims([TOLD | changes], report(), THEATRE, "llm:toy")


def test_a_claim_that_stands_is_believed() -> None:
    (claim,) = check().claims
    assert TEXT[claim.start : claim.end] == claim.text
    assert "“the  ruined village” of Dunmarrow." in claim.text
    (place,) = claim.places
    assert place.anchor is not None
    assert TEXT[slice(*place.anchor)] == place.name == "Dunmarrow"
    assert (place.kinds, place.place_id) == (("settlement",), None)
    assert [(one.name, one.source_id) for one in claim.voices] == [("League Council", "league-council")]
    assert (claim.when.start, claim.when.end, claim.score) == ("2019-05-10", "2019-05-10", 0.8)
    assert [TEXT[one.start : one.end] for one in claim.slots] == ["the  ruined village"]
    assert claim.rule == "llm:toy"


DROPPED = [
    ({"sentence": "League fighters had taken Dunmarrow."}, "its sentence does not stand in the report"),
    ({"sentence": "Dunmarrow"}, "its sentence does not stand in the report"),
    ({"sentence": ""}, "its sentence does not stand in the report"),
    ({"sentence": "A long day in Ostrel The Council"}, "its sentence does not stand in the report"),
    ({"sentence": "the town. Kess"}, "its sentence does not stand in the report"),
    ({"event": "conjured"}, "no such event"),
    ({"actor": "XX"}, "no such side"),
    ({"target": "FRL"}, "no such side"),
    ({"actor": 7}, "actor is not as in the contract"),
    ({"stance": "certain"}, "stance is not as in the contract"),
    ({"places": [{"text": "the ruined village", "role": "in"}]}, "places is not as in the contract"),
    ({"places": [{"text": "the town", "name": "Dunmarrow", "role": "at"}]}, "its place does not stand in the report"),
    ({"places": [{"name": "Vantry", "role": "at"}]}, "its place does not stand in the report"),
    ({"places": [{"role": "at"}]}, "its place does not stand in the report"),
    (
        {"figures": [{"low": "400", "high": 400, "unit": "people", "text": "400 people"}]},
        "figures is not as in the contract",
    ),
    (
        {"figures": [{"low": 400, "high": 400, "unit": "people", "text": "About 400 people"}]},
        "its words do not stand in the sentence",
    ),
    ({"when": {"start": "2019-05-32", "end": "2019-06-01"}}, "its time is none"),
    ({"when": {"start": "2019-05-11", "end": "2019-05-10"}}, "its time is none"),
    ({"when": {"start": "2019-05-10", "end": "2019-05-10", "text": "on Monday"}}, "its words do not stand in the sentence"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "why"), DROPPED)
def test_a_claim_that_does_not_stand_is_dropped_and_counted(changes: dict[str, object], why: str) -> None:
    found = check(**changes)
    assert found.claims == ()
    assert found.dropped == {why: 1}


@pytest.mark.parametrize("one", [None, "captured", 5, [], {}, {"sentence": SENTENCE}])
def test_what_is_no_claim_is_dropped(one: object) -> None:
    found = check_claims([one], report(), THEATRE, "llm:toy")
    assert (found.claims, found.dropped.total()) == ((), 1)


@pytest.mark.parametrize(
    ("score", "read"), [(2, 1.0), (-1, 0.0), (0.25, 0.25), (None, 0.5), ("high", 0.5), (True, 0.5)]
)
def test_a_score_lies_between_nothing_and_one(score: object, read: float) -> None:
    assert check(score=score).claims[0].score == read


def test_a_place_is_anchored_where_the_report_names_it() -> None:
    told = TOLD | {
        "sentence": "About 400 people left the town.",
        "event": "evacuated",
        "when": None,
        "voices": [],
    }
    for name, at in [("Dunmarrow", TEXT.index("Dunmarrow")), ("Kessa", TEXT.index("Kessa"))]:
        told = told | {"places": [{"text": "the town", "name": name, "role": "from"}]}
        (claim,) = check_claims([told], report(), THEATRE, "llm:toy").claims
        assert claim.places[0].anchor == (at, at + len(name))
    assert claim.when.basis == "publication"


def test_nothing_has_happened_after_it_was_told() -> None:
    when = {"start": "2019-05-10", "end": "2019-06-10", "basis": "vague"}
    assert check(when=when).claims[0].when.end == "2019-05-12"
    assert check(when=when, stance="forecast").claims[0].when.end == "2019-06-10"
    assert check(when={"start": "2020-01-01", "end": "2020-01-02"}).claims[0].when.basis == "publication"


def test_voices_whom_nobody_names_are_left_out() -> None:
    voices = [
        {"name": "the Moon", "kind": "outlet"},
        {"name": "League fighters", "kind": "military", "side": "XX"},
    ]
    assert [(one.name, one.side) for one in check(voices=voices).claims[0].voices] == [
        ("League fighters", None)
    ]


def test_told_twice_is_told_once_and_the_order_changes_nothing() -> None:
    other = TOLD | {"sentence": "Kessa is quiet.", "event": "statement", "places": [], "when": None}
    found = check_claims([other, TOLD, TOLD], report(), THEATRE, "llm:toy")
    assert [one.event for one in found.claims] == ["captured", "statement"]
    assert found == check_claims([TOLD, other], report(), THEATRE, "llm:toy")


def test_time_grows_with_the_text_and_not_faster() -> None:
    """A quotation that nearly stands everywhere is found or not in time that grows with the text."""
    told = [TOLD | {"sentence": "a " * 900 + "b"}, TOLD | {"sentence": "a" * 1900 + " a"}] * 10

    def took(times: int) -> float:
        start = time.perf_counter()
        for text in ("a " * times, "a" * times):
            assert check_claims(told, report_of(text), THEATRE, "llm:toy").claims == ()
        return time.perf_counter() - start

    took(1_000)
    assert min(took(100_000) for _ in range(3)) < 60 * min(took(10_000) for _ in range(3)) + 0.05


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from([SENTENCE, "Kessa", "at"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*TOLD, "text", "role", "name"]), inner),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(TOLD)), JSON))
def test_anything_is_either_believed_or_counted(changes: dict[str, object]) -> None:
    found = check_claims([TOLD | changes], report(), THEATRE, "llm:toy")
    assert len(found.claims) + found.dropped.total() == 1
    for claim in found.claims:
        assert TEXT[claim.start : claim.end] == claim.text
        assert 0 <= claim.score <= 1

"""Scores of found claims against gold, on composed claims whose scores are counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import UsageError
from contested.evaluate import list_cases, score_claims
from contested.gold import Gold, match_claims, overlap, read_gold, same_time
from contested.model import Claim, When
from contested.theatres import load_theatre

THEATRE = load_theatre(str(Path(__file__).parent / "theatres" / "tiny" / "theatre"))
SENTENCE = "Velian troops captured Kessa on Saturday, the ministry said."
KESSA = {"text": "Kessa", "role": "at", "name": "Kessa", "lat": 1.45, "lon": 0.70, "uncertainty_km": 2}
FAR = KESSA | {"name": "Pellin", "lat": 1.68, "lon": 0.80}
MINISTRY = {"name": "Velian Ministry of War", "kind": "ministry", "side": "VEL"}
DAY = {"start": "2019-05-11", "end": "2019-05-11", "text": "on Saturday", "basis": "relative"}
TROOPS = {"low": 40, "high": 40, "unit": "troops", "text": "40 troops"}
CLAIM = {
    "report_name": "a.txt", "event": "captured", "actor": "VEL", "target": "FRL", "places": [KESSA], "when": DAY,
    "voices": [MINISTRY], "stance": "asserted", "figures": [],
}  # fmt: skip


def gold(**fields: Any) -> Gold:
    return msgspec.convert(CLAIM | {"sentence": SENTENCE} | fields, Gold)


def found(**fields: Any) -> Claim:
    beside = {"claim_id": "c", "report_id": "r", "start": 0, "end": 9, "rule": "composed", "score": 1.0}
    return msgspec.convert(CLAIM | beside | {"text": SENTENCE} | fields, Claim)


def when(start: str | None, end: str | None) -> dict[str, Any]:
    return {"start": start, "end": end, "text": None, "basis": "explicit"}


# What is found for one gold claim, and the attributes that are then wrong; None where it is no pair at all.
FOUND: list[tuple[dict[str, Any], dict[str, Any], set[str] | None]] = [
    ({}, {}, set()),
    ({}, {"report_name": "folder/a.txt"}, set()),
    ({}, {"report_name": "b.txt"}, None),
    ({}, {"event": "holds"}, None),
    ({}, {"text": "Velian troops captured Kessa"}, set()),
    ({}, {"text": "League fighters left the town of Pellin"}, None),
    ({}, {"actor": "FRL"}, {"actor"}),
    ({}, {"target": None}, {"target"}),
    ({}, {"places": []}, {"places"}),
    ({}, {"places": [KESSA, FAR]}, {"places"}),
    ({}, {"places": [FAR]}, {"places"}),
    ({}, {"places": [KESSA | {"lat": 1.54}]}, set()),
    ({}, {"places": [KESSA | {"lat": 1.57}]}, {"places"}),
    ({"places": [KESSA | {"uncertainty_km": 30}]}, {"places": [KESSA | {"lat": 1.8}]}, set()),
    ({}, {"places": [KESSA | {"lat": None}]}, set()),
    ({}, {"places": [FAR | {"lat": None}]}, {"places"}),
    ({}, {"places": [KESSA | {"role": "near"}]}, set()),
    ({}, {"voices": []}, {"origin"}),
    ({}, {"voices": [MINISTRY | {"name": "the Ministry of War", "kind": "official"}]}, set()),
    ({}, {"voices": [MINISTRY, MINISTRY | {"name": "League Council"}]}, {"origin"}),
    ({"voices": [{"name": "reports", "kind": "unnamed"}]}, {"voices": [{"name": "sources", "kind": "unnamed"}]}, set()),
    ({}, {"stance": "hedged"}, {"stance"}),
    ({}, {"when": when("2019-05-10", "2019-05-12")}, set()),
    ({}, {"when": when("2019-05-08", "2019-05-11")}, set()),
    ({}, {"when": when("2019-05-07", "2019-05-11")}, {"when"}),
    ({}, {"when": when("2019-05-12", "2019-05-12")}, {"when"}),
    ({}, {"when": when(None, None)}, {"when"}),
    ({}, {"when": when(None, "2019-05-11")}, {"when"}),
    ({"when": when("2019-05-01", None)}, {"when": when("2019-05-01", "2019-12-31")}, set()),
    ({"figures": [TROOPS]}, {"figures": [TROOPS | {"high": None, "unit": "soldiers"}]}, set()),
    ({"figures": [TROOPS]}, {}, {"figures"}),
    ({"figures": [TROOPS | {"low": None}]}, {"figures": [TROOPS | {"low": None, "high": 50}]}, {"figures"}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read", "wrong"), FOUND)
def test_one_claim(written: dict[str, Any], read: dict[str, Any], wrong: set[str] | None) -> None:
    claims, expected = [found(**read)], [gold(**written)]
    score = score_claims(expected, claims, THEATRE)
    missed = list_cases(expected, claims, "missed")
    if wrong is None:
        assert (score.event.recall, len(missed)) == (0.0, 1)
        return
    assert (score.event.f1, missed, list_cases(expected, claims, "extra")) == (1.0, [], [])
    assert {name for name, part in score.attributes.items() if part == 0.0} == wrong
    assert score.whole.f1 == float(not wrong & {"actor", "places"})
    cases = list_cases(expected, claims, "wrong")
    assert [set(case.wrong) for case in cases] == ([wrong] if wrong else [])


def test_rates_are_counted_over_all_reports_that_gold_names() -> None:
    expected = [
        gold(),
        gold(event="holds"),
        gold(report_name="b.txt"),
        gold(event="clashed", stance="denied"),
    ]
    claims = [
        found(),
        found(event="entered", actor="FRL"),
        found(event="clashed", stance="denied", places=[]),
        found(report_name="not-in-gold.txt"),
    ]
    score = score_claims(expected, claims, THEATRE)
    assert (score.gold, score.found) == (4, 3)
    assert (score.event.precision, score.event.recall, score.event.f1) == (0.667, 0.5, 0.571)
    assert (score.family.precision, score.family.recall) == (1.0, 0.75)
    assert (score.whole.precision, score.whole.recall) == (0.333, 0.25)
    assert (score.places.precision, score.places.recall) == (1.0, 0.5)
    assert score.attributes["places"] == 0.5
    assert score.events["captured"].recall == 0.5
    assert list(score.events) == ["captured", "holds", "entered", "clashed"]


def test_denied_is_part_of_the_whole() -> None:
    assert score_claims([gold()], [found(stance="hedged")], THEATRE).whole.f1 == 1.0
    assert score_claims([gold()], [found(stance="denied")], THEATRE).whole.f1 == 0.0


# A found claim in a sentence where gold says that VEL captured Kessa; whether it implies a holder, and turns it around.
TURNS = [
    ({}, 1, 0),
    ({"actor": "FRL"}, 1, 1),
    ({"event": "withdrew"}, 1, 1),
    ({"event": "withdrew", "actor": "FRL"}, 1, 0),
    ({"stance": "denied"}, 1, 1),
    ({"event": "repelled", "actor": "FRL"}, 1, 1),
    ({"stance": "forecast", "actor": "FRL"}, 0, 0),
    ({"event": "clashed", "actor": "FRL"}, 0, 0),
    ({"actor": "XX"}, 0, 0),
    ({"actor": "FRL", "places": [FAR]}, 1, 0),
    ({"actor": "FRL", "places": []}, 1, 1),
    ({"actor": "FRL", "text": "League fighters hold all of the old harbour."}, 1, 0),
]


@pytest.mark.parametrize(("read", "of", "flips"), TURNS)
def test_turned_around(read: dict[str, Any], of: int, flips: int) -> None:
    score = score_claims([gold()], [found(**read)], THEATRE)
    assert (score.flips.of, score.flips.flips) == (of, flips)


def test_no_turn_where_gold_says_both() -> None:
    both = [gold(), gold(event="captured", actor="FRL")]
    assert score_claims(both, [found(actor="FRL")], THEATRE).flips.flips == 0


def test_the_better_of_two_claims_is_paired() -> None:
    worse, better = found(claim_id="worse", actor=None), found(claim_id="better")
    for claims in ([worse, better], [better, worse]):
        (pair,) = match_claims([gold()], claims, str).pairs
        assert pair.found.claim_id == "better"


@given(st.permutations(range(6)))
def test_order_does_not_change_the_score(order: list[int]) -> None:
    events = ["captured", "holds", "captured", "withdrew", "entered", "clashed"]
    expected = [gold(event=event, report_name=f"{number % 2}.txt") for number, event in enumerate(events)]
    claims = [found(event=events[number], report_name=f"{number % 2}.txt") for number in order]
    assert score_claims(expected, claims, THEATRE).whole.f1 == 1.0


@given(st.text(), st.text())
def test_overlap_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= overlap(one, other) <= 1.0
    assert overlap(one, other) == overlap(other, one)


def test_undated_gold_does_not_count_for_when() -> None:
    undated = When(start=None, end=None, text=None, basis="none")
    assert not same_time(undated, undated)
    nobody = [gold(when=when(None, None)), gold(event="holds")]
    assert score_claims(nobody, [found(), found(event="holds")], THEATRE).attributes["when"] == 1.0


def test_nothing_found_is_nothing_right() -> None:
    score = score_claims([gold()], [], THEATRE)
    assert (score.event.f1, score.whole.f1, score.found) == (0.0, 0.0, 0)


def test_gold_is_read_and_a_wrong_line_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    line = json.dumps(CLAIM | {"sentence": SENTENCE})
    file.write_text(f"{line}\n\n{line}\n", "utf-8")
    assert len(read_gold(file)) == 2
    file.write_text(f'{line}\n{{"event": "captured"}}\n', "utf-8")
    with pytest.raises(UsageError, match=r"gold\.jsonl:2: .*report_name"):
        read_gold(file)

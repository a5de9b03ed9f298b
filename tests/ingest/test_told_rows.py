"""Rows of claims that were made elsewhere: what is wrong is named by its key, and says what to do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contested.errors import RejectedReport
from contested.ingest.told_rows import LONGEST_TEXT, read_row
from tests.told_samples import MILL, told_row

WHEN = {"start": "2019-05-09", "end": "2019-05-10", "text": None, "basis": "publication"}
CODES = ("VEL", "FRL")


def read(raw: bytes) -> Any:
    return read_row(raw, "claims.jsonl:7", CODES)


def test_a_sound_row_is_read_as_it_is() -> None:
    row = read(json.dumps(told_row()).encode())
    assert (row.text, row.start, row.event, row.actor) == (
        "Velian troops took the mill (1).",
        0,
        "captured",
        "VEL",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"start": ..., "end": ...},
        {"actor": None, "target": None},
        {"actor": "KP"},
        {"publisher": None},
        {"published": None},
        {"published": "2019-05-10T09:30:00+02:00"},
        {"places": []},
        {"voices": ..., "figures": ..., "rule": ..., "score": ..., "target": ...},
        {"claim_id": "made elsewhere", "report_id": "elsewhere", "remark": "passed over"},
        {"stance": "forecast", "when": WHEN | {"end": "2019-12-31"}},
        {"when": {"start": None, "end": None, "text": None, "basis": "none"}},
    ],
)
def test_what_may_be_missing_or_null_may_be(changes: dict[str, Any]) -> None:
    assert read(json.dumps(told_row(**changes)).encode()).report_name == "note-1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"report_name": ...}, "report_name"),
        ({"publisher": ...}, "publisher"),
        ({"published": ...}, "published"),
        ({"text": ...}, "text"),
        ({"event": ...}, "event"),
        ({"stance": ...}, "stance"),
        ({"when": ...}, "when"),
        ({"places": ...}, "places"),
        ({"publisher": 7}, "'publisher'"),
        ({"text": ["a", "b"], "start": 0, "end": 2}, "'text'"),
        ({"places": "Kessa"}, "'places'"),
        ({"places": [{"text": "Kessa"}]}, "'places[0]'"),
        ({"places": [MILL | {"role": "beside"}]}, "role is one of at, from, to, near, axis"),
        ({"places": [MILL | {"lat": 91}]}, "'places[0].lat' is 91"),
        ({"places": [MILL | {"lon": -180.5}]}, "'places[0].lon' is -180.5"),
        ({"places": [MILL | {"lat": "north"}]}, "'places[0].lat'"),
        ({"places": [MILL | {"lon": None}]}, "only one of 'lat' and 'lon'"),
        ({"places": [MILL | {"uncertainty_km": -1}]}, "uncertainty_km"),
        ({"places": [MILL | {"place_id": " "}]}, "'places[0].place_id' is empty"),
        ({"places": [MILL | {"name": "x" * 501}]}, "'places[0].name' has 501 characters"),
        ({"event": "conquered"}, "'event' is 'conquered'"),
        ({"event": "capturd"}, "did you mean 'captured'"),
        ({"stance": "maybe"}, "stance is one of asserted, hedged, denied, forecast, intended"),
        ({"actor": "Velia"}, "'actor' is 'Velia'; sides here are FRL, VEL"),
        ({"target": "velia"}, "'target'"),
        ({"voices": [{"name": "X", "kind": "poet"}]}, "kind is one of official"),
        ({"voices": [{"name": "", "kind": "outlet"}]}, "'voices[0].name' is empty"),
        ({"voices": [{"name": "X", "kind": "outlet", "side": "red"}]}, "'voices[0].side' is 'red'"),
        ({"figures": [{"low": 9, "high": 2, "unit": "men", "text": "9"}]}, "'low' 9 is above 'high' 2"),
        ({"figures": [{"low": 9, "unit": "men", "text": "9"}]}, "'figures[0]'"),
        ({"score": 1.2}, "'score' is 1.2"),
        ({"score": -0.1}, "'score' is -0.1"),
        ({"start": 5}, "'start' to 'end' 27"),
        ({"end": ...}, "stands alone"),
        ({"start": -3, "end": 29}, "'start' is -3"),
        ({"start": 10**30, "end": 10**30 + 32}, "'start' is 1000"),
        ({"text": ""}, "'text' is empty"),
        ({"text": "\u200b \n"}, "'text' is empty"),
        ({"text": "x" * 1_000_000}, f"'text' has 1,000,000 characters; write the sentence that says so, {LONGEST_TEXT:,}"),
        ({"report_name": "x" * 501}, "'report_name' has 501"),
        ({"when": WHEN | {"end": "2019-02-30"}}, "'when.end' is '2019-02-30', which is no day"),
        ({"when": WHEN | {"start": "May"}}, "'when.start'"),
        ({"when": WHEN | {"start": "0001-01-01"}}, "'when.start'"),
        ({"when": WHEN | {"start": "2019-05-11"}}, "after 'when.end'"),
        ({"when": WHEN | {"end": "2019-05-12"}}, "after the report of 2019-05-10"),
        ({"when": WHEN | {"basis": "guess"}}, "basis is one of explicit"),
        ({"when": "yesterday"}, "'when'"),
        ({"published": "10 May 2019"}, "published is '10 May 2019', which is no day"),
        ({"published": "2019-13-01"}, "published is"),
        ({"places": [MILL] * 10_001}, "'places' has 10,001 entries"),
        ({"actr": "VEL", "actor": ...}, "did you mean 'actor'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(RejectedReport) as caught:
        read(json.dumps(told_row(**changes)).encode())
    assert caught.value.where == "claims.jsonl:7"
    assert said in f"{caught.value.reason}; {caught.value.remedy}"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"7",
        b'"a claim"',
        b"{",
        b"\xff\xfe{}",
        b"[" * 5_000,
        json.dumps(told_row()).encode().replace(b"0.9", b"NaN"),
        json.dumps(told_row()).encode().replace(b"0.9", b"1e999"),
        json.dumps(told_row()).encode().replace(b"1.31", b"Infinity"),
        json.dumps(told_row()).encode().replace(b"1.31", b"1e999"),
    ],
)
def test_what_is_no_row_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(RejectedReport):
        read(raw)

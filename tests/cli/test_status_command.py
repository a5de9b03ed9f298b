"""`contested status`: the record of the contract, one at a time and many at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import Run

FIELDS = [
    "place", "on", "known_on", "state", "probabilities", "disputed", "claimed", "origins", "last_evidence",
    "evidence",
]  # fmt: skip


def test_record_has_the_fields_of_the_contract(in_tiny: Path, run: Run) -> None:
    answer = json.loads(run("status", "Kessa", "--on", "2019-05-15").out)
    assert [name for name in answer if name in FIELDS] == FIELDS
    assert answer["reports"] >= answer["origins"] > 0
    assert list(answer["place"]) == ["place_id", "name", "lat", "lon", "country", "admin1"]
    assert answer["place"]["place_id"] == "theatre:kessa"
    assert (answer["on"], answer["known_on"], answer["state"]) == ("2019-05-15", None, "VEL")
    assert abs(sum(answer["probabilities"].values()) - 1) < 1e-5
    assert answer["evidence"]
    assert {"claim_id", "origin", "published", "says", "weight", "reason"} <= set(answer["evidence"][0])
    weights = [one["weight"] for one in answer["evidence"]]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    "place", ["kessa", "KESSA", "theatre:kessa", "1.45,0.70", "Kessa, Upper Vale", "1.445, 0.705"]
)
def test_a_place_is_found_however_it_is_written(place: str, in_tiny: Path, run: Run) -> None:
    asked = run("status", place, "--on", "2019-05-15")
    assert asked == run("status", "Kessa", "--on", "2019-05-15")


def test_a_point_beside_a_place_is_asked_about_itself(in_tiny: Path, run: Run) -> None:
    answer = json.loads(run("status", "1.44, 0.71", "--on", "2019-05-15").out)
    assert answer["place"] == json.loads(run("status", "Kessa", "--on", "2019-05-15").out)["place"]
    assert answer["point"] == {"lat": 1.44, "lon": 0.71, "km": 1.6}
    assert (answer["state"], answer["evidence"], answer["origins"]) == ("VEL", [], 0)
    assert any("told of Kessa, 1.6 km away" in one["reason"] for one in answer["nearby"])
    said = "1.44,0.71, 1.6 km from Kessa, 15 May 2019: no report speaks of it; by what is told of places"
    assert said in run("status", "1.44,0.71", "--on", "2019-05-15", "--format", "table").out
    explained = run("explain", "1.44,0.71", "--on", "2019-05-15").out
    assert said in " ".join(explained.split())
    assert "It adds up" not in explained


def test_known_on_leaves_out_later_reports(in_tiny: Path, run: Run) -> None:
    answer = json.loads(run("status", "Kessa", "--on", "2019-05-15", "--known-on", "2019-05-11").out)
    assert answer["known_on"] == "2019-05-11"
    assert all(one["published"] <= "2019-05-11" for one in answer["evidence"])
    assert answer["state"] != "VEL"


def test_a_place_of_which_nobody_spoke_is_unknown(in_tiny: Path, run: Run) -> None:
    answer = json.loads(run("status", "Kessa", "--on", "2019-05-15", "--recorded-on", "2001-01-01").out)
    assert (answer["state"], answer["probabilities"], answer["evidence"]) == ("unknown", {}, [])
    assert run("status", "Kessa", "--on", "2001-01-01", "--format", "table").code == 0


def test_a_batch_answers_each_row_as_if_it_were_asked_alone(in_tiny: Path, run: Run, tmp_path: Path) -> None:
    rows = [
        ("Kessa", "2019-05-15", "2019-05-12"),
        ("Halvory", "2019-05-20", ""),
        ("Nowhereville", "2019-05-20", ""),
        ("1.45,0.70", "2019-05-30", ""),
        ("1.44,0.71", "2019-05-30", "2019-05-12"),
        ("Kessa", "2019-05-15", "2019-05-11"),
        ("Kessa", "2019-05-15", "2019-05-12"),
    ]
    file = tmp_path / "batch.csv"
    file.write_text(
        "place,on,known_on,note\n" + "".join(f'"{p}",{on},{known},x\n' for p, on, known in rows), "utf-8"
    )
    done = run("status", "--batch", str(file))
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) == len(rows)
    for line, (place, on, known_on) in zip(lines, rows, strict=True):
        if place == "Nowhereville":
            answer = json.loads(line)
            assert (answer["place"], answer["state"]) == (None, "unknown")
            assert place in answer["problem"]
            assert place in done.err
        else:
            known = ["--known-on", known_on] if known_on else []
            alone = json.loads(run("status", place, "--on", on, *known, "--format", "jsonl").out)
            # Only who asks for one place is told what moved the answer.
            moves = [alone.pop("prior"), *(one.pop("moved") for one in alone["evidence"])]
            answer = json.loads(line)
            assert {answer.pop("prior"), *(one.pop("moved") for one in answer["evidence"])} == {None}
            assert (None in moves) is not bool(alone["probabilities"])
            assert alone == answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,on\nKessa,2019-05-15\n", "place,on,known_on"),
        ("", "place,on,known_on"),
    ],
)
def test_a_wrong_batch_names_the_line(text: str, said: str, in_tiny: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "batch.csv"
    file.write_text(text, "utf-8")
    done = run("status", "--batch", str(file))
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("row", ["Kessa,15 May,", "Kessa,2019-05-15,soon", "Kessa"])
def test_a_row_with_a_wrong_day_is_a_problem_and_the_rest_is_answered(
    row: str, in_tiny: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "batch.csv"
    file.write_text(f"place,on,known_on\n{row}\nKessa,2019-05-15,\n", "utf-8")
    done = run("status", "--batch", str(file))
    wrong, right = map(json.loads, done.out.splitlines())
    assert (done.code, wrong["state"], wrong["place"]) == (0, "unknown", None)
    assert "is no day" in wrong["problem"]
    assert right["place"]["name"] == "Kessa"
    assert "row 1: " in done.err


def test_a_terminal_gets_sentences_and_a_table(
    in_tiny: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    done = run("status", "Kessa", "--on", "2019-05-15", "--format", "table")
    assert done.out.startswith("Kessa, 15 May 2019: ")
    assert "Velia says: Velian-held" in done.out
    assert "Velian Ministry of War" in done.out


def test_explain_takes_a_place_and_the_beginning_of_a_claim(in_tiny: Path, run: Run) -> None:
    assert run("explain", "Kessa", "--on", "2019-05-15").out.startswith("Kessa, 15 May 2019: ")
    claim = json.loads(run("claims", "--place", "Kessa").out)[0]
    explained = run("explain", claim["claim_id"][:10])
    assert explained.code == 0
    assert claim["report_name"] in explained.out
    assert explained.out == run("explain", claim["claim_id"]).out

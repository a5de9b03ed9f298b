"""Records as they are printed: fields, formats, and nothing that a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from cli_runs import Run

from contested.cli.records import print_records
from contested.model import Rejection

CONTRACT = [
    "claim_id", "report_id", "report_name", "start", "end", "text", "event", "actor", "target", "places",
    "when", "voices", "stance", "figures", "rule", "score",
]  # fmt: skip


def test_claims_have_the_fields_of_the_contract_in_order(in_tiny: Path, run: Run) -> None:
    lines = run("claims", "--format", "jsonl").out.splitlines()
    assert lines
    for line in lines:
        fields = list(json.loads(line))
        assert fields[: len(CONTRACT)] == CONTRACT
        assert {"slots", "publisher", "published"} <= set(fields)


@pytest.mark.parametrize("command", ["claims", "mentions", "timeline Kessa", "list events", "list sources"])
def test_formats_hold_the_same_records(command: str, in_tiny: Path, run: Run) -> None:
    printed = {
        format: run(*command.split(), "--format", format) for format in ("json", "jsonl", "csv", "table")
    }
    assert all(done.code == 0 for done in printed.values())
    records = json.loads(printed["json"].out)
    assert records
    assert [json.loads(line) for line in printed["jsonl"].out.splitlines()] == records
    rows = list(csv.DictReader(io.StringIO(printed["csv"].out)))
    assert [list(row) for row in rows] == [list(record) for record in records]
    assert run(*command.split()).out == printed["json"].out


FILTERS = [
    ("--event captured", lambda one: one["event"] == "captured"),
    ("--place Kessa", lambda one: any(place["name"] == "Kessa" for place in one["places"])),
    ("--since 2019-05-12 --until 2019-05-13", lambda one: "2019-05-12" <= one["published"] <= "2019-05-13"),
    ("--report 2019-05-12-kessa.txt", lambda one: one["report_name"] == "2019-05-12-kessa.txt"),
    ("--voice council", lambda one: any("Council" in voice["name"] for voice in one["voices"])),
    (
        "--place Kessa --event withdrew",
        lambda one: one["event"] == "withdrew" and "Kessa" in str(one["places"]),
    ),
]


@pytest.mark.parametrize(("options", "wanted"), FILTERS)
def test_options_narrow_the_claims(options: str, wanted, in_tiny: Path, run: Run) -> None:
    everything = json.loads(run("claims").out)
    found = json.loads(run("claims", *options.split()).out)
    assert found == [one for one in everything if wanted(one)]
    assert 0 < len(found) < len(everything)


def test_side_is_that_of_the_origin(in_tiny: Path, run: Run) -> None:
    found = json.loads(run("claims", "--side", "FRL").out)
    assert found
    assert all("League" in str([one["publisher"], one["voices"]]) for one in found)


def test_report_text_neither_moves_the_cursor_nor_is_markup(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = Rejection("a\x1b[2J.txt", "[red]not[/red] \u202etext", "=1+1")
    columns = {"where": lambda one: one.where, "reason": lambda one: one.reason}
    print_records(Rejection, [hostile], columns, "table")
    table = capsys.readouterr().out
    assert "a[2J.txt" in table
    assert "[red]not[/red] text" in table
    print_records(Rejection, [hostile], columns, "csv")
    assert ",'=1+1" in capsys.readouterr().out
    print_records(Rejection, [Rejection("a\u2028b", "", "")], columns, "jsonl")
    assert capsys.readouterr().out.splitlines() == ['{"where":"a\\u2028b","reason":"","remedy":""}']


def test_verify_finds_what_was_changed(tiny_desk: Path, tmp_path: Path, run: Run) -> None:
    desk = shutil.copytree(tiny_desk, tmp_path / "desk")
    assert run("verify", "-d", str(desk)).code == 0
    for file in (desk / "archive").rglob("*"):
        if file.is_file():
            file.chmod(0o644)
            file.write_bytes(file.read_bytes() + b" ")
    done = run("verify", "-d", str(desk))
    assert done.code == 1
    assert done.out


def test_unresolved_and_lookup(in_example: Path, run: Run) -> None:
    unresolved = json.loads(run("list", "unresolved").out)
    assert all(one["count"] >= 1 and one["reason"] for one in unresolved)
    places = json.loads(run("gazetteer", "lookup", "Купянськ").out)
    assert [place["name"] for place in places] == ["Kupiansk"]

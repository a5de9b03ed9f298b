"""`contested figures`: quantities and findings as they are printed, each traceable to its report."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_runs import Run

from contested.cli import main
from contested.desk import open_desk
from contested.pipeline import Workshop

REPORTS = [
    ("night", "2024-11-24", "TASS", "The Russian Defence Ministry said 45 drones were shot down overnight, including 23 over Bryansk and 30 over Kursk."),
    ("toll", "2024-11-25", "Suspilne", "Two people were killed in Kharkiv, Governor Oleh Syniehubov said."),
]  # fmt: skip


@pytest.fixture(scope="session")
def counting_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counting")
    lines = [
        json.dumps({"id": name, "published": day, "publisher": publisher, "text": text})
        for name, day, publisher, text in REPORTS
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    desk = folder / "desk"
    assert main(["new", str(desk), "--theatre", "russia_ukraine", "--synthetic"]) == 0
    assert main(["add", str(folder / "reports.jsonl"), "-d", str(desk)]) == 0
    return desk


@pytest.fixture(autouse=True)
def in_counting(counting_desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(counting_desk)
    return counting_desk


def records(run: Run, *options: str) -> list[dict[str, object]]:
    done = run("figures", *options, "--format", "json")
    assert done.code == 0, done.err
    found: list[dict[str, object]] = json.loads(done.out or "[]")
    return found


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), [45, 23, 30, 2]),
        (("Kharkiv",), [2]),
        (("--since", "2024-11-25"), [2]),
        (("--until", "2024-11-24"), [45, 23, 30]),
        (("Kharkiv", "--until", "2024-11-24"), []),
    ],
)
def test_quantities_asked_for(options: tuple[str, ...], numbers: list[int], run: Run) -> None:
    assert [one["low"] for one in records(run, *options)] == numbers


def test_every_number_leads_to_its_characters(run: Run) -> None:
    with Workshop(open_desk(Path.cwd())).ledger() as ledger:
        texts = {report.report_id: report.text for report in ledger.reports()}
    for one in records(run):
        assert texts[str(one["report_id"])][one["start"] : one["end"]] == one["text"]  # type: ignore[misc]


def test_findings(run: Run) -> None:
    (found,) = records(run, "--findings")
    assert (found["kind"], found["outcome"]) == ("parts", "fails")
    assert "23 (Bryansk) + 30 (Kursk) = 53" in str(found["reason"])
    known = {one["quantity_id"] for one in records(run)}
    assert set(found["quantities"]) <= known  # type: ignore[call-overload]
    assert records(run, "Kharkiv", "--findings") == []


@pytest.mark.parametrize("options", [(), ("--findings",)])
def test_formats_hold_the_same_records(options: tuple[str, ...], run: Run) -> None:
    found = records(run, *options)
    lines = run("figures", *options, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == found
    rows = list(csv.DictReader(io.StringIO(run("figures", *options, "--format", "csv").out)))
    assert [list(row) for row in rows] == [list(record) for record in found]
    table = run("figures", *options, "--format", "table")
    assert "drones intercepted" in " ".join(table.out.split()) or "45" in table.out

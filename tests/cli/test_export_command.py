"""What is exported follows audience, days and kinds of records, and what is let out is noted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas
import pytest
from cli_runs import Run

from contested.overrides import FILE

MOMENT = "2025-12-20"


@pytest.fixture
def desk(example_desk: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example_desk, tmp_path / "desk")


def export(run: Run, desk: Path, *arguments: str) -> str:
    done = run("export", *arguments, "-d", str(desk), "--as-of", MOMENT)
    assert done.code == 0, done.err
    return done.err


def test_the_public_s_file_is_no_override(desk: Path, tmp_path: Path, run: Run) -> None:
    said = export(run, desk, "csv", "--out", str(tmp_path / "x.csv"))
    assert "written for the public" in said
    assert not (desk / FILE).exists()
    assert "nothing was let out" in run("list", "overrides", "-d", str(desk), "--format", "table").err


def test_what_is_let_out_is_noted_with_name_and_moment(desk: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "x.csv"
    said = export(run, desk, "csv", "--out", str(out), "--audience", "desk", "--by", "A. Reader")
    assert f"noted for A. Reader in {FILE}" in said
    export(run, desk, "jsonl", "--out", str(out), "--audience", "desk")
    lines = [json.loads(line) for line in (desk / FILE).read_text("utf-8").splitlines()]
    assert [(one["what"], one["audience"], one["out"], one["delay_hours"]) for one in lines] == [
        ("export csv", "desk", str(out), 24), ("export jsonl", "desk", str(out), 24),
    ]  # fmt: skip
    assert lines[0]["by"] == "A. Reader"
    assert lines[1]["by"]
    listed = json.loads(run("list", "overrides", "-d", str(desk), "--format", "json").out)
    assert listed == lines[::-1]


def test_a_shorter_delay_for_the_public_is_noted(desk: Path, tmp_path: Path, run: Run) -> None:
    settings = (desk / "desk.toml").read_text("utf-8")
    (desk / "desk.toml").write_text(settings.replace("delay_hours = 24", "delay_hours = 0"), "utf-8")
    export(run, desk, "csv", "--out", str(tmp_path / "x.csv"))
    site = str(tmp_path / "site")
    done = run("build", "-d", str(desk), "--audience", "public", "--as-of", MOMENT, "--out", site)
    assert done.code == 0
    lines = [json.loads(line) for line in (desk / FILE).read_text("utf-8").splitlines()]
    assert [(one["what"], one["audience"], one["delay_hours"]) for one in lines] == [
        ("export csv", "public", 0), ("build", "public", 0),
    ]  # fmt: skip


def test_a_log_that_was_edited_is_told(desk: Path, run: Run) -> None:
    (desk / FILE).write_text("{}\n", "utf-8")
    done = run("list", "overrides", "-d", str(desk))
    assert done.code == 1
    assert f"{FILE}:1: is no override" in done.err


def test_days_narrow_what_is_written(desk: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "x.csv"
    days = {}
    for name, arguments in {
        "all": (),
        "late": ("--since", "2025-11-01"),
        "early": ("--until", "2024-12-31"),
    }.items():
        export(run, desk, "csv", "--out", str(out), *arguments)
        frame = pandas.read_csv(out)
        days[name] = set(zip(frame.claim_id, frame.when_start, frame.when_end, strict=True))
    assert days["late"] < days["all"] > days["early"]
    assert days["late"]
    assert all(end >= "2025-11-01" for _, _, end in days["late"])
    assert days["early"]
    assert all(start <= "2024-12-31" for _, start, _ in days["early"] if isinstance(start, str))


def test_the_day_of_the_state_is_asked_for(desk: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "x.geojson"
    export(run, desk, "geojson", "--out", str(out), "--on", "2025-12-01")
    collection = json.loads(out.read_text("utf-8"))
    days = {
        one["properties"]["on"] for one in collection["features"] if one["properties"]["record"] == "status"
    }
    assert (collection["contested"]["as_of"], days) == ("2025-12-01", {"2025-12-01"})


def test_all_records_are_a_folder_that_is_replaced_whole(desk: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "all"
    for _ in range(2):
        said = export(run, desk, "parquet", "--records", "all", "--out", str(out))
        assert "control rows written" in said
        assert sorted(one.stem for one in out.iterdir()) == [
            "claims", "control", "events", "figures", "origins", "reports",
        ]  # fmt: skip
    assert sorted(one.name for one in tmp_path.iterdir()) == ["all", "desk"]
    (out / "notes.txt").write_text("mine")
    done = run("export", "parquet", "--records", "all", "--out", str(out), "-d", str(desk), "--as-of", MOMENT)
    assert (done.code, "notes.txt, which is no such export" in done.err) == (2, True)
    assert (out / "notes.txt").read_text() == "mine"


def test_a_source_s_licence_comes_with_its_words(desk: Path, tmp_path: Path, run: Run) -> None:
    lines = tmp_path / "vouched.jsonl"
    free = {"name": "Example Morning", "kind": "outlet", "licence": "CC BY 4.0"}
    lines.write_text(json.dumps(free) + "\n", "utf-8")
    assert run("vouch", str(lines), "--by", "A. Reader", "-d", str(desk)).code == 0
    out = tmp_path / "x.csv"
    export(run, desk, "csv", "--records", "reports", "--out", str(out))
    frame = pandas.read_csv(out, keep_default_na=False)
    assert set(zip(frame.publisher, frame.licence, strict=True)) >= {
        ("Example Morning", "CC BY 4.0"), ("Example Wire", ""),
    }  # fmt: skip


def test_a_licence_that_is_none_is_set_aside(desk: Path, tmp_path: Path, run: Run) -> None:
    lines = tmp_path / "vouched.jsonl"
    lines.write_text(json.dumps({"name": "Week", "kind": "outlet", "licence": "x" * 101}) + "\n", "utf-8")
    done = run("vouch", str(lines), "--by", "A. Reader", "-d", str(desk))
    assert done.code == 3
    assert "'licence' is" in done.err

"""Commands that keep evidence: heads, backups, takedowns; what they say and what is left."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from cli_runs import Run

GONE = "2019-05-12-kessa.txt"


@pytest.fixture
def desk(tiny_desk: Path, tmp_path: Path) -> Path:
    copy = shutil.copytree(tiny_desk, tmp_path / "desk")
    theatre = (tiny_desk / "desk.toml").read_text("utf-8").partition('theatre = "')[2].partition('"')[0]
    text = (copy / "desk.toml").read_text("utf-8")
    (copy / "desk.toml").write_text(text.replace(theatre, str((tiny_desk / theatre).resolve())), "utf-8")
    return copy


def test_a_desk_that_nobody_else_knows_of_is_not_called_anchored(desk: Path, run: Run) -> None:
    done = run("verify", "-d", str(desk))
    assert done.code == 0
    assert "consistent, not externally anchored" in done.err
    assert "whole" in done.err


def test_a_head_in_a_file_is_said_with_what_it_covers(desk: Path, tmp_path: Path, run: Run) -> None:
    heads = tmp_path / "heads.jsonl"
    head = run("anchor", "--to", str(heads), "-d", str(desk)).out.strip()
    size = int(head.partition(":")[0])
    done = run("verify", "-d", str(desk), "--head", str(heads))
    assert f"{size} of {size + 1} entries are as {heads} has them" in done.err
    assert "not externally anchored" not in done.err
    assert run("verify", "-d", str(desk), "--head", head).code == 0
    wrong = run("verify", "-d", str(desk), "--head", f"{size}:{'0' * 64}", "--format", "jsonl")
    assert wrong.code == 1
    assert json.loads(wrong.out)["kind"] == "head"
    assert run("verify", "-d", str(desk), "--head", "nonsense").code == 1
    listed = json.loads(run("list", "anchors", "-d", str(desk), "--format", "json").out)
    assert [one["size"] for one in listed] == [size]


def test_the_first_bad_entry_is_named_first(desk: Path, run: Run) -> None:
    database = sqlite3.connect(desk / "ledger.sqlite")
    database.executescript(
        "DROP TRIGGER reports_no_update; UPDATE reports SET known_from = '2019-01-01'"
        " WHERE report_id = (SELECT key FROM entries WHERE number = 4)"
    )
    database.close()
    done = run("verify", "-d", str(desk))
    assert done.code == 1
    assert "first bad entry: 4, of reports, " in done.err.splitlines()[1]
    record = json.loads(run("verify", "-d", str(desk), "--format", "jsonl").out.splitlines()[0])
    assert (record["entry"], record["kind"]) == (4, "reports")


def test_a_report_is_taken_down(desk: Path, tmp_path: Path, run: Run) -> None:
    words = b"Kessa"
    asked = ("takedown", GONE, "--reason", "names a minor", "--by", "A. Reader", "-d", str(desk))
    assert run(*asked).code == 2, "nobody is there to say yes"
    before = json.loads(run("claims", "-d", str(desk), "--format", "json").out)
    assert any(claim["report_name"] == GONE for claim in before)
    done = run(*asked, "--yes")
    assert done.code == 0
    assert "is taken down" in done.err
    after = json.loads(run("claims", "-d", str(desk), "--format", "json").out)
    assert after == [claim for claim in before if claim["report_name"] != GONE]
    (act,) = json.loads(run("list", "takedowns", "-d", str(desk), "--format", "json").out)
    assert (act["reason"], act["by"]) == ("names a minor", "A. Reader")
    assert GONE.encode() not in (desk / "ledger.sqlite").read_bytes()
    checked = run("verify", "-d", str(desk))
    assert checked.code == 0
    assert f"report {act['report_id']} was taken down" in checked.err
    assert "names a minor" in checked.err
    again = run("add", str(Path(__file__).parents[1] / "theatres" / "tiny" / "reports"), "-d", str(desk))
    assert again.code == 3
    assert f"set aside: report {act['report_id']}: was taken down on" in again.err
    assert "7 held already, 1 set aside" in again.err
    back = run(
        "add", str(Path(__file__).parents[1] / "theatres" / "tiny" / "reports"), "--again", "-d", str(desk)
    )
    assert (back.code, "1 report added" in back.err) == (0, True)
    assert words in b"".join(file.read_bytes() for file in (desk / "archive").rglob("*") if file.is_file())
    status = run("status", "Kessa", "--on", "2019-05-20", "--recorded-on", "2020-01-01", "-d", str(desk))
    assert "taken down since" not in status.err, "nothing was held then"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (
            ("takedown", "nosuch", "--reason", "x", "--by", "y", "--yes"),
            2,
            "no report of this desk has this id",
        ),
        (("takedown", GONE, "--reason", " ", "--by", "y", "--yes"), 2, "must say something"),
        (("anchor",), 2, "give one of --to"),
        (("anchor", "--to", "a", "--request", "b"), 2, "give one of --to"),
        (("anchor", "--response", "nosuch"), 2, "no such file"),
        (("add", "--again"), 2, "goes with files"),
        (("backup", "."), 2, "is a folder"),
    ],
)
def test_wrong_usage(desk: Path, run: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = run(*arguments, "-d", str(desk))
    assert (done.code, says in done.err) == (code, True), done.err


def test_a_restored_desk_builds_the_same_site(desk: Path, tmp_path: Path, run: Run) -> None:
    file, again = tmp_path / "desk.tar.gz", tmp_path / "again"
    done = run("backup", str(file), "-d", str(desk))
    assert done.code == 0
    restored = run("restore", str(file), "--to", str(again))
    assert (restored.code, restored.out) == (0, done.out), "it prints the same head"
    assert run("verify", "-d", str(again), "--head", done.out.strip()).code == 0
    for folder in (desk, again):
        assert (
            run("build", "--as-of", "2019-06-01", "--out", str(folder / "out"), "-d", str(folder)).code == 0
        )
    files = {one.relative_to(desk / "out") for one in (desk / "out").rglob("*") if one.is_file()}
    assert files == {one.relative_to(again / "out") for one in (again / "out").rglob("*") if one.is_file()}
    assert [
        name
        for name in sorted(files)
        if (desk / "out" / name).read_bytes() != (again / "out" / name).read_bytes()
    ] == []
    refused = run("restore", str(file), "--to", str(desk))
    assert (refused.code, "is there already and not empty" in refused.err) == (1, True)

"""Reports that were set aside, read again. Composed reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import TINY, Run

TEXT = "The army left the mill on Tuesday."


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new desk, and a folder that one is in."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "desk", "--theatre", str(TINY / "theatre"), "--synthetic").code == 0
    return tmp_path / "desk"


def write_lines(file: Path, *lines: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")


def list_rejected(run: Run, desk: Path) -> dict[str, int]:
    """How often something was set aside where something is now."""
    found = json.loads(run("list", "rejected", "--format", "json", "-d", str(desk)).out)
    assert all(one["reason"] and one["remedy"] and one["since"].endswith("Z") for one in found)
    return {one["where"]: one["times"] for one in found}


def test_what_was_mended_is_read_and_settled(desk: Path, run: Run) -> None:
    Path("in/sub").mkdir(parents=True)
    Path("in/sub/a.txt").write_text("")
    write_lines(Path("in/manifest.jsonl"), {"file": "sub/a.txt", "publisher": "The Composed Post"})
    write_lines(Path("in/l.jsonl"), {"text": TEXT}, {"text": 7}, {"text": ""})
    assert run("add", "in", "-d", str(desk)).code == 3
    assert list_rejected(run, desk) == {"in/l.jsonl:2": 1, "in/l.jsonl:3": 1, "in/sub/a.txt": 1}

    Path("in/sub/a.txt").write_text(TEXT)
    done = run("retry", "in/sub", "-d", str(desk))
    assert (done.code, done.out) == (0, "")
    assert "1 report added, 0 held already, 0 set aside" in done.err
    assert list_rejected(run, desk) == {"in/l.jsonl:2": 1, "in/l.jsonl:3": 1}
    # As when the folder was added: its manifest speaks for what lies further down.
    assert run("add", "in", "-d", str(desk)).err.count("2 held already") == 1

    write_lines(Path("in/l.jsonl"), {"text": TEXT}, {"text": "It fell."}, {"text": ""})
    done = run("retry", "-d", str(desk))
    assert done.code == 3
    assert "1 report added, 1 held already, 1 set aside" in done.err
    assert list_rejected(run, desk) == {"in/l.jsonl:3": 1}
    write_lines(Path("in/l.jsonl"), {"text": TEXT})
    assert run("retry", "in/l.jsonl:3", "-d", str(desk)).code == 0
    assert list_rejected(run, desk) == {}
    done = run("retry", "-d", str(desk))
    assert (done.code, done.err.splitlines()[-1]) == (0, "nothing is set aside")

    Path("in/sub/a.txt").write_text("")
    write_lines(Path("in/l.jsonl"), {"text": TEXT}, {"text": 8}, {"text": 9})
    run("add", "in", "-d", str(desk))
    assert list_rejected(run, desk) == {"in/l.jsonl:2": 2, "in/l.jsonl:3": 2, "in/sub/a.txt": 2}


def test_what_cannot_be_tried_says_so_and_stays(desk: Path, run: Run) -> None:
    Path("gone.txt").write_text("")
    claim = {"text": TEXT, "event": "captured", "report_name": "r1", "published": "2025-12-10"}
    write_lines(Path("claims.jsonl"), {**claim, "event": "capturred"}, {**claim, "publisher": "P"})
    assert run("add", "gone.txt", "-d", str(desk)).code == 3
    assert run("add", "--claims", "claims.jsonl", "-d", str(desk)).code == 3
    Path("gone.txt").unlink()
    before = list_rejected(run, desk)
    done = run("retry", "-d", str(desk))
    assert done.code == 3
    assert "not tried: gone.txt: is no longer there" in done.err
    assert "not tried: claims.jsonl:1: stands in a file of claims" in done.err
    assert f"{len(before)} reports not tried" in done.err
    assert list_rejected(run, desk) == before
    assert run("retry", "elsewhere", "-d", str(desk)).err.endswith("nothing is set aside there\n")


def test_build_says_how_many_are_set_aside(desk: Path, run: Run) -> None:
    Path("a.txt").write_text("")
    run("add", "a.txt", "-d", str(desk))
    assert "1 report set aside; see: contested list rejected" in run("build", "-d", str(desk)).err

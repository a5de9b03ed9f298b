"""`contested run` and `add`: reports in, a site and a summary out."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import TINY, Run

from tests.reconcile.area_samples import count_drawn


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_run_twice_into_one_desk_adds_nothing_twice(
    tmp_path: Path, run: Run, tiny_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [
        "run", str(TINY / "reports"), "--out", str(tmp_path / "site"), "--keep", str(tmp_path / "desk"),
        "--theatre", str(TINY / "theatre"), "--synthetic",
    ]  # fmt: skip
    drawn = count_drawn(monkeypatch)
    first = run(*arguments)
    assert first.code == 0
    assert "8 reports added, 0 held already, 0 set aside" in first.err
    assert " of 8 reports, from " in first.out
    assert "on 2019-05-30\n" in first.out
    assert first.out.splitlines()[-1] == (tmp_path / "site" / "index.html").resolve().as_uri()
    before = read_all(tmp_path / "site")
    assert b"synthetic" in before["data/desk.js"]
    assert drawn
    drawn.clear()
    second = run(*arguments)
    assert not drawn, "ground was drawn again though its places stand as they did"
    assert (second.code, second.out) == (0, first.out)
    assert "0 reports added, 8 held already, 0 set aside" in second.err
    assert read_all(tmp_path / "site") == before
    other = run(*arguments[:-3], "--theatre", "russia_ukraine")
    assert (other.code, other.out) == (2, "")


def test_reports_that_are_set_aside_are_named_and_the_rest_goes_on(tmp_path: Path, run: Run) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    good = "Velian troops captured Pellin on Thursday.\n"
    (reports / "2019-05-17-note.txt").write_text(good, "utf-8")
    (reports / "2019-05-18-empty.txt").write_text("", "utf-8")
    theatre = ["--theatre", str(TINY / "theatre")]
    done = run("run", str(reports), "--out", str(tmp_path / "site"), *theatre)
    assert done.code == 3
    assert "1 report added, 0 held already, 1 set aside" in done.err
    (line,) = [line for line in done.err.splitlines() if line.startswith("set aside: ")]
    assert "2019-05-18-empty.txt: " in line
    assert (tmp_path / "site" / "index.html").exists()

    desk = tmp_path / "desk"
    assert run("new", str(desk), *theatre).code == 0
    added = run("add", str(reports), "-d", str(desk))
    assert (added.code, added.out) == (3, "")
    assert "1 report added, 0 held already, 1 set aside" in added.err
    assert "1 held already" in run("add", str(reports), "-d", str(desk)).err
    assert "2019-05-18-empty.txt" in run("list", "rejected", "-d", str(desk)).out


def test_run_does_not_write_over_what_is_no_site(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    done = run("run", str(TINY / "reports"), "--out", str(tmp_path), "--theatre", str(TINY / "theatre"))
    assert (done.code, done.out) == (2, "")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"

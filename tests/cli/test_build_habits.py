"""`contested build` and the habits of sources: learned once, reported, learned anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from cli_runs import EXAMPLE, Run


def told(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith("habits of ")]


def test_build_says_what_its_habits_rest_on_and_relearns_when_told(tmp_path: Path, run: Run) -> None:
    desk = ["-d", str(tmp_path / "desk")]
    assert run("new", str(tmp_path / "desk"), "--synthetic").code == 0
    shutil.copy(EXAMPLE / "sources.jsonl", tmp_path / "desk")
    shutil.copy(EXAMPLE / "desk.toml", tmp_path / "desk")
    build = ["build", "--as-of", "2025-12-20", *desk]
    assert told(run(*build).err) == []
    for name in ("2025-11-20-capture-wire.txt", "2025-11-21-zaperechennia-novyny.txt"):  # both sides
        run("add", str(EXAMPLE / "reports" / name), *desk)
    (first,) = told(run(*build).err)
    assert " on 2025-12-20, places turning " in first
    assert told(run(*build).err) == [first]
    run("add", str(EXAMPLE / "reports"), *desk)
    (stale,) = told(run(*build).err)
    assert stale.startswith(f"{first}; ")
    assert stale.endswith(" since: build --relearn")
    (anew,) = told(run(*build, "--relearn").err)
    assert anew != first
    assert "since" not in anew
    assert told(run(*build).err) == [anew]
    assert run("verify", *desk).code == 0

"""Whatever a disk refuses is said in our words with what to do, nothing is said saved that is not, and with room again the
same command finishes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from desk_states import new_desk, read_state, write_reports
from fault_runs import Ran, Runs

FAULTS = (
    ("once", errno.ENOSPC),
    ("onward", errno.ENOSPC),
    ("once", errno.EIO),
    ("onward", errno.EIO),
    ("short", 0),
)
MEGABYTE = 1 << 20


def check_ended(ran: Ran, folder: Path, new: int, held: int) -> str:
    """Raises where a command that met a fault did not end well; how it ended."""
    assert "Traceback" not in ran.err, ran.err
    assert ran.code in (0, 1), ran
    reports = len(read_state(folder).reports)
    if f"{new} reports added" in ran.err:
        assert reports == new + held, "it said saved what is not"
    if ran.code == 0:
        assert f"{new} reports added" in ran.err, ran.err
        return "finished"
    last = ran.err.strip().splitlines()[-1]
    assert last.startswith("contested: "), ran.err
    assert " " in last.removeprefix("contested: ")
    assert str(folder) in last or "cache" in last, f"it does not say which file: {last}"
    assert any(word in last for word in ("run it again", "make ", "see to it")), (
        f"it does not say what to do: {last}"
    )
    return "refused"


@pytest.mark.parametrize("points", [10, pytest.param(200, marks=pytest.mark.long)])
def test_a_disk_that_fails_at_a_call(runs: Runs, tmp_path: Path, points: int) -> None:
    template = tmp_path / "template"
    new_desk(template)
    held = 2
    runs.run("add", str(write_reports(tmp_path / "before.jsonl", 100, 100 + held)), "-d", str(template))
    notes = write_reports(tmp_path / "notes.jsonl", 0, 3)
    shutil.copytree(template, tmp_path / "whole")
    calls = runs.run("add", str(notes), "-d", str(tmp_path / "whole"), mode="count").calls
    whole = read_state(tmp_path / "whole")
    ended: Counter[str] = Counter()
    for number in range(points):
        mode, error = FAULTS[number % len(FAULTS)]
        at = 1 + number * calls // points
        folder = tmp_path / f"{at}-{mode}-{error}"
        shutil.copytree(template, folder)
        ran = runs.run("add", str(notes), "-d", str(folder), mode=mode, at=at, error=error)
        ended[f"{mode} {errno.errorcode.get(error, 'half')}: {check_ended(ran, folder, 3, held)}"] += 1
        again = runs.run("add", str(notes), "-d", str(folder))
        assert again.code == 0, again.err
        assert read_state(folder) == whole
        shutil.rmtree(folder)
    print(f"\n{points} faults at {calls} calls, all said and mended: {dict(sorted(ended.items()))}")
    assert sum(number for how, number in ended.items() if "refused" in how) > points / 5


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of 8 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a disk of 8 MB")
    return place


@pytest.mark.parametrize("levels", [2, pytest.param(20, marks=pytest.mark.long)])
def test_a_disk_that_is_full(runs: Runs, small_disk: Path, tmp_path: Path, levels: int) -> None:
    try:
        fill_disk(runs, small_disk, tmp_path, levels)
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


def fill_disk(runs: Runs, disk: Path, tmp_path: Path, levels: int) -> None:
    notes = write_reports(tmp_path / "notes.jsonl", 0, 300)
    new_desk(tmp_path / "whole")
    assert runs.run("add", str(notes), "-d", str(tmp_path / "whole")).code == 0
    whole = read_state(tmp_path / "whole")
    ended: Counter[str] = Counter()
    for level in range(levels):
        folder = disk / f"desk-{level}"
        new_desk(folder)
        assert runs.run("add", str(write_reports(tmp_path / "one.jsonl", 0, 1)), "-d", str(folder)).code == 0
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        # From nothing left to about what the add needs.
        leave = level * 3 * MEGABYTE // levels
        (disk / "ballast").write_bytes(b"\0" * max(0, free - leave))
        ran = runs.run("add", str(notes), "-d", str(folder))
        (disk / "ballast").unlink()
        ended[check_ended(ran, folder, 299, 1)] += 1
        again = runs.run("add", str(notes), "-d", str(folder))
        assert again.code == 0, again.err
        assert read_state(folder) == whole
        shutil.rmtree(folder)
    print(f"\n{levels} levels of a full disk: {dict(ended)}; all whole once there was room")
    assert ended["refused"]

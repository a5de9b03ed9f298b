"""Whenever an add is killed, what it had confirmed is there, nothing is there twice, and the next add brings the rest."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from desk_states import State, new_desk, read_state, write_claims, write_reports
from fault_runs import Runs

SEED = 20251210


@pytest.mark.parametrize(
    ("kills", "reports", "claims"),
    [(50, 90, 60), pytest.param(1000, 5000, 2000, marks=pytest.mark.long)],
)
def test_kills_at_random_moments(runs: Runs, tmp_path: Path, kills: int, reports: int, claims: int) -> None:
    files = (
        write_reports(tmp_path / "notes.jsonl", 0, reports),
        write_claims(tmp_path / "claims.jsonl", 0, claims),
    )
    commands = [("add", str(files[0])), ("add", "--claims", str(files[1]))]
    new_desk(tmp_path / "whole")
    took = []
    for command in commands:
        started = time.monotonic()
        assert runs.run(*command, "-d", str(tmp_path / "whole")).code == 0
        took.append(time.monotonic() - started)
    whole = read_state(tmp_path / "whole")
    assert (len(whole.reports), len(whole.claims)) == (reports + claims, claims)
    printed = print_claims(runs, tmp_path / "whole")

    chance = random.Random(SEED)
    killed = finished = rounds = midway = 0
    while killed < kills:
        folder = tmp_path / f"desk-{rounds}"
        new_desk(folder)
        state = State(frozenset(), frozenset(), frozenset())
        for number, command in enumerate(commands):
            while True:
                spare = killed < kills
                limit = chance.uniform(0.1, 1) * took[number] if spare else 0
                ran = runs.run(*command, "-d", str(folder), kill_after=limit)
                now = read_state(folder, check=killed % (5 if kills < 100 else 50) == 0)
                assert now.holds(state), "what was there before is gone"
                came_far = state != now
                midway += ran.signal is not None and came_far
                # A machine is slower at times: the moments go with it, so that most kills come in the middle.
                took[number] *= 0.7 if ran.code == 0 and spare else 1 if came_far else 1.15
                state = now
                if ran.code == 0:
                    finished += 1
                    break
                assert ran.signal == 9, ran.err
                killed += 1
                if killed % 50 == 0:
                    print(
                        f"{killed} kills, {midway} after something was kept, {rounds} desks whole", flush=True
                    )
        assert read_state(folder) == whole
        if rounds == 0 or reports > 1000:
            assert print_claims(runs, folder) == printed
        shutil.rmtree(folder)
        rounds += 1
    print(
        f"\n{killed} kills of adds of {reports:,} reports and {claims:,} claims, {midway} after something was kept, "
        f"{finished} adds finished, {rounds} desks whole: 0 lost, 0 doubled"
    )
    assert midway >= kills / 20, "too few kills came in the middle of anything"


def print_claims(runs: Runs, folder: Path) -> str:
    """What the desk says it knows."""
    ran = runs.run("export", "jsonl", "--out", str(folder / "out.jsonl"), "-d", str(folder))
    assert ran.code == 0, ran.err
    return (folder / "out.jsonl").read_text("utf-8")


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("start", ["held", "new"])
def test_a_kill_at_every_call(runs: Runs, tmp_path: Path, every: int, start: str) -> None:
    """Before the call, or after half of it: a write torn in two, a file made and not yet written."""
    template = tmp_path / "template"
    new_desk(template)
    if start == "held":
        runs.run("add", str(write_reports(tmp_path / "before.jsonl", 100, 102)), "-d", str(template))
    before = read_state(template) if start == "held" else State(*[frozenset()] * 3)
    notes = write_reports(tmp_path / "notes.jsonl", 0, 3)
    shutil.copytree(template, tmp_path / "whole")
    ran = runs.run("add", str(notes), "-d", str(tmp_path / "whole"), mode="count")
    assert ran.code == 0
    whole = read_state(tmp_path / "whole")
    step = every * (5 if start == "new" and every > 1 else 1)
    points = [(at, mode) for at in range(1, ran.calls + 1, step) for mode in ("kill", "torn")]
    kept = 0
    for number, (at, mode) in enumerate(points):
        if every > 1 and number % 2 == (at // step) % 2:
            continue
        folder = tmp_path / f"{at}-{mode}"
        shutil.copytree(template, folder)
        ended = runs.run("add", str(notes), "-d", str(folder), mode=mode, at=at)
        assert ended.signal == 9 or ended.code == 0, ended.err
        if ended.signal is None:
            assert at > ran.calls - 20, "the call never came"
        state = read_state(folder)
        assert state.holds(before)
        if "reports added" in ended.err:
            assert state.reports == whole.reports
        again = runs.run("add", str(notes), "-d", str(folder))
        assert again.code == 0, again.err
        assert read_state(folder) == whole
        kept += 1
        shutil.rmtree(folder)
    print(f"\n{kept} kills at {ran.calls} calls of an add to a ledger that is {start}: all recovered")

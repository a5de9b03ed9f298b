"""Acts of vouching: each there once, the later counts, asked as of any day, checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_samples import NOON, compose_vouch
from msgspec.structs import replace
from test_ledger_verify import tamper

from contested.desk import Desk
from contested.ledger import Ledger, open_ledger
from contested.model import Vouch

LATER = "2025-12-12T12:00:00Z"
GAZETTE = compose_vouch("gazette")
BACK = replace(GAZETTE, withdrawn=True)


@pytest.mark.parametrize(
    ("acts", "outcomes", "rows"),
    [
        ([GAZETTE], ["new"], 1),
        ([GAZETTE, GAZETTE], ["new", "held"], 1),
        ([GAZETTE, replace(GAZETTE, by="B. Reader", on_day="2025-12-11")], ["new", "held"], 1),
        ([GAZETTE, replace(GAZETTE, kind="agency")], ["new", "changed"], 2),
        ([GAZETTE, replace(GAZETTE, aliases=("G",)), GAZETTE], ["new", "changed", "changed"], 3),
        ([GAZETTE, BACK, BACK], ["new", "changed", "held"], 2),
        ([GAZETTE, BACK, GAZETTE], ["new", "changed", "new"], 3),
        ([BACK], ["held"], 0),
        ([GAZETTE, compose_vouch("post")], ["new", "new"], 2),
    ],
)
def test_what_stands_already_adds_no_row(
    ledger: Ledger, acts: list[Vouch], outcomes: list[str], rows: int
) -> None:
    one_by_one = [outcome for act in acts for outcome in ledger.add_vouches([act], NOON)]
    assert one_by_one == outcomes
    assert len(ledger.vouches()) == rows
    assert ledger.verify() == []


def test_a_batch_is_as_its_acts_one_by_one(ledger: Ledger) -> None:
    acts = [GAZETTE, GAZETTE, BACK, compose_vouch("post")]
    assert ledger.add_vouches(acts, NOON) == ["new", "held", "changed", "new"]
    assert ledger.vouches() == (GAZETTE, BACK, compose_vouch("post"))


def test_acts_come_back_as_of_a_day(ledger: Ledger) -> None:
    ledger.add_vouches([GAZETTE], NOON)
    ledger.add_vouches([BACK], LATER)
    assert ledger.vouches() == (GAZETTE, BACK)
    assert ledger.vouches(recorded_on="2025-12-11") == (GAZETTE,)
    assert ledger.vouches(recorded_on="2025-12-09") == ()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE vouches SET record = replace(record, 'Reader', 'Writer') WHERE number = 2",
            "vouch 2: its row",
        ),
        ("UPDATE vouches SET recorded_at = '2025-01-01T00:00:00Z' WHERE number = 1", "vouch 1: its row was"),
        ("UPDATE vouches SET record = '{}' WHERE number = 1", "vouch 1: its record cannot be read"),
        ("DELETE FROM vouches WHERE number = 1", "vouch 1: its row is missing"),
        ("UPDATE vouches SET number = 7 WHERE number = 2", "vouch 2: its row is missing"),
    ],
)
def test_a_changed_or_missing_row_is_found(ledger: Ledger, statement: str, says: str) -> None:
    ledger.add_vouches([GAZETTE, compose_vouch("post")], NOON)
    tamper(ledger, statement)
    assert any(problem.startswith(says) for problem in ledger.verify()), ledger.verify()


def test_a_moment_is_utc(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="UTC"):
        ledger.add_vouches([GAZETTE], "today")
    assert ledger.vouches() == ()


def test_two_processes_that_vouch_for_the_same_sources_add_each_once(desk: Desk) -> None:
    program = Path(__file__).with_name("ledger_samples.py")
    command = [sys.executable, str(program), str(desk.folder), "0", "30", "vouches"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    writers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)
    ]
    said = [writer.communicate(timeout=120)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sorted(said[0] + said[1]) == ["held"] * 30 + ["new"] * 30
    with open_ledger(desk) as ledger:
        assert sorted(act.source_id for act in ledger.vouches()) == sorted(f"gazette-{n}" for n in range(30))
        assert ledger.verify() == []

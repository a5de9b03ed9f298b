"""The benchmark of reading runs and says what it measured; its figures depend on the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.extract import EVENTS, PROSE, report_of

from tests.extract.reading import workshop

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "extract.py"
NAMES = {"a": "Russian", "b": "Ukrainian", "x": "Synkivka", "y": "Kupiansk", "z": "Dvorichna"}
NUMBERS = {"n": 12, "m": 55, "d": "Friday"}


@pytest.mark.parametrize("template", EVENTS)
def test_every_war_sentence_tells_an_event(template: str) -> None:
    assert workshop().read(report_of(template.format(**NAMES, **NUMBERS))).claims


@pytest.mark.parametrize("template", PROSE)
def test_no_other_sentence_tells_one(template: str) -> None:
    assert not workshop().read(report_of(template.format(**NAMES, **NUMBERS))).claims


@pytest.mark.long
def test_the_benchmark_runs() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--sizes", "100", "1000", "2000", "--rounds", "1"],
        check=True,
        capture_output=True,
        text=True,
    )
    for part in ("dense", "plain", "growth", "peak memory", "cost by stage"):
        assert part in done.stdout

"""The benchmark of finding names runs and says what it measured; its figures depend on the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.locate import compose

from tests.extract.reading import workshop

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "locate.py"


@pytest.mark.parametrize("code", ["en", "uk"])
def test_reports_are_the_same_in_every_run_and_name_places(code: str) -> None:
    places = workshop().theatre.places
    (text,) = compose(places, code, 1)
    assert compose(places, code, 1) == [text]
    assert workshop().gazetteer.find_names(text)


@pytest.mark.long
def test_the_benchmark_runs() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--quick"], check=True, capture_output=True, text=True
    )
    for part in ("MB/s", "names/s", "ours", "forms of a place"):
        assert part in done.stdout

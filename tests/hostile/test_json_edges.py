"""JSON at the edges, and strings that programs stumble over, through every reader whose good files are JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from good_samples import Sample, samples_of
from json_edges import TEXTS, naughty_values, put_in_turn
from test_malformed import MEGABYTES, SECONDS, read_bytes
from watched import Watched

from contested.ingest import readers
from contested.ledger.records import write_record


def json_samples(name: str) -> Iterator[tuple[str, object]]:
    """The JSON values in the good files of a reader, each with a file name."""
    for file, raw in samples_of(readers()[name]):
        for part in [raw, *raw.splitlines()]:
            try:
                yield file, json.loads(part)
            except ValueError:
                continue


JSON_READERS = [name for name in readers() if any(json_samples(name))]


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", JSON_READERS)
def test_json_at_its_edges_is_read_or_set_aside(
    name: str, step: int, watched: Watched, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases: list[Sample] = []
    for file, sample in json_samples(name):
        cases += [(file, text) for text in put_in_turn(sample, naughty_values())]
        cases += [(file, text) for text in TEXTS]
    cases = cases[::step]
    for file, raw in cases:
        seen = read_bytes(readers()[name], folder / file, raw, watched)
        told = f"{name}: {file}: {raw[:200]!r}"
        assert seen.ended is None, f"{told}: {seen.ended}"
        assert seen.seconds <= SECONDS, told
        assert seen.megabytes <= MEGABYTES, told
        for report in seen.reports:
            write_record(report).encode("utf-8")
    with capsys.disabled():
        print(f"\n{name}: {len(cases):,} texts at the edges of JSON, none broke it")


def test_there_is_such_a_reader() -> None:
    assert "jsonlines" in JSON_READERS

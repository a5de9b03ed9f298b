"""Good files of every reader, spoilt: each is read or set aside, within 2 seconds and 256 MB, and no reader breaks."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from good_samples import samples_of
from spoil import spoil
from watched import Seen, Watched

from contested.ingest import Found, readers
from contested.ingest.registry import HEAD, Reader
from contested.ingest.reports import cleaner_of
from contested.ingest.wire import MakeAgain
from contested.ledger.records import write_record
from contested.model import Report
from tests.timing import seconds

SECONDS, MEGABYTES = 2, 256


@pytest.mark.parametrize("count", [20, pytest.param(1_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", readers())
def test_spoilt_files_are_read_or_set_aside(
    name: str, count: int, watched: Watched, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = readers()[name]
    samples = samples_of(reader)
    assert samples, (
        f"reader {name}: add a good file to tests/hostile/samples/{name}/, or one to good_samples.py"
    )
    slowest = largest = 0.0
    read = aside = 0
    for number in range(count):
        file, good = samples[number % len(samples)]
        raw = spoil(good, random.Random(f"{name} {number}"))
        seen = read_bytes(reader, folder / file, raw, watched)
        told = f"{file}, spoilt by {f'{name} {number}'!r}"
        assert seen.ended is None, f"{told}: {seen.ended}"
        assert seen.seconds <= SECONDS, told
        assert seen.megabytes <= MEGABYTES, told
        assert all(one.where and one.reason and one.remedy for one in seen.rejections), told
        for report in seen.reports:
            write_record(report).encode("utf-8")  # what the ledger keeps
        read += bool(seen.reports)
        aside += bool(seen.rejections)
        slowest, largest = max(slowest, seen.seconds), max(largest, seen.megabytes)
    with capsys.disabled():
        told = f"{read:,} gave reports, {aside:,} were set aside in whole or part"
        print(f"\n{name}: {count:,} spoilt files, {told}; {slowest:.2f} s and {largest:.0f} MB at most")


def read_bytes(reader: Reader, file: Path, raw: bytes, watched: Watched) -> Seen:
    """What a reader makes of a file; of one that takes none by itself, what it makes again of archived bytes."""
    if reader.recognises:
        recognises = reader.recognises
        assert seconds(lambda: recognises(raw[:HEAD]), 1) < 0.2
    if reader.extensions:
        file.write_bytes(raw)
        return watched.read(Found(file=file, reader=reader, size=len(raw)))
    report = Report(
        report_id="r",
        name=file.name,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text="",
        cleaner=cleaner_of(reader),
        reader=reader.name,
        url=None,
        publisher=None,
        published=None,
        published_at=None,
        published_basis="none",
        language="en",
    )
    return watched.carry_out(MakeAgain(raw, report))


@pytest.mark.parametrize("name", [name for name, one in readers().items() if one.extensions])
def test_the_good_files_are_read(name: str, watched: Watched, folder: Path) -> None:
    reader = readers()[name]
    for file, good in samples_of(reader):
        seen = read_bytes(reader, folder / file, good, watched)
        assert seen.reports
        assert not seen.rejections

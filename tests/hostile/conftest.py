"""The server of interrupted commands, one for all tests of a file; and one watched worker for all tests of this folder,
warm: what a reader loads at its first report is not the report's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_runs import Runs
from good_samples import samples_of
from watched import Watched

from contested.ingest import Found, readers


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    runs = Runs(tmp_path_factory.mktemp("faults"))
    yield runs
    runs.close()


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("good")
    good = []
    for reader in readers().values():
        for name, raw in samples_of(reader) if reader.extensions else ():
            file = folder / reader.name / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(raw)
            good.append(Found(file=file, reader=reader, size=len(raw)))
    one = Watched(good)
    yield one
    one.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing beside it that a file could be written over."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    return tmp_path / "in" / "deep"

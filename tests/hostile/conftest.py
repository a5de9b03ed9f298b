"""The server of interrupted commands, one for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fault_runs import Runs


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    runs = Runs(tmp_path_factory.mktemp("faults"))
    yield runs
    runs.close()

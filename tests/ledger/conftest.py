"""A fresh desk, and its open ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.desk import Desk, create_desk
from contested.ledger import Ledger, open_ledger


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return create_desk(tmp_path / "desk", "Composed desk", "composed", synthetic=True)


@pytest.fixture
def ledger(desk: Desk) -> Iterator[Ledger]:
    with open_ledger(desk) as ledger:
        yield ledger

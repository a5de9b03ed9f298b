"""Bombs are refused within 2 seconds and 64 MB, and nothing is written anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from bombs import BOMBS
from watched import Watched

from contested.ingest import find_sources
from contested.model import Rejection

SECONDS, MEGABYTES = 2, 64


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str, watched: Watched, folder: Path, tmp_path: Path) -> None:
    file = BOMBS[name](folder)
    before = sorted(tmp_path.rglob("*"))
    refused = 0
    for found in find_sources([file]):
        if isinstance(found, Rejection):
            refused += 1
            continue
        seen = watched.read(found)
        assert seen.ended is None, seen.ended
        assert not seen.reports, seen.reports[0].text[:200]
        assert seen.seconds <= SECONDS
        assert seen.megabytes <= MEGABYTES
        assert all(one.reason and one.remedy for one in seen.rejections)
        refused += len(seen.rejections)
    assert refused
    assert sorted(tmp_path.rglob("*")) == before


def test_there_are_forty_and_more() -> None:
    assert len(BOMBS) >= 40

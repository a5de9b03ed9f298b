"""The cached index: it is used, made anew when damaged, and not needed at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.locate.gazetteer import Gazetteer
from contested.locate.table import open_gazetteer
from contested.theatres import load_theatre
from tests.desks import TINY


def names(gazetteer: Gazetteer) -> set[str]:
    return {place.name for place in gazetteer.places.values()}


def test_the_table_is_kept_and_a_damaged_one_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    theatre = load_theatre(str(TINY / "theatre"))
    first = open_gazetteer(theatre)
    (folder,) = (tmp_path / "contested").iterdir()
    file = folder / "places.bin"
    kept = file.read_bytes()
    assert names(open_gazetteer(theatre)) == names(first)
    file.unlink()
    file.write_bytes(kept[:100])
    assert names(open_gazetteer(theatre)) == names(first)
    assert file.read_bytes() == kept


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert "Pellin" in names(open_gazetteer(load_theatre(str(TINY / "theatre"))))

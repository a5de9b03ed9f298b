"""The cached index: it is used, made anew when damaged, and not needed at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from contested.errors import RejectedTable
from contested.locate.gazetteer import Gazetteer
from contested.locate.table import open_gazetteer, read_places
from contested.locate.tables import PlaceTable
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
    (folder,) = (tmp_path / "contested").glob("gazetteer-*")
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


def test_the_places_of_a_table_are_kept_and_a_damaged_copy_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    theatre = load_theatre(str(TINY / "theatre"))
    file = tmp_path / "places.csv"
    file.write_text("name,lat,lon\nNorwick,1.5,0.5\n", "utf-8")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    table = PlaceTable(sha256=sha256, name="places.csv", format="csv", columns=(), file=file)
    assert "Norwick" in names(open_gazetteer(theatre, (table,)))
    file.unlink()  # what was kept is read now
    assert [place.name for place in read_places(theatre, table)] == ["Norwick"]
    for kept in (tmp_path / "cache" / "contested").glob("places-*"):
        kept.write_bytes(b"\x93")
    with pytest.raises(
        RejectedTable, match=r"the bytes of places\.csv are missing or damaged; add the table again"
    ):
        read_places(theatre, table)

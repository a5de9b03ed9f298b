"""The tables that are measured with, where they are at hand: known by their columns, and read whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contested.locate.tables import Contents, read_contents, recognise_format
from contested.locate.tables.text import TableText
from contested.theatres import load_theatre
from tests.desks import ROOT

SHARED = ROOT.parent / "shared" / "data" / "gazetteers"
TABLES = {  # file, format, places at least, rows set aside at most, a name and where it lies
    "ua_settlements_osm.csv": ("csv", 30_000, 5, ("Синьківка", 49.763, 37.706)),
    "ua_front_aliases.csv": ("csv", 8_500, 5, ("Работино", 47.44, 35.83)),
    "osm_villages.json": ("objects", 8_500, 5, ("Степове", 48.203, 37.645)),
    "osm_towns.json": ("objects", 2_000, 5, ("Богодухів", 50.16, 35.52)),
    "ru_settlements.csv": ("csv", 6_000, 5, ("Белгород", 50.60, 36.59)),
}


def read(file: Path) -> Contents:
    text = TableText(file.name, file.read_bytes())
    return read_contents(text, recognise_format(text).name, (), load_theatre("russia_ukraine"))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_whole_under_any_name(name: str, tmp_path: Path) -> None:
    if not (SHARED / name).exists():
        pytest.skip(f"{SHARED / name} is not at hand")
    format, least, most, (spelling, lat, lon) = TABLES[name]
    file = Path(shutil.copy(SHARED / name, tmp_path / "table.bin"))
    assert recognise_format(TableText(file.name, file.read_bytes())).name == format
    contents = read(file)
    assert len(contents.places) >= least
    assert len(contents.rejected) <= most
    assert any(
        spelling in (place.name, *place.names) and abs(place.lat - lat) < 0.05 and abs(place.lon - lon) < 0.05
        for place in contents.places
    )
    small = [place.name for place in contents.places if place.name[0].islower()]  # "имени Кирова"
    assert len(small) < 0.005 * len(contents.places)

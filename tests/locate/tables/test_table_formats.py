"""Each format is recognised by what is in it, and gives the same places whatever the file is called."""

from __future__ import annotations

import json

import pytest
from table_samples import LAT, LON, geonames_row, read, zipped

from contested.errors import RejectedTable
from contested.locate.tables import list_formats, recognise_format
from contested.locate.tables.text import TableText
from contested.model import Place

CSV = f"name,name:uk,wikidata,place,lat,lon\nLipa,Липа,Q7,village,{LAT},{LON}\n"
NODE = {
    "type": "node",
    "id": 9,
    "lat": LAT,
    "lon": LON,
    "tags": {"place": "village", "name": "Липа", "name:en": "Lipa"},
}
FEATURE = {
    "type": "Feature",
    "id": "node/9",
    "geometry": {"type": "Point", "coordinates": [LON, LAT]},
    "properties": {"place": "village", "name": "Липа", "name:en": "Lipa"},
}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


SAMPLES = {
    "csv": (CSV, "wikidata:Q7"),
    "objects": (
        json.dumps([{"n": "Lipa", "alt_name": "Липа", "p": "village", "lat": LAT, "lon": LON}]),
        "theatre:lipa-1.500-0.600",
    ),
    "geonames": (geonames_row(others="Липа") + "\n", "geonames:7"),
    "overpass": (json.dumps({"version": 0.6, "elements": [NODE]}), "osm:node/9"),
    "geojson": (collection(FEATURE), "osm:node/9"),
}


@pytest.mark.parametrize("format", SAMPLES)
def test_a_table_is_known_by_what_is_in_it(format: str) -> None:
    text, place_id = SAMPLES[format]
    for raw in (
        text,
        text.encode("utf-16"),
        b"\xef\xbb\xbf" + text.encode(),
        zipped(readme_txt="x" * 9999, t_txt=text),
    ):
        (place,) = read(raw).places
        assert place == Place(
            place_id=place_id, name="Lipa", kind="settlement", lat=LAT, lon=LON, names=("Липа",),
            country="XA" if format == "geonames" else None, admin1="07" if format == "geonames" else None,
        )  # fmt: skip
    assert recognise_format(TableText("t", text.encode())).name == format


def test_every_format_has_a_sample() -> None:
    assert {one.name for one in list_formats()} == set(SAMPLES)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b"\r\n \n", "is empty"),
        (
            b"Some notes, and no table.\nMore.\n",
            "is no table of places .* it begins with 'Some notes, and no table.'",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not UTF-8 text"),
        ("name,lat,lon\nЛипа,1,1\n".encode("cp1251"), "is not UTF-8 text"),
        (b"PK\x03\x04 and then nothing", "is a broken zip file"),
        (zipped(readme_txt="only a note"), "holds no table"),
        (b'[{"n": "Lipa", "lat": 1.5', "is no JSON"),
        (b'{"elements": ' + b"[" * 200_000, "is no JSON"),
        (b'{"an": "object"}', "is no table of places"),
        (b"name,population\nLipa,7\n", "is no table of places"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(raw: bytes, says: str) -> None:
    with pytest.raises(RejectedTable, match=says) as caught:
        read(raw, name="t.bin")
    assert caught.value.where == "t.bin"
    assert caught.value.remedy


def test_a_broken_member_of_a_zip_file_is_refused() -> None:
    raw = bytearray(zipped(t_txt=geonames_row() + "\n"))
    raw[60] ^= 0xFF  # within the compressed bytes
    with pytest.raises(RejectedTable, match="is a broken zip file"):
        read(bytes(raw))


def test_a_zip_file_that_inflates_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped(t_txt=geonames_row() + "\n" + "0" * 10_000_000)
    with pytest.raises(RejectedTable, match=r"its \d,\d+ bytes inflate to 10,000,\d+, which no table does"):
        read(raw)
    monkeypatch.setattr("contested.locate.tables.text.MOST_INFLATED", 50)
    with pytest.raises(RejectedTable, match="which no table does"):
        read(zipped(t_txt=geonames_row() + "\n"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_any_separator(separator: str) -> None:
    (place,) = read(CSV.replace(",", separator)).places
    assert place.place_id == "wikidata:Q7"


def test_csv_rows_that_are_none_are_set_aside_by_their_line() -> None:
    contents = read(f'name,lat,lon\nLipa,{LAT},{LON}\n\nKessa,{LAT}\n"Orven, Old",{LAT},{LON}\nPellin,a,b\n')
    assert [place.name for place in contents.places] == ["Lipa", "Orven, Old"]
    assert [one.where for one in contents.rejected] == ["table:4", "table:6"]
    assert "has 2 cells where the header has 3" in contents.rejected[0].reason
    assert "no numbers: 'a', 'b'" in contents.rejected[1].reason


def test_a_row_of_csv_is_named_by_the_line_that_it_begins_on() -> None:
    contents = read(f'name,lat,lon,note\nLipa,{LAT},{LON},"one\ntwo"\nPellin,a,b,"three\nfour"\nOrven,,,\n')
    assert [one.where for one in contents.rejected] == ["table:4", "table:6"]


def test_columns_that_nobody_knows_are_named_by_the_user() -> None:
    raw = f"punkt;inne;szer;dl\nLipa;Lypa|Lipowa;{str(LAT).replace('.', ',')};{LON}\n"
    columns = (("name", "punkt"), ("names", "inne"), ("lat", "szer"), ("lon", "dl"))
    (place,) = read(raw, columns).places
    assert (place.name, place.names, place.lat, place.lon) == ("Lipa", ("Lipowa", "Lypa"), LAT, LON)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (
            (("name", "title"), ("lat", "szer"), ("lon", "dl")),
            "has no column 'title'; it has punkt, szer, dl",
        ),
        ((("name", "punkt"), ("lat", "szer")), "has no columns for a name and a point"),
    ],
)
def test_columns_that_are_not_there_are_refused(columns: tuple[tuple[str, str], ...], says: str) -> None:
    with pytest.raises(RejectedTable, match=says):
        read(f"punkt;szer;dl\nLipa;{LAT};{LON}\n", columns)


def test_geonames_takes_the_kinds_that_a_desk_names_and_the_letters_that_it_reads() -> None:
    rows = [
        geonames_row(1, "Lipa", "Lypa,Липа,リパ,LPA,http://lipa.example,Lipa/Orven", population=900),
        geonames_row(2, "Lipa School", code="SCH"),
        geonames_row(3, "Lipa Stream", code="STM"),
        geonames_row(4, "Elsewhere", lat=50),
        "5\tshort row",
    ]
    contents = read("\n".join(rows) + "\n")
    lipa, stream = contents.places
    assert (lipa.names, lipa.population) == (("Lypa", "Липа"), 900)
    assert stream.kind == "river"
    assert (contents.outside, contents.other) == (1, 1)
    assert [one.where for one in contents.rejected] == ["table:5"]


def test_overpass_ways_have_their_centre_and_bare_nodes_are_passed_over() -> None:
    way = {
        "type": "way",
        "id": 4,
        "center": {"lat": LAT, "lon": LON},
        "tags": {"natural": "water", "name": "Mere"},
    }
    bare = {"type": "node", "id": 5, "lat": LAT, "lon": LON}
    lost = {"type": "relation", "id": 6, "tags": {"place": "town", "name": "Orven"}}
    contents = read(json.dumps({"elements": [way, bare, lost]}))
    (place,) = contents.places
    assert (place.place_id, place.kind) == ("osm:way/4", "area")
    assert [one.where for one in contents.rejected] == ["table: element 3"]


def test_geojson_areas_have_the_middle_of_their_box_and_lines_are_set_aside() -> None:
    ring = [[LON - 0.1, LAT - 0.2], [LON + 0.1, LAT - 0.2], [LON + 0.1, LAT + 0.2], [LON - 0.1, LAT - 0.2]]
    area = {**FEATURE, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    line = {**FEATURE, "geometry": {"type": "LineString", "coordinates": ring}}
    empty = {**FEATURE, "geometry": None}
    contents = read(collection(area, line, empty))
    (place,) = contents.places
    assert (place.lat, place.lon) == (LAT, LON)
    assert [one.where for one in contents.rejected] == ["table: feature 2", "table: feature 3"]


def test_of_very_many_wrong_rows_the_first_are_named_and_the_rest_counted() -> None:
    contents = read(f"name,lat,lon\nLipa,{LAT},{LON}\n" + "Kessa,,\n" * 250)
    assert len(contents.rejected) == 201
    assert contents.rejected[-1].reason == "50 more of its rows are wrong"

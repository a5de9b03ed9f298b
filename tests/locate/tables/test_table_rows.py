"""One row, and the place that it gives, or why it gives none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_samples import LAT, LON, THEATRE, read

from contested.locate.tables.rows import Regions, Row, place_of, point_of, slug_of
from contested.model import Place, Rejection


def csv(**cells: object) -> str:
    values = {"name": "Lipa", "lat": LAT, "lon": LON, **cells}
    return ",".join(values) + "\n" + ",".join(f'"{value}"' for value in values.values()) + "\n"


def place(**cells: object) -> Place:
    (found,) = read(csv(**cells)).places
    return found


IDS = [
    ({"wikidata": "Q7", "geonameid": "8", "osm_type": "node", "osm_id": "9"}, "wikidata:Q7"),
    ({"wikidata": "q7"}, "wikidata:Q7"),
    ({"wikidata": " Q7 "}, "wikidata:Q7"),
    ({"wikidata": "http://www.wikidata.org/entity/Q7"}, "wikidata:Q7"),
    ({"wikidata": "none", "geonameid": "8"}, "geonames:8"),
    ({"wikidata": "", "osm_type": "way", "osm_id": "9"}, "osm:way/9"),
    ({"@id": "relation/9"}, "osm:relation/9"),
    ({"osm_id": "9"}, "theatre:lipa-1.500-0.600"),
    ({"wikidata": "Q0", "geonameid": "-1", "osm_type": "thing", "osm_id": "9"}, "theatre:lipa-1.500-0.600"),
    ({"place_id": "theatre:lipa", "wikidata": "Q7"}, "theatre:lipa"),
    ({}, "theatre:lipa-1.500-0.600"),
]


@pytest.mark.parametrize(("cells", "place_id"), IDS)
def test_the_id_is_the_best_that_is_one(cells: dict[str, object], place_id: str) -> None:
    assert place(**cells).place_id == place_id


KINDS = [
    ({"place": "village"}, "settlement", 2.0),
    ({"place": " Village"}, "settlement", 2.0),
    ({"place": "city"}, "settlement", 4.0),
    ({"place": "isolated_dwelling"}, "settlement", 2.0),
    ({"type": "Urban-type settlement"}, "settlement", 2.0),
    ({"place": ""}, "settlement", 2.0),
    ({"fcode": "PPLA2"}, "settlement", 2.0),
    ({"fcode": "ADM1"}, "region", 100.0),
    ({"kind": "district"}, "district", 25.0),
    ({"waterway": "river"}, "river", 50.0),
    ({"natural": "water"}, "area", 10.0),
    ({"place": "village", "population": "6,500"}, "settlement", 3.0),
    ({"place": "village", "population": "650 000"}, "settlement", 12.0),
    ({"place": "village", "natural": "peak"}, "settlement", 2.0),
]


@pytest.mark.parametrize(("cells", "kind", "km"), KINDS)
def test_kinds_are_those_of_the_model(cells: dict[str, object], kind: str, km: float) -> None:
    found = place(**cells)
    assert (found.kind, found.uncertainty_km) == (kind, km)


@pytest.mark.parametrize("cells", [{"natural": "peak"}, {"place": "square"}, {"fcode": "SCH"}])
def test_kinds_that_no_desk_names_are_left_out(cells: dict[str, object]) -> None:
    contents = read(csv(**cells))
    assert (contents.places, contents.other, contents.rejected) == ((), 1, ())


WRONG = [
    ("0", "0", "stands for none"),
    ("", "", "has no coordinates"),
    ("1.5", "", "has no coordinates"),
    ("north", "east", "no numbers"),
    ("91", "0.6", "is no point on Earth; latitude and longitude seem to be swapped"),
    ("200", "0.6", "is no point on Earth"),
    ("1.5", "361", "is no point on Earth"),
    ("nan", "0.6", "is no point on Earth"),
    ("inf", "0.6", "is no point on Earth"),
    ("1e400", "0.6", "is no point on Earth"),
]


@pytest.mark.parametrize(("lat", "lon", "says"), WRONG)
def test_coordinates_that_cannot_be_are_set_aside(lat: str, lon: str, says: str) -> None:
    contents = read(csv(lat=lat, lon=lon))
    assert contents.places == ()
    (rejection,) = contents.rejected
    assert rejection.where == "table:2"
    assert says in rejection.reason


@pytest.mark.parametrize(("lon", "east"), [("1.1", 1.1), ("360.5", None), ("359", -1.0)])
def test_longitudes_may_be_counted_to_360(lon: str, east: float | None) -> None:
    point = point_of(Row("here", ("Lipa",), "1.5", lon))
    assert isinstance(point, Rejection) if east is None else point == (1.5, pytest.approx(east))


def rows(*points: tuple[float, float]) -> str:
    return "name,lat,lon\n" + "".join(f"Lipa {n}a,{lat},{lon}\n" for n, (lat, lon) in enumerate(points))


# In the invented theatre (latitude 1 to 2, longitude 0 to 1.2) these lie inside only when they are swapped.
TURNED = (0.5, 1.5)
GOOD = (1.5, 0.5)


def test_one_swapped_row_among_good_ones_is_set_aside() -> None:
    contents = read(rows(*[GOOD] * 9, TURNED))
    assert len(contents.places) == 9
    assert [one.where for one in contents.rejected] == ["table:11"]
    assert "only with latitude and longitude swapped" in contents.rejected[0].reason


def test_in_a_table_of_the_world_such_a_row_is_a_place_elsewhere() -> None:
    contents = read(rows(GOOD, TURNED, *[(50.0, 30.0)] * 20))
    assert (len(contents.places), contents.outside, contents.rejected) == (1, 21, ())


def test_a_table_with_its_columns_swapped_is_refused() -> None:
    from contested.errors import RejectedTable

    with pytest.raises(RejectedTable, match="with latitude and longitude swapped"):
        read(rows(*[TURNED] * 5, GOOD))


def test_the_english_name_is_shown_and_every_other_kept() -> None:
    cells = {
        "name": "Липа",
        "name:en": "Lipa",
        "old_name": "Stara",
        "alt_name:uk": "Нова;Нова Липа",
        "name_ru": "Липа",
    }
    found = place(**cells, aliases="lypa;lipe", region="Upper Vale", country="xa")
    assert found.name == "Lipa"
    assert set(found.names) == {"Липа", "Stara", "Нова", "Нова Липа", "Lypa", "Lipe"}
    assert (found.admin1, found.country) == ("Upper Vale", "XA")


def test_a_region_is_written_as_the_theatre_does_and_gives_its_country() -> None:
    kharkiv = Place(
        place_id="theatre:k",
        name="North Oblast",
        kind="region",
        lat=1,
        lon=1,
        country="XA",
        names=("north region",),
    )
    from msgspec.structs import replace

    regions = Regions(replace(THEATRE, places=(kharkiv,)))
    row = Row("here", ("Lipa",), "", "", admin1="North Region")
    found = place_of(row, (1.5, 0.5), regions)
    assert isinstance(found, Place)
    assert (found.admin1, found.country) == ("North Oblast", "XA")


@given(st.text(), st.floats(-90, 90), st.floats(-180, 180))
def test_a_slug_is_plain_and_stable(name: str, lat: float, lon: float) -> None:
    slug = slug_of(name, lat, lon)
    assert slug.isascii()
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert slug == slug_of(name, lat, lon)
    assert f"{lat:.3f}" in slug


@given(
    st.lists(st.text(max_size=30), max_size=4).map(tuple),
    st.one_of(st.none(), st.text(max_size=8), st.floats(), st.integers()),
    st.one_of(st.none(), st.text(max_size=8), st.floats(), st.integers()),
    st.text(max_size=12),
)
def test_any_row_is_a_place_or_says_why_not(
    names: tuple[str, ...], lat: object, lon: object, kind: str
) -> None:
    row = Row("here", names, lat, lon, kind)
    point = point_of(row)
    if isinstance(point, Rejection):
        assert point.reason
        return
    found = place_of(row, point, Regions(THEATRE))
    assert found is None or isinstance(found, Place | Rejection)
    if isinstance(found, Place):
        assert -90 <= found.lat <= 90
        assert -180 <= found.lon <= 180
        assert found.name.strip()

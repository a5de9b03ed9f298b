"""Maps of who holds what: each settlement within an area is a claim of the map's source, and what is wrong is said."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contested.adding_maps import AddedMap, add_control_map
from contested.ask.claims import read_claims
from contested.errors import RejectedReport
from contested.ingest.control_map import LONGEST_WORDS
from contested.pipeline import Moment, Workshop, bring_up_to_date, take_account, verify
from tests.desks import TINY, make_desk

NOON = "2019-06-01T12:00:00Z"
# Of the invented island's settlements: Ostrel, Kessa, Dunmarrow and Halvory lie here, Pellin and others do not.
BOX = [[0.4, 1.3], [0.75, 1.3], [0.75, 1.65], [0.4, 1.65], [0.4, 1.3]]
AROUND_KESSA = [[0.69, 1.44], [0.71, 1.44], [0.71, 1.46], [0.69, 1.46], [0.69, 1.44]]
EVERYWHERE = [[0, 1], [1.2, 1], [1.2, 2], [0, 2], [0, 1]]


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return make_desk(tmp_path / "desk", str(TINY / "theatre"))


def area(properties: Any, *rings: Any, kind: str = "Polygon") -> dict[str, Any]:
    coordinates = list(rings) if kind == "Polygon" else [[ring] for ring in rings]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def add(shop: Workshop, *features: Any, source: str = "HI", day: str = "2019-05-10", **keys: Any) -> AddedMap:
    file = shop.desk.folder / "line.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features} | keys, indent=1), "utf-8")
    return add_control_map(shop, file, source, day, NOON)


def held(shop: Workshop) -> dict[str, tuple[str, str | None]]:
    return {claim.places[0].name or "": (claim.event, claim.actor) for claim in read_claims(shop)}


VEL, NOBODY = ("holds", "VEL"), ("entered", None)
FOUR = ("Dunmarrow", "Halvory", "Kessa", "Ostrel")


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ([area({"side": "VEL"}, BOX)], dict.fromkeys(FOUR, VEL)),
        ([area({"side": "VEL"}, BOX, AROUND_KESSA)], dict.fromkeys(("Dunmarrow", "Halvory", "Ostrel"), VEL)),
        ([area({"side": "VEL"}, BOX, AROUND_KESSA), area({"side": "contested"}, AROUND_KESSA)],
         dict.fromkeys(("Dunmarrow", "Halvory", "Ostrel"), VEL) | {"Kessa": NOBODY}),
        ([area({"State": " velian-held "}, AROUND_KESSA)], {"Kessa": VEL}),
        ([area({"status": "Velia", "side": "vel"}, AROUND_KESSA)], {"Kessa": VEL}),
        ([area({"control": "Velian"}, AROUND_KESSA, kind="MultiPolygon")], {"Kessa": VEL}),
        ([area({"side": "VEL"}, BOX), area({"side": "FRL"}, AROUND_KESSA)],
         dict.fromkeys(("Dunmarrow", "Halvory", "Ostrel"), VEL)),
        ([area({"side": "VEL"}, BOX), area({"side": "VEL"}, AROUND_KESSA)], dict.fromkeys(FOUR, VEL)),
        ([area({"side": "VEL"}, [*BOX, *BOX]), area({"side": "VEL"}, EVERYWHERE)], None),
    ],
)  # fmt: skip
def test_settlements_within_are_told(
    shop: Workshop, features: list[Any], expected: dict[str, tuple[str, str | None]] | None
) -> None:
    added = add(shop, *features)
    if expected is None:
        assert added.unclear == len(FOUR)
        assert not held(shop).keys() & set(FOUR)
    else:
        assert held(shop) == expected
    assert added.told == Counter(
        "contested" if event == "entered" else actor for event, actor in held(shop).values()
    )


def test_the_evidence_are_the_features_own_words(shop: Workshop) -> None:
    name = "Upper  bank \u201cheld\u201d"
    add(
        shop,
        area({"side": "VEL", "name": name}, BOX),
        area({"side": "FRL", "note": "x" * 5_000}, EVERYWHERE, BOX),
    )
    claims = read_claims(shop)
    assert {claim.text for claim in claims if claim.actor == "VEL"} == {
        '{ "side": "VEL", "name": "Upper bank \\u201cheld\\u201d" }'
    }
    assert {len(claim.text) for claim in claims if claim.actor == "FRL"} == {LONGEST_WORDS}
    assert {(claim.publisher, claim.published) for claim in claims} == {("Harbour Institute", "2019-05-10")}
    assert verify(shop) == []
    assert bring_up_to_date(shop, NOON) == 0
    account = take_account(shop, Moment(NOON))
    kessa = next(control for control in account.controls if control.place.name == "Kessa")
    assert shop.status_on(kessa, "2019-05-11").state == "VEL"
    assert not take_account(shop, Moment(NOON, known_on="2019-05-09")).claims


def test_a_map_of_another_day_is_told_anew_and_the_same_is_held(shop: Workshop) -> None:
    box = area({"side": "VEL"}, BOX)
    assert [add(shop, box).new, add(shop, box).new, add(shop, box, day="2019-05-20").new] == [
        True,
        False,
        True,
    ]
    assert len(read_claims(shop)) == 2 * len(FOUR)


def test_whether_anybody_vouches_for_its_source_is_said(shop: Workshop) -> None:
    assert add(shop, area({"side": "VEL"}, BOX)).known
    unknown = add(shop, area({"side": "VEL"}, BOX), source="Some  map")
    assert (unknown.known, unknown.source) == (False, "Some map")


def test_what_is_no_area_is_counted_and_what_is_wrong_set_aside(shop: Workshop) -> None:
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0.7, 1.4]}}
    added = add(
        shop,
        point,
        point | {"geometry": None},
        area({"side": "VEL"}, AROUND_KESSA),
        area({"side": "grey"}, BOX),
        area({"name": "no side"}, BOX),
        area(None, BOX),
        area({"side": "VEL"}, BOX[:3]),
        area({"side": "VEL"}, [[500_000, 5_000_000], *BOX]),
        area({"side": "VEL"}, [["a", "b"], *BOX]),
        area({"side": "VEL"}),
    )
    assert added.others == {"Point": 1, "no geometry": 1}
    assert added.told == {"VEL": 1}
    said = {one.where.rpartition(" ")[2]: f"{one.reason}; {one.remedy}" for one in added.rejected}
    assert sorted(said, key=int) == ["4", "5", "6", "7", "8", "9", "10"]
    for number, words in {
        "4": "'side' is 'grey'; write one of VEL, FRL, contested, or a side's name",
        "5": "no key says the side (side, state, control, status",
        "6": "has no properties",
        "7": "a ring has 3 corners",
        "8": "a corner is at 500000,5e+06, which are no degrees; convert it to degrees: ogr2ogr -t_srs EPSG:4326",
        "9": "'coordinates': ",
        "10": "a polygon has no ring",
    }.items():
        assert words in said[number]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "is no GeoJSON"),
        (b"\xff\xfe", "is no GeoJSON"),
        (b"[" * 9_000, "is no GeoJSON"),
        (b"[]", "is no GeoJSON"),
        (b'{"type": "Topology", "objects": {}}', "its type is 'Topology'"),
        (b'{"type": "Polygon", "coordinates": []}', "its type is 'Polygon'"),
        (b'{"type": "FeatureCollection", "features": []}', "found no polygon"),
        (b'{"type": "FeatureCollection", "features": [], "crs": {"type": "name", "properties": {"name":'
         b' "urn:ogc:def:crs:EPSG::3857"}}}', "its coordinates are in urn:ogc:def:crs:EPSG::3857; convert it"),
        (json.dumps({"type": "FeatureCollection", "features": [area({"side": "grey"}, BOX)] * 3}).encode(),
         "no area says which side holds it; found side: 'grey' (3 times)"),
        (json.dumps({"type": "FeatureCollection", "features": [area({"kind": 1, "id": 2}, BOX)]}).encode(),
         "found keys id, kind (1 times)"),
        (json.dumps(area({"side": "VEL"}, [[50, 50], [51, 50], [51, 51], [50, 50]])).encode(),
         "says of no settlement who holds it (1 areas)"),
    ],
)  # fmt: skip
def test_a_file_that_tells_nothing_is_refused(shop: Workshop, written: bytes, said: str) -> None:
    file = shop.desk.folder / "line.geojson"
    file.write_bytes(written)
    with pytest.raises(RejectedReport) as caught:
        add_control_map(shop, file, "HI", "2019-05-10", NOON)
    assert said in str(caught.value)
    assert not read_claims(shop)


def test_degrees_by_any_of_their_names_are_taken(shop: Workshop) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert add(shop, area({"side": "VEL"}, BOX), crs=crs).told == {"VEL": 4}

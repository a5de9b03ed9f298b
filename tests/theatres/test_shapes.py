"""Courses and outlines: each belongs to a place of the list, lies on the map, and goes where it is said to go."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from contested.errors import SettingsError
from contested.theatres import Theatre, load_theatre
from contested.theatres.front import edge_distances
from contested.theatres.shapes import Line, Shape, read_shapes
from tests.desks import TINY

ROADS = [
    ("theatre:road-h-26", ("Chuhuiv", "Kupiansk", "Svatove", "Starobilsk")),
    ("theatre:road-t-0504", ("Pokrovsk", "Kostiantynivka", "Chasiv Yar", "Bakhmut")),
    ("theatre:road-h-20", ("Sloviansk", "Kramatorsk", "Druzhkivka", "Kostiantynivka", "Donetsk", "Mariupol")),
    ("theatre:road-h-15", ("Zaporizhzhia", "Pokrovske", "Kurakhove", "Marinka", "Donetsk")),
    ("theatre:road-h-07", ("Sumy", "Yunakivka")),
    ("theatre:road-m-30", ("Dnipro", "Pavlohrad", "Pokrovsk", "Donetsk", "Luhansk")),
    ("theatre:road-m-03", ("Kharkiv", "Chuhuiv", "Izium", "Sloviansk", "Bakhmut")),
    ("theatre:road-m-14", ("Mykolaiv", "Kherson", "Melitopol", "Berdiansk", "Mariupol")),
    ("theatre:road-m-18", ("Kharkiv", "Zaporizhzhia", "Vasylivka", "Melitopol", "Simferopol")),
    ("theatre:road-p-66", ("Svatove", "Kreminna", "Lysychansk")),
    ("theatre:road-p-79", ("Izium", "Pisky-Radkivski", "Borova", "Kupiansk", "Dvorichna")),
    ("theatre:road-t-0401", ("Pokrovske", "Huliaipole", "Polohy")),
    ("theatre:road-t-0408", ("Zaporizhzhia", "Orikhiv", "Robotyne", "Tokmak")),
    ("theatre:road-t-0513", ("Siversk", "Bakhmut", "Horlivka")),
    ("theatre:road-t-0514", ("Dobropillia", "Kramatorsk", "Sloviansk", "Lyman")),
    ("theatre:road-t-0515", ("Pokrovsk", "Dobropillia")),
    ("theatre:road-t-0516", ("Toretsk", "Kostiantynivka")),
    ("theatre:road-t-1302", ("Bakhmut", "Lysychansk")),
    ("theatre:road-r-200", ("Kursk", "Sudzha")),
    ("theatre:road-38k-030", ("Rylsk", "Korenevo", "Sudzha")),
    ("theatre:river-oskil", ("Dvorichna", "Kupiansk", "Borova")),
    ("theatre:river-kryvyi-torets", ("Kostiantynivka", "Druzhkivka")),
]

# One road, whatever a report calls it.
NUMBERS = [
    ("H-26", "N-26", "Н-26", "N26", "P-07", "R-07", "Р-07"),
    ("H-32", "N-32", "Н-32", "T-0504", "Т-0504", "T0504"),
    ("M-30", "М-30", "M-04", "М-04", "E50", "Е50"),
    ("M-03", "М-03", "E40", "E-40"),
    ("P-79", "R-79", "Р-79"),
    ("M-14", "М-14", "E58"),
]

POINT = {"type": "Point", "coordinates": [1.0, 2.0]}
LINE = {"type": "LineString", "coordinates": [[1.0, 2.0], [2.0, 2.0]]}
SQUARE = {"type": "Polygon", "coordinates": [[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]]}


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("russia_ukraine")


def write(folder: Path, *features: tuple[dict[str, str], dict[str, object]]) -> Path:
    file = folder / "shapes.geojson"
    rows = [{"type": "Feature", "properties": said, "geometry": shape} for said, shape in features]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), "utf-8")
    return file


def distance_km(course: Line, lat: float, lon: float) -> float:
    """From a point to the nearest stretch of a course, in the plane: right to a few per cent at this size."""
    east = math.cos(math.radians(lat))

    def to_stretch(a: tuple[float, float], b: tuple[float, float]) -> float:
        ax, ay, bx, by = (a[0] - lon) * east, a[1] - lat, (b[0] - lon) * east, b[1] - lat
        length = (bx - ax) ** 2 + (by - ay) ** 2
        along = max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length)) if length else 0.0
        return math.hypot(ax + along * (bx - ax), ay + along * (by - ay))

    return 111.2 * min(to_stretch(a, b) for a, b in pairwise(course))


def test_every_shape_is_a_place_of_its_kind(theatre: Theatre) -> None:
    places = {place.place_id: place for place in theatre.places}
    assert [
        one.place_id
        for one in theatre.shapes.values()
        if one.place_id not in places
        or (places[one.place_id].name, places[one.place_id].kind) != (one.name, one.kind)
    ] == ["theatre:river-vovcha-samara"]  # drawn as "Vovcha", listed with the river that it joins


def test_every_river_has_its_course_and_most_roads(theatre: Theatre) -> None:
    lacking = {
        place.place_id for place in theatre.places if place.kind in ("river", "road")
    } - theatre.shapes.keys()
    assert lacking <= {"theatre:river-nitrius", "theatre:road-t-0524", "theatre:road-t-0803"}


def test_shapes_lie_on_the_map(theatre: Theatre) -> None:
    west, south, east, north = theatre.settings.bbox
    points = [
        (shape.place_id, lon, lat)
        for shape in theatre.shapes.values()
        for line in (*shape.courses, *(ring for polygon in shape.polygons for ring in polygon))
        for lon, lat in line
    ]
    assert [one for one in points if not (west <= one[1] <= east and south <= one[2] <= north)] == []


def test_rings_are_closed(theatre: Theatre) -> None:
    rings = [ring for shape in theatre.shapes.values() for polygon in shape.polygons for ring in polygon]
    assert len(rings) >= 10
    assert [ring for ring in rings if ring[0] != ring[-1] or len(ring) < 4] == []


@pytest.mark.parametrize(("place_id", "towns"), ROADS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_course_passes_the_towns_that_it_joins(
    theatre: Theatre, place_id: str, towns: tuple[str, ...]
) -> None:
    course = theatre.shapes[place_id].courses[0]
    off = {
        town: min(
            distance_km(course, place.lat, place.lon)
            for place in theatre.places
            if place.kind == "settlement" and place.name == town
        )
        for town in towns
    }
    assert {town: round(km, 1) for town, km in off.items() if km > 3.5} == {}


def test_a_road_lies_where_its_row_says(theatre: Theatre) -> None:
    places = {place.place_id: place for place in theatre.places}
    far = {
        shape.place_id: round(km)
        for shape in theatre.shapes.values()
        if shape.kind == "road"
        for place in [places[shape.place_id]]
        if (km := distance_km(shape.courses[0], place.lat, place.lon)) > 12
    }
    assert far == {}


def covers(shape: Shape, lat: float, lon: float) -> bool:
    return bool(edge_distances(shape.polygons, np.array([(lat, lon)]))[0] <= 0)


def test_an_area_lies_where_its_row_says(theatre: Theatre) -> None:
    places = {place.place_id: place for place in theatre.places}
    astray = [
        shape.place_id
        for shape in theatre.shapes.values()
        if shape.kind == "area"
        if not covers(shape, places[shape.place_id].lat, places[shape.place_id].lon)
    ]
    assert astray == []


@pytest.mark.parametrize("numbers", NUMBERS, ids=lambda row: row[0])
def test_numbers_of_a_road_name_one_road(theatre: Theatre, numbers: tuple[str, ...]) -> None:
    roads = [place for place in theatre.places if place.kind == "road"]
    bearers = {
        number: [road.place_id for road in roads if number in (road.name, *road.names)] for number in numbers
    }
    assert len({tuple(ids) for ids in bearers.values()}) == 1, bearers
    assert len(bearers[numbers[0]]) == 1


def test_a_theatre_may_do_without_shapes() -> None:
    assert load_theatre(str(TINY / "theatre")).shapes == {}


def test_lines_are_courses_and_polygons_cover(tmp_path: Path) -> None:
    said = {"id": "theatre:mere", "name": "Mere", "kind": "area"}
    line, area = read_shapes(
        [write(tmp_path, ({"id": "theatre:lune", "name": "Lune"}, LINE), (said, SQUARE))]
    )
    assert (line.kind, line.courses, line.polygons) == ("river", (((1.0, 2.0), (2.0, 2.0)),), ())
    assert (area.kind, area.courses) == ("area", ())
    assert (covers(area, 2.0, 1.5), covers(area, 5.0, 1.5)) == (True, False)


def test_a_feature_without_an_id_is_only_drawn(tmp_path: Path) -> None:
    assert read_shapes([write(tmp_path, ({"name": "Lune"}, LINE))]) == ()


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([({"id": "theatre:a"}, POINT)], "Invalid enum value"),
        ([({"id": "theatre:a"}, LINE), ({"id": "theatre:a"}, SQUARE)], "two shapes"),
        ([({"id": "theatre:a"}, {"type": "Polygon", "coordinates": [[1.0, 2.0]]})], "Expected `array`"),
    ],
)
def test_a_wrong_shape_is_refused_with_its_file(
    tmp_path: Path, features: list[tuple[dict[str, str], dict[str, object]]], said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        read_shapes([write(tmp_path, *features)])
    assert "shapes.geojson" in str(refused.value)

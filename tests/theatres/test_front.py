"""The zones of fighting: read whole or refused, one for a day, and where reports of those days place it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from contested.errors import SettingsError
from contested.theatres import Theatre, load_theatre
from contested.theatres.front import Front, edge_distances, read_front
from tests.desks import TINY

SHARED = Path(__file__).parents[3] / "shared"
SQUARE = [[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]]
HOLED = [*SQUARE, [[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0], [1.0, 1.0]]]

# Day, town, lat, lon, and whether its surroundings were fought over on the ground about that day.
FOUGHT_OVER = [
    ("2022-03-10", "Irpin", 50.52, 30.25, True),
    ("2022-06-10", "Irpin", 50.52, 30.25, False),
    ("2022-04-20", "Mariupol", 47.10, 37.55, True),
    ("2023-04-20", "Mariupol", 47.10, 37.55, False),
    ("2022-08-20", "Vysokopillia", 47.49, 33.53, True),
    ("2022-09-10", "Balakliia", 49.46, 36.86, True),
    ("2024-01-10", "Balakliia", 49.46, 36.86, False),
    ("2023-02-10", "Bakhmut", 48.60, 38.00, True),
    ("2023-07-10", "Robotyne", 47.45, 35.84, True),
    ("2024-02-10", "Avdiivka", 48.14, 37.74, True),
    ("2024-06-10", "Vovchansk", 50.29, 36.94, True),
    ("2024-06-10", "Sudzha", 51.19, 35.27, False),
    ("2024-09-10", "Sudzha", 51.19, 35.27, True),
    ("2024-09-10", "Korenevo", 51.41, 34.90, True),
    ("2025-04-01", "Demidovka", 50.95, 35.39, True),
    ("2025-07-10", "Yunakivka", 51.09, 35.03, True),
    ("2025-07-10", "Pokrovsk", 48.28, 37.18, True),
    ("2023-07-10", "Pokrovsk", 48.28, 37.18, False),
    ("2025-11-10", "Huliaipole", 47.66, 36.26, True),
    ("2025-11-10", "Kupiansk", 49.71, 37.61, True),
    ("2025-11-10", "Kryvyi Rih", 47.91, 33.39, False),
    ("2025-11-10", "Lviv", 49.84, 24.03, False),
    ("2023-11-10", "Krynky", 46.73, 33.10, True),
]


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("russia_ukraine")


def feature(
    start: str, until: str | None, kind: str = "Polygon", rings: object = SQUARE
) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"from": start, "until": until},
        "geometry": {"type": kind, "coordinates": rings},
    }


def write(folder: Path, *features: object) -> Path:
    file = folder / "front.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file


def zone_on(zones: tuple[Front, ...], day: str) -> Front | None:
    return next((zone for zone in zones if zone.holds(day)), None)


def covers(zone: Front, lat: float, lon: float) -> bool:
    return bool(edge_distances(zone.polygons, np.array([(lat, lon)]))[0] <= 0)


def test_a_theatre_may_draw_no_front() -> None:
    assert load_theatre(str(TINY / "theatre")).front == ()


def test_zones_are_sorted_and_found_by_day(tmp_path: Path) -> None:
    zones = read_front(
        write(
            tmp_path,
            feature("2019-05-01", None),
            feature("2019-04-01", "2019-04-20", "MultiPolygon", [HOLED]),
        )
    )
    assert [zone.start for zone in zones] == ["2019-04-01", "2019-05-01"]
    days = ("2019-03-31", "2019-04-01", "2019-04-20", "2019-04-21", "2019-05-01", "2030-01-01")
    found = [zone_on(zones, day) for day in days]
    assert [zone and zone.start for zone in found] == [
        None, "2019-04-01", "2019-04-01", None, "2019-05-01", "2019-05-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lat", "lon", "covered"), [(2.0, 0.5, True), (2.0, 2.0, False), (2.0, 5.0, False), (0.5, 3.5, True)]
)
def test_a_hole_is_outside(tmp_path: Path, lat: float, lon: float, covered: bool) -> None:
    (zone,) = read_front(write(tmp_path, feature("2019-04-01", None, rings=HOLED)))
    assert covers(zone, lat, lon) is covered


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([feature("2019-04-01", None), feature("2019-05-01", None)], "share days"),
        ([feature("2019-04-01", "2019-05-01"), feature("2019-05-01", None)], "share days"),
        ([feature("2019-04-02", "2019-04-01")], "ends before it begins"),
        ([feature("2019-04-31", None)], "is no day"),
        ([feature("2019-04-01", None, "Point", [1.0, 2.0])], "Invalid enum value"),
        ([feature("2019-04-01", None, rings=[[["a", 2.0]]])], "Expected `float`"),
        (
            [{"properties": {"from": "2019-04-01"}, "geometry": {"type": "Polygon", "coordinates": []}}],
            "until",
        ),
    ],
)
def test_a_wrong_zone_is_refused_with_its_file(tmp_path: Path, features: list[object], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        read_front(write(tmp_path, *features))
    assert "front.geojson" in str(refused.value)


def test_every_day_since_the_invasion_has_a_zone(theatre: Theatre) -> None:
    first = date(2022, 2, 24)
    days = [(first + timedelta(days=n)).isoformat() for n in range(0, 1500)]
    assert zone_on(theatre.front, "2022-02-23") is None
    assert [day for day in days if zone_on(theatre.front, day) is None] == []
    assert theatre.front[-1].until is None


def test_rings_are_closed_and_lie_on_the_map(theatre: Theatre) -> None:
    west, south, east, north = theatre.settings.bbox
    rings = [ring for zone in theatre.front for polygon in zone.polygons for ring in polygon]
    assert [ring for ring in rings if ring[0] != ring[-1] or len(ring) < 4] == []
    assert all(west <= lon <= east and south <= lat <= north for ring in rings for lon, lat in ring)


@pytest.mark.parametrize(("day", "town", "lat", "lon", "fought"), FOUGHT_OVER)
def test_zone_holds_what_was_fought_over(
    theatre: Theatre, day: str, town: str, lat: float, lon: float, fought: bool
) -> None:
    zone = zone_on(theatre.front, day)
    assert zone is not None
    assert covers(zone, lat, lon) is fought, town


def test_zones_hold_the_places_of_change_notes(theatre: Theatre) -> None:
    file = SHARED / "data" / "deepstate_dev.jsonl"
    if not file.exists():
        pytest.skip("no ../shared/data beside the checkout")
    notes = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    held = [
        covers(zone, spot["lat"], spot["lon"])
        for note in notes
        if (zone := zone_on(theatre.front, note["published"])) is not None
        for spot in (*note["en_mentions"], *note["uk_mentions"])
        if spot["zoom"] >= 11
    ]
    assert len(held) > 3000
    assert sum(held) / len(held) >= 0.97

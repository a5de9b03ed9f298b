"""GeoJSON of places, such as OSM extracts: a feature a place; of a shape, the middle of its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from contested.locate.tables import Format
from contested.locate.tables.columns import Columns, row_of
from contested.locate.tables.objects import decode
from contested.locate.tables.rows import Row
from contested.locate.tables.text import TableText
from contested.model import Rejection

BEGINS = re.compile(r"\s*\{")
AREAS = ("Polygon", "MultiPolygon")


def recognise(head: str, _columns: Columns) -> bool:
    """A feature collection."""
    return bool(BEGINS.match(head)) and '"FeatureCollection"' in head


def read(table: TableText, columns: Columns) -> Iterator[Row | Rejection]:
    """A row a feature that is a point or an area."""
    found = decode(table)
    features = found.get("features") if isinstance(found, dict) else None
    for number, feature in enumerate(features if isinstance(features, list) else [], 1):
        where = f"{table.name}: feature {number}"
        point = point_of(feature)
        if point is None:
            yield Rejection(where, "is no point and no area", "export places as points")
            continue
        properties = feature.get("properties") or {}
        about = {**properties, **(properties.get("tags") or {})}
        about.setdefault("@id", feature.get("id") or about.get("id"))
        yield row_of(where, {**about, "lat": point[1], "lon": point[0]}, columns)


def point_of(feature: Any) -> tuple[float, float] | None:
    """Longitude and latitude of a feature; null where it has none, or is a line."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or not isinstance(geometry.get("coordinates"), list):
        return None
    kind, coordinates = geometry.get("type"), geometry["coordinates"]
    if kind != "Point" and kind not in AREAS:
        return None
    corners = list(corners_of(coordinates))
    if not corners:
        return None
    lons, lats = zip(*corners, strict=True)
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def corners_of(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    """Every corner in nested lists of them."""
    if len(coordinates) >= 2 and all(isinstance(one, int | float) for one in coordinates[:2]):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        if isinstance(part, list):
            yield from corners_of(part)


FORMAT = Format(
    name="geojson",
    about="GeoJSON of places (a FeatureCollection)",
    recognise=recognise,
    read=read,
    rank=2,
)

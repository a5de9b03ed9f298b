"""`rivers.geojson` and `shapes.geojson` of a theatre, in; the courses and outlines of its places, by id, out.

Both are coarse: they are drawn; no distance is measured on them, and no place is chosen by them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from contested.errors import SettingsError

Line = tuple[tuple[float, float], ...]  # lon, lat; in a ring the last point is the first
Polygon = tuple[Line, ...]  # the outer ring, and its holes
LINES = ("LineString", "MultiLineString")


class Geometry(Struct, frozen=True):
    """The geometry of a feature, as it is written."""

    type: Literal["LineString", "MultiLineString", "Polygon", "MultiPolygon"]
    coordinates: list[Any]


class Properties(Struct, frozen=True):
    """What a feature says of itself; `id` is the `place_id` of its row in `places.csv`, null where it has none."""

    id: str | None = None
    name: str = ""
    kind: str = "river"


class Feature(Struct, frozen=True):
    properties: Properties
    geometry: Geometry


class Collection(Struct, frozen=True):
    features: tuple[Feature, ...]


class Shape(Struct, frozen=True, kw_only=True):
    """The course of a river or road, or the outline of an area."""

    place_id: str
    name: str
    kind: str
    courses: tuple[Line, ...] = ()
    polygons: tuple[Polygon, ...] = ()


def read_shapes(files: Iterable[Path]) -> tuple[Shape, ...]:
    """The shapes in those files that are there; a feature without an id is only drawn.

    Raises SettingsError where a feature is no line or polygon, or two have one id.
    """
    shapes: dict[str, Shape] = {}
    for file in files:
        if not file.exists():
            continue
        try:
            features = msgspec.json.decode(file.read_bytes(), type=Collection).features
            read = [shape_of(one.properties.id, one) for one in features if one.properties.id]
        except msgspec.DecodeError as error:
            raise SettingsError(f"{file}: {error}") from error
        for shape in read:
            if shape.place_id in shapes:
                raise SettingsError(f"{file}: {shape.place_id} has two shapes; make them one")
            shapes[shape.place_id] = shape
    return tuple(shapes.values())


def shape_of(place_id: str, feature: Feature) -> Shape:
    geometry = feature.geometry
    return Shape(
        place_id=place_id,
        name=feature.properties.name,
        kind=feature.properties.kind,
        courses=courses_of(geometry),
        polygons=polygons_of(geometry),
    )


def courses_of(geometry: Geometry) -> tuple[Line, ...]:
    """The lines of a geometry; none where it is no line. Raises msgspec.ValidationError."""
    if geometry.type not in LINES:
        return ()
    lines = [geometry.coordinates] if geometry.type == "LineString" else geometry.coordinates
    return msgspec.convert(lines, tuple[Line, ...])


def polygons_of(geometry: Geometry) -> tuple[Polygon, ...]:
    """The polygons of a geometry; none where it is a line. Raises msgspec.ValidationError."""
    if geometry.type in LINES:
        return ()
    polygons = [geometry.coordinates] if geometry.type == "Polygon" else geometry.coordinates
    return msgspec.convert(polygons, tuple[Polygon, ...])

"""The bytes of a GeoJSON file of who holds what, in; its areas with their own words, out.

An area's words are the characters of its feature's `properties` as they stand in the file, on one line: they say which
side, and on whose behalf. They are the text of the report that the file is; the coordinates are not.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from contested.errors import RejectedReport
from contested.ingest.lines import MAX_BYTES
from contested.model import Rejection

READER = "as-control"
MOST_BYTES = 10 * MAX_BYTES
LONGEST_WORDS = 2_000  # characters of a feature's properties that are kept
FEWEST_CORNERS = 4  # of a ring, the first said again at its end
# Reference systems that are degrees of longitude and latitude.
DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG/0/4326", "EPSG::4979")
CONVERT = "convert it to degrees: ogr2ogr -t_srs EPSG:4326 OUT.geojson IN.geojson"
Position = list[float]
Ring = list[tuple[float, float]]


class Geometry(Struct, frozen=True):
    type: str
    coordinates: msgspec.Raw = msgspec.Raw(b"null")


class Feature(Struct, frozen=True):
    type: str = ""
    properties: msgspec.Raw = msgspec.Raw(b"null")
    geometry: Geometry | None = None


class Collection(Struct, frozen=True):
    type: str
    features: list[Feature] = []
    crs: Any = None


class Area(NamedTuple):
    """One feature that is a polygon or several. `where` names it; `start` is where its `words` begin in the text."""

    where: str
    words: str
    start: int
    properties: dict[str, Any]
    polygons: list[list[Ring]]


class ControlMap(NamedTuple):
    """What a file holds: its areas, its text, how many features are something else, by their type, and what was set aside."""

    areas: tuple[Area, ...]
    text: str
    others: Counter[str]
    rejected: tuple[Rejection, ...]


def read_control_map(raw: bytes, where: str) -> ControlMap:
    """The areas of a GeoJSON file. Raises RejectedReport where it is none, or not in degrees."""
    collection = decode(raw, where)
    check_system(collection.crs, where)
    areas: list[Area] = []
    others: Counter[str] = Counter()
    rejected: list[Rejection] = []
    end = 0
    for number, feature in enumerate(collection.features, 1):
        name = f"{where}: feature {number}"
        kind = feature.geometry.type if feature.geometry else "no geometry"
        if feature.geometry is None or kind not in ("Polygon", "MultiPolygon"):
            others[kind] += 1
            continue
        try:
            polygons = read_polygons(feature.geometry, name)
            properties = read_properties(feature.properties, name)
        except RejectedReport as error:
            rejected.append(Rejection(error.where, error.reason, error.remedy))
            continue
        words = " ".join(bytes(feature.properties).decode("utf-8").split())[:LONGEST_WORDS]
        areas.append(Area(name, words, end, properties, polygons))
        end += len(words) + 1
    return ControlMap(tuple(areas), "\n".join(area.words for area in areas), others, tuple(rejected))


def decode(raw: bytes, where: str) -> Collection:
    """The collection in a file; one feature alone is one of one."""
    if len(raw) > MOST_BYTES:
        found = f"has {len(raw):,} bytes, more than {MOST_BYTES:,}"
        raise RejectedReport(where, found, "simplify its lines, or cut it in two")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        collection = msgspec.json.decode(raw, type=Collection)
        if collection.type == "Feature":
            collection = Collection(type="", features=[msgspec.json.decode(raw, type=Feature)])
        elif collection.type != "FeatureCollection":
            found = f"its type is {collection.type[:40]!r}"
            raise RejectedReport(
                where, found, "give a GeoJSON FeatureCollection whose features say which side"
            )
        raw.decode("utf-8")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(
            where, f"is no GeoJSON: {error}", "give a FeatureCollection of polygons"
        ) from error
    return collection


def check_system(crs: Any, where: str) -> None:
    """Raises RejectedReport where the file names a reference system that is not in degrees."""
    if crs is None:
        return
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else None
    if not (isinstance(name, str) and name.endswith(DEGREES)):
        raise RejectedReport(where, f"its coordinates are in {str(name)[:60]}", CONVERT)


def read_properties(raw: msgspec.Raw, where: str) -> dict[str, Any]:
    """A feature's properties. Raises RejectedReport where it has none."""
    try:
        found = msgspec.json.decode(raw, type=dict[str, Any] | None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(
            where, f"'properties': {error}", "write an object that says which side"
        ) from error
    if not found:
        raise RejectedReport(where, "has no properties", 'write which side holds it: {"side": "…"}')
    return found


def read_polygons(geometry: Geometry, where: str) -> list[list[Ring]]:
    """The polygons of a geometry, each with its rings. Raises RejectedReport where one is none, or not on Earth."""
    kind: Any = list[list[Position]] if geometry.type == "Polygon" else list[list[list[Position]]]
    try:
        found = msgspec.json.decode(geometry.coordinates, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RejectedReport(
            where, f"'coordinates': {error}", f"write them as a {geometry.type}'s"
        ) from error
    polygons = [found] if geometry.type == "Polygon" else found
    if not polygons or not all(polygons):
        raise RejectedReport(where, "a polygon has no ring", "take it out, or draw it")
    return [[read_ring(ring, where) for ring in rings] for rings in polygons]


def read_ring(ring: list[Position], where: str) -> Ring:
    """A ring's corners. Raises RejectedReport where they enclose nothing, or are not degrees."""
    if len(ring) < FEWEST_CORNERS:
        found = f"a ring has {len(ring)} corners"
        raise RejectedReport(where, found, f"write {FEWEST_CORNERS} at least, the first again at the end")
    corners = []
    for position in ring:
        if len(position) < 2:
            raise RejectedReport(where, "a corner has no two numbers", "write longitude, then latitude")
        lon, lat = position[:2]
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            raise RejectedReport(where, f"a corner is at {lon:g},{lat:g}, which are no degrees", CONVERT)
        corners.append((lon, lat))
    return corners

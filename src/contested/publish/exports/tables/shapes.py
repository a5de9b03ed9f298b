"""Points and areas, in; well-known binary (OGC 06-103r4, little-endian) and their bounds, out. WGS 84, longitude first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from struct import pack

from contested.model import AreaPolygon

Bounds = tuple[float, float, float, float]  # west, south, east, north
LITTLE, POINT, POLYGON, MULTIPOLYGON = 1, 1, 3, 6
# The reference system of all shapes as GeoParquet names it: longitude and latitude, in this order.
WGS_84 = 4326


def pack_point(lat: float, lon: float) -> bytes:
    return pack("<BIdd", LITTLE, POINT, lon, lat)


def pack_areas(polygons: Sequence[AreaPolygon]) -> bytes:
    """Polygons, each with its outer ring first, as one shape of several parts."""
    parts = [pack("<BII", LITTLE, MULTIPOLYGON, len(polygons))]
    for rings in polygons:
        parts.append(pack("<BII", LITTLE, POLYGON, len(rings)))
        for ring in rings:
            closed = ring if ring[0] == ring[-1] else (*ring, ring[0])
            parts.append(pack("<I", len(closed)))
            parts += [pack("<dd", lon, lat) for lon, lat in closed]
    return b"".join(parts)


def points_of(polygons: Iterable[AreaPolygon]) -> Iterator[tuple[float, float]]:
    """All corners of areas, as longitude and latitude."""
    return (point for rings in polygons for ring in rings for point in ring)


def find_bounds(points: Iterable[tuple[float, float]]) -> Bounds | None:
    """The smallest box around points of longitude and latitude; null where there are none."""
    found = list(points)
    if not found:
        return None
    lons, lats = [lon for lon, _ in found], [lat for _, lat in found]
    return min(lons), min(lats), max(lons), max(lats)

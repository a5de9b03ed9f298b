"""`front.geojson` of a theatre, in; its zones of fighting, each with its days, out.

A zone is coarse on purpose: the belt where ground fighting took place in a period, with a wide margin. It tells
which of two namesakes a report of those days is likelier to mean. It says nothing of who holds what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.days import read_day
from contested.errors import SettingsError, UsageError
from contested.model import Day
from contested.sphere import KM_A_DEGREE
from contested.theatres.shapes import Geometry, Line, Polygon, polygons_of

Points = NDArray[np.float64]


class Front(Struct, frozen=True, kw_only=True):
    """Where ground fighting took place from one day to another, both included; `until` is null while it lasts."""

    start: Day
    until: Day | None
    name: str
    polygons: tuple[Polygon, ...]

    def holds(self, day: Day) -> bool:
        """Whether a day is one of the zone's."""
        return self.start <= day and (self.until is None or day <= self.until)


class Days(Struct, frozen=True, forbid_unknown_fields=True):
    """The properties of a feature."""

    start: Day = msgspec.field(name="from")
    until: Day | None
    name: str = ""


class Feature(Struct, frozen=True):
    properties: Days
    geometry: Geometry


class Collection(Struct, frozen=True):
    features: tuple[Feature, ...]


def read_front(file: Path) -> tuple[Front, ...]:
    """The zones of a theatre in order of their days, none where it has no such file.

    Raises SettingsError where a feature is no dated polygon, or two share a day.
    """
    if not file.exists():
        return ()
    try:
        features = msgspec.json.decode(file.read_bytes(), type=Collection).features
        zones = sorted((zone_of(feature) for feature in features), key=lambda zone: zone.start)
    except (msgspec.DecodeError, UsageError) as error:
        raise SettingsError(f"{file}: {error}") from error
    for zone in zones:
        if not zone.polygons:
            raise SettingsError(f"{file}: the zone from {zone.start} is no polygon")
        if zone.until is not None and zone.until < zone.start:
            raise SettingsError(f"{file}: the zone from {zone.start} ends before it begins")
    for one, other in pairwise(zones):
        if one.until is None or one.until >= other.start:
            raise SettingsError(f"{file}: the zones from {one.start} and {other.start} share days")
    return tuple(zones)


def zone_of(feature: Feature) -> Front:
    days = feature.properties
    return Front(
        start=read_day(days.start),
        until=None if days.until is None else read_day(days.until),
        name=days.name,
        polygons=polygons_of(feature.geometry),
    )


def zone_distances(zones: Sequence[Front], points: Points) -> NDArray[np.float32]:
    """How far points lie from the edge of each zone: a row a zone, a column a point, as `edge_distances`."""
    distances = np.zeros((len(zones), len(points)), np.float32)
    for row, zone in enumerate(zones):
        distances[row] = edge_distances(zone.polygons, points)
    return distances


def edge_distances(polygons: Iterable[Polygon], points: Points) -> NDArray[np.float64]:
    """How far points lie from the nearest edge of polygons, in km, less than 0 inside.

    `points` are rows of latitude and longitude. Each distance is measured on a plane about its point: within
    300 km that is wrong by less than one in a hundred.
    """
    nearest = np.full(len(points), np.inf)
    for polygon in polygons:
        sides = [ring_sides(ring, points) for ring in polygon]
        within = sides[0][0] & ~np.any([inside for inside, _ in sides[1:]], axis=0)
        edge = np.min([edge for _, edge in sides], axis=0)
        nearest = np.minimum(nearest, np.where(within, -edge, edge))
    return nearest


def ring_sides(ring: Line, points: Points) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Of each point: whether it is inside a ring, and how many km it lies from the ring's nearest edge."""
    lat, lon = points.T
    east = KM_A_DEGREE * np.cos(np.radians(lat))
    odd = np.zeros(len(points), np.bool_)
    nearest = np.full(len(points), np.inf)
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 != y2:
            crossing = x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
            odd ^= ((y1 > lat) != (y2 > lat)) & (lon < crossing)
        ax, ay = (x1 - lon) * east, (y1 - lat) * KM_A_DEGREE
        bx, by = (x2 - x1) * east, (y2 - y1) * KM_A_DEGREE
        share = np.clip(-(ax * bx + ay * by) / np.maximum(bx**2 + by**2, 1e-12), 0.0, 1.0)
        nearest = np.minimum(nearest, np.hypot(ax + share * bx, ay + share * by))
    return odd, nearest

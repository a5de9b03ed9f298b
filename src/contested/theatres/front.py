"""`front.geojson` of a theatre, in; its zones of fighting, each with its days, out.

A zone is coarse on purpose: the belt where ground fighting took place in a period, with a wide margin. It tells
which of two namesakes a report of those days is likelier to mean. It says nothing of who holds what.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec import Struct

from contested.days import read_day
from contested.errors import SettingsError, UsageError
from contested.model import Day
from contested.theatres.shapes import Geometry, Polygon, covers, polygons_of


class Front(Struct, frozen=True, kw_only=True):
    """Where ground fighting took place from one day to another, both included; `until` is null while it lasts."""

    start: Day
    until: Day | None
    name: str
    polygons: tuple[Polygon, ...]

    def covers(self, lat: float, lon: float) -> bool:
        """Whether a point lies in the zone."""
        return covers(self.polygons, lat, lon)


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


def zone_on(zones: Iterable[Front], day: Day) -> Front | None:
    """The zone of a day, or null where the theatre has none for it."""
    return next(
        (zone for zone in zones if zone.start <= day and (zone.until is None or day <= zone.until)), None
    )

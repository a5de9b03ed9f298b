"""The places of a desk, in; which part of the Earth a picture shows, and where on it a point lies, out.

Web Mercator, as on the page and on every user's tiles: the picture has the page's shapes, and north is up at every point.
Over the few degrees of a front its scale changes by some percent; the bar tells that of the middle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from contested.publish.site.pins import Pin
from contested.sphere import EARTH_KM, Box

HEART = 0.9  # share of the evidence that the picture is about
AROUND = 2.5  # times as far off as that, a place still belongs to it
LEAST_KM = 30.0  # across: nearer, the outlines and courses of rivers are too coarse
EDGE = 0.1  # of the picture, kept free around the outermost places
WORLD: Box = (-180.0, -60.0, 180.0, 75.0)
MOST_LAT = 85.0  # further towards a pole the projection has no end


class Frame(Struct, frozen=True):
    """A rectangle of the drawing, in its units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def edges(self) -> Box:
        return (self.x, self.y, self.x + self.width, self.y + self.height)


class View(Struct, frozen=True):
    """How points come to lie in a frame: `east` and `south` are what its middle has in Mercator's plane (radians), `scale`
    the units to a radian there."""

    frame: Frame
    east: float
    south: float
    scale: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = project(lon, lat)
        middle_x = self.frame.x + self.frame.width / 2
        middle_y = self.frame.y + self.frame.height / 2
        return middle_x + (x - self.east) * self.scale, middle_y + (y - self.south) * self.scale

    @property
    def units_a_km(self) -> float:
        """At the middle."""
        return self.scale * math.cosh(self.south) / EARTH_KM

    @property
    def km_across(self) -> float:
        return self.frame.width / self.units_a_km


def project(lon: float, lat: float) -> tuple[float, float]:
    """East and south in Mercator's plane, in radians."""
    lat = max(-MOST_LAT, min(MOST_LAT, lat))
    return math.radians(lon), -math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def weigh(pin: Pin) -> int:
    """How much is told of who holds a place."""
    return len(pin.control.evidence) if pin.control and pin.control.days else 0


def find_main(pins: Sequence[Pin]) -> str:
    """The id of the place that most is told of, empty where nothing is told."""
    main = max(pins, key=weigh, default=None)
    return main.place_id if main and weigh(main) else ""


def find_heart(pins: Sequence[Pin]) -> list[Pin]:
    """The places that the page's first view is about: those around the one with the most evidence that together hold
    nearly all of it, and what lies not much further off. Without evidence, all that have a point."""
    points = [one for one in pins if one.lat is not None and one.lon is not None]
    followed = [one for one in points if weigh(one)]
    if not followed:
        return points
    main = max(followed, key=weigh)
    by_distance = sorted(followed, key=lambda one: distance(main, one))
    left = HEART * sum(map(weigh, followed))
    edge = 0.0
    for pin in by_distance:
        edge = distance(main, pin)
        left -= weigh(pin)
        if left <= 0:
            break
    return [one for one in by_distance if distance(main, one) <= AROUND * edge]


def distance(a: Pin, b: Pin) -> float:
    """In degrees of latitude, as the page has it."""
    squeeze = math.cos(math.radians(a.lat or 0))
    return math.hypot((a.lat or 0) - (b.lat or 0), ((a.lon or 0) - (b.lon or 0)) * squeeze)


def fit_view(frame: Frame, pins: Sequence[Pin], outlines: dict[str, Any]) -> View:
    """The view of the places of the first view; where there are none, of all that the theatre outlines."""
    points = [(one.lon or 0.0, one.lat or 0.0) for one in find_heart(pins)]
    room = 1 - 2 * EDGE
    if not points:
        points, room = list(walk_points(outlines)) or [WORLD[:2], WORLD[2:]], 1.0
    flat = [project(*one) for one in points]
    west, east = min(x for x, _ in flat), max(x for x, _ in flat)
    north, south = min(y for _, y in flat), max(y for _, y in flat)
    middle = (north + south) / 2
    least = LEAST_KM / EARTH_KM * math.cosh(middle)
    wide = max((east - west) / room, (south - north) / room * frame.width / frame.height, least)
    return View(frame, (west + east) / 2, middle, frame.width / wide)


def centre_view(frame: Frame, lat: float, lon: float, km: float) -> View:
    """The view of `km` across around a point."""
    east, south = project(lon, lat)
    return View(frame, east, south, frame.width * EARTH_KM / km / math.cosh(south))


def walk_points(collection: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """All points of a GeoJSON collection."""
    for feature in collection["features"]:
        yield from walk(feature["geometry"]["coordinates"])


def walk(coordinates: Iterable[Any]) -> Iterator[tuple[float, float]]:
    for one in coordinates:
        if isinstance(one[0], (int, float)):
            yield one[0], one[1]
        else:
            yield from walk(one)

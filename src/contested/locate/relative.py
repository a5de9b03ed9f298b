"""A gazetteer place and how something lies to it, in; the point that is meant and how far off it can be, out.

The rules and their reasons stand in `docs/method/places.md`, under "Relative places".
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from contested.model import Place, Relation
from contested.sphere import bearing_to, kilometres, move

NEAR_KM = 8.0  # "near X" in press use, measured on nothing finer: half of the usual spacing of towns
AXIS_KM = 15.0
SAID = 0.1  # of a distance: how far a round number is off
SAID_ABOUT = 0.25  # … with "about"
MOST = 1.5  # times a distance that is only bounded below
SMALL_KM = 15.0  # a place known less exactly is an area or a line: "east of" it is told from no point of it
# From a place's edge to what lies "north of" it: further out the next village is named instead.
OUTWARD_KM = 3.0
# Of a place's radius: where the middle of its "southern part" is, and how far off.
PART_AT, PART_OFF = 0.5, 0.6
EDGE_AT, EDGE_OFF = 1.0, 0.6  # … of its "southern outskirts"
AROUND = 1.5  # … how far from its middle "the outskirts" reach, where no bearing is said
CENTRE_OFF = 0.5
WIND = 22.5  # degrees to either side of one of eight winds
LEAST_KM = 1.0  # no words place anything closer than this
COURSES = frozenset({"river", "road"})


class Spot(NamedTuple):
    """A point (degrees), and how far off it can be (km)."""

    lat: float
    lon: float
    uncertainty_km: float


def place_spot(place: Place, relation: Relation, line: tuple[Place, ...]) -> Spot:
    """Where the words put something that lies to `place` as `relation` says; `line` are the places of its line in
    order, itself among them, if all are located."""
    others = tuple(one for one in line if one.place_id != place.place_id)
    if place.kind in COURSES and not others:
        return Spot(place.lat, place.lon, place.uncertainty_km)
    match relation.kind:
        case "offset":
            return offset_spot(place, relation)
        case "part" | "edge" | "centre":
            return part_spot(place, relation)
        case "between" if others:
            return between_spot(place, others[0])
        case _ if others:
            return along_spot(place, line)
        case _:
            return Spot(place.lat, place.lon, place.uncertainty_km)


def offset_spot(place: Place, relation: Relation) -> Spot:
    """So far off in that direction; without the direction the place's own point, with the distance as uncertainty;
    without the distance a modest way out."""
    size = place.uncertainty_km
    low, high = bound_distance(place, relation)
    told = relation.low_km is not None or relation.high_km is not None
    if relation.bearing is None:
        return Spot(place.lat, place.lon, size + high if told else high)
    if size > SMALL_KM:
        return Spot(place.lat, place.lon, size + high if told else size)
    away = (low + high) / 2
    lat, lon = move(place.lat, place.lon, away, relation.bearing)
    across = 2 * away * math.sin(math.radians(relation.spread) / 2)
    along = max((high - low) / 2, rounding(away, relation) if told else 0.0)
    off = math.hypot(across, along, size)
    return Spot(lat, lon, max(off, LEAST_KM))


def bound_distance(place: Place, relation: Relation) -> tuple[float, float]:
    """Least and most of a distance from a place's middle (km)."""
    low, high = relation.low_km, relation.high_km
    if low is None and high is None:
        size = place.uncertainty_km
        return size, size + 2 * OUTWARD_KM
    if high is None:
        return low or 0.0, (low or 0.0) * MOST
    return low or 0.0, high


def rounding(distance: float, relation: Relation) -> float:
    """How far off a distance is as a number."""
    return distance * (SAID_ABOUT if relation.approximate else SAID)


def part_spot(place: Place, relation: Relation) -> Spot:
    """A part of a place, moved within its radius; outskirts lie on its rim."""
    size = place.uncertainty_km
    if relation.kind == "centre":
        return Spot(place.lat, place.lon, max(size * CENTRE_OFF, LEAST_KM))
    edge = relation.kind == "edge"
    if relation.bearing is None:
        return Spot(place.lat, place.lon, size * (AROUND if edge else 1.0))
    at, off = (EDGE_AT, EDGE_OFF) if edge else (PART_AT, PART_OFF)
    lat, lon = move(place.lat, place.lon, size * at, relation.bearing)
    wider = 2 * at * math.sin(math.radians(max(0.0, relation.spread - WIND)) / 2)  # "the north and east of"
    return Spot(lat, lon, max(size * (off + wider), LEAST_KM))


def between_spot(place: Place, other: Place) -> Spot:
    """Half way, and as far off as either end."""
    apart = kilometres(place, other)
    lat, lon = move(place.lat, place.lon, apart / 2, bearing_to(place, other))
    return Spot(lat, lon, max(apart / 2, place.uncertainty_km, other.uncertainty_km))


def along_spot(place: Place, line: tuple[Place, ...]) -> Spot:
    """On a line of settlements, the place's own point: the circles of all its names cover the line together. A river
    or road is where the one settlement beside it is."""
    if place.kind in COURSES:
        near = next(one for one in line if one.place_id != place.place_id)
        return Spot(near.lat, near.lon, max(NEAR_KM, near.uncertainty_km))
    legs = [kilometres(*leg) for leg in pairwise(line) if place in leg]
    return Spot(place.lat, place.lon, max(AXIS_KM, place.uncertainty_km, max(legs) / 2))

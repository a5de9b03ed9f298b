"""Points on the Earth taken as a sphere, in degrees, in; distances, directions and points some way off, out."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from contested.model import Place

Floats = NDArray[np.float64]
EARTH_KM = 6371.0  # its mean radius
KM_A_DEGREE = 111.195  # of latitude
Point = tuple[float, float]  # latitude, longitude
Box = tuple[float, float, float, float]  # west, south, east, north


def inside(point: Point, box: Box) -> bool:
    """Whether a point lies in a box, its edges included."""
    west, south, east, north = box
    return south <= point[0] <= north and west <= point[1] <= east


def kilometres(a: Place | Point, b: Place | Point) -> float:
    """Great-circle distance in km (haversine) between places, or points of latitude and longitude."""
    lat1, lon1 = a if isinstance(a, tuple) else (a.lat, a.lon)
    lat2, lon2 = b if isinstance(b, tuple) else (b.lat, b.lon)
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((phi2 - phi1) / 2) ** 2
    h += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def kilometres_to(here: Place | Point, lat: Floats, lon: Floats) -> Floats:
    """The same from one of them to many points."""
    lat1, lon1 = here if isinstance(here, tuple) else (here.lat, here.lon)
    phi1, phi2 = math.radians(lat1), np.radians(lat)
    h = np.sin((phi2 - phi1) / 2) ** 2
    h += math.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(h))))


def offsets(point: Point, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """How many km east and north of a point others lie, near enough for a few hundred."""
    return (
        (lon - point[1]) * KM_A_DEGREE * np.cos(np.radians(point[0])),
        (lat - point[0]) * KM_A_DEGREE,
    )


class Points:
    """Points in order of latitude (degrees), to be asked which lie near another."""

    def __init__(self, lat: Floats, lon: Floats) -> None:
        self.lat, self.lon = lat, lon

    def around(self, here: Place | Point, reach: float) -> tuple[slice, Floats]:
        """The points that lie no more than `reach` km north or south of one, and how many km off each is."""
        lat = here[0] if isinstance(here, tuple) else here.lat
        band = slice(*np.searchsorted(self.lat, (lat - reach / KM_A_DEGREE, lat + reach / KM_A_DEGREE)))
        return band, kilometres_to(here, self.lat[band], self.lon[band])


def move(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point `km` away from a point along the great circle that leaves it at `bearing` (degrees)."""
    angle, course = km / EARTH_KM, math.radians(bearing)
    here, east = math.radians(lat), math.radians(lon)
    there = math.asin(math.sin(here) * math.cos(angle) + math.cos(here) * math.sin(angle) * math.cos(course))
    turn = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(here),
        math.cos(angle) - math.sin(here) * math.sin(there),
    )
    return round(math.degrees(there), 5), round((math.degrees(east + turn) + 540) % 360 - 180, 5)


def bearing_to(place: Place, other: Place) -> float:
    """The direction (degrees clockwise from north) in which the great circle from one place to another leaves."""
    one, two = math.radians(place.lat), math.radians(other.lat)
    east = math.radians(other.lon - place.lon)
    return (
        math.degrees(
            math.atan2(
                math.sin(east) * math.cos(two),
                math.cos(one) * math.sin(two) - math.sin(one) * math.cos(two) * math.cos(east),
            )
        )
        % 360
    )

"""Points of a theatre in degrees, in; the same on a plane of equal area in km, out, and back again.

Lambert's azimuthal equal-area projection about the theatre's middle (Snyder, Map Projections: A Working Manual, 1987,
p. 182), on the sphere that fits the Earth's ellipsoid there. Areas are off by less than 0.2% and distances by less than
0.4% within 700 km of the middle (tests/reconcile/test_areas_plane.py measures both).
"""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.sphere import Box

Floats = NDArray[np.float64]
# The ellipsoid of WGS 84: its equatorial radius in km, its eccentricity squared.
EQUATOR_KM = 6378.137
FLATTENED = 0.00669437999014


class Plane(Struct, frozen=True):
    """A plane that touches the Earth at a point (degrees)."""

    lat: float
    lon: float

    @property
    def radius(self) -> float:
        """Of the sphere with the ellipsoid's mean curvature here, in km."""
        bulge = 1 - FLATTENED * math.sin(math.radians(self.lat)) ** 2
        return EQUATOR_KM * math.sqrt(1 - FLATTENED) / bulge

    def flatten(self, lat: Floats, lon: Floats) -> Floats:
        """Rows of km east and north of the middle, to the metre, so that every machine has the same."""
        phi, turn = np.radians(lat), np.radians(lon - self.lon)
        here = math.radians(self.lat)
        cos_c = math.sin(here) * np.sin(phi) + math.cos(here) * np.cos(phi) * np.cos(turn)
        scale = self.radius * np.sqrt(2 / (1 + cos_c))
        east = scale * np.cos(phi) * np.sin(turn)
        north = scale * (math.cos(here) * np.sin(phi) - math.sin(here) * np.cos(phi) * np.cos(turn))
        return np.asarray(np.round(np.stack([east, north], axis=-1), 3))

    def unflatten(self, points: Floats) -> Floats:
        """Rows of longitude and latitude, in this order as GeoJSON has it; the inverse of `flatten`."""
        east, north = points[..., 0], points[..., 1]
        far = np.hypot(east, north)
        angle = 2 * np.arcsin(far / (2 * self.radius))
        here = math.radians(self.lat)
        sine = np.sin(angle) / np.where(far > 0, far, 1.0)
        lat = np.arcsin(np.cos(angle) * math.sin(here) + north * sine * math.cos(here))
        turn = np.arctan2(east * sine, math.cos(here) * np.cos(angle) - north * sine * math.sin(here))
        return np.stack([np.degrees(turn) + self.lon, np.degrees(lat)], axis=-1)


def plane_of(box: Box) -> Plane:
    """The plane of a theatre's box (west, south, east, north)."""
    west, south, east, north = box
    return Plane((south + north) / 2, (west + east) / 2)

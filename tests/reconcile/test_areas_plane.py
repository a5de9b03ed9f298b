"""The plane that areas are measured on, against the ellipsoid itself."""

from __future__ import annotations

import math

import numpy as np
import pytest

from contested.reconcile.areas.plane import EQUATOR_KM, FLATTENED, Plane, plane_of
from contested.sphere import kilometres

UKRAINE = plane_of((22.0, 44.0, 42.0, 57.0))


def ellipsoid_km2(south: float, north: float, degrees: float) -> float:
    """The area between two parallels, so many degrees wide, on the ellipsoid of WGS 84 (Snyder 1987, equation 3-12)."""
    e = math.sqrt(FLATTENED)

    def below(lat: float) -> float:
        s = math.sin(math.radians(lat))
        return (1 - FLATTENED) * (s / (1 - FLATTENED * s * s) - math.log((1 - e * s) / (1 + e * s)) / (2 * e))

    return EQUATOR_KM**2 * math.radians(degrees) / 2 * (below(north) - below(south))


def flat_km2(plane: Plane, south: float, west: float, size: float) -> float:
    """The area that a square of degrees has on the plane, its sides followed closely."""
    steps = np.linspace(0, size, 50, endpoint=False)
    lat = np.concatenate([np.full(50, south), south + steps, np.full(50, south + size), south + size - steps])
    lon = np.concatenate([west + steps, np.full(50, west + size), west + size - steps, np.full(50, west)])
    east, north = plane.flatten(lat, lon).T
    return abs(float(np.sum(east * np.roll(north, -1) - np.roll(east, -1) * north))) / 2


@pytest.mark.parametrize(
    ("lat", "lon"), [(44.0, 22.0), (46.5, 33.0), (49.7, 37.6), (51.2, 35.2), (56.0, 41.0)]
)
def test_areas_are_those_of_the_ellipsoid(lat: float, lon: float) -> None:
    assert flat_km2(UKRAINE, lat, lon, 1.0) == pytest.approx(ellipsoid_km2(lat, lat + 1, 1.0), rel=0.002)


@pytest.mark.parametrize(("lat", "lon"), [(44.0, 22.0), (49.7, 37.6), (56.9, 41.9)])
def test_points_come_back(lat: float, lon: float) -> None:
    there = UKRAINE.flatten(np.array([lat]), np.array([lon]))
    assert UKRAINE.unflatten(there)[0] == pytest.approx([lon, lat], abs=1e-5)


def test_the_middle_comes_back() -> None:
    assert UKRAINE.unflatten(np.zeros((1, 2)))[0] == pytest.approx([32.0, 50.5])


@pytest.mark.parametrize("lat", [44.5, 49.7, 56.5])
def test_distances_are_nearly_those_of_the_sphere(lat: float) -> None:
    points = UKRAINE.flatten(np.array([lat, lat + 0.1]), np.array([37.6, 37.7]))
    assert math.dist(*points) == pytest.approx(kilometres((lat, 37.6), (lat + 0.1, 37.7)), rel=0.004)

"""What somebody typed for a place, in; the place meant, and the ground whose control is asked for, out.

A point is said by the settlement that it lies in or near. Beside it the ground can be somebody else's, and who asks about a
point asks about that: a video is geolocated in a field, not in the village that the field is named after.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from contested.ask.places import place_finder, read_point
from contested.model import SPOT, Place
from contested.pipeline import Workshop
from contested.reconcile.nearby import REACH_KM
from contested.sphere import Point, kilometres

# A settlement's `uncertainty_km` is about its radius; so much of it is the place itself.
ITSELF = 0.5


class Asked(NamedTuple):
    """A place, and the ground whose control is asked for: its own, or that of a spot beside it."""

    place: Place
    ground: Place

    @property
    def km(self) -> float | None:
        """How far the ground lies from the place; null where it is the place's own."""
        return None if self.ground is self.place else round(kilometres(self.place, self.ground), 1)


def ground_finder(shop: Workshop) -> Callable[[str], Asked]:
    """What finds the ground that somebody typed, for this desk. It raises what `find_place` raises."""
    find = place_finder(shop, REACH_KM)

    def find_ground(text: str) -> Asked:
        place = find(text)
        point = read_point(text)
        if point is None or kilometres(place, point) <= ITSELF * place.uncertainty_km:
            return Asked(place, place)
        return Asked(place, mark_spot(place, point))

    return find_ground


def mark_spot(place: Place, point: Point) -> Place:
    """A point beside a place, to be asked about like one; to a metre."""
    lat, lon = round(point[0], 5), round(point[1], 5)
    written = f"{lat},{lon}"
    return Place(
        place_id=f"{SPOT}:{written}",
        name=f"{written}, {kilometres(place, point):.1f} km from {place.name}",
        kind=SPOT,
        lat=lat,
        lon=lon,
        country=place.country,
        admin1=place.admin1,
        uncertainty_km=0.0,
    )

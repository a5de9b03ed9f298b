"""The places of a desk and a view, in; the marks that have room in it, and how the places stood on the day, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from contested.model import Control, Day, Status
from contested.publish.picture.marks import NAMED, Look, find_look, find_radius
from contested.publish.picture.view import View, weigh
from contested.publish.site.pins import Pin
from contested.sphere import Box
from contested.theatres import Theatre

CELL = 40.0  # units: boxes are looked up by squares of this size
ROOM = 0.8  # of both radii, from the middle of a mark to that of the next
RIM = 4.5  # units around a mark that its ring may take


class Spot(Struct, frozen=True, kw_only=True):
    """A place in the drawing. `status` is null where nobody tells who holds it."""

    pin: Pin
    x: float
    y: float
    radius: float
    status: Status | None
    chosen: bool = False

    def find_look(self, theatre: Theatre) -> Look:
        return find_look(self.status, theatre)

    @property
    def box(self) -> Box:
        around = self.radius + (RIM if self.status else 1.5)
        return self.x - around, self.y - around, self.x + around, self.y + around


class Taken:
    """Boxes of the drawing that something stands in."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for cell in cells_of(box):
            self.cells[cell].append(box)

    def has_room(self, box: Box) -> bool:
        return not any(overlap(box, other) for cell in cells_of(box) for other in self.cells.get(cell, ()))


def cells_of(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(one // CELL) for one in box)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def within(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


def find_spots(
    pins: Sequence[Pin], view: View, on: Day, status_on: Callable[[Control, Day], Status], first: str
) -> list[Spot]:
    """All places in view, those that come first first: that of id `first`, then those of which somebody tells, the larger,
    the disputed, those of which more is told."""
    spots = []
    for pin in pins:
        if pin.lat is None or pin.lon is None:
            continue
        x, y = view.place(pin.lon, pin.lat)
        control = pin.control if pin.control and pin.control.days and pin.control.first <= on else None
        radius = find_radius(pin.population) if control else NAMED
        if within((x - radius, y - radius, x + radius, y + radius), view.frame.edges):
            status = status_on(control, on) if control else None
            here = pin.place_id == first
            spots.append(Spot(pin=pin, x=x, y=y, radius=radius, status=status, chosen=here))
    return sorted(spots, key=rank)


def rank(spot: Spot) -> tuple[bool, bool, float, bool, int, str]:
    disputed = bool(spot.status and spot.status.disputed)
    return (
        not spot.chosen,
        spot.status is None,
        -spot.radius,
        not disputed,
        -weigh(spot.pin),
        spot.pin.place_id,
    )


def choose_drawn(spots: Sequence[Spot]) -> list[Spot]:
    """Of places of which somebody tells, in their order, those whose mark does not lie on an earlier one."""
    drawn: list[Spot] = []
    taken = Taken()
    for spot in spots:
        if spot.status is None:
            continue
        half = ROOM * spot.radius
        box = (spot.x - half, spot.y - half, spot.x + half, spot.y + half)
        if taken.has_room(box):
            taken.add(box)
            drawn.append(spot)
    return drawn

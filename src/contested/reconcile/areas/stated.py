"""Claims that state an area in figures, their origins, and controls, in; what the map can say of each, out.

"Seized seven square kilometres near X" is set against the ground that changed hands around X in those days, "holds 1,250
square kilometres" against what the side holds there. The map gives bounds, and a finding says how the two compare.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from contested.days import shift_day
from contested.model import (
    AreaFinding,
    AreaMeasure,
    Claim,
    Control,
    Day,
    Figure,
    Origin,
    PlaceRef,
    StatedArea,
)
from contested.reconcile.areas.bounds import SURE, bound_area, sum_chances
from contested.reconcile.areas.ground import POINT_KM, Ground, find_around, lay_ground
from contested.reconcile.areas.plane import Floats, Plane, plane_of
from contested.reconcile.areas.smoother import CUT_KM, Bools, smooth_places, weigh_places
from contested.reconcile.areas.units import area_of
from contested.reconcile.statements import Holders
from contested.theatres import Theatre
from contested.vocabulary import event_types

# What a claim's event says of the ground that its figure measures.
MEASURES: dict[str, AreaMeasure] = {
    "actor": "held",
    "part": "gained",
    "contested": "gained",
    "not_actor": "lost",
}
# Events that come once are gains, though they say that the actor holds the place now.
ONCE = "once"
TOLD = ("asserted", "hedged")
# Ground this far from the place named is looked at; more where the area stated, or the doubt where the place is, is wider.
AROUND_KM = 15.0
# Sides tell the same turn on different days: so much before and after the days told, the ground may have changed.
TURN_DAYS = 7


class Told(NamedTuple):
    """An area as one origin states it first: of which side, what is measured, km²."""

    claim: Claim
    origin: Origin | None
    figure: Figure
    side: str | None
    measure: AreaMeasure
    low: float
    high: float


class Found(NamedTuple):
    """What the map says, in km²: bounds, ground looked at that reports speak of, all of it; and whether any of the places
    there changed in these days."""

    low: int
    high: int
    spoken: int
    all: int
    changed: bool


def check_areas(
    claims: Iterable[Claim],
    origins: Iterable[Origin],
    controls: Iterable[Control],
    theatre: Theatre,
    until: Day,
) -> tuple[StatedArea, ...]:
    """A record for each area that an origin states of ground held, gained or lost, by day and claim.

    What is denied, foreseen or intended is no statement of an area. Denials are weighed elsewhere.
    """
    told = list(find_told(claims, origins, theatre))
    plane = plane_of(theatre.settings.bbox)
    looked_at = [circle_of(one, plane) for one in told]
    near = [one for one in controls if any(is_near(one, circle, plane) for circle in looked_at)]
    ground = lay_ground(near, theatre, until)
    found = (check_area(one, circle, ground, until) for one, circle in zip(told, looked_at, strict=True))
    return tuple(sorted(found, key=lambda one: (one.start or "9999", one.claim_id, one.text)))


def find_told(claims: Iterable[Claim], origins: Iterable[Origin], theatre: Theatre) -> Iterator[Told]:
    """Each origin's areas, each once, in the wording nearest to its own."""
    holders = Holders(theatre)
    kept = {claim.claim_id: claim for claim in claims if has_area(claim)}
    for origin in origins:
        seen: set[tuple[str, float, float]] = set()
        for claim_id in origin.claims:
            for one in tell(kept.pop(claim_id), origin, holders) if claim_id in kept else ():
                if (one.measure, one.low, one.high) not in seen:
                    seen.add((one.measure, one.low, one.high))
                    yield one
    for claim in kept.values():
        yield from tell(claim, None, holders)


def has_area(claim: Claim) -> bool:
    return (
        claim.stance in TOLD
        and event_types()[claim.event].implies in MEASURES
        and any(area_of(figure) for figure in claim.figures)
    )


def tell(claim: Claim, origin: Origin | None, holders: Holders) -> Iterator[Told]:
    event = event_types()[claim.event]
    measure: AreaMeasure = (
        "gained" if event.course == ONCE and event.implies == "actor" else MEASURES[event.implies]
    )
    for figure in claim.figures:
        bounds = area_of(figure)
        if bounds is not None:
            low, high = bounds
            side = holders.of(claim.actor)
            yield Told(claim, origin, figure, side, measure, low or 0.0, math.inf if high is None else high)


class Circle(NamedTuple):
    """The ground that is looked at: around these points of the plane, so many km."""

    points: Floats
    km: float


def circle_of(told: Told, plane: Plane) -> Circle | None:
    """Around the places named; None where none of them has a point."""
    places = [one for one in told.claim.places if one.lat is not None and one.lon is not None]
    if not places:
        return None
    points = plane.flatten(
        np.array([one.lat for one in places], dtype=np.float64),
        np.array([one.lon for one in places], dtype=np.float64),
    )
    stated = told.low if math.isinf(told.high) else told.high
    doubt = max((one.uncertainty_km or 0.0 for one in places), default=0.0)
    # Twice the area stated fits in: it need not lie evenly about the place.
    return Circle(points, max(AROUND_KM, doubt, math.sqrt(2 * stated / math.pi)))


def is_near(control: Control, circle: Circle | None, plane: Plane) -> bool:
    """Whether a place weighs anywhere in the circle."""
    if circle is None or control.place.uncertainty_km > POINT_KM:
        return False
    at = plane.flatten(np.array([control.place.lat]), np.array([control.place.lon]))
    return bool((distances(circle, at) <= circle.km + CUT_KM).any())


def distances(circle: Circle, points: Floats) -> Floats:
    """How far each point is from the nearest middle of a circle, in km."""
    apart = points[:, None, :] - circle.points[None, :, :]
    return np.asarray(np.hypot(apart[..., 0], apart[..., 1]).min(axis=1))


def check_area(told: Told, circle: Circle | None, ground: Ground | None, until: Day) -> StatedArea:
    """One area stated, against the ground around its place."""
    when = told.claim.when
    start, end = when.start or when.end, when.end or when.start
    found = None
    missing = why_unchecked(told, circle)
    if missing is None and circle is not None and start and end:
        if ground is not None:
            before, after = shift_day(start, -TURN_DAYS - 1), min(shift_day(end, TURN_DAYS), until)
            found = look_at(ground, circle, told, before, after)
        finding, reason = compare(told, found, circle.km)
    else:
        finding, reason = "unchecked", missing or "it has no day"
    place = next(iter(told.claim.places), None)
    return StatedArea(
        claim_id=told.claim.claim_id,
        origin_id=told.origin.origin_id if told.origin else None,
        side=told.side,
        measure=told.measure,
        text=told.figure.text,
        low=told.low or None,
        high=None if math.isinf(told.high) else told.high,
        place_id=place.place_id if place else None,
        place=name_of(place),
        start=start,
        end=end,
        around_km=round(circle.km, 1) if circle else None,
        map_low=found.low if found else None,
        map_high=found.high if found else None,
        spoken=found.spoken if found else 0,
        finding=finding,
        reason=reason,
    )


def name_of(place: PlaceRef | None) -> str | None:
    return (place.name or place.text) if place else None


def why_unchecked(told: Told, circle: Circle | None) -> str | None:
    if told.side is None:
        return "it does not say which side's ground"
    if circle is None:
        return "it names no place that is on the map"
    return None


def look_at(ground: Ground, circle: Circle, told: Told, before: Day, after: Day) -> Found:
    """What the map says of a side's ground in a circle, on the last day or between two days."""
    low, high = (
        np.floor(circle.points.min(axis=0) - circle.km),
        np.ceil(circle.points.max(axis=0) + circle.km),
    )
    grid = np.meshgrid(np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1))
    points = np.stack(grid, axis=-1).reshape(-1, 2)
    points = points[distances(circle, points) <= circle.km]
    found = find_around(ground, points)
    steps, places = ground.steps[found], ground.places[found]
    one, other = max(ground.number(before), -1), max(ground.number(after), 0)
    moments = [steps[:, one] if one >= 0 else np.zeros_like(steps[:, 0]), steps[:, other]]
    chances, spoken = smooth_places(np.stack(moments), *weigh_places(points, places))
    low_km2, high_km2 = bound(told.measure, chances[:, ground.states.index(told.side or "")], spoken)
    at = distances(circle, ground.places) <= circle.km
    rows = ground.steps[at, max(one, 0) : other + 1]
    return Found(
        low_km2,
        high_km2,
        int(spoken[1].sum()),
        len(points),
        bool((rows != rows[:, :1]).any()) or one < 0,
    )


def bound(what: AreaMeasure, held: Floats, spoken: Bools) -> tuple[int, int]:
    """The least and the most that a side held at the end, gained or lost between two moments, in km².

    What nobody spoke of before may have been anybody's then; what nobody speaks of at the end counts for nothing.
    """
    if what == "held":
        low, _, high = bound_area(sum_chances(held[1], spoken[1]), spoken[1].sum()).tolist()
        return low, high
    if what == "lost":
        held = np.where(spoken, 1 - held, 0.0)
    hardly_before = spoken[0] & (held[0] <= 1 - SURE)
    moved = np.where(hardly_before & (held[1] >= SURE), np.minimum(1 - held[0], held[1]), 0.0)
    low = bound_area(sum_chances(moved, moved > 0), spoken[1].sum()).tolist()[0]
    return low, int(((held[0] < SURE) & (held[1] > 1 - SURE)).sum())


def compare(told: Told, found: Found | None, km: float) -> tuple[AreaFinding, str]:
    """How an area stated and the map's bounds compare, and why, in words."""
    within = f"within {km:.0f} km"
    if found is None or not found.spoken:
        return "unchecked", f"the desk's reports tell nothing of the ground {within}"
    if told.measure != "held" and not found.changed:
        return "unchecked", f"the desk's reports place no change {within} in these days"
    bounds = f"by the map {found.low:,} to {found.high:,} sq km {within} were {told.measure}"
    unknown = found.all - found.spoken
    if told.high < found.low:
        return "less", f"{bounds}: it states less than the map has"
    if told.low <= found.high:
        return "in_line", f"{bounds}: in line with it"
    if told.low <= found.high + unknown:
        return "beyond", f"{bounds}: so much would need ground that no report of the desk speaks of"
    return "more", f"{bounds}: it states more than the map can support"

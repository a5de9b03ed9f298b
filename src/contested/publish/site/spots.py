"""Claims, in; the relative places among theirs, as the shapes that the map draws and the words for them, out.

A place "8 km east of X" is a soft ring as wide as its uncertainty, one between or along other places a line, one on
a bank or a road of known course that course. A ring wider than `WIDEST_KM` would say nothing: it is left to words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contested.model import Claim, PlaceRef
from contested.publish.where import say_where
from contested.publish.wording import Wording
from contested.theatres.shapes import Shape

TOLD = ("asserted", "hedged")  # what is denied or only foreseen has no place on the map of a day
LINES = ("between", "along")
COURSES = ("along", "bank")
WIDEST_KM = 60.0


def find_spots(
    claims: Iterable[Claim], places: Mapping[str, int], shapes: Mapping[str, Shape], wording: Wording
) -> list[dict[str, Any]]:
    """A shape for each event, interval and wording, in order of the day; `places` are the numbers of the places by
    id, `shapes` the courses of rivers and roads. What the words of several names draw alike is drawn once, and
    belongs to all of those."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for claim, ref, where in list_relative(claims, wording):
        place = places.get(ref.place_id or "")
        drawn = draw(ref, shapes)
        if place is None or drawn is None or claim.stance not in TOLD:
            continue
        if not (claim.when.start or claim.when.end):
            continue
        start, end = claim.when.start or claim.when.end, claim.when.end or claim.when.start
        spot = found.setdefault(
            (start, end, claim.event, where),
            {"event": claim.event, "start": start, "end": end, "where": where, "places": []} | drawn,
        )
        if place not in spot["places"]:
            spot["places"].append(place)
    return [found[key] for key in sorted(found)]


def list_relative(claims: Iterable[Claim], wording: Wording) -> Iterator[tuple[Claim, PlaceRef, str]]:
    """Every relative place of the claims, with the words for it."""
    for claim in claims:
        for ref in claim.places:
            where = say_where(ref, wording)
            if where is not None:
                yield claim, ref, where


def draw(ref: PlaceRef, shapes: Mapping[str, Shape]) -> dict[str, Any] | None:
    """A line of points, or one point and how far off it can be (km); longitude comes first, as in GeoJSON. Null where
    that is too far for a mark on the map."""
    relation = ref.relation
    if relation is not None and relation.kind in LINES and len(relation.line) > 1:
        return {"line": [(lon, lat) for lat, lon in relation.line], "km": None}
    if relation is not None and relation.kind in COURSES and not relation.line:
        shape = shapes.get(ref.place_id or "")
        if shape is not None and shape.courses:
            longest = sorted(shape.courses, key=len)[-1]
            return {"line": list(longest), "km": None}
    if ref.uncertainty_km is not None and ref.uncertainty_km > WIDEST_KM:
        return None
    return {"line": [(ref.lon, ref.lat)], "km": ref.uncertainty_km}


def words_of(claims: Iterable[Claim], wording: Wording) -> list[str]:
    """The words for the relative places of claims, each once."""
    return list(dict.fromkeys(where for _, _, where in list_relative(claims, wording)))

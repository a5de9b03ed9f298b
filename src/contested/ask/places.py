"""What somebody typed for a place, a gazetteer and what the desk knows, in; the one place meant, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from contested.errors import AmbiguousPlace, UnknownPlace, UsageError
from contested.locate.fold import fold_name
from contested.locate.gazetteer import Gazetteer
from contested.locate.scripts import clear_marks
from contested.model import Place
from contested.pipeline import Workshop
from contested.sphere import Point, kilometres
from contested.told import find_told_places

POINT = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*[,;]\s*([-+]?\d+(?:\.\d+)?)\s*")
POINT_KM = 5.0
# Names less alike than this (rapidfuzz, 0 to 100) are no suggestions.
LIKE = 70.0
SUGGESTIONS = 5
NOTHING_TOLD: Mapping[str, Place] = MappingProxyType({})


def place_finder(shop: Workshop, point_km: float = POINT_KM) -> Callable[[str], Place]:
    """What finds the place that somebody typed, for this desk: places that its claims name are meant first. A point names the
    nearest settlement that is no more than `point_km` off."""
    with shop.ledger() as ledger:
        claims = ledger.claims(shop.version)
    claimed = frozenset(ref.place_id for claim in claims for ref in claim.places if ref.place_id)
    told = find_told_places(claims, shop.gazetteer)
    return lambda text: find_place(text, shop.gazetteer, claimed, shop.listed, told, point_km)


def find_place(
    text: str,
    gazetteer: Gazetteer,
    claimed: Collection[str],
    listed: Collection[str],
    told: Mapping[str, Place] = NOTHING_TOLD,
    point_km: float = POINT_KM,
) -> Place:
    """The place that `text` means: a place id, `lat,lon` (degrees; the nearest settlement within `point_km`), a
    name in any spelling, or `name, region`.

    `told` are places by the ids that claims made elsewhere give them; the gazetteer may lack them. A name that an analyst
    settled means what was settled. Of several places of another, those that claims name (`claimed`, by id) go first,
    then those of the theatre's own list (`listed`), then those whose own name it is. Raises AmbiguousPlace where more
    than one is left, UnknownPlace where there is none, and UsageError for a point that is not on Earth.
    """
    if point := read_point(text):
        return find_nearest(*point, gazetteer, told.values(), point_km)
    ruling = gazetteer.ruling(text)
    if ruling is not None and ruling.place is not None:
        return ruling.place
    found = look_up(text, gazetteer, told)
    for better in (claimed, listed):
        found = [place for place in found if place.place_id in better] or found
    own = fold_name(text.partition(",")[0].strip())
    found = [place for place in found if fold_name(place.name) == own] or found
    if len(found) > 1:
        raise AmbiguousPlace(f"{len(found)} places are called {text!r}; {list_places(found)}")
    return found[0]


def read_point(text: str) -> Point | None:
    """The point (degrees) that `lat,lon` writes; null where it is something else."""
    point = POINT.fullmatch(text)
    return (float(point[1]), float(point[2])) if point else None


def look_up(text: str, gazetteer: Gazetteer, told: Mapping[str, Place] = NOTHING_TOLD) -> list[Place]:
    """The places of an id, a name or `name, region`; marks that nobody sees are no part of it. Raises UnknownPlace with
    suggestions where there is none."""
    if text in gazetteer.places:
        return [gazetteer.places[text]]
    if text in told:
        return [told[text]]
    name, _, region = (part.strip() for part in clear_marks(text).text.partition(","))
    found = gazetteer.named(name)
    held, own = {place.place_id for place in found}, fold_name(name)
    only_told = {one.place_id: one for one in told.values() if fold_name(one.name) == own}
    found += [place for place_id, place in only_told.items() if place_id not in held]
    if not found:
        raise UnknownPlace(f"no place is called {name!r}; {suggest_names(name, gazetteer)}")
    if not region:
        return found
    inside = lie_in(found, region, gazetteer)
    if not inside:
        raise UnknownPlace(f"no {name!r} lies in {region!r}; {list_places(found)}")
    return inside


def find_nearest(
    lat: float, lon: float, gazetteer: Gazetteer, told: Iterable[Place] = (), point_km: float = POINT_KM
) -> Place:
    """The nearest settlement to a point, of the gazetteer or told. Raises UnknownPlace where none is so near."""
    if abs(lat) > 90 or abs(lon) > 180:
        raise UsageError(f"{lat},{lon}: is no point on Earth; write latitude, then longitude, in degrees")
    near = [one for one in told if one.kind == "settlement" and kilometres(one, (lat, lon)) <= point_km]
    if (known := gazetteer.nearest(lat, lon, point_km)) is not None:
        near.append(known)
    entry = min(near, key=lambda one: (kilometres(one, (lat, lon)), one.place_id), default=None)
    if entry is None:
        raise UnknownPlace(f"{lat},{lon}: no settlement within {point_km:g} km; give a name")
    return entry


def lie_in(places: Iterable[Place], region: str, gazetteer: Gazetteer) -> list[Place]:
    """The places whose region has that name, else those within the radius of a region of that name which have no region
    in words.

    Only the first word is compared ("Kharkiv", "Kharkiv Oblast"). Not every entry has its region in words;
    a region's radius is its `uncertainty_km`.
    """
    word = first_word(region)
    named = [place for place in places if place.admin1 and first_word(place.admin1) == word]
    regions = [
        entry
        for entry in gazetteer.places.values()
        if entry.kind in ("region", "district") and word in map(first_word, (entry.name, *entry.names))
    ]
    return named or [
        place
        for place in places
        if not (place.admin1 or "").strip("0123456789")
        and any(kilometres(place, entry) <= entry.uncertainty_km for entry in regions)
    ]


def first_word(name: str) -> str:
    return fold_name(name).split()[0] if name.strip() else ""


def list_places(places: Iterable[Place]) -> str:
    """The places as somebody may type them instead."""
    lines = []
    for place in sorted(places, key=lambda place: place.place_id):
        about = ", ".join(filter(None, (place.name, place.admin1, place.country, place.kind)))
        lines.append(f"- {place.place_id}: {about}, {place.lat:.4f},{place.lon:.4f}")
    return "\n".join(["give the id of one of these:", *lines])


def suggest_names(name: str, gazetteer: Gazetteer) -> str:
    near = [known for known, likeness in gazetteer.suggest(name, SUGGESTIONS) if likeness >= LIKE]
    if not near:
        return "look for its spelling with: contested gazetteer lookup NAME"
    return f"did you mean {', '.join(near)}?"

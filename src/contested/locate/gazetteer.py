"""The theatre's places with all their names: base and supplement, in; names found in a text in one pass, out.

The same id, or a shared name within 3 km, is one place; its id is the first there is of `wikidata:`,
`geonames:`, `osm:`, `theatre:`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import fuzz, process

from contested.locate.variants import fold_name, name_forms
from contested.model import Name, Place

ID_ORDER = ("wikidata:", "geonames:", "osm:", "theatre:")
SAME_PLACE_KM = 3.0


def kilometres(a: Place | tuple[float, float], b: Place | tuple[float, float]) -> float:
    """Great-circle distance in km (haversine, sphere of 6,371 km)."""
    (lat1, lon1), (lat2, lon2) = (p if isinstance(p, tuple) else (p.lat, p.lon) for p in (a, b))
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((phi2 - phi1) / 2) ** 2
    h += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class Gazetteer:
    """All places of a theatre, found by name, by id and in running text."""

    def __init__(self, places: Iterable[Place], by_form: dict[str, tuple[str, ...]] | None = None) -> None:
        """`by_form` holds the ids of the places that a folded form can name, where they are known already."""
        self.places: dict[str, Place] = {place.place_id: place for place in places}
        self.by_form = list_forms(self.places.values()) if by_form is None else by_form

    @cached_property
    def automaton(self) -> tuple[AhoCorasick, list[str]]:
        forms = sorted(self.by_form)
        return AhoCorasick(forms, matchkind=MatchKind.Standard), forms

    def find_names(self, text: str) -> list[Name]:
        """The gazetteer's names in a text, in order, the longest where they overlap. Whole words with a
        capital only."""
        automaton, forms = self.automaton
        folded = fold_name(text)
        spans: dict[int, tuple[int, str]] = {}
        for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            if (
                whole_word(folded, start, end)
                and text[start].isupper()
                and end > spans.get(start, (0, ""))[0]
            ):
                spans[start] = (end, forms[index])
        found: list[Name] = []
        reach = -1
        for start, (end, form) in sorted(spans.items(), key=lambda item: (item[0], -item[1][0])):
            if start >= reach:
                bearers = [self.places[place_id] for place_id in self.by_form[form]]
                kinds = tuple(sorted({place.kind for place in bearers}))
                largest = max(bearers, key=lambda place: (place.population, place.place_id))
                countries = {place.country for place in bearers}
                country = largest.country if len(countries) == 1 else ""
                found.append(
                    Name(start, end, text[start:end], kinds, largest.population, largest.name, country)
                )
                reach = end
        return found

    def named(self, name: str) -> list[Place]:
        """The places that a name can mean."""
        return [self.places[place_id] for place_id in self.by_form.get(fold_name(name).strip(), ())]

    def nearest(self, lat: float, lon: float, within_km: float) -> Place | None:
        """The nearest settlement to a point, or None where none lies within so many km."""
        near = [
            place for place in self.places.values() if place.kind == "settlement" and abs(place.lat - lat) < 1
        ]
        best = min(near, key=lambda place: (kilometres(place, (lat, lon)), place.place_id), default=None)
        return best if best is not None and kilometres(best, (lat, lon)) <= within_km else None

    def suggest(self, name: str, limit: int = 5) -> list[tuple[str, float]]:
        """Known names that look like an unknown one, likest first, with a likeness of 0–100."""
        names = sorted({place.name for place in self.places.values()})
        return [
            (match, score)
            for match, score, _ in process.extract(name, names, scorer=fuzz.WRatio, limit=limit)
        ]


def list_forms(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Every form of every name, with the ids of the places that bear it."""
    forms: dict[str, dict[str, None]] = {}
    for place in places:
        for name in (place.name, *place.names):
            for form in name_forms(name):
                forms.setdefault(form, {})[place.place_id] = None
    return {form: tuple(ids) for form, ids in forms.items()}


def whole_word(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or apostrophe-letter joins the span on either side."""
    if start and (
        text[start - 1].isalnum() or (text[start - 1] == "'" and start > 1 and text[start - 2].isalnum())
    ):
        return False
    if end < len(text) and text[end].isalnum():
        return False
    return not (
        text[end : end + 1] == "'" and text[end + 1 : end + 2].isalpha() and text[end + 1 : end + 2] != "s"
    )


def merge_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """One entry a place: rows with the same id, or a shared name within 3 km, become one. Names, of both;
    the rest, from the first by id order (a supplement's Wikidata id comes before the base)."""
    order = sorted(places, key=lambda place: (rank_of(place.place_id), place.place_id))
    merged: dict[str, Place] = {}
    by_name: dict[str, list[str]] = {}
    for place in order:
        keys = {fold_name(name) for name in (place.name, *place.names)}
        twin = merged.get(place.place_id) or next(
            (
                merged[other]
                for key in sorted(keys)
                for other in by_name.get(key, ())
                if merged[other].kind == place.kind and kilometres(merged[other], place) <= SAME_PLACE_KM
            ),
            None,
        )
        entry = place if twin is None else joined(twin, place)
        merged[entry.place_id] = entry
        for key in keys:
            ids = by_name.setdefault(key, [])
            if entry.place_id not in ids:
                ids.append(entry.place_id)
    return tuple(sorted(merged.values(), key=lambda place: place.place_id))


def joined(first: Place, second: Place) -> Place:
    names = tuple(sorted({*first.names, *second.names, second.name} - {first.name}))
    population = max(first.population, second.population)
    return msgspec.structs.replace(first, names=names, population=population)


def rank_of(place_id: str) -> int:
    return next((rank for rank, prefix in enumerate(ID_ORDER) if place_id.startswith(prefix)), len(ID_ORDER))

"""The theatre's places with all their names: base and supplement, in; names found in a text in one pass, out.

The same id, or a shared name within 3 km, is one place; its id is the first there is of `wikidata:`,
`geonames:`, `osm:`, `theatre:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.locate.adjectives import adjective_forms, join_words, region_words, town_words
from contested.locate.beside import word_before
from contested.locate.fold import fold_name
from contested.locate.index import Form, Index, Places, make_index
from contested.locate.scripts import find_through
from contested.locate.suggest import suggest
from contested.locate.variants import STRENGTH, How, name_variants
from contested.model import Day, Name, Place
from contested.sphere import KM_A_DEGREE, kilometres
from contested.theatres.front import Front

ID_ORDER = ("wikidata:", "geonames:", "osm:", "theatre:")
SHOWN = "en"  # the language whose names places are shown by, of several
SAME_PLACE_KM = 3.0
HOWS: tuple[How, ...] = (*STRENGTH, "adjective")
ADJECTIVE = "~"  # before such a form in the index, for it is often another place's name
LINKING = ("о", "o")  # the vowel, Cyrillic and Latin, that joins the first part of a compound to the second
JOINT = 8  # characters between two adjectives of a list
Spot = tuple[int, int, str]  # start, end and form of a name in a text
LONGEST = 64  # characters of a name that are looked at
# A word that may have a capital; "ʼ" and "ʹ" are letters to Python and folded to an apostrophe, which is none. That
# no letter stands before it is looked at behind its first letter: a pattern that begins with letters is found faster.
CAPITALISED = re.compile(r"[^\W\d_ʼʹa-zа-яёіїєґ](?<![^\W_ʼʹ].)[^\W_ʼʹ]*")
HEAD = 4  # first letters of a word for a direction, without any of which no such word is looked for


class Bearer(NamedTuple):
    """A place that bears a name, how it comes by it (of `HOWS`), and its number in the index."""

    place: Place
    how: How
    number: int


class Ruling(NamedTuple):
    """What an analyst's word makes a name mean: a place, with its number in the index where it has one, or none."""

    place: Place | None
    number: int | None
    reason: str


class Borne(NamedTuple):
    """What the places that bear a name have in common, as in `Name`."""

    kinds: tuple[str, ...]
    population: int
    bearer: str
    country: str


class Gazetteer:
    """All places of a theatre, found by name, by id and in running text."""

    def __init__(self, index: Index, front: Sequence[Front] = ()) -> None:
        """`front` holds the zones of fighting that are the rows of the index's `zones`."""
        self.index = index
        self.front = front
        self.places = Places(index)
        self.borne: dict[str, Borne] = {}

    def find_names(self, text: str) -> list[Name]:
        """The gazetteer's names in a text, in order, the longest where they overlap: whole words with a capital, and
        adjectives before a direction ("на куп'янському напрямку") or in a list of regions. What is found behind
        look-alike letters says so."""
        found = [self.name_at(text, *one) for one in find_through(text, self.find_plain, self.ids_of)]
        adjectives = self.find_adjectives(text)
        if not adjectives:
            return found
        taken = {(name.start, name.end) for name in adjectives}
        return sorted(
            [*adjectives, *(name for name in found if (name.start, name.end) not in taken)],
            key=lambda name: name.start,
        )

    def name_at(
        self, text: str, start: int, end: int, form: str, look_alike: bool, slip: bool = False
    ) -> Name:
        """A form found in a text, with what its bearers have in common."""
        return Name(start, end, text[start:end], *self.bearers(form), form, look_alike, slip)

    def find_plain(self, text: str) -> Iterator[Spot]:
        """Names of one script in a text: where they stand, and their forms."""
        folded = fold_name(text)
        prefixes = self.index.forms.prefixes
        reach = 0
        for match in CAPITALISED.finditer(text):
            start = match.start()
            if start < reach or not text[start].isupper() or (start > reach + 1 and is_second(text, start)):
                continue
            for form in reversed(prefixes(folded[start : start + LONGEST])):
                end = start + len(form)
                if whole_word(folded, start, end):
                    yield start, end, form
                    reach = end
                    break

    def find_adjectives(self, text: str) -> list[Name]:
        """Adjectives of places right before a word for a direction or a community, and those that a list puts before them;
        of a list of regions ("над Брянской и Белгородской областями") those that are no name by themselves."""
        found: list[Name] = []
        for start, head in find_heads(text):
            at: int | None = start
            while at is not None and (word := word_before(text, at)) is not None:
                written = fold_name(text[slice(*word)])
                form = self.region_form(written) if head in region_words() else ADJECTIVE + written
                if form is None or form not in self.index.forms:
                    break
                if text[word[1] : start].strip() or f"{written} {head}" not in self.index.forms:
                    found.append(self.name_at(text, *word, form, look_alike=False))
                at = joint_before(text, word[0])
        return sorted(found, key=lambda name: name.start)

    def region_form(self, adjective: str) -> str | None:
        """The name of a region that a list shortens to its adjective: of "брянской" "брянской области"."""
        forms = (f"{adjective} {word}" for word in region_words())
        return next((form for form in forms if form in self.index.forms), None)

    def names_of(self, place_id: str) -> Mapping[str, str]:
        """What languages call a place, by their codes: `en` is the name that it is shown by. Nothing of an unknown one."""
        place = self.places.get(place_id)
        return {} if place is None else {SHOWN: place.name, **dict(place.called)}

    def ids_of(self, form: str) -> list[str]:
        """The ids of the places that a form can mean."""
        return [one.place.place_id for one in self.bearing(form)]

    def bearers(self, form: str) -> Borne:
        """What is known of the places that bear a form."""
        known = self.borne.get(form)
        if known is None:
            places = [one.place for one in self.bearing(form)]
            largest = max(places, key=lambda place: (place.population, place.place_id))
            countries = {place.country for place in places}
            known = self.borne[form] = Borne(
                kinds=tuple(sorted({place.kind for place in places})),
                population=largest.population,
                bearer=largest.name,
                country=(largest.country or "") if len(countries) == 1 else "",
            )
        return known

    def bearing(self, name: str) -> list[Bearer]:
        """The places that a name can mean, by number, each with how it comes by the name."""
        rows = self.index.rows_of(fold_name(name).strip())
        pairs = zip(self.index.bearers[rows].tolist(), self.index.hows[rows].tolist(), strict=True)
        return [Bearer(self.places.by_number(number), HOWS[how], number) for number, how in pairs]

    def named(self, name: str) -> list[Place]:
        """The places that a name can mean."""
        return [one.place for one in self.bearing(name)]

    def ruling(self, _name: str) -> Ruling | None:
        """What was settled about a name; nothing here, see `settled.py`."""
        return None

    def zone_on(self, day: Day | None) -> NDArray[np.float32] | None:
        """How many km each place, by number, lies from the edge of the zone of fighting on a day, less than 0 inside;
        where no day is given, from the nearest of all zones. Null where none is drawn."""
        if not self.front:
            return None
        rows = [row for row, zone in enumerate(self.front) if day is None or zone.holds(day)]
        return self.index.zones[rows].min(axis=0) if rows else None

    def nearest(self, lat: float, lon: float, within_km: float) -> Place | None:
        """The nearest settlement to a point, or None where none lies within so many km."""
        rows = np.flatnonzero(np.abs(self.index.points[:, 0] - lat) < within_km / 100)
        near = [place for place in map(self.places.by_number, rows.tolist()) if place.kind == "settlement"]
        best = min(near, key=lambda place: (kilometres(place, (lat, lon)), place.place_id), default=None)
        return best if best is not None and kilometres(best, (lat, lon)) <= within_km else None

    def suggest(self, name: str, limit: int = 5) -> list[tuple[str, float]]:
        """Known names that look or sound like an unknown one, likest first, with a likeness of 0–100."""
        return suggest(name, sorted({place.name for place in self.places.values()}), limit)


def find_heads(text: str) -> list[tuple[int, str]]:
    """The words for a direction, a community or a region, in the languages that put an adjective before them, and where
    they begin; no ASCII text is of one."""
    if text.isascii():
        return []
    heads, words = heads_pattern()
    folded = fold_name(text)
    if not any(head in folded for head in heads):
        return []
    found = ((match.start(), match.group()) for match in words.finditer(folded))
    return [(start, head) for start, head in found if not folded[start - 1 : start].isalnum()]


@cache
def heads_pattern() -> tuple[frozenset[str], re.Pattern[str]]:
    """The first letters of the words that an adjective of a place stands before, and what finds these words in a folded
    text, behind a letter too."""
    words = sorted(town_words() | region_words(), key=lambda word: (-len(word), word))
    return frozenset(word[:HEAD] for word in words), re.compile(rf"(?:{'|'.join(words)})(?!\w)")


def joint_before(text: str, at: int) -> int | None:
    """Where what joins a word to the one before it in a list begins; null where nothing does."""
    before = text[max(0, at - JOINT) : at].rstrip()
    if before.endswith(","):
        return at - len(text[max(0, at - JOINT) : at]) + len(before) - 1
    word = word_before(text, at)
    return word[0] if word and text[slice(*word)] in join_words() else None


def make_gazetteer(places: Iterable[Place]) -> Gazetteer:
    """A gazetteer of a few places, kept nowhere."""
    listed = tuple(places)
    return Gazetteer(make_index(listed, map(list_forms, listed), np.zeros((0, len(listed)), np.float32)))


def list_forms(place: Place, directions: bool = True) -> list[Form]:
    """Every form of every name of a place, each once, with the strongest ground it rests on. `directions`: its
    adjectives too, since a direction may be named after it."""
    forms = name_variants((place.name, *place.names), place.country)
    found = [Form(form, HOWS.index(how)) for form, how in forms.items()]
    if directions and place.kind == "settlement":
        adjectives = dict.fromkeys(form for name in place.names for form in adjective_forms(name))
        found += [Form(ADJECTIVE + form, HOWS.index("adjective")) for form in adjectives]
    return found


def is_second(text: str, start: int) -> bool:
    """Whether a word is the second part of a compound, "Торське" in "Лимано-Торське", "Siverskyi" in
    "Novhorod-Siverskyi": no place by itself."""
    if text[start - 1 : start] != "-":
        return False
    first = word_before(text, start - 1)
    return (
        first is not None
        and first[1] == start - 1
        and (text[start - 2].lower() in LINKING or text[first[0]].isupper())
    )


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
    the rest, from the first by id order (a supplement's Wikidata id comes before the base). The point of a region
    or a river may be set anywhere in it: there, within the uncertainty of either."""
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
                if merged[other].kind == place.kind and lie_together(merged[other], place)
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


def lie_together(one: Place, other: Place) -> bool:
    """Whether two places of a name and a kind can be one."""
    reach = SAME_PLACE_KM
    if one.kind != "settlement":
        reach = max(reach, one.uncertainty_km, other.uncertainty_km)
    # The first condition is true of no more than needs measuring, and namesakes are many.
    return abs(one.lat - other.lat) * KM_A_DEGREE <= reach and kilometres(one, other) <= reach


def joined(first: Place, second: Place) -> Place:
    regions = [one.admin1 for one in (first, second) if one.admin1 and not one.admin1.isdigit()]
    return msgspec.structs.replace(
        first,
        names=tuple(sorted({*first.names, *second.names, second.name} - {first.name})),
        former=first.former or second.former,
        population=max(first.population, second.population),
        country=first.country or second.country,
        admin1=regions[0] if regions else first.admin1,  # in words before GeoNames' number
    )


def rank_of(place_id: str) -> int:
    return next((rank for rank, prefix in enumerate(ID_ORDER) if place_id.startswith(prefix)), len(ID_ORDER))

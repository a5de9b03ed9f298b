"""Relative places: how words move the point and how far off it can be, row by row and by their geometry."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.locate.gazetteer import kilometres
from contested.locate.relative import move, place_spot
from contested.locate.resolve import note_relations
from contested.model import Place, PlaceRef, Relation
from tests.extract.reading import report_of
from tests.locate.relative_places import gazetteer, read_places, reader

ROWS = Path(__file__).parent / "relative.txt"
WITHIN_KM = 0.1
WITHIN_DEGREES = 1.5  # of a bearing that is read off a plane here, not off the sphere
REGION_DEGREES = 3.0  # … over 50 km and more
TOWN = Place(place_id="t", name="Town", kind="settlement", lat=49.0, lon=37.0, uncertainty_km=3.0)


class Spot(NamedTuple):
    name: str
    role: str
    relation: str
    km: float
    bearing: float | None
    off: float


def rows() -> list[tuple[str, str, list[Spot]]]:
    lines = [line for line in ROWS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    fields = [[part.strip() for part in line.split("|")] for line in lines]
    return [
        (language, text, [read_spot(one) for one in places.split(";") if one.strip()])
        for language, text, places in fields
    ]


def read_spot(text: str) -> Spot:
    name, role, relation, where = (part.strip() for part in text.split(","))
    away, _, off = where.partition(" ±")
    km, _, bearing = away.partition("@")
    return Spot(name, role, relation, float(km), float(bearing) if bearing else None, float(off))


def measure(place: PlaceRef) -> Spot:
    """Where a place is from its name's own point, measured on a plane: another way than it was moved."""
    assert place.name
    assert place.place_id
    assert place.lat is not None
    assert place.lon is not None
    assert place.uncertainty_km is not None
    entry = gazetteer().places[place.place_id]
    north = place.lat - entry.lat
    east = (place.lon - entry.lon) * math.cos(math.radians((place.lat + entry.lat) / 2))
    km = 111.195 * math.hypot(north, east)
    bearing = math.degrees(math.atan2(east, north)) % 360 if km > WITHIN_KM else None
    kind = place.relation.kind if place.relation else "-"
    return Spot(place.name, place.role, kind, km, bearing, place.uncertainty_km)


def apart(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


@pytest.mark.parametrize(("language", "text", "wanted"), rows())
def test_row(language: str, text: str, wanted: list[Spot]) -> None:
    found = [measure(place) for place in read_places(text, language)]
    assert [one[:3] for one in found] == [one[:3] for one in wanted]
    for got, want in zip(found, wanted, strict=True):
        assert got.km == pytest.approx(want.km, abs=WITHIN_KM, rel=0.01)
        assert got.off == pytest.approx(want.off, abs=0.05)
        assert (got.bearing is None) == (want.bearing is None)
        if got.bearing is not None and want.bearing is not None:
            assert apart(got.bearing, want.bearing) < (REGION_DEGREES if want.km > 10 else WITHIN_DEGREES)


def test_there_are_enough_rows_of_each_language() -> None:
    languages = [language for language, _, _ in rows()]
    assert {code for code in languages if languages.count(code) >= 50} == {"en", "uk", "ru"}
    assert len({text for _, text, _ in rows()}) == len(languages)


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0, 500), st.floats(0, 360))
def test_a_point_is_moved_as_far_as_was_asked(lat: float, lon: float, km: float, bearing: float) -> None:
    there = move(lat, lon, km, bearing)
    assert kilometres((lat, lon), there) == pytest.approx(km, abs=0.01)
    assert -180 <= there[1] < 180


@given(st.floats(0.1, 60), st.floats(0.1, 60), st.integers(0, 15), st.booleans())
def test_what_the_words_allow_lies_within_the_uncertainty(
    one: float, other: float, wind: int, approximate: bool
) -> None:
    """Whatever the true distance and direction that the words leave open, the ring reaches it."""
    low, high = sorted((one, other))
    relation = Relation(
        kind="offset", words="", bearing=wind * 22.5, low_km=low, high_km=high, approximate=approximate
    )
    spot = place_spot(TOWN, relation, ())
    for km in (low, (low + high) / 2, high):
        for turn in (-22.5, 0.0, 22.5):
            true = move(TOWN.lat, TOWN.lon, km, wind * 22.5 + turn)
            assert kilometres(true, (spot.lat, spot.lon)) <= spot.uncertainty_km * 1.25 + 0.1


def test_circles_on_a_line_cover_it() -> None:
    (first, last) = read_places("Clashes continue along the road between Pokrovsk and Kostiantynivka.", "en")
    assert first.uncertainty_km is not None
    assert last.uncertainty_km is not None
    assert first.lat is not None
    assert first.lon is not None
    assert last.lat is not None
    assert last.lon is not None
    length = kilometres((first.lat, first.lon), (last.lat, last.lon))
    assert first.uncertainty_km + last.uncertainty_km >= length - 0.1
    assert first.relation is not None
    assert first.relation.names == ("Pokrovsk", "Kostiantynivka")
    assert first.relation.line == ((48.277, 37.177), (48.535, 37.692))


def test_a_line_with_an_unknown_end_is_no_line() -> None:
    places = read_places("Clashes continue along the road between Pokrovsk and Nowheregrad.", "en")
    assert [(place.name, place.lat is not None) for place in places] == [
        ("Pokrovsk", True),
        ("Nowheregrad", False),
    ]
    assert places[0].relation is None


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Clashes continue around 5 miles east of Kupiansk.", "around 5 miles east of Kupiansk"),
        ("uk", "Бої тривають на південній околиці Лимана.", "південній околиці Лимана"),
        ("ru", "Бои идут примерно в 5 км севернее Лимана.", "примерно в 5 км севернее Лимана"),
    ],
)
def test_a_place_has_all_its_words_and_a_mention_stays_the_name(language: str, text: str, words: str) -> None:
    reading = reader().read(report_of(text, language))
    (place,) = reading.claims[0].places
    assert place.text == words
    assert place.text in text
    (mention,) = reading.mentions
    entry = gazetteer().places[mention.place_id or ""]
    assert (mention.lat, mention.lon, mention.uncertainty_km) == (entry.lat, entry.lon, entry.uncertainty_km)
    assert mention.text in words
    assert mention.reason.endswith(f"; places “{words}”")
    assert note_relations(reading.mentions, ()) == reading.mentions

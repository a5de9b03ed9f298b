"""What somebody types for a place, and what it means."""

from __future__ import annotations

import pytest

from contested.ask.places import find_place
from contested.errors import AmbiguousPlace, UnknownPlace, UsageError
from contested.locate.gazetteer import make_gazetteer
from contested.model import Place


def place(place_id: str, name: str, lat: float, lon: float, **fields: object) -> Place:
    return Place(
        **{"place_id": place_id, "name": name, "kind": "settlement", "lat": lat, "lon": lon, **fields}
    )


PLACES = (
    place("theatre:oak-north", "Oak", 1.0, 0.0, admin1="North Vale", names=("Oaks",)),
    place("theatre:oak-south", "Oak", 3.0, 0.0, admin1="17"),
    place("theatre:elm", "Elm", 1.2, 0.0, names=("Ash",)),
    place("theatre:ash", "Ash", 3.2, 0.0),
    place("theatre:pine", "Pine Bay", 2.0, 0.5, names=("Пайн",)),
    place("theatre:south", "South Vale", 3.0, 0.1, kind="region", uncertainty_km=40.0),
)
GAZETTEER = make_gazetteer(PLACES)

FOUND = [
    ("Pine Bay", (), (), "theatre:pine"),
    ("  pine bay ", (), (), "theatre:pine"),
    ("\u200fPine Bay\u200e", (), (), "theatre:pine"),
    ("Пайн", (), (), "theatre:pine"),
    ("theatre:oak-south", (), (), "theatre:oak-south"),
    ("Oaks", (), (), "theatre:oak-north"),
    ("Oak, North Vale", (), (), "theatre:oak-north"),
    ("Oak, north", (), (), "theatre:oak-north"),
    ("Oak, South Vale", (), (), "theatre:oak-south"),
    ("Oak", ("theatre:oak-south",), ("theatre:oak-north",), "theatre:oak-south"),
    ("Oak", (), ("theatre:oak-north",), "theatre:oak-north"),
    ("Ash", (), (), "theatre:ash"),
    ("Ash", ("theatre:elm",), (), "theatre:elm"),
    ("2.01,0.49", (), (), "theatre:pine"),
    ("2.01 , 0.49", (), (), "theatre:pine"),
]


@pytest.mark.parametrize(("text", "claimed", "listed", "expected"), FOUND)
def test_found(text: str, claimed: tuple[str, ...], listed: tuple[str, ...], expected: str) -> None:
    assert find_place(text, GAZETTEER, claimed, listed).place_id == expected


REFUSED = [
    ("Oak", AmbiguousPlace, ("theatre:oak-north", "theatre:oak-south")),
    ("Pine Bey", UnknownPlace, ("did you mean Pine Bay",)),
    ("Zzzzzz", UnknownPlace, ("contested gazetteer lookup",)),
    ("Pine Bay, North Vale", UnknownPlace, ("theatre:pine",)),
    ("2.3,0.5", UnknownPlace, ("within 5 km",)),
    ("95,0", UsageError, ("no point on Earth",)),
    ("", UnknownPlace, ("no place is called ''",)),
]


@pytest.mark.parametrize(("text", "error", "said"), REFUSED)
def test_refused(text: str, error: type[UsageError], said: tuple[str, ...]) -> None:
    with pytest.raises(error) as raised:
        find_place(text, GAZETTEER, (), ())
    assert all(part in str(raised.value) for part in said)


def test_two_claimed_places_are_told_apart_by_nothing_and_refused() -> None:
    with pytest.raises(AmbiguousPlace):
        find_place("Oak", GAZETTEER, ("theatre:oak-north", "theatre:oak-south"), ())


def test_what_says_that_it_lies_in_another_region_is_not_meant_by_a_region_whose_circle_holds_it() -> None:
    wide = Place(place_id="t:east", name="East Vale", kind="region", lat=50.0, lon=30.0, uncertainty_km=100.0)
    here = Place(place_id="t:elm-04", name="Elm", kind="settlement", lat=50.5, lon=30.0, admin1="04")
    there = Place(
        place_id="t:elm-west", name="Elm", kind="settlement", lat=50.2, lon=30.0, admin1="West Vale"
    )
    gazetteer = make_gazetteer((wide, here, there))
    assert find_place("Elm, East Vale", gazetteer, (), {"t:elm-west"}) == here
    assert find_place("Elm, West Vale", gazetteer, (), ()) == there

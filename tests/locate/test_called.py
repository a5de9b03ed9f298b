"""What a language calls a place, by the letters of its names."""

from __future__ import annotations

import pytest

from contested.locate.called import call_in, with_called
from contested.locate.table import open_gazetteer
from contested.model import Former, Place
from contested.theatres import load_theatre


def place(name: str, *names: str, former: tuple[str, ...] = ()) -> Place:
    return Place(
        place_id="t:1",
        name=name,
        kind="settlement",
        lat=49.0,
        lon=37.0,
        names=(*names, *former),
        former=tuple(Former(name=one, until="2016") for one in former),
    )


@pytest.mark.parametrize(
    ("shown", "ukrainian", "russian", "why"),
    [
        (place("Kupiansk", "Купянск", "Куп'янськ"), "Куп'янськ", "Купянск", "letters and ends of one alone"),
        (place("Bakhmut", "Бахмут"), "Бахмут", "Бахмут", "of both, and the shown name in other letters"),
        (place("Bakhmut", "Бахмут", former=("Артемівськ",)), "Бахмут", "Бахмут", "no former name"),
        (place("Bakhmut", "Артемівськ", "Бахмут"), "Бахмут", "Бахмут", "the shown name before any other"),
        (place("Rakitnoye", "Ракитное", "Ракитне"), "Ракитне", "Ракитное", "the one that is no Russian spelling"),
        (place("Crimea", "Крым", "Крим"), "Крим", "Крым", "a name that has an English form"),
        (place("Kharkiv Oblast", "Харківська область", "Харьковская область"), "Харківська область", None, "no spelling"),
        (place("P-79 highway", "P-79", "Р-79", "Р79"), "Р-79", "Р-79", "one name, parted or not"),
        (place("Lyman", "Lyman", "Krasnyi Lyman"), None, None, "Latin names only"),
        (place("Somewhere", "Дубова", "Соснова"), None, None, "two of which nothing shows whose they are"),
    ],
)  # fmt: skip
def test_what_a_place_is_called(shown: Place, ukrainian: str | None, russian: str | None, why: str) -> None:
    assert call_in(shown, "uk") == ukrainian, why
    if russian is not None:
        assert call_in(shown, "ru") == russian, why


def test_a_language_without_a_table_of_letters_calls_nothing() -> None:
    assert call_in(place("Kupiansk", "Куп'янськ"), "fr") is None


def test_a_place_keeps_what_it_is_called() -> None:
    assert dict(with_called(place("Kupiansk", "Купянск", "Куп'янськ")).called) == {
        "uk": "Куп'янськ",
        "ru": "Купянск",
    }


def test_nearly_all_places_of_the_front_have_a_ukrainian_name() -> None:
    theatre = load_theatre("russia_ukraine")
    gazetteer = open_gazetteer(theatre)
    front = [one for one in theatre.places if one.kind == "settlement" and one.country == "UA"]
    called = [gazetteer.names_of(one.place_id) for one in front]
    known = [one for one in called if one]
    assert len(known) > 0.9 * len(front)
    assert sum("uk" in one for one in known) > 0.98 * len(known)


def test_an_unknown_place_has_no_names() -> None:
    assert open_gazetteer(load_theatre("russia_ukraine")).names_of("t:none") == {}

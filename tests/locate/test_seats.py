"""The name of a region's seat, where it is said for the region."""

from __future__ import annotations

import pytest

from tests.extract.reading import read_claims


def places_of(text: str, language: str = "en", published: str = "2024-08-20") -> list[str | None]:
    """The names of the places of a report's claims."""
    claims = read_claims(text, language, published, "The Daily")
    return [place.name for claim in claims for place in claim.places]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukrainian forces pushed forward in Kursk on Tuesday.", "Kursk Oblast"),
        ("Russian troops advanced in Donetsk.", "Donetsk Oblast"),
        ("Ukrainian forces withdrew from Kursk.", "Kursk Oblast"),
        ("Fighting continued across Kursk.", "Kursk Oblast"),
        ("Russian forces are regrouping in western Donetsk.", "Donetsk Oblast"),
        # the city itself
        ("Russian drones struck warehouses in Sumy.", "Sumy"),
        ("Ukrainian forces captured Kursk.", "Kursk"),
        ("Ukrainian troops plan to fight in Kursk.", "Kursk"),
        ("Fighting continued in the city of Kursk.", "Kursk"),
        ("Fighting continued near Kursk.", "Kursk"),
    ],
)
def test_seats(text: str, name: str) -> None:
    assert places_of(text) == [name]


def test_a_city_that_is_fought_for() -> None:
    assert places_of("Fighting continued in Kharkiv.", published="2022-03-10") == ["Kharkiv"]


def test_languages_that_have_names_for_regions() -> None:
    assert places_of("Бої тривають у Курську.", "uk") == ["Kursk"]


def test_all_that_the_mention_places_follows() -> None:
    text = "Two drones were intercepted over Kursk, where Ukrainian forces have been fighting for a week."
    assert set(places_of(text)) == {"Kursk Oblast"}

"""Names that are no places where they stand, and the same names where they are."""

from __future__ import annotations

import pytest

from contested.locate.no_places import keep_places
from contested.model import Name

# A text, the name in it, whether it is a place there, and the language.
ROWS = [
    ("the Minsk agreements", "Minsk", False, "en"),
    ("talks in Minsk", "Minsk", True, "en"),
    ("The New York Times reports", "New York", False, "en"),
    ("they entered New York", "New York", True, "en"),
    ("Shakhtar Donetsk won", "Donetsk", False, "en"),
    ("north of Donetsk", "Donetsk", True, "en"),
    ("General Kharkiv said", "Kharkiv", False, "en"),
    ("Maj. Gen. Kharkiv said", "Kharkiv", False, "en"),
    ("Oleksandr Syrskoye said", "Syrskoye", False, "en"),
    ("President Volodymyr Zelensky", "Volodymyr", False, "en"),
    ("a drone fell in Volodymyr. Zelensky", "Volodymyr", True, "en"),
    ("the Kyiv brigade", "Kyiv", False, "en"),
    ("a brigade near Kyiv", "Kyiv", True, "en"),
    ("the “Kupiansk” group", "Kupiansk", False, "en"),
    ("he said “Kupiansk is held”", "Kupiansk", True, "en"),
    ("the frigate Makarov", "Makarov", False, "en"),
    ("полковник Харків заявив", "Харків", False, "uk"),
    ("батальйон «Скеля» взяв", "Скеля", False, "uk"),
    ("бої за Скеля", "Скеля", True, "uk"),
    ("у місті Харків", "Харків", True, "uk"),
    ("Шахтёр Донецк выиграл", "Донецк", False, "ru"),
    ("Сергей Судья сказал", "Судья", False, "ru"),
    ("Velyka Synkivka fell", "Synkivka", False, "en"),
    ("the Upper Toretsk road", "Toretsk", False, "en"),
    ("a new Toretsk road", "Toretsk", True, "en"),
    ("Верхню Синьківку взято", "Синьківку", False, "uk"),
    ("нову Синьківку взято", "Синьківку", True, "uk"),
    ("Старую Гродовку взяли", "Гродовку", False, "ru"),
    ("севернее Донецк", "Донецк", True, "ru"),
    ("the Moskva cruiser sank", "Moskva", False, "en"),
    ("Shakhtar (Donetsk) won", "Donetsk", False, "en"),
    ("перемога над «Шахтарем» Донецьк", "Донецьк", False, "uk"),
    ("«Металіст» (Харків) виграв", "Харків", False, "uk"),
    ("бригада «Скеля» (Донецьк)", "Донецьк", True, "uk"),
    ("завод «Топаз» Донецьк", "Донецьк", True, "uk"),
    ("«Зенит» Донецк", "Донецк", False, "ru"),
    ("Kyiv brigade", "Kyiv", True, "de"),
]


@pytest.mark.parametrize(("text", "name", "is_place", "language"), ROWS, ids=[row[0] for row in ROWS])
def test_what_stands_around_a_name(text: str, name: str, is_place: bool, language: str) -> None:
    start = text.index(name)
    found = Name(start, start + len(name), name, ("settlement",))
    assert keep_places(text, [found], language) == ([found] if is_place else [])

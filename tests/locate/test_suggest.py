"""Known names suggested for an unknown one."""

from __future__ import annotations

import pytest

from contested.locate.suggest import skeleton, suggest

KNOWN = [
    "Kolisnykivka",
    "Radkivka",
    "Rubizhne",
    "Bakhmut",
    "Siverskodonetsk",
    "Robotyne",
    "Petropavlivka",
    "Кругляківка",
]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Koliesnikivka", "Kolisnykivka"),
        ("Колесниковка", "Kolisnykivka"),
        ("Redkovka", "Radkivka"),
        ("Радьківка", "Radkivka"),
        ("Rabotino", "Robotyne"),
        ("Bahmut", "Bakhmut"),
        ("Krugliakovka", "Кругляківка"),
    ],
)
def test_likeliest_name_comes_first(name: str, meant: str) -> None:
    ranked = suggest(name, KNOWN)
    assert ranked[0][0] == meant
    assert ranked == sorted(ranked, key=lambda one: (-one[1], one[0]))


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    assert suggest("Ouagadougou", KNOWN) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Koliesnikivka", "Колісниківка"),
        ("Redkovka", "Радьківка"),
        ("Харків", "Kharkov"),
        ("Schewtschenkowe", "Шевченкове"),
        ("Жовтневе", "Zhovtneve"),
        ("Щастя", "Schastye"),
        ("Григорівка", "Hryhorivka"),
        ("Григорівка", "Grigorovka"),
        ("Винница", "Vinnytsia"),
    ],
)
def test_spellings_of_one_name_share_a_skeleton(first: str, second: str) -> None:
    assert skeleton(first) == skeleton(second) != ""


def test_names_apart_have_skeletons_apart() -> None:
    assert len({skeleton(name) for name in KNOWN}) == len(KNOWN)

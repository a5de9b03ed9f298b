"""The Ukrainian and Russian readers: they answer whatever the English one answers, and case changes no place."""

from __future__ import annotations

import pytest

from contested.extract.language import read_language
from contested.vocabulary import event_types
from tests.extract.reading import read_claims

SLAVIC = ("uk", "ru")

# One place in the cases that prepositions and verbs ask for.
CASES = [
    ("uk", "Synkivka", "Росіяни захопили Синьківку."),
    ("uk", "Synkivka", "Росіяни просунулися біля Синьківки."),
    ("uk", "Synkivka", "Росіяни просунулися в Синьківці."),
    ("uk", "Synkivka", "Росіяни просунулися під Синьківкою."),
    ("uk", "Kupiansk", "Росіяни просунулися до Куп'янська."),
    ("uk", "Kupiansk", "Росіяни просунулися під Куп’янськом."),
    ("uk", "Robotyne", "Росіяни відійшли з Роботиного."),
    ("uk", "Robotyne", "ЗСУ закріпилися в Роботиному."),
    ("ru", "Synkivka", "Россияне заняли Синьковку."),
    ("ru", "Synkivka", "Россияне продвинулись возле Синьковки."),
    ("ru", "Synkivka", "Россияне продвинулись в Синьковке."),
    ("ru", "Synkivka", "Россияне продвинулись под Синьковкой."),
    ("ru", "Kupiansk", "Россияне продвинулись к Купянску."),
    ("ru", "Kupiansk", "Россияне вошли в Купянск."),
    ("uk", "Synkivka", "Росіяни захопили н.п. Синьківка."),
    ("uk", "Synkivka", "Росіяни просунулися біля с. Синьківка."),
    ("ru", "Synkivka", "Россияне заняли н.п. Синьковка."),
    ("ru", "Synkivka", "Россияне заняли н. п. Синьковка."),
    ("ru", "Sudzha", "ВСУ отошли из Суджи."),
    ("ru", "Sudzha", "ВСУ закрепились под Суджей."),
]


@pytest.mark.parametrize("code", SLAVIC)
@pytest.mark.parametrize("table", ["classes", "voices", "voice_kinds", "figures"])
def test_every_list_of_the_english_reader_is_there(code: str, table: str) -> None:
    wanted, found = (getattr(read_language(one)[0], table) for one in ("en", code))
    assert not wanted.keys() - found.keys()


@pytest.mark.parametrize("code", SLAVIC)
def test_every_form_of_a_date_is_there(code: str) -> None:
    wanted, found = (read_language(one)[0].dates for one in ("en", code))
    assert not wanted.named.keys() - found.named.keys()
    only_english = {"quarter", "night_about"}  # "Q2 2024", "overnight Sunday"
    assert not {form for form, rows in wanted.forms.items() if rows} - found.forms.keys() - only_english


@pytest.mark.parametrize("code", SLAVIC)
def test_every_event_type_can_be_read(code: str) -> None:
    assert not event_types().keys() - read_language(code)[1].keys()


@pytest.mark.parametrize(("code", "place", "text"), CASES)
def test_a_place_is_the_same_in_every_case(code: str, place: str, text: str) -> None:
    assert [one.name for claim in read_claims(text, code) for one in claim.places] == [place]

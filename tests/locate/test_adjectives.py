"""Adjectives of place names and the words they stand before."""

from __future__ import annotations

import pytest

from contested.locate.adjectives import adjective_forms, adjectives, town_words

ROWS = [
    ("Куп'янськ", "куп'янському"),
    ("Харків", "харківської"),
    ("Лиман", "лиманський"),
    ("Торецьк", "торецький"),
    ("Сєвєродонецьк", "сєвєродонецький"),
    ("Оріхів", "оріхівський"),
    ("Гуляйполе", "гуляйпільський"),
    ("Суми", "сумський"),
    ("Запоріжжя", "запорізькому"),
    ("Кремінна", "кремінський"),
    ("Авдіївка", "авдіївському"),
    ("Курахове", "курахівський"),
    ("Липці", "липецький"),
    ("Волноваха", "волноваський"),
    ("Кременчук", "кременчуцький"),
    ("Велика Новосілка", "великоновосілківський"),
    ("Нова Каховка", "новокаховський"),
    ("Часів Яр", "часовоярський"),
    ("Кривий Ріг", "криворізький"),
    ("Середина-Буда", "середино-будська"),
    ("Новгород-Сіверський", "новгород-сіверську"),
    ("Купянск", "купянском"),
    ("Харьков", "харьковскую"),
    ("Сумы", "сумской"),
    ("Запорожье", "запорожской"),
    ("Покровск", "покровский"),
    ("Константиновка", "константиновском"),
    ("Красный Лиман", "краснолиманском"),
]


@pytest.mark.parametrize(("name", "form"), ROWS)
def test_adjective_is_made(name: str, form: str) -> None:
    assert form in adjective_forms(name)


def test_a_latin_name_is_its_own_adjective() -> None:
    assert adjective_forms("Kupiansk") == ()


def test_directions_of_each_language_are_words_in_lower_case() -> None:
    assert {"напрямку", "направлении"} <= town_words()
    for one in adjectives().values():
        assert len(one.directions) > 15
        assert all(word.isalpha() and word == word.lower() for word in one.directions)

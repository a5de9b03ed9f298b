"""Adjectives of place names and the words they stand before."""

from __future__ import annotations

import pytest

from contested.locate.adjectives import adjective_forms, area_words, land_forms

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


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Харків", "харківщині"),
        ("Донецьк", "донеччина"),
        ("Суми", "сумщину"),
        ("Луганск", "луганщине"),
        ("Донецк", "донетчины"),
    ],
)
def test_land_is_named_after_its_town(name: str, form: str) -> None:
    assert form in land_forms(name)


@pytest.mark.parametrize(
    ("code", "word", "area"),
    [
        ("en", "direction", "direction"),
        ("en", "oblast", "region"),
        ("en", "raion", "district"),
        ("uk", "напрямку", "direction"),
        ("uk", "області", "region"),
        ("uk", "громади", "community"),
        ("ru", "направлении", "direction"),
        ("ru", "районе", "district"),
    ],
)
def test_words_behind_an_adjective_tell_what_it_means(code: str, word: str, area: str) -> None:
    assert area_words(code)[word] == area


def test_no_word_means_two_things() -> None:
    for code in ("en", "uk", "ru"):
        words = area_words(code)
        assert len(words) > 15
        assert all(word == word.lower() for word in words)

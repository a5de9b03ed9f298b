"""The names of known sources in other cases: which forms are made, and which never are; whose word a following sentence
says."""

from __future__ import annotations

import pytest

from contested.errors import SettingsError
from contested.extract.language import list_languages, read_language
from contested.extract.source_names import case_forms, read_rows
from tests.extract.reading import read_claims

FORMS = [
    ("uk", "Олег Синєгубов", "олега синєгубова"),
    ("uk", "Ганна Маляр", "ганни маляр"),
    ("uk", "Ян Матвєєв", "яна матвєєва"),
    ("uk", "Костянтин Машовець", "костянтина машовця"),
    ("uk", "Сергій Стерненко", "сергія стерненка"),
    ("uk", "Рибар", "рибаря"),
    ("uk", "Генеральний штаб", "генеральному штабі"),
    ("uk", "Генштаб ЗСУ", "генштабу зсу"),
    ("uk", "Сили оборони півдня", "силах оборони півдня"),
    ("uk", "Міністерство оборони РФ", "міністерстві оборони рф"),
    ("uk", "Українська правда", "української правди"),
    ("uk", "Телеграм-канал «База»", "телеграм-каналу «база»"),
    ("ru", "Пушилин", "пушилиным"),
    ("ru", "Олег Синегубов", "олегу синегубову"),
    ("ru", "Ян Матвеев", "яна матвеева"),
    ("ru", "Рыбарь", "рыбаря"),
    ("ru", "Евгений Поддубный", "евгения поддубного"),
    ("ru", "Мария Захарова", "марии захаровой"),
    ("ru", "Министерство обороны России", "министерства обороны россии"),
    ("ru", "Институт изучения войны", "институте изучения войны"),
]
NO_FORMS = [("uk", "ТАСС"), ("ru", "ФСБ"), ("ru", "DeepState"), ("uk", "ОСУВ «Хортиця»"), ("en", "Рыбарь")]


def forms_of(code: str, name: str) -> list[str]:
    return list(case_forms(name, read_language(code)[0].name_endings))


@pytest.mark.parametrize(("code", "name", "form"), FORMS)
def test_form(code: str, name: str, form: str) -> None:
    assert form in forms_of(code, name)


@pytest.mark.parametrize(("code", "name"), NO_FORMS)
def test_no_forms(code: str, name: str) -> None:
    assert forms_of(code, name) == []


@pytest.mark.parametrize(("code", "name", "other"), [("ru", "Рыбарь", "рыбак"), ("uk", "Рибар", "рибак")])
def test_another_word_is_no_form(code: str, name: str, other: str) -> None:
    assert not [form for form in forms_of(code, name) if form.startswith(other)]


def test_every_row_has_its_cases() -> None:
    tables = {code: read_language(code)[0].name_endings for code in list_languages()}
    assert [code for code, table in tables.items() if table] == ["ru", "uk"]
    for table in tables.values():
        read_rows(tuple(table.items()))


def test_a_row_without_a_case_is_refused() -> None:
    with pytest.raises(SettingsError, match="name_endings: 'ов' has 2 cases, expected 5"):
        read_rows((("ов", "ова ову"),))


FOLLOWED = [
    ("Росіяни захопили Синьківку.\nПро це повідомив Прокудін.", [["Oleksandr Prokudin"]]),
    (
        "Росіяни захопили Синьківку.\nСили оборони звільнили Роботине.\nПро це повідомив Прокудін.",
        [[], ["Oleksandr Prokudin"]],
    ),
    (
        "Росіяни захопили Синьківку. Сили оборони звільнили Роботине. Про це повідомив Прокудін.",
        [["Oleksandr Prokudin"]] * 2,
    ),
    (
        "Росіяни захопили Синьківку, повідомляє DeepState. Сили оборони звільнили Роботине. Про це повідомив Прокудін.",
        [["DeepState"], ["Oleksandr Prokudin"]],
    ),
    (
        "Росіяни захопили Синьківку, повідомляє DeepState. Про це пише Українська правда.",
        [["Ukrainska Pravda", "DeepState"]],
    ),
    ("Про це повідомив Прокудін. Росіяни захопили Синьківку.", [[]]),
]


@pytest.mark.parametrize(("text", "voices"), FOLLOWED)
def test_whose_word_the_next_sentence_says(text: str, voices: list[list[str]]) -> None:
    assert [[one.name for one in claim.voices] for claim in read_claims(text, "uk")] == voices

"""Counts as they are written in three languages, and the numbers that count nothing."""

from __future__ import annotations

import pytest

from contested.reconcile.figures.lists import find_parts
from contested.reconcile.figures.numbers import Sentence
from contested.reconcile.figures.words import load_words

COUNTED = [
    ("en", "They shot down 45 drones.", [(45, 45, False, "drones")]),
    ("en", "nearly 12,000 missiles and drones", [(12000, 12000, True, "drones+missiles")]),
    ("en", "at least 40 Russian attacks", [(40, None, False, "attacks")]),
    ("en", "up to seven square kilometres", [(None, 7, False, "square_kilometres")]),
    ("en", "10-12 tanks and 5 or more trucks", [(10, 12, False, "tanks"), (5, None, False, "vehicles")]),
    ("en", "between five and seven villages", [(5, 7, False, "settlements")]),
    ("en", "twenty-five long-range drones", [(25, 25, False, "drones")]),
    ("en", "650,000 (+1,200) soldiers", [(650000, 650000, False, "soldiers"), (1200, 1200, False, None)]),
    ("en", "45 drone attacks", [(45, 45, False, "attacks")]),
    ("en", "two police officers and three children", [(2, 2, False, "police"), (3, 3, False, "children")]),
    (
        "en",
        "2,000 soldiers, 2100 soldiers",
        [(2000, 2000, False, "soldiers"), (2100, 2100, False, "soldiers")],
    ),
    ("en", "dozens of drones", [(24, None, True, "drones")]),
    ("en", "the toll rose to 155 people", [(155, 155, False, "people")]),
    ("ru", "сбиты 34 БПЛА", [(34, 34, False, "drones")]),
    ("ru", "около 906,5 тысячи человек", [(906500, 906500, True, "people")]),
    ("ru", "число погибших возросло до 155 человек", [(155, 155, False, "people")]),
    ("ru", "до пяти человек", [(None, 5, False, "people")]),
    ("ru", "освободили 1 150 кв. км", [(1150, 1150, False, "square_kilometres")]),
    ("ru", "два беспилотных летательных аппарата", [(2, 2, False, "drones")]),
    ("ru", "не менее двадцати пяти танков", [(25, None, False, "tanks")]),
    ("uk", "збито 50 «Шахедів»", [(50, 50, False, "drones")]),
    ("uk", "щонайменше п'ять ракет", [(5, None, False, "missiles")]),
    ("uk", "близько 650 тис. військових", [(650000, 650000, True, "soldiers")]),
    ("uk", "два населені пункти", [(2, 2, False, "settlements")]),
]
NOT_COUNTED = [
    ("en", "a 152 mm gun 5 km from the T-72 of the 47th brigade at 11:35 on 5 March 2024"),
    ("en", "a 61-year-old woman, 24/7, № 1, route P66, in 2022"),
    ("en", "one of them, in 3 hours, 20 tonnes, $5 million"),
    ("ru", "155-я бригада, 82-летняя женщина, с 11.35 до 12.45 мск, 24 ноября 2024 года"),
    ("ru", "152 мм, в 30 км, 40 лет, за 3 часа, один из них, https://t.me/ridge/6433"),
    ("uk", "155-та бригада, 82-річна жінка, 24 листопада 2024 року, за 5 км, 152 мм, один із них"),
]
PARTS = [
    ("en", "45 drones, including 23 over Bryansk and six over Belgorod", [(45, (23, 6), False)]),
    ("en", "45 drones: 23 over Bryansk, 12 over Kursk and 10 over Oryol.", [(45, (23, 12, 10), True)]),
    ("en", "80 of the 100 drones", [(100, (80,), False)]),
    ("en", "12 people, among them two children and five women", [(12, (2, 5), False)]),
    ("en", "12 people were wounded, among them two children, another four were killed", [(12, (2,), False)]),
    ("en", "45 drones and two missiles", []),
    ("en", "45 drones were shot down. Two children were hurt, among them a girl.", []),
    ("ru", "34 БПЛА, из них 27 над Курской областью и один над Орловской", [(34, (27, 1), False)]),
    ("ru", "пострадали 12 человек, из них четверо тяжело, ещё четверо погибли", [(12, (4,), False)]),
    ("uk", "34 дрони, з них 20 над Київщиною та 14 над Сумщиною", [(34, (20, 14), False)]),
    ("uk", "80 зі 100 дронів", [(100, (80,), False)]),
]


def read(language: str, text: str) -> Sentence:
    words = load_words(language)
    assert words is not None
    return Sentence(text, words)


@pytest.mark.parametrize(("language", "text", "counts"), COUNTED)
def test_counts(language: str, text: str, counts: list[tuple[float | None, float | None, bool, str]]) -> None:
    found = [(one.low, one.high, one.approximate, one.thing) for one in read(language, text).numbers]
    assert found == counts


@pytest.mark.parametrize(("language", "text"), NOT_COUNTED)
def test_what_is_no_count(language: str, text: str) -> None:
    assert [one for one in read(language, text).numbers if one.thing] == []


@pytest.mark.parametrize(("language", "text", "wanted"), PARTS)
def test_parts(language: str, text: str, wanted: list[tuple[float, tuple[float, ...], bool]]) -> None:
    sentence = read(language, text)
    numbers = sentence.numbers
    assert [
        (numbers[one.total].low, tuple(numbers[part.number].low for part in one.parts), one.complete)
        for one in find_parts(sentence)
    ] == wanted


def test_a_language_without_words_of_quantities_has_none() -> None:
    assert load_words("xx") is None

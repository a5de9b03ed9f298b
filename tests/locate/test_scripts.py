"""Look-alike letters, mixed scripts and marks that nobody sees: no name is found at a wrong place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.locate.fold import fold_name
from contested.locate.scripts import (
    LOOSE,
    UPRIGHT,
    Sighting,
    clear_marks,
    find_through,
    script_of,
    untangle,
)
from contested.locate.variants import name_variants
from contested.theatres import list_theatres, load_theatre
from tests.timing import seconds

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Names:
    """A finder of plain names, as simple as one can be: the longest run of words that is a form of a name."""

    def __init__(self, places: dict[str, list[str]]) -> None:
        self.by_form: dict[str, set[str]] = {}
        for place_id, names in places.items():
            for form in name_variants(names, "UA"):
                self.by_form.setdefault(form, set()).add(place_id)
        self.words = max(len(WORD.findall(form)) for form in self.by_form)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        folded = fold_name(text)
        words = list(WORD.finditer(folded))
        n = 0
        while n < len(words):
            for last in range(min(n + self.words, len(words)) - 1, n - 1, -1):
                start, end = words[n].start(), words[last].end()
                if folded[start:end] in self.by_form and text[start].isupper():
                    yield start, end, folded[start:end]
                    n = last
                    break
            n += 1

    def places_of(self, form: str) -> set[str]:
        return self.by_form.get(form, set())

    def read(self, text: str) -> list[Sighting]:
        return find_through(text, lambda one: list(self.find(one)), self.places_of)


SMALL = Names(
    {
        "kupiansk": ["Куп'янськ", "Купянск"],
        "novosilka": ["Новосілка"],
        "velyka": ["Велика Новосілка"],
        "big": ["Велика"],
        "sukha": ["Суха Балка"],
        "balka": ["Балка"],
        "rupky": ["Рупки"],
        "rypky": ["Рипки"],
        "lyman": ["Лиман"],
        "krasno": ["Красно"],
        "hrad": ["Красноград"],
        "ora": ["Ора"],
        "opa": ["Opa"],
        "york": ["Йорківка"],
    }
)

READ = [
    ("біля Купянcка", "Купянcка", "kupiansk", True),
    ("біля Кuпянcка", "Кuпянcка", "kupiansk", True),
    ("біля Kупянска", "Kупянска", "kupiansk", True),
    ("біля Куп'янcька", "Куп'янcька", "kupiansk", True),
    ("near Кupiansk", "Кupiansk", "kupiansk", True),
    ("near Κupiansk", "Κupiansk", "kupiansk", True),
    ("біля Великої Hовосілки", "Великої Hовосілки", "velyka", True),
    ("біля Н0восілки", "Н0восілки", "novosilka", True),
    ("біля Новосілки", "Новосілки", "novosilka", False),
    ("біля Крас\u200bно\u200bграда", "Крас\u200bно\u200bграда", "hrad", False),
    ("біля Красно\u00adграда", "Красно\u00adграда", "hrad", False),
    ("біля \u202eЛимана\u202c", "Лимана", "lyman", False),
    ("біля Лима\u0301на", "Лима\u0301на", "lyman", False),
    ("біля И\u0306орківки", "И\u0306орківки", "york", False),
    ("біля Лимана, Купянcка", "Лимана", "lyman", False),
    ("HIMARS, Лиман", "Лиман", "lyman", False),
    ("Оборона Лимана та HIMARS", "Лимана", "lyman", False),
]


@pytest.mark.parametrize(("text", "span", "place", "look_alike"), READ)
def test_name_is_read_where_it_stands(text: str, span: str, place: str, look_alike: bool) -> None:
    found = {text[one.start : one.end]: one for one in SMALL.read(text)}
    assert span in found
    assert SMALL.places_of(found[span].form) == {place}
    assert found[span].look_alike is look_alike


GIVEN_UP = [
    ("біля Великої Nовосілки", "a letter that looks like none, and a shorter name before it"),
    ("біля Рuпки", "two names can be meant"),
    ("біля Cyxa Балка", "Latin letters make another name of what is left"),
    ("біля Opa", "all letters could be of another script, in which it is another place"),
    ("біля Ора", "the same, the other way round"),
    ("біля Красно\u200bполя", "a mark does not part words"),
    ("біля Красно\u0336тал", "nor does a stroke"),
    ("біля Лимаnа", "no such reading"),
]


@pytest.mark.parametrize(("text", "because"), GIVEN_UP)
def test_name_is_given_up(text: str, because: str) -> None:
    assert SMALL.read(text) == [], because


@pytest.mark.parametrize(
    ("word", "script", "readings"),
    [
        ("Kupiansk", "latin", ("Kupiansk",)),
        ("Лиман", "cyrillic", ("Лиман",)),
        ("Кuпянcк", "mixed", ("Купянск", "Кипянск")),
        ("Cyxa", "latin", ("Cyxa", "Суха")),
        ("Nовосілка", "mixed", ()),
        ("Κυπρος", "other", ()),
        ("2022", "", ()),
    ],
)
def test_readings_of_a_word(word: str, script: str, readings: tuple[str, ...]) -> None:
    assert script_of(word) == script
    assert untangle(word)[: len(readings)] == readings
    assert bool(untangle(word)) == bool(readings)


@given(st.text(st.sampled_from("аоcxпKк 03'-")))
def test_readings_are_as_long_as_the_word(word: str) -> None:
    assert {len(reading) for reading in untangle(word)} <= {len(word)}


@given(st.text(st.sampled_from(["Л", "и", "\u0306", "\u0301", "\u200b", " ", "\u202e", "a", "\ufeff"])))
def test_cleared_letters_keep_their_places(text: str) -> None:
    clear = clear_marks(text)
    assert len(clear.text) == len(clear.starts) == len(clear.ends)
    for letter, start, end in zip(clear.text, clear.starts, clear.ends, strict=True):
        assert unicodedata.normalize("NFD", letter)[0] == text[start]
        assert start < end <= len(text)


@pytest.mark.parametrize(
    "unit", ["Лиман, Купянcк, ", "Кuпянcк Лиман ", "Rim Лиман ", "Красно\u200bград; ", "Н0восілка "]
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def spent(times: int) -> float:
        text = unit * times
        return seconds(lambda: SMALL.read(text))

    spent(100)
    assert spent(2_000) < 20 * max(spent(400), 0.01)  # 5 where time is linear, 25 where it is quadratic


# Ten thousand variants of names of a made gazetteer and of the theatre's.

VARIANTS = 10_000
SEED = 20_261_125
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202d\u202e\u2066\u2069\u061c"
STRAY = "ЖN"  # of the other script, and like none of the own
STRANGE = "אبკあ"  # letters of a third script
STRAY = {
    True: "N",
    False: "Ж",
}  # a letter of the other script that looks like none of a Cyrillic word, of a Latin one
TO_LATIN = {cyrillic: latin for latin, cyrillic in (*LOOSE, *UPRIGHT) if latin.isalpha()}
TO_CYRILLIC = {latin: cyrillic for latin, cyrillic in (*LOOSE, *UPRIGHT) if latin.isalpha()}
CYRILLIC = frozenset(map(chr, range(0x400, 0x530)))
UPRIGHT_LATIN = {cyrillic: latin for latin, cyrillic in UPRIGHT}
UPRIGHT_CYRILLIC = dict(UPRIGHT)
SENTENCES = (
    "Ворог атакував поблизу {} і відступив.",
    "Бои идут за {}, сообщает штаб.",
    "Fighting continues near {}, officials said.",
    "{} обстріляли вночі.",
    "Сили оборони: Лиман, {}; ще тихо.",
    "Kupiansk–{} line",
)


def made_places(chance: Random) -> dict[str, list[str]]:
    """Names that are easily mistaken: short ones, parts of longer ones, twins in two scripts, и and у."""
    onsets, vowels = "бвгдзклмнпрстх", "аеиоуі"
    places: dict[str, list[str]] = {}
    for n in range(250):
        stem = "".join(chance.choice(onsets) + chance.choice(vowels) for _ in range(chance.randint(1, 3)))
        name = (stem + chance.choice(["вка", "рськ", "не", "ха", "с", "ри"])).capitalize()
        places[f"made:{n}"] = [name]
        if n % 5 == 0:
            places[f"made:{n}:part"] = [f"{chance.choice(['Велика', 'Суха', 'Стара', 'Ново'])} {name}"]
        if n % 7 == 0:
            places[f"made:{n}:joined"] = [f"Ново{name.lower()}"]
        if n % 3 == 0:
            places[f"made:{n}:vowel"] = [name.replace("и", "у")]
        twin = "".join(UPRIGHT_LATIN.get(letter, letter) for letter in name)
        if n % 2 == 0 and twin.isascii():
            places[f"made:{n}:twin"] = [twin]
    for n, name in enumerate(["Велика", "Суха", "Стара", "Ново", "Ора", "Рис", "Сова", "Тепе"]):
        places[f"made:head:{n}"] = [name]
        twin = "".join(UPRIGHT_LATIN.get(letter, letter) for letter in name)
        if twin.isascii():
            places[f"made:twin:{n}"] = [twin]
    return places


def theatre_places() -> dict[str, list[str]]:
    return {
        place.place_id: [place.name, *place.names]
        for theatre in list_theatres()
        for place in load_theatre(theatre).places
        if place.kind == "settlement"
    }


def changed(name: str, chance: Random) -> str:
    """One way to write a name that looks the same, or nearly."""
    letters = list(name)
    how = chance.randrange(7)
    spots = chance.sample(range(len(letters)), chance.randint(1, max(1, len(letters) // 3)))
    if how == 0:
        spots = list(range(len(letters)))
    for spot in spots:
        letter = letters[spot]
        if how == 0:  # a word of one script that only an upright likeness makes is no name of its own
            letters[spot] = UPRIGHT_LATIN.get(letter) or UPRIGHT_CYRILLIC.get(letter) or letter
        elif how <= 2:
            letters[spot] = TO_LATIN.get(letter) or TO_CYRILLIC.get(letter) or letter
        elif how == 3:
            letters[spot] = letter + chance.choice(INVISIBLE)
        elif how == 4:
            letters[spot] = unicodedata.normalize("NFD", letter) + chance.choice(["", "\u0301", "\u0336"])
        elif how == 5:
            letters[spot] = {"о": "0", "О": "0", "з": "3", "З": "3"}.get(
                letter, chance.choice(STRANGE + STRAY[letter in CYRILLIC])
            )
        else:
            letters[spot] = (TO_LATIN.get(letter) or TO_CYRILLIC.get(letter) or letter) + chance.choice(
                INVISIBLE
            )
    return "".join(letters)


def is_found(form: str, names: Names) -> bool:
    """Whether the finder finds a form where nothing is changed: not where it ends in an apostrophe."""
    return [found for *_, found in names.find(form.title())] == [form]


def wrong_finds(
    text: str, start: int, end: int, meant: set[str], names: Names, found: list[Sighting]
) -> list[str]:
    """Sightings within a changed name that cannot mean its place."""
    return [
        text[one.start : one.end]
        for one in found
        if one.start < end and start < one.end and meant.isdisjoint(names.places_of(one.form))
    ]


def test_no_variant_is_found_at_a_wrong_place() -> None:
    chance = Random(SEED)
    names = Names(made_places(chance) | theatre_places())
    forms = sorted(form for form in names.by_form if len(form) >= 3 and is_found(form, names))
    tally: Counter[str] = Counter()
    wrong: list[tuple[str, list[str]]] = []
    for _ in range(VARIANTS):
        form = chance.choice(forms)
        written = changed(form.title() if chance.random() < 0.8 else form.upper(), chance)
        sentence = chance.choice(SENTENCES)
        text, start = sentence.format(written), sentence.index("{")
        end, meant = start + len(written), names.places_of(form)
        found = names.read(text)
        bad = wrong_finds(text, start, end, meant, names, found)
        if bad:
            wrong.append((text, bad))
        plain = [Sighting(*one, look_alike=False) for one in names.find(text)]
        tally["wrong if read plainly"] += bool(wrong_finds(text, start, end, meant, names, plain))
        tally["right"] += any(one.start < end and start < one.end for one in found) and not bad
    assert wrong == []
    assert tally["wrong if read plainly"] > 300  # the variants are hard ones
    assert tally["right"] > VARIANTS // 2  # and giving all up is no answer

"""The names of a row as they stand, in; the place's own names, the shown one first, out.

Dropped: type words ("город Москва", "смт Нове", "Нове (село)"), stress marks, names that are none. Names all in lower
case get their capitals; a word that mixes Latin and Cyrillic letters that look alike is written in one script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from contested.locate.data import read_data

LONGEST = 80
SEPARATED = re.compile(r"[;|]")
NOTE = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
# Stress marks, soft hyphens, joiners and marks of direction: nobody reads them.
UNSEEN = re.compile("[\u0300\u0301\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
INNER = re.compile('["«»“”„*]')
EDGES = " ,.-–—'’ʼ`´"
NO_NAME = re.compile(r"[<>{}\\@#=_:/]|\d{5}")
LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
MIXED = re.compile(r"[A-Za-zÀ-ž](?=[Ѐ-ӿ])|[Ѐ-ӿ](?=[A-Za-zÀ-ž])")
CYRILLIC, LATIN = "асеіїорхутвнкмАВСЕІЇНКМОРТХУ", "aceiïopxytbhkmABCEIÏHKMOPTXY"
TO_LATIN, TO_CYRILLIC = str.maketrans(CYRILLIC, LATIN), str.maketrans(LATIN, CYRILLIC)


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """`names.toml`."""

    words: tuple[str, ...]
    always: tuple[str, ...]
    short: tuple[str, ...]
    after: tuple[str, ...]
    not_names: frozenset[str]
    bodies: frozenset[str]
    small: frozenset[str]


@cache
def read_rules() -> Rules:
    """The table."""
    return read_data("tables/names.toml", Rules)


def any_of(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def type_words() -> re.Pattern[str]:
    """What stands before or after a name and says what the place is."""
    rules = read_rules()
    always = any_of((*rules.always, *map(str.capitalize, rules.always), "СМТ", "ПГТ"))
    before = rf"(?:(?:{any_of(rules.words)})\s+(?=[^\Wa-zа-яёіїєґ_]|['\"«])|(?:{always})\s+|(?:{any_of(rules.short)})\s*(?=\w))"
    after = rf"(?:\s*,\s*(?:{any_of((*rules.words, *rules.short))})|\s+(?:{any_of(rules.after)}))"
    return re.compile(rf"^{before}(?=.)|(?<=\w){after}$")


def split_names(value: object) -> list[str]:
    """The names in a cell: separated by semicolons or bars, else by commas; a list has one each."""
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    text = str(value)
    return SEPARATED.split(text) if SEPARATED.search(text) else text.split(",")


def clean_names(stated: Iterable[str]) -> list[str]:
    """The names that are names, each once, in their order."""
    return list(dict.fromkeys(filter(None, map(clean_name, stated))))


def clean_name(stated: str) -> str:
    """A name as it is written in a text, or an empty one."""
    name = stated
    if not name.isascii():
        name = UNSEEN.sub("", unicodedata.normalize("NFC", name))
    if "(" in name or "[" in name:
        name = NOTE.sub("", name)
    name = " ".join(INNER.sub("", name).split()).strip(EDGES)
    if not name.isalpha():  # of one word, there is nothing to take away
        name = type_words().sub("", name).strip(EDGES)
    if not is_name(name):
        return ""
    if MIXED.search(name):
        name = WORD.sub(one_script, name)
    return capitals(name) if name.islower() else name


def is_name(name: str) -> bool:
    """Whether words can be the name of a place: two letters or more, no sentence, no body, no address."""
    if not 2 <= len(name) <= LONGEST:
        return False
    if name.isalpha():
        return name.lower() not in read_rules().not_names
    if NO_NAME.search(name) or not LETTERS.search(name):
        return False
    lowered = name.lower()
    rules = read_rules()
    return lowered not in rules.not_names and not rules.bodies.intersection(lowered.split())


def one_script(word: re.Match[str]) -> str:
    """A word in the script of most of its letters, where the others have a twin there."""
    text = word[0]
    cyrillic = sum("Ѐ" <= letter <= "ӿ" for letter in text)
    latin = sum(letter < "ɐ" and letter.isalpha() for letter in text)
    if not cyrillic or not latin:
        return text
    return text.translate(TO_CYRILLIC if cyrillic >= latin else TO_LATIN)


def capitals(name: str) -> str:
    """A name in lower case with its capitals: "ростов-на-дону" is Ростов-на-Дону, "кам'янка" Кам'янка."""
    small = read_rules().small

    def capital(word: re.Match[str]) -> str:
        text = word[0]
        return text if word.start() and text in small else text[:1].upper() + text[1:]

    return WORD.sub(capital, name)

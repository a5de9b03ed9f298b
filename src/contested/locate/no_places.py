"""Names found in a text, in; those that name a place there, out.

A gazetteer's name is also a surname, a first name, a unit, a newspaper, a treaty or a football club; what stands
around it says so. Names that speak ("Moscow said") are left to the reader of sentences, which knows who acts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from contested.locate.beside import WINDOW, WORD, word_before
from contested.locate.data import read_data
from contested.locate.fold import fold_name
from contested.model import Name

# A club in quotation marks before its town, which may be in brackets: «Шахтар» Донецьк, "Shakhtar" (Donetsk).
QUOTED = re.compile(r"[“«„\"]([^\W\d_]{2,20})[”»“\"] \(?$|(?<!\w)([^\W\d_]{2,20}) \($")
LONGEST_END = 3  # letters of an adjective's ending
QUOTES = ("“”", "«»", "„“", '""', "''", "‘’")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's words, as `no_places.toml` tells them."""

    parts: tuple[str, ...]
    behind: frozenset[str]
    before: frozenset[str]
    ranks: frozenset[str]
    given: frozenset[str]


@cache
def load_words() -> dict[str, Words]:
    """`no_places.toml`, by language."""
    return read_data("no_places.toml", dict[str, Words])


def keep_places(text: str, names: Sequence[Name], language: str) -> list[Name]:
    """The names that are places where they stand, in their order."""
    words = load_words().get(language)
    return [name for name in names if words is None or not is_other(text, name, words)]


def is_other(text: str, name: Name, words: Words) -> bool:
    """Whether a name is a person's, a unit's, a paper's, a treaty's or a club's."""
    if is_quoted(text, name):
        return True
    behind = WORD.match(text, name.end + 1) if text[name.end : name.end + 1].isspace() else None
    next_word = behind.group() if behind else ""
    before = word_before(text, name.start)
    last_word = fold_name(text[slice(*before)]) if before else ""
    if next_word.lower() in words.behind or last_word in words.before | words.ranks | words.given:
        return True
    if before is not None and text[before[1] : name.start] == " " and is_part(text[slice(*before)], words):
        return True
    if (club := QUOTED.search(text, max(0, name.start - WINDOW), name.start)) is not None:
        return fold_name(club.group(1) or club.group(2)) in words.before
    return next_word[:1].isupper() and fold_name(name.text) in words.given


def is_part(word: str, words: Words) -> bool:
    """Whether a word before a name is the first one of a longer name that the gazetteer lacks: "Velyka Synkivka"."""
    folded = fold_name(word)
    return word[:1].isupper() and any(
        folded.startswith(stem) and len(folded) - len(stem) <= LONGEST_END for stem in words.parts
    )


def is_quoted(text: str, name: Name) -> bool:
    """Whether the name alone stands in quotation marks: a unit, a ship, a call sign."""
    around = text[max(0, name.start - 1) : name.start] + text[name.end : name.end + 1]
    return around in QUOTES

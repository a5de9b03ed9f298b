"""Adjectives of place names: a name, in; the forms of "куп'янський", "харківський", "Харківщина", out.

Such a form alone is no place ("a Kharkiv man"): it names one only before a word of `areas` ("напрямку",
"області", "direction"). The land's name ("Харківщина") is one by itself. Rules: `adjectives.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from contested.locate.cases import BARE, CONSONANTS, languages_of
from contested.locate.fold import fold_name

Area = Literal["direction", "region", "district", "community"]
LONGEST_END = 5


class Adjectives(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `adjectives.toml`."""

    areas: dict[Area, tuple[str, ...]]
    endings: tuple[str, ...] = ()
    ends: dict[str, tuple[str, ...]] = {}
    land: dict[str, str] = {}
    land_endings: tuple[str, ...] = ()


@cache
def adjectives() -> dict[str, Adjectives]:
    """The table, by language."""
    text = (Path(__file__).parent / "adjectives.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Adjectives])


@cache
def area_words(code: str) -> dict[str, Area]:
    """The words of a language that an adjective of a place must stand before, and what they mean."""
    return {word: area for area, words in adjectives()[code].areas.items() for word in words}


def adjective_forms(name: str) -> tuple[str, ...]:
    """The adjective of a Cyrillic name in all its cases, folded; of any other name nothing."""
    return tuple(
        dict.fromkeys(
            form for code, stem in stems_of(name) for form in ended(stem, adjectives()[code].endings)
        )
    )


def land_forms(name: str) -> tuple[str, ...]:
    """The land named after a town in all cases, folded: "харківщина", "донеччину", "донетчина"."""
    forms: dict[str, None] = {}
    for code, stem in stems_of(name):
        table = adjectives()[code]
        for end, land in table.land.items():
            if stem.endswith(end):
                forms.update(dict.fromkeys(ended(stem.removesuffix(end) + land, table.land_endings)))
    return tuple(forms)


def ended(stem: str, endings: tuple[str, ...]) -> Iterator[str]:
    return (stem + ending for ending in endings)


def stems_of(name: str) -> Iterator[tuple[str, str]]:
    """The adjective's stems with their language: "харківськ". Of two words the first joins in "великоновосілківськ"; a hyphen may stay, "середино-будськ", and the first word as it is, "новгород-сіверськ"."""
    folded = fold_name(name).strip()
    if not any("а" <= letter <= "ґ" for letter in folded):
        return
    words = folded.replace("-", " ").split()
    for code in languages_of(folded):
        heads = product(*(joined_stems(word) for word in words[:-1]))
        for head, last in product(heads, last_stems(words[-1], code)):
            yield code, "".join(head) + last
            if "-" in folded:
                yield code, "-".join((*head, last))
                yield code, "-".join((*words[:-1], last))


def joined_stems(word: str) -> tuple[str, ...]:
    """A first word as the adjective takes it in: "велика" велико, "верхня" верхньо, "часів" часово."""
    if word[-2:] in ("ня", "нє", "ій"):
        return (word[:-1] + "ьо",) if word[-2] == "н" else (word[:-2] + "ньо",)
    if word[-2:] in ("ів", "їв"):
        return (word[:-2] + "ово", word)
    for end in ("ий", "ый", "ой", "ая", "ое", "а", "е", "я", "і", "о"):
        if word.endswith(end) and len(word) > len(end) + 1:
            return (word.removesuffix(end) + "о",)
    return (word + "о",) if word[-1] in CONSONANTS else (word,)


def last_stems(word: str, code: str) -> tuple[str, ...]:
    ends = adjectives()[code].ends
    for start in range(max(1, len(word) - LONGEST_END), len(word)):
        found = ends.get(word[start:])
        if found is not None:
            return tuple(word[:start] + end for end in found)
    return tuple(word + end for end in ends[BARE]) if word[-1] in CONSONANTS else ()

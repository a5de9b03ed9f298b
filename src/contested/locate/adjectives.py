"""Adjectives of place names: a name, in; the forms of "куп'янський", "харківський", out.

Such a form alone is no place ("харківський трамвай"): it names one only before a word for a direction, a community
or, in a list, a region ("напрямку", "громаді", "областями").
Rules: `adjectives.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from msgspec import Struct

from contested.locate.cases import BARE, CONSONANTS, languages_of
from contested.locate.data import read_data
from contested.locate.fold import fold_name

LONGEST_END = 5


class Adjectives(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `adjectives.toml`."""

    joins: tuple[str, ...]
    endings: tuple[str, ...]
    communities: tuple[str, ...]
    regions: tuple[str, ...]
    directions: tuple[str, ...]
    ends: dict[str, tuple[str, ...]]


@cache
def adjectives() -> dict[str, Adjectives]:
    """The table, by language."""
    return read_data("adjectives.toml", dict[str, Adjectives])


@cache
def town_words() -> frozenset[str]:
    """The words of all these languages before which an adjective means a town: for directions and communities."""
    return frozenset(word for one in adjectives().values() for word in (*one.directions, *one.communities))


@cache
def region_words() -> frozenset[str]:
    """The words of all these languages before which an adjective means a region."""
    return frozenset(word for one in adjectives().values() for word in one.regions)


@cache
def join_words() -> frozenset[str]:
    """The words of all these languages that stand between the adjectives of a list."""
    return frozenset(word for one in adjectives().values() for word in one.joins)


def adjective_forms(name: str) -> tuple[str, ...]:
    """The adjective of a Cyrillic name in all its cases, folded; of any other name nothing."""
    return tuple(
        dict.fromkeys(stem + ending for code, stem in stems_of(name) for ending in adjectives()[code].endings)
    )


def stems_of(name: str) -> Iterator[tuple[str, str]]:
    """The adjective's stems with their language: "харківськ". Of two words the first joins in "великоновосілківськ"; a
    hyphen may stay, "середино-будськ", and the first word as it is, "новгород-сіверськ"."""
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

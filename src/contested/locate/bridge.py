"""The regular Russian form of a Ukrainian place name: a folded name, in; one or a few guesses, out.

"Петропавлівка" gives "петропавловка", "Благодатне" "благодатное". A guess by rules (`bridge.toml`): it is worth
less than any written name, and a renaming ("Торецьк", once "Дзержинск") is no part of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from msgspec import Struct

from contested.locate.data import read_data

MOST = 2  # guesses for one name


class Bridge(Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from", "target": "to"}):
    """`bridge.toml`: from which language to which, and by what rules."""

    source: str
    target: str
    words: dict[str, tuple[str, ...]]
    stems: dict[str, str]
    ends: dict[str, tuple[str, ...]]
    letters: dict[str, str]
    halves: dict[str, str]


@cache
def bridge() -> Bridge:
    return read_data("bridge.toml", Bridge)


@cache
def stems() -> re.Pattern[str]:
    """All stems at once, the longest first."""
    longest = sorted(bridge().stems, key=lambda stem: (-len(stem.lstrip("^")), stem))
    return re.compile("|".join(longest))


@cache
def letters() -> re.Pattern[str]:
    return re.compile("|".join(sorted(bridge().letters, key=len, reverse=True)))


@lru_cache(maxsize=1 << 14)
def russian_of(name: str) -> tuple[str, ...]:
    """The Russian forms of a folded Ukrainian name, likeliest first, one or two."""
    parts = re.split("([ -])", name)
    guesses = product(*(russian_word(part) if part not in " -" else (part,) for part in parts))
    return tuple("".join(guess) for _, guess in zip(range(MOST), guesses, strict=False))


@lru_cache(maxsize=1 << 12)
def russian_word(word: str) -> tuple[str, ...]:
    """One word in Russian."""
    table = bridge()
    if word in table.words:
        return table.words[word]
    word = stems().sub(lambda stem: stem_of(stem.group()), word)
    for start in range(len(word)):
        ends = table.ends.get(word[start:])
        if ends is not None:
            return tuple(russian_letters(word[:start]) + end for end in ends)
    return (russian_letters(word),)


def half_russian(name: str) -> str | None:
    """A Ukrainian stem with a Russian end ("константин" is not, "костянтиновка" is), or None."""
    for start in range(len(name)):
        end = bridge().halves.get(name[start:])
        if end is not None:
            return name[:start] + end
    return None


def stem_of(found: str) -> str:
    table = bridge().stems
    return table.get(found) or table["^" + found]


def russian_letters(word: str) -> str:
    table = bridge().letters
    return letters().sub(lambda found: table[found.group()], word)

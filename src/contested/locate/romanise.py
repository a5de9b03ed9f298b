"""Latin spellings of Cyrillic names: a name and its language, in; the spellings in use, the commonest first, out.

The systems of states and libraries are those of the package translitua; what the press does besides is data
(`romanise.toml`). Spellings come folded: lower case, no accents, one apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import combinations

import translitua
from msgspec import Struct

from contested.locate.data import read_data
from contested.locate.fold import fold_name

PAIRED = 3  # of the habits that a name gives occasion for, so many are tried in pairs too


class Habit(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A way to write some letters, wherever they stand or where a pattern finds them."""

    letters: dict[str, str] = {}
    patterns: tuple[tuple[str, str], ...] = ()

    @cached_property
    def finds(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(find), put) for find, put in self.patterns)

    @cached_property
    def table(self) -> dict[int, str]:
        return {ord(letter): put for letter, put in self.letters.items()}

    def write(self, name: str) -> str:
        """The name with the letters that this habit writes its own way, in Latin; the rest as it was."""
        for find, put in self.finds:
            name = find.sub(put, name)
        return name if self.letters.keys().isdisjoint(name) else name.translate(self.table)


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `romanise.toml`."""

    systems: tuple[str, ...]
    bases: tuple[str, ...]
    habits: tuple[Habit, ...]


class Spellings(Struct, frozen=True, forbid_unknown_fields=True):
    """`romanise.toml`."""

    prefixes: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    language: dict[str, Language]


@cache
def spellings() -> Spellings:
    return read_data("romanise.toml", Spellings)


@lru_cache(maxsize=1 << 14)  # a country has a hundred villages of one name
def romanise(name: str, code: str, most: int) -> tuple[str, ...]:
    """At most so many spellings of a Cyrillic name in lower case; those with an apostrophe come without it too."""
    table = spellings()
    language = table.language[code]
    raw: set[str] = set()
    found: dict[str, None] = dict.fromkeys(table.words.get(name, ()))
    for written in write(name, language):
        if written in raw:
            continue
        raw.add(written)
        spelt = fold_name(written)
        if "'" in spelt:
            found[spelt.replace("'", "")] = None
        found[spelt] = None
        if len(found) >= most:
            break
    return tuple(found)[:most]


def write(name: str, language: Language) -> Iterator[str]:
    """A name in the bases, then in these with the commoner habits that it gives occasion for, then in the other
    systems and with the rarer habits."""
    bases = [system_of(base) for base in language.bases]
    for base in bases:
        yield translitua.translit(name, base)
    shown = [(habit, changed) for habit in language.habits if (changed := habit.write(name)) != name]
    for _, changed in shown[:PAIRED]:
        for base in bases:
            yield translitua.translit(changed, base)
    for (_, changed), (second, _) in combinations(shown[:PAIRED], 2):
        yield translitua.translit(second.write(changed), bases[0])
    for system in language.systems:
        yield translitua.translit(name, system_of(system))
    for _, changed in shown[PAIRED:]:
        yield translitua.translit(changed, bases[0])


@cache
def system_of(name: str) -> type[translitua.TransliterationTable]:
    table: type[translitua.TransliterationTable] = getattr(translitua, name)
    return table

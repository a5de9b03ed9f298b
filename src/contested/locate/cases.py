"""Cases of Cyrillic place names: a folded name, in; its forms in running text, out.

The endings are data (`endings.toml`). The words of a name stand in the same case: "великої новосілки", not
"великої новосілкою". Of a hyphenated name both parts are declined, or the last alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice, product

from msgspec import Struct

from contested.locate.data import read_data

Paradigm = tuple[tuple[str, ...], ...]  # the forms in each oblique case
CASES = 5  # genitive, dative, accusative, instrumental, locative
SHORTEST = 3  # letters; shorter words ("на") are not declined, but "яр"
BARE = "·"
LONGEST_END = 8
FORMS_A_CASE = 4  # of a name of several words
CONSONANTS = frozenset("бвгґджзйклмнпрстфхцчшщ")


class Endings(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's rows of `endings.toml` as they are read: a nominative's end and its cases in one line."""

    country: str
    letters: str
    finals: tuple[str, ...]
    ends: dict[str, str]
    adjective: dict[str, str]
    noun: dict[str, tuple[str, ...]]


class Declension(Struct, frozen=True):
    """One language's endings by case, and the letters and ends that only its names have."""

    country: str
    letters: frozenset[str]
    finals: tuple[str, ...]
    ends: dict[str, Paradigm]
    adjective: dict[str, Paradigm]
    nouns: tuple[str, ...]


@cache
def declensions() -> dict[str, Declension]:
    """The table, by language."""
    rows = read_data("endings.toml", dict[str, Endings])
    return {
        code: Declension(
            country=one.country,
            letters=frozenset(one.letters),
            finals=one.finals,
            ends={end: read_row(end, row) for end, row in one.ends.items()},
            adjective={end: read_row(end, row) for end, row in one.adjective.items()},
            nouns=one.noun["ends"],
        )
        for code, one in rows.items()
    }


def read_row(end: str, row: str) -> Paradigm:
    """A row's alternatives by case. Raises ValueError where a case is missing."""
    cases = tuple(tuple("" if form == BARE else form for form in part.split("/")) for part in row.split())
    if len(cases) != CASES:
        raise ValueError(f"endings.toml: {end!r} has {len(cases)} cases, expected {CASES}")
    return cases


def languages_of(name: str) -> tuple[str, ...]:
    """The languages that a folded Cyrillic name can be written in, by what only one of them has: letters, ends."""
    table = declensions()
    written = [
        code
        for code, one in table.items()
        if not one.letters.isdisjoint(name)
        or any(word.endswith(one.finals) for word in re.split("[ -]", name))
    ]
    return tuple(written) if len(written) == 1 else tuple(table)


@lru_cache(maxsize=1 << 14)  # a country has a hundred villages of one name
def decline(name: str, code: str) -> tuple[str, ...]:
    """The oblique cases of a folded name in one language, each once."""
    words = name.split(" ")
    if len(words) == 1:
        return tuple(dict.fromkeys(form for forms in decline_word(name, code) for form in forms))
    paradigms = [decline_first(word, code) for word in words[:-1]]
    paradigms.append(decline_word(words[-1], code))
    pairs = (islice(product(*(one[case] for one in paradigms)), FORMS_A_CASE) for case in range(CASES))
    return tuple(dict.fromkeys(" ".join(pair) for of_case in pairs for pair in of_case))


@lru_cache(maxsize=1 << 12)
def decline_first(word: str, code: str) -> Paradigm:
    """A word in front of another: an adjective, possessive or noun."""
    table = declensions()[code]
    own = decline_word(word, code)
    if len(word) < SHORTEST or word.endswith(table.nouns or ("\0",)):
        return own
    as_adjective = replace_end(word, table.adjective)
    if as_adjective is None:
        return own
    if word[-1] not in "аяіьв":  # these ends are a noun's too
        return as_adjective
    return tuple(
        tuple(dict.fromkeys((*first, *second))) for first, second in zip(as_adjective, own, strict=True)
    )


def decline_word(word: str, code: str) -> Paradigm:
    """One word, by its longest end that the table holds; what it does not know stays as it is."""
    if "-" in word:
        return decline_hyphenated(word.split("-"), code)
    if len(word) < SHORTEST and word[-1:] not in CONSONANTS:
        return ((word,),) * CASES
    table = declensions()[code]
    found = replace_end(word, table.ends)
    if found is None and word[-1] in CONSONANTS:
        found = tuple(tuple(word + end for end in ends) for ends in table.ends[BARE])
    return found or ((word,),) * CASES


def replace_end(word: str, ends: dict[str, Paradigm]) -> Paradigm | None:
    """The word with its longest known end in each case; of a short word the end may be all of it."""
    for start in range(max(0, len(word) - LONGEST_END), len(word)):
        row = ends.get(word[start:])
        if row is not None:
            stem = word[:start]
            return tuple(tuple(stem + end for end in forms) for forms in row)
    return None


def decline_hyphenated(parts: Sequence[str], code: str) -> Paradigm:
    """Each part in its case, and the last part alone."""
    head, last = "-".join(parts[:-1]), decline_word(parts[-1], code)
    first = [decline_first(part, code) for part in parts[:-1]]
    rows = []
    for case in range(CASES):
        both = product(*(paradigm[case] for paradigm in first), last[case])
        forms = ["-".join(pair) for pair in islice(both, FORMS_A_CASE)]
        rows.append(tuple(dict.fromkeys((*forms, *(f"{head}-{form}" for form in last[case])))))
    return tuple(rows)

"""Spellings of a place name: one name, in; the forms under which a text may write it, out.

Apostrophes and hyphens in their several characters are folded when a text is read (`fold_name`); Ukrainian
and Russian case endings come from `endings.toml`; a place of several words has each word in its case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

UKRAINIAN = frozenset("іїєґ")
RUSSIAN = frozenset("ыэъё")
FOLD = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "‘": "'",
        "´": "'",
        "‑": "-",
        "–": "-",
        "—": "-",
        "\u00a0": " ",
        "ё": "е",
        "Ё": "Е",
    }
)
CONSONANT_ENDINGS = {"uk": ("а", "у", "ом", "і", "ові"), "ru": ("а", "у", "ом", "е")}
CONSONANTS = frozenset("бвгґджзйклмнпрстфхцчшщ")
SHORTEST = 3  # shorter names are found only as they stand


def fold_name(text: str) -> str:
    """A text with one apostrophe, one hyphen and lower case, of the same length: spans stay true."""
    folded = text.translate(FOLD)
    lowered = folded.lower()
    return (
        lowered
        if len(lowered) == len(folded)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    )


@cache
def endings() -> dict[str, dict[str, list[str]]]:
    """The endings of each language, longest first."""
    table = tomllib.loads((Path(__file__).parent / "endings.toml").read_text("utf-8"))
    return {code: dict(sorted(rows.items(), key=lambda row: -len(row[0]))) for code, rows in table.items()}


def is_cyrillic(name: str) -> bool:
    return any("а" <= letter <= "ґ" for letter in name.lower())


def name_forms(name: str) -> Iterator[str]:
    """The folded forms of a name: itself and, in Cyrillic, its cases."""
    folded = fold_name(name).strip()
    yield folded
    if not is_cyrillic(folded) or len(folded) < SHORTEST:
        return
    letters = set(folded)
    codes = ["uk"] if letters & UKRAINIAN else ["ru"] if letters & RUSSIAN else ["uk", "ru"]
    words = folded.split(" ")
    for code in codes:
        cases = [word_cases(word, code) for word in words]
        for case in range(max(len(forms) for forms in cases)):
            yield " ".join(forms[min(case, len(forms) - 1)] for forms in cases)


def word_cases(word: str, code: str) -> list[str]:
    """The oblique cases of one word; of a hyphenated name the last part and, apart, the first one."""
    head, dash, last = word.rpartition("-")
    if dash and len(last) >= SHORTEST:
        return [head + dash + form for form in word_cases(last, code)] + [
            first + dash + form
            for first, form in zip(word_cases(head, code), word_cases(last, code), strict=False)
        ]
    for end, forms in endings()[code].items():
        if word.endswith(end) and len(word) > len(end):
            return [word[: len(word) - len(end)] + form for form in forms]
    if word[-1:] in CONSONANTS and len(word) >= SHORTEST:
        return [word + form for form in CONSONANT_ENDINGS[code]]
    return [word]

"""Spellings of a place name: one name, in; the forms under which a text may write it, out.

Apostrophes and hyphens in their several characters are folded when a text is read (`fold_name`); Ukrainian
and Russian case endings come from `endings.toml`; a place of several words has each word in its case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import msgspec
from msgspec import Struct

FOLD = (
    *((apostrophe, "'") for apostrophe in "’ʼ`‘´"),
    *((dash, "-") for dash in "‑–—"),
    ("\u00a0", " "),
    ("ё", "е"),
    ("Ё", "Е"),
)
SHORTEST = 3  # shorter names are found only as they stand


def fold_name(text: str) -> str:
    """A text with one apostrophe, one hyphen and lower case, of the same length: spans stay true."""
    if text.isascii():
        return text.replace("`", "'").lower()
    folded = text
    for mark, plain in FOLD:  # a few replacements are faster than a table's look-up of every character
        folded = folded.replace(mark, plain)
    lowered = folded.lower()
    return (
        lowered
        if len(lowered) == len(folded)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    )


class Declension(Struct, frozen=True, forbid_unknown_fields=True):
    """`endings.toml`: `cases` by language, `letters` that only one language writes, and what follows a consonant."""

    letters: dict[str, str]
    consonant: dict[str, tuple[str, ...]]
    consonants: str
    cases: dict[str, dict[str, tuple[str, ...]]]


@cache
def declension() -> Declension:
    """The table, each language's endings longest first."""
    text = (Path(__file__).parent / "endings.toml").read_text("utf-8")
    table: Declension = msgspec.convert(tomllib.loads(text), Declension)
    longest_first = {
        code: dict(sorted(rows.items(), key=lambda row: -len(row[0]))) for code, rows in table.cases.items()
    }
    return msgspec.structs.replace(table, cases=longest_first)


def is_declined(name: str) -> bool:
    """Whether a name is written in the script of the languages that decline it."""
    return any("а" <= letter <= "ґ" for letter in name.lower())


def name_forms(name: str) -> Iterator[str]:
    """The folded forms of a name: itself and, where its script is declined, its cases.

    Two words vary apart, for their cases pair up differently from name to name; more vary together.
    """
    folded = fold_name(name).strip()
    yield folded
    if not is_declined(folded) or len(folded) < SHORTEST:
        return
    table = declension()
    written = [code for code, letters in table.letters.items() if set(folded) & set(letters)]
    words = folded.split(" ")
    for code in written if len(written) == 1 else table.cases:
        cases = [word_cases(word, code) for word in words]
        if len(words) == 2:
            yield from (" ".join(pair) for pair in product(*cases))
        else:
            for case in range(max(len(forms) for forms in cases)):
                yield " ".join(forms[min(case, len(forms) - 1)] for forms in cases)


def word_cases(word: str, code: str) -> list[str]:
    """The oblique cases of one word; of a hyphenated name the last part and, apart, the first one."""
    table = declension()
    head, dash, last = word.rpartition("-")
    if dash and len(last) >= SHORTEST:
        return [head + dash + form for form in word_cases(last, code)] + [
            first + dash + form
            for first, form in zip(word_cases(head, code), word_cases(last, code), strict=False)
        ]
    for end, forms in table.cases[code].items():
        if word.endswith(end) and len(word) > len(end):
            return [word[: len(word) - len(end)] + form for form in forms]
    if word[-1:] in table.consonants and len(word) >= SHORTEST:
        return [word + form for form in table.consonant[code]]
    return [word]

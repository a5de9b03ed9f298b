"""Words of a sentence with their places in the text. Hyphens and possessive endings are words of their own."""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|['’]s\b"
    r"|n['’]t\b"
    r"|(?:[A-Z]\.){2,}"
    r"|[^\W\d_]+?(?=n['’]t\b)"
    r"|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*"
    r"|\.{3}|\S"
)
POSSESSIVE = "'s"  # a word of its own, so that "Russia's" is found as "Russia"
FOLD = str.maketrans({"’": "'", "ʼ": "'", "‑": "-"})


class Token(NamedTuple):
    """One word or mark: its folded form (lower case, straight apostrophe) and its span in the report."""

    norm: str
    start: int
    end: int


def fold(word: str) -> str:
    """The form under which words are looked up."""
    return word.translate(FOLD).casefold()


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The words of `text`; spans are shifted by `offset`."""
    return [Token(fold(m.group()), offset + m.start(), offset + m.end()) for m in TOKEN.finditer(text)]

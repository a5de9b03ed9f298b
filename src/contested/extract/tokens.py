"""Words of a sentence with their places in the text. Hyphens and possessive endings are words of their own."""

from __future__ import annotations

import re
from typing import NamedTuple

LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    # Nine of ten words are letters with no apostrophe behind them. No other rule can take a part of those, so
    # that they may come first; `++` spares the trial of every shorter word.
    rf"{LETTER}{{2,}}+(?!['’ʼ])"
    r"|\d+(?:[.,]\d+)*"
    r"|['’]s\b"
    r"|n['’]t\b"
    r"|(?:[A-Z]\.){2,}"
    rf"|{LETTER}+?(?=n['’]t\b)"
    rf"|{LETTER}+(?:['’ʼ](?!s\b){LETTER}+)*"
    r"|\.{3}|\S"
)
POSSESSIVE = "'s"  # a word of its own, so that "Russia's" is found as "Russia"
FOLD = (("’", "'"), ("ʼ", "'"), ("‑", "-"))


class Token(NamedTuple):
    """One word or mark: its folded form (lower case, straight apostrophe) and its span in the report."""

    norm: str
    start: int
    end: int


def fold(word: str) -> str:
    """The form under which words are looked up."""
    if not word.isascii():
        for mark, plain in FOLD:
            word = word.replace(mark, plain)
    return word.casefold()


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The words of `text`; spans are shifted by `offset`."""
    return [Token(*word) for word in zip(*scan(text, offset), strict=True)]


def scan(text: str, offset: int = 0) -> tuple[list[str], list[int], list[int]]:
    """The words of `text` as three lists: folded forms, where they start, where they end."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    folded = fold(text)
    if len(folded) == len(text):
        words = [folded[start:end] for start, end in spans]
    else:  # a letter whose folded form is longer, as of "ß", moves the others: word by word then
        words = [fold(text[start:end]) for start, end in spans]
    return words, [start + offset for start, _ in spans], [end + offset for _, end in spans]

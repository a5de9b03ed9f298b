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
    words, spans = scan(text)
    return [
        Token(word, offset + start, offset + end) for word, (start, end) in zip(words, spans, strict=True)
    ]


def scan(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The words of `text`, folded, and their spans."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    folded = fold(text)
    if len(folded) == len(text):
        return [folded[start:end] for start, end in spans], spans
    # A letter whose folded form is longer, as of "ß", moves the others: word by word then.
    return [fold(text[start:end]) for start, end in spans], spans

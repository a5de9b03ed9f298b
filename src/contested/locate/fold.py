"""A text with one apostrophe, one hyphen, no accents and in lower case, of the same length: spans stay true."""

from __future__ import annotations

import re
import unicodedata

FOLD = (
    *((apostrophe, "'") for apostrophe in "’ʼ`‘´ʹ′"),
    *((dash, "-") for dash in "‐‑‒–—−"),
    *((space, " ") for space in "\u00a0\u2009\u202f"),
    ("ё", "е"),
    ("Ё", "Е"),
)
ACCENTED = re.compile("[À-ɏḀ-ỿ]")  # Latin letters that Unicode writes with a mark in one character


def plain_letter(letter: str) -> str:
    """A Latin letter without its mark; "ł", "ø" and "đ" have none that Unicode takes apart."""
    return STROKED.get(letter) or unicodedata.normalize("NFD", letter)[0]


STROKED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"}
PLAIN = {
    ord(letter): plain
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    if ACCENTED.match(letter) and (plain := plain_letter(letter)) != letter
}


def fold_name(text: str) -> str:
    """See the module."""
    if text.isascii():
        return text.replace("`", "'").lower()
    folded = text
    for mark, plain in FOLD:  # a few replacements are faster than a table's look-up of every character
        folded = folded.replace(mark, plain)
    if ACCENTED.search(folded):
        folded = folded.translate(PLAIN)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)

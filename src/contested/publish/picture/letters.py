"""Words and a size, in; how wide they are at most, and the lines they fill, out.

Nobody knows which font a reader's machine has. Widths are those of DejaVu Sans, the widest of the fonts that are asked for,
by classes of letters and rounded up: with any of the others there is a little more room.
"""

from __future__ import annotations

import unicodedata

THIN, SLIM, BROAD = "iljI.,:;'|!·’ії", 'frt-()[]/ \u00a0–“”"', "mwMWшщжюмфыШЩЖЮМФЫ@%—"
WIDTHS = ((THIN, 0.34), (SLIM, 0.45), (BROAD, 0.98))
SMALL, CAPITAL, WIDE = 0.63, 0.76, 1.05
BOLD = 1.12  # times as wide


def measure(words: str, size: float, bold: bool = False) -> float:
    """The width in units of a line in letters of a size."""
    return sum(map(letter, words)) * size * (BOLD if bold else 1)


def letter(char: str) -> float:
    for chars, width in WIDTHS:
        if char in chars:
            return width
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return WIDE
    return CAPITAL if char.isupper() else SMALL


def wrap(words: str, size: float, width: float, bold: bool = False) -> list[str]:
    """Words on lines no wider than `width`; one that is wider by itself is cut."""
    lines: list[str] = []
    for word in (part for one in words.split() for part in cut(one, size, width, bold)):
        if lines and measure(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cut(word: str, size: float, width: float, bold: bool) -> list[str]:
    parts = [""]
    for char in word:
        if parts[-1] and measure(parts[-1] + char, size, bold) > width:
            parts.append("")
        parts[-1] += char
    return parts


def shorten(words: str, size: float, width: float, bold: bool = False) -> str:
    """Words on one line; what does not fit gives way to an ellipsis."""
    if measure(words, size, bold) <= width:
        return words
    while words and measure(words + "…", size, bold) > width:
        words = words[:-1]
    return words.rstrip() + "…"

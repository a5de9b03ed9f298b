"""The lines of paragraphs, in; each paragraph as one line, with the words whole again that were broken at a line's end, out.

A word is joined where the sign says so itself (U+00AD, U+2010), or where the text has it whole elsewhere, or where the text
breaks words throughout and nothing speaks against it. Else the hyphen stays: "well-known" is two words, and "92nd-brigade"
no word at all. Before a capital or a figure it always stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

SOFT = ("\u00ad", "\u2010")  # signs that only break words
HYPHENS = ("-", *SOFT)
# So many lines of a text, and so large a share of them, end in a broken word where it breaks words at all.
LEAST_BROKEN, BROKEN_SHARE = 3, 0.02
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# The last part of a word before the sign, and the first after it; in "92nd-" the letters are no word's.
BEFORE = re.compile(r"(?<![\w'’ʼ-])([^\W\d_]+(?:['’ʼ][^\W\d_]+)*)[-\u00ad\u2010]$")
AFTER = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


class Vocabulary(Struct, frozen=True):
    """The words that a text has within its lines, and whether it breaks words at their ends."""

    words: frozenset[str]
    breaks: bool


def mend_hyphens(paragraphs: Sequence[Sequence[str]]) -> list[str]:
    """Each paragraph as one line."""
    vocabulary = read_vocabulary([line for lines in paragraphs for line in lines])
    return [join(lines, vocabulary) for lines in paragraphs]


def read_vocabulary(lines: Sequence[str]) -> Vocabulary:
    """The words of some lines; the parts of a broken one are none."""
    words = {word.casefold() for line in lines for word in WORD.findall(BEFORE.sub("", line))}
    ends = sum(BEFORE.search(line) is not None for line in lines)
    return Vocabulary(frozenset(words), ends >= max(LEAST_BROKEN, BROKEN_SHARE * len(lines)))


def join(lines: Iterable[str], vocabulary: Vocabulary) -> str:
    """One line of several."""
    pieces: list[str] = []
    last = ""
    for line in lines:
        if last.endswith(HYPHENS):
            if is_broken(last, line, vocabulary):
                pieces[-1] = pieces[-1][:-1]
        elif last:
            pieces.append(" ")
        pieces.append(line)
        last = line
    return "".join(pieces)


def is_broken(line: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen at the end of a line only breaks a word."""
    before, rest = BEFORE.search(line), AFTER.match(after)
    if line.endswith(SOFT[0]):
        return True
    if rest is None or not rest[0][0].islower():
        return False
    if line.endswith(SOFT[1]):
        return line[-2:-1].isalpha()
    if before is None:
        return False
    if (before[1] + rest[0]).casefold() in vocabulary.words:
        return True
    if f"{before[1]}-{rest[0]}".casefold() in vocabulary.words:
        return False
    parts = {before[1].casefold(), rest[0].casefold()}
    return vocabulary.breaks and not parts <= vocabulary.words

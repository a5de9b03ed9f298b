"""A report's clean text, in; its paragraphs and sentences as spans, out.

A line is a paragraph (the cleaner sees to it). A sentence ends at . ! ? … before white space and a
capital, digit or opening quote, unless the dot belongs to an abbreviation, an initial or a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from contested.datelines import find_dateline

# A run of marks is tried from its first only, and no part of it given back: both would be quadratic in the run.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s++[\"'“‘„«(\[]*+[A-ZА-ЯЄІЇҐ0-9•—-]|\s*+$)")
LONGEST = 2000  # characters; the longest sentence of some 700 reports and posts at hand has 616
LONGEST_WORD = 40  # characters looked back for an abbreviation: all of the line would be quadratic
LAST_WORD = re.compile(r"(?<![^\s\"'“„«(])([^\s\"'“„«(]++)$")


class SentenceSpan(NamedTuple):
    """A sentence of paragraph number `paragraph`, as characters `start` to `end` of the clean text."""

    start: int
    end: int
    paragraph: int
    dateline: bool = False


def split_sentences(text: str, abbreviations: Collection[str]) -> Iterator[SentenceSpan]:
    """The sentences of a clean text in order, without the white space around them. A dateline is one, marked as such.

    `abbreviations` are words, lower case and without their last dot, that a dot does not end a sentence behind.
    """
    offset = 0
    paragraph = 0
    for line in text.split("\n"):
        if line.strip():
            dateline = find_dateline(line)
            begins = dateline.end if dateline else 0
            if dateline:
                yield SentenceSpan(offset, offset + begins, paragraph, dateline=True)
            for start, end in split_line(line, begins, abbreviations):
                yield SentenceSpan(offset + start, offset + end, paragraph)
            paragraph += 1
        offset += len(line) + 1


def split_line(line: str, start: int, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    """The sentences of a line from character `start` on."""
    written = len(line.rstrip())
    for match in END.finditer(line):
        mark, end = match.span()
        before = line[max(start, mark - LONGEST_WORD) : mark]
        if end < written and ends_in_abbreviation(before, match.group(), abbreviations):
            continue
        yield from pieces(line, start, end)
        start = end
    yield from pieces(line, start, len(line))


def pieces(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is; one that is longer than any is cut at the last mark or space that fits, so that
    reading time grows with the text and no faster."""
    while end - start > LONGEST:
        window = line[start : start + LONGEST]
        cut = max(window.rfind("; "), window.rfind(", ")) + 1 or window.rfind(" ") + 1 or LONGEST
        yield from trimmed(line, start, start + cut)
        start += cut
    yield from trimmed(line, start, end)


def trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def ends_in_abbreviation(before: str, mark: str, abbreviations: Collection[str]) -> bool:
    """Whether the dot after `before` closes an abbreviation or an initial rather than a sentence."""
    if mark != ".":
        return False
    match = LAST_WORD.search(before)
    word = match.group(1) if match else ""
    return word.casefold() in abbreviations or (len(word) == 1 and word.isalpha() and word.isupper())

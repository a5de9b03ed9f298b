"""A report's clean text, in; its paragraphs and sentences as spans, out.

A line is a paragraph (the cleaner sees to it). A sentence ends at . ! ? … before white space and a
capital, digit or opening quote, unless the dot belongs to an abbreviation, an initial or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "gov",
        "sen",
        "rep",
        "st",
        "no",
        "vs",
        "etc",
        "u.s",
        "u.k",
        "e.g",
        "i.e",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "dept",
        "est",
        "fig",
        "inc",
        "jr",
        "sr",
        "ст",
        "р",
        "рр",
        "км",
        "кв",
        "м",
        "тис",
        "млн",
        "ім",
        "вул",
        "обл",
        "смт",
        "с",
        "г",
        "тыс",
        "им",
        "ул",
        "т.д",
        "т.п",
        "д",
        "пгт",
        "н.п",
    ]
)
END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘„«(\[]*[A-ZА-ЯЄІЇҐ0-9•—-]|\s*$)")
LAST_WORD = re.compile(r"([^\s\"'“„«(]+)$")


class SentenceSpan(NamedTuple):
    """A sentence of paragraph number `paragraph`, as characters `start` to `end` of the clean text."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> Iterator[SentenceSpan]:
    """The sentences of a clean text in order, without the white space around them."""
    offset = 0
    paragraph = 0
    for line in text.split("\n"):
        if line.strip():
            for start, end in split_line(line):
                yield SentenceSpan(offset + start, offset + end, paragraph)
            paragraph += 1
        offset += len(line) + 1


def split_line(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in END.finditer(line):
        if match.end() < len(line.rstrip()) and ends_in_abbreviation(
            line[start : match.start()], match.group()
        ):
            continue
        yield from trimmed(line, start, match.end())
        start = match.end()
    yield from trimmed(line, start, len(line))


def trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def ends_in_abbreviation(before: str, mark: str) -> bool:
    """Whether the dot after `before` closes an abbreviation or an initial rather than a sentence."""
    if mark != ".":
        return False
    match = LAST_WORD.search(before)
    word = match.group(1) if match else ""
    return word.casefold() in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper())

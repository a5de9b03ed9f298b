"""Names written one letter off: a text with the names found in it, in; more names, each read as the one place of the
day's fighting that it can mean, out.

Caught: "near Lastochyne", "in Staromayorsk and Urozhaine", "west of Chromove". Only a word of seven letters and more counts,
behind a preposition of place or in a list with a known name, and only where exactly one settlement in the zone of
fighting is one letter (missing, too many, wrong, or two changed about: Damerau, 1964) away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.locate.data import read_data
from contested.locate.fold import fold_name
from contested.locate.gazetteer import Gazetteer
from contested.model import Day, Name

SHORTEST = 7  # letters; of shorter names too many are one letter apart
WORD = re.compile(r"[^\W\d_][^\W\d_'’ʼ]*(?:['’ʼ][^\W\d_]+)*")
WINDOW = 24  # letters before a word in which what stands before it is looked for
BEFORE = re.compile(r"(?:^|[^\w'’-])([^\W\d_]+(?: +[^\W\d_]+)?) *$")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's words, as `slips.toml` tells them."""

    behind: frozenset[str]
    joins: frozenset[str]
    letters: str


@cache
def load_words() -> dict[str, Words]:
    """`slips.toml`, by language."""
    return read_data("slips.toml", dict[str, Words])


def find_slips(
    text: str, names: Sequence[Name], gazetteer: Gazetteer, day: Day | None, language: str
) -> list[Name]:
    """Names that are one letter off, in order; none of a report without a day, or where no zone is drawn."""
    words = load_words().get(language)
    zone = gazetteer.zone_on(day) if day is not None else None
    if words is None or zone is None:
        return []
    taken = {at for name in names for at in range(name.start, name.end)}
    ends = {name.end for name in names}
    found: list[Name] = []
    for match in WORD.finditer(text):
        start, end = match.span()
        if (
            end - start < SHORTEST
            or not text[start].isupper()
            or start in taken
            or text[end : end + 1] == "-"
        ):
            continue
        if not stands_as_place(text, start, ends, words):
            continue
        form = read_slip(fold_name(match.group()), gazetteer, zone, words.letters)
        if form is not None:
            found.append(gazetteer.name_at(text, start, end, form, look_alike=False, slip=True))
            ends.add(end)
    return found


def stands_as_place(text: str, start: int, ends: set[int], words: Words) -> bool:
    """Whether a preposition of place stands before a word, or a list joins it to a name that ends before it."""
    before = text[max(0, start - WINDOW) : start]
    gap = before.rstrip()
    at = start - len(before) + len(gap)
    if gap.endswith(",") and at - 1 in ends:
        return True
    match = BEFORE.search(before)
    if match is None or not before.endswith(" "):
        return False
    phrase = fold_name(match.group(1))
    last = phrase.rpartition(" ")[2]
    if last in words.joins:
        return len(text[:at].removesuffix(gap[-len(last) :]).rstrip()) in ends
    return last in words.behind or phrase in words.behind


def read_slip(word: str, gazetteer: Gazetteer, zone: NDArray[np.float32], letters: str) -> str | None:
    """The form that a word must be meant for: all that are one letter away name one settlement in the zone."""
    forms = gazetteer.index.forms
    if word in forms:
        return None
    meant: dict[int, str] = {}
    for form in edits(word, letters):
        if form in forms:
            for one in gazetteer.bearing(form):
                if one.place.kind == "settlement" and zone[one.number] <= 0.0:
                    meant.setdefault(one.number, form)
    return next(iter(meant.values())) if len(meant) == 1 else None


def edits(word: str, letters: str) -> Iterator[str]:
    """What is one letter away from a word, its first letter kept or wrong as any other."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters if letter != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)

"""What stands beside a name, in; the kind of place it is said to be and the regions it is said to lie in, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from contested.locate.data import read_data
from contested.model import Name

AREAS = frozenset({"region", "district"})
LISTED = 12  # names of a list that may stand before the region that holds them
OWNED = re.compile(r"(?:['’]s)?[\s,:–—(-]{1,3}")
BEFORE = 32  # characters before a name that are looked at for its kind
WORD = re.compile(r"[^\W\d_]+")
STOPS = re.compile(r"[.!?;:\n]")
ENDS = re.compile(r"[.!?;]\s|\n")  # of a sentence or a line: a list goes no farther


class Cue(NamedTuple):
    """The kind of place that a name is said to be, and the names of regions that stand beside it."""

    kind: str | None
    regions: tuple[str, ...]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's words for kinds of places, by the side of the name on which they stand."""

    links: frozenset[str]
    joins: frozenset[str]
    within: frozenset[str]
    spans: frozenset[str]
    before: dict[str, frozenset[str]]
    after: dict[str, frozenset[str]]


@cache
def load_words() -> dict[str, Words]:
    """`cues.toml`, by language."""
    return read_data("cues.toml", dict[str, Words])


def read_cues(text: str, names: Sequence[Name], language: str) -> list[Cue]:
    """A cue for each of a text's names, which are in order."""
    words = load_words().get(language)
    cues: list[Cue] = []
    for at, name in enumerate(names):
        kind = kind_beside(text, name, words) if words else None
        if kind is None and words and at and is_listed(text[names[at - 1].end : name.start], words):
            kind = cues[-1].kind
        cues.append(Cue(kind, regions_beside(text, names, at, words)))
    return cues


def kind_beside(text: str, name: Name, words: Words) -> str | None:
    """The kind that the words before or behind a name say."""
    before = [word.lower() for word in WORD.findall(text[max(0, name.start - BEFORE) : name.start])]
    while before and before[-1] in words.links:
        before.pop()
    behind = WORD.match(text, name.end + 1) if text[name.end : name.end + 1] == " " else None
    sides = ((words.before, before[-1] if before else ""), (words.after, behind.group() if behind else ""))
    return next((kind for table, word in sides for kind, known in table.items() if word in known), None)


def is_listed(gap: str, words: Words) -> bool:
    """Whether what stands between two names makes them a list."""
    return len(gap) <= BEFORE and not STOPS.search(gap) and set(WORD.findall(gap.lower())) <= words.joins


def regions_beside(text: str, names: Sequence[Name], at: int, words: Words | None) -> tuple[str, ...]:
    """The regions that are said to hold a name: behind it ("A and B in the X region") or before ("X region's A")."""
    found = []
    for first, second in pairwise(names[at : at + LISTED]):
        gap = text[first.end : second.start]
        if (
            words is None
            or len(gap) > BEFORE
            or ENDS.search(gap)
            or not set(WORD.findall(gap.lower())) <= words.joins | words.within
        ):
            break
        if AREAS.issuperset(second.kinds):
            found.append(second.text)
            break
    before = names[at - 1] if at else None
    if before and AREAS.issuperset(before.kinds) and OWNED.fullmatch(text[before.end : names[at].start]):
        found.append(before.text)
    return tuple(found)

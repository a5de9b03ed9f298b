"""How far off something is said to be: the words before a name or a bearing, in; a distance with its bounds, out.

A distance that something moved by is none: "advanced 2 km from X", «на 2 км».
"""

from __future__ import annotations

import math
from typing import NamedTuple

from contested.extract.clauses import Sentence
from contested.extract.figures import number_at
from contested.extract.language import Language
from contested.extract.lexicon import Hit

MOVES = frozenset({"advanced", "withdrew", "entered"})  # events whose distances are of movement
LONGEST_AMOUNT = 9  # words before a unit: "at a distance of about two to three" and one to spare
# What may stand before a number.
BOUNDS = ("approximate", "at_least", "at_most", "up_to", "stand_off", "joins")


class Amount(NamedTuple):
    """A distance in km as its words bound it, from word `first` on."""

    first: int
    low: float | None
    high: float | None
    approximate: bool


def amount_before(sentence: Sentence, end: int, language: Language) -> Amount | None:
    """The distance that ends before word `end`; null where none does, or where it is how far something moved. The
    same in other units stands in brackets behind it: "7 miles (11 km) east of"."""
    if end and sentence.words[end - 1] == ")" and "(" in sentence.words[max(0, end - LONGEST_AMOUNT) : end]:
        end = max(at for at in range(end) if sentence.words[at] == "(")
    unit = sentence.ending("length", end)
    if unit is None:
        return None
    found = None
    for first in range(max(0, unit.first - LONGEST_AMOUNT), unit.first + 1):
        found = read_amount(sentence, first, unit, language)
        if found is not None:
            break
    if found is None or moved_by(sentence, found.first):
        return None
    return found


def moved_by(sentence: Sentence, first: int) -> bool:
    """Whether the distance from word `first` on is how far something moved: "advanced 2 km", «на 2 км»; but "advanced
    to within 2 km of"."""
    if sentence.starts("reached", first) is not None:
        return False
    if sentence.starts("by", first) is not None or (
        first > 0 and sentence.starts("by", first - 1) is not None
    ):
        return True
    return any(
        hit.last == first and hit.value.event in MOVES and not hit.value.nominal
        for hit in sentence.hits.get("trigger")
    )


def read_amount(sentence: Sentence, first: int, unit: Hit, language: Language) -> Amount | None:
    """The distance whose words run from `first` to a unit: "about two to three", "up to 5", "a few", "half a"."""
    at, bound, approximate = first, "exact", False
    while at < unit.first:
        end, kind = max((sentence.starts(one, at) or at, one) for one in BOUNDS)
        if end == at or end > unit.first:
            break
        at = end
        approximate = approximate or kind == "approximate"
        bound = kind if kind in ("at_least", "at_most", "up_to") else bound
    quantity = quantity_at(sentence, at, unit, language)
    if quantity is None or not math.isfinite(quantity[1]):
        return None
    low, high = (value * unit.value for value in quantity)
    if bound == "at_least":
        return Amount(first, low, None, approximate)
    return Amount(first, 0.0 if bound in ("at_most", "up_to") else low, high, approximate)


def quantity_at(sentence: Sentence, at: int, unit: Hit, language: Language) -> tuple[float, float] | None:
    """Least and most of the number between word `at` and a unit; one where the unit stands alone: «в километре от»."""
    words = sentence.words
    end = unit.first
    if end > at and words[end - 1] == "-":
        end -= 1  # "5-km"
    if at == end:
        return 1.0, 1.0
    for hit in sentence.starting("some", at):
        if hit.last == end:
            return hit.value[0], hit.value[1]
    first = number_at(words, at, language)
    if first is None:
        return None
    low, here = first
    if here == end:
        return low, low
    if words[here - 1] == "-":
        here -= 1  # "one-two": no number of its own
    joins = (
        words[here] in language.settings.figures["range"] or sentence.starts("coordinator", here) is not None
    )
    second = number_at(words, here + 1, language) if joins and here + 1 < end else None
    return (low, second[0]) if second is not None and second[1] == end and second[0] > low else None

"""A sentence with its counts, in; which of them are parts of which, out.

Caught: "45, including 23 over A and six over B", "80 of 100", "12 people, among them two children", «34, из них 27 над …»,
and complete lists: "45: 23 over A, 12 over B and 10 over C".
"""

from __future__ import annotations

from typing import NamedTuple

from contested.reconcile.figures.kinds import PEOPLE, is_within
from contested.reconcile.figures.numbers import Number, Sentence

ENDS = frozenset(";.!?…)")
LIST_WITHIN = 8  # words from a total to the colon of its list
LEAST_LISTED = 2
# Who is lost may be killed or wounded: "lost 200 soldiers, of whom 120 were killed and 80 wounded".
EITHER = frozenset({"lost", "killed_or_wounded"})
JOINED_WITHIN = 6  # words between two counts of one statement: "were killed and another"


class Part(NamedTuple):
    """A count as part of another: their numbers in the sentence, and the part's words."""

    number: int
    first: int
    last: int


class Parts(NamedTuple):
    """A total and its parts. `complete`: the text gives them as all there are."""

    total: int
    parts: tuple[Part, ...]
    complete: bool


def find_parts(sentence: Sentence) -> list[Parts]:
    """All totals of a sentence with their parts, in order."""
    found = [one for one in (*marked(sentence), *wholes(sentence), *listed(sentence)) if one.parts]
    taken: set[int] = set()
    kept = []
    for one in found:
        numbers = {part.number for part in one.parts}
        if not numbers & taken and one.total not in numbers:
            kept.append(one)
            taken |= numbers
    return sorted(kept)


def marked(sentence: Sentence) -> list[Parts]:
    """ "including", "among them", "of which", and what follows."""
    found = []
    for first, last, kind in sentence.find(sentence.language.marks, 0, len(sentence.words)):
        if kind not in ("parts", "share_parts"):
            continue
        total = total_before(sentence, first)
        if total is None:
            continue
        parts, _ = read_list(sentence, total, last)
        if kind == "share_parts":
            parts = [one for one in parts if sentence.numbers[one.number].share]
        found.append(Parts(total, tuple(parts), False))
    return found


def total_before(sentence: Sentence, at: int) -> int | None:
    """The count that a mark of parts at word `at` speaks of: the last one before it with a noun or as a numeral of people."""
    for index in range(len(sentence.numbers) - 1, -1, -1):
        number = sentence.numbers[index]
        if number.last <= at:
            if joined_to_last(sentence, index) or any(
                word in ENDS - {")"} for word in sentence.words[number.end : at]
            ):
                return None
            return None if number.weak or number.share else index
    return None


def joined_to_last(sentence: Sentence, index: int) -> bool:
    """Whether a count is the second of two: of "two killed and three wounded, including four children" nobody can say of
    which, or of both."""
    if index == 0:
        return False
    last, number = sentence.numbers[index - 1], sentence.numbers[index]
    between = range(last.end, number.first)
    joins = any(sentence.language.joins.at(sentence.words, at) is not None for at in between)
    apart = any(sentence.words[at] in ENDS for at in between)
    return joins and not apart and len(between) <= JOINED_WITHIN


def wholes(sentence: Sentence) -> list[Parts]:
    """ "80 of 100 drones", "43% of the 12,000"."""
    found = []
    words, language = sentence.words, sentence.language
    for index, (one, other) in enumerate(zip(sentence.numbers, sentence.numbers[1:], strict=False)):
        between = words[one.last : other.first]
        of = between[:1] and between[0] in language.whole
        if of and all(word in language.articles for word in between[1:]) and (one.share or one.thing is None):
            found.append(Parts(index + 1, (Part(index, sentence.clause_of(one.first)[0], one.last),), False))
    return found


def listed(sentence: Sentence) -> list[Parts]:
    """ "45 drones: 23 over A, 12 over B and 10 over C": the text gives all."""
    found = []
    for index, number in enumerate(sentence.numbers):
        if number.thing is None or number.weak:
            continue
        stop = sentence.numbers[index + 1].first if index + 1 < len(sentence.numbers) else 0
        for at in range(number.end, min(stop, number.end + LIST_WITHIN)):
            if sentence.words[at] in sentence.language.lists:
                parts, whole = read_list(sentence, index, at + 1)
                named = all(names_place(sentence, one) for one in parts)
                same = all(sentence.numbers[one.number].thing in (None, number.thing) for one in parts)
                if len(parts) >= LEAST_LISTED and named and same:
                    found.append(Parts(index, tuple(parts), whole))
                break
            if sentence.words[at] in (*ENDS, ","):
                break
    return found


def read_list(sentence: Sentence, total: int, start: int) -> tuple[list[Part], bool]:
    """The parts that stand from word `start` on, and whether the list went on to its end with nothing else in it."""
    stop = next(
        (at for at in range(start, len(sentence.words)) if sentence.words[at] in ENDS), len(sentence.words)
    )
    parts: list[Part] = []
    whole = sentence.numbers[total]
    for first, last in segments(sentence, start, stop):
        inside = [
            index for index, one in enumerate(sentence.numbers) if first <= one.first and one.last <= last
        ]
        if any(word in sentence.language.further for word in sentence.words[first : first + 2]):
            return parts, False
        if any(word in sentence.language.each for word in sentence.words[first:last]):
            return parts, False  # "two each over X and Y": how many, the number does not say
        if not inside:
            if parts:
                return parts, not sentence.voiced.isdisjoint(range(first, last))
            continue
        if len(inside) > 1 or not can_be_part(sentence, whole, inside[0], (first, last), not parts):
            return parts, False
        parts.append(Part(inside[0], first, last))
    return parts, True


def segments(sentence: Sentence, start: int, stop: int) -> list[tuple[int, int]]:
    """The members of a list: words between commas and "and"; "and" joins no two numbers' nouns ("missiles and drones")."""
    cuts = [start]
    at = start
    while at < stop:
        joint = sentence.language.joins.at(sentence.words, at)
        if sentence.words[at] == ",":
            cuts.append(at + 1)
        elif joint is not None and not any(one.first <= at < one.end for one in sentence.numbers):
            cuts.append(joint.last)
            at = joint.last - 1
        at += 1
    pairs = zip(cuts, [*cuts[1:], stop + 1], strict=True)
    found = [(first, min(last - 1, stop)) for first, last in pairs]
    return [(first, last) for first, last in found if first < last]


def can_be_part(sentence: Sentence, whole: Number, index: int, words: tuple[int, int], opening: bool) -> bool:
    """Whether a member of the list counts some of what the total counts."""
    part = sentence.numbers[index]
    if part.share:
        return True
    deeds = {value for _, _, value in sentence.find(sentence.language.deeds, *words)}
    own = {value for _, _, value in sentence.find(sentence.language.deeds, *sentence.clause_of(whole.first))}
    person = whole.thing is None or is_within(whole.thing, PEOPLE)
    if person and not opening and deeds and deeds.isdisjoint(own) and not (own and own <= EITHER):
        return False  # "12 wounded, among them two children, and five killed"
    if part.thing is not None:
        return whole.thing is None or is_within(part.thing, whole.thing)
    return part.people or not part.unit  # else of a noun that is not known


def names_place(sentence: Sentence, part: Part) -> bool:
    """Whether a part has a name in it, as of a place."""
    return any(is_name(sentence, at) for at in range(part.first, part.last))


def is_name(sentence: Sentence, at: int) -> bool:
    """Whether a word within a sentence is written as a name: with a capital, and not with capitals only."""
    start, end = sentence.spans[at]
    word = sentence.text[start:end]
    counts = any(one.first <= at < one.end for one in sentence.numbers)
    return at > 0 and len(word) > 2 and word[0].isupper() and not word.isupper() and not counts

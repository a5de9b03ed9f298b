"""Quantities: numbers in digits and words with what is counted, in; `Figure` with bounds, out.

Caught: "5,760 drones", "nearly 12,000", "at least 30,000", "over 40", "up to seven", "one to two",
"13 of 20", "43 percent", "dozens of", "several", "advanced two kilometres". Distances that tell where something
is, dates, years and ages are left alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from contested.extract.clauses import Sentence
from contested.extract.language import Language
from contested.model import Figure

DECIMAL = re.compile(r"^\d++(?:[.,]\d++)?$")
BOUNDS = ("at_least", "at_most", "approximate")
OPENING = (*BOUNDS, "vague_figure")
MARKS_OF_NAMES = frozenset("/№#")
CLOCK = re.compile(r"^[0-2]?\d\.[0-5]\d$")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure as words `first` to `last` (exclusive) of a sentence; `distance`: a length, not a count."""

    first: int
    last: int
    figure: Figure
    distance: bool = False


def number_at(words: list[str], at: int, language: Language) -> tuple[float, int] | None:
    """The number that starts at word `at`, and the word after it."""
    figures = language.settings.figures
    value: float | None = None
    end = at
    while end < len(words):
        word = words[end]
        if value is None and word[0].isdecimal():
            value = number_in(word)
            if value is None:
                break
        elif value is not None and end == at + 1 and value < 1000 and len(word) == 3 and word.isdecimal():
            value = value * 1000 + float(word)  # "1 150", parted by a space
        elif word in figures["numbers"] and (value is None or (value % 10 == 0 and value >= 20)):
            value = (value or 0.0) + float(figures["numbers"][word])
        elif word in figures["scale"] and value is not None:
            value *= float(figures["scale"][word])
        elif (
            word == "-"
            and value is not None
            and end + 1 < len(words)
            and words[end + 1] in figures["numbers"]
        ):
            end += 1
            continue
        else:
            break
        end += 1
    return (value, end) if value is not None and math.isfinite(value) else None


def number_in(word: str) -> float | None:
    """The number that digits write; None for "15.11.2024" or "1.2.3", which are none."""
    if GROUPED.match(word):
        return float(word.replace(",", ""))
    return float(word.replace(",", ".")) if DECIMAL.match(word) else None


def rose_to(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether the words before a bound tell that a count rose to it: «возросло до 155», which is no "up to 155"."""
    before = sentence.words[max(0, at - 2) : at]
    rises = language.settings.figures["rises"]
    return any(
        word.startswith(one[:-1]) if one.endswith("*") else word == one for word in before for one in rises
    )


def find_figures(sentence: Sentence, language: Language, dated: set[int]) -> list[FigureRef]:
    """Every quantity of the sentence; `dated` are words that belong to dates."""
    found: list[FigureRef] = []
    reach = 0
    for at in sentence.standing(language.number_words, OPENING):
        ref = figure_at(sentence, sentence.words, at, language) if at >= reach and at not in dated else None
        if ref is not None:
            found.append(ref)
            reach = ref.last
    return found


def is_age(sentence: Sentence, at: int) -> bool:
    """Whether a number between commas behind a person is how old he is: "the driver, 52, died"."""
    words = sentence.words
    apart = 1 < at < len(words) - 1 and words[at - 1] == "," and words[at + 1] == ","
    return apart and words[at].isdigit() and sentence.ending("people", at - 1) is not None


def figure_at(sentence: Sentence, words: list[str], at: int, language: Language) -> FigureRef | None:
    start = at
    bound = "exact"
    approximate = False
    for kind in BOUNDS:
        end = sentence.starts(kind, at)
        if end is not None:
            bound, approximate, at = kind, kind == "approximate", end
            break
    if bound == "at_most" and rose_to(sentence, start, language):
        bound = "exact"
    for hit in sentence.starting("vague_figure", at):
        low, high = map(float, hit.value)
        return with_unit(sentence, start, hit.last, (low or None, high or None), low != high, language)
    number = (
        None if designates(sentence, at) or sentence.starts("one_of", at) else number_at(words, at, language)
    )
    if number is None or is_age(sentence, at):
        return None
    value, end = number
    if sentence.starts("fraction", end + (words[end : end + 1] == ["-"])) is not None:
        return None  # "two-thirds of the town"
    if tells_time(sentence, at, end, language):
        return None
    low, high = (value, value)
    if end + 1 < len(words) and words[end] in language.settings.figures["range"]:
        second = number_at(words, end + 1, language)
        if second is not None and second[0] > value:
            high, end = second
    bounds = (None if bound == "at_most" else low, None if bound == "at_least" else high)
    return with_unit(sentence, start, end, bounds, approximate, language)


def tells_time(sentence: Sentence, at: int, end: int, language: Language) -> bool:
    """Whether a number is a time of day, "11.35" or "09:00", and not a share or a length: "11.35 percent"."""
    words = sentence.words
    if is_minutes(words, at) or is_minutes(words, at + 2):
        return True
    if end > at + 1 or not CLOCK.match(words[at]):
        return False
    share = end < len(words) and words[end] in language.settings.figures["percent"]
    return not share and sentence.starts("distance", end) is None


def is_minutes(words: list[str], at: int) -> bool:
    """Whether word `at` is the minutes of a time of day whose hours stand before a colon."""
    if not 2 <= at < len(words) or words[at - 1] != ":":
        return False
    return CLOCK.match(f"{words[at - 2]}.{words[at]}") is not None


def designates(sentence: Sentence, at: int) -> bool:
    """Whether a number belongs to a name or a word: "Kh-101", "T-72", «155-я», «82-летняя», "t.me/ridge/6433", "4G"."""
    words, spans = sentence.words, sentence.spans
    if at > 1 and words[at - 1] == "-" and words[at - 2].isalpha() and spans[at - 2][1] + 1 == spans[at][0]:
        return True
    if at == len(words) or not words[at][0].isdecimal():
        return False
    start, end = spans[at]
    before, behind = sentence.text[start - 1 : start], sentence.text[end : end + 2]
    if behind[:1].isalpha():
        return sentence.starts("distance", at + 1) is None  # "5km"
    return before in MARKS_OF_NAMES or before.isalpha() or is_joined(behind)


def is_joined(behind: str) -> bool:
    """Whether a word hangs on a number by a hyphen."""
    return behind[:1] in ("-", "‑") and behind[1:].isalpha()


def with_unit(
    sentence: Sentence,
    start: int,
    end: int,
    bounds: tuple[float | None, float | None],
    approximate: bool,
    language: Language,
) -> FigureRef | None:
    """The figure with the noun that is counted, or None where it is a distance, a date or a bare ordinal."""
    words = sentence.words
    if end < len(words) and words[end] in language.settings.figures["percent"]:
        return FigureRef(start, end + 1, figure(bounds, "percent", sentence, start, end + 1, approximate))
    length = sentence.starts("distance", end)
    if length is not None:
        if locates(sentence, start, length):
            return None
        measured = figure(bounds, words[end], sentence, start, length, approximate)
        return FigureRef(start, length, measured, distance=True)
    last = end
    unit: list[str] = []
    while last < len(words) and last < end + 4:
        word = words[last]
        if unit and word == "-" and hyphenated(sentence, last):
            unit.append(f"{unit.pop()}-{words[last + 1]}")
            last += 2
            continue
        if not word[0].isalpha() or sentence.starts("role", last) or sentence.starts("be", last):
            break
        if (
            sentence.starts("subordinator", last)
            or sentence.starts("coordinator", last)
            or sentence.starts("have", last)
        ):
            break
        if word in language.settings.figures["units_not"]:
            return None
        if any(
            hit.first == last and hit.value.form not in ("noun", "participle")
            for hit in sentence.found("trigger", last)
        ):
            break
        unit.append(word)
        last += 1
    if not unit and bounds[0] is not None and 1900 <= bounds[0] <= 2100:
        return None
    text_end = max(last, end)
    return FigureRef(start, text_end, figure(bounds, " ".join(unit), sentence, start, text_end, approximate))


def hyphenated(sentence: Sentence, at: int) -> bool:
    """Whether a hyphen joins the words around it: "long-range drones"."""
    spans = sentence.spans
    if at + 1 >= len(spans) or spans[at - 1][1] != spans[at][0] or spans[at][1] != spans[at + 1][0]:
        return False
    return sentence.words[at + 1].isalpha()


def locates(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a distance only says where something is: "six miles of", "5 km north", "within two kilometres"."""
    within = first > 0 and sentence.starts("within", first - 1) is not None
    return within or any(sentence.starts(kind, last) for kind in ("bearing", "bearing_of", "away"))


def figure(
    bounds: tuple[float | None, float | None],
    unit: str,
    sentence: Sentence,
    first: int,
    last: int,
    approximate: bool,
) -> Figure:
    return Figure(
        low=bounds[0],
        high=bounds[1],
        unit=unit,
        text=sentence.words_text(first, last),
        approximate=approximate,
    )

"""The text of a sentence, in; the counts in it, out: a number with its bounds and what is counted.

Caught: "45 drones", "nearly 12,000 missiles and drones", "at least 40", "10–12", "6,5 тыс.", "двое", "43%", "(+1,200)".
Left alone: distances, calibres, ages, years, dates, clock times, ordinals, names ("T-72", «155-я») and addresses.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from contested.reconcile.figures.words import Hit, Phrases, QuantityWords

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*[²]?|\S")
ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+|\bt\.me/\S+")
MARKUP = re.compile(r"[*_\[\]]")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
QUOTES = frozenset("\"«»“”„'")
DASHES = frozenset("-–—‑")
# A comma or a dash ends what a number's own words can be.
BREAKS = frozenset(",;:.()!?…—–")
MOST_BETWEEN = 4  # words between a number and its noun: "238 more Russian and allied soldiers"
YEARS = range(1950, 2050)
# What can stand in one count: "missiles and drones".
DESCRIBED = "+"


class Number(NamedTuple):
    """A count as words: `first` to `last` the number with its bounds, to `end` with its noun (exclusive).

    `thing` is null where the noun is not known, `unit` the noun as it is written. `share`: in percent; `added`: "(+1,200)";
    `people`: a numeral that counts only persons; `reached`: "rose to 155"; `weak`: a bare "one", which is
    a number only in a list of parts; `was`: "rose from 3,000 to 5,760".
    """

    first: int
    last: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    thing: str | None
    unit: str
    share: bool = False
    added: bool = False
    people: bool = False
    reached: bool = False
    weak: bool = False
    was: float | None = None


class Sentence:
    """A sentence's words, folded, with their spans, and the counts in it. `voiced` are words that name who speaks."""

    def __init__(self, text: str, language: QuantityWords) -> None:
        hidden = ADDRESS.sub(lambda found: " " * len(found[0]), text)
        hidden = MARKUP.sub(" ", hidden)
        matches = list(WORD.finditer(hidden))
        self.text = text
        self.language = language
        self.words = [fold(match[0]) for match in matches]
        self.spans = [match.span() for match in matches]
        self.voiced: frozenset[int] = frozenset()
        self.hits: dict[int, tuple[Hit, ...]] = {}
        self.numbers = self.find_numbers()

    def find_numbers(self) -> list[Number]:
        found: list[Number] = []
        at = 0
        while at < len(self.words):
            number = self.number_from(at)
            if number is not None:
                found.append(number)
            at = max(at + 1, number.last if number else 0, self.past(at) if number is None else 0)
        return found

    def past(self, at: int) -> int:
        """The word after a number that is no count, so that no part of it is taken for one."""
        value = self.value_at(at)
        return value[1] if value else at + 1

    def number_from(self, at: int) -> Number | None:
        """The count whose bounds or digits begin at word `at`."""
        start, (bounds, at) = at, self.bounds_at(at)
        if at >= len(self.words):
            return None
        vague = self.language.vague_phrases.at(self.words, at)
        if vague is not None:
            least, most = self.language.vague[vague.value]
            return self.with_noun(start, vague.first, vague.last, least or None, most or None, True)
        value = self.value_at(at)
        if value is None or self.names_something(at, value[1]):
            return None
        low, high, last = self.range_from(start, *value)
        behind = self.language.after.at(self.words, last) if last < len(self.words) else None
        if behind is not None:
            bounds.add(self.language.after_kinds[behind.value])
            last = behind.last
        elif last < len(self.words) and self.words[last] == "+":
            bounds.add("at_least")
        reached, was = self.is_reached(start), None
        if reached and high > low:
            low, was = high, low  # "rose from 3,000 to 5,760"
        least_told = None if "at_most" in bounds and not reached else low
        most_told = None if "at_least" in bounds else high
        found = self.with_noun(start, at, last, least_told, most_told, "approximate" in bounds)
        return found._replace(reached=reached, was=was) if found else None

    def bounds_at(self, at: int) -> tuple[set[str], int]:
        """The bounds that begin at word `at` ("at least", "about"), and the word behind them."""
        found: set[str] = set()
        while at < len(self.words) and (hit := self.language.bounds.at(self.words, at)) is not None:
            found.add(hit.value)
            at = hit.last
        return found, at

    def range_from(self, start: int, low: float, last: int) -> tuple[float, float, int]:
        """The least and most of a number and the word behind it: "10–12", "one to two", "between five and seven"."""
        joins = last + 1 < len(self.words) and (
            self.words[last] in self.language.range or self.is_between(start, last)
        )
        second = self.value_at(last + 1) if joins else None
        if second is None or second[0] <= low or self.names_something(last + 1, second[1], True):
            return low, low, last
        return low, *second

    def is_between(self, at: int, last: int) -> bool:
        """ "between five and seven"."""
        between = at > 0 and self.words[at - 1] in self.language.between
        return between and self.language.joins.at(self.words, last) is not None

    def is_reached(self, at: int) -> bool:
        """Whether the words before a number tell that a total rose to it: "rose to 155", «возросло до 155»."""
        rising = self.find(self.language.rises, max(0, at - 3), at)
        return any(last >= at - 1 for _, last, _ in rising)

    def value_at(self, at: int) -> tuple[float, int] | None:
        """The number in digits or words that begins at word `at`, and the word after it."""
        words, language = self.words, self.language
        value: float | None = None
        end = at
        while end < len(words):
            word = words[end]
            if value is None and word[0].isdecimal():
                value = read_digits(word)
                if value is None:
                    return None
            elif value is not None and end == at + 1 and self.is_group(end) and value < 1000:
                value = value * 1000 + float(word)
                while end + 1 < len(words) and self.is_group(end + 1):
                    value, end = value * 1000 + float(words[end + 1]), end + 1
            elif word in language.numbers and (value is None or adds_up(value, language.numbers[word])):
                value = (value or 0.0) + language.numbers[word]
            elif word in language.scale and value is not None:
                value *= language.scale[word]
                if end + 1 < len(words) and words[end + 1] == "." and self.adjacent(end, end + 1):
                    end += 1  # «тыс.»
            elif word == "-" and value is not None and value >= 20 and end + 1 < len(words):
                if words[end + 1] not in language.numbers or words[end - 1][0].isdecimal():
                    break
            else:
                break
            end += 1
        return (value, end) if value is not None else None

    def is_group(self, at: int) -> bool:
        """Whether a word is the next three digits of a number whose groups are parted by a space."""
        word = self.words[at]
        parted = at > 0 and self.spans[at][0] - self.spans[at - 1][1] == 1
        return parted and len(word) == 3 and word.isdecimal() and self.words[at - 1].isdecimal()

    def adjacent(self, first: int, second: int) -> bool:
        return self.spans[first][1] == self.spans[second][0]

    def names_something(self, at: int, end: int, ranged: bool = False) -> bool:
        """Whether a number is part of a name, a date or an ordinal: "T-72", «155-я», "№ 1", "24/7", "5.2.", "1)"; `ranged`:
        it stands behind another and a dash."""
        words = self.words
        if at > 0 and self.adjacent(at - 1, at) and not ranged:
            before = words[at - 1]
            if before in "/#№.:$€£" or (before in DASHES and at > 1 and self.adjacent(at - 2, at - 1)):
                return True
            if before[-1].isalnum():
                return True
        if at > 0 and words[at - 1] in "№#$€£":
            return True
        if end < len(words) and self.adjacent(end - 1, end):
            after = words[end]
            if after in "/:" and end + 1 < len(words) and words[end + 1][0].isdecimal():
                return True
            joined = after in DASHES and end + 1 < len(words) and self.adjacent(end, end + 1)
            if joined and (ranged or not words[end + 1][0].isdecimal()):
                return True
            if after[0].isalpha():
                return True
            if at == 0 and after in ".)":
                return True
        return False

    def with_noun(
        self, start: int, at: int, last: int, low: float | None, high: float | None, approximate: bool
    ) -> Number | None:
        """The count with its noun; None where what is measured is no count: a distance, a time, an age."""
        words, language = self.words, self.language
        if last < len(words) and words[last] in language.percent:
            return Number(start, last + 1, last + 1, low, high, approximate, None, "", share=True)
        number = words[at]
        end, thing, unit_first, behind = last, None, last, last
        while end < len(words) and end <= behind + MOST_BETWEEN:
            word = words[end]
            noun = language.things.at(words, end)
            if noun is not None and not self.describes(noun.first, noun.last):
                thing, unit_first, end = noun.value, noun.first, noun.last
                break
            hyphen = word == "-" and self.adjacent(end - 1, end) and end > last  # "long-range drones"
            if word in QUOTES or hyphen:
                end += 1
                continue
            if word == "(" and end + 1 < len(words) and words[end + 1] == "+" and ")" in words[end:]:
                end = behind = words.index(")", end) + 1  # "650,000 (+1,200) soldiers"
                continue
            if language.not_counts.at(words, end) is not None:
                return None
            if not word[0].isalpha() or word in language.stops or word in language.numbers:
                break
            end += 1
        ahead = self.noun_ahead(start) if thing is None else None
        if ahead is not None:
            thing, (unit, end) = ahead.value, self.plain_unit(last)
            unit = unit or self.span_text(ahead.first, ahead.last)
        elif thing is None:
            unit, end = self.plain_unit(last)
        else:
            thing, end = self.and_more(thing, end)
            unit = self.span_text(unit_first, end)
        exact = low is not None and low == high
        digits = number[0].isdecimal()
        if exact and low is not None:
            if low != int(low) and thing != "square_kilometres" and low < 1000:
                return None  # 11.35 is a time, 6.5 of anything but ground no count
            if (
                digits
                and int(low) in YEARS
                and last == at + 1
                and len(number) == 4
                and (thing is None or low % 100)
            ):
                return None
        if last < len(words) and words[last] in language.singled and not digits and low == high == 1:
            return None  # "one of them"
        dated = at > 0 and digits and thing is None and low is not None and low <= 31
        if dated and language.not_counts.at(words, at - 1) is not None:
            return None  # "March 5"
        added = at > 0 and words[at - 1] == "+"
        weak = exact and not digits and low == 1 and thing is None
        return Number(
            start,
            last,
            end,
            low,
            high,
            approximate,
            thing,
            unit,
            added=added,
            weak=weak,
            people=number in language.people_numbers,
        )

    def describes(self, first: int, last: int) -> bool:
        """Whether a noun only describes the next one: "drone attacks", "tank crews"."""
        words = self.words
        if last >= len(words) or last - first > 1 or words[first] not in self.language.describing:
            return False
        after = words[last]
        return (
            after[0].isalpha()
            and after not in self.language.stops
            and self.language.deeds.at(words, last) is None
        )

    def noun_ahead(self, start: int) -> Hit | None:
        """The noun of a list's line, before its colon or dash: «танків – 8 900»."""
        if start < 2 or (self.words[start - 1] not in DASHES and self.words[start - 1] != ":"):
            return None
        ends = (
            self.language.things.at(self.words, at) for at in range(max(0, start - MOST_BETWEEN), start - 1)
        )
        return next((hit for hit in ends if hit is not None and hit.last == start - 1), None)

    def plain_unit(self, last: int) -> tuple[str, int]:
        """The word behind a number whose noun is not known."""
        words, language = self.words, self.language
        if last == len(words) or not words[last][0].isalpha() or words[last] in language.stops:
            return "", last
        if language.deeds.at(words, last) is not None:
            return "", last
        return self.span_text(last, last + 1), last + 1

    def and_more(self, thing: str, end: int) -> tuple[str, int]:
        """ "missiles and drones": what is counted together."""
        words, language = self.words, self.language
        if end + 1 < len(words) and words[end][0].isalpha() and language.joins.at(words, end) is not None:
            noun = language.things.at(words, end + 1)
            if noun is not None and noun.value != thing and not self.describes(noun.first, noun.last):
                return DESCRIBED.join(sorted((thing, noun.value))), noun.last
        return thing, end

    def span_text(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (exclusive)."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def find(self, phrases: Phrases, first: int, last: int) -> list[Hit]:
        """Phrases within words `first` to `last`. The whole sentence is looked through once for each list of them."""
        found = self.hits.get(id(phrases))
        if found is None:
            found = self.hits[id(phrases)] = phrases.find(self.words)
        return [hit for hit in found if first <= hit.first and hit.last <= last]

    def clause_of(self, at: int) -> tuple[int, int]:
        """The words around word `at` up to a comma, a dash or a bracket on either side."""
        first = last = at
        while first > 0 and not self.parts_clauses(first - 1):
            first -= 1
        while last < len(self.words) and not self.parts_clauses(last):
            last += 1
        return first, last

    def parts_clauses(self, at: int) -> bool:
        return self.words[at] in BREAKS


def fold(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'").casefold()


def read_digits(word: str) -> float | None:
    """The number that digits write; None for "15.11.2024"."""
    if GROUPED.fullmatch(word):
        return float(word.replace(",", ""))
    return float(word.replace(",", ".")) if PLAIN.fullmatch(word) else None


def adds_up(value: float, more: float) -> bool:
    """Whether a numeral goes on another: "twenty" and "three", «двести» and «сорок»."""
    return (value % 10 == 0 and 20 <= value < 100 and more < 10) or (
        value % 100 == 0 and value >= 100 and more < 100
    )

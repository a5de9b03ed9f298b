"""Sentences with counts, in; whether growth that they state agrees with the figures at hand, out.

Caught: "5,760, double the amount of 2023", "rose from 3,000 to 5,760", "up from 3,000", "double the 2,600 of August", "twice as much
as in August, when 2,600 were fired", «в два раза больше, чем в июле». What it is compared with is a number of the sentence, else one
that the desk holds for the month or year that is named.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from contested.model import Finding
from contested.reconcile.figures.bounds import Range, is_told, range_of, write_bounds, write_number
from contested.reconcile.figures.numbers import Sentence
from contested.reconcile.figures.reading import HAPPENED, Read, Told
from contested.reconcile.figures.saying import make_finding, say_count, say_days, say_teller, say_where
from contested.reconcile.figures.words import Hit

# "Double" is said of what is no further from twice than this share.
LOOSE = 0.15
COMPARED_WITHIN = 3  # words between "twice" and "as many"
BASE_WITHIN = 12  # words between "twice as much" and the number of then: "as in October, when they fired"
NUMBER_WITHIN = 3  # words between "up from" and its number
NAMED_WITHIN = 8  # words between "double" and the month or year that it is of
YEARS = range(1990, 2100)
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Growth(NamedTuple):
    """What a sentence says of a number: `times` as many (null: only more or fewer), as the words `said`; the number before, or
    the days it is of."""

    times: float | None
    at_least: bool
    said: str
    rises: bool
    before: Range | None
    written: str
    days: tuple[str, str] | None


def check_growth(told: Sequence[Told]) -> Iterator[Finding]:
    """Every statement of growth against the figures at hand."""
    held = [read for one in told for read in one.reads.values()]
    for one in told:
        base = find_base(one.sentence)
        subjects = [
            read
            for read in one.reads.values()
            if read.quantity.thing
            and not read.quantity.part_of
            and is_told(read.quantity)
            and read.number != base
        ]
        if len(subjects) != 1 or subjects[0].quantity.stance not in HAPPENED:
            continue  # of several numbers it would be a guess which has grown
        growth = read_growth(one.sentence, subjects[0], base)
        if growth is not None:
            yield judge(subjects[0], growth, held)


def read_growth(sentence: Sentence, subject: Read, base: int | None) -> Growth | None:
    """The statement of growth in a sentence with one count, beside that which it is compared with."""
    number = sentence.numbers[subject.number]
    before, written = None, ""
    if number.was is not None:
        before, written = Range(number.was, number.was), write_number(number.was)
    elif base is not None:
        then = sentence.numbers[base]
        if then.thing in (None, number.thing) and is_told(then):
            before, written = range_of(then), write_bounds(then)
    for first, last, phrase in sentence.find(sentence.language.times_phrases, 0, len(sentence.words)):
        behind = sentence.words[last : last + COMPARED_WITHIN]
        compares = is_compared(sentence, last)
        rising = bool(sentence.language.rises.find(sentence.words[max(0, first - COMPARED_WITHIN) : first]))
        if not (compares or rising or before):
            continue
        times = sentence.language.times[phrase]
        fewer = bool(sentence.language.fewer.find(behind))
        more = any(
            kind == "at_least" and to == first
            for _, to, kind in sentence.find(sentence.language.bounds, 0, first)
        )
        said = sentence.span_text(first, last)
        days = None if before else days_named(sentence, last, subject)
        return Growth(1 / times if fewer else times, more, said, not fewer, before, written, days)
    if before is None:
        return None
    falls = any(kind == "down_from" for _, _, kind in find_marks(sentence))
    return Growth(None, False, "", not falls, before, written, None)


def find_base(sentence: Sentence) -> int | None:
    """The number, by its place among those of the sentence, that another is said to be so many times as large as, or to have
    come from: "double the 2,600", "twice as much as in August, when 2,600 …", "up from 2,600"."""
    language, words = sentence.language, sentence.words
    ends = [
        (last, BASE_WITHIN)
        for _, last, _ in sentence.find(language.times_phrases, 0, len(words))
        if words[last : last + 1] and (words[last] in language.articles or is_compared(sentence, last))
    ]
    ends += [(last, NUMBER_WITHIN) for _, last, _ in find_marks(sentence)]
    for last, within in ends:
        for index, one in enumerate(sentence.numbers):
            if last <= one.first <= last + within and not one.share and not one.weak:
                return index
    return None


def find_marks(sentence: Sentence) -> list[Hit]:
    """ "Up from", "down from"."""
    marks = sentence.find(sentence.language.marks, 0, len(sentence.words))
    return [hit for hit in marks if hit[2] in ("up_from", "down_from")]


def is_compared(sentence: Sentence, at: int) -> bool:
    """Whether word `at` begins what something is compared with: "as many", "the number"."""
    return bool(sentence.language.compared.find(sentence.words[at : at + COMPARED_WITHIN]))


def days_named(sentence: Sentence, at: int, subject: Read) -> tuple[str, str] | None:
    """The month or year that stands behind "double the amount of", as its first and last day."""
    published = subject.quantity.published or ""
    words = sentence.words[at : at + NAMED_WITHIN]
    year = next((int(word) for word in words if word.isdecimal() and int(word) in YEARS), None)
    month = next((sentence.language.months[word] for word in words if word in sentence.language.months), None)
    if month is None:
        return (f"{year}-01-01", f"{year}-12-31") if year else None
    if year is None:
        if not published:
            return None
        year = int(published[:4]) - (month >= int(published[5:7]))
    leap = month == 2 and ((year % 4 == 0 and year % 100 != 0) or year % 400 == 0)
    return f"{year}-{month:02}-01", f"{year}-{month:02}-{LAST_DAYS[month - 1] + leap}"


def judge(subject: Read, growth: Growth, held: Iterable[Read]) -> Finding:
    quantity = subject.quantity
    opening = f"{say_teller(quantity)}: {say_count(quantity)}{say_where(quantity)}"
    if growth.before is not None:
        return weigh(
            subject, growth, growth.before, f"the {growth.written} told beside it", opening, [subject]
        )
    if growth.days is None:
        reason = (
            f"{opening}, “{growth.said}” as many as before: what it is compared with is not told as a number"
        )
        return make_finding("growth", "open", reason, [subject])
    days = say_days(*growth.days)
    others = [one for one in held if is_same_of(one, subject, growth.days)]
    if not others:
        reason = f"{opening}, “{growth.said}” that of {days}: the desk holds no figure for those days"
        return make_finding("growth", "open", reason, [subject])
    other = min(others, key=lambda one: (one.quantity.source != quantity.source, one.quantity.quantity_id))
    told = f"{write_bounds(other.quantity)} for {days} by {say_teller(other.quantity)}"
    return weigh(subject, growth, range_of(other.quantity), told, opening, [subject, other])


def is_same_of(one: Read, subject: Read, days: tuple[str, str]) -> bool:
    """Whether a quantity counts for those days what the subject counts for its own."""
    first, second = one.quantity, subject.quantity
    same = (first.thing, first.deed, one.whose, one.spot) == (
        second.thing,
        second.deed,
        subject.whose,
        subject.spot,
    )
    dated = (first.when.start, first.when.end) == days and first.course == "increment"
    return same and dated and is_told(first) and not first.part_of and first.stance in HAPPENED


def weigh(
    subject: Read, growth: Growth, before: Range, compared: str, opening: str, reads: Sequence[Read]
) -> Finding:
    now = range_of(subject.quantity)
    low = now.least / before.most if before.most else math.inf
    high = now.most / before.least if before.least else math.inf
    ratio = (
        f"{low:.2g}"
        if low == high
        else f"{low:.2g} to {high:.2g}"
        if high < math.inf
        else f"at least {low:.2g}"
    )
    if growth.times is None:
        holds = high > 1 if growth.rises else low < 1
        words = "more" if growth.rises else "fewer"
        outcome = f"which is {words}" if holds else f"which is not {words}"
        reason = f"{opening}, put as {words} than {compared}, {outcome}"
        return make_finding("growth", "holds" if holds else "fails", reason, reads)
    least, most = growth.times * (1 - LOOSE), growth.times * (1 + LOOSE)
    most = math.inf if growth.at_least else most
    holds = low <= most and least <= high
    verdict = "agrees with" if holds else "does not agree with"
    reason = f"{opening}, “{growth.said}”, {verdict} {compared}: {ratio} times"
    return make_finding("growth", "holds" if holds else "fails", reason, reads)

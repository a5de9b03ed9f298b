"""A sentence and the day on which it is said, in; its dates, each as the days that it means, out.

Weekdays and days without a year are the last ones, of what is foreseen the next ones. Where the day of speech is only
known to lie in an interval, a date means all the days that it could.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from contested.extract.clauses import Sentence
from contested.extract.dates.forms import Expression, FormReader
from contested.extract.dates.meaning import resolve
from contested.extract.dates.spans import Span, hull
from contested.extract.dates.speech import Speech, basis_of, dated
from contested.extract.figures import number_at
from contested.extract.language import Language
from contested.model import Basis, When


@dataclass(frozen=True, slots=True)
class DateRef:
    """A date as words `first` to `last` (exclusive): the days that it means of what has happened, of what is `ahead`,
    and how it is written."""

    first: int
    last: int
    when: When
    ahead: When
    written: Expression


def find_dates(
    sentence: Sentence, language: Language, said: Span | None, began: date | None = None
) -> list[DateRef]:
    """Every date of the sentence, in order; without the days when it may be said, those that need none. `began`: the
    first day of the war."""
    found: list[DateRef] = []
    before: Span | None = None
    for one in find_written(sentence, language):
        span = mean(one, said, Speech(None, False, before, began))
        if span is None:
            continue
        ahead = mean(one, said, Speech(None, True, before, began))
        first = one.first
        if first and sentence.words[first - 1] in language.settings.dates.lead:
            first -= 1
        text, basis = sentence.words_text(first, one.last), basis_of(one)
        found.append(
            DateRef(first, one.last, as_when(span, text, basis), as_when(ahead or span, text, basis), one)
        )
        before = span
    return found


def find_written(sentence: Sentence, language: Language) -> list[Expression]:
    """The dates of a sentence as they are written, the longest at each word, none within another."""
    forms, words = language.date_forms, sentence.words
    if forms.telling.isdisjoint(words) and not sentence.numerals:
        return []
    reader = FormReader(words, forms, lambda words, at: number_at(words, at, language))
    found: list[Expression] = []
    reach = 0
    for at in range(len(words)):
        if at < reach or not forms.may_start(words, at):
            continue
        one = reader.longest(at)
        if one is not None and stands(one, sentence, language):
            found.append(one)
            reach = one.last
    return found


# "Since the fall of X" is of no season.
SEASONAL = frozenset({"season", "since", "until", "before", "by"})


def stands(one: Expression, sentence: Sentence, language: Language) -> bool:
    """Whether words that can be a date are one: "may" is one after "in" and with a capital, "2024" after "in"; "three-
    year-old" is an age."""
    table, words = language.settings.dates, sentence.words
    led = one.first > 0 and words[one.first - 1] in table.year_lead
    alone = one.last - one.first == 1
    if alone and not led and (one.meaning == "year" or words[one.first] in table.also_words):
        return False
    own = words[one.first : one.last]
    if one.meaning in SEASONAL and not dated(one) and not set(own).isdisjoint(table.only_dated):
        return False
    if table.capitals and any(
        word in table.months and word in table.also_words and not sentence.capital(at)
        for at, word in enumerate(own, one.first)
    ):
        return False
    behind = words[one.last : one.last + 2]
    return not (one.meaning == "lasting" and (behind[:1] == ["-"] and behind[1:2] and behind[1] in table.old))


def mean(one: Expression, said: Span | None, speech: Speech) -> Span | None:
    """The days that a date means, said so on any day of an interval."""
    if said is None or said.start is None or said.end is None:
        return resolve(one, speech)
    first = mean_on(one, said.start, speech)
    if said.start == said.end or first is None:
        return first
    last = mean_on(one, said.end, speech)
    return hull(first, last) if last is not None else None


def mean_on(one: Expression, day: date, speech: Speech) -> Span | None:
    """The days that a date means, said so on a day; what has happened had done so by then."""
    span = resolve(one, replace(speech, day=day))
    ahead = speech.ahead
    if span is None or ahead or span.end is None or span.end <= day or (span.start and span.start > day):
        return span
    return Span(span.start, day)


def as_when(span: Span, text: str, basis: Basis) -> When:
    start, end = (day.isoformat() if day else None for day in span)
    return When(start=start, end=end, text=text, basis=basis)

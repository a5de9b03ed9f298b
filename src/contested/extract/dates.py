"""When: date words of a sentence, in; day intervals resolved against the day of publication, out.

An interval grammar: "27 December 2024", "December 27", "in February 2022", "in 2022", "between January and
September 2024", "on Friday", "two weeks ago", "for seven months", "this week", "some time ago" (the 60 days
up to the day of speech). Weekdays are the last ones before or on the day of publication.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from contested.extract.clauses import Sentence
from contested.extract.figures import number_at
from contested.extract.language import Language
from contested.model import Basis, Day, When

VAGUE_DAYS = 60


@dataclass(frozen=True, slots=True)
class DateRef:
    """A date expression as words `first` to `last` (exclusive), and the interval it means."""

    first: int
    last: int
    when: When


def find_dates(sentence: Sentence, language: Language, published: Day | None) -> list[DateRef]:
    """Every date expression of the sentence, in order; relative ones need the day of publication."""
    found: list[DateRef] = []
    reach = 0
    starts = sentence.standing(language.date_words, ("date",))
    spoken = date.fromisoformat(published) if published and starts else None
    for at in starts:
        ref = read_date(sentence, at, language, spoken, found) if at >= reach else None
        if ref is not None:
            found.append(ref)
            reach = ref.last
    return found


def read_date(
    sentence: Sentence, at: int, language: Language, spoken: date | None, before: list[DateRef]
) -> DateRef | None:
    """The date expression that starts at word `at`; `before` are those before it in the sentence."""
    words = sentence.words
    read = (
        month_of_that_year(words, at, language, before)
        or absolute_date(words, at, language, spoken)
        or numbered_date(words, at, language, spoken)
        or named_date(sentence, at, language, spoken)
    )
    if read is None:
        return None
    end, interval, basis = read
    first = at - 1 if at and words[at - 1] in language.settings.dates["lead"] else at
    start_day, end_day = (day.isoformat() if day else None for day in interval)
    text = sentence.words_text(first, end)
    return DateRef(first, end, When(start=start_day, end=end_day, text=text, basis=basis))


Read = tuple[int, tuple[date | None, date | None], Basis]


def month_interval(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def closest_year(spoken: date | None, month: int, day: int = 1) -> int | None:
    """The year that puts a day without year last before (or on) the day of speech."""
    if spoken is None:
        return None
    return spoken.year if (month, day) <= (spoken.month, spoken.day) else spoken.year - 1


def year_at(words: list[str], at: int) -> tuple[int, int] | None:
    if at < len(words) and words[at] == ",":
        at += 1
    if at < len(words) and len(words[at]) == 4 and words[at].isdecimal() and 1900 <= int(words[at]) <= 2100:
        return int(words[at]), at + 1
    return None


def month_of_that_year(words: list[str], at: int, language: Language, before: list[DateRef]) -> Read | None:
    """ "September of that year": the year of the date before it in the sentence."""
    dates = language.settings.dates
    month = dates["months"].get(words[at])
    year = next((one.when.start[:4] for one in reversed(before) if one.when.start), None)
    if month is None or year is None:
        return None
    if at and words[at - 1] in dates["that"]:
        return at + 1, month_interval(int(year), month), "explicit"
    for phrase in dates["that_year"]:
        parts = phrase.split()
        if words[at + 1 : at + 1 + len(parts)] == parts:
            return at + 1 + len(parts), month_interval(int(year), month), "explicit"
    return None


def absolute_date(words: list[str], at: int, language: Language, spoken: date | None) -> Read | None:
    """Days, months and years that are written out."""
    months = language.settings.dates["months"]
    word = words[at]
    if word in months and at + 1 < len(words):
        month, after = months[word], at + 1
        if words[after] == "." and after + 1 < len(words):
            after += 1
        day_word = words[after]
        if day_word.isdecimal() and 1 <= int(day_word) <= 31:
            return whole_day(words, after + 1, month, int(day_word), spoken)
    if word in months:
        return whole_month(words, at, at + 1, months[word], language, spoken)
    if (
        word.isdecimal()
        and len(word) <= 2
        and at + 1 < len(words)
        and words[at + 1] in months
        and 1 <= int(word) <= 31
    ):
        return whole_day(words, at + 2, months[words[at + 1]], int(word), spoken)
    year = year_at(words, at)
    if year and at and words[at - 1] in language.settings.dates["year_lead"]:
        return year[1], (date(year[0], 1, 1), date(year[0], 12, 31)), "explicit"
    return None


def whole_day(words: list[str], after: int, month: int, day: int, spoken: date | None) -> Read | None:
    written = year_at(words, after)
    year = written[0] if written else closest_year(spoken, month, day)
    if year is None:
        return None
    try:
        when = date(year, month, day)
    except ValueError:
        return None
    return (written[1] if written else after), (when, when), "explicit"


def whole_month(
    words: list[str], at: int, after: int, month: int, language: Language, spoken: date | None
) -> Read | None:
    dates = language.settings.dates
    leads = [*dates["year_lead"], *dates["begin"], *dates["end"], *dates["middle"]]
    if words[at] in dates["also_words"] and not (at and words[at - 1] in leads):
        return None
    if (
        after + 1 < len(words)
        and words[after] in dates["range"]
        and words[after + 1] in language.settings.dates["months"]
    ):
        second = language.settings.dates["months"][words[after + 1]]
        written = year_at(words, after + 2)
        year = written[0] if written else closest_year(spoken, second)
        if year is None:
            return None
        return (
            (written[1] if written else after + 2),
            (date(year, month, 1), month_interval(year, second)[1]),
            "explicit",
        )
    written = year_at(words, after)
    year = written[0] if written else closest_year(spoken, month)
    if year is None:
        return None
    start, end = month_interval(year, month)
    before = words[at - 1] if at else ""
    if before in dates["begin"]:
        end = start + timedelta(days=9)
    elif before in dates["end"]:
        start = end - timedelta(days=9)
    elif before in dates["middle"]:
        start, end = start + timedelta(days=9), start + timedelta(days=19)
    return (
        (written[1] if written else after),
        (start, min(end, spoken) if spoken and start <= spoken else end),
        "explicit",
    )


def numbered_date(words: list[str], at: int, language: Language, spoken: date | None) -> Read | None:
    """ "Two weeks ago", "for more than two weeks", "three-month", "a week earlier"."""
    if spoken is None:
        return None
    dates = language.settings.dates
    number = number_at(words, at, language)
    if (
        number is None
        and words[at] in dates["one"]
        and at + 1 < len(words)
        and words[at + 1] in dates["units"]
    ):
        number = (1.0, at + 1)
    if number is None:
        return None
    count, after = number
    if after < len(words) and words[after] == "-":
        after += 1
    if after >= len(words) or words[after] not in dates["units"]:
        return None
    if words[after + 1 : after + 3] == ["-", *dates["old"]]:
        return None  # an age
    days = count * dates["units"][words[after]]
    if days >= spoken.toordinal():
        return None  # before all dates
    start = spoken - timedelta(days=round(days))
    end_word = after + 1
    if end_word < len(words) and words[end_word] in dates["ago"]:
        return end_word + 1, (start, start), "relative"
    back = words[max(0, at - 4) : at]
    if any(word in back for word in dates["since_for"]) or words[after - 1] == "-":
        return end_word, (start, spoken), "relative"
    return None


def named_date(sentence: Sentence, at: int, language: Language, spoken: date | None) -> Read | None:
    """Weekdays, "today", "this week", "some time ago" and the like."""
    if spoken is None:
        return None
    weekday = language.settings.dates["weekdays"].get(sentence.words[at])
    if weekday is not None:
        back = (spoken.weekday() - weekday) % 7
        day = spoken - timedelta(days=back)
        return at + 1, (day, day), "relative"
    best = max((hit for hit in sentence.starting("date", at)), key=lambda hit: hit.last, default=None)
    return None if best is None else (best.last, *named_interval(best.value, spoken))


def named_interval(kind: str, spoken: date) -> tuple[tuple[date, date], Basis]:
    """The days that a class of words means when they are said on a day."""
    week = spoken - timedelta(days=spoken.weekday())
    spans: dict[str, tuple[date, date, Basis]] = {
        "vague": (spoken - timedelta(days=VAGUE_DAYS), spoken, "vague"),
        "today": (spoken, spoken, "relative"),
        "yesterday": (spoken - timedelta(days=1), spoken - timedelta(days=1), "relative"),
        "this_week": (week, spoken, "relative"),
        "this_month": (spoken.replace(day=1), spoken, "relative"),
        "this_year": (date(spoken.year, 1, 1), spoken, "relative"),
        "last_week": (spoken - timedelta(days=7), spoken, "relative"),
        "last_month": (spoken - timedelta(days=30), spoken, "relative"),
        "next_year": (date(spoken.year + 1, 1, 1), date(spoken.year + 1, 12, 31), "relative"),
    }
    start, end, basis = spans[kind]
    return (start, end), basis

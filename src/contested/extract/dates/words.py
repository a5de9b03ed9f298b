"""The `[dates]` table of a language, in; the words and forms of its dates as a record, out.

A form is a row of words and slots: "last <weekday>", "[from] <day> -|to <day> [of] <month> [<year>]". A word in
brackets may be missing, `|` parts alternatives, a trailing `*` matches any ending. The slots:

    <day>     a day of a month, with or without the ending of an ordinal     <number>  a number, "a few"
    <month>   a month by name              <year>    2024, with or without its word; "last year"
    <weekday> a weekday by name            <years>   2024–2025, 2024/25
    <season>  winter, spring …             <unit>    hour, day, week, fortnight, month, year
    <nth>     first, second …              <section> half, quarter, decade (ten days), week, days
    <part>    early, the middle of …       <about>   words that only blur a number, or nothing
    <digits>  03.05.2025, 2025-05-03       <date>    a date of any form
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from contested.extract.dates.spans import Part, Section, Unit

Meaning = Literal[
    "day",  # 5 May
    "days",  # 3–7 May
    "digits",  # 03.05.2025
    "month",
    "months",  # January and September 2024
    "that_month",  # September of that year: of the date before it in the sentence
    "year",
    "years",
    "season",
    "section",  # the first half of 2024
    "quarter",  # Q2 2024
    "part",  # early February, the end of the week
    "weekday",  # the last one
    "weekday_day",  # Friday, 14 November
    "last_week_weekday",  # Friday last week
    "last",  # last Friday, last March, last summer
    "this",
    "next",
    "night",  # Monday night, the night of 5 May
    "night_into",  # overnight into 5 May
    "night_about",  # overnight Sunday: either night
    "same",  # as of 5 May
    "since",
    "until",
    "before",
    "by",  # on that day; of what is foreseen, from now to then
    "range",  # from 28 April to 3 May
    "ago",
    "earlier",  # two days earlier: than the date before it in the sentence, else than the day of speech
    "lasting",  # for seven months, in the past 24 hours
    "in",  # in two weeks
    "later",  # two days later: than the date before it in the sentence
    "outset",  # the first week of the war
    "opening_days",  # the first days of the invasion
    "opening_weeks",
]
Named = Literal[
    "vague",
    "today",
    "yesterday",
    "day_before_yesterday",
    "tomorrow",
    "last_night",
    "recent_days",
    "recent_weeks",
    "weekend",
    "this_week",
    "this_month",
    "this_year",
    "last_week",
    "last_month",
    "last_year",
    "coming_days",
    "coming_weeks",
    "next_week",
    "next_month",
    "next_year",
]


class DateWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of dates. `lead` may open a date and says nothing of it ("on"); `year_lead` must stand before a bare
    year, and before one of `also_words`, which mean something else as well ("may", "summer"), where it stands alone;
    `only_dated` are seasons only with a year, or as last, this or next ("fall"). `after_day` and `after_year` cling
    to a number; `one` stands for one before a unit; `few` is a number by its bounds; `old` makes an age of a span
    ("three-year-old"); `capitals`: months have capitals. `named` are phrases that mean days by themselves, `forms` the ways to write the rest."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[Unit, tuple[str, ...]]
    nth: dict[str, int]
    sections: dict[Section, tuple[str, ...]]
    parts: dict[Part, tuple[str, ...]]
    few: dict[str, tuple[float, float]]
    one: tuple[str, ...]
    about: tuple[str, ...]
    old: tuple[str, ...]
    lead: tuple[str, ...]
    year_lead: tuple[str, ...]
    also_words: tuple[str, ...]
    only_dated: tuple[str, ...]
    after_day: tuple[str, ...]
    after_year: tuple[str, ...]
    capitals: bool = False
    named: dict[Named, tuple[str, ...]]
    forms: dict[Meaning, tuple[str, ...]]

"""The head and foot of a clean text, in; the day of publication that it gives of itself, or null, out.

Only what presents itself as that day counts; a date in running prose never does:

    labelled     "Published: 14 November 2024", "Опубліковано 14.11.2024, 10:30"   (first 10 or last 3 lines)
    standalone   "Thursday, 14 November 2024, 10:30 GMT"                            (first 5 lines)
    dateline     "LOWER MILL, Nov. 14, 2024 (Agency) — The army …"                  (first 3 lines)
    updated      "Updated 16 November 2024", where nothing above is found           (as labelled)

Where two lines of one kind give different days, neither is taken. Numbers parted by full stops are day,
month, year; numbers parted by strokes are not read, since half the world means something else by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from contested.ingest.dates import iso_day
from contested.ingest.languages import languages

LONGEST = 160  # characters of a line that are looked at: a longer line is prose, and a dateline opens it
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?[a-z]{2,5}(?:[+-]\d{1,2})?\)?)?"
PLACE = r"[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,3}"


class Shapes(NamedTuple):
    """The patterns of this page, made of every known language's words; each has a group `date`."""

    months: dict[str, int]
    dates: tuple[re.Pattern[str], ...]
    published: re.Pattern[str]
    standalone: re.Pattern[str]
    dateline: re.Pattern[str]
    updated: re.Pattern[str]


@cache
def shapes() -> Shapes:
    """The patterns, compiled once."""
    known = languages().values()
    months = {form: n for one in known for n, forms in enumerate(one.months, 1) for form in forms}
    month = rf"(?:{any_of(months)})\.?"
    after_day = rf"(?: ?(?:{any_of(word for one in known for word in one.after_day)}))?"
    after_year = rf"(?: (?:{any_of(word for one in known for word in one.after_year)})\b\.?)?"
    before_time = any_of(word for one in known for word in one.before_time)
    weekday = any_of(word for one in known for word in one.weekdays)
    dates = (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}}){after_day}\.? (?P<month>{month}),? (?P<year>\d{{4}}){after_year}",
        rf"(?P<month>{month}) (?P<day>\d{{1,2}}){after_day},? (?P<year>\d{{4}})",
    )
    day = "(?P<date>" + "|".join(re.sub(r"\?P<\w+>", "?:", form) for form in dates) + ")"
    alone = (
        rf"(?:{CLOCK}[,|]? )?(?:(?:{weekday})\.?,? )?{day}"
        rf"(?:T{CLOCK}|(?:,| [-–—|])?(?: (?:{before_time}))? {CLOCK})?\.?"
    )

    def labelled(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(words)})(?: ?[:—–-])? {alone}", re.I)

    return Shapes(
        months=months,
        dates=tuple(re.compile(form, re.I) for form in dates),
        published=labelled(word for one in known for word in one.published),
        standalone=re.compile(alone, re.I),
        dateline=re.compile(
            rf"(?P<place>{PLACE}(?:, {PLACE})?), (?i:{day})(?: ?\([^()]{{1,30}}\)| ?/[^/]{{1,30}}/)?[.,:]? ?[.:—–-]+ .*"
        ),
        updated=labelled(word for one in known for word in one.updated),
    )


def find_day(text: str) -> str | None:
    """The day of publication that a clean text gives of itself, or null."""
    lines = text.split("\n")
    edges = lines[:10] + lines[10:][-3:]
    shape = shapes()
    for pattern, among in (
        (shape.published, edges),
        (shape.standalone, lines[:5]),
        (shape.dateline, [line[:LONGEST] for line in lines[:3]]),
        (shape.updated, edges),
    ):
        matches = [pattern.fullmatch(line) for line in among if len(line) <= LONGEST]
        days = {
            day for day in (read_day(match["date"]) for match in matches if match and is_head(match)) if day
        }
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def is_head(match: re.Match[str]) -> bool:
    """Whether the place of a dateline is a name throughout, and not the beginning of a sentence."""
    place: str = match.groupdict().get("place") or ""
    return all(word[0].isupper() for word in place.replace(",", "").split())


def read_day(date: str) -> str | None:
    """The ISO day of a date in words or numbers, or null."""
    for form in shapes().dates:
        if match := form.fullmatch(date):
            month = match["month"].rstrip(".").lower()
            number = shapes().months.get(month) or (int(month) if month.isdecimal() else 0)
            return iso_day(int(match["year"]), number, int(match["day"]))
    return None


def any_of(words: Iterable[str]) -> str:
    """The words as one alternation, longest first, so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))

"""A text, in; the days that it names, each masked, and the text without them, out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from contested.model import Day
from contested.publish.check.facts import Span
from contested.publish.check.lexicon import read_lexicon
from contested.publish.words import Words


class Found(Struct, frozen=True):
    """Days that a text names: both ends, and whether the year is left to be guessed."""

    start: str
    end: str
    yearless: bool = False

    def fits(self, span: Span) -> bool:
        """Whether a span is what was found; a day on which nothing ends or begins is both its ends."""
        start, end = span.start or span.end or "", span.end or span.start or ""
        if self.yearless:
            return (start[5:], end[5:]) == (self.start[5:], self.end[5:])
        return (start, end) == (self.start, self.end)


@cache
def date_forms(months: tuple[str, ...], language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of an interval and of a single day, month or year."""
    words = read_lexicon(language).dates
    slots = {
        "day": r"(?:[0-3]?\d)(?:st|nd|rd|th)?",
        "month": "(?:" + "|".join(map(re.escape, months)) + ")",
        "year": r"(?:19|20)\d\d",
        "number": r"[01]\d",
    }

    def alternatives(*groups: tuple[str, ...]) -> str:
        return "|".join(re.escape(form).replace(r"\{", "{").replace(r"\}", "}").format_map(slots)
                        for group in groups for form in group)  # fmt: skip

    single = rf"(?<![\w,.-])(?:{alternatives(words.day, words.month, words.year)})(?![\w-]|,\d)"
    either = "|".join(
        re.escape(form)
        .replace(r"\{a\}", rf"(?P<a{number}>{single}|(?<!\w)[0-3]?\d(?!\w))")
        .replace(r"\{b\}", f"(?P<b{number}>{single})")
        for number, form in enumerate(words.interval)
    )
    return re.compile(either, re.I), re.compile(single, re.I)


def mask_dates(text: str, words: Words, language: str) -> tuple[str, list[Found]]:
    """The text with `⟨D0⟩` for each time that it names, and what these are."""
    interval, single = date_forms(words.wording.months, language)
    found: list[Found] = []

    def keep(one: Found | None, whole: str) -> str:
        if one is None:
            return whole
        found.append(one)
        return f"⟨D{len(found) - 1}⟩"

    def replace_interval(match: re.Match[str]) -> str:
        a, b = (next(v for k, v in match.groupdict().items() if k[0] == key and v) for key in "ab")
        return keep(read_interval(a, b, words), match[0])

    text = interval.sub(replace_interval, text)
    return single.sub(lambda match: keep(read_time(match[0], words), match[0]), text), found


def read_interval(a: str, b: str, words: Words) -> Found | None:
    """Both ends; what the first leaves out it has from the second."""
    last = read_time(b, words)
    if last is None:
        return None
    first = Found(f"{last.end[:8]}{int(a):02}", "") if a.isdigit() and len(a) < 3 else read_time(a, words)
    if first is None:
        return None
    start = last.end[:4] + first.start[4:] if first.yearless else first.start
    return Found(start, last.end, last.yearless) if start <= last.end else None


def read_time(text: str, words: Words) -> Found | None:
    """A day, a month or a year."""
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return read_day(int(iso[1]), int(iso[2]), int(iso[3]))
    year = next((int(one) for one in re.findall(r"\b(?:19|20)\d\d\b", text)), None)
    number = next((int(one) for one in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)), None)
    month = next(
        (at for at, name in enumerate(words.wording.months, 1) if re.search(rf"\b{re.escape(name)}\b", text, re.I)),
        None,
    )  # fmt: skip
    if month is None:
        return Found(f"{year}-01-01", f"{year}-12-31") if year else None
    if number is None:
        days = calendar.monthrange(year or 2000, month)[1]
        return Found(f"{year}-{month:02}-01", f"{year}-{month:02}-{days}") if year else None
    return read_day(year, month, number)


def read_day(year: int | None, month: int, day: int) -> Found | None:
    try:
        on: Day = date(year or 2000, month, day).isoformat()
    except ValueError:
        return None
    return Found(on, on, year is None)


def match_dates(found: list[Found], spans: tuple[Span, ...]) -> Iterator[tuple[Found, Span | None]]:
    """Each time that was found with the span that it is; null where it is none."""
    for one in found:
        yield one, next((span for span in spans if one.fits(span)), None)

"""The markup of a page, in; the day on which it says that it was first published, with its moment and where it says so, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from htmldate import find_date
from lxml import html  # type: ignore[import-untyped]

from contested.ingest.dates import read_stated_moment

# Attributes of a <meta> that name something else than the first publication.
LATER = re.compile("modif|updat|revis|expir", re.IGNORECASE)
OTHER_DAY = re.compile(r'"date(?!Published")\w*"\s*:\s*"[^"]*"')
# "03/04/2024" is two days: a value in numbers counts only with the year first.
UNCLEAR = re.compile(r"\s*\d{1,2}\W\d{1,2}\W")
MOST_MARKS = 500  # of a page; those of a long list of articles are fewer
NAME = re.compile(r"[\w.:-]{1,40}")  # of a mark; what is none is not repeated
PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
# A clock that shows midnight to the second was never read: it is a day written as a moment.
MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?")


class Mark(NamedTuple):
    """What a mark says, and what kind of mark it is."""

    value: str
    found_in: str


def find_published(tree: html.HtmlElement) -> Mark | None:
    """The day that the markup gives as that of publication, with its moment where all marks of that day that have one agree
    in it; null where no mark gives a day."""
    day = find_marked_day(tree)
    if day is None:
        return None
    listed = list(islice(list_published(tree), MOST_MARKS))
    marks = [mark for mark in listed if mark.value.startswith(day)]
    timed = [mark for mark in marks if not MIDNIGHT.fullmatch(mark.value) and read_stated_moment(mark.value)]
    if len({read_stated_moment(mark.value) for mark in timed}) == 1:
        return timed[0]
    # Of a day that is written in words it is known where it stands if all marks are of one kind.
    kinds = {mark.found_in for mark in marks[:1] or listed}
    return Mark(day, kinds.pop() if len(kinds) == 1 else "markup")


def list_published(tree: html.HtmlElement) -> Iterator[Mark]:
    """The marks of publication with what they say, surest first."""
    marked = [one for one in tree.iter("meta", "script", "time") if marks_publication(one)]
    for one in marked:
        if one.tag == "meta":
            names = (str(one.get(key, "")) for key in ("property", "name", "itemprop", "http-equiv"))
            name = next((one for one in names if NAME.fullmatch(one)), "")
            yield Mark(str(one.get("content")).strip(), f"meta {name}".strip())
    for one in marked:
        if one.tag == "script":
            yield from (Mark(value, "JSON-LD datePublished") for value in PUBLISHED.findall(one.text))
    for one in marked:
        if one.tag == "time":
            yield Mark(str(one.get("datetime")).strip(), "time")


def find_marked_day(tree: html.HtmlElement) -> str | None:
    """The ISO day that the markup gives as that of publication, or null.

    htmldate sees nothing but the elements that mark it, since in the rest of a page it takes what it finds:
    a day of change, a day in an address, the first date in the prose.
    """
    marked = [one for one in tree.iter("meta", "time", "script") if marks_publication(one)]
    times = {str(one.get("datetime"))[:10] for one in marked if one.tag == "time"}
    kept = [one for one in marked if one.tag != "time" or len(times) == 1][:MOST_MARKS]
    shown = "".join(html.tostring(one, encoding="unicode", with_tail=False) for one in kept)
    skeleton = f"<html><head></head><body>{OTHER_DAY.sub('', shown)}</body></html>"
    day = (
        find_date(skeleton, extensive_search=False, original_date=True, max_date="2100-12-31")
        if kept
        else None
    )
    return str(day) if day else None


def marks_publication(element: html.HtmlElement) -> bool:
    """Whether an element can hold the day of publication: <meta>, <time datetime>, JSON-LD."""
    if element.tag == "script":
        return "ld+json" in element.get("type", "") and '"datePublished"' in (element.text or "")
    value = element.get("content" if element.tag == "meta" else "datetime", "")
    names = " ".join(str(one) for key, one in element.items() if key not in ("content", "datetime"))
    return bool(value) and not LATER.search(names) and not UNCLEAR.match(value)

"""An RSS or Atom feed, in; its entries, out. What is archived of an entry tells `feed_entries.py`.

Nothing is fetched: feedparser gets a stream of bytes, never a name that it could open.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser

from contested.errors import RejectedReport
from contested.ingest.addresses import web_address
from contested.ingest.dates import PUBLISHED, find_moment, tell_moment
from contested.ingest.feed_entries import (
    About,
    find_root,
    find_shape,
    settle_encoding,
    split_entries,
)
from contested.ingest.headlines import put_under
from contested.ingest.lines import read_whole
from contested.ingest.markup import read_markup, read_title
from contested.ingest.registry import Document, Piece
from contested.ingest.stated import Marked, Stated, one_line
from contested.model import Rejection

# What feedparser calls the moments of an entry: the first publication counts, a change only where nothing else is there.
MOMENTS = ("published", "created", "updated")
# Tags and entities of one entry, or before the first: feedparser takes up to 1.5 s for so many, and a long article has 5,000.
MOST_MARKS = 30_000
TAG = re.compile(r"<[A-Za-z/!]")
Parsed = Mapping[str, Any]  # feedparser's dictionaries have no types


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each entry that is whole."""
    for whole in read_whole(file):
        if isinstance(whole, Rejection):
            yield whole
            return
        where, raw = whole
        try:
            raw, encoding = settle_encoding(raw, where)
            shape, start = find_shape(raw, encoding, where)
            about, found = read_about(raw[:start], where), False
            for one in split_entries(raw, shape, about, where):
                found = True
                yield one
            if not found:
                raise RejectedReport(where, "no whole entry in this feed", "fetch it again")
        except RejectedReport as error:
            yield Rejection(error.where, error.reason, error.remedy)


def read_about(head: bytes, where: str) -> About:
    """What a feed says of itself before its first entry."""
    feed = parse(head, where).feed
    title = feed.get("title")
    return About(
        title=(read_title(title, where) or None) if title else None,
        link=web_address(feed.get("link"), None),
        language=feed.get("language"),
    )


def read(raw: bytes, where: str) -> Document:
    """The one entry of a feed. Raises RejectedReport where the bytes are none."""
    find_root(raw, where)
    parsed = parse(raw, where)
    if not parsed.entries:
        raise RejectedReport(where, "no entry can be made out", "fetch the feed again, or give its pages")
    feed, entry = parsed.feed, parsed.entries[0]
    link = web_address(feed.get("link"), None)
    url = web_address(entry.get("feedburner_origlink") or entry.get("link"), link)
    title = read_title(str(entry.get("title") or ""), where) or None
    key, moment = find_publication(entry)
    published, published_at = tell_moment(moment)
    author = find_author(entry)
    publisher = read_title(str(feed.get("title") or ""), where) or urlsplit(link or "").hostname
    found_in = {"published": key} if moment and key else {}
    found_in |= {"author": "entry's author"} if author else {}
    return Document(
        text=put_under(title, find_body(entry, where)),
        stated=Stated(
            id=None if url else one_line(entry.get("id")),
            url=url,
            publisher=publisher,
            published=published,
            published_at=published_at,
            title=title,
        ),
        marked=Marked(
            author=author, site=link, found_in=found_in | ({"site": "feed's link"} if link else {})
        ),
        language_hint=read_language(entry, feed),
        credits=find_source(entry, where),
    )


def parse(raw: bytes, where: str) -> Any:
    """What feedparser makes of some bytes. Raises RejectedReport where it makes nothing of them, or would take too long."""
    marks = raw.count(b"<") + raw.count(b"&")
    if marks > MOST_MARKS:
        found = f"{marks:,} tags and entities in one entry"
        raise RejectedReport(where, found, "give its page, or its text as .txt")
    try:
        return feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, LookupError, ArithmeticError, AssertionError, RecursionError) as error:
        raise RejectedReport(where, f"broken XML: {error}", "fetch the feed again") from error


def find_body(entry: Parsed, where: str) -> str:
    """The words of an entry: the longer of its content and its summary, since either can be a teaser."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    return max((read_detail(one, where) for one in details), key=len, default="")


def read_detail(detail: Parsed, where: str) -> str:
    """The words of one piece of content; none of a picture or a file."""
    value, kind = str(detail.get("value") or ""), str(detail.get("type") or "text/html")
    if "text" not in kind and "xml" not in kind:
        return ""
    if TAG.search(value):
        return read_markup(value, where)
    try:
        return html.unescape(value)
    except ValueError as error:  # a number of more digits than python reads
        raise RejectedReport(
            where, f"a wrong character reference: {error}", "fetch the feed again"
        ) from error


def find_publication(entry: Parsed) -> tuple[str | None, datetime | None]:
    """When an entry was published first, and what says so."""
    own = dict(entry)  # feedparser's own takes a publication for a change where there is none
    for key in MOMENTS:
        moment = read_date(str(own.get(key) or ""), own.get(f"{key}_parsed"))
        if moment is not None:
            return key, moment
    return None, None


def read_date(written: str, guessed: Any) -> datetime | None:
    """A moment as mail or ISO writes it, with its zone if it names one that is known; else the day that feedparser reads."""
    try:
        moment = parsedate_to_datetime(written)
        return moment if moment.year in PUBLISHED else None
    except (ValueError, TypeError, IndexError, OverflowError):
        pass  # not as mail has it
    if (found := find_moment(written)) is not None:
        return found
    try:
        return datetime(*guessed[:3]) if guessed and guessed[0] in PUBLISHED else None
    except ValueError:
        return None


def find_author(entry: Parsed) -> str | None:
    """Who signs an entry; of "post@site.example (Name)" the name."""
    detail = entry.get("author_detail") or {}
    words = str(detail.get("name") or entry.get("author") or "").split()
    return one_line(" ".join(word for word in words if "@" not in word).strip(" ()"))


def find_source(entry: Parsed, where: str) -> tuple[str, ...]:
    """The feed that an entry says it is from."""
    source = entry.get("source") or {}
    title = read_title(str(source.get("title") or ""), where)
    return (title,) if title else ()


def read_language(entry: Parsed, feed: Parsed) -> str | None:
    """The language that the feed says it is in, as two or three letters."""
    detail = entry.get("title_detail") or {}
    written = str(detail.get("language") or feed.get("language") or "").replace("_", "-")
    code = written.split("-")[0].strip().lower()
    return code if re.fullmatch("[a-z]{2,3}", code) else None

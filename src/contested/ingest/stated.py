"""What is stated about a report: a JSON object of interface.md's keys, in; a `Stated` record, out.

The same keys stand beside the text in JSON lines and beside `file` in a manifest. Unknown keys are ignored,
but for slips of the pen: `pubished` would leave a report undated without a word.
"""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from contested.errors import RejectedReport
from contested.ingest.dates import read_stated_day, read_stated_moment


class Stated(Struct, frozen=True, kw_only=True):
    """Title, day, publisher and so on, as somebody stated them; null where nobody did. `published_at` is the moment in
    UTC of a `published` that has one; nobody states it himself."""

    id: str | int | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_at: str | None = None
    language: str | None = None
    title: str | None = None


class Marked(Struct, frozen=True, kw_only=True):
    """What a report's own bytes say beside the keys of `Stated`: its author, the site that it is of, its canonical address,
    and the day on which another wrote what it passes on. `found_in` tells where each key was found, those of `Stated`
    included: `{"published": "meta article:published_time"}`."""

    author: str | None = None
    site: str | None = None
    canonical: str | None = None
    written: str | None = None
    found_in: dict[str, str] = {}


class Marks(Struct, frozen=True, kw_only=True):
    """All that the markup of a page says. `url` is where it was saved from, else its canonical address; `publisher` the site
    that it is of, where nothing speaks against it. `published` is a day, or a moment of that day. `credits` are
    organisations that it names as its author."""

    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    marked: Marked = Marked()
    credits: tuple[str, ...] = ()


class ReportLine(Stated, frozen=True, kw_only=True):
    """One line of a JSON-lines file of reports."""

    text: str


class ManifestLine(Stated, frozen=True, kw_only=True):
    """One line of a folder's manifest; `file` is relative to the folder."""

    file: str


Line = TypeVar("Line", ReportLine, ManifestLine)
# An unknown key as like a known one as this (difflib) is a slip: "titel" is 0.8, "time" beside `title` 0.67.
LIKE = 0.8
# Of one object, those within its values counted: it takes six times its bytes to look through.
MOST_KEYS = 100_000
MOST_COMPARED = 1_000  # keys that are looked at for slips; 0.1 ms each
SHORTEST_SLIP = 4  # letters; "uid" and "_id" are words of their own, and no slips for `id`


def read_line(raw: bytes, kind: type[Line], where: str) -> Line:
    """The JSON object in `raw` as a `kind`. Raises RejectedReport where it is none, or has very many keys."""
    if raw.count(b'":') > MOST_KEYS:
        raise RejectedReport(where, f"an object with over {MOST_KEYS:,} keys", "write one report a line")
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        remedy = f"write an object with a string {kind.__struct_fields__[-1]!r}; the other keys are optional"
        raise RejectedReport(where, f"wrong JSON: {error}", remedy) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedReport(where, f"broken JSON: {error}", "write one whole JSON object a line") from error


def check_keys(raw: bytes, kind: type[Struct], where: str) -> None:
    """Raises RejectedReport where a key of the object in `raw` is a slip for one that the object lacks."""
    try:
        written = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RejectedReport(where, f"broken JSON: {error}", "write its keys in UTF-8") from error
    known = [key for key in kind.__struct_fields__ if key != "published_at"]
    missing = [key for key in known if key not in written]
    for key in islice(written, MOST_COMPARED):
        if key not in known and len(key) >= SHORTEST_SLIP:
            for near in difflib.get_close_matches(key.lower(), missing, n=1, cutoff=LIKE):
                raise RejectedReport(where, f"unknown key {key!r}", f"did you mean {near!r}?")


def tidy(stated: Stated, where: str) -> Stated:
    """The keys alone: ids as text, days checked, languages short ("uk-UA" is "uk"), blanks null.

    Raises RejectedReport where `published` is no day.
    """
    values = {key: str(getattr(stated, key) or "").strip() or None for key in Stated.__struct_fields__}
    if stated.id is not None:
        values["id"] = str(stated.id).strip() or None
    values["published_at"] = read_stated_moment(values["published"] or "")
    if values["published"]:
        values["published"] = read_stated_day(values["published"], where)
    if values["language"]:
        values["language"] = values["language"].replace("_", "-").split("-")[0].lower()
    return Stated(**values)


def one_line(name: str | None) -> str | None:
    """A name as some file writes it, on one line and without what cannot be seen; null where nothing is left."""
    return " ".join("".join(char if char.isprintable() else " " for char in name or "").split()) or None


def overlay(beside: Stated, inside: Stated) -> Stated:
    """What stands beside a report, completed by what its own bytes state; a day and its moment stay together."""
    if beside.published:
        inside = structs.replace(inside, published=None, published_at=None)
    keys = Stated.__struct_fields__
    return Stated(**{key: getattr(beside, key) or getattr(inside, key) for key in keys})

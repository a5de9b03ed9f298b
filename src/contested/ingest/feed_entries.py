"""The bytes of an RSS or Atom feed, in; each of its entries as a feed of one entry, out.

An entry's bytes are taken as they stand and put into a frame that repeats the feed's root (its namespaces, base and
language), title and address: that is archived, and says all by itself what the entry says in the feed. What else the feed
says of itself (the hour at which it was made) would make every entry a new report each time, and so would the number of
readers' comments, which is left out of an entry.

Entries are found by their tags alone, so that a feed that is no sound XML, or ends in the middle, gives what is whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from contested.errors import RejectedReport
from contested.ingest.decode import decode
from contested.ingest.registry import Piece
from contested.model import Rejection

# All of a tag behind its name; what has no end takes the rest of the file, so that nothing is looked at twice.
ATTRIBUTES = rb"(?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)"
NAME = rb"[A-Za-z_][\w.-]*+"
# What is no tag: comments, CDATA, instructions. One without end takes the rest of the file.
ASIDE = (
    rb"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>|\Z)"
    rb"|<\?(?:[^?]++|\?(?!>))*+(?:\?>|\Z)"
)
ROOT = re.compile(
    ASIDE
    + rb"|<!DOCTYPE[^>\[]*+>|(?P<tag><(?P<name>(?:"
    + NAME
    + rb":)?+"
    + NAME
    + rb")"
    + ATTRIBUTES
    + rb")"
)
ENTRY = re.compile(
    ASIDE
    + rb"|<(?P<close>/)?(?P<name>(?:"
    + NAME
    + rb":)?(?:item|entry))(?=[\s/>])(?P<rest>"
    + ATTRIBUTES
    + rb")"
)
# Entities could be made to grow without end; no feed needs its own.
DTD = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]*+\[", re.IGNORECASE)
DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']"
    rb"(utf-8|us-ascii|windows-\d{3,4}|cp\d{3,4}|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-\w\w|shift_jis)[\"']",
    re.IGNORECASE,
)
COUNTS = re.compile(rb"<((?:slash:comments|thr:total))>\s*+\d*+\s*+</\1>\s*+")
LONGEST_ROOT = 20_000
KINDS = ("rss", "rdf", "feed", "channel")


class Shape(NamedTuple):
    """How a feed is built: its root's start tag and name, the name of its entries, and the encoding of its bytes."""

    root: bytes
    name: bytes
    entry: bytes
    encoding: str


class About(NamedTuple):
    """What the feed says of itself that its entries need."""

    title: str | None
    link: str | None
    language: str | None


def find_root(raw: bytes, where: str) -> re.Match[bytes]:
    """The start tag of a feed's root. Raises RejectedReport where it is no feed, or brings entities of its own."""
    root = read_root(raw)
    if root is None or len(root["tag"]) > LONGEST_ROOT:
        raise RejectedReport(where, "is no RSS or Atom feed", "give a feed, or the pages themselves")
    if DTD.search(raw, 0, root.start()):
        found = "defines XML entities, which no feed needs"
        raise RejectedReport(where, found, "fetch it again, or give its pages")
    return root


def read_root(raw: bytes) -> re.Match[bytes] | None:
    """The same; null where it is that of something else."""
    for found in ROOT.finditer(raw):
        if found["tag"]:
            local = found["name"].rpartition(b":")[2].decode("ascii", "replace").lower()
            return found if local in KINDS else None
    return None


def settle_encoding(raw: bytes, where: str) -> tuple[bytes, str]:
    """The bytes of a feed and the name of their encoding: UTF-8 wherever they are that, whatever they declare, else the one
    that they declare, else their characters in UTF-8. Raises RejectedReport where they are no text."""
    if not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = DECLARED.search(raw[:1_000])
        for encoding in ("utf-8", declared[1].decode("ascii").lower() if declared else "utf-8"):
            try:
                codecs.lookup(encoding)
                raw.decode(encoding)
            except UnicodeDecodeError as error:
                if error.end < len(raw) or error.reason != "unexpected end of data":
                    continue
            except LookupError:
                continue
            return raw, encoding
    return decode(raw, where).encode("utf-8", "replace"), "utf-8"


def split_entries(raw: bytes, shape: Shape, about: About, where: str) -> Iterator[Piece | Rejection]:
    """Each entry in its frame; those that have no end are set aside."""
    begun: re.Match[bytes] | None = None
    number = 0
    for tag in ENTRY.finditer(raw):
        if tag["name"] != shape.entry or tag["rest"].endswith(b"/>") or not tag["rest"].endswith(b">"):
            continue
        if tag["close"] is None:
            if begun:
                yield unclosed(where, number)
            begun, number = tag, number + 1
        elif begun:
            entry = COUNTS.sub(b"", raw[begun.start() : tag.end()])
            name = f"{Path(where).name}: entry {number}"
            yield Piece(where=f"{where}: entry {number}", raw=frame(entry, shape, about), name=name)
            begun = None
    if begun:
        yield unclosed(where, number)


def unclosed(where: str, number: int) -> Rejection:
    return Rejection(f"{where}: entry {number}", "is cut off in the middle", "fetch the feed again")


def frame(entry: bytes, shape: Shape, about: About) -> bytes:
    """A feed of one entry."""
    prefix = shape.entry.decode().rpartition(":")[0]
    prefix += ":" if prefix else ""
    atom = shape.entry.endswith(b"entry")

    def element(name: str, text: str | None) -> str:
        return f"<{prefix}{name}>{escape(text)}</{prefix}{name}>" if text else ""

    head = element("title", about.title)
    if atom:
        head += f"<{prefix}link rel='alternate' href={quoteattr(about.link)}/>" if about.link else ""
    else:
        head += element("link", about.link) + element("language", about.language)
    root = shape.name.decode("ascii", "replace")
    opened, closed = "", f"</{root}>"
    if not atom and root.rpartition(":")[2].lower() == "rdf":
        head = f"<{prefix}channel>{head}</{prefix}channel>"
    elif not atom and root.lower() != "channel":
        opened, closed = f"<{prefix}channel>", f"</{prefix}channel>{closed}"
    declaration = f'<?xml version="1.0" encoding="{shape.encoding}"?>\n'
    parts = (declaration, shape.root, f"{opened}{head}\n", entry, f"\n{closed}\n")
    return b"".join(
        part if isinstance(part, bytes) else part.encode(shape.encoding, "xmlcharrefreplace")
        for part in parts
    )


def find_shape(raw: bytes, encoding: str, where: str) -> tuple[Shape, int]:
    """How a feed is built, and where its first entry begins. Raises RejectedReport where it is no feed, brings entities, or is empty."""
    root = find_root(raw, where)
    first = next((tag for tag in ENTRY.finditer(raw, root.end()) if tag["name"] and not tag["close"]), None)
    if first is None:
        raise RejectedReport(where, "no entry in this feed", "fetch it again when it has some")
    return Shape(root["tag"], root["name"], first["name"], encoding), first.start()

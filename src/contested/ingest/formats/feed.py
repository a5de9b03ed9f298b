"""An RSS or Atom feed, in; its entries, out. The parser (`feeds.py`) is slow to load, and is loaded by the first feed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from contested.ingest.feed_entries import read_root
from contested.ingest.registry import Document, Piece, Reader
from contested.model import Rejection


def recognises(head: bytes) -> bool:
    """Whether an XML file is a feed."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return read_root(head.removeprefix(b"\xef\xbb\xbf")) is not None


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each entry that is whole."""
    from contested.ingest import feeds

    return feeds.split(file)


def read(raw: bytes, where: str) -> Document:
    """One entry in its frame as one report. Raises RejectedReport where it cannot be read."""
    from contested.ingest import feeds

    return feeds.read(raw, where)


READER = Reader(
    name="feed",
    extensions=(".xml", ".rss", ".atom", ".rdf"),
    media_types=(
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
    ),
    recognises=recognises,
    split=split,
    read=read,
    needs=("contested.ingest.feeds",),
    parser=f"feedparser/{version('feedparser')} lxml/{version('lxml')}",
)

"""A saved preview page of a Telegram channel, in; its messages, out. The parser (`telegram_pages.py`) is loaded by the
first one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from contested.ingest.registry import Document, Piece, Reader
from contested.model import Rejection

# The last is that of the page that stands in for a channel which shows no preview.
MARKS = (b"js-widget_message", b"tgme_channel_history", b"tgme_page_title")


def recognises(head: bytes) -> bool:
    """Whether a page is a channel's."""
    return any(mark in head for mark in MARKS)


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each message that has a text."""
    from contested.ingest import telegram_pages

    return telegram_pages.split(file)


def read(raw: bytes, where: str) -> Document:
    """One message as one report. Raises RejectedReport where it cannot be read."""
    from contested.ingest import telegram_pages

    return telegram_pages.read(raw, where)


READER = Reader(
    name="telegram-preview",
    extensions=(".html", ".htm"),
    media_types=("text/html",),
    recognises=recognises,
    split=split,
    read=read,
    needs=("contested.ingest.telegram_pages",),
    parser=f"lxml/{version('lxml')}",
)

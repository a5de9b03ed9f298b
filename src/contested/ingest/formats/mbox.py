"""A mailbox (`.mbox`), in; its messages, each a report, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from contested.ingest.formats.mail import list_attachments, read
from contested.ingest.lines import MAX_BYTES, unreadable
from contested.ingest.registry import Piece, Reader
from contested.model import Rejection

# "From news@post.example Thu Nov 14 10:00:00 2024", after a blank line.
BEGINS = re.compile(rb"From \S+.{0,60}\d{1,2}:\d{2}.{0,40}\d{4}.{0,10}\s*")
LONGEST = 300  # bytes of such a line
PIECE = 1 << 20  # bytes of a line that are held at a time


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each message, and its attachments as passed over."""
    try:
        stream = file.open("rb")
    except OSError as error:
        yield unreadable(file, error)
        return
    number = size = 0
    held: list[bytes] = []
    with stream:
        blank = True
        while True:
            line = stream.readline(PIECE)
            if not line or (blank and len(line) < LONGEST and BEGINS.fullmatch(line)):
                if held and blank:
                    held.pop()  # the blank line between two messages is the mailbox's
                if number:
                    yield from give(f"{file}:{number}", b"".join(held), size)
                number, size, held = number + 1, 0, []
            elif number:
                size += len(line)
                if size <= MAX_BYTES:
                    held.append(line)
            if not line:
                return
            blank = not line.strip(b"\r\n")


def give(where: str, raw: bytes, size: int) -> Iterator[Piece | Rejection]:
    """One message."""
    if size > MAX_BYTES:
        yield Rejection(where, f"a message of over {MAX_BYTES // 10**6} MB", "save its text by itself")
    else:
        yield Piece(where=where, raw=raw, reader="mail")
        yield from list_attachments(raw, where)


READER = Reader(name="mbox", extensions=(".mbox",), media_types=("application/mbox",), read=read, split=split)

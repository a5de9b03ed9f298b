"""The lines of a report of claims that were made elsewhere, in; their sentences, out.

No file is read so by itself: `add --claims` takes such lines in (`told_reports.py`).
"""

from __future__ import annotations

from contested.ingest.registry import Document, Reader
from contested.ingest.told_reports import READER as NAME
from contested.ingest.told_reports import read_text


def read(raw: bytes, where: str) -> Document:
    """The sentences of some lines as one report. Raises RejectedReport where one is no claim."""
    return Document(text=read_text(raw, where))


READER = Reader(name=NAME, extensions=(), read=read, cleans=True)

"""A GeoJSON file of who holds what, in; what its areas say of themselves, out.

No file is read so by itself: `add --as-control` takes such a file in (`control_map.py`).
"""

from __future__ import annotations

from contested.ingest.control_map import READER as NAME
from contested.ingest.control_map import read_control_map
from contested.ingest.registry import Document, Reader


def read(raw: bytes, where: str) -> Document:
    """The words of all areas as one report. Raises RejectedReport where the file is no GeoJSON."""
    return Document(text=read_control_map(raw, where).text)


READER = Reader(name=NAME, extensions=(), read=read, cleans=True)

"""A plain text file, in; its words, out."""

from __future__ import annotations

from contested.ingest.decode import decode
from contested.ingest.registry import Document, Reader


def read(raw: bytes, where: str) -> Document:
    """The whole file as one report."""
    return Document(text=decode(raw, where))


READER = Reader(name="text", extensions=(".txt", ".text"), media_types=("text/plain",), read=read)

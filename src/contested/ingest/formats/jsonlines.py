"""One line of a JSON-lines file, in; the report in its `text` and what its other keys state, out."""

from __future__ import annotations

from contested.ingest.registry import Document, Reader
from contested.ingest.stated import ReportLine, check_keys, read_line, tidy


def read(raw: bytes, where: str) -> Document:
    """One line as one report. Raises RejectedReport where it is no object with a `text`, or a key is misspelt."""
    line = read_line(raw, ReportLine, where)
    check_keys(raw, ReportLine, where)
    return Document(text=line.text, stated=tidy(line, where))


READER = Reader(name="jsonlines", extensions=(".jsonl", ".ndjson"), read=read, many=True)

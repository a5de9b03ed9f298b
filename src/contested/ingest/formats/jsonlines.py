"""One line of a JSON-lines file, in; the report in its `title` and `text` and what its other keys state, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contested.ingest.headlines import TITLED, put_under
from contested.ingest.lines import read_lines
from contested.ingest.registry import Document, Piece, Reader
from contested.ingest.stated import ReportLine, check_keys, read_line, tidy
from contested.model import Rejection


def read(raw: bytes, where: str) -> Document:
    """One line as one report. Raises RejectedReport where it is no object with a `text`, or a key is misspelt."""
    line = read_line(raw, ReportLine, where)
    check_keys(raw, ReportLine, where)
    stated = tidy(line, where)
    return Document(text=put_under(stated.title, line.text), stated=stated)


def split(file: Path) -> Iterator[Piece | Rejection]:
    """Each line that is not blank, as one report."""
    for line in read_lines(file):
        yield line if isinstance(line, Rejection) else Piece(where=line[0], raw=line[1])


READER = Reader(name="jsonlines", extensions=(".jsonl", ".ndjson"), read=read, split=split, parser=TITLED)

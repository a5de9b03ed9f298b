"""A table of values (CSV, TSV), in; its columns and its rows, each with its bytes as they stand, out.

What parts the values, whether they stand in quotation marks and in which encoding the file is is found out from its first
rows. A row may go over several lines; one that is broken is named by the line on which it begins, and the rest is read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, NamedTuple

from contested.errors import RejectedReport
from contested.ingest.decode import guess_code_page
from contested.ingest.lines import MAX_BYTES, unreadable
from contested.ingest.table_shapes import Known, find_headless
from contested.model import Rejection

SAMPLE = 1 << 20  # bytes by which encoding and separators are found
LOOKED_AT = 30  # rows of them
# By whether a value may stand in quotation marks.
QUOTING: Mapping[bool, Literal[0, 3]] = {True: csv.QUOTE_MINIMAL, False: csv.QUOTE_NONE}
# The line before the headings by which a spreadsheet says what parts the values.
NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
DELIMITERS = ",;\t|"
MOST_COLUMNS = 1_000  # the widest of the known tables has 61
MOST_BROKEN = 100  # rows of a file that are named; after so many the table is none


class Layout(NamedTuple):
    """How a table is written. `skip` are the lines of its headings; `shape` is what its columns mean where it has no
    headings and is known."""

    columns: tuple[str, ...]
    delimiter: str
    quoted: bool
    encoding: str
    skip: int
    shape: Known | None


class Row(NamedTuple):
    """A row: the line on which it begins, its bytes without the line's end, and its values."""

    line: int
    raw: bytes
    values: list[str]


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """The bytes of a table; UTF-16 as UTF-8. Raises RejectedReport where it cannot be read."""
    try:
        stream = file.open("rb")
    except OSError as error:
        wrong = unreadable(file, error)
        raise RejectedReport(wrong.where, wrong.reason, wrong.remedy) from error
    with stream:
        if stream.read(2) not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            stream.seek(0)
            yield stream
            return
        stream.seek(0)
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise RejectedReport(str(file), "is a large table in UTF-16", "save it as UTF-8")
        yield io.BytesIO(raw.decode("utf-16", "replace").encode())


def find_layout(stream: IO[bytes], where: str) -> Layout:
    """How a table is written, from its first rows. Raises RejectedReport where it is none, or has nothing to read."""
    raw = stream.read(SAMPLE)
    stream.seek(0)
    if not raw.strip():
        raise RejectedReport(where, "the file is empty", "take it out, or fetch it again")
    if b"\0" in raw:
        raise RejectedReport(where, "this is not text but binary data", "export the table as CSV in UTF-8")
    if len(raw) == SAMPLE:
        raw = raw[: raw.rfind(b"\n") + 1] or raw
    encoding = find_encoding(raw, where)
    text = raw.decode(encoding, "replace").removeprefix("\ufeff")
    first = text.partition("\n")[0].rstrip("\r").split("\t")
    known = find_headless(first, where)
    if known:
        return Layout(known.names, "\t", False, encoding, 0, known)
    named = NAMED.match(text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else find_delimiter(text)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        headings = [one.strip() for one in next(reader)]
    except (csv.Error, StopIteration) as error:
        raise RejectedReport(where, f"has no line of headings: {error}", "name its columns there") from error
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise RejectedReport(
            where, f"has {len(headings):,} columns", f"give it with {MOST_COLUMNS:,} at most"
        )
    twice = sorted({one for one in headings if headings.count(one) > 1})
    if not headings or twice:
        found = f"has the column {twice[0][:40]!r} twice" if twice else "has no headings in its first line"
        raise RejectedReport(where, found, "give each column a name of its own, in the first line")
    return Layout(tuple(headings), delimiter, True, encoding, reader.line_num + bool(named), None)


def find_encoding(raw: bytes, where: str) -> str:
    """The encoding of a table's beginning. Raises RejectedReport where it is no text."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(raw) or error.reason != "unexpected end of data":
            guessed = guess_code_page(raw)
            if guessed is None:
                raise RejectedReport(where, "is in no known encoding", "save it as UTF-8") from error
            return guessed
    return "utf-8"


def find_delimiter(text: str) -> str:
    """What parts the values: that by which most rows have as many as the first, and then the most."""
    best, chosen = (0.0, 0), ","
    for delimiter in DELIMITERS:
        counts = []
        try:
            for values in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                counts.append(len(values)) if values else None
                if len(counts) == LOOKED_AT:
                    break
        except csv.Error:
            continue
        if counts and counts[0] > 1:
            alike = counts.count(counts[0]) / len(counts)
            if (alike, counts[0]) > best:
                best, chosen = (alike, counts[0]), delimiter
    return chosen


class Lines:
    """The lines of a table as characters, for the reader of values; `taken` are those of the row that is being read."""

    def __init__(self, stream: IO[bytes], encoding: str, skip: int) -> None:
        """`skip` are the lines of headings."""
        self.stream, self.encoding, self.number = stream, encoding, skip
        for _ in range(skip):
            stream.readline()
        self.taken: list[bytes] = []
        self.again: list[bytes] = []

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else self.stream.readline(MAX_BYTES)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        if self.number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        return line.decode(self.encoding)

    def give_back(self) -> None:
        """Read all lines of the row once more but the first, since it is broken."""
        self.number -= len(self.taken) - 1
        self.again += reversed(self.taken[1:])


def read_rows(stream: IO[bytes], layout: Layout, file: Path) -> Iterator[Row | Rejection]:
    """Every row behind the headings."""
    lines = Lines(stream, layout.encoding, layout.skip)
    broken = 0
    while broken < MOST_BROKEN:
        reader = csv.reader(lines, delimiter=layout.delimiter, quoting=QUOTING[layout.quoted], strict=True)
        try:
            while True:
                lines.taken = []
                line = lines.number + 1
                values = next(reader, None)
                if values is None:
                    return
                if any(values):
                    raw = b"".join(lines.taken).rstrip(b"\r\n")
                    yield Row(line, raw.removeprefix(codecs.BOM_UTF8) if line == 1 else raw, values)
        except UnicodeDecodeError:
            found, remedy = f"is not {layout.encoding} as the rows before it", "save the table as UTF-8"
        except csv.Error as error:
            found, remedy = (
                f"is broken ({error})",
                "close its quotation marks, or double those within a value",
            )
        broken += 1
        lines.give_back()
        yield Rejection(f"{file}:{line}", found, remedy)
    yield Rejection(
        f"{file}:{line + 1}", f"from here on not read: {MOST_BROKEN} rows are broken", "mend the table"
    )

"""A file, in; its lines with their numbers, one in memory at a time, or the whole of it, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from contested.model import Rejection

MAX_BYTES = 20_000_000  # of one report: 20 MB is a thousand times a long article


class Line(NamedTuple):
    """A line that is not blank, without the blanks around it; `where` is "file:number", `at` the byte at which the line
    begins."""

    where: str
    raw: bytes
    at: int


def read_lines(file: Path) -> Iterator[tuple[str, bytes] | Rejection]:
    """Each line that is not blank, without the blanks around it, as ("file:number", bytes)."""
    for line in find_lines(file):
        yield line if isinstance(line, Rejection) else (line.where, line.raw)


def read_line_at(stream: IO[bytes], at: int) -> bytes:
    """The line that begins at a byte, as `find_lines` gave it."""
    stream.seek(at)
    return tidy_line(stream.readline(MAX_BYTES))


def tidy_line(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf").strip()


def find_lines(file: Path) -> Iterator[Line | Rejection]:
    """Each line that is not blank, and where it begins."""
    try:
        stream = file.open("rb")
    except OSError as error:
        yield unreadable(file, error)
        return
    with stream:
        yield from lines_of(stream, str(file))


def lines_of(stream: IO[bytes], name: str) -> Iterator[Line | Rejection]:
    """The same of an open file."""
    number = end = 0
    while line := stream.readline(MAX_BYTES):
        number += 1
        at, end = end, end + len(line)
        where, long = f"{name}:{number}", False
        while len(line) == MAX_BYTES and not line.endswith(b"\n"):
            long, line = True, b""  # let go before the next part is read
            line = stream.readline(MAX_BYTES)
            end += len(line)
        if long:
            yield Rejection(where, f"a line of over {MAX_BYTES // 10**6} MB", "write one report a line")
        elif line := tidy_line(line):
            yield Line(where, line, at)


def read_whole(file: Path) -> Iterator[tuple[str, bytes] | Rejection]:
    """All of a file as ("file", bytes); nothing if it is empty."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        yield unreadable(file, error)
        return
    if len(raw) > MAX_BYTES:
        yield Rejection(
            str(file), f"over {MAX_BYTES // 10**6} MB, which is no report", "split it into reports"
        )
    elif raw:
        yield str(file), raw


def unreadable(file: Path, error: OSError) -> Rejection:
    """What is said of a file or folder that the system does not let be read."""
    return Rejection(str(file), f"cannot be read: {error.strerror}", "make it readable, or take it out")

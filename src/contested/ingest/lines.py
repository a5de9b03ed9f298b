"""A file, in; its lines with their numbers, one in memory at a time, or the whole of it, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contested.model import Rejection

MAX_BYTES = 20_000_000  # of one report: 20 MB is a thousand times a long article


def read_lines(file: Path) -> Iterator[tuple[str, bytes] | Rejection]:
    """Each line that is not blank, without the blanks around it, as ("file:number", bytes)."""
    try:
        stream = file.open("rb")
    except OSError as error:
        yield unreadable(file, error)
        return
    with stream:
        number = 0
        while line := stream.readline(MAX_BYTES):
            number += 1
            where, rest = f"{file}:{number}", line
            while len(rest) == MAX_BYTES and not rest.endswith(b"\n"):
                rest = stream.readline(MAX_BYTES)
            if rest is not line:
                yield Rejection(where, f"a line of over {MAX_BYTES // 10**6} MB", "write one report a line")
            elif line := line.removeprefix(b"\xef\xbb\xbf").strip():
                yield where, line


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

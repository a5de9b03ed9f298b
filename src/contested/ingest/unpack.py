"""Packed bytes and the name of what they hold, in; the reports in it by its own reader, out.

A reader that takes a file by its path gets one that lies in memory; nothing is written to a disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from contested.errors import RejectedReport
from contested.ingest.lines import MAX_BYTES
from contested.ingest.registry import HEAD, Piece, Reader, reader_of_name
from contested.ingest.stated import Stated, overlay
from contested.model import Rejection

MOST_BYTES = 1_000_000_000  # that one archive may give in all, with those within it
CHUNK = 1 << 18
Open = Callable[[], IO[bytes]]


class Packed(Struct, frozen=True, kw_only=True):
    """A file within another: how it is opened, its name by which its reader is chosen, the `name` of its reports, `where`
    it stands and what is stated about it."""

    open: Open
    file: str
    name: str
    where: str
    stated: Stated = Stated()


class Allowance:
    """How many bytes an archive may still give."""

    def __init__(self) -> None:
        self.left = MOST_BYTES

    def take(self, count: int, where: str) -> None:
        """Raises RejectedReport where that is too much."""
        self.left -= count
        if self.left < 0:
            found = f"the archive holds over {MOST_BYTES // 10**6:,} MB up to here"
            raise RejectedReport(where, found, "cut it in pieces")


def reader_of_packed(packed: Packed) -> Reader | None:
    """The reader of a packed file, by its name and, where that must be, by its beginning."""
    return reader_of_name(packed.file, partial(read_beginning, packed))


def read_beginning(packed: Packed) -> bytes:
    with packed.open() as stream:
        return stream.read(HEAD)


def split_packed(packed: Packed, reader: Reader, allowance: Allowance) -> Iterator[Piece | Rejection]:
    """The reports in a packed file."""
    if reader.split is None:
        with packed.open() as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            found = f"over {MAX_BYTES // 10**6} MB, which is no report"
            raise RejectedReport(packed.where, found, "split it into reports")
        if not raw:
            raise RejectedReport(packed.where, "the file is empty", "take it out, or fetch it again")
        allowance.take(len(raw), packed.where)
        yield Piece(where=packed.where, raw=raw, stated=packed.stated, reader=reader.name, name=packed.name)
        return
    with unpacked(packed, allowance) as file:
        try:
            for piece in reader.split(file):
                where = packed.where + piece.where.removeprefix(str(file))
                if isinstance(piece, Rejection):
                    yield Rejection(where, piece.reason, piece.remedy)
                else:
                    yield replace(
                        piece,
                        where=where,
                        stated=overlay(packed.stated, piece.stated),
                        reader=piece.reader or reader.name,
                        name=piece.name or packed.name,
                    )
        except RejectedReport as error:
            where = packed.where + error.where.removeprefix(str(file))
            raise RejectedReport(where, error.reason, error.remedy) from error


@contextmanager
def unpacked(packed: Packed, allowance: Allowance) -> Iterator[Path]:
    """A path at which the unpacked bytes can be read for a while. Raises RejectedReport on a system without files in
    memory."""
    if not hasattr(os, "memfd_create"):
        found = "a file of several reports within an archive, which is read on Linux only"
        raise RejectedReport(packed.where, found, "unpack the archive, and add what is in it")
    with os.fdopen(os.memfd_create("unpacked"), "wb") as file, packed.open() as stream:
        while some := stream.read(CHUNK):
            allowance.take(len(some), packed.where)
            file.write(some)
        file.flush()
        yield Path(f"/proc/self/fd/{file.fileno()}")

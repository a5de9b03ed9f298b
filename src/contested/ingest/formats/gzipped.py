"""One file packed by gzip, in; its reports by the reader of what it is called without `.gz`, out."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO

from contested.errors import RejectedReport
from contested.ingest.limits import LARGEST_FILE
from contested.ingest.members import FREE, RATIO
from contested.ingest.registry import Document, Piece, Reader, extensions
from contested.ingest.unpack import CHUNK, Allowance, Packed, reader_of_packed, split_packed
from contested.model import Rejection

NAME = "gzipped"
MOST_PARTS = 1_000  # a file may be packed in parts, one behind the other; logs have some dozens


def read(raw: bytes, where: str) -> Document:
    """Raises RejectedReport: what is packed has no words of its own."""
    raise RejectedReport(where, "a packed file is no report", "add it as a file, or unpack it")


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The reports in what is packed."""
    where = str(file)

    def open_packed() -> IO[bytes]:
        return BufferedReader(Unpacking(file, where), CHUNK)

    try:
        packed = Packed(open=open_packed, file=file.stem, name=file.name, where=where)
        reader = reader_of_packed(packed)
        if reader is None or reader.name == NAME:
            found = f"no reader for {file.stem!r}, which is packed in it"
            raise RejectedReport(where, found, f"unpack it, or give {', '.join(extensions())}")
        yield from split_packed(packed, reader, Allowance())
    except (EOFError, zlib.error, OSError) as error:
        yield Rejection(where, f"cannot be unpacked: {error}", "fetch it again")


class Unpacking(RawIOBase):
    """What a file holds, unpacked as it is read, and no further than a text would have been packed.

    Python's own module reads a header byte by byte, however long that is.
    """

    def __init__(self, file: Path, where: str) -> None:
        self.source = file.open("rb")
        self.where, self.size = where, file.stat().st_size
        self.most = min(LARGEST_FILE, FREE + RATIO * self.size)
        self.given, self.parts = 0, 0
        self.unpacker: zlib._Decompress | None = None
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer. Raises RejectedReport where more comes than may, EOFError where the end is missing."""
        some = b""
        while not some:
            self.rest = self.rest or self.source.read(CHUNK)
            if self.unpacker is None:
                if not self.rest:
                    return 0
                self.begin_part()
            assert self.unpacker
            ended = not self.rest
            some = self.unpacker.decompress(self.rest, len(buffer))
            if ended and not some and not self.unpacker.eof:
                raise EOFError("its end is missing")
            self.rest = self.unpacker.unconsumed_tail
            if self.unpacker.eof:
                self.rest, self.unpacker = self.unpacker.unused_data, None
        self.given += len(some)
        if self.given > self.most:
            found = f"over {self.most:,} bytes packed to {self.size:,}"
            raise RejectedReport(self.where, found, "unpack it yourself, and add what is in it")
        buffer[: len(some)] = some
        return len(some)

    def begin_part(self) -> None:
        """Begin the next of the packed parts. Raises RejectedReport where there are too many."""
        self.parts += 1
        if self.parts > MOST_PARTS:
            found = f"packed in over {MOST_PARTS:,} parts"
            raise RejectedReport(self.where, found, "unpack it yourself, and add what is in it")
        self.unpacker = zlib.decompressobj(31)

    def close(self) -> None:
        self.source.close()
        super().close()


READER = Reader(name=NAME, extensions=(".gz",), media_types=("application/gzip",), read=read, split=split)

"""A package of pages from a stranger, in; its members, as far as they can be read within bounds and in place, out.

The directory is measured before it is read, and what lies stored is read where it lies, so that neither a hundred thousand
names nor members that share their bytes cost anything.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from contested.ingest.members import measure_directory
from contested.warc.find import Seekable
from contested.warc.record import BrokenRecord

MOST_DIRECTORY = 1_000_000  # bytes of the list of names: some ten thousand; packages have a few dozen
MOST_PACKED = 50_000_000  # bytes of a member that is inflated in memory; what is stored has no bound
# Lists of pages with their texts shrink to a third or a tenth.
MOST_LIST, FREE_LIST, MOST_LINES = 100, 1_000_000, 200_000
CHUNK = 1 << 20
ENCRYPTED = 1
# All that Python's reader raises at a file that is no whole zip.
WRONG = (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError, EOFError)


class Window:
    """A stretch of an open file, read as a file of its own."""

    def __init__(self, stream: IO[bytes], start: int, length: int) -> None:
        self.stream, self.start, self.length, self.at = stream, start, length, 0

    def seek(self, at: int, /) -> int:
        self.at = at
        return at

    def read(self, length: int, /) -> bytes:
        self.stream.seek(self.start + self.at)
        found = self.stream.read(max(0, min(length, self.length - self.at)))
        self.at += len(found)
        return found


@contextmanager
def open_zip(file: Path) -> Iterator[zipfile.ZipFile]:
    """The zip file. Raises BrokenRecord where it is none, has too many names, or members that share bytes."""
    with file.open("rb") as stream:
        try:
            _, size = measure_directory(stream)
        except zipfile.BadZipFile as error:
            raise BrokenRecord("no zip file") from error
        if size > MOST_DIRECTORY:
            raise BrokenRecord(f"a zip file with {size:,} bytes of names, over {MOST_DIRECTORY:,}")
        try:
            archive = zipfile.ZipFile(stream)
        except WRONG as error:
            raise BrokenRecord(f"no whole zip file: {error}") from error
        if any(one.header_offset < 0 for one in archive.infolist()):
            raise BrokenRecord("no whole zip file: its beginning is missing")
        if sum(one.compress_size for one in archive.infolist()) > os.fstat(stream.fileno()).st_size:
            raise BrokenRecord("a zip file whose members share their bytes")
        yield archive


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Seekable:
    """One member, to be sought in: in place where it is stored, else inflated in memory. Raises BrokenRecord where it cannot
    be read, or would be too much."""
    check_packing(member)
    if member.compress_type == zipfile.ZIP_DEFLATED and member.file_size > MOST_PACKED:
        raise BrokenRecord(f"{member.filename}: {member.file_size:,} bytes that are packed instead of stored")
    try:
        with archive.open(member) as stream:
            packed = member.compress_type == zipfile.ZIP_DEFLATED
            return io.BytesIO(stream.read(MOST_PACKED)) if packed else find_content(archive, member)
    except (*WRONG, zlib.error) as error:
        raise BrokenRecord(f"{member.filename}: {error}") from error


def find_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Window:
    """Where the bytes of a stored member lie: behind its own header, whose length only that header tells."""
    assert archive.fp is not None
    archive.fp.seek(member.header_offset + 26)
    name, extra = struct.unpack("<HH", archive.fp.read(4))
    return Window(archive.fp, member.header_offset + 30 + name + extra, member.file_size)


def read_lines(archive: zipfile.ZipFile, name: str, longest: int) -> Iterator[bytes]:
    """The lines of a member, blank ones left out. Raises BrokenRecord where it cannot be read, a line has over `longest` bytes,
    there are too many, or it grows beyond measure."""
    member = archive.getinfo(name)
    check_packing(member)
    left, number = b"", 0
    try:
        with archive.open(member) as stream:
            grown = 0
            while chunk := stream.read(CHUNK):
                grown += len(chunk)
                if grown > FREE_LIST and grown > MOST_LIST * member.compress_size:
                    raise BrokenRecord(f"{name}: {member.compress_size:,} bytes that grow beyond measure")
                *lines, left = (left + chunk).split(b"\n")
                for line in filter(None, map(bytes.strip, lines)):
                    number += 1
                    yield line
                if number > MOST_LINES or len(left) > longest:
                    raise BrokenRecord(
                        f"{name}: over {MOST_LINES:,} lines, or one of over {longest // 10**6:,} MB"
                    )
    except (*WRONG, zlib.error) as error:
        raise BrokenRecord(f"{name}: {error}") from error
    if left.strip():
        yield left.strip()


def check_packing(member: zipfile.ZipInfo) -> None:
    """Raises BrokenRecord where a member is encrypted, or packed in another way than packages are."""
    if member.flag_bits & ENCRYPTED or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BrokenRecord(f"{member.filename}: is encrypted, or packed in a way that packages are not")

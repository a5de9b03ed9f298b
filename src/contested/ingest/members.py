"""A zip archive, in; its members that can be read, and why others are set aside, out. Nothing is unpacked here.

An archive says of itself how many members it has, how large each is and where it lies, and may lie in all of it: to fill
a disk or memory, to write over files outside of a folder, or to show one reader what another does not see.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple

from contested.errors import RejectedReport
from contested.ingest.limits import LARGEST_FILE
from contested.model import Rejection

# A large folder of reports has some thousands; 50,000 entries take 0.6 s and 38 MB to list.
MOST_MEMBERS = 50_000
MOST_DIRECTORY = 10_000_000  # bytes of the list of members
# Times that a member may be larger than what it is packed to. Deflate gets to 1,032; pages and logs of text that were
# tried get to 5 to 60.
RATIO = 200
FREE = 1_000_000  # bytes that a member may have whatever its ratio
# What a file that is no zip, or a wrong one, makes the library raise.
BAD = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, zlib.error, OSError)
END = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"
END_LENGTH, LONGEST_COMMENT = 22, 65_535
FAR, FAR_END, FAR_LENGTH, FAR_END_LENGTH = b"PK\x06\x07", b"PK\x06\x06", 20, 56
LOCAL_LENGTH = 30  # bytes before a member's name
OUTWARD = re.compile(r"^[A-Za-z]:|^[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)|[\0-\x1f\x7f]")
UNPACK = "unpack the archive yourself, look at what is in it, and add that"


class Member(NamedTuple):
    """One file in an archive, by its name there."""

    name: str
    info: zipfile.ZipInfo


def open_archive(stream: IO[bytes], where: str) -> zipfile.ZipFile:
    """The archive in a file. Raises RejectedReport where it is none, or has more members than are looked at."""
    try:
        count, size = measure_directory(stream)
        if count <= MOST_MEMBERS and size <= MOST_DIRECTORY:
            return zipfile.ZipFile(stream)
    except BAD as error:
        raise RejectedReport(where, f"is no whole zip archive: {error}", "fetch it again") from error
    raise RejectedReport(where, f"an archive of {count:,} files, its list {size:,} bytes", "cut it in pieces")


def measure_directory(stream: IO[bytes]) -> tuple[int, int]:
    """How many members an archive says to have, and how many bytes their list takes. Raises BadZipFile where its end is
    missing. Both are found where `zipfile` looks for them, so that it reads no other list than was measured."""
    length = stream.seek(0, 2)
    start = max(0, length - END_LENGTH - LONGEST_COMMENT)
    stream.seek(start)
    tail = stream.read()
    at = len(tail) - END_LENGTH
    if at < 0 or not (tail.startswith(END, at) and tail.endswith(b"\0\0")):
        at = tail.rfind(END)
    if at < 0 or at + END_LENGTH > len(tail):
        raise zipfile.BadZipFile("its end is missing")
    count, size = struct.unpack_from("<HL", tail, at + 10)
    far = start + at - FAR_LENGTH
    if far >= 0:
        stream.seek(far)
        locator = stream.read(FAR_LENGTH)
        if locator.startswith(FAR):
            stream.seek(max(0, far - FAR_END_LENGTH))
            end = stream.read(FAR_END_LENGTH)
            if end.startswith(FAR_END):
                count, size = struct.unpack_from("<QQ", end, 32)
    # It may say fewer than there are.
    stream.seek(max(0, start + at - FAR_LENGTH - FAR_END_LENGTH - min(size, MOST_DIRECTORY)))
    listed = stream.read(FAR_LENGTH + FAR_END_LENGTH + MOST_DIRECTORY).count(ENTRY)
    stream.seek(0)
    return max(count, listed), size


def list_members(archive: zipfile.ZipFile, where: str) -> Iterator[Member | Rejection]:
    """The files of an archive in the order of their names, and what is wrong with one. Raises RejectedReport where they
    were laid into one another, which no packer does."""
    infos = [info for info in archive.infolist() if not tidy_name(info).endswith("/")]
    names = Counter(tidy_name(info) for info in infos)
    if shares_bytes(archive.infolist()):
        raise RejectedReport(where, "files of this archive share their bytes", UNPACK)
    for info in sorted(infos, key=lambda one: (one.orig_filename, one.header_offset)):
        name = tidy_name(info)
        wrong = complain_of(info)
        if wrong is None and names[name] > 1:
            wrong = "several files of the archive bear this name", UNPACK
        yield Rejection(f"{where}/{name}", *wrong) if wrong else Member(name, info)


def tidy_name(info: zipfile.ZipInfo) -> str:
    """The name of a member with plain strokes, whichever system packed it."""
    return info.orig_filename.replace("\\", "/")


def complain_of(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    """What is wrong with a member by itself, and what to do."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not info.filename:
        return "has no name", UNPACK
    if OUTWARD.search(info.orig_filename):
        return "its name leads out of the archive", UNPACK
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return ("a link" if kind == stat.S_IFLNK else "neither a file nor a folder"), UNPACK
    if info.flag_bits & 1:
        return "is encrypted", "unpack the archive with its password, and add what is in it"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"is packed by method {info.compress_type}, which is not read", "pack it again as a plain zip"
    if info.file_size > LARGEST_FILE:
        return f"has over {LARGEST_FILE // 10**6} MB", UNPACK
    if info.file_size > FREE + RATIO * info.compress_size:
        return f"{info.file_size:,} bytes packed to {info.compress_size:,}", UNPACK
    return None


def shares_bytes(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether bytes of one entry are also another's: few bytes can so give very many (D. Fifield, A better zip bomb, WOOT
    2019)."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + LOCAL_LENGTH + len(info.orig_filename) + info.compress_size
    return False

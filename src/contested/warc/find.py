"""A WARC file, plain or gzip, in; its records, and what is damaged in it by offset, out, one in memory at a time.

After damage the next record is searched for, so that what stands behind is not lost. Nothing is believed about sizes:
heads, blocks and what gzip makes of them are bounded.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from contested.warc.record import BrokenRecord, WarcRecord, fits_digest, read_fields

CHUNK = 65_536
MOST_HEAD = 65_536  # bytes of a record's own headers; crawlers write one to two kB
MOST_DIGITS = 15  # of a Content-Length: a petabyte
# Pages shrink to a tenth or twentieth, empty ones to a hundredth; the worst that gzip allows is a thousandth.
MOST_GROWTH = 200
FREE_GROWTH = 30_000_000  # bytes that may be made of nothing before growth is looked at
MOST_DAMAGE = 1000  # in one file; more is another kind of file
MOST_TRIES = (
    20_000  # places in one file that look like the beginning of a gzip member; by chance it is one in 16 MB
)
GZIP = b"\x1f\x8b\x08"
WARC = b"WARC/"
OVERLAP = 16  # bytes of one stretch looked at again with the next: longer than what is looked for
# The kinds whose blocks are read.
KEPT = ("response", "resource", "request", "warcinfo", "metadata", "conversion")


class Seekable(Protocol):
    """What records are read from: all that is asked of a file."""

    def seek(self, at: int, /) -> int: ...

    def read(self, length: int, /) -> bytes: ...


class Damage(Struct, frozen=True):
    """What cannot be read: the byte at which it begins, and what was found."""

    at: int
    reason: str


def find_records(stream: Seekable, most: int) -> Iterator[WarcRecord | Damage]:
    """The records of a file that can be sought in. Blocks of over `most` bytes are damage."""
    marks, tries = find_marks(stream), iter(range(MOST_TRIES))
    at: int | None = 0
    damages = 0
    while at is not None:
        part = open_part(stream, at)
        if part is None:
            return
        try:
            while (record := read_record(part, most)) is not None:
                yield record
            at = part.end
            continue
        except TooLong as error:
            yield Damage(part.begun, str(error))
        except (BrokenRecord, zlib.error) as error:
            yield Damage(part.begun, f"damaged: {error}")
        damages += 1
        if damages == MOST_DAMAGE:
            yield Damage(part.begun, f"over {MOST_DAMAGE:,} damaged records; the rest was not read")
            return
        at = find_next(stream, part.begun + 1, marks, tries)


def read_kept(raw: bytes, most: int) -> Iterator[WarcRecord]:
    """The records of a kept exchange, which are all to be whole. Raises BrokenRecord at the first that is not."""
    for found in find_records(io.BytesIO(raw), most):
        if isinstance(found, Damage):
            raise BrokenRecord(f"a kept exchange is damaged at byte {found.at:,}: {found.reason}")
        yield found


class TooLong(BrokenRecord):
    """A record that is whole, as far as one can tell, and too much."""


class Part:
    """Bytes of a plain file from an offset to its end, and those looked at but not yet taken. `begun` is where the record
    that is being read begins."""

    packed = False

    def __init__(self, stream: Seekable, at: int) -> None:
        self.stream, self.start, self.begun = stream, at, at
        self.seen, self.taken = b"", 0
        stream.seek(at)

    @property
    def end(self) -> int | None:
        """Where the next part begins; null where there is none."""
        return None

    def more(self) -> bytes:
        """Some further bytes; none at the end."""
        return self.stream.read(CHUNK)

    def look(self, length: int) -> bytes:
        """The next bytes, so many or as many as there are, which stay to be taken."""
        pieces, have = [self.seen], len(self.seen)
        while have < length and (piece := self.more()):
            pieces.append(piece)
            have += len(piece)
        self.seen = b"".join(pieces)
        return self.seen[:length]

    def take(self, length: int) -> bytes:
        """The next bytes, so many or as many as there are."""
        found = self.look(length)
        self.seen = self.seen[length:]
        self.taken += len(found)
        return found

    def skip(self, length: int) -> int:
        """Pass over the next bytes; how many there were."""
        left = length - len(self.take(min(length, len(self.seen))))
        while left and (piece := self.more()):
            self.seen = piece
            left -= len(self.take(min(left, len(piece))))
        return length - left


class Member(Part):
    """What a gzip member from an offset holds. Raises TooLong where it grows beyond measure."""

    packed = True

    def __init__(self, stream: Seekable, at: int) -> None:
        super().__init__(stream, at)
        self.unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.fed = self.grown = 0

    @property
    def end(self) -> int | None:
        return self.start + self.fed - len(self.unpack.unused_data)

    def more(self) -> bytes:
        while not self.unpack.eof:
            packed = self.unpack.unconsumed_tail
            if not packed:
                packed = self.stream.read(CHUNK)
                self.fed += len(packed)
                if not packed:
                    raise BrokenRecord("cut short within gzip")
            found = self.unpack.decompress(packed, CHUNK)
            self.grown += len(found)
            if self.grown > FREE_GROWTH and self.grown > MOST_GROWTH * self.fed:
                raise TooLong(f"{self.fed:,} bytes of gzip that grow beyond {self.grown // 10**6:,} MB")
            if found:
                return found
        return b""


def open_part(stream: Seekable, at: int) -> Part | None:
    """What begins at an offset, blanks before it left out; null at the end of the file."""
    while True:
        stream.seek(at)
        head = stream.read(CHUNK)
        if not head:
            return None
        blank = count_blank(head)
        at += blank
        if blank < len(head):
            break
    stream.seek(at)
    return Member(stream, at) if stream.read(len(GZIP)) == GZIP else Part(stream, at)


def read_record(part: Part, most: int) -> WarcRecord | None:
    """The next record of a part; null at its end. Raises BrokenRecord or zlib.error where it is damaged."""
    while blank := count_blank(part.look(CHUNK)):
        part.take(blank)
    begun = part.begun = part.start + part.taken if not part.packed else part.start
    if not part.look(1):
        return None
    head = read_head(part)
    record = WarcRecord(head=head, fields=read_fields(head), block=b"", at=begun)
    length = read_length(record)
    if record.kind not in KEPT or length > most:
        if part.skip(length) < length:
            raise BrokenRecord("cut short")
    else:
        record = WarcRecord(head=head, fields=record.fields, block=part.take(length), at=begun)
        if len(record.block) < length:
            raise BrokenRecord("cut short")
    check_end(part)
    if record.kind in ("response", "resource") and length > most:
        raise TooLong(f"a record of {length:,} bytes, over {most // 10**6:,} MB")
    named = record.field("warc-block-digest")
    if named and record.block and not fits_digest(record.block, named):
        raise BrokenRecord(f"its bytes do not hash to its WARC-Block-Digest {named[:80]}")
    return record


def read_head(part: Part) -> bytes:
    """A record's own headers, up to and including the blank line."""
    size = 4096
    while True:
        found = part.look(size)
        if not found.startswith(WARC[: len(found)]):
            raise BrokenRecord(f"begins with {found[:20]!r}, where a record begins with 'WARC/1.1'")
        stop = found.find(b"\r\n\r\n")
        if stop >= 0:
            return part.take(stop + 4)
        if len(found) < size or size >= MOST_HEAD:
            raise BrokenRecord(f"headers without an end within {len(found):,} bytes")
        size *= 2


def read_length(record: WarcRecord) -> int:
    """How many bytes its block has."""
    told = record.field("content-length") or ""
    if not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS):
        raise BrokenRecord(f"its Content-Length is {told[:40]!r}")
    return int(told)


def check_end(part: Part) -> None:
    """Behind a record stand two line ends; of some writers fewer, and then another record or nothing."""
    found = part.look(len(WARC) + 4)
    rest = found.lstrip(b"\r\n")
    if rest and not found.startswith(b"\r\n\r\n") and not (len(rest) < len(found) and rest.startswith(WARC)):
        raise BrokenRecord(f"its Content-Length is wrong: behind it stands {found[:20]!r}")


def find_marks(stream: Seekable) -> re.Pattern[bytes]:
    """What a record of this file begins with: where it begins as a WARC file does only that, for a page may hold the other."""
    stream.seek(0)
    head = stream.read(len(WARC))
    packed, plain = re.escape(GZIP), rb"WARC/\d\.\d{1,2}\r\n"
    if head.startswith(GZIP):
        return re.compile(packed)
    return re.compile(plain if head == WARC else packed + b"|" + plain)


def find_next(stream: Seekable, at: int, marks: re.Pattern[bytes], tries: Iterator[int]) -> int | None:
    """Where the next record, or gzip member that holds one, begins from an offset on; null where none does, or no try is
    left."""
    while True:
        stream.seek(at)
        chunk = stream.read(CHUNK)
        for found in marks.finditer(chunk):
            if next(tries, None) is None:
                return None
            if found[0] != GZIP or begins_member(stream, at + found.start()):
                return at + found.start()
        if len(chunk) <= OVERLAP:
            return None
        at += len(chunk) - OVERLAP


def begins_member(stream: Seekable, at: int) -> bool:
    """Whether a gzip member that holds a record begins there."""
    stream.seek(at)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(stream.read(512), len(WARC)) == WARC
    except zlib.error:
        return False


def count_blank(raw: bytes) -> int:
    """How many line ends it begins with."""
    return len(raw) - len(raw.lstrip(b"\r\n"))

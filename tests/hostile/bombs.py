"""Files made to fill memory, to take for ever or to reach out of their folder, each small or quickly made. Composed.

`BOMBS` names what makes each: a function of a folder that gives the file to read.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import brotli

Make = Callable[[Path], Path]
TEXT = b"The army left the mill on Tuesday. Nobody saw it go.\n"
MB = 1_000_000


def squeeze(block: bytes, times: int) -> bytes:
    """Raw deflate of a block said so many times, made without making them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once + again * (times - 1) + packer.compress(b"") + packer.flush()


def write(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def repeat_in_gzip(block: bytes, times: int) -> bytes:
    """A block said so many times, in gzip; its checksum is wrong, which shows only at the end."""
    head = b"\x1f\x8b\x08\x00\0\0\0\0\x02\xff"
    return head + squeeze(block, times) + struct.pack("<LL", 0, len(block) * times & 0xFFFFFFFF)


def in_gzip(name: str, block: bytes, times: int, folder: Path) -> Path:
    """A gzip file of a block said so many times."""
    return write(folder / name, repeat_in_gzip(block, times))


def gzip_name(folder: Path) -> Path:
    """The name that stands in its head has no end."""
    return write(folder / "a.txt.gz", b"\x1f\x8b\x08\x08\0\0\0\0\x02\xff" + b"a" * 30 * MB)


def gzip_parts(folder: Path) -> Path:
    return write(folder / "a.txt.gz", gzip.compress(b"") * 200_000)


def in_zip(members: list[tuple[zipfile.ZipInfo | str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for info, content in members:
            archive.writestr(info, content, compress_type=method)
    return buffer.getvalue()


class Entry:
    """One entry of an archive that is written by hand: what it says of itself need not be so."""

    def __init__(
        self,
        name: bytes,
        packed: bytes,
        size: int,
        crc: int = 0,
        method: int = 8,
        flags: int = 0,
        mode: int = 0,
    ) -> None:
        self.name, self.packed = name, packed
        self.common = struct.pack(
            "<HHHHHLLLHH", 20, flags, method, 0, 0x21, crc, len(packed), size, len(name), 0
        )
        self.mode = mode

    def local(self) -> bytes:
        return b"PK\x03\x04" + self.common + self.name + self.packed

    def central(self, offset: int) -> bytes:
        tail = struct.pack("<HHHLL", 0, 0, 0, self.mode << 16, offset)
        return b"PK\x01\x02" + struct.pack("<H", 0x031E) + self.common + tail + self.name


def by_hand(
    entries: list[Entry], shared: bool = False, count: int | None = None, size: int | None = None
) -> bytes:
    """An archive of such entries; `shared`: all lie at the first one's place. What it says of its list may be untrue."""
    body, central = b"", b""
    for entry in entries:
        central += entry.central(0 if shared else len(body))
        if not (shared and body):
            body += entry.local()
    number = len(entries) if count is None else count
    tail = struct.pack("<HHHHLLH", 0, 0, number, number, len(central) if size is None else size, len(body), 0)
    return body + central + b"PK\x05\x06" + tail


def plain(name: bytes, mode: int = 0, flags: int = 0) -> Entry:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Entry(
        name, packer.compress(TEXT) + packer.flush(), len(TEXT), zlib.crc32(TEXT), mode=mode, flags=flags
    )


def zipped(entries: list[Entry], folder: Path) -> Path:
    return write(folder / "a.zip", by_hand(entries))


def zip_of_zeros(folder: Path) -> Path:
    return write(folder / "a.zip", by_hand([Entry(b"a.txt", squeeze(b"\0" * MB, 1000), 1000 * MB)]))


def zip_of_many(folder: Path) -> Path:
    packed = squeeze(b"a" * MB, 18)
    return write(folder / "a.zip", by_hand([Entry(b"%d.txt" % one, packed, 18 * MB) for one in range(300)]))


def zip_that_says_less(folder: Path) -> Path:
    return write(folder / "a.zip", by_hand([Entry(b"a.txt", squeeze(b"a" * MB, 1000), 1000)]))


def zip_that_says_more(folder: Path) -> Path:
    entry = plain(b"a.txt")
    return write(folder / "a.zip", by_hand([Entry(b"a.txt", entry.packed, 900_000)]))


def zip_overlapping(folder: Path) -> Path:
    entry = plain(b"a.txt")
    others = [Entry(b"%d.txt" % one, entry.packed, len(TEXT), zlib.crc32(TEXT)) for one in range(20_000)]
    return write(folder / "a.zip", by_hand([entry, *others], shared=True))


def zip_quoting(folder: Path) -> Path:
    """Each member's bytes begin within those of the one before."""
    entries = [plain(b"%d.txt" % one) for one in range(3)]
    body = b"".join(entry.local() for entry in entries)
    outer = Entry(b"all.txt", body, len(body), zlib.crc32(body), method=0)
    start = len(outer.local()) - len(body)
    central, at = outer.central(0), start
    for entry in entries:
        central += entry.central(at)
        at += len(entry.local())
    tail = struct.pack("<HHHHLLH", 0, 0, 4, 4, len(central), len(outer.local()), 0)
    return write(folder / "a.zip", outer.local() + central + b"PK\x05\x06" + tail)


def zip_in_zip(deep: int, wide: int, folder: Path) -> Path:
    content, name = TEXT, "a.txt"
    for level in range(deep):
        content = in_zip(
            [(name if one == 0 else f"{one}.zip", content) for one in range(wide if level else 1)]
        )
        name = "0.zip"
    return write(folder / "a.zip", content)


def zip_of_zip_of_zeros(folder: Path) -> Path:
    inner = by_hand([Entry(b"a.jsonl", squeeze(b"\n" * MB, 1000), 200 * MB)])
    return write(folder / "a.zip", in_zip([("inner.zip", inner)]))


def zip_of_100_000(count: int | None, folder: Path) -> Path:
    return write(folder / "a.zip", by_hand_many(100_000, count))


@cache
def entries_of_nothing(number: int) -> tuple[bytes, bytes]:
    """So many entries of no bytes, and their list."""
    body, central = bytearray(), bytearray()
    for one in range(number):
        entry = Entry(b"%d.txt" % one, b"", 0, method=0)
        central += entry.central(len(body))
        body += entry.local()
    return bytes(body), bytes(central)


def by_hand_many(number: int, count: int | None) -> bytes:
    """The same as an archive that says to have so many."""
    body, central = entries_of_nothing(number)
    said = min(number, 65_535) if count is None else count
    tail = struct.pack("<HHHHLLH", 0, 0, said, said, len(central), len(body), 0)
    return body + central + b"PK\x05\x06" + tail


def zip_with_a_large_list(folder: Path) -> Path:
    return write(folder / "a.zip", by_hand([plain(b"a.txt")], size=0xFFFFFF00))


def zip_by_lzma(folder: Path) -> Path:
    """Its dictionary is to take 4 GB."""
    packed = struct.pack("<BBHBL", 9, 4, 5, 0x5D, 0xFFFFFFFF) + b"\0" * 100
    return write(folder / "a.zip", by_hand([Entry(b"a.txt", packed, 100, method=14)]))


def zip_twice(folder: Path) -> Path:
    return zipped([plain(b"a.txt"), plain(b"a.txt")], folder)


def zip_of_links(folder: Path) -> Path:
    return write(
        folder / "a.zip",
        by_hand([Entry(b"a.txt", b"/etc/passwd", 11, zlib.crc32(b"/etc/passwd"), 0, 0, 0o120777)]),
    )


def zeros_in_br() -> bytes:
    """1 GB of zeros in Brotli, with the largest window that a page may have."""
    packer = brotli.Compressor(quality=1, lgwin=24)
    return b"".join(packer.process(bytes(MB)) for _ in range(1000)) + packer.finish()


def zeros_in_zstd(window: int) -> bytes:
    """1 GB of zeros in a frame of blocks that repeat one byte 131,072 times; `window` is the byte that says how much of what
    came before is to be kept."""
    block = ((131_072 << 3) | 2).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00" + bytes([window]) + block * 8000 + b"\x03\x00\x00\x00"


def crawled(coding: str, make: Callable[[], bytes], folder: Path) -> Path:
    """A crawler's file with one page that its server packed so."""
    body = make()
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %b\r\n\r\n" % coding.encode() + body
    )
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    head += b"WARC-Date: 2031-05-02T08:15:30Z\r\nWARC-Target-URI: https://post.example/mill\r\n"
    head += b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(answer)
    return write(folder / "a.warc", head + answer + b"\r\n\r\n")


def page(markup: bytes, folder: Path) -> Path:
    return write(folder / "a.html", b"<!doctype html><html lang='en'><body>" + markup + b"</body></html>")


def entities(folder: Path) -> Path:
    """Each entity is ten of the one before."""
    lines = [b'<!ENTITY a0 "The army left the mill. ">']
    lines += [b'<!ENTITY a%d "%s">' % (one, b"&a%d;" % (one - 1) * 10) for one in range(1, 12)]
    return write(
        folder / "a.xhtml",
        b"<?xml version='1.0'?><!DOCTYPE html ["
        + b"".join(lines)
        + b"]><html><body><p>&a11;</p></body></html>",
    )


def quadratic_entities(folder: Path) -> Path:
    head = b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a \"" + b"a" * 100_000 + b'">]>'
    return write(folder / "a.xhtml", head + b"<html><body><p>" + b"&a;" * 100_000 + b"</p></body></html>")


def outside_entity(folder: Path) -> Path:
    head = b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
    return write(folder / "a.xhtml", head + b"<html><body><p>&a;</p></body></html>")


def line_of_100_mb(name: str, head: bytes, folder: Path) -> Path:
    """A file of one line, most of it a hole."""
    with (folder / name).open("wb") as file:
        file.write(head)
        file.truncate(100 * MB)
    return folder / name


def line(content: bytes, folder: Path) -> Path:
    return write(folder / "a.jsonl", content)


def many_keys(folder: Path) -> Path:
    return line(
        b'{"text": "It fell.", ' + b", ".join(b'"publishe%d": 1' % one for one in range(500_000)) + b"}",
        folder,
    )


def large_manifest(folder: Path) -> Path:
    (folder / "manifest.jsonl").write_bytes(b'{"file": "gone.txt"}\n' * 300_000)
    return folder


BOMBS: dict[str, Make] = {
    "gzip of 1 GB of zeros": partial(in_gzip, "a.txt.gz", b"\0" * MB, 1000),
    "gzip of 1 GB of one line": partial(in_gzip, "a.jsonl.gz", b" " * MB, 1000),
    "gzip of 1 GB of lines": partial(in_gzip, "a.jsonl.gz", b'{"text": "It fell."}\n' * 50_000, 1000),
    "gzip of 1 GB of a page": partial(in_gzip, "a.html.gz", b"<p>It fell.</p>" * 60_000, 1000),
    "gzip with a name of 30 MB": gzip_name,
    "gzip in 200,000 parts": gzip_parts,
    "zip of 1 GB of zeros": zip_of_zeros,
    "zip of 300 files of 18 MB": zip_of_many,
    "zip of a zip of 1 GB": zip_of_zip_of_zeros,
    "zip that says to hold less": zip_that_says_less,
    "zip that says to hold more": zip_that_says_more,
    "zip of 20,000 files in one place": zip_overlapping,
    "zip of files within one another": zip_quoting,
    "zip in zip in zip": partial(zip_in_zip, 3, 1),
    "zip in zip, 5 deep, 10 wide": partial(zip_in_zip, 5, 10),
    "zip of 100,000 files": partial(zip_of_100_000, None),
    "zip of 100,000 files that says one": partial(zip_of_100_000, 1),
    "zip with a list of 4 GB": zip_with_a_large_list,
    "zip by LZMA with 4 GB of dictionary": zip_by_lzma,
    "zip with a name twice": zip_twice,
    "zip of a link": zip_of_links,
    "zip of a device": partial(zipped, [plain(b"a.txt", mode=0o020666)]),
    "zip of a pipe": partial(zipped, [plain(b"a.txt", mode=0o010666)]),
    "zip of what is encrypted": partial(zipped, [plain(b"a.txt", flags=1)]),
    "zip slip upwards": partial(zipped, [plain(b"../../../a.txt")]),
    "zip slip within": partial(zipped, [plain(b"in/../../a.txt")]),
    "zip slip from the root": partial(zipped, [plain(b"/tmp/a.txt")]),
    "zip slip with backslashes": partial(zipped, [plain(b"..\\..\\a.txt")]),
    "zip slip by a drive": partial(zipped, [plain(b"C:\\a.txt")]),
    "zip slip behind a null": partial(zipped, [plain(b"a.txt\0/../../b.txt")]),
    "crawl of a page of 1 GB in br": partial(crawled, "br", zeros_in_br),
    "crawl of a page of 1 GB in zstd": partial(crawled, "zstd", partial(zeros_in_zstd, 0x58)),
    "crawl of a page in zstd with a window of 128 MB": partial(crawled, "zstd", partial(zeros_in_zstd, 0x88)),
    "crawl of a page in zstd with a window of 2 TB": partial(crawled, "zstd", partial(zeros_in_zstd, 0xF8)),
    "crawl of a page of 1 GB in gzip": partial(crawled, "gzip", partial(repeat_in_gzip, b"\0" * MB, 1000)),
    "crawl of a page of 1 GB in deflate": partial(crawled, "deflate", partial(squeeze, b"\0" * MB, 1000)),
    "crawl of a page in br within br": partial(crawled, "br, br", lambda: brotli.compress(zeros_in_br())),
    "crawl of a page in gzip within br": partial(
        crawled, "gzip, br", lambda: brotli.compress(repeat_in_gzip(b"\0" * MB, 1000))
    ),
    "crawl of a page in a coding four times over": partial(crawled, "gzip, gzip, gzip, gzip", lambda: b"a"),
    "entities of entities": entities,
    "entity 100,000 times": quadratic_entities,
    "entity of another file": outside_entity,
    "page 100,000 deep": partial(page, b"<div>" * 100_000 + b"<p>It fell.</p>"),
    "page of tables 100,000 deep": partial(page, b"<table><tr><td>" * 100_000 + b"It fell."),
    "page of emphasis 100,000 deep": partial(page, b"<b><i>" * 100_000 + b"It fell."),
    "page of lists 100,000 deep": partial(page, b"<ul><li>" * 100_000 + b"It fell."),
    "page of 1,000,000 attributes": partial(
        page, b"<p " + b" ".join(b"a%d=1" % one for one in range(1_000_000)) + b">"
    ),
    "letter with 2,000,000 marks": lambda folder: write(
        folder / "a.txt", ("a" + "\u0301\u0327" * MB).encode()
    ),
    "page of one attribute of 15 MB": partial(page, b"<p title='" + b"a" * 15 * MB + b"'>"),
    "text of 100 MB on one line": partial(line_of_100_mb, "a.txt", b"a"),
    "page of 100 MB on one line": partial(line_of_100_mb, "a.html", b"<p>"),
    "line of 100 MB": partial(line_of_100_mb, "a.jsonl", b'{"text": "'),
    "number of 1,000,000 digits": partial(line, b'{"text": "It fell.", "id": ' + b"9" * 1_000_000 + b"}"),
    "number with an exponent of 1,000,000 digits": partial(
        line, b'{"text": "It fell.", "id": 1e' + b"9" * 1_000_000 + b"}"
    ),
    "lists 100,000 deep": partial(
        line, b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b', "text": "It fell."}'
    ),
    "objects 100,000 deep": partial(line, b'{"text": ' + b'{"text":' * 100_000 + b"1" + b"}" * 100_001),
    "500,000 keys": many_keys,
    "manifest of 300,000 wrong lines": large_manifest,
}

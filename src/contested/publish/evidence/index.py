"""Records of a WARC file, in; the index by which they are found again, out: CDXJ in blocks of gzip, and an index of blocks.

Format: CDXJ 0.1.0 and ZipNum, as WACZ 1.1.1 asks for (specs.webrecorder.net).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from contested.warc.package import BLOCKS, DATA
from contested.warc.record import name_digest

LINES = 1024  # to a block, as other writers have it
PORTS = {"http": 80, "https": 443, "ftp": 21}
SESSION = re.compile(r"^www\d*\.")
DOTS = re.compile(r"/(?:\.?/)+")


class Entry(Struct, frozen=True, kw_only=True):
    """A record as the index has it; `offset` and `length` are bytes in the WARC file."""

    url: str
    timestamp: str
    mime: str
    status: int | None
    digest: str
    record_digest: str
    offset: int
    length: int


def write_index(entries: Iterable[Entry]) -> tuple[bytes, bytes]:
    """The index of blocks, and the blocks."""
    lines = sorted(write_entry(one) for one in entries)
    told = {"format": "cdxj-gzip-1.0", "filename": PurePosixPath(BLOCKS).name}
    index, blocks = [f"!meta 0 {msgspec.json.encode(told).decode()}\n"], b""
    for at in range(0, len(lines), LINES):
        some = lines[at : at + LINES]
        packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        block = packer.compress("".join(some).encode()) + packer.flush()
        about = {"offset": len(blocks), "length": len(block), "digest": name_digest(block)}
        index.append(f"{some[0].partition('{')[0]}{msgspec.json.encode(about).decode()}\n")
        blocks += block
    return "".join(index).encode(), blocks


def write_entry(entry: Entry) -> str:
    """A line of CDXJ. Its numbers are strings, as all writers have them."""
    told = {
        "url": entry.url,
        "mime": entry.mime,
        **({"status": str(entry.status)} if entry.status else {}),
        "digest": entry.digest,
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": PurePosixPath(DATA).name,
        "recordDigest": entry.record_digest,
    }
    return f"{sort_key(entry.url)} {entry.timestamp} {msgspec.json.encode(told).decode()}\n"


def sort_key(url: str) -> str:
    """An address as indexes sort it: its host backwards, all in small letters, its query in order, without a slash at the end
    (Sort-friendly URI Reordering Transform, as pywb looks it up)."""
    try:
        parts = urlsplit(url.partition("#")[0].lower())
        port = parts.port
    except ValueError:
        return url.lower().replace(" ", "%20")
    if not parts.hostname:
        return f"{parts.scheme}:{parts.path}".replace(" ", "%20")
    host = ",".join(reversed(SESSION.sub("", parts.hostname).split(".")))
    named = f":{port}" if port and port != PORTS.get(parts.scheme) else ""
    path = DOTS.sub("/", parts.path).rstrip("/") or "/"
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{host}{named}){path}{query}".replace(" ", "%20")

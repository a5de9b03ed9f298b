"""A WARC record: what it says of itself and its block, in; its bytes, a gzip member, out. The same always gives the same.

A record's id is made of its content, so that nothing depends on chance or on the clock.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
import zlib
from collections.abc import Iterable

from msgspec import Struct

from contested.errors import ContestedError

VERSION = b"WARC/1.1\r\n"
END = b"\r\n\r\n"
# What can be checked with what Python has; whoever names another is not checked.
CHECKED = ("md5", "sha1", "sha256", "sha512")


class BrokenRecord(ContestedError):
    """Bytes that are no WARC record, or not the one that they say."""


class WarcRecord(Struct, frozen=True, kw_only=True):
    """One record as it stands in a file: `head` are its own headers up to and including the blank line, as bytes, and
    `fields` the same, names in small letters; `block` is what it keeps. `at` is the byte at which it begins."""

    head: bytes
    fields: tuple[tuple[str, str], ...]
    block: bytes
    at: int = 0

    def field(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.fields if key == name), None)

    @property
    def kind(self) -> str:
        """`response`, `request`, `resource`, `warcinfo` …"""
        return (self.field("warc-type") or "").lower()

    @property
    def record_id(self) -> str:
        return self.field("warc-record-id") or ""

    @property
    def uri(self) -> str | None:
        """What it was asked of; some crawlers put it in angle brackets."""
        uri = self.field("warc-target-uri")
        return uri.strip().removeprefix("<").removesuffix(">") or None if uri else None


def read_fields(head: bytes) -> tuple[tuple[str, str], ...]:
    """The headers in a head, names in small letters; a line that begins with a blank goes on with the one before."""
    fields: list[tuple[str, str]] = []
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif colon:
            fields.append((name.strip().lower(), value.strip()))
    return tuple(fields)


def write_record(kind: str, fields: Iterable[tuple[str, str]], block: bytes) -> tuple[str, bytes]:
    """A record's id, and its bytes. `fields` are its headers beside those that every record has."""
    lines = [("WARC-Type", kind), *fields]
    lines += [("WARC-Block-Digest", name_digest(block)), ("Content-Length", str(len(block)))]
    told = "".join(f"{name}: {tidy(value)}\r\n" for name, value in lines)
    record_id = make_id(told)
    return record_id, press(VERSION + f"WARC-Record-ID: {record_id}\r\n{told}\r\n".encode() + block + END)


def make_id(told: str) -> str:
    """An id that is the same for the same content: the digest of the block is among what is told."""
    return f"<{uuid.uuid5(uuid.NAMESPACE_OID, told).urn}>"


def tidy(value: str) -> str:
    """A value that stays on its line: an address can hold anything."""
    return "".join(letter if letter.isprintable() else " " for letter in value)


def write_again(record: WarcRecord) -> bytes:
    """A record as it was found, to the byte, as a gzip member of its own."""
    return press(record.head + record.block + END)


def press(raw: bytes) -> bytes:
    """A gzip member, without name or time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(raw) + packer.flush()


def name_digest(raw: bytes) -> str:
    """`sha256:` and the hash as the archive has it."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def fits_digest(raw: bytes, named: str) -> bool:
    """Whether bytes have the digest that a header names, in base 16, 32 or 64; true where its kind is not known."""
    kind, _, value = named.strip().partition(":")
    kind = kind.strip().lower().replace("-", "")
    if kind not in CHECKED:
        return True
    digest = hashlib.new(kind, raw, usedforsecurity=False).digest()
    # Base 16 and 32 are written in small letters too; those of base 64 differ.
    return value.lower() in (digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower()) or (
        value.rstrip("=").replace("-", "+").replace("_", "/") == base64.b64encode(digest).decode().rstrip("=")
    )

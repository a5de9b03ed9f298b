"""Reports with their bytes and the claims that rest on them, in; a WACZ file that holds all of it, out, whole or not at all.

Format: WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1). What the program adds lies in `contested/`, and is hashed like the rest.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import msgspec
from msgspec import Struct

from contested.model import Report
from contested.publish.evidence.choose import Grounded
from contested.publish.evidence.index import Entry, write_index
from contested.publish.evidence.items import Item, Records
from contested.warc.package import (
    BLOCKS,
    CLAIMS,
    DATA,
    DATAPACKAGE,
    DIGEST,
    INDEX,
    LEDGER,
    PAGE_LIST,
    REPORTS,
    VERSION,
    PackedReport,
)
from contested.warc.record import name_digest, tidy, write_record

ABOUT = "software: contested {version}\r\nformat: WARC File Format 1.1\r\nisPartOf: {title}\r\n"


class About(Struct, frozen=True, kw_only=True):
    """What a package says of itself: its title, what it is, when it was made (`2025-12-10T12:00:00Z`) and by which version;
    `credits` are the licences of sources that state one."""

    title: str
    description: str
    created: str
    version: str
    synthetic: bool
    audience: str
    credits: tuple[dict[str, str], ...] = ()


class Package:
    """A package that is being written. What is stored lies in it as it is, so that replay can reach into it."""

    def __init__(self, stream: IO[bytes], about: About) -> None:
        moment = datetime.fromisoformat(about.created).timetuple()[:6]
        self.zip, self.about, self.moment = zipfile.ZipFile(stream, "w"), about, moment
        self.resources: list[dict[str, Any]] = []

    def add(self, path: str, pieces: Iterable[bytes], listed: bool = True, packed: bool = False) -> None:
        """A file of the package, from its pieces in order."""
        entry = zipfile.ZipInfo(path, self.moment)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self.zip.open(entry, "w", force_zip64=path == DATA) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        if listed:
            named = {"name": PurePosixPath(path).name, "path": path, "hash": f"sha256:{digest.hexdigest()}"}
            self.resources.append(named | {"bytes": size})

    def close(self) -> None:
        """Write what the package says of itself, and its hash."""
        about = self.about
        told = {
            "profile": "data-package",
            "title": about.title,
            "description": about.description,
            "created": about.created,
            "wacz_version": VERSION,
            "software": f"contested {about.version}",
            "audience": about.audience,
            **({"synthetic": True} if about.synthetic else {}),
            **({"credits": about.credits} if about.credits else {}),
            "resources": self.resources,
        }
        raw = msgspec.json.format(msgspec.json.encode(told), indent=2)
        self.add(DATAPACKAGE, [raw], listed=False, packed=True)
        digest = {"path": DATAPACKAGE, "hash": name_digest(raw)}
        self.add(DIGEST, [msgspec.json.encode(digest)], listed=False, packed=True)
        self.zip.close()


def write_package(
    items: Iterable[Item],
    grounded: Sequence[Grounded],
    entries: Iterable[Struct],
    about: About,
    out: Path,
) -> None:
    """Write the package to a file, which is replaced once the new one is whole.

    `entries` are rows of the ledger. Raises BrokenRecord where a kept exchange cannot be read.
    """
    part = out.with_name(f".{out.name}-{os.getpid()}-part")
    try:
        with part.open("wb") as stream:
            fill(Package(stream, about), items, grounded, entries)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def fill(
    package: Package, items: Iterable[Item], grounded: Sequence[Grounded], entries: Iterable[Struct]
) -> None:
    """Write everything into a package."""
    index: list[Entry] = []
    reports: list[tuple[Report, PackedReport]] = []

    def content() -> Iterable[bytes]:
        records, head = Records(), write_info(package.about)
        yield head
        at = len(head)
        for item in items:
            written = records.write(item)
            index.extend(msgspec.structs.replace(one, offset=one.offset + at) for one in written.entries)
            reports.append((item.report, written.packed))
            at += len(written.content)
            yield written.content

    package.add(DATA, content())
    first, blocks = write_index(index)
    package.add(BLOCKS, [blocks])
    package.add(INDEX, [first], packed=True)
    package.add(PAGE_LIST, list_pages(package.about, reports), packed=True)
    package.add(CLAIMS, (line(describe_claim(one)) for one in grounded), packed=True)
    package.add(REPORTS, (line(packed) for _, packed in reports), packed=True)
    package.add(LEDGER, map(line, entries), packed=True)
    for report, packed in reports:
        package.add(packed.text, [report.text.encode()], packed=True)
    package.close()


def write_info(about: About) -> bytes:
    """The record that says what wrote the file."""
    block = ABOUT.format(version=about.version, title=tidy(about.title)).encode()
    return write_record(
        "warcinfo", [("WARC-Date", about.created), ("Content-Type", "application/warc-fields")], block
    )[1]


def line(record: object) -> bytes:
    """A record as a line of JSON, keys in their order."""
    return msgspec.json.encode(record) + b"\n"


def list_pages(about: About, reports: Iterable[tuple[Report, PackedReport]]) -> Iterable[bytes]:
    """A page for each report, with its clean text, which viewers search in."""
    yield line({"format": "json-pages-1.0", "id": "pages", "title": about.title, "hasText": True})
    for report, packed in reports:
        title = report.title or report.name
        yield line(
            {"id": report.report_id, "url": packed.uri, "ts": packed.at, "title": title, "text": report.text}
        )


def describe_claim(one: Grounded) -> dict[str, Any]:
    """A claim as everywhere; beside it whether it was asked for, its origin, and how it came by its word, step by step."""
    fields: dict[str, Any] = msgspec.to_builtins(one.claim)
    way = [
        {
            "claim_id": step.claim.claim_id,
            "link": msgspec.to_builtins(step.taken.link) if step.taken else None,
        }
        for step in one.way
    ]
    origin = one.origin
    about = origin and {
        "origin_id": origin.origin_id,
        "name": origin.name,
        "kind": origin.kind,
        "side": origin.side,
        "reasons": list(origin.reasons),
    }
    return fields | {"asked": one.asked, "origin": about, "way": way}

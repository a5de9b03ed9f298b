"""A WACZ package of archived pages (`.wacz`), in; a report for each page that it lists, out.

Where it lists none, each answer that a reader takes is one, as in a WARC file. Of a package of evidence that this program
made, its reports are those that it names, each read as it was when the package was made. Nothing is unpacked to a disk.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import msgspec
from msgspec import Struct

from contested.errors import RejectedReport
from contested.ingest.dates import read_stated_day, read_stated_moment
from contested.ingest.formats.warc import find_pieces, make_pieces, read, read_payload
from contested.ingest.lines import MAX_BYTES, unreadable
from contested.ingest.registry import Piece, Reader, readers
from contested.ingest.stated import Stated
from contested.ingest.wacz_members import open_member, open_zip, read_lines
from contested.model import TOLD_READERS, Rejection
from contested.warc.message import read_answer
from contested.warc.package import ARCHIVE, DATAPACKAGE, PAGES, REPORTS, PackedReport
from contested.warc.record import BrokenRecord, WarcRecord

AS_MADE = "get it again from whoever made it, or take its WARC files out"
CHUNK = 1 << 20
MOST_ALIKE = 100  # reports of the same bytes; each is read for itself, so that few bytes could make much work
REDIRECTS = range(300, 400)


class Page(Struct):
    """A line of a list of pages; the first line of each tells of the list."""

    url: str | None = None


class File(Struct):
    """What a package says of one of its files."""

    path: str
    hash: str = ""


class Contents(Struct):
    """What a package says of itself."""

    resources: tuple[File, ...] = ()


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The reports in a package."""
    try:
        with open_zip(file) as package:
            yield from read_package(package, str(file))
    except OSError as error:
        yield unreadable(file, error)
    except BrokenRecord as error:
        yield Rejection(str(file), str(error), AS_MADE)


def read_package(package: zipfile.ZipFile, where: str) -> Iterator[Piece | Rejection]:
    """The reports in an open package. Raises BrokenRecord where what it says of itself cannot be read."""
    names = set(package.namelist())
    archives = sorted(
        name for name in names if name.startswith(ARCHIVE) and name.endswith((".warc", ".warc.gz"))
    )
    if not archives:
        raise BrokenRecord(f"no package of pages: it has no WARC file in {ARCHIVE}")
    yield from check_hashes(package, archives, where)
    chosen = Named(package) if REPORTS in names else Listed(package)
    for name in archives:
        stream = open_member(package, package.getinfo(name))
        yield from find_pieces(stream, f"{where}:{name}", chosen.make, chosen.kept)
    yield from chosen.missing(where)


def check_hashes(package: zipfile.ZipFile, archives: list[str], where: str) -> Iterator[Rejection]:
    """The WARC files that are not those which the package describes. What can be read of them is read all the same."""
    if DATAPACKAGE not in package.namelist():
        yield Rejection(where, f"has no {DATAPACKAGE}, so that nothing says what it held", AS_MADE)
        return
    raw = b"\n".join(read_lines(package, DATAPACKAGE, MAX_BYTES))
    try:
        told = {one.path: one.hash for one in msgspec.json.decode(raw, type=Contents).resources}
    except msgspec.DecodeError as error:
        raise BrokenRecord(f"{DATAPACKAGE}: {error}") from error
    for name in archives:
        kind, _, named = told.get(name, "").partition(":")
        if kind in ("sha256", "md5"):
            digest, stream = (
                hashlib.new(kind, usedforsecurity=False),
                open_member(package, package.getinfo(name)),
            )
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
            if digest.hexdigest() != named.lower():
                found = f"its bytes do not hash to what {DATAPACKAGE} says: it was changed, or damaged"
                yield Rejection(f"{where}:{name}", found, AS_MADE)


class Listed:
    """The pages that a package lists, and where they redirect to; all that it holds where it lists none."""

    kept = ("response", "resource")

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.urls: set[str] = set()
        for name in sorted(package.namelist()):
            if name.startswith(PAGES) and name.endswith(".jsonl"):
                self.urls.update(read_urls(package, name))
        self.any = bool(self.urls)

    def make(self, record: WarcRecord, where: str) -> Iterator[Piece | Rejection]:
        uri = urldefrag(record.uri or "").url
        if self.any and uri not in self.urls:
            return
        if self.any and record.kind == "response":
            answer = read_answer(record.block)
            if answer.status in REDIRECTS and answer.field("location"):
                self.urls.add(urldefrag(urljoin(uri, answer.field("location"))).url)
                return
        yield from make_pieces(record, where)

    def missing(self, where: str) -> Iterator[Rejection]:
        yield from ()


def read_urls(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The addresses in a list of pages."""
    for line in read_lines(package, name, MAX_BYTES):
        try:
            page = msgspec.json.decode(line, type=Page)
        except (msgspec.DecodeError, RecursionError) as error:
            raise BrokenRecord(f"{name}: {error}") from error
        if page.url:
            yield urldefrag(page.url).url


class Named:
    """The reports that a package of evidence names, by the hash of their bytes."""

    kept = ("response",)  # what came in a file has a record that was made for the package

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.left: dict[str, list[PackedReport]] = defaultdict(list)
        for line in read_lines(package, REPORTS, MAX_BYTES):
            try:
                one = msgspec.json.decode(line, type=PackedReport)
            except (msgspec.DecodeError, RecursionError) as error:
                raise BrokenRecord(f"{REPORTS}: {error}") from error
            same = self.left[one.raw_sha256]
            same.append(one)
            if len(same) > MOST_ALIKE:
                raise BrokenRecord(f"{REPORTS}: over {MOST_ALIKE} reports of the same bytes")

    def make(self, record: WarcRecord, where: str) -> Iterator[Piece | Rejection]:
        if record.kind not in ("response", "resource"):
            return
        raw, _ = read_payload(record, lambda media: True)
        for one in self.left.pop(hashlib.sha256(raw).hexdigest(), ()):
            reader = readers().get(one.reader)
            if one.reader in TOLD_READERS:
                reason, remedy = (
                    "holds claims that were made elsewhere",
                    "take them out, and give them to add --claims",
                )
                yield Rejection(where, f"{one.name}: {reason}", remedy)
            elif reader is None:
                yield Rejection(
                    where,
                    f"{one.name}: there is no reader {one.reader[:40]!r} here",
                    "read it where it was read",
                )
            else:
                yield make_again(one, raw, where)

    def missing(self, where: str) -> Iterator[Rejection]:
        for reports in self.left.values():
            for one in reports:
                yield Rejection(where, f"names {one.name}, whose bytes it does not hold", AS_MADE)


def make_again(one: PackedReport, raw: bytes, where: str) -> Piece | Rejection:
    """The piece of a report that a package of evidence names, with all that was stated beside it."""
    beside = one.beside
    try:
        if beside.published:
            read_stated_day(beside.published, where)
        if beside.published_at and read_stated_moment(beside.published_at) != beside.published_at:
            raise RejectedReport(
                where, f"published_at is {beside.published_at[:40]!r}, which is no moment", AS_MADE
            )
    except RejectedReport as error:
        return Rejection(error.where, error.reason, error.remedy)
    stated = Stated(**{key: getattr(beside, key) for key in Stated.__struct_fields__})
    return Piece(where=where, raw=raw, stated=stated, reader=one.reader, name=one.name)


READER = Reader(
    name="wacz",
    extensions=(".wacz",),
    media_types=("application/wacz", "application/wacz+zip"),
    read=read,
    split=split,
)

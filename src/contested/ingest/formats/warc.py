"""A WARC file (`.warc`, `.warc.gz`), in; a report for each answer or resource in it that a reader takes, out.

The bytes of a report are the payload without its codings, as a saved page would have them; beside them goes the record as
it stands in the file, with the request that belongs to it. When it was crawled says nothing about when it was published.
Redirects, revisits, errors, pictures and scripts are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import structs

from contested.errors import RejectedReport
from contested.ingest.lines import MAX_BYTES, unreadable
from contested.ingest.registry import HEAD, Document, Piece, Reader, reader_of_payload, readers
from contested.ingest.stated import Stated
from contested.model import Rejection
from contested.warc.find import Damage, Seekable, find_records
from contested.warc.message import read_answer, undo_codings
from contested.warc.record import BrokenRecord, WarcRecord, write_again

MOST_HEADERS = 100_000  # bytes of HTTP headers that come on top of a payload
# What reports are asked of; archivers keep their own notes and pictures of pages under other names.
SCHEMES = ("http", "https", "ftp", "file")
OK, HTTP = 200, "application/http"
TAKE_IT_OUT = "take it out of the archive, and give it by itself"
Make = Callable[[WarcRecord, str], Iterable[Piece | Rejection]]


def read(raw: bytes, where: str) -> Document:
    """Its reports have readers of their own."""
    raise RejectedReport(
        where, "an archive of pages where one page should be", "give it as a .warc or .warc.gz file"
    )


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The reports in a WARC file."""
    try:
        with file.open("rb") as stream:
            yield from find_pieces(stream, str(file), make_pieces)
    except OSError as error:
        yield unreadable(file, error)


def find_pieces(
    stream: Seekable, where: str, make: Make, kept: Collection[str] = ("response", "resource")
) -> Iterator[Piece | Rejection]:
    """The reports in an open WARC file, as `make` makes them of a record; each stands at `where:offset`. Of the kinds that are
    `kept` the record itself goes with the report."""
    for record, request in pair_requests(find_records(stream, MAX_BYTES + MOST_HEADERS)):
        here = f"{where}:{record.at}"
        if isinstance(record, Damage):
            yield Rejection(here, record.reason, "fetch the page again, or give it by itself")
            continue
        try:
            for piece in make(record, here):
                if isinstance(piece, Piece) and record.kind in kept:
                    piece = keep_exchange(piece, record, request)
                yield piece
        except BrokenRecord as error:
            yield Rejection(here, f"{record.uri}: {error}", TAKE_IT_OUT)


def pair_requests(
    found: Iterator[WarcRecord | Damage],
) -> Iterator[tuple[WarcRecord | Damage, WarcRecord | None]]:
    """Each record that is no request, with the request that stands next to it and belongs to it."""
    before: WarcRecord | None = None
    held: WarcRecord | Damage | None = None
    request: WarcRecord | None = None
    for one in chain(found, (None,)):
        if isinstance(one, WarcRecord) and one.kind == "request":
            if isinstance(held, WarcRecord) and request is None and belong(one, held):
                request = one
            before = one
            continue
        if held is not None:
            yield held, request
        held = one
        request = (
            before if isinstance(one, WarcRecord) and before is not None and belong(before, one) else None
        )
        before = None


def belong(request: WarcRecord, answer: WarcRecord) -> bool:
    """Whether either names the other as made together with it."""
    return "" not in (request.record_id, answer.record_id) and (
        request.field("warc-concurrent-to") == answer.record_id
        or answer.field("warc-concurrent-to") == request.record_id
    )


def make_pieces(record: WarcRecord, where: str) -> Iterator[Piece | Rejection]:
    """The report in a record of a crawl, if it is one that a reader takes. Raises BrokenRecord where it cannot be taken
    apart."""
    uri = record.uri or ""
    if record.kind not in ("response", "resource") or not is_of_reports(uri):
        return
    raw, media = read_payload(record, is_read)
    reader = reader_of_payload(media, lambda: raw[:HEAD]) if raw else None
    if not raw or reader is None:
        return
    if record.field("warc-truncated"):
        yield Rejection(where, f"{uri}: was cut off by its crawler", "fetch the page again")
    elif reader.split is not None:
        yield Rejection(where, f"{uri}: holds several reports ({reader.name})", TAKE_IT_OUT)
    else:
        yield Piece(where=where, raw=raw, stated=Stated(url=uri), reader=reader.name, name=uri)


def read_payload(record: WarcRecord, wanted: Callable[[str], bool]) -> tuple[bytes, str]:
    """The payload of a record without its codings, and its media type; empty where that is not wanted, or where it is no
    answer to what was asked (a redirect, an error)."""
    kind = media_type(record.field("content-type") or "")
    if record.kind == "resource" or kind != HTTP:
        return record.block, kind  # what came over HTTP says its kind within; other protocols have none
    answer = read_answer(record.block)
    media = media_type(answer.field("content-type"))
    # Looked at before the codings are undone: most of a crawl is pictures and scripts.
    if answer.status != OK or not wanted(media):
        return b"", media
    told = answer.field("content-length")
    # Some archivers keep a page unpacked under its packed length; one that is shorter than it says was cut off.
    if told.isascii() and told.isdigit() and 0 < len(answer.body) < int(told[:15]):
        raise BrokenRecord(f"has {len(answer.body):,} bytes of the {told[:15]} that it says")
    return undo_codings(answer.body, answer.field("content-encoding"), MAX_BYTES), media


def media_type(told: str) -> str:
    """A `Content-Type` without its parameters."""
    return told.partition(";")[0].strip().lower()


def is_read(media: str) -> bool:
    """Whether any reader takes this kind."""
    return any(media in reader.media_types for reader in readers().values())


def is_of_reports(uri: str) -> bool:
    """Whether an address can be that of a report: no note of the archiver's, no rules for robots."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and parts.path != "/robots.txt"


def keep_exchange(piece: Piece, record: WarcRecord, request: WarcRecord | None) -> Piece:
    """The piece with its record as it stands in the file."""
    pair = [record, *([request] if request else [])]
    return structs.replace(piece, exchange=b"".join(map(write_again, pair)))


READER = Reader(
    name="warc",
    extensions=(".warc", ".warc.gz"),
    media_types=("application/warc",),
    read=read,
    split=split,
)

"""One report with its bytes, in; its records for a WARC file, where they stand in it, and its page, out.

What was fetched has its request and answer as they went over the wire. What came in a file has a `resource` record; its
moment is that of its entry in the ledger, for nobody knows another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urlsplit

from msgspec import Struct

from contested.model import Report
from contested.publish.evidence.index import Entry
from contested.warc.find import read_kept
from contested.warc.message import read_answer, undo_codings
from contested.warc.package import TEXT, Beside, PackedReport
from contested.warc.record import WarcRecord, name_digest, write_again, write_record

MOST = 100_000_000  # bytes of a record or of its body
SCHEMES = ("http", "https", "ftp", "file")
KEPT = "%/:=&?~#+!$,;'@()*[]"  # characters of an address that stay as they are
OK, REDIRECTS = 200, range(300, 400)


class Item(Struct, frozen=True, kw_only=True):
    """One report to hand over: its bytes, their media type, what went over the wire for it (a WARC file) where that is kept,
    what was stated beside it and a name that dates it as its file's did, and when it was recorded."""

    report: Report
    raw: bytes
    media: str
    exchange: bytes | None
    beside: Beside
    name: str
    recorded_at: str


class Written(Struct, frozen=True):
    """What was written of a report: bytes for the WARC file, entries of the index whose offsets begin with them, and what the
    package says of it."""

    content: bytes
    entries: tuple[Entry, ...]
    packed: PackedReport


class Records:
    """The records of a package so far: the addresses and moments that are taken, and the exchanges that are in it."""

    def __init__(self) -> None:
        self.places: set[tuple[str, str]] = set()
        self.exchanges: set[str] = set()

    def write(self, item: Item) -> Written:
        """The records of one report. Raises BrokenRecord where its exchange cannot be read.

        Of two at the same address in the same second only one could be replayed: the later gets an address of its own.
        What several reports came in, as a feed, is written once.
        """
        records = list(read_kept(item.exchange, MOST)) if item.exchange else []
        answer = find_answer(records, item.report.raw_sha256)
        if item.exchange and (named := hashlib.sha256(item.exchange).hexdigest()) in self.exchanges:
            records = []
        elif item.exchange:
            self.exchanges.add(named)
        places = {place_of(one) for one in records if one.kind == "response"}
        if answer is None or places & self.places:
            answer = make_resource(item, self.places | places)
            records.append(answer)
            places.add(place_of(answer))
        self.places |= places
        content, entries = b"", []
        for record in records:
            member = write_again(record)
            if record.kind in ("response", "resource"):
                entries.append(describe(record, member, len(content)))
            content += member
        return Written(content, tuple(entries), describe_report(item, answer))


def place_of(record: WarcRecord) -> tuple[str, str]:
    """By what a record is looked up."""
    return record.uri or "", stamp(record.field("warc-date") or "")


def find_answer(records: Iterable[WarcRecord], raw_sha256: str) -> WarcRecord | None:
    """The record whose payload are a report's bytes; null where they are a part of it only, as of a feed."""
    return next((one for one in records if hash_payload(one) == raw_sha256), None)


def holds_no_more(exchange: bytes, raw_sha256: str) -> bool:
    """Whether nothing went over the wire but the report itself and what led there: of a feed other entries came, too."""
    records = list(read_kept(exchange, MOST))
    answer = find_answer(records, raw_sha256)
    others = [
        read_answer(one.block).status for one in records if one.kind == "response" and one is not answer
    ]
    return answer is not None and all(status in REDIRECTS for status in others)


def hash_payload(record: WarcRecord) -> str | None:
    if record.kind == "resource":
        return hashlib.sha256(record.block).hexdigest()
    if record.kind != "response":
        return None
    answer = read_answer(record.block)
    body = undo_codings(answer.body, answer.field("content-encoding"), MOST)
    return hashlib.sha256(body).hexdigest() if answer.status == OK else None


def make_resource(item: Item, taken: set[tuple[str, str]]) -> WarcRecord:
    """A record of bytes that came in a file."""
    uri = to_uri(item.report.url or "")
    if not uri or (uri, stamp(item.recorded_at)) in taken:
        uri = f"urn:contested:{item.report.report_id}"
    fields = [("WARC-Date", item.recorded_at), ("WARC-Target-URI", uri), ("Content-Type", item.media)]
    fields.append(("WARC-Payload-Digest", name_digest(item.raw)))
    _, member = write_record("resource", fields, item.raw)
    (record,) = read_kept(member, MOST)
    return record


def to_uri(url: str) -> str:
    """An address in the letters that one may have; empty where it is none that can be replayed."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in SCHEMES or not url.isprintable():
        return ""
    return quote(parts._replace(netloc=host).geturl(), safe=KEPT)


def describe(record: WarcRecord, member: bytes, offset: int) -> Entry:
    """A record as the index has it."""
    status, media, digest = None, record.field("content-type") or "", name_digest(record.block)
    if record.kind == "response":
        answer = read_answer(record.block)
        status, media = answer.status, answer.field("content-type")
    return Entry(
        url=record.uri or "",
        timestamp=stamp(record.field("warc-date") or ""),
        mime=media.partition(";")[0].strip().lower() or "application/octet-stream",
        status=status,
        digest=record.field("warc-payload-digest") or digest,
        record_digest=name_digest(member),
        offset=offset,
        length=len(member),
    )


def describe_report(item: Item, answer: WarcRecord) -> PackedReport:
    """What the package says of a report: which reader and cleaner made which words of which bytes."""
    report = item.report
    return PackedReport(
        report_id=report.report_id,
        raw_sha256=report.raw_sha256,
        uri=answer.uri or "",
        at=answer.field("warc-date") or "",
        reader=report.reader,
        cleaner=report.cleaner,
        name=item.name,
        beside=item.beside,
        text=TEXT.format(report_id=report.report_id),
        text_sha256=hashlib.sha256(report.text.encode()).hexdigest(),
        exchange_sha256=hashlib.sha256(item.exchange).hexdigest() if item.exchange else None,
    )


def stamp(moment: str) -> str:
    """A moment as indexes have it: 20251210120000."""
    try:
        return datetime.fromisoformat(moment).strftime("%Y%m%d%H%M%S")
    except ValueError:
        return "19700101000000"

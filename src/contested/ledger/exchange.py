"""What went over the wire for one address, redirects first, in; one WARC file of it, out, and back again.

The file is for the archive, which names it by its hash: the same exchanges always give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from contested.ledger.archive import ArchiveError
from contested.warc.find import read_kept
from contested.warc.message import BLANK_LINE, split_head
from contested.warc.record import BrokenRecord, WarcRecord, name_digest, write_record

MOST = 100_000_000  # bytes of one body; what fetches allows far fewer
REQUEST, RESPONSE = "application/http;msgtype=request", "application/http;msgtype=response"
ABOUT = b"software: contested\r\nformat: WARC File Format 1.1\r\n"
# The body is kept without transfer coding, so the header that says otherwise is kept under another name, as other
# archivers do: whoever reads the record must not undo the coding twice. Prefixing every such header makes that reversible.
SET_ASIDE = re.compile(rb"(?im)^((?:x-orig-)*transfer-encoding[ \t]*:)")
PUT_BACK = re.compile(rb"(?im)^x-orig-((?:x-orig-)*transfer-encoding[ \t]*:)")


class Exchange(Struct, frozen=True, kw_only=True):
    """One request over HTTP and its answer, as they went over the wire (transfer coding undone, content coding not).

    `url` is as asked, `at` the UTC moment (`2025-12-10T12:00:00Z`), `address` the IP address that was connected to.
    `request` is the request line and headers as sent, `response` the status line and headers as received, both up to
    and including the blank line; `body` is what was received, before any Content-Encoding is undone.
    """

    url: str
    at: str
    address: str
    request: bytes
    response: bytes
    body: bytes


def write_exchange(exchanges: Sequence[Exchange]) -> bytes:
    """One WARC 1.1 file: what wrote it, then of each exchange the answer and the request. The last is the one that counts.

    ValueError where there is none, or a head does not end with its blank line.
    """
    if not exchanges:
        raise ValueError("no exchange to write")
    date = ("WARC-Date", exchanges[0].at)
    info_id, written = write_record("warcinfo", [date, ("Content-Type", "application/warc-fields")], ABOUT)
    return b"".join([written, *(piece for one in exchanges for piece in write_pair(one, info_id))])


def write_pair(exchange: Exchange, info_id: str) -> Iterator[bytes]:
    """The two records of one exchange."""
    for head in (exchange.request, exchange.response):
        blank = BLANK_LINE.search(head)
        if blank is None or blank.end() != len(head):
            raise ValueError(f"{exchange.url}: a head that does not end with its blank line")
    told = [
        ("WARC-Date", exchange.at),
        ("WARC-Target-URI", exchange.url),
        ("WARC-IP-Address", exchange.address),
        ("WARC-Warcinfo-ID", info_id),
    ]
    answer_id, answer = write_record(
        "response",
        [*told, ("Content-Type", RESPONSE), ("WARC-Payload-Digest", name_digest(exchange.body))],
        SET_ASIDE.sub(rb"X-Orig-\1", exchange.response) + exchange.body,
    )
    _, request = write_record(
        "request",
        [*told, ("Content-Type", REQUEST), ("WARC-Concurrent-To", answer_id)],
        exchange.request,
    )
    yield answer
    yield request


def read_exchanges(raw: bytes) -> tuple[Exchange, ...]:
    """The exchanges of such a file, in its order. Raises ArchiveError where a record is damaged."""
    try:
        return tuple(pair_up(read_kept(raw, MOST)))
    except BrokenRecord as error:
        raise ArchiveError(str(error)) from error


def pair_up(records: Iterable[WarcRecord]) -> Iterator[Exchange]:
    """The answers among records, each with its request; of a crawl that kept no request that is empty."""
    records = list(records)
    for answer in records:
        if answer.kind == "response":
            request = next((one for one in records if goes_with(one, answer)), None)
            head, body = split_head(answer.block)
            yield Exchange(
                url=answer.uri or "",
                at=answer.field("warc-date") or "",
                address=answer.field("warc-ip-address") or "",
                request=request.block if request else b"",
                response=PUT_BACK.sub(rb"\1", head),
                body=body,
            )


def goes_with(request: WarcRecord, answer: WarcRecord) -> bool:
    """Whether a record is the request of an answer: either may name the other."""
    return request.kind == "request" and (
        answer.record_id == request.field("warc-concurrent-to")
        or request.record_id == answer.field("warc-concurrent-to")
    )

"""The records of reports that came in different ways. Composed reports."""

from __future__ import annotations

import gzip
import hashlib
import io

import pytest

from contested.ledger.exchange import Exchange, write_exchange
from contested.model import Report
from contested.publish.evidence.items import Item, Records, Written, holds_no_more
from contested.warc.find import find_records
from contested.warc.package import Beside
from contested.warc.record import BrokenRecord, WarcRecord

URL = "https://post.example/feed"
MOMENT = "2031-05-02T08:15:30Z"


def fetch(body: bytes, url: str = URL, status: str = "200 OK") -> Exchange:
    return Exchange(
        url=url,
        at=MOMENT,
        address="192.0.2.7",
        request=b"GET /feed HTTP/1.1\r\nHost: post.example\r\n\r\n",
        response=f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".encode(),
        body=gzip.compress(body, mtime=0) if body else b"",
    )


def item(raw: bytes, name: str, url: str | None = None, exchange: bytes | None = None) -> Item:
    """A report of these bytes."""
    digest = hashlib.sha256(raw).hexdigest()
    report = Report(
        report_id=f"id-{name}",
        name=name,
        raw_sha256=digest,
        text="It left.",
        cleaner="c/1",
        reader="text",
        url=url,
    )
    return Item(
        report=report,
        raw=raw,
        media="text/plain",
        exchange=exchange,
        beside=Beside(url=url),
        name=name,
        recorded_at=MOMENT,
    )


def list_records(written: Written) -> list[tuple[str, str | None]]:
    found = [one for one in find_records(io.BytesIO(written.content), 10**6) if isinstance(one, WarcRecord)]
    return [(one.kind, one.uri) for one in found]


def test_a_fetched_page_is_its_answer_behind_its_redirects() -> None:
    moved = fetch(b"", "http://post.example/feed", "301 Moved")
    exchange = write_exchange([moved, fetch(b"It left.")])
    written = Records().write(item(b"It left.", "page", URL, exchange))
    assert [kind for kind, _ in list_records(written)] == [
        "warcinfo",
        "response",
        "request",
        "response",
        "request",
    ]
    assert written.content == exchange
    assert (written.packed.uri, written.packed.at) == (URL, MOMENT)
    assert written.packed.exchange_sha256 == hashlib.sha256(exchange).hexdigest()
    assert [(one.url, one.status) for one in written.entries] == [
        ("http://post.example/feed", 301),
        (URL, 200),
    ]


def test_entries_of_a_feed_have_records_of_their_own_and_the_feed_is_there_once() -> None:
    exchange, records = write_exchange([fetch(b"<rss/>")]), Records()
    first = records.write(item(b"one", "1", "https://post.example/1", exchange))
    second = records.write(item(b"two", "2", "https://post.example/2", exchange))
    assert list_records(first)[-1] == ("resource", "https://post.example/1")
    assert ("response", URL) in list_records(first)
    assert list_records(second) == [("resource", "https://post.example/2")]


def test_two_reports_of_one_address_in_one_second_can_both_be_looked_up() -> None:
    records = Records()
    first, second = (records.write(item(raw, name, URL)) for raw, name in ((b"one", "1"), (b"two", "2")))
    assert (first.packed.uri, second.packed.uri) == (URL, "urn:contested:id-2")


@pytest.mark.parametrize(
    "url", [None, "t.me/chan/12", "javascript:alert(1)", "https://post.example/\nWARC-Type: x"]
)
def test_a_report_without_an_address_gets_a_name(url: str | None) -> None:
    written = Records().write(item(b"It left.", "mill.txt", url))
    assert list_records(written) == [("resource", "urn:contested:id-mill.txt")]


def test_a_damaged_exchange_is_an_error() -> None:
    exchange = write_exchange([fetch(b"It left.")])
    with pytest.raises(BrokenRecord, match="a kept exchange is damaged at byte"):
        Records().write(item(b"It left.", "page", URL, exchange[:-40]))


def test_the_public_gets_no_exchange_that_holds_more_than_the_report() -> None:
    def holds(raw: bytes, *exchanges: Exchange) -> bool:
        return holds_no_more(write_exchange(exchanges), hashlib.sha256(raw).hexdigest())

    moved = fetch(b"", "http://post.example/feed", "301 Moved")
    assert holds(b"It left.", fetch(b"It left."))
    assert holds(b"It left.", moved, fetch(b"It left."))
    assert not holds(b"one", fetch(b"<rss>one, and two that is newer</rss>"))
    assert not holds(b"It left.", fetch(b"another page"), fetch(b"It left."))

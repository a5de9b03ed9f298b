"""Addresses become reports: whose they are, what is kept of them, what is set aside, and another try."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contested.fetched import find_publisher, name_file, same_site
from contested.fetching import add_urls, retry_urls
from contested.ledger import Ledger, read_exchanges
from contested.model import Fetch, Report
from contested.pipeline import Added, Workshop, verify
from contested.theatres import Source
from tests.fetch.followed_desks import ANY, entry, make_followed, page, wire
from tests.fetch.scripted import Script, Scripted, answer, redirect, serving
from tests.fetch.time_machine import Clock

SOURCES = [
    Source(source_id="staff", name="Velian Staff", kind="military", url="https://t.me/velian_staff"),
    Source(source_id="daily", name="Kessa Daily", kind="media", url="https://www.kessa-daily.example/"),
    Source(source_id="blog", name="Sky Log", kind="media", url="https://blogs.example/sky"),
]


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving() as found:
        yield found


@pytest.fixture
def shop(tmp_path: Path, server: Scripted) -> Workshop:
    return make_followed(tmp_path / "desk", server)


def add(shop: Workshop, *urls: str, **parts: Any) -> Added:
    clock = Clock()
    return add_urls(shop, urls, **{"clock": clock, "sleep": clock.sleep, **parts})


def read_reports(shop: Workshop) -> tuple[Report, ...]:
    with shop.ledger() as ledger:
        return ledger.reports()


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://t.me/s/velian_staff", "Velian Staff"),
        ("https://t.me/Velian_Staff/123", "Velian Staff"),
        ("https://t.me/s/velian_staff_fakes", "t.me/velian_staff_fakes"),
        ("https://t.me/s/other?before=1", "t.me/other"),
        ("https://kessa-daily.example/2019/05/a", "Kessa Daily"),
        ("https://www.kessa-daily.example/feed.xml", "Kessa Daily"),
        ("https://kessa-daily.example.evil.example/a", "kessa-daily.example.evil.example"),
        ("https://evil.example/kessa-daily.example/", "evil.example"),
        ("https://blogs.example/sky/1", "Sky Log"),
        ("https://blogs.example/skyline/1", "blogs.example"),
        ("https://x.com/somebody/status/1", "x.com/somebody"),
        ("https://x.com/", "x.com"),
        ("https://wire.example:8443/a", "wire.example"),
    ],
)
def test_publisher_is_whose_the_address_is(url: str, publisher: str) -> None:
    assert find_publisher(url, SOURCES) == publisher


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://a.example/1", "https://www.a.example/feed", True),
        ("https://a.example/1", "https://feeds.a.example/", True),
        ("https://news.a.example/1", "https://a.example/feed", True),
        ("https://a.example.evil.example/1", "https://a.example/", False),
        ("https://evila.example/1", "https://a.example/", False),
        ("https://b.example/1", "https://a.example/", False),
        ("https://[::1/", "https://a.example/", False),
        ("mailto:x", "https://a.example/", False),
    ],
)
def test_site_of_an_entry(url: str, other: str, same: bool) -> None:
    assert same_site(url, other, SOURCES) is same


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.example/news/1.html?x", "1.html"),
        ("https://a.example/", "page"),
        ("https://a.example/..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("https://a.example/%00a%0a.txt", "a-.txt"),
        ("https://a.example/.hidden", "hidden"),
        ("https://a.example/" + "a" * 300 + ".xml", "a" * 96 + ".xml"),
    ],
)
def test_file_for_what_was_fetched_has_a_tame_name(url: str, name: str) -> None:
    assert name_file(url) == name


def test_page_becomes_a_report_with_all_that_went_over_the_wire(shop: Workshop, server: Scripted) -> None:
    html = page("Velian troops entered Kessa.").encode()
    server.scripts["/old"] = redirect("/new")
    server.scripts["/new"] = answer(gzip.compress(html), media="text/html", Content_Encoding="gzip")
    added = add(shop, server.url("/old"))
    assert (added.new, added.held, added.rejected) == (1, 0, ())
    (report,) = read_reports(shop)
    assert (report.url, report.publisher, report.reader) == (server.url("/new"), "127.0.0.1", "html")
    with shop.ledger() as ledger:
        assert ledger.archive.read(report.raw_sha256) == html
        assert list(ledger.known_from().values()) == ["2025-11-26"]  # undated: first sight
        fetch = ledger.last_fetch(server.url("/old"))
        assert fetch is not None
        assert (fetch.final_url, fetch.raw_sha256) == (report.url, report.raw_sha256)
        assert ledger.fetches_of(report.report_id) == (fetch,)
        exchanges = read_exchanges(ledger.archive.read(fetch.warc_sha256 or ""))
        assert [one.url for one in exchanges] == [server.url("/old"), server.url("/new")]
        assert exchanges[1].response + exchanges[1].body == server.scripts["/new"]
        robots = ledger.last_fetch(server.url("/robots.txt"))
        assert robots is not None
        assert robots.warc_sha256
    assert verify(shop) == []


def test_takedown_takes_what_went_over_the_wire_and_leaves_the_rest(
    shop: Workshop, server: Scripted, tmp_path: Path
) -> None:
    """Two reports came in one answer. One goes, and the answer with its words; the other stands, and so do the proofs."""
    server.scripts["/a.jsonl"] = answer(wire(entry(1), entry(2)), media=ANY)
    assert add(shop, server.url("/a.jsonl")).new == 2
    with shop.ledger() as ledger:
        gone, stays = ledger.reports()
        assert gone.exchange_sha256 == stays.exchange_sha256 is not None
        act, new = ledger.take_down(gone.report_id, "names a minor", "A. Reader", "2025-12-10T12:00:00Z")
        assert (new, act.exchanges) == (True, (gone.exchange_sha256,))
        assert [one.report_id for one in ledger.reports()] == [stays.report_id]
        assert gone.exchange_sha256 not in ledger.named_bytes()
        assert not ledger.archive.path(gone.exchange_sha256).exists()
    assert verify(shop) == []
    held = [file for file in (tmp_path / "desk").rglob("*") if file.is_file()]
    assert [file for file in held if gone.text.encode() in file.read_bytes()] == []
    with shop.ledger() as ledger:
        ledger.archive.path(stays.raw_sha256).unlink()
    assert len(verify(shop)) == 1


def test_report_whose_exchange_was_not_entered_gets_it_later(
    shop: Workshop, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that ends after its reports were entered and before their row."""
    server.scripts["/wire.jsonl"] = answer(wire(entry(1), entry(2)), media=ANY)
    add_fetch = Ledger.add_fetch

    def end_before_row(ledger: Ledger, fetch: Fetch, recorded_at: str) -> None:
        if fetch.reports:
            raise KeyboardInterrupt
        add_fetch(ledger, fetch, recorded_at)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "add_fetch", end_before_row)
        with pytest.raises(KeyboardInterrupt):
            add(shop, server.url("/wire.jsonl"))
    assert len(read_reports(shop)) == 2
    assert add(shop, server.url("/wire.jsonl")).new == 0
    assert add(shop, server.url("/wire.jsonl")).new == 0
    with shop.ledger() as ledger:
        assert [len(ledger.fetches_of(one.report_id)) for one in ledger.reports()] == [1, 1]


def test_first_sight_counts_where_it_is_later_than_the_stated_day(shop: Workshop, server: Scripted) -> None:
    server.scripts["/wire.jsonl"] = answer(wire(entry(1)), media=ANY)
    add(shop, server.url("/wire.jsonl"))
    with shop.ledger() as ledger:
        assert list(ledger.known_from().values()) == ["2025-11-26"]
        assert [report.published for report in ledger.reports()] == ["2019-05-10"]


def test_report_is_never_whose_it_says_it_is(shop: Workshop, server: Scripted) -> None:
    claims = entry(1, "https://velian-staff.example/order/1", publisher="Velian Staff")
    server.scripts["/wire.jsonl"] = answer(wire(claims, entry(2, server.url("/2"))), media=ANY)
    assert add(shop, server.url("/wire.jsonl")).new == 2
    framed, own = sorted(read_reports(shop), key=lambda one: one.text)
    assert (framed.publisher, framed.url) == ("127.0.0.1", None)
    assert framed.name == f"{server.url('/wire.jsonl')}: https://velian-staff.example/order/1"
    assert framed.canonical == "https://velian-staff.example/order/1"
    assert own.url == server.url("/2")


def test_again_adds_nothing_and_a_changed_page_is_another_report(shop: Workshop, server: Scripted) -> None:
    server.scripts["/a"] = answer(page("Velian troops entered Kessa."), media="text/html")
    assert add(shop, server.url("/a")).new == 1
    again = add(shop, server.url("/a"))
    assert (again.new, again.rejected) == (0, ())
    # Other bytes around the same words, as every page with a counter has.
    server.scripts["/a"] = answer(page("Velian troops entered Kessa.") + "<!-- 2 -->", media="text/html")
    assert add(shop, server.url("/a")).new == 0
    server.scripts["/a"] = answer(page("Velian troops left Kessa."), media="text/html")
    assert add(shop, server.url("/a")).new == 1
    with shop.ledger() as ledger:
        first, second = (ledger.fetch_history(server.url("/a")).had, ledger.reports())
        assert first is not None
        assert first.outcome == "fetched"
        assert len(second) == 2


ASIDE: list[tuple[str, Script | None, str]] = [
    ("/a", answer("", "403 Forbidden"), "lets nobody in"),
    ("/a", answer("", "404 Not Found"), "is not there"),
    ("/a", answer("", "500 Oh"), "answers 500"),
    ("/a", answer(b"\0\1\2", media="application/x-odd"), "which no reader takes"),
    ("/a", answer(b"\x1f\x8b\x08\0\0", media="application/gzip"), "which is packed in it"),
    ("/a", answer(b"\x28\xb5\x2f\xfd", media=ANY), "which no reader takes"),
    ("/a.txt", answer(b"\0\0\0\1" * 100, media=ANY), "binary data"),
    ("/a", answer("", media="text/html"), "no article|empty"),
    ("/a.jsonl", answer(wire(entry(1, published="2031-01-01")), media=ANY), "still to come"),
    ("/a.jsonl", answer(b'{"text": ', media=ANY), "broken JSON"),
    ("/a", answer(b"abc", Content_Encoding="br"), "sent as br"),
]


@pytest.mark.parametrize(("path", "script", "because"), ASIDE, ids=range(len(ASIDE)))
def test_what_cannot_be_had_or_read_is_set_aside_and_tried_again(
    shop: Workshop, server: Scripted, path: str, script: Script, because: str
) -> None:
    server.scripts[path] = script
    added = add(shop, server.url(path))
    (rejection,) = added.rejected
    assert added.new == 0
    assert rejection.where.startswith(server.url(path))
    assert any(one in rejection.reason for one in because.split("|"))
    with shop.ledger() as ledger:
        assert ledger.rejections() == (rejection,)
    clock = Clock()
    assert retry_urls(shop, clock=clock, sleep=clock.sleep).new == 0
    server.scripts[path] = answer(wire(entry(1)) if ".jsonl" in path else "Velian troops entered Kessa.")
    assert retry_urls(shop, ["note.txt", "ftp://a.example/"], clock=clock, sleep=clock.sleep).new == 0
    again = retry_urls(shop, [rejection.where], clock=clock, sleep=clock.sleep)
    assert (again.new, again.rejected) == (1, ())
    with shop.ledger() as ledger:
        assert ledger.rejections() == ()
    assert verify(shop) == []


def test_one_bad_address_does_not_stop_the_others(shop: Workshop, server: Scripted) -> None:
    server.scripts["/good"] = answer("Velian troops entered Kessa.")
    added = add(shop, "http://127.1/", server.url("/bad"), "https://10.0.0.1/", server.url("/good"))
    assert added.new == 1
    assert [one.where for one in added.rejected] == ["http://127.1/", server.url("/bad"), "https://10.0.0.1/"]


def test_part_of_a_feed_that_is_wrong_is_named_by_its_address(shop: Workshop, server: Scripted) -> None:
    server.scripts["/wire.jsonl"] = answer(wire(entry(1)) + b"\n{\n" + wire(entry(3)), media=ANY)
    added = add(shop, server.url("/wire.jsonl"))
    assert added.new == 2
    assert [one.where for one in added.rejected] == [f"{server.url('/wire.jsonl')}:2"]


def test_robots_are_remembered_from_one_command_to_the_next(shop: Workshop, server: Scripted) -> None:
    server.scripts["/robots.txt"] = answer(
        gzip.compress(b"User-agent: *\nDisallow: /secret"), Content_Encoding="gzip"
    )
    server.scripts["/a"] = answer("Velian troops entered Kessa.")
    add(shop, server.url("/a"))
    added = add(shop, server.url("/a"), server.url("/secret"))
    assert server.paths(robots=True) == ["/robots.txt", "/a", "/a"]
    assert "keeps this program out" in added.rejected[0].reason


def test_turns_are_kept_from_one_command_to_the_next(tmp_path: Path, server: Scripted) -> None:
    shop = make_followed(tmp_path / "slow", server, apart=30.0)
    server.scripts["/a"] = answer("Velian troops entered Kessa.")
    clock = Clock()
    add_urls(shop, [server.url("/a")], clock=clock, sleep=clock.sleep)
    clock.now += 10
    add_urls(shop, [server.url("/a")], clock=clock, sleep=clock.sleep)
    assert clock.slept == [30.0, 20.0]

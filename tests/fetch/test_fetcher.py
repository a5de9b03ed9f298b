"""Fetching from a real server: what is sent, where redirects may lead, robots.txt, walls, tries and turns."""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Iterator

import pytest
import trustme

from contested.fetch import Fetcher, FetchError, Limits, Validators
from contested.fetch.manners import read_retry_after
from contested.fetch.urls import read_url
from contested.ledger.exchange import read_exchanges, write_exchange
from tests.fetch.scripted import Script, Scripted, answer, redirect, serving
from tests.fetch.time_machine import NOON, Clock

PAGE = "<html><body><p>Velian troops entered Kessa.</p></body></html>"


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving() as found:
        found.scripts["/"] = answer(PAGE, media="Text/HTML; charset=utf-8", ETag='"one"', Set_Cookie="a=b")
        yield found


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HTTP://News.Example.ORG", "http://news.example.org/"),
        ("https://news.example.org:443/a?b=c#d", "https://news.example.org/a?b=c"),
        ("  https://news.example.org./a\n", "https://news.example.org/a"),
        ("https://news.example.org/a/../b/./%2E%2e/c", "https://news.example.org/c"),
        ("https://news.example.org/../../a/..", "https://news.example.org/"),
        (
            "https://news.example.org/стаття?q=ї",
            "https://news.example.org/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F?q=%D1%97",
        ),
        ("https://новини.укр/1", "https://xn--b1amarcd.xn--j1amh/1"),
        ("https://news.example.org:/", "https://news.example.org/"),
        ("https://93.184.216.34/", "https://93.184.216.34/"),
        ("https://[2606:2800:0220:1::1]/", "https://[2606:2800:220:1::1]/"),
        ("https://[64:ff9b::5db8:d822]/", "https://[64:ff9b::5db8:d822]/"),
        ("https://2026.news.example.org/", "https://2026.news.example.org/"),
    ],
)
def test_address_has_one_spelling(written: str, read: str) -> None:
    assert read_url(written).url == read


def test_what_comes_and_what_is_kept_of_it(server: Scripted) -> None:
    fetched = server.fetcher().fetch(server.url())
    assert (fetched.body.decode(), fetched.media_type, fetched.status) == (PAGE, "text/html", 200)
    assert fetched.validators == Validators('"one"', None)
    (exchange,) = fetched.exchanges
    assert exchange.response + exchange.body == server.scripts["/"]
    assert exchange.request.startswith(b"GET / HTTP/1.1\r\nHost: " + server.place.encode() + b"\r\n")
    assert exchange.address == "127.0.0.1"


def test_body_is_kept_packed_as_it_came(server: Scripted) -> None:
    packed = gzip.compress(PAGE.encode())
    server.scripts["/"] = answer(packed, Content_Encoding="gzip")
    fetched = server.fetcher().fetch(server.url())
    assert (fetched.body.decode(), fetched.exchanges[0].body) == (PAGE, packed)


def test_head_is_kept_as_it_came_and_chunks_are_joined(server: Scripted) -> None:
    head = b"HTTP/1.1 200 Fine\r\nx-odd:  spaced \r\nTransfer-Encoding: chunked\r\n\r\n"
    server.scripts["/"] = head + b"3;note=1\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: y\r\n\r\n"
    (exchange,) = server.fetcher().fetch(server.url()).exchanges
    assert (exchange.response, exchange.body) == (head, b"abcde")


@pytest.mark.parametrize(
    ("before", "head"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
        (b"", b"HTTP/1.1 200 OK\nContent-Length: 2\n\n"),
        (b"", b"HTTP/1.0 200 OK\r\n\r\n"),
    ],
)
def test_odd_heads_can_be_archived(server: Scripted, before: bytes, head: bytes) -> None:
    server.scripts["/"] = before + head + b"\n\n"
    (exchange,) = server.fetcher().fetch(server.url()).exchanges
    assert (exchange.response, exchange.body) == (head, b"\n\n")
    assert read_exchanges(write_exchange([exchange])) == (exchange,)


def test_program_names_itself_and_sends_neither_cookies_nor_referrers(server: Scripted) -> None:
    server.scripts["/again"] = redirect("/")
    server.fetcher().fetch(server.url("/again"))
    for _, headers in server.asked:
        assert headers["user-agent"] == "contested/test (+mailto:desk@example.org)"
        assert headers["accept-encoding"] == "gzip"
        assert not {"cookie", "referer", "authorization"} & headers.keys()


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed_and_kept(server: Scripted, status: str) -> None:
    server.scripts["/a/b"] = redirect("../c?d#e", status)
    server.scripts["/c?d"] = redirect(server.url("/"), status)
    fetched = server.fetcher().fetch(server.url("/a/b"))
    assert (fetched.url, fetched.final_url) == (server.url("/a/b"), server.url("/"))
    assert [one.url for one in fetched.exchanges] == [server.url(path) for path in ("/a/b", "/c?d", "/")]


def test_redirect_in_other_letters(server: Scripted) -> None:
    server.scripts["/a"] = redirect("/%s").replace(b"%s", "стаття".encode())
    server.scripts["/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"] = answer(PAGE)
    assert server.fetcher().fetch(server.url("/a")).body.decode() == PAGE


@pytest.mark.parametrize(("hops", "comes"), [(5, True), (6, False)])
def test_five_redirects_and_no_more(server: Scripted, hops: int, comes: bool) -> None:
    for number in range(hops):
        server.scripts[f"/{number}"] = redirect(f"/{number + 1}" if number + 1 < hops else "/")
    if comes:
        assert server.fetcher().fetch(server.url("/0")).body.decode() == PAGE
    else:
        with pytest.raises(FetchError, match="leads on more than 5 times"):
            server.fetcher().fetch(server.url("/0"))


WALLS: list[tuple[Script, str]] = [
    (answer("", "401 Unauthorized", WWW_Authenticate="Basic"), "wants a login"),
    (answer("", "402 Payment Required"), "wants money"),
    (answer("", "403 Forbidden"), "lets nobody in"),
    (answer("", "451 Unavailable"), "by law"),
    (redirect("/login?next=/a"), "where one logs in"),
    (redirect("https://consent.example.org/collect?x"), "where one logs in or consents"),
    (redirect("/accounts/sign-in"), "where one logs in"),
    (answer('<form><input name=p type="password"></form>', media="text/html"), "a page to log in at"),
    (
        answer(
            '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>', media="text/html"
        ),
        "not free to read",
    ),
]


@pytest.mark.parametrize(("script", "because"), WALLS, ids=range(len(WALLS)))
def test_wall_is_named(server: Scripted, script: Script, because: str) -> None:
    server.scripts["/a"] = script
    with pytest.raises(FetchError, match=because) as caught:
        server.fetcher().fetch(server.url("/a"))
    assert caught.value.kind == "wall"
    assert server.paths() == ["/a"]


def test_report_with_a_place_to_log_in_beside_it_is_no_wall(server: Scripted) -> None:
    words = "<p>Velian troops entered Kessa on Monday, the staff said.</p>" * 60
    server.scripts["/a"] = answer(f"<form><input type=password></form>{words}", media="text/html")
    assert server.fetcher().fetch(server.url("/a")).status == 200
    server.scripts["/consent-decree"] = answer(PAGE, media="text/html")
    server.scripts["/b"] = redirect("/consent-decree")
    assert server.fetcher().fetch(server.url("/b")).status == 200
    server.scripts["/login/news"] = redirect("/login/news/1")  # asked for by name
    server.scripts["/login/news/1"] = answer(PAGE, media="text/html")
    assert server.fetcher().fetch(server.url("/login/news")).status == 200


@pytest.mark.parametrize(
    ("script", "kind", "because"),
    [
        (answer("", "404 Not Found"), "gone", "is not there"),
        (answer("", "410 Gone"), "gone", "is not there"),
        (answer("", "418 Teapot"), "broken", "answers 418"),
        (answer("", "204 No Content"), "broken", "answers 204"),
        (answer("", "304 Not Modified"), "broken", "answers 304"),  # nobody asked whether it was
        (answer("part", "206 Partial Content"), "broken", "answers 206"),
        (answer("", "500 Oh"), "busy", "answers 500"),
        (answer("", "429 Slowly"), "busy", "answers 429"),
        (answer("", "302 Found"), "broken", "leads on to nowhere"),
    ],
)
def test_status(server: Scripted, script: Script, kind: str, because: str) -> None:
    server.scripts["/a"] = script
    with pytest.raises(FetchError, match=because) as caught:
        server.fetcher().fetch(server.url("/a"))
    assert caught.value.kind == kind


def test_nobody_at_the_port_and_no_network() -> None:
    with serving() as server:
        place = server.place
    fetcher = Fetcher("contested/test", (place,), 0.0, limits=Limits(seconds=0.5))
    with pytest.raises(FetchError, match="Connection refused") as caught:
        fetcher.fetch(f"http://{place}/")
    assert caught.value.kind == "busy"


ROBOTS = [
    ("User-agent: *\nDisallow: /secret", "/secret/a", False),
    ("User-agent: *\nDisallow: /secret", "/open", True),
    ("User-agent: *\nDisallow: /", "/open", False),
    ("User-agent: contested\nDisallow: /\n\nUser-agent: *\nAllow: /", "/open", False),
    ("User-agent: contested\nAllow: /\n\nUser-agent: *\nDisallow: /", "/open", True),
    ("User-agent: other\nDisallow: /", "/open", True),
    ("User-agent: other\nUser-agent: Contested/0.1 # us\nDisallow: /", "/open", False),
    ("User-agent: other\nSitemap: /map.xml\nUser-agent: *\nDisallow: /", "/open", False),
    ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
    ("User-agent: *\nAllow: /news/\nDisallow: /news/old", "/news/old/1", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdfs", True),
    ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
    ("User-agent: *\nDisallow: /secret", "/open/../secret", False),
    ("User-agent: *\nDisallow: /secret", "/open/%2e%2e/secret", False),
    ("User-agent: *\nDisallow: /%D0%B0", "/а", False),
    ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "/open", False),
    ("User-agent *\nDisallow: /", "/open", False),
    ("User-agent: *\nDisallow:", "/open", True),
    ("", "/open", True),
    ("<html>no rules</html>", "/open", True),
]


@pytest.mark.parametrize(("rules", "path", "lets"), ROBOTS, ids=range(len(ROBOTS)))
def test_robots(server: Scripted, rules: str, path: str, lets: bool) -> None:
    server.scripts["/robots.txt"] = answer(rules)
    fetcher = server.fetcher()
    reached = fetcher.read(server.url(path)).path
    server.scripts[reached] = answer(PAGE)
    if lets:
        fetcher.fetch(server.url(path))
        assert server.paths() == [reached]
    else:
        with pytest.raises(FetchError, match=r"robots\.txt keeps this program out"):
            fetcher.fetch(server.url(path))
        assert server.paths() == []


@pytest.mark.parametrize(
    ("script", "lets"),
    [
        (answer("", "404 Not Found"), True),
        (answer("", "403 Forbidden"), True),
        (answer("", "401 Unauthorized"), True),
        (answer("", "500 Oh"), False),
        (answer("", "503 Oh"), False),
        (answer("", "429 Slowly"), False),
        (b"no answer\r\n", False),
        (redirect("/elsewhere"), True),
        (redirect("/robots.txt"), True),
        (answer("#" * 600_000 + "\nUser-agent: *\nDisallow: /"), True),  # beyond what is read
    ],
)
def test_answer_of_robots(server: Scripted, script: Script, lets: bool) -> None:
    server.scripts["/robots.txt"] = script
    server.scripts["/elsewhere"] = answer("User-agent: *\nAllow: /")
    if lets:
        server.fetcher().fetch(server.url())
    else:
        with pytest.raises(FetchError, match=r"robots\.txt cannot be had") as caught:
            server.fetcher().fetch(server.url())
        assert caught.value.passes
        assert server.paths() == []


def test_robots_of_another_host_are_asked_before_a_redirect_goes_there(server: Scripted) -> None:
    with serving() as other:
        other.scripts["/robots.txt"] = answer("User-agent: *\nDisallow: /")
        server.scripts["/a"] = redirect(other.url("/b"))
        with pytest.raises(FetchError, match="keeps this program out"):
            server.fetcher(allow=(server.place, other.place)).fetch(server.url("/a"))
        assert other.paths(robots=True) == ["/robots.txt"]


def test_robots_are_asked_once_a_day(server: Scripted) -> None:
    clock = Clock()
    fetcher = server.fetcher(clock=clock, sleep=clock.sleep)
    for wait in (0, 3_600, 82_799, 1):
        clock.now += wait
        fetcher.fetch(server.url())
    assert server.paths(robots=True).count("/robots.txt") == 2


def test_turns_of_a_host(server: Scripted) -> None:
    """So many seconds between two requests, robots.txt and redirects included; as many as the site asks for."""
    clock = Clock()
    server.scripts["/a"] = redirect("/")
    fetcher = server.fetcher(apart=3.0, clock=clock, sleep=clock.sleep)
    fetcher.fetch(server.url("/a"))
    assert clock.slept == [3.0, 3.0]
    server.scripts["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 40\n")
    fetcher = server.fetcher(apart=3.0, clock=clock, sleep=clock.sleep)
    clock.slept.clear()
    fetcher.fetch(server.url("/a"))
    assert clock.slept == [3.0, 40.0]


def test_another_try_where_that_may_help(server: Scripted) -> None:
    clock = Clock()
    server.scripts["/"] = [answer("", "503 Oh", Retry_After="7"), answer("", "500 Oh"), answer(PAGE)]
    fetched = server.fetcher(clock=clock, sleep=clock.sleep).fetch_patiently(server.url())
    assert fetched.status == 200
    first, second = [wait for wait in clock.slept if wait > 0.5]
    assert first == 7.0
    assert 3.0 <= second <= 5.0


@pytest.mark.parametrize(
    ("script", "tries"),
    [
        (answer("", "500 Oh"), 3),
        (answer("", "404 No"), 1),
        (answer("", "503 Oh", Retry_After="3600"), 1),
    ],
)
def test_tries(server: Scripted, script: Script, tries: int) -> None:
    clock = Clock()
    server.scripts["/"] = script
    with pytest.raises(FetchError):
        server.fetcher(clock=clock, sleep=clock.sleep).fetch_patiently(server.url())
    assert len(server.paths()) == tries


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 26 Nov 2025 12:05:00 GMT", 300.0),
        ("Wed, 26 Nov 2025 11:00:00 GMT", 0.0),
        ("99999999999999", 604_800.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 604_800.0),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert read_retry_after(value, NOON) == seconds


def test_only_what_is_new_is_asked_for(server: Scripted) -> None:
    server.scripts["/"] = answer("", "304 Not Modified")
    held = Validators('W/"one"', "Wed, 26 Nov 2025 12:00:00 GMT")
    fetched = server.fetcher().fetch(server.url(), held)
    assert (fetched.changed, fetched.body) == (False, b"")
    _, headers = server.asked[-1]
    assert headers["if-none-match"] == held.etag
    assert headers["if-modified-since"] == held.last_modified


@pytest.mark.parametrize("tag", ['"a"\r\n X-Evil: 1', "a", '"a\x00"', '"' + "a" * 900 + '"', '"ж"'])
def test_odd_validators_are_not_sent_back(server: Scripted, tag: str) -> None:
    server.scripts["/"] = (
        b"HTTP/1.1 200 OK\r\nETag: "
        + tag.encode()
        + b"\r\nLast-Modified: Wed\r\n \xff\r\nContent-Length: 0\r\n\r\n"
    )
    assert server.fetcher().fetch(server.url()).validators == Validators()
    server.fetcher().fetch(server.url(), Validators(tag, "Wed\r\nX-Evil: 1"))
    _, headers = server.asked[-1]
    assert not {"if-modified-since", "x-evil"} & headers.keys()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serve_tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.mark.parametrize(
    ("certified", "trusted", "because"),
    [
        ("news.example.org", True, None),
        ("other.example.org", True, "certificate is not good: Hostname mismatch"),
        ("news.example.org", False, "certificate is not good"),
    ],
)
def test_certificate_is_the_names_though_the_number_is_met(
    authority: trustme.CA, certified: str, trusted: bool, because: str | None
) -> None:
    trust = ssl.create_default_context()
    if trusted:
        authority.configure_trust(trust)
    with serving(serve_tls(authority, certified)) as server:
        server.scripts["/"] = answer(PAGE)
        server.scripts["/down"] = redirect("http://news.example.org/")
        place = f"news.example.org:{server.port}"
        fetcher = server.fetcher(allow=(place,), context=trust, resolve=lambda host, port: ["127.0.0.1"])
        if because is None:
            assert fetcher.fetch(f"https://{place}/").body.decode() == PAGE
            assert server.asked[-1][1]["host"] == place
            with pytest.raises(FetchError, match="leads from https to http://news"):
                fetcher.fetch(f"https://{place}/down")
        else:
            with pytest.raises(FetchError, match=because):
                fetcher.fetch(f"https://{place}/")
            assert server.asked == []

"""Addresses that are made to reach what is not on the open network: each is refused for its reason, and a canary that
listens on this machine never hears of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from contested.fetch import Fetcher, FetchError, Limits
from contested.fetch.robots import Rules
from tests.fetch.scripted import Scripted, answer, redirect, serving

# The canary's port stands for PORT. All that is written here leads to it, or would, by some reading of it.
LITERALS = [
    # odd spellings of 127.0.0.1
    ("http://2130706433/", "odd spelling"),
    ("http://2130706433:PORT/", "odd spelling"),
    ("http://0x7f000001:PORT/", "odd spelling"),
    ("http://0x7F.0x0.0x0.0x1:PORT/", "odd spelling"),
    ("http://0177.0.0.1:PORT/", "odd spelling"),
    ("http://0177.0.0.01/", "odd spelling"),
    ("http://017700000001:PORT/", "odd spelling"),
    ("http://127.1:PORT/", "odd spelling"),
    ("http://127.0.1:PORT/", "odd spelling"),
    ("http://127.0.0.0x1:PORT/", "odd spelling"),
    ("http://127.0.0.256:PORT/", "odd spelling"),
    ("http://127.000.000.001:PORT/", "odd spelling"),
    ("http://00000000177.0.0.1:PORT/", "odd spelling"),
    ("http://425.510.425.510:PORT/", "odd spelling"),
    ("http://6425673729:PORT/", "odd spelling"),
    ("http://127.0.0.1.:PORT/", "this machine"),
    ("http://127.0.0.1:PORT/", "this machine"),
    ("http://127.0.0.1/", "this machine"),
    ("http://127.8.9.10:PORT/", "this machine"),
    ("http://0.0.0.0:PORT/", "this network"),
    ("http://0:PORT/", "odd spelling"),
    # the same in other scripts
    ("http://１２７.０.０.１:PORT/", "this machine"),
    ("http://127。0。0。1:PORT/", "this machine"),
    ("http://①②⑦.⓪.⓪.①:PORT/", "this machine"),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/", "own network"),
    ("http://ｌocalhost:PORT/", "own network"),
    # escapes
    ("http://%31%32%37.0.0.1:PORT/", "no name"),
    ("http://127.0.0.1%2f@example.org:PORT/", "user's name"),
    ("http://loc%61lhost:PORT/", "no name"),
    ("http://localhost%00.example.org:PORT/", "no name"),
    ("http://localhost\x00.example.org:PORT/", "unseen"),
    # names of this machine and network
    ("http://localhost:PORT/", "own network"),
    ("http://LOCALHOST:PORT/", "own network"),
    ("http://localhost.:PORT/", "own network"),
    ("http://a.localhost:PORT/", "own network"),
    ("http://localhost.localdomain:PORT/", "own network"),
    ("http://ip6-localhost:PORT/", "own network"),
    ("http://printer.local:PORT/", "own network"),
    ("http://metadata.google.internal/", "own network"),
    ("http://router.lan/", "own network"),
    ("http://intranet/", "own network"),
    # IPv6
    ("http://[::1]:PORT/", "this machine"),
    ("http://[0:0:0:0:0:0:0:1]:PORT/", "this machine"),
    ("http://[::]:PORT/", "unspecified"),
    ("http://[::ffff:127.0.0.1]:PORT/", "in disguise"),
    ("http://[::ffff:7f00:1]:PORT/", "in disguise"),
    ("http://[::127.0.0.1]:PORT/", "in disguise"),
    ("http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/", "in disguise"),
    ("http://[64:ff9b::127.0.0.1]:PORT/", "this machine"),
    ("http://[64:ff9b:1::7f00:1]:PORT/", "NAT64"),
    ("http://[2002:7f00:1::]:PORT/", "6to4"),
    ("http://[2001:0:7f00:1::]:PORT/", "Teredo"),
    ("http://[fe80::1]:PORT/", "link-local"),
    ("http://[fe80::1%25lo]:PORT/", "no IPv6 address"),
    ("http://[::1%25lo]:PORT/", "no IPv6 address"),
    ("http://[fd00:ec2::254]/", "private"),
    ("http://[fec0::1]/", "private"),
    ("http://[ff02::1]/", "multicast"),
    ("http://[::1/", "no IPv6 address"),
    ("http://[1::2::3]:PORT/", "no IPv6 address"),
    # networks that are nobody's
    ("http://10.0.0.1/", "private"),
    ("http://172.16.0.1/", "private"),
    ("http://172.31.255.255/", "private"),
    ("http://192.168.1.1/", "private"),
    ("http://169.254.169.254/latest/meta-data/", "link-local"),
    ("http://100.64.0.1/", "carrier's NAT"),
    ("http://100.100.100.200/", "carrier's NAT"),
    ("http://168.63.129.16/", "cloud's own"),
    ("http://192.0.0.192/", "for protocols"),
    ("http://198.18.0.1/", "benchmarks"),
    ("http://203.0.113.9/", "documentation"),
    ("http://224.0.0.1/", "multicast"),
    ("http://240.0.0.1/", "reserved"),
    ("http://255.255.255.255/", "reserved"),
    # users, ports, schemes and what parsers read differently
    ("http://example.org@127.0.0.1:PORT/", "user's name"),
    ("http://127.0.0.1:PORT@example.org/", "user's name"),
    ("http://example.org:80@127.0.0.1:PORT/", "user's name"),
    ("http://user:word@news.example.org/", "user's name"),
    ("http://example.org\\@127.0.0.1:PORT/", "backslash"),
    ("http:\\\\127.0.0.1:PORT\\", "backslash"),
    ("http://127.0.0.1\t:PORT/", "unseen"),
    ("http://example.org\r\nHost: 127.0.0.1:PORT\r\n/", "unseen"),
    ("http://example.org/ HTTP/1.1\r\nX: y", "unseen"),
    ("http:/127.0.0.1:PORT/", "names no host"),
    ("http:127.0.0.1:PORT/", "names no host"),
    ("http:///127.0.0.1:PORT/", "names no host"),
    ("//127.0.0.1:PORT/", "no whole address"),
    ("http://example.org:22/", "port 22"),
    ("http://example.org:6379/", "port 6379"),
    ("https://example.org:80/", "port 80"),
    ("http://example.org:0/", "port 0"),
    ("http://example.org:99999/", "port 99999"),
    ("http://example.org:８０/", "port is no number"),
    ("http://example.org:80:PORT/", "port is no number"),
    ("http://:PORT/", "no name"),
    ("http://./", "no name"),
    ("http://a..example.org/", "no name"),
    ("http://-a.example.org/", "no name"),
    ("http://faß.example.org/", "two names"),
    ("http://ex\u00adample.org\u200d/", "two names"),
    ("file:///etc/passwd", "begins with file:"),
    ("ftp://127.0.0.1:PORT/", "begins with ftp:"),
    ("gopher://127.0.0.1:PORT/_GET", "begins with gopher:"),
    ("dict://127.0.0.1:PORT/", "begins with dict:"),
    ("data:text/html,hello", "begins with data:"),
    ("javascript:alert(1)", "begins with javascript:"),
    ("unix:///var/run/docker.sock", "begins with unix:"),
    ("jar:http://127.0.0.1:PORT/!/", "begins with jar:"),
    ("view-source:http://127.0.0.1:PORT/", "begins with view-source:"),
    ("http://example.org/" + "a" * 5_000, "characters"),
]
# What a name server may answer about an innocent name.
NAMES = [
    (["127.0.0.1"], "this machine"),
    (["::1"], "this machine"),
    (["93.184.216.34", "127.0.0.1"], "this machine"),
    (["127.0.0.1", "93.184.216.34"], "this machine"),
    (["::ffff:127.0.0.1"], "in disguise"),
    (["64:ff9b::7f00:1"], "this machine"),
    (["64:ff9b::a00:1"], "private"),
    (["2002:7f00:1::1"], "6to4"),
    (["169.254.169.254"], "link-local"),
    (["10.11.12.13"], "private"),
    (["0.0.0.0"], "this network"),
    (["fe80::1%lo"], "link-local"),
    (["not an address"], "no address"),
    ([], "has no address"),
]


@pytest.fixture(scope="module")
def canary() -> Iterator[Scripted]:
    """A server that must not be met."""
    with serving() as server:
        server.scripts["/"] = answer("reached")
        yield server


@pytest.fixture(autouse=True)
def unmet(canary: Scripted) -> Iterator[None]:
    """No test but the control meets the canary."""
    before = canary.met
    yield
    assert canary.met == before


def make_fetcher(resolve: dict[str, list[str]], allow: tuple[str, ...] = ()) -> Fetcher:
    """A fetcher whose names are told here."""

    def ask(host: str, port: int) -> list[str]:
        if host not in resolve:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return resolve[host]

    return Fetcher("contested/test", allow, 0.0, resolve=ask, limits=Limits(seconds=1.0))


def why_refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return caught.value.reason


@pytest.mark.parametrize(("url", "because"), LITERALS, ids=range(len(LITERALS)))
def test_hostile_address(canary: Scripted, url: str, because: str) -> None:
    # The system's resolver and libraries would reach the canary by many of these; this fetcher has all names lead there.
    everywhere = {name: ["127.0.0.1"] for name in ("example.org", "localhost", "printer.local", "intranet")}
    assert because in why_refused(make_fetcher(everywhere), url.replace("PORT", str(canary.port)))


@pytest.mark.parametrize(("addresses", "because"), NAMES, ids=range(len(NAMES)))
def test_name_that_leads_here(addresses: list[str], because: str) -> None:
    fetcher = make_fetcher({"news.example.org": addresses})
    assert because in why_refused(fetcher, "http://news.example.org/")


def test_count() -> None:
    print(f"\n{len(LITERALS) + len(NAMES) + len(LEADS)} hostile addresses, 0 connections")
    assert len(LITERALS) + len(NAMES) + len(LEADS) >= 60


# Where a server that is trusted sends on to; PORT is the canary's.
LEADS = [
    ("http://127.0.0.1:PORT/", "port PORT|this machine"),
    ("//127.0.0.1:PORT/", "this machine"),
    ("http://2130706433:PORT/", "odd spelling"),
    ("http://[::ffff:127.0.0.1]:PORT/", "in disguise"),
    ("http://localhost:PORT/", "own network"),
    ("http://169.254.169.254/latest/", "link-local"),
    ("http://user@127.0.0.1:PORT/", "user's name"),
    ("http://rebound.example.org/", "this machine"),
    ("file:///etc/passwd", "begins with file:"),
    ("gopher://127.0.0.1:PORT/_x", "begins with gopher:"),
    ("ftp://127.0.0.1:PORT/", "begins with ftp:"),
    ("http://127.0.0.1:PORT\\@example.org/", "no address"),
    ("http://news.example.org\t@127.0.0.1:PORT/", "no address"),
    ("http://[::1", "no address|no IPv6"),
]


@pytest.mark.parametrize(("lead", "because"), LEADS, ids=range(len(LEADS)))
def test_redirect_that_leads_here(canary: Scripted, lead: str, because: str) -> None:
    with serving() as other:
        other.scripts["/"] = redirect(lead.replace("PORT", str(canary.port)))
        fetcher = make_fetcher({"rebound.example.org": ["127.0.0.1"]}, (other.place,))
        reason = why_refused(fetcher, other.url())
    assert any(one.replace("PORT", str(canary.port)) in reason for one in because.split("|"))


def test_second_answer_of_a_name_server_is_never_asked_for(canary: Scripted) -> None:
    """Rebinding: a name leads to another machine while it is checked, and to this one when it is connected to. Each
    connection looks it up once, and goes where that said."""
    with serving(host="127.0.0.2", port=canary.port) as other:
        other.scripts["/"] = answer("the other machine")
        answers = ["127.0.0.2", "127.0.0.2"]  # for robots.txt, and for the page
        place = f"rebound.example.org:{canary.port}"
        fetcher = Fetcher(
            "contested/test",
            (place,),
            0.0,
            resolve=lambda host, port: [answers.pop(0) if answers else "127.0.0.1"],
            limits=Limits(seconds=1.0),
        )
        assert fetcher.fetch(f"http://{place}/").body == b"the other machine"
        assert (other.met, answers) == (2, [])


def test_name_is_checked_again_for_each_request() -> None:
    """Rebinding between two requests: open while robots.txt was asked for, and this machine for the page."""
    with serving() as other:
        fetcher = make_fetcher({"news.example.org": ["127.0.0.1"]})
        fetcher.rules["http://news.example.org/robots.txt"] = (fetcher.clock(), Rules())
        assert "this machine" in why_refused(fetcher, "http://news.example.org/")
        assert other.met == 0


def test_page_from_outside_may_not_lead_to_hosts_of_the_desk(canary: Scripted) -> None:
    fetcher = make_fetcher({}, (canary.place,))
    with pytest.raises(FetchError, match="from outside"):
        fetcher.fetch(canary.url(), trusted=False)


def test_environment_names_no_proxy(canary: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, canary.url())
    assert "there is no host" in why_refused(make_fetcher({}), "http://news.example.org/")


class TestControl:
    """The canary can be met."""

    @pytest.fixture(autouse=True)
    def unmet(self) -> None:
        """It is, here."""

    def test_canary_is_reached_where_it_is_allowed(self, canary: Scripted) -> None:
        before = canary.met
        fetched = make_fetcher({}, (canary.place,)).fetch(canary.url())
        assert fetched.body == b"reached"
        assert canary.met == before + 2  # robots.txt first

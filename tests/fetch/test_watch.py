"""Following addresses: when each is asked, what survives a restart, a dead network and a feed gone bad. The clock is the
test's, the server and the ledger are real."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from contested.following import SPREAD, Watched, tell_watched
from contested.ledger import Ledger
from contested.pipeline import Workshop, verify
from contested.watching import Watch
from tests.fetch.followed_desks import ANY, entry, make_followed, page, wire
from tests.fetch.scripted import Scripted, Talk, answer, serving
from tests.fetch.time_machine import Clock

WIRE = '[[watch]]\nurl = "SITE/wire.jsonl"\nevery = 10\n'
LINKS = WIRE + "links = true\n"
TEN = 600.0
LONGEST = TEN * (1 + SPREAD)


class Station:
    """A desk that watches a server; `lines` is what a person was told, `built` how often the site was brought up to date."""

    def __init__(self, shop: Workshop, clock: Clock, **parts: Any) -> None:
        self.shop, self.clock, self.parts = shop, clock, parts
        self.lines: list[str] = []
        self.built = 0

    def round(self, after: float = 0.0) -> int:
        """A round of a watch that is started anew, so much later; how many reports were new."""
        self.clock.now += after
        with self.shop.ledger() as ledger:
            return self.start(ledger).run_once().new

    def start(self, ledger: Ledger, **parts: Any) -> Watch:
        given = {"clock": self.clock, "sleep": self.clock.sleep, **self.parts, **parts}
        return Watch(self.shop, ledger, self.lines.append, self.build, Event(), **given)

    def build(self) -> None:
        self.built += 1

    def watched(self, number: int = 0) -> Watched:
        entry = self.shop.desk.settings.watch[number]
        with self.shop.ledger() as ledger:
            return tell_watched(entry, entry.url, ledger)


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving() as found:
        found.scripts["/wire.jsonl"] = answer(wire(entry(1), entry(2)), media=ANY, ETag='"one"')
        yield found


def make_station(folder: Path, server: Scripted, watch: str = WIRE, **parts: Any) -> Station:
    return Station(make_followed(folder / "desk", server, watch), Clock(), **parts)


def test_asked_at_its_interval_and_no_sooner(tmp_path: Path, server: Scripted) -> None:
    station = make_station(tmp_path, server)
    assert station.watched().state == "new"
    assert station.round() == 2
    for _ in range(5):
        station.round(after=TEN * (1 - SPREAD) / 5 - 1)
    assert server.paths() == ["/wire.jsonl"]
    station.round(after=LONGEST)
    assert server.paths() == ["/wire.jsonl"] * 2
    assert (station.built, station.lines) == (1, [f"{server.url('/wire.jsonl')}: 2 new reports"])
    assert station.watched().state == "good"


def test_only_what_is_new_is_asked_for(tmp_path: Path, server: Scripted) -> None:
    station = make_station(tmp_path, server)
    station.round()
    for _ in range(2):
        server.scripts["/wire.jsonl"] = answer("", "304 Not Modified")
        station.round(after=LONGEST)
        assert server.asked[-1][1]["if-none-match"] == '"one"'
    server.scripts["/wire.jsonl"] = answer(wire(entry(1), entry(3)), media=ANY, ETag='"two"')
    assert station.round(after=LONGEST) == 1
    assert station.built == 2
    station.round(after=LONGEST)
    assert server.asked[-1][1]["if-none-match"] == '"two"'
    assert verify(station.shop) == []


def test_a_report_first_seen_later_than_it_was_published_counts_from_then(
    tmp_path: Path, server: Scripted
) -> None:
    station = make_station(tmp_path, server)
    station.round()
    with station.shop.ledger() as ledger:
        assert set(ledger.known_from().values()) == {"2025-11-26"}
        assert len(ledger.reports(known_on="2025-11-25")) == 0
        assert len(ledger.reports(known_on="2025-11-26")) == 2


def test_pages_that_a_feed_links_to(tmp_path: Path, server: Scripted) -> None:
    with serving() as other:
        other.scripts["/c"] = answer(page("Velian troops left Kessa, a blog said."), media="text/html")
        links = [server.url("/a"), server.url("/gone"), "http://127.1/b", other.url("/c")]
        entries = [entry(number, url) for number, url in enumerate(links)]
        server.scripts["/wire.jsonl"] = answer(wire(*entries), media=ANY)
        server.scripts["/a"] = answer(page("Velian troops entered Kessa by the bridge."), media="text/html")
        station = make_station(tmp_path, server, LINKS)
        assert station.round() == 5
        assert server.paths() == ["/wire.jsonl", "/a", "/gone"]
        # What is linked to may not be of the desk's own hosts unless the feed is: the other server is not allowed at all.
        assert other.met == 0
        station.round(after=LONGEST)
        assert server.paths() == ["/wire.jsonl", "/a", "/gone", "/wire.jsonl"]
        with station.shop.ledger() as ledger:
            assert {one.where for one in ledger.rejections()} == {server.url("/gone")}


def test_linked_page_that_fails_is_asked_again_and_given_up(tmp_path: Path, server: Scripted) -> None:
    server.scripts["/wire.jsonl"] = answer(wire(entry(1, server.url("/a"))), media=ANY)
    server.scripts["/a"] = answer("", "500 Oh")
    station = make_station(tmp_path, server, LINKS)
    station.round()
    for _ in range(6):
        station.round(after=86_400.0 * (1 + SPREAD))
    assert server.paths().count("/a") == 5
    with station.shop.ledger() as ledger:
        assert [one.where for one in ledger.rejections()] == [server.url("/a")]


def test_feed_gone_bad_is_left_alone_longer_each_time_and_the_others_go_on(
    tmp_path: Path, server: Scripted
) -> None:
    tables = '[[watch]]\nurl = "SITE/wire.jsonl"\nevery = 120\n[[watch]]\nurl = "SITE/bad"\nevery = 10\n'
    server.scripts["/bad"] = answer("", "500 Oh")
    station = make_station(tmp_path, server, tables)
    begun = station.clock.now
    moments: list[float] = []
    with station.shop.ledger() as ledger:
        watch = station.start(ledger)
        while station.clock.now < begun + 2 * 86_400:
            before = server.paths().count("/bad")
            watch.run_once()
            if server.paths().count("/bad") > before:
                moments.append(station.clock.now)
            station.clock.now += max(watch.until_next(), 1.0)
    waits = [later - sooner for sooner, later in pairwise(moments)]
    for number, wait in enumerate(waits):
        expected = min(TEN * 2.0**number, 86_400.0)
        assert expected * (1 - SPREAD) <= wait <= expected * (1 + SPREAD) + 2.0
    assert server.paths().count("/wire.jsonl") >= 24 / (1 + SPREAD)
    told = [line for line in station.lines if "/bad" in line]
    assert told == [f"set aside: {server.url('/bad')}: the server answers 500; fetch it again later"]
    with station.shop.ledger() as ledger:
        assert [one.where for one in ledger.rejections()] == [server.url("/bad")]
    assert station.watched(1).failures == len(moments)
    server.scripts["/bad"] = answer("Velian troops left Kessa.")
    station.round(after=86_400.0 * (1 + SPREAD))
    assert station.lines[-2:] == [
        f"{server.url('/bad')}: answers again",
        f"{server.url('/bad')}: 1 new report",
    ]
    with station.shop.ledger() as ledger:
        assert ledger.rejections() == ()


def test_server_is_left_alone_as_long_as_it_asks(tmp_path: Path, server: Scripted) -> None:
    server.scripts["/wire.jsonl"] = answer("", "429 Slowly", Retry_After="7200")
    station = make_station(tmp_path, server)
    station.round()
    for _ in range(23):
        station.round(after=300.0)
    assert server.paths() == ["/wire.jsonl"]
    station.round(after=2_000.0)
    assert server.paths() == ["/wire.jsonl"] * 2


@pytest.mark.parametrize(
    ("kind", "body", "media", "because"),
    [
        ("feed", page("Velian troops entered Kessa."), "text/html", "is read as html, which is not a feed"),
        ("page", wire(entry(1)).decode(), ANY, "is read as jsonlines, which is not a page"),
        ("channel", page("Velian troops left Kessa."), "text/html", "is not a channel's messages"),
        ("feed", "\0\1\2", "image/png", "which no reader takes"),
        (None, "<html></html>", "text/html", "no article in this page"),
    ],
)
def test_what_is_no_more_what_it_was_is_set_aside_once(
    tmp_path: Path, server: Scripted, kind: str | None, body: str, media: str, because: str
) -> None:
    server.scripts["/wire.jsonl"] = answer(body, media=media)
    station = make_station(tmp_path, server, WIRE + (f'kind = "{kind}"\n' if kind else ""))
    station.round()
    server.scripts["/wire.jsonl"] = answer(body + " ", media=media)
    station.round(after=LONGEST)
    (line,) = station.lines
    assert because in line
    assert len(server.paths()) == 2


def lose_network(host: str, port: int) -> Sequence[str]:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


class Names:
    """A resolver that can go away, for all names or for one."""

    def __init__(self) -> None:
        self.away: set[str] = set()

    def __call__(self, host: str, port: int) -> Sequence[str]:
        if host in self.away or "*" in self.away:
            return lose_network(host, port)
        return ["127.0.0.1"]


def make_named(folder: Path, server: Scripted) -> tuple[Station, Names]:
    """A desk that follows two hosts, both of them the server."""
    names, port = Names(), server.port
    hosts = [f"{name}.example.org:{port}" for name in ("one", "two")]
    tables = "".join(f'[[watch]]\nurl = "http://{host}/wire.jsonl"\nevery = 10\n' for host in hosts)
    shop = make_followed(folder / "desk", server)
    file = shop.desk.folder / "desk.toml"
    text = file.read_text().replace(f'"{server.place}"', ", ".join(f'"{host}"' for host in hosts))
    file.write_text(text + tables)
    return Station(make_followed(folder / "desk", server), Clock(), resolve=names), names


def test_lost_network_is_told_once_and_nobody_is_blamed(tmp_path: Path, server: Scripted) -> None:
    station, names = make_named(tmp_path, server)
    with station.shop.ledger() as ledger:
        watch = station.start(ledger)
        watch.run_once()
        names.away = {"*"}
        for _ in range(40):
            station.clock.now += 60.0
            watch.run_once()
        assert sum("no network" in line for line in station.lines) == 1
        assert ledger.rejections() == ()
        asked = len(server.paths())
        names.away = set()
        server.scripts["/wire.jsonl"] = answer(wire(entry(7)), media=ANY)
        station.clock.now += LONGEST
        watch.run_once()
        assert len(server.paths()) == asked + 2
        assert station.lines.count("the network is back") == 1
        assert len(ledger.reports()) == 6


def test_one_name_that_is_gone_is_no_lost_network(tmp_path: Path, server: Scripted) -> None:
    station, names = make_named(tmp_path, server)
    names.away = {"two.example.org"}
    with station.shop.ledger() as ledger:
        watch = station.start(ledger)
        for _ in range(12):
            watch.run_once()
            station.clock.now += LONGEST
        assert sum("no network" in line for line in station.lines) <= 1
        assert [one.where for one in ledger.rejections()] == [
            f"http://two.example.org:{server.port}/wire.jsonl"
        ]
        assert sum("set aside" in line for line in station.lines) == 1
        assert len(server.paths()) == 12


def test_it_runs_until_it_is_stopped(tmp_path: Path, server: Scripted) -> None:
    shop = make_followed(tmp_path / "desk", server, WIRE)
    stop, lines = Event(), list[str]()
    with shop.ledger() as ledger:
        watch = Watch(shop, ledger, lines.append, lambda: lines.append("built"), stop)
        thread = threading.Thread(target=watch.run)
        thread.start()
        until = time.monotonic() + 5
        while "built" not in lines and time.monotonic() < until:
            time.sleep(0.02)
        stop.set()
        thread.join(5)
        assert not thread.is_alive()
    assert lines == [f"{server.url('/wire.jsonl')}: 2 new reports", "built"]


def run_watch(desk: Path, *options: str) -> subprocess.Popen[bytes]:
    """The command itself, in a process of its own."""
    code = "import sys; from contested.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "watch", *options, "-d", str(desk)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(server: Scripted, path: str) -> None:
    until = time.monotonic() + 30
    while path not in server.paths(robots=True):
        assert time.monotonic() < until, server.paths()
        time.sleep(0.01)


def hang(talk: Talk) -> None:
    talk.server.ended.wait(30)


@pytest.mark.parametrize(
    "over",
    [
        "/1",
        *(pytest.param(path, marks=pytest.mark.long) for path in ("/robots.txt", "/wire.jsonl", "/0", "/2")),
    ],
)
def test_killed_over_a_request_it_asks_nothing_too_early_and_loses_nothing(
    tmp_path: Path, server: Scripted, over: str
) -> None:
    """kill -9 while an answer is on its way; then, on the same ledger, a watch that is started at once, and one that is
    started when what was broken off is due."""
    links = [server.url(f"/{number}") for number in range(3)]
    entries = [entry(number, url) for number, url in enumerate(links)]
    scripts: dict[str, Any] = {
        "/robots.txt": answer("User-agent: *\nAllow: /"),
        "/wire.jsonl": answer(wire(*entries), media=ANY, ETag='"one"'),
    }
    for number in range(3):
        scripts[f"/{number}"] = answer(page(f"Velian troops entered Kessa, {number}."), media="text/html")
    server.scripts |= {**scripts, over: hang}
    shop = make_followed(tmp_path / "desk", server, LINKS)
    process = run_watch(tmp_path / "desk")
    wait_for(server, over)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    before = server.paths(robots=True)
    assert before[-1] == over

    server.scripts |= scripts
    station = Station(shop, Clock(time.time()))
    station.round()
    # What was under way was asked for a moment ago; of a site's rules nothing is known yet.
    assert server.paths().count(over) == (1 if over != "/robots.txt" else 0)
    station.round(after=60.0 * (1 + SPREAD))
    station.round(after=LONGEST)
    asked = server.paths()
    assert all(asked.count(path) == (2 if path == over else 1) for path in ("/0", "/1", "/2"))
    server.scripts["/wire.jsonl"] = answer("", "304 Not Modified")
    station.round(after=LONGEST)
    assert server.asked[-1][1]["if-none-match"] == '"one"'
    with shop.ledger() as ledger:
        assert len(ledger.reports()) == 6
    assert verify(shop) == []

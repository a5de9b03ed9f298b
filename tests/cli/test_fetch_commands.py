"""Addresses on the command line: added, followed, listed, set aside."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Run

from contested.cli.watch import only_one
from tests.fetch.followed_desks import ANY, entry, make_followed, wire
from tests.fetch.scripted import Scripted, answer, serving


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving() as found:
        found.scripts["/wire.jsonl"] = answer(wire(entry(1), entry(2)), media=ANY)
        yield found


@pytest.fixture
def desk(tmp_path: Path, server: Scripted, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty desk that follows one address that is there and one that is not."""
    tables = '[[watch]]\nurl = "SITE/wire.jsonl"\n[[watch]]\nurl = "SITE/gone"\nevery = 60\n'
    make_followed(tmp_path / "desk", server, tables)
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def test_add_takes_files_and_addresses_together(desk: Path, server: Scripted, run: Run) -> None:
    Path("note.txt").write_text("Velian troops left Kessa.")
    done = run("add", "note.txt", server.url("/wire.jsonl"), "http://localhost/", server.url("/gone"))
    assert done.code == 3
    assert "3 reports added, 0 held already, 2 set aside" in done.err
    assert "set aside: http://localhost/: localhost is a name of one's own network; give" in done.err
    assert f"set aside: {server.url('/gone')}: is not there (404); look at its spelling" in done.err
    wheres = [one["where"] for one in json.loads(run("list", "rejected").out)]
    assert wheres == [server.url("/gone"), "http://localhost/"]
    assert run("add", server.url("/wire.jsonl")).code == 0


@pytest.mark.parametrize("settings", ["", 'user_agent = "Desk/1 (+mailto:a@example.org)"\n'])
def test_a_desk_that_names_nobody_to_complain_to_is_reminded(
    desk: Path, server: Scripted, run: Run, settings: str
) -> None:
    file = desk / "desk.toml"
    file.write_text(file.read_text().replace('contact = "mailto:a@example.org"\n', settings))
    done = run("add", server.url("/wire.jsonl"))
    assert ("sites cannot tell whose program asks them" in done.err) is (settings == "")
    agent = server.asked[-1][1]["user-agent"]
    assert agent.startswith("Desk/1 (" if settings else "contested/")


def test_watch_once_builds_the_site_and_tells_how_each_address_is(
    desk: Path, server: Scripted, run: Run
) -> None:
    before = json.loads(run("list", "watched").out)
    assert [one["state"] for one in before] == ["new", "new"]
    done = run("watch", "--once", "--out", "site")
    assert done.code == 3
    assert f"{server.url('/wire.jsonl')}: 2 new reports" in done.err
    assert f"set aside: {server.url('/gone')}: is not there (404)" in done.err
    assert "2 reports read for claims; the site tells" in done.err
    built = (desk / "site" / "index.html").stat().st_mtime_ns
    again = run("watch", "--once", "--out", "site")
    assert (again.code, again.out) == (0, "")
    assert (desk / "site" / "index.html").stat().st_mtime_ns == built
    assert server.paths() == ["/wire.jsonl", "/gone"]
    good, bad = json.loads(run("list", "watched").out)
    assert (good["state"], good["failures"]) == ("good", 0)
    assert (bad["state"], bad["failures"], bad["every"]) == ("is not there (404)", 1, 60)
    assert good["asked"] < good["next"]
    assert run("verify").code == 0


def test_watch_ends_by_a_signal_and_no_second_one_starts(tmp_path: Path, server: Scripted, run: Run) -> None:
    make_followed(tmp_path / "gone", server, '[[watch]]\nurl = "SITE/gone"\n')

    def end_it() -> None:
        while not server.paths():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    with only_one(tmp_path / "gone"):
        second = run("watch", "-d", str(tmp_path / "gone"))
    assert (second.code, "another watch is running here" in second.err) == (1, True)
    assert server.paths() == []
    thread = threading.Thread(target=end_it)
    thread.start()
    done = run("watch", "-d", str(tmp_path / "gone"))
    thread.join()
    assert done.code == 0
    assert "following 1 address; Ctrl-C ends it" in done.err
    assert done.err.endswith("ended; start it again at any time\n")
    assert server.paths() == ["/gone"]
    assert signal.getsignal(signal.SIGTERM) is before

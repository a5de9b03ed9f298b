"""Readers that hang, crash, eat memory, fork, write and fetch, in worker processes. Composed files."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from contested.errors import RejectedReport
from contested.ingest import Found, clean_again, find_sources, formats, isolation, read_reports, readers
from contested.ingest.ahead import read_ahead
from contested.ingest.reading import MOST_BROKEN, read_source
from contested.ingest.wire import ENCODER, read_file_order, read_frame, write_frame
from contested.model import Rejection, Report

TEXT = "The army left the mill on Tuesday."
# Each line of such a file is a report: the name of something that a reader should not do, or words.
WILD = """
import os, socket, subprocess, time
from pathlib import Path
from contested.ingest.lines import read_lines
from contested.ingest.registry import Document, Piece, Reader

kept = []

def read(raw, where):
    what = raw.decode()
    if what == "spin":
        while True: pass
    if what == "sleep":
        time.sleep(3600)
    if what == "eat slowly":
        while True: kept.append(bytes(1_000_000))  # untouched: to fill them takes as long as a report may take
    if what == "crash":
        os.abort()
    if what == "vanish":
        os._exit(0)
    if what == "fail":
        raise ValueError("words of a stranger")
    if what == "print":
        print("not a frame", flush=True)
        os.write(1, b"not a frame")
    if what == "fork":
        os.fork()
    if what == "run":
        subprocess.run(["true"])
    if what == "fetch":
        socket.create_connection(("127.0.0.1", 9))
    if what == "write":
        Path(os.environ["HOME"], "wild").write_text("x")
    if what == "hog":
        kept.append(bytearray(os.urandom(1000) * 20_000))
    return Document(text=f"{what}: the army left the mill on Tuesday. Worker {os.getpid()}.")

def split(file):
    for where, raw in read_lines(file):
        if raw == b"split: spin":
            while True: pass
        if raw == b"split: fail":
            raise ValueError("words of a stranger")
        yield Piece(where=where, raw=raw)

READER = Reader(name="wild", extensions=(".wild",), read=read, split=split)
"""
SPLIT_FAILS = WILD.count("\n", 0, WILD.rindex("raise ValueError")) + 1


@pytest.fixture(scope="module")
def wild_readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A reader that keeps to nothing, in the package and in every worker; a report has 0.3 s and 256 MB."""
    more = tmp_path_factory.mktemp("more")
    (more / "wild.py").write_text(WILD, "utf-8")
    begin, _, rest = isolation.PROGRAM.partition("from ")
    lower = "limits.SECONDS, limits.GROWN = 0.3, 60_000_000"
    start = f"from contested.ingest import formats, limits; formats.__path__.append({str(more)!r}); {lower}; from "
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "__path__", [*formats.__path__, str(more)])
        patch.setattr(isolation, "PROGRAM", f"{begin}{start}{rest}")
        patch.setattr("contested.ingest.limits.SECONDS", 0.3)
        forget_workers()
        yield
        forget_workers()
    readers.cache_clear()
    sys.modules.pop("contested.ingest.formats.wild", None)


def forget_workers() -> None:
    """End the workers that wait; the next will be others."""
    for worker in isolation.crew_of(os.getpid()).idle:
        worker.stop()
    isolation.crew_of.cache_clear()
    readers.cache_clear()


@pytest.fixture
def wild(wild_readers: None, tmp_path: Path) -> Path:
    """A folder for files that a wild reader takes."""
    return tmp_path


def read_lines(folder: Path, *lines: str) -> list[str]:
    """What becomes of each line of a file; of a report its first word, of what is set aside "! line: reason"."""
    file = folder / "a.wild"
    file.write_text("\n".join(lines), "utf-8")
    (found,) = find_sources([file])
    return [
        f"! {one.where.removeprefix(str(file))}: {one.reason}"
        if isinstance(one, Rejection)
        else one[0].text.partition(":")[0]
        for one in read_source(found)
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("spin", "took over 0 s"),
        ("sleep", "took over 0 s"),
        ("eat slowly", "took more than 256 MB"),
        ("crash", "broke the reader (SIGABRT)"),
        ("vanish", "broke the reader (exit code 0)"),
        ("fail", "broke the reader (ValueError at wild.py:"),
        ("fork", "broke the reader (PermissionError at wild.py:"),
        ("run", "broke the reader (PermissionError at subprocess.py:"),
        ("fetch", "broke the reader (PermissionError at socket.py:"),
        ("write", "broke the reader (PermissionError at pathlib.py:"),
    ],
)
def test_only_the_report_that_breaks_its_worker_is_set_aside(wild: Path, line: str, reason: str) -> None:
    first, second, third = read_lines(wild, "one", line, "three")
    assert (first, third) == ("one", "three")
    assert second.startswith(f"! :2: reading this {reason}")


def test_what_a_reader_prints_goes_nowhere(wild: Path) -> None:
    assert read_lines(wild, "one", "print", "three") == ["one", "print", "three"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("split: spin", "took over 0 s"),
        ("split: fail", f"broke the reader (ValueError at wild.py:{SPLIT_FAILS})"),
    ],
)
def test_a_file_that_breaks_what_splits_it_is_left_there(wild: Path, line: str, reason: str) -> None:
    assert read_lines(wild, line, "two") == [f"! : reading this {reason}"]
    assert read_lines(wild, "one", line, "three") == ["one", f"! : behind its report 1, reading on {reason}"]


def test_a_file_that_breaks_one_worker_after_another_is_left(wild: Path) -> None:
    *broken, last = read_lines(wild, *["crash"] * (MOST_BROKEN + 3))
    assert len(broken) == MOST_BROKEN
    assert last == f"! : {MOST_BROKEN} of its reports broke the reader or their limits; the rest was not read"


def test_a_worker_that_holds_on_to_memory_makes_way(wild: Path) -> None:
    file = wild / "a.wild"
    file.write_text("\n".join(["hog"] * 7), "utf-8")
    (found,) = find_sources([file])
    outcomes = list(read_source(found))
    texts = [one[0].text for one in outcomes if not isinstance(one, Rejection)]
    assert len(texts) == 7
    assert 1 < len({text.partition("Worker")[2] for text in texts}) < 7


def made_reports(folder: Path, count: int) -> Path:
    """A folder of texts and of files of several, some of which are set aside."""
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"{number} soldiers left the mill." if number % 7 else "")
        lines = [f'{{"text": "{number} guns stood at bridge {line}."}}' for line in range(number % 5)]
        (folder / f"{number:03}.jsonl").write_text("\n".join([*lines, "{"]), "utf-8")
    return folder


@pytest.mark.parametrize("threads", [2, 3])
def test_reports_come_in_the_order_of_their_files_whatever_reads_them(tmp_path: Path, threads: int) -> None:
    folder = made_reports(tmp_path, 40)
    one = list(read_ahead(find_sources([folder]), read_source, 1))
    assert len(one) == 160
    assert list(read_ahead(find_sources([folder]), read_source, threads)) == one


def test_a_path_is_as_seen_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"The army left the mill {folder}.")
        monkeypatch.chdir(tmp_path / folder)
        ((report, _),) = read_reports(["a.txt"])  # type: ignore[misc]
        assert (report.text, report.name) == (f"The army left the mill {folder}.", "a.txt")
        (missing,) = read_source(Found(file=Path("b.txt"), reader=readers()["text"], size=0))
        assert missing == Rejection(
            "b.txt", "cannot be read: No such file or directory", "make it readable, or take it out"
        )


def test_two_that_read_at_once_do_not_wait_for_one_another(tmp_path: Path) -> None:
    folder = made_reports(tmp_path, 40)
    expected = list(read_reports([folder]))
    pairs = list(zip(read_reports([folder]), read_reports([folder]), strict=True))
    assert pairs == [(one, one) for one in expected]


def test_whoever_stops_in_the_middle_leaves_nothing_running(tmp_path: Path) -> None:
    folder = made_reports(tmp_path, 40)
    crew = isolation.crew_of(os.getpid())
    found = read_reports([folder])
    assert len(list(islice(found, 5))) == 5
    found.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 20
    while len(crew.alive) > len(crew.idle) and time.monotonic() < until:
        time.sleep(0.05)
    assert crew.alive == set(crew.idle)


def test_an_error_of_the_system_is_for_whoever_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made_reports(tmp_path, 40)
    isolation.crew_of.cache_clear()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(FileNotFoundError, match="gone"):
        list(read_ahead(find_sources([folder]), read_source, 2))
    isolation.crew_of.cache_clear()


def test_a_text_is_made_again_by_a_worker_or_refused(wild: Path, tmp_path: Path) -> None:
    (wild / "a.wild").write_text("one", "utf-8")
    (found,) = find_sources([wild])
    ((report, raw),) = read_source(found)
    assert clean_again(raw, report).startswith("one: the army left")
    assert isinstance(report, Report)
    with pytest.raises(RejectedReport, match="the archived bytes have changed"):
        clean_again(b"two", report)
    for line in (b"crash", b"spin"):
        other = replace(report, raw_sha256=hashlib.sha256(line).hexdigest())
        with pytest.raises(RejectedReport, match="reading this"):
            clean_again(line, other)


def test_a_text_does_not_wait_for_what_pages_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = (
        "import sys; from contested.ingest import read_reports; (one,) = read_reports(sys.argv[1:]);"
        "from contested.ingest.isolation import crew_of; import os; (worker,) = crew_of(os.getpid()).idle;"
        "print(open(f'/proc/{worker.process.pid}/maps').read())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert "msgspec" in done.stdout
    assert "lxml" not in done.stdout


def environment() -> dict[str, str]:
    """The environment of a program that is to find this package."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


OWNER = """
import os, sys, time
from contested.ingest import isolation, read_reports
{before}
(one,) = read_reports(sys.argv[1:])
(worker,) = isolation.crew_of(os.getpid()).idle
{after}
"""


@pytest.mark.parametrize(
    "after",
    [
        "print(worker.process.pid, flush=True); time.sleep(60)",
        # A child that lives on holds none of its parent's workers; it has its own.
        "print(worker.process.pid, flush=True)\nif not os.fork():\n  os.close(1); os.close(2); time.sleep(20); os._exit(0)\ntime.sleep(60)",
    ],
)
def test_a_worker_ends_when_its_owner_is_killed(tmp_path: Path, after: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = OWNER.format(before="", after=after)
    owner = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, env=environment()
    )
    assert owner.stdout
    worker = int(owner.stdout.readline())
    assert Path(f"/proc/{worker}").exists()
    time.sleep(0.2)
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    until = time.monotonic() + 5
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(f"/proc/{worker}").exists()


def test_a_worker_in_the_middle_of_a_report_ends_with_its_owner(wild: Path) -> None:
    """A loop that never comes back to Python's own hands would not see a pipe that closes; the kernel does."""
    worker = isolation.Worker()
    found = Found(file=wild / "a.wild", reader=readers()["wild"], size=5)
    found.file.write_text("sleep", "utf-8")
    write_frame(worker.orders, ENCODER.encode(read_file_order(found, 0)))
    assert read_frame(worker.answers)  # it has begun
    worker.let_go()
    assert worker.process.wait(5) == -signal.SIGIO
    worker.stop()


def test_a_forked_child_has_its_own_worker(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    after = (
        "child = os.fork()\n"
        "again = list(read_reports(sys.argv[1:]))\n"
        "(mine,) = isolation.crew_of(os.getpid()).idle\n"
        "print(again == [one], mine.process.pid != worker.process.pid, flush=True)\n"
        "if child: os.waitpid(child, 0)"
    )
    code = OWNER.format(before="", after=after)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert sorted(done.stdout.split("\n")) == ["", "True False", "True True"]

"""What is added is there once, in any order, by however many processes, killed or not."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import NOON, clean, compose_reading, compose_report

from contested.desk import Desk
from contested.ledger import ArchiveError, Ledger, open_ledger
from contested.ledger.records import write_record
from contested.model import Rejection, Report, content_id


def run_writer(desk: Desk, first: int, last: int) -> subprocess.Popen[str]:
    program = Path(__file__).with_name("ledger_samples.py")
    command = [sys.executable, str(program), str(desk.folder), str(first), str(last)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_a_report_is_new_once(ledger: Ledger) -> None:
    report, raw = compose_report(1)
    assert ledger.add_report(report, raw, NOON)
    assert not ledger.add_report(report, raw, "2026-01-01T00:00:00Z")
    assert ledger.reports() == (report,)
    assert ledger.archive.read(report.raw_sha256) == raw


@pytest.mark.parametrize("every", [1, 3, 500])
def test_a_batch_counts_what_is_new(ledger: Ledger, every: int) -> None:
    batch = [compose_report(number) for number in (4, 1, 3, 1, 2)]
    ledger.add_report(*compose_report(2), NOON)
    assert ledger.add_reports(batch, NOON, every=every) == 3
    assert ledger.add_reports(batch, NOON, every=every) == 0
    assert len(ledger.reports()) == 4


def test_order_of_adding_changes_nothing(ledger: Ledger, desk: Desk, tmp_path: Path) -> None:
    batch = [compose_report(number, day) for number, day in enumerate(["2025-03-01", None, "2025-01-01"])]
    ledger.add_reports(batch, NOON)
    with open_ledger(Desk(tmp_path, desk.settings)) as other:
        other.add_reports(reversed(batch), NOON)
        assert other.reports() == ledger.reports()


def test_bytes_of_another_report_are_refused(ledger: Ledger) -> None:
    with pytest.raises(ArchiveError, match="report-1"):
        ledger.add_report(compose_report(1)[0], compose_report(2)[1], NOON)
    assert ledger.reports() == ()


@pytest.mark.parametrize(
    "moment", ["2025-12-10", "2025-12-10T12:00:00", "2025-12-10T12:00:00+02:00", "today"]
)
def test_a_moment_is_utc(ledger: Ledger, moment: str) -> None:
    with pytest.raises(ValueError, match="UTC"):
        ledger.add_report(*compose_report(1), moment)


def test_a_reading_is_new_once_and_whole(ledger: Ledger) -> None:
    report, raw = compose_report(1)
    ledger.add_report(report, raw, NOON)
    reading = compose_reading(report)
    assert ledger.unread(reading.extractor) == [report]
    assert ledger.add_readings([reading, reading], NOON) == 1
    assert not ledger.add_reading(report.report_id, reading.extractor, (), (), NOON)
    assert ledger.unread(reading.extractor) == []
    assert ledger.claims(reading.extractor) == reading.claims
    assert ledger.mentions(reading.extractor) == reading.mentions


def test_a_reading_that_fails_leaves_nothing(ledger: Ledger) -> None:
    report, raw = compose_report(1)
    ledger.add_report(report, raw, NOON)
    claim = compose_reading(report).claims[0]
    with pytest.raises(sa.exc.IntegrityError):
        ledger.add_reading(report.report_id, "twice", (claim, claim), (), NOON)
    with pytest.raises(sa.exc.IntegrityError):
        ledger.add_reading("no such report", "rules", (claim,), (), NOON)
    assert ledger.unread("twice") == [report]
    assert ledger.claims() == ()


def test_a_rejection_is_one_row_until_it_is_settled(ledger: Ledger) -> None:
    found = [Rejection("b.html", "holds no text", "look at it"), Rejection("a.html", "too big", "split it")]
    assert ledger.add_rejections(found * 2, NOON) == 2
    assert ledger.add_rejections(found, "2025-12-11T12:00:00Z") == 0
    assert ledger.rejections() == (found[1], found[0])
    ledger.settle_rejections(["a.html", "a.html"], "2025-12-12T12:00:00Z")
    assert ledger.rejections() == (found[0],)
    assert ledger.rejections(recorded_on="2025-12-11") == (found[1], found[0])
    assert ledger.rejections(recorded_on="2025-12-09") == ()
    assert ledger.add_rejections(found, "2025-12-13T12:00:00Z") == 1
    assert ledger.rejections() == (found[1], found[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(),
    name=st.text(),
    title=st.none() | st.text(),
    published=st.none() | st.dates().map(str),
    credits=st.lists(st.text()).map(tuple),
)
def test_any_report_comes_back_byte_for_byte(
    ledger: Ledger, text: str, name: str, title: str | None, published: str | None, credits: tuple[str, ...]
) -> None:
    _, raw = compose_report(1)
    report = Report(
        report_id=content_id(text, name, title, published, credits),
        name=name,
        raw_sha256=compose_report(1)[0].raw_sha256,
        text=text,
        cleaner="composed/1",
        reader="text",
        title=title,
        published=published,
        credits=credits,
    )
    ledger.add_report(report, raw, NOON)
    (held,) = [one for one in ledger.reports() if one.report_id == report.report_id]
    assert write_record(held) == write_record(report)
    assert held == report


def test_two_processes_adding_the_same_reports_add_each_once(desk: Desk) -> None:
    writers = [run_writer(desk, 0, 30) for _ in range(2)]  # on a desk that has no database yet
    confirmed = [writer.communicate(timeout=60)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    with open_ledger(desk) as ledger:
        assert {one.report_id for one in ledger.reports()} == set(confirmed[0]) == set(confirmed[1])
        assert len(ledger.reports()) == 30
        assert ledger.verify() == []


def test_a_kill_loses_nothing_confirmed_and_doubles_nothing(desk: Desk) -> None:
    kill_writers(desk, starts=(0, 60, 120), total=300)


@pytest.mark.long
def test_many_kills_of_a_large_add(desk: Desk) -> None:
    kill_writers(desk, starts=tuple(range(0, 4000, 200)), total=5000)


def kill_writers(desk: Desk, starts: tuple[int, ...], total: int) -> None:
    """Kill a writer at a random moment, from each start; then add the rest: each report is there once."""
    chance = random.Random(20251210)
    confirmed: set[str] = set()
    killed_midway = 0
    for first in starts:
        writer = run_writer(desk, first, total)
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(chance.randrange(5, 40))]
        time.sleep(chance.random() / 100)
        writer.kill()
        confirmed |= {line.strip() for line in lines + writer.stdout.readlines() if line.endswith("\n")}
        killed_midway += writer.wait() != 0
    assert killed_midway, "no kill came in time to test anything"
    with open_ledger(desk) as ledger:
        assert confirmed <= {one.report_id for one in ledger.reports()}
        held = len(ledger.reports())
        assert ledger.add_reports(map(compose_report, range(total)), NOON) == total - held
        assert len(ledger.reports()) == total
        assert ledger.verify(lambda raw, _: clean(raw)) == []

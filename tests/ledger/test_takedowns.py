"""What is taken down is gone to the last byte, and its proofs are not; nothing else can be destroyed."""

from __future__ import annotations

import sqlite3

import pytest
import sqlalchemy as sa
from ledger_samples import NOON, clean, compose_reading, compose_report
from test_ledger_verify import tamper

from contested.desk import Desk
from contested.ledger import Gate, Ledger, LedgerError, open_ledger
from contested.ledger.connect import writing
from contested.ledger.tree import check_inclusion, prove_inclusion
from contested.model import Report

LATER = "2025-12-12T12:00:00Z"
WHY = ("names a minor", "A. Reader", LATER)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    batch = [compose_report(number) for number in range(3)]
    ledger.add_reports(batch, NOON)
    ledger.add_readings([compose_reading(report) for report, _ in batch], NOON)
    return ledger


def report(number: int) -> Report:
    return compose_report(number)[0]


def find_words(desk: Desk, words: bytes) -> list[str]:
    """The files of the desk in which words stand, in whatever page or log."""
    return [
        file.name for file in sorted(desk.folder.rglob("*")) if file.is_file() and words in file.read_bytes()
    ]


def test_nothing_answers_with_it_and_the_rest_stands(filled: Ledger) -> None:
    gone = report(1).report_id
    act, new = filled.take_down(gone, *WHY)
    assert (new, act.reason, act.by, act.on_day) == (True, "names a minor", "A. Reader", "2025-12-12")
    assert filled.takedowns() == (act,)
    assert filled.takedowns(recorded_on="2025-12-11") == ()
    for day in (None, "2025-12-11"):
        assert {one.report_id for one in filled.reports(recorded_on=day)} == {
            report(0).report_id,
            report(2).report_id,
        }
        assert gone not in {one.report_id for one in filled.claims(recorded_on=day)}
        assert gone not in {one.report_id for one in filled.mentions(recorded_on=day)}
        assert gone not in filled.first_seen(day)
        assert gone not in filled.known_from(day)
    assert len(filled.claims()) == len(filled.mentions()) == 2
    assert gone not in filled.recorded_order()
    assert gone not in {one.report_id for one in filled.unread("another")}
    assert filled.taken_down_since("2025-12-11") == [gone]
    assert filled.taken_down_since("2025-12-12") == []
    assert filled.verify(lambda raw, _: clean(raw)) == []


def test_no_byte_of_it_is_left(desk: Desk) -> None:
    words = [b"Composed report 1:", b'"report-1"', b"<p>Composed report 1:"]
    with open_ledger(desk) as ledger:
        # So many rows that pages were split and moved, and left in the log.
        batch = [compose_report(number) for number in range(400)]
        ledger.add_reports(batch, NOON, every=50)
        ledger.add_readings([compose_reading(one) for one, _ in batch], NOON, every=50)
        assert find_words(desk, words[0])
        other = sqlite3.connect(desk.folder / "ledger.sqlite")  # another program, that reads nothing now
        other.execute("SELECT count(*) FROM reports").fetchone()
        ledger.take_down(report(1).report_id, *WHY)
        other.close()
        assert {word: find_words(desk, word) for word in words} == {word: [] for word in words}
        assert find_words(desk, b"Composed report 2:"), "what stands is still there"
        assert not ledger.archive.path(report(1).raw_sha256).exists()
        assert ledger.verify() == []


def test_proofs_stay_valid(filled: Ledger) -> None:
    before, leaves = filled.head_and_leaves()
    proof = prove_inclusion(leaves, 2)
    filled.take_down(report(1).report_id, *WHY)
    after, now = filled.head_and_leaves()
    assert now[: len(leaves)] == leaves
    assert after.size == before.size + 1
    assert check_inclusion(now[2], 2, before.size, proof, bytes.fromhex(before.root))


def test_bytes_that_another_report_shares_stay(ledger: Ledger) -> None:
    one, raw = compose_report(1)
    other = compose_report(1, "2025-12-02")[0]
    ledger.add_reports([(one, raw), (other, raw)], NOON)
    ledger.take_down(one.report_id, *WHY)
    assert ledger.archive.read(one.raw_sha256) == raw
    assert ledger.reports() == (other,)
    assert ledger.verify() == []
    ledger.take_down(other.report_id, *WHY)
    assert not ledger.archive.path(one.raw_sha256).exists()
    assert ledger.verify() == []


def test_it_does_not_come_back_unasked(filled: Ledger) -> None:
    filled.take_down(report(1).report_id, *WHY)
    same, raw = compose_report(1)
    retold = compose_report(1, "2025-12-03")[0]  # the same bytes under another id
    for one in (same, retold):
        gate = Gate()
        assert filled.enter_reports([(one, raw), compose_report(5)], LATER, gate=gate) in (
            [],
            [report(5).report_id],
        )
        assert [refused.where for refused in gate.refused] == [f"report {one.report_id}"]
        assert "2025-12-12 by A. Reader: names a minor" in gate.refused[0].reason
        with pytest.raises(LedgerError, match="was taken down on 2025-12-12"):
            filled.add_report(one, raw, LATER)
    assert not filled.archive.path(same.raw_sha256).exists()
    assert filled.add_readings([compose_reading(same, "rules-1/bb")], LATER) == 0
    assert filled.verify() == []


def test_it_comes_back_where_that_is_asked_for_under_an_id_of_its_own(filled: Ledger) -> None:
    filled.take_down(report(1).report_id, *WHY)
    same, raw = compose_report(1)
    (new_id,) = filled.enter_reports([(same, raw)], LATER, gate=Gate(again=True))
    assert new_id != same.report_id
    assert filled.enter_reports([(same, raw)], LATER, gate=Gate()) == [], "held by now"
    assert new_id in {one.report_id for one in filled.reports()}
    assert filled.verify() == []
    filled.take_down(new_id, *WHY)
    assert not filled.archive.path(same.raw_sha256).exists()
    gate = Gate()
    assert filled.enter_reports([(same, raw)], LATER, gate=gate) == []
    assert len(gate.refused) == 1
    assert filled.verify() == []


def test_the_same_again_finishes_what_was_begun(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    one = report(1)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("contested.ledger.takedowns.destroy_records", killed)
        with pytest.raises(KeyboardInterrupt):
            filled.take_down(one.report_id, *WHY)
    assert one.report_id not in {held.report_id for held in filled.reports()}
    problems = filled.verify()
    assert [problem for problem in problems if "its record is still there" in problem]
    assert [problem for problem in problems if "its bytes are still in the archive" in problem]
    assert [problem for problem in problems if "its claims or mentions are still there" in problem]
    act, new = filled.take_down(one.report_id, "another", "B. Reader", LATER)
    assert (new, act.by) == (False, "A. Reader")
    assert filled.verify() == []
    assert len(filled.takedowns()) == 1


def test_a_reader_of_the_database_keeps_it_from_being_swept_and_that_is_said(
    filled: Ledger, desk: Desk
) -> None:
    other = sqlite3.connect(desk.folder / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM reports").fetchone()
    with writing(filled.engine) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        connection.rollback()
    with pytest.raises(LedgerError, match="close other programs"):
        filled.take_down(report(1).report_id, *WHY)
    other.close()
    filled.take_down(report(1).report_id, *WHY)
    assert filled.verify() == []


def test_no_such_report(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="holds no such report"):
        ledger.take_down("abc", *WHY)


LEFT = '{{"sha256":"{0}","taken_down":{1}}}'
A = "a" * 64


@pytest.mark.parametrize(
    "change",
    [
        f"record = '{LEFT.format(A, 7)}'",
        f"record = '{LEFT.format(A[1:], 1)}'",
        f"record = '{LEFT.format('z' * 64, 1)}'",
        f"record = '{LEFT.format(A, 1)} '",
        f"record = '{LEFT.format(A, 1)}', KEY = 'x'",
        "record = 'x'",
    ],
)
@pytest.mark.parametrize(
    ("table", "key"), [("reports", "digest"), ("claims", "claim_id"), ("mentions", "reading_id")]
)
def test_the_guard_lets_nothing_else_through(filled: Ledger, change: str, table: str, key: str) -> None:
    """Also of a report that was taken down: its claims are put back first, by somebody without a guard."""
    gone = report(1).report_id
    filled.take_down(gone, *WHY)
    of_report = f"reading_id = (SELECT reading_id FROM readings WHERE report_id = '{gone}')"
    which = f"report_id = '{gone}'" if table == "reports" else of_report
    tamper(filled, f"UPDATE {table} SET record = '{{}}' WHERE {which}", guards_back=True)
    with writing(filled.engine) as connection:
        with pytest.raises(sa.exc.IntegrityError, match="never changed"):
            connection.exec_driver_sql(f"UPDATE {table} SET {change.replace('KEY', key)} WHERE {which}")
        connection.rollback()
        connection.exec_driver_sql(f"UPDATE {table} SET record = '{LEFT.format(A, 1)}' WHERE {which}")
        with pytest.raises(sa.exc.IntegrityError, match="never changed"):
            connection.exec_driver_sql(
                f"UPDATE {table} SET record = '{LEFT.format('b' * 64, 1)}' WHERE {which}"
            )
        connection.rollback()
    with writing(filled.engine) as connection, pytest.raises(sa.exc.IntegrityError, match="never changed"):
        connection.exec_driver_sql(f"UPDATE {table} SET record = '{LEFT.format(A, 1)}' WHERE NOT {which}")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE takedowns SET record = replace(record, 'minor', 'major')", "takedown 1: its row was changed"),
        ("DELETE FROM takedowns", "the ledger holds no such takedown of it"),
        ("DELETE FROM takedowns", "the ledger holds no such takedown of its report"),
        ("UPDATE takedowns SET raw_sha256 = 'ab'", "takedown 1: its record is of another report or other bytes"),
        (
            "UPDATE reports SET record = replace(record, '\"sha256\":\"', '\"sha256\":\"0') WHERE record LIKE '{\"sha%'",
            "its record is still there",
        ),
        (
            "UPDATE reports SET record = substr(record, 1, 11) || substr(record, 13, 63) || substr(record, 12, 1) || substr(record, 76)"
            " WHERE record LIKE '{\"sha%'",
            "its row was changed after it was written",
        ),
        ("UPDATE reports SET record = '" + LEFT.format(A, 1) + "' WHERE record NOT LIKE '{\"sha%' AND report_id = (SELECT"
         " max(report_id) FROM reports WHERE record NOT LIKE '{\"sha%')", "the ledger holds no such takedown of it"),
    ],
)  # fmt: skip
def test_what_is_gone_by_no_takedown_is_found(filled: Ledger, statement: str, says: str) -> None:
    filled.take_down(report(1).report_id, *WHY)
    tamper(filled, statement)
    problems = filled.verify()
    assert any(says in problem for problem in problems), problems


def test_bytes_put_back_are_found(filled: Ledger) -> None:
    filled.take_down(report(1).report_id, *WHY)
    filled.archive.write([compose_report(1)[1]])
    assert any("bytes are still in the archive" in problem for problem in filled.verify())

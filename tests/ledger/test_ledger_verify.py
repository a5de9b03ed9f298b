"""Every kind of damage is found and said; a whole ledger has nothing to say."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ledger_samples import NOON, clean, compose_reading, compose_report

from contested.desk import Desk
from contested.errors import RejectedReport
from contested.ledger import Ledger
from contested.model import Report


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    batch = [compose_report(number) for number in range(3)]
    ledger.add_reports(batch, NOON)
    ledger.add_readings([compose_reading(report) for report, _ in batch], NOON)
    return ledger


def tamper(ledger: Ledger, statement: str, guards_back: bool = False) -> None:
    """Change a row as somebody would who has taken the guard away, and perhaps puts it back."""
    with ledger.engine.begin() as connection:
        guards = connection.execute(
            sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in guards:
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        assert connection.exec_driver_sql(statement).rowcount == 1
        for _, made in guards if guards_back else ():
            connection.exec_driver_sql(made)


def test_a_whole_ledger_has_no_problems(filled: Ledger) -> None:
    assert filled.verify() == []
    assert filled.verify(lambda raw, _: clean(raw)) == []


ONE_REPORT = "WHERE report_id = (SELECT min(report_id) FROM reports)"
ONE_CLAIM = "WHERE claim_id = (SELECT min(claim_id) FROM claims)"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (f"UPDATE reports SET record = replace(record, 'Lower', 'Upper') {ONE_REPORT}", "was changed"),
        (f"UPDATE reports SET known_from = '2025-11-01' {ONE_REPORT}", "was changed"),
        (f"UPDATE reports SET recorded_at = '2025-11-01T00:00:00Z' {ONE_REPORT}", "was changed"),
        (f"UPDATE readings SET recorded_at = '2025-11-01T00:00:00Z' {ONE_REPORT}", "its row, claims or"),
        (f"UPDATE reports SET record = '{{}}' {ONE_REPORT}", "cannot be read"),
        (f"UPDATE reports SET raw_sha256 = 'ab' {ONE_REPORT}", "another report's id or bytes"),
        (
            f"UPDATE claims SET record = replace(record, '0.8', '0.9') {ONE_CLAIM}",
            "changed, added or removed",
        ),
        (f"UPDATE claims SET record = replace(record, 'mill', 'dam') {ONE_CLAIM}", "does not stand so"),
        (f"UPDATE claims SET record = '{{}}' {ONE_CLAIM}", "a record cannot be read"),
        (f"DELETE FROM claims {ONE_CLAIM}", "changed, added or removed"),
        ("DELETE FROM mentions WHERE reading_id = (SELECT min(reading_id) FROM readings)", "or removed"),
        (f"UPDATE readings SET extractor = 'other' {ONE_REPORT}", "its id is not that"),
    ],
)
def test_a_changed_row_is_found(filled: Ledger, statement: str, says: str) -> None:
    tamper(filled, statement)
    assert any(says in problem for problem in filled.verify()), filled.verify()


def test_damaged_and_missing_bytes_are_found(filled: Ledger, desk: Desk) -> None:
    first, second, _ = sorted(file for file in desk.archive.rglob("*") if file.is_file())
    first.write_bytes(b"other")
    second.unlink()
    problems = filled.verify()
    assert len(problems) == 2
    assert any(str(first) in one and "is damaged" in one for one in problems)
    assert any(str(second) in one and "is missing" in one for one in problems)


def test_text_that_the_bytes_no_longer_give_is_found(filled: Ledger) -> None:
    def clean_otherwise(raw: bytes, report: Report) -> str:
        if report.name == "report-1":
            raise RejectedReport(report.name, "holds no text", "look at it")
        return clean(raw) + (" More." if report.name == "report-2" else "")

    problems = filled.verify(clean_otherwise)
    assert len(problems) == 2
    assert any(
        "report-2" in one and "no longer give its text (cleaner composed/1)" in one for one in problems
    )
    assert any("report-1: holds no text" in one for one in problems)


def test_a_guard_that_was_taken_away_is_found(filled: Ledger) -> None:
    with filled.engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER claims_no_update"))
    assert filled.verify() == [
        "table claims: its guard claims_no_update is missing: somebody could change rows"
    ]

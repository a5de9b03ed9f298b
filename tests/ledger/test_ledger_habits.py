"""Learned habits: the last count, asked as of any day, checked."""

from __future__ import annotations

import pytest
from ledger_samples import NOON, compose_habits
from test_ledger_verify import tamper

from contested.ledger import Ledger

LATER = "2025-12-12T12:00:00Z"
FIRST, SECOND = compose_habits("gazette"), compose_habits("gazette", "post", statements=40)


def test_what_was_learned_last_counts_as_of_any_day(ledger: Ledger) -> None:
    assert ledger.habits() is None
    ledger.add_habits(FIRST, NOON)
    ledger.add_habits(SECOND, LATER)
    assert ledger.habits() == SECOND
    assert ledger.habits(recorded_on="2025-12-12") == SECOND
    assert ledger.habits(recorded_on="2025-12-11") == FIRST
    assert ledger.habits(recorded_on="2025-12-09") is None
    assert ledger.verify() == []


def test_what_stands_already_adds_no_row(ledger: Ledger) -> None:
    for moment, learned in ((NOON, FIRST), (LATER, FIRST), (LATER, SECOND), (LATER, FIRST)):
        ledger.add_habits(learned, moment)
    with ledger.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT number, recorded_at FROM habits").all() == [
            (1, NOON),
            (2, LATER),
            (3, LATER),
        ]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE habits SET record = replace(record, '30', '31') WHERE number = 1", "habits 1: its row was"),
        ("UPDATE habits SET recorded_at = '2025-01-01T00:00:00Z' WHERE number = 2", "habits 2: its row was"),
        ("UPDATE habits SET record = '{}' WHERE number = 1", "habits 1: its record cannot be read"),
        ("DELETE FROM habits WHERE number = 1", "habits 1: its row is missing"),
    ],
)
def test_a_changed_or_missing_row_is_found(ledger: Ledger, statement: str, says: str) -> None:
    ledger.add_habits(FIRST, NOON)
    ledger.add_habits(SECOND, LATER)
    tamper(ledger, statement)
    assert any(problem.startswith(says) for problem in ledger.verify()), ledger.verify()


def test_a_moment_is_utc(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="UTC"):
        ledger.add_habits(FIRST, "today")
    assert ledger.habits() is None

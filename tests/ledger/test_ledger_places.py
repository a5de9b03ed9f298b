"""Tables of places and settled names: added once, replaced by later ones, asked as of any day, checked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ledger_samples import NOON, compose_settled, compose_table
from msgspec.structs import replace
from test_ledger_verify import tamper

from contested.desk import Desk
from contested.ledger import Ledger

LATER = "2025-12-12T12:00:00Z"


def test_the_same_bytes_are_one_table(ledger: Ledger) -> None:
    table, raw = compose_table(1)
    assert ledger.add_table(table, raw)
    assert not ledger.add_table(replace(table, name="other.csv", recorded_at=LATER), raw)
    assert ledger.tables() == (table,)
    assert ledger.archive.read(table.sha256) == raw


def test_bytes_that_are_read_otherwise_are_the_same_table_read_anew(ledger: Ledger) -> None:
    (first, raw), (second, other) = compose_table(1), compose_table(2)
    anew = replace(first, columns=(("name", "lat"),), recorded_at=LATER)
    assert [ledger.add_table(*one) for one in ((first, raw), (second, other), (anew, raw))] == [True] * 3
    assert ledger.tables() == (anew, second)
    assert ledger.tables(recorded_on="2025-12-10") == (first, second)
    assert ledger.tables(recorded_on="2025-12-09") == ()
    assert ledger.add_table(replace(first, recorded_at=LATER), raw), "it can be read as at first again"
    assert ledger.tables()[0].columns == ()


def test_bytes_of_another_table_are_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="do not hash"):
        ledger.add_table(compose_table(1)[0], compose_table(2)[1])
    assert ledger.tables() == ()


def test_acts_on_names_come_back_in_their_order(ledger: Ledger) -> None:
    acts = [compose_settled("Ford"), compose_settled("Ford", None), compose_settled("Mill")]
    for act, moment in zip(acts, (NOON, NOON, LATER), strict=True):
        ledger.settle_name(act, moment)
    assert ledger.settled_names() == tuple(acts)
    assert ledger.settled_names(recorded_on="2025-12-11") == tuple(acts[:2])


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE gazetteers SET places = 9", "table table-1.csv: its row was changed"),
        ("UPDATE gazetteers SET recorded_at = '2025-01-01T00:00:00Z'", "its row was changed"),
        ("UPDATE gazetteers SET columns = '{}'", "its row cannot be read"),
        (
            "UPDATE settled_names SET record = replace(record, 'Reader', 'Writer')",
            "settled name 1: its row was",
        ),
        ("UPDATE settled_names SET recorded_at = '2025-01-01T00:00:00Z'", "settled name 1: its row was"),
        ("UPDATE settled_names SET record = '{}'", "its record cannot be read"),
    ],
)
def test_a_changed_row_is_found(ledger: Ledger, statement: str, says: str) -> None:
    ledger.add_table(*compose_table(1))
    ledger.settle_name(compose_settled("Ford"), NOON)
    assert ledger.verify() == []
    tamper(ledger, statement)
    assert any(says in problem for problem in ledger.verify()), ledger.verify()


@pytest.mark.parametrize("damage", [b"other", None])
def test_bytes_of_a_table_that_are_damaged_or_missing_are_found(
    ledger: Ledger, desk: Desk, damage: bytes | None
) -> None:
    table, raw = compose_table(1)
    ledger.add_table(table, raw)
    path = ledger.archive.path(table.sha256)
    path.unlink() if damage is None else path.write_bytes(damage)
    (problem,) = ledger.verify()
    assert problem.startswith(f"table table-1.csv: {path}: is ")


def test_a_moment_is_utc(ledger: Ledger) -> None:
    table, raw = compose_table(1)
    with pytest.raises(ValueError, match="UTC"):
        ledger.add_table(replace(table, recorded_at="today"), raw)
    with pytest.raises(ValueError, match="UTC"):
        ledger.settle_name(compose_settled("Ford"), "today")
    with ledger.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM settled_names")).scalar() == 0

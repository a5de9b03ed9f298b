"""Every row has its entry, in order and once, whoever adds; an older ledger gets them all."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from ledger_samples import (
    NOON,
    compose_habits,
    compose_reading,
    compose_report,
    compose_settled,
    compose_table,
    compose_vouch,
)
from msgspec.structs import asdict
from test_ledger_append import run_writer
from test_ledger_verify import tamper

from contested.desk import Desk
from contested.ledger import Ledger, open_ledger
from contested.ledger.append import report_row, rows_of
from contested.ledger.heads import read_beginning
from contested.ledger.places import act_row, digest_lines, write_columns, write_record
from contested.ledger.schema import ENTERED, entries, metadata
from contested.model import Rejection

PARTS = {"claims", "mentions", "entries"}


def fill(ledger: Ledger) -> None:
    batch = [compose_report(number) for number in range(3)]
    ledger.add_reports(batch, NOON)
    ledger.add_readings([compose_reading(report) for report, _ in batch], NOON)
    ledger.add_rejections([Rejection("a", "b", "c")], NOON)
    ledger.settle_rejections(["d"], NOON)
    ledger.add_table(*compose_table(1))
    ledger.settle_name(compose_settled("Ford"), NOON)
    ledger.add_vouches([compose_vouch("gazette")], NOON)
    ledger.add_habits(compose_habits("gazette"), NOON)


def kinds(ledger: Ledger) -> list[str]:
    with ledger.engine.connect() as connection:
        return list(connection.execute(sa.select(entries.c.kind).order_by(entries.c.number)).scalars())


def test_every_table_of_rows_is_entered() -> None:
    assert {table.name for table in ENTERED} | PARTS == set(metadata.tables)


def test_every_row_has_its_entry_in_order_and_once(ledger: Ledger) -> None:
    fill(ledger)
    added = kinds(ledger)
    assert added == [
        "beginnings",
        *["reports"] * 3,
        *["readings"] * 3,
        "rejections",
        "settlements",
        "gazetteers",
        "settled_names",
        "vouches",
        "habits",
    ]
    fill(ledger)
    assert kinds(ledger) == [*added, "settled_names"]
    assert ledger.verify() == []


def test_two_writers_number_their_entries_without_gaps(desk: Desk) -> None:
    writers = [run_writer(desk, first, first + 25) for first in (0, 25)]
    assert [writer.wait() for writer in writers if writer.communicate(timeout=60)] == [0, 0]
    with open_ledger(desk) as ledger:
        checked = ledger.check()
        assert checked.problems == ()
        assert checked.head is not None
        assert checked.head.size == 51


def test_an_older_ledger_gets_entries_for_its_rows(desk: Desk) -> None:
    engine = sa.create_engine(f"sqlite:///{desk.database}")
    config = Config()
    config.set_main_option("script_location", "contested.ledger:migrations")
    (report, raw), (table, _) = compose_report(1), compose_table(1)
    of_reading = rows_of(compose_reading(report), "2025-12-12T12:00:00Z")
    rows = {
        "reports": [report_row(report, "2025-12-11T12:00:00Z", None)],
        "readings": [of_reading.reading],
        "claims": of_reading.claims,
        "mentions": of_reading.mentions,
        "rejections": [{"rejection_id": "r", "recorded_at": NOON, **asdict(Rejection("a", "б", '"c"\n'))}],
        "settlements": [{"where": where, "recorded_at": NOON} for where in ("b", 'a"\\\x1f')],
        "gazetteers": [
            {
                **asdict(table),
                "number": 1,
                "columns": write_columns(table),
                "digest": digest_lines([write_record(table)]),
            }
        ],
        "settled_names": [act_row(number, compose_settled("Брід"), NOON) for number in (1, 2)],
        "vouches": [act_row(1, compose_vouch("gazette"), NOON)],
        "habits": [act_row(1, compose_habits("gazette"), NOON)],
    }
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "v4")
        for name, of_table in rows.items():
            connection.execute(metadata.tables[name].insert(), of_table)
    engine.dispose()
    with open_ledger(desk) as ledger:
        ledger.archive.write([raw, compose_table(1)[1]])
        assert kinds(ledger) == [
            *["beginnings", "rejections", "settlements", "settlements", "vouches", "gazetteers"],
            *["settled_names", "settled_names", "habits", "reports", "readings"],
        ]
        with ledger.engine.connect() as connection:
            assert read_beginning(connection).rows == 10
        assert ledger.verify() == []
        assert ledger.add_vouches([compose_vouch("post")], NOON) == ["new"]
        assert ledger.verify() == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM entries WHERE number = 3", "entry 3: is missing"),
        ("UPDATE entries SET key = 'x' WHERE number = 3", "report x: its entry 3 was changed"),
        ("UPDATE entries SET leaf = 'x' WHERE number = 3", "its entry 3 was changed: it does not give"),
        ("UPDATE entries SET kind = 'x' WHERE number = 3", "entry 3: there is no table 'x'"),
        ("UPDATE entries SET number = 99 WHERE number = 3", "entry 3: is missing"),
        ("DELETE FROM rejections", ": its row is missing"),
        ("UPDATE rejections SET reason = 'x'", "its row was changed after it was written"),
        ("DELETE FROM settlements", "its row is missing"),
        ("INSERT INTO settlements VALUES ('x', 'y')", 'settlement ["x","y"]: its row has no entry'),
        ("DELETE FROM beginnings", "beginning 1: its row is missing"),
    ],
)
def test_what_does_not_fit_its_entry_is_named(ledger: Ledger, statement: str, says: str) -> None:
    fill(ledger)
    tamper(ledger, statement)
    problems = ledger.verify()
    assert any(says in one for one in problems), problems


def test_the_first_bad_entry_comes_first(ledger: Ledger) -> None:
    fill(ledger)
    tamper(ledger, "UPDATE vouches SET record = '{}'")
    tamper(
        ledger,
        "UPDATE reports SET known_from = '2025-01-01' WHERE report_id = (SELECT key FROM entries WHERE number = 3)",
    )
    problems = ledger.check().problems
    assert [(one.entry, one.kind) for one in problems[:1]] == [(3, "reports")]
    assert [one.kind for one in problems if one.entry][-1] == "vouches"

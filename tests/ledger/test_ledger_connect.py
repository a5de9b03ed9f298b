"""The database: made on first use, guarded, refused where it is not ours to read."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from ledger_samples import (
    NOON,
    compose_fetch,
    compose_habits,
    compose_reading,
    compose_report,
    compose_settled,
    compose_table,
    compose_vouch,
)

from contested.desk import Desk
from contested.ledger import Ledger, LedgerError, open_ledger
from contested.ledger.connect import connect_database, read_version, writing
from contested.ledger.heads import Anchor
from contested.ledger.schema import VERSION, metadata
from contested.model import Rejection


def test_migrations_make_the_tables_of_the_code(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert read_version(connection) == VERSION


def test_sqlite_is_durable(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize(
    "change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_rows_are_only_added(ledger: Ledger, table: sa.Table, change: str) -> None:
    report, raw = compose_report(1)
    ledger.add_report(report, raw, NOON)
    ledger.add_readings([compose_reading(report)], NOON)
    ledger.add_rejections([Rejection("a", "b", "c")], NOON)
    ledger.settle_rejections(["d"], NOON)
    ledger.add_table(*compose_table(1))
    ledger.settle_name(compose_settled("Ford"), NOON)
    ledger.add_vouches([compose_vouch("gazette")], NOON)
    ledger.add_habits(compose_habits("gazette"), NOON)
    other, bytes_of_other = compose_report(2)
    ledger.add_report(other, bytes_of_other, NOON)
    ledger.take_down(other.report_id, "names a minor", "A. Reader", NOON)
    ledger.add_anchor(Anchor(kind="file", size=1, root="ab", where="heads.jsonl", moment=NOON), NOON)
    ledger.add_fetch(compose_fetch("https://wire.example/feed"), NOON)
    with writing(ledger.engine) as connection:
        before = connection.execute(sa.select(table)).all()
        assert before, "the guard is tested on a row"
        column = next(iter(table.primary_key)).name
        with pytest.raises(sa.exc.IntegrityError, match="the ledger only grows"):
            connection.execute(sa.text(change.format(table.name, f'"{column}"')))
        connection.rollback()
        assert connection.execute(sa.select(table)).all() == before


@pytest.mark.parametrize("version", ["v1", "v2", "v3", "v4"])
def test_a_ledger_of_an_earlier_version_is_brought_up_with_its_rows(desk: Desk, version: str) -> None:
    engine = sa.create_engine(f"sqlite:///{desk.database}")
    config = Config()
    config.set_main_option("script_location", "contested.ledger:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        connection.execute(sa.text("INSERT INTO settlements VALUES ('a.html', '2025-12-10T12:00:00Z')"))
    engine.dispose()
    with open_ledger(desk) as ledger, ledger.engine.connect() as connection:
        assert read_version(connection) == VERSION
        assert connection.execute(sa.text("SELECT count(*) FROM settlements")).scalar() == 1
        assert ledger.tables() == ()
        assert ledger.add_vouches([compose_vouch("gazette")], NOON) == ["new"]
        assert ledger.habits() is None


def test_a_newer_ledger_is_refused(desk: Desk) -> None:
    with open_ledger(desk) as ledger, writing(ledger.engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'v999'"))
        connection.commit()
    with pytest.raises(LedgerError, match=r"version v999, this code knows up to .*upgrade contested"):
        open_ledger(desk)


def test_a_file_that_is_no_database_is_refused(desk: Desk) -> None:
    file = desk.folder / "ledger.sqlite"
    file.write_text("These are notes, and no database. " * 50)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite: file is not a database"):
        open_ledger(desk)


@pytest.mark.parametrize(
    "url",
    [
        "nonesuch://me:secret@here/db",
        "mysql+nonesuch://me:secret@here/db",
        "postgresql://me:secret@here:port/db",
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(LedgerError, match="database = ") as caught:
        connect_database(url)
    assert "secret" not in str(caught.value)


def test_a_folder_may_have_any_name(tmp_path: Path, desk: Desk) -> None:
    odd = tmp_path / "50% of a? #b"
    odd.mkdir()
    with open_ledger(Desk(odd, desk.settings)) as ledger:
        ledger.add_report(*compose_report(1), NOON)
    assert (odd / "ledger.sqlite").is_file()

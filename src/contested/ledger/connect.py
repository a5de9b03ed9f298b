"""A database file or URL, in; an engine whose tables are those of the code, out.

SQLite is set up for a ledger here (WAL, every commit synced, writers that wait), PostgreSQL needs nothing. This
file and the migrations are the only ones that know the dialects apart.
"""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, inspect, text

from contested.errors import ContestedError
from contested.ledger.schema import VERSION

# Seconds that a writer waits for another one; a batch of an `add` holds the database for well under one.
PATIENCE = 60
MIGRATIONS_LOCK = 6_027_113


class LedgerError(ContestedError):
    """The ledger's database cannot be opened or used as it is; the message names it."""


def connect_database(database: Path | str) -> Engine:
    """An engine on the ledger in an SQLite file or behind a URL, up to date: empty or behind, it is brought up first.

    Raises LedgerError where it cannot be reached, is no ledger, or was written by a newer version.
    """
    # A path never becomes URL text, in which a question mark or a percent sign would mean something.
    url = URL.create("sqlite", database=str(database)) if isinstance(database, Path) else database
    try:
        engine = create_engine(url)
    except (exc.ArgumentError, ValueError, ModuleNotFoundError) as error:
        # The URL may hold a password: only its scheme is shown.
        scheme = str(database).partition("://")[0]
        raise LedgerError(
            f"database = {scheme}://…: {error}; mend desk.toml or install the driver"
        ) from error
    if engine.dialect.name not in ("sqlite", "postgresql"):
        raise LedgerError(f"database = {engine.dialect.name}://…: give an SQLite file or a postgresql:// URL")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    try:
        # Read first, so that whoever only asks need not wait for a writer.
        with engine.connect() as connection:
            version = read_version(connection)
        if version != VERSION:
            with writing(engine) as connection, connection.begin():
                bring_up(connection)
    except exc.DatabaseError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise LedgerError(f"{shown}: {error.orig}; check `database` in desk.toml") from error
    return engine


def writing(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock when they begin, so that they wait and never fail midway."""
    return engine.connect().execution_options(writes=True)


def set_up_sqlite(connection: SqliteConnection, _record: object) -> None:
    """Settings that SQLite keeps for each connection."""
    # The driver's own transactions leave out the tables' making; begin_sqlite begins them all.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Without it, INSERT OR REPLACE would delete a row past the guard.
    connection.execute("PRAGMA recursive_triggers = ON")


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that writes waits for its turn here."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def read_version(connection: Connection) -> str | None:
    """The newest migration that the database has seen, or null where it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up(connection: Connection) -> None:
    """Run the migrations that the database lacks. Raises LedgerError where this code does not know its version."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        # SQLite's transaction holds the lock already.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATIONS_LOCK})"))
    config = Config()
    config.set_main_option("script_location", "contested.ledger:migrations")
    config.attributes["connection"] = connection
    version = read_version(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        shown = connection.engine.url.render_as_string(hide_password=True)
        raise LedgerError(
            f"{shown}: the ledger is of version {version}, this code knows up to {VERSION}; upgrade contested"
        )
    command.upgrade(config, "head")


def check_database(connection: Connection) -> list[str]:
    """What the database itself finds broken in its files, in its words."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [f"database: {row}" for row in rows if row != "ok"]

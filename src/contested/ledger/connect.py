"""A database file or URL, in; an engine whose tables are those of the code, out.

SQLite is set up for a ledger here (WAL, every commit synced, writers that wait), PostgreSQL needs nothing. This
file and the migrations are the only ones that know the dialects apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    Table,
    create_engine,
    event,
    exc,
    inspect,
    text,
)

from contested.errors import ContestedError
from contested.ledger.schema import VERSION, metadata

# Seconds that a writer waits for another one; a batch of an `add` holds the database for well under one.
PATIENCE = 60
# PostgreSQL's locks of this ledger's migrations, and of whoever adds to it.
MIGRATIONS_LOCK, WRITERS_LOCK = 6_027_113, 6_027_114


# What to do about what SQLite says, by how its code begins.
REMEDIES = {
    "SQLITE_FULL": "make room on the disk and run it again; what was confirmed is kept",
    "SQLITE_IOERR": "the disk does not read or write; see to it and run it again; what was confirmed is kept",
    "SQLITE_READONLY": "make the file and its folder writable",
    "SQLITE_CANTOPEN": "make room, or the folder readable and writable, and run it again",
    "SQLITE_BUSY": "another program has been writing for a minute; run it again when that is done",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a backup",
    "SQLITE_NOTADB": "check `database` in desk.toml; where it is the ledger, restore it from a backup",
}


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
    event.listen(engine, "handle_error", tell_error)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    else:
        event.listen(engine, "begin", begin_postgresql)
    # Read first, so that whoever only asks need not wait for a writer.
    with engine.connect() as connection:
        version = read_version(connection)
    if version != VERSION:
        with writing(engine) as connection, connection.begin():
            bring_up(connection)
    return engine


def writing(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock when they begin, so that they wait and never fail midway."""
    return engine.connect().execution_options(writes=True)


def at_one_moment(engine: Engine) -> Connection:
    """A connection that sees the rows of one moment, whoever writes meanwhile."""
    level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
    return engine.connect().execution_options(isolation_level=level)


def tell_error(context: ExceptionContext) -> None:
    """Raises LedgerError in our words where a database cannot be used; what breaks its rules stays as it is."""
    error = context.sqlalchemy_exception
    if not isinstance(error, exc.OperationalError | exc.DatabaseError) or isinstance(
        error, exc.IntegrityError | exc.ProgrammingError | exc.DataError
    ):
        return
    shown = context.engine.url.render_as_string(hide_password=True) if context.engine else "the database"
    if context.dialect.name == "sqlite" and context.engine:
        shown = context.engine.url.database or shown
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    remedy = next(
        (words for start, words in REMEDIES.items() if code.startswith(start)),
        "check `database` in desk.toml, and that it can be reached",
    )
    raise LedgerError(f"{shown}: {error.orig}; {remedy}") from context.original_exception


def set_up_sqlite(connection: SqliteConnection, _record: object) -> None:
    """Settings that SQLite keeps for each connection."""
    # The driver's own transactions leave out the tables' making; begin_sqlite begins them all.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What a takedown destroys is overwritten where it stood.
    connection.execute("PRAGMA secure_delete = ON")
    # Without it, INSERT OR REPLACE would delete a row past the guard.
    connection.execute("PRAGMA recursive_triggers = ON")
    # A file that came from elsewhere may hold triggers of its own: they get no functions but harmless ones.
    connection.execute("PRAGMA trusted_schema = OFF")


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that writes waits for its turn here."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def begin_postgresql(connection: Connection) -> None:
    """A transaction that writes waits for its turn, so that entries are numbered without gaps."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


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


def sweep_database(engine: Engine, tables: Iterable[Table]) -> None:
    """Make the files of the database anew, so that nothing is left in them of what their rows no longer hold: neither in
    free pages nor in the log. Raises LedgerError where another program keeps it from that."""
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in tables:
                connection.exec_driver_sql(f"VACUUM FULL {table.name}")
        return
    raw = engine.raw_connection()
    try:
        database = raw.driver_connection
        assert isinstance(database, SqliteConnection)
        # First the log, which holds every page as it was; then all pages; then the log of that.
        empty_log(database)
        database.execute("VACUUM")
        empty_log(database)
    except SqliteError as error:
        raise LedgerError(
            f"{engine.url.database}: {error}; what was destroyed is still in the file's free pages or its log: "
            "close other programs that use the desk, make room, and run it again"
        ) from error
    finally:
        raw.close()


def empty_log(database: SqliteConnection) -> None:
    """Write the log back into the file and cut it to nothing. Raises SqliteError where somebody reads it."""
    busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise SqliteError("another program reads the ledger")


def check_database(connection: Connection) -> list[str]:
    """What the database itself finds broken in its files, in its words, and tables whose guard somebody took away."""
    found = []
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
        found = [f"database: {row}" for row in rows if row != "ok"]
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        guards: tuple[str, ...] = ("no_update", "no_delete")
    else:
        names, guards = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal", ("only_grows",)
    there = set(connection.exec_driver_sql(names).scalars())
    return found + [
        f"table {table}: its guard {table}_{guard} is missing: somebody could change rows"
        for table in sorted(metadata.tables)
        for guard in guards
        if f"{table}_{guard}" not in there
    ]

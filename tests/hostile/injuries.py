"""A desk whose head is kept elsewhere, in; the same desk with one injury, and by what a check must name it, out.

Each injury is drawn by its seed. Those of the tables are done without the guards, which are put back; `made_over` makes all
digests anew, so that only the head tells.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from contested.ledger.entries import write_key
from contested.ledger.schema import ENTERED, metadata
from contested.ledger.verify import TABLES

Injury = Callable[[Path, random.Random], str | None]


def pick_file(desk: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(file for file in (desk / "archive").rglob("*") if file.is_file()))


def flip_bytes(desk: Path, chance: random.Random) -> str:
    """A bit of an archived file."""
    file = pick_file(desk, chance)
    raw = bytearray(file.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)
    return file.name


def cut_file(desk: Path, chance: random.Random) -> str:
    """An archived file cut short, or with something behind it."""
    file = pick_file(desk, chance)
    raw = file.read_bytes()
    file.write_bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.7 else raw + b"\n")
    return file.name


def swap_files(desk: Path, chance: random.Random) -> str:
    """Two archived files in one another's place."""
    one, other = pick_file(desk, chance), pick_file(desk, chance)
    while other == one:
        other = pick_file(desk, chance)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return one.name


def delete_file(desk: Path, chance: random.Random) -> str:
    """An archived file that is gone, or under another name."""
    file = pick_file(desk, chance)
    name = file.name
    if chance.random() < 0.5:
        file.unlink()
    else:
        file.rename(file.with_name(f"{name[:-1]}x"))
    return name


def open_unguarded(desk: Path) -> tuple[sqlite3.Connection, list[str]]:
    """The database without its guards, and what makes them again."""
    database = sqlite3.connect(desk / "ledger.sqlite", isolation_level=None)
    database.row_factory = sqlite3.Row
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    return database, [made for _, made in guards]


def change_rows(desk: Path, change: Callable[[sqlite3.Connection], str | None]) -> str | None:
    database, guards = open_unguarded(desk)
    with closing(database):
        named = change(database)
        for made in guards:
            database.execute(made)
    return named


def pick_row(database: sqlite3.Connection, chance: random.Random) -> tuple[str, sqlite3.Row]:
    """A table, and a row of it."""
    table = chance.choice(sorted(metadata.tables))
    rows = database.execute(f'SELECT rowid AS "at", * FROM {table}').fetchall()
    return table, chance.choice(rows)


def name_of(table: str, row: sqlite3.Row) -> str:
    """What a check must name: of a claim or mention its reading, of an entry its number, else the row's key."""
    values: dict[str, Any] = dict(row)
    if table in ("claims", "mentions"):
        return str(values["reading_id"])
    if table == "entries":
        return f"entry {values['number']}:"
    return write_key(TABLES[table], values)


def change_value(desk: Path, chance: random.Random) -> str | None:
    """A character of a row, or a number."""

    def change(database: sqlite3.Connection) -> str | None:
        table, row = pick_row(database, chance)
        column = chance.choice([name for name in row.keys() if name != "at" and row[name] is not None])  # noqa: SIM118
        named, value = name_of(table, row), row[column]
        if isinstance(value, int):
            new: int | str = value + 1000
        else:
            at = chance.randrange(len(value))
            new = value[:at] + chance.choice([one for one in "x0Ж" if one != value[at]]) + value[at + 1 :]
        database.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (new, row["at"]))
        return named

    return change_rows(desk, change)


def delete_row(desk: Path, chance: random.Random) -> str | None:
    """A row that is gone."""

    def change(database: sqlite3.Connection) -> str | None:
        table, row = pick_row(database, chance)
        named = name_of(table, row)
        database.execute(f"DELETE FROM {table} WHERE rowid = ?", (row["at"],))
        return named

    return change_rows(desk, change)


def swap_records(desk: Path, chance: random.Random) -> str | None:
    """Two rows of a table with one another's record."""

    def change(database: sqlite3.Connection) -> str | None:
        table = chance.choice(["reports", "claims", "mentions", "vouches", "settled_names"])
        rows = database.execute(f'SELECT rowid AS "at", * FROM {table}').fetchall()
        one, other = chance.sample(rows, 2)
        if one["record"] == other["record"]:
            return None
        named = name_of(table, one)
        for row, record in ((one, other["record"]), (other, one["record"])):
            database.execute(f"UPDATE {table} SET record = ? WHERE rowid = ?", (record, row["at"]))
        return named

    return change_rows(desk, change)


def reorder_entries(desk: Path, chance: random.Random) -> str | None:
    """Two entries with one another's number."""

    def change(database: sqlite3.Connection) -> str | None:
        (last,) = database.execute("SELECT max(number) FROM entries").fetchone()
        one, other = chance.sample(range(1, last + 1), 2)
        for number, becomes in ((one, 0), (other, one), (0, other)):
            database.execute("UPDATE entries SET number = ? WHERE number = ?", (becomes, number))
        return f"entry {min(one, other)}:"

    return change_rows(desk, change)


def double_row(desk: Path, chance: random.Random) -> str | None:
    """A row put in beside the tree, as a copy of another under a key of its own."""

    def change(database: sqlite3.Connection) -> str | None:
        held = {
            table: [dict(row) for row in database.execute(f"SELECT * FROM {table.name}")] for table in ENTERED
        }
        table = chance.choice([table for table in ENTERED if held[table]])
        row = chance.choice(held[table])
        key = next(iter(table.primary_key)).name
        row[key] = row[key] + 500 if isinstance(row[key], int) else f"{row[key][:-1]}x"
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", list(row.values()))
        return write_key(table, row)

    return change_rows(desk, change)


def cut_database(desk: Path, chance: random.Random) -> str:
    """The file of the ledger cut short."""
    file = desk / "ledger.sqlite"
    raw = file.read_bytes()
    file.write_bytes(raw[: chance.randrange(len(raw) // 2, len(raw) - 4096)])
    return "ledger.sqlite"


INJURIES: dict[str, Injury] = {
    "flip bytes": flip_bytes,
    "cut a file": cut_file,
    "swap files": swap_files,
    "delete a file": delete_file,
    "change a value": change_value,
    "delete a row": delete_row,
    "swap records": swap_records,
    "reorder entries": reorder_entries,
    "put a row in": double_row,
    "cut the database": cut_database,
}

"""What a desk adds to what it knows of places: tables and settled names, in; the same, as of any day, out.

Both are rows that stay. Of two readings of the same bytes, and of two acts on the same name, the later counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, func, select

from contested.ledger.connect import writing
from contested.ledger.entries import enter
from contested.ledger.moments import check_moment, recorded_by
from contested.ledger.records import SETTLED, digest_lines, write_record
from contested.ledger.schema import gazetteers, settled_names
from contested.ledger.store import Store
from contested.model import AddedTable, Day, Settled


class KeepsPlaces(Store):
    """Tables of places and settled names. `recorded_at` is the caller's UTC moment."""

    def add_table(self, table: AddedTable, raw: bytes) -> bool:
        """Add a table with its bytes. True where it is new; False where these bytes, so read, are held already."""
        check_moment(table.recorded_at)
        if hashlib.sha256(raw).hexdigest() != table.sha256:
            raise ValueError(f"{table.name}: its bytes do not hash to its sha256")
        # Bytes first: a row must never stand without them.
        self.archive.write([raw])
        with writing(self.engine) as connection, connection.begin():
            if any(same_reading(held, table) for held in read_tables(connection)):
                return False
            values = {**msgspec.structs.asdict(table), "columns": write_columns(table)}
            number = next_number(connection, gazetteers)
            row = {**values, "number": number, "digest": digest_lines([write_record(table)])}
            enter(connection, gazetteers, [row])
        return True

    def tables(self, recorded_on: Day | None = None) -> tuple[AddedTable, ...]:
        """The tables that count, in the order in which they were first added."""
        with self.engine.connect() as connection:
            return read_tables(connection, recorded_on)

    def settle_name(self, settled: Settled, recorded_at: str) -> None:
        """Add an analyst's act on a name; an earlier one on the same name no longer counts."""
        check_moment(recorded_at)
        with writing(self.engine) as connection, connection.begin():
            number = next_number(connection, settled_names)
            enter(connection, settled_names, [act_row(number, settled, recorded_at)])

    def settled_names(self, recorded_on: Day | None = None) -> tuple[Settled, ...]:
        """All acts on names, in their order."""
        query = select(settled_names.c.record).where(*recorded_by(recorded_on, settled_names.c.recorded_at))
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(settled_names.c.number)).scalars()
            return tuple(map(SETTLED.decode, rows))


def act_row(number: int, act: Struct, recorded_at: str) -> dict[str, Any]:
    """An act as a row of its table."""
    record = write_record(act)
    return {
        "number": number,
        "record": record,
        "digest": digest_lines([recorded_at, record]),
        "recorded_at": recorded_at,
    }


def read_tables(connection: Connection, recorded_on: Day | None = None) -> tuple[AddedTable, ...]:
    """The newest row of each table's bytes, in the order in which the tables were first added."""
    query = select(gazetteers).where(*recorded_by(recorded_on, gazetteers.c.recorded_at))
    rows = connection.execute(query.order_by(gazetteers.c.number)).mappings()
    return tuple({row["sha256"]: table_of(dict(row)) for row in rows}.values())


def same_reading(one: AddedTable, other: AddedTable) -> bool:
    return (one.sha256, one.format, one.columns) == (other.sha256, other.format, other.columns)


def write_columns(table: AddedTable) -> str:
    return msgspec.json.encode(table.columns).decode()


def table_of(row: Mapping[str, Any]) -> AddedTable:
    """A row as the record that it was made from."""
    return AddedTable(
        sha256=row["sha256"],
        name=row["name"],
        format=row["format"],
        columns=msgspec.json.decode(row["columns"], type=tuple[tuple[str, str], ...]),
        places=row["places"],
        recorded_at=row["recorded_at"],
    )


def next_number(connection: Connection, table: Table) -> int:
    """The number after the last one; the transaction holds the write lock."""
    last = connection.execute(select(func.max(table.c.number))).scalar()
    return (last or 0) + 1

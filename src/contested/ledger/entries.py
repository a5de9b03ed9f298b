"""Rows of the ledger's tables, in; the same rows inserted, each with its entry in the tree, out.

`enter` is the only way in which a row comes into the ledger. An entry holds the row's digest and not the row, so that a
row whose payload is destroyed by a takedown keeps its place and its proofs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

from contested.ledger.schema import ENTERED, entries
from contested.ledger.tree import hash_leaf

Row = dict[str, Any]
# The records that belong to a row and have no entry of their own: for each kind of them, key and SHA-256.
Parts = Sequence[Sequence[tuple[Any, str]]]
PAYLOAD = "record"
# What stands in a record's place once it is destroyed: which takedown it was, and the record's SHA-256.
DESTROYED = re.compile(r'\{"sha256":"([0-9a-f]{64})","taken_down":(\d+)\}')
write_json = msgspec.json.Encoder(order="sorted").encode


def enter(
    connection: Connection, table: Table, rows: list[Row], parts: Mapping[str, Parts] | None = None
) -> list[Row]:
    """Insert the rows whose key is not held, and an entry for each; those that were inserted, in their order.

    The transaction holds the write lock. `parts` is what belongs to rows, by their keys as text.
    """
    if not rows:
        return []
    keys = list(table.primary_key)
    # SQLite and PostgreSQL speak the same ON CONFLICT DO NOTHING, which SQLAlchemy offers by dialect only.
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    insert = dialect.insert(table).on_conflict_do_nothing().returning(*keys)
    held = {tuple(key) for key in connection.execute(insert, rows)}
    new = []
    for row in rows:
        key = tuple(row[column.name] for column in keys)
        if key in held:
            held.remove(key)
            new.append(row)
    last = connection.execute(select(func.max(entries.c.number))).scalar() or 0
    made = [make_entry(number, table, row, parts or {}) for number, row in enumerate(new, last + 1)]
    if made:
        connection.execute(entries.insert(), made)
    return new


def make_entry(number: int, table: Table, row: Row, parts: Mapping[str, Parts]) -> Row:
    """The entry of a row."""
    assert table in ENTERED, f"{table.name} is not among the tables whose rows have entries"
    key = write_key(table, row)
    entry = {
        "number": number,
        "kind": str(table.name),
        "key": key,
        "digest": digest_row(table, row, parts.get(key, ())),
        "recorded_at": row["recorded_at"],
    }
    return {**entry, "leaf": leaf_of(**entry).hex()}


def leaf_of(number: int, kind: str, key: str, digest: str, recorded_at: str) -> bytes:
    """The hash of an entry as a leaf of the tree."""
    return hash_leaf(write_json([number, kind, key, digest, recorded_at]))


def write_key(table: Table, row: Mapping[str, Any]) -> str:
    """A row's key as text; one of several columns as a JSON list."""
    parts = [row[column.name] for column in table.primary_key]
    return str(parts[0]) if len(parts) == 1 else write_json(parts).decode()


def digest_row(table: Table, row: Mapping[str, Any], parts: Parts = ()) -> str:
    """SHA-256 over a row and what belongs to it, records by their own SHA-256. Columns that are null are left out, so that
    one that a later version adds changes nothing of earlier rows."""
    shown = {
        name: digest_record(value) if name == PAYLOAD else value
        for name, value in row.items()
        if value is not None
    }
    return hashlib.sha256(write_json([str(table.name), shown, parts])).hexdigest()


def digest_record(record: str) -> str:
    """The SHA-256 of a record, also where all that is left of it is that."""
    destroyed = DESTROYED.fullmatch(record)
    return destroyed[1] if destroyed else hashlib.sha256(record.encode()).hexdigest()


def digest_parts(*kinds: Iterable[tuple[Any, str]]) -> Parts:
    """What belongs to a row, by key and digest, from keys and records in their order."""
    return [[(key, digest_record(record)) for key, record in kind] for kind in kinds]

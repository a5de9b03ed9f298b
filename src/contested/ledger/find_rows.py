"""Keys as entries name them, in; the rows of those keys, or why one cannot be read, out.

A row of which the database cannot read a page or a character does not hide the others: it is found by halving.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, select, tuple_

from contested.ledger.connect import LedgerError
from contested.ledger.entries import Row, write_key
from contested.ledger.schema import reports

AT_ONCE = 500
# Key and record of what belongs to a row, or why it cannot be read.
Found = list[tuple[Any, str]] | str
T = TypeVar("T")


def find_rows(connection: Connection, table: Table, keys: Sequence[str]) -> dict[str, Row | str]:
    """The rows of some keys, by key; why one cannot be read, in its place."""

    def ask(some: Sequence[str]) -> dict[str, Row | str]:
        found = connection.execute(select(table).where(has_key(table, some))).mappings()
        rows = [{str(name): value for name, value in row.items()} for row in found]
        return {write_key(table, row): row for row in rows}

    def broken(key: str, why: str) -> dict[str, Row | str]:
        return {key: f"its row cannot be read: {why}"}

    return {key: row for part in halved(keys, ask, broken) for key, row in part.items()}


def find_parts(
    connection: Connection, table: Table, key: str, reading_ids: Sequence[str]
) -> dict[str, Found]:
    """Key and record of the claims or the mentions of readings, sorted, by reading."""

    def ask(some: Sequence[str]) -> dict[str, Found]:
        found: dict[str, list[tuple[Any, str]]] = defaultdict(list)
        query = select(table.c.reading_id, table.c[key], table.c.record).where(table.c.reading_id.in_(some))
        for reading_id, part, record in connection.execute(query):
            found[reading_id].append((part, record))
        # Sorted here: databases differ in how they sort text.
        return {reading_id: sorted(found.get(reading_id, [])) for reading_id in some}

    def broken(reading_id: str, why: str) -> dict[str, Found]:
        return {reading_id: f"its {table.name} cannot be read: {why}"}

    return {one: part for found in halved(reading_ids, ask, broken) for one, part in found.items()}


def find_records(connection: Connection, report_ids: Sequence[str]) -> dict[str, str]:
    """The records of reports, by id; those that cannot be read are left out, for their own entry says so."""

    def ask(some: Sequence[str]) -> dict[str, str]:
        query = select(reports.c.report_id, reports.c.record).where(reports.c.report_id.in_(some))
        return dict(map(tuple, connection.execute(query)))

    found = halved(sorted(set(report_ids)), ask, lambda _key, _why: {})
    return {report_id: record for part in found for report_id, record in part.items()}


def halved(
    keys: Sequence[str], ask: Callable[[Sequence[str]], T], broken: Callable[[str, str], T]
) -> Iterator[T]:
    """What `ask` gives for the keys, in parts, so that what cannot be read is a single key."""
    if not keys:
        return
    try:
        yield ask(keys)
    except LedgerError as error:
        if len(keys) == 1:
            yield broken(keys[0], str(error))
            return
        half = len(keys) // 2
        yield from halved(keys[:half], ask, broken)
        yield from halved(keys[half:], ask, broken)


def has_key(table: Table, keys: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a row has one of some keys. One that is no key of this table is nobody's."""
    columns = list(table.primary_key)
    if len(columns) > 1:
        return tuple_(*columns).in_([tuple(found) for key in keys if (found := read_list(key, len(columns)))])
    if columns[0].type.python_type is int:
        return columns[0].in_([int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 10])
    return columns[0].in_(list(keys))


def read_list(key: str, length: int) -> list[str] | None:
    """The columns of a key of several; null where it is none."""
    try:
        found = msgspec.json.decode(key, type=list[str])
    except msgspec.DecodeError:
        return None
    return found if len(found) == length else None

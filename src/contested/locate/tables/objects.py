"""A JSON list of objects that each have a name and a point, with keys as the columns of a CSV, or `n` and `p`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from contested.errors import RejectedTable
from contested.locate.tables import Format
from contested.locate.tables.columns import Columns, row_of
from contested.locate.tables.rows import Row
from contested.locate.tables.text import TableText
from contested.model import Rejection

BEGINS = re.compile(r"\s*\[\s*\{")
SHORT: Columns = (("name", "n"), ("kind", "p"))  # as scripts that draw maps abbreviate them


def decode(table: TableText) -> object:
    """The JSON in a table. Raises RejectedTable where it is none."""
    try:
        return msgspec.json.decode(table.whole())
    except (msgspec.DecodeError, RecursionError) as error:
        raise RejectedTable(table.name, f"is no JSON: {error}", "fetch or export it again") from error


def recognise(head: str, _columns: Columns) -> bool:
    """A list of objects."""
    return bool(BEGINS.match(head))


def read(table: TableText, columns: Columns) -> Iterator[Row | Rejection]:
    """A row an object."""
    found = decode(table)
    for number, one in enumerate(found if isinstance(found, list) else [], 1):
        where = f"{table.name}: object {number}"
        if isinstance(one, dict):
            yield row_of(where, one, columns or SHORT)
        else:
            yield Rejection(where, "is no object with a name and a point", "export the table again")


FORMAT = Format(
    name="objects",
    about="a JSON list of objects with name, lat and lon",
    recognise=recognise,
    read=read,
    rank=4,
)

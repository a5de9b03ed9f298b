"""CSV with a header: commas, semicolons, tabs or bars between; any columns that `columns.py` knows or the user names."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from contested.errors import RejectedTable
from contested.locate.tables import Format
from contested.locate.tables.columns import Columns, gives_places, row_of
from contested.locate.tables.rows import Row
from contested.locate.tables.text import TableText
from contested.model import Rejection

SEPARATORS = ",;\t|"
LONGEST_CELL = 1_000_000


def header_of(line: str) -> tuple[list[str], str]:
    """The columns of a header, and what separates them: whatever stands in it most often."""
    separator = max(SEPARATORS, key=lambda one: (line.count(one), -SEPARATORS.index(one)))
    return next(csv.reader([line.strip("\r\n")], delimiter=separator), []), separator


def recognise(head: str, columns: Columns) -> bool:
    """A first line with columns for a name and a point; any, where the user names them."""
    header, _ = header_of(head.partition("\n")[0])
    return gives_places(header) or (bool(columns) and len(header) > 2)


def read(table: TableText, columns: Columns) -> Iterator[Row | Rejection]:
    """A row, by the line that it begins on."""
    with table.opened() as text:
        header, separator = header_of(text.readline())
        for _, column in columns:
            if column not in header:
                found = f"has no column {column!r}; it has {', '.join(header)}"
                raise RejectedTable(table.name, found, "name the columns as its first line has them")
        if not gives_places(header, columns):
            found = f"has no columns for a name and a point that are known; it has {', '.join(header)}"
            raise RejectedTable(table.name, found, "name them: --columns name=…,lat=…,lon=…")
        csv.field_size_limit(LONGEST_CELL)
        rows = csv.reader(text, delimiter=separator)
        while True:
            # The header was read before, and a cell can hold line breaks.
            where = f"{table.name}:{rows.line_num + 2}"
            try:
                cells = next(rows, None)
            except csv.Error as error:
                yield Rejection(
                    where, f"is no row of CSV ({error})", "mend its quotes, and add the table again"
                )
                continue
            if cells is None:
                return
            if not any(map(str.strip, cells)):
                continue
            if len(cells) != len(header):
                found = f"has {len(cells)} cells where the header has {len(header)}"
                yield Rejection(where, found, "put cells that hold a separator in quotes")
                continue
            yield row_of(where, dict(zip(header, map(str.strip, cells), strict=True)), columns)


FORMAT = Format(
    name="csv",
    about="CSV with columns for name, lat and lon",
    recognise=recognise,
    read=read,
    rank=9,
)

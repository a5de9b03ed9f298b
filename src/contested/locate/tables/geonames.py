"""GeoNames' dumps, plain or zipped: 19 columns between tabs, no header (https://download.geonames.org/export/dump/)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contested.locate.tables import Format
from contested.locate.tables.columns import Columns
from contested.locate.tables.rows import Row
from contested.locate.tables.text import TableText
from contested.model import Rejection

COLUMNS = 19
LONGEST_LINE = 100_000  # characters; the alternate names, the longest cell, have up to 10,000
POINT = re.compile(r"-?\d+(\.\d+)?")
# Of the alternate names, those that a text of this field can hold: letters of Latin and Cyrillic.
READ = re.compile(r"[A-Za-zÀ-žЀ-ӿ'’ʼ`. -]{3,}")
CODE = re.compile(r"[A-Z0-9 /-]+")  # airports and stations have codes among their names


def recognise(head: str, columns: Columns) -> bool:
    """A first line of 19 cells: a number, names, a point."""
    cells = head.partition("\n")[0].split("\t")
    return (
        not columns and len(cells) == COLUMNS and cells[0].isdigit() and all(map(POINT.fullmatch, cells[4:6]))
    )


def read(table: TableText, _columns: Columns) -> Iterator[Row | Rejection]:
    """A row a line. Names of other scripts, and codes, are passed over."""
    with table.opened() as text:
        for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), 1):
            where = f"{table.name}:{number}"
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                found = f"has {len(cells)} cells where GeoNames has {COLUMNS}"
                yield Rejection(where, found, "fetch the file again")
                continue
            others = [
                name
                for name in (cells[2], *cells[3].split(","))
                if READ.fullmatch(name) and not CODE.fullmatch(name)
            ]
            yield Row(
                where=where,
                names=(cells[1], *others),
                lat=cells[4],
                lon=cells[5],
                kind=cells[7],
                ids=(f"geonames:{cells[0]}",),
                country=cells[8],
                admin1=cells[10],
                population=cells[14] or 0,
            )


FORMAT = Format(
    name="geonames",
    about="a GeoNames dump (19 columns between tabs), also zipped",
    recognise=recognise,
    read=read,
    rank=1,
)

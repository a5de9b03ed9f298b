"""A table (CSV, TSV, rows of JSON, Parquet), in; a report a row, out.

What the columns mean `desk.toml` says, or the table is one of those that are known (`table_shapes.toml`). Of any other its
columns are named, with the lines to write. What is archived of a row tells `table_rows.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from contested.desk import TableSettings
from contested.errors import RejectedReport
from contested.ingest import table_files, table_parquet
from contested.ingest.headlines import TITLED
from contested.ingest.json_slices import slice_lists
from contested.ingest.registry import Piece, Reader
from contested.ingest.table_rows import Header, pack, read, read_object
from contested.ingest.table_shapes import Shape, choose_shape, strip, unknown
from contested.model import Rejection

Tables = Mapping[str, TableSettings]
PARQUET = b"PAR1"
# Where the rows of a JSON file stand: it is a list, or an object that holds one under such a name.
LISTS = ("articles", "data", "results", "rows", "items", "records")
LISTED = re.compile(
    rb'\[\s*\{|\{(?:[^\[]{0,2000}?,)?\s*"(?:' + "|".join(LISTS).encode() + rb')"\s*:\s*\[\s*\{'
)
WANTED = ((), *((name,) for name in LISTS))
LOOKED_AT = 20  # rows from which lines for desk.toml are proposed


def recognises(head: bytes) -> bool:
    """Whether a file can be a table: anything but JSON that does not begin as a list of rows does."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(LISTED.match(head)) if head.startswith((b"{", b"[")) else True


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The rows of a table that is known."""
    return split_by(file, {})


def split_by(file: Path, tables: Tables) -> Iterator[Piece | Rejection]:
    """Each row of a table."""
    empty = True
    try:
        for one in rows_of(file, tables):
            empty = False
            yield one
    except RejectedReport as error:
        empty = False
        yield Rejection(error.where, error.reason, error.remedy)
    if empty:
        yield Rejection(str(file), "no row in this table", "take it out, or fetch it again")


def rows_of(file: Path, tables: Tables) -> Iterator[Piece | Rejection]:
    """The same. Raises RejectedReport where the whole file cannot be read."""
    with table_files.opened(file) as stream:
        head = stream.read(len(PARQUET) + 1_000)
    if head.startswith(PARQUET):
        rows = (
            (f"{file}: row {number:,}", raw) for number, raw in enumerate(table_parquet.read_rows(file), 1)
        )
        return objects(rows, file, tables)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return objects(json_rows(file), file, tables)
    return values(file, tables)


def json_rows(file: Path) -> Iterator[tuple[str, bytes] | Rejection]:
    """The rows of a JSON file, each as it stands there."""
    for part in slice_lists(file, lambda keys: keys in WANTED):
        yield part if isinstance(part, Rejection) else (f"{file}: row {part.number:,}", part.raw)


def objects(
    rows: Iterable[tuple[str, bytes] | Rejection], file: Path, tables: Tables
) -> Iterator[Piece | Rejection]:
    """Rows that are objects. Raises RejectedReport where nothing says what the columns of the first mean."""
    shape: Shape | None = None
    rows = iter(rows)
    for row in rows:
        if isinstance(row, Rejection):
            yield row
            continue
        where, raw = row
        if shape is None:
            try:
                first = read_object(raw, where)
            except RejectedReport as error:
                yield Rejection(error.where, error.reason, error.remedy)
                continue
            shape = choose_shape(list(first), file.name, tables, str(file))
            if shape is None:
                raise unknown(list(first), file.name, [first], str(file))
        yield name_piece(where, pack(Header(shape=shape), raw))


def values(file: Path, tables: Tables) -> Iterator[Piece | Rejection]:
    """Rows of values. Raises RejectedReport where nothing says what the columns mean."""
    with table_files.opened(file) as stream:
        layout = table_files.find_layout(stream, str(file))
        shape = layout.shape or choose_shape(layout.columns, file.name, tables, str(file))
        rows = table_files.read_rows(stream, layout, file)
        if shape is None:
            some = (row for row in islice(rows, LOOKED_AT) if not isinstance(row, Rejection))
            named = [dict(zip(layout.columns, row.values, strict=False)) for row in some]
            raise unknown(layout.columns, file.name, named, str(file))
        header = Header(
            shape=strip(shape),
            columns=layout.columns,
            delimiter=layout.delimiter,
            quoted=layout.quoted,
            encoding=layout.encoding,
        )
        for row in rows:
            if isinstance(row, Rejection):
                yield row
            else:
                yield name_piece(f"{file}:{row.line}", pack(header, row.raw))


def name_piece(where: str, raw: bytes) -> Piece:
    """A row; without a name of its own it would be a version of its neighbour."""
    return Piece(where=where, raw=raw, name=Path(where).name)


READER = Reader(
    name="table",
    extensions=(".csv", ".tsv", ".tab", ".json", ".parquet"),
    media_types=(
        "text/csv",
        "text/tab-separated-values",
        "application/json",
        "application/vnd.apache.parquet",
    ),
    recognises=recognises,
    split=split,
    split_by=split_by,
    read=read,
    parser=TITLED,
)

"""Rows of a table, in; a Parquet file, out. Needs pyarrow, which comes with `contested[exports]`.

The same rows give the same bytes: nothing in a file tells when it was written.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import SettingsError
from contested.publish.exports import ExportSettings, beside
from contested.publish.exports.tables import Cell, Columns, Row
from contested.publish.exports.tables.text import encode_sound, sound

ROWS = 50_000  # to a row group: what is held in memory at once
INSTALL = (
    "this format needs pyarrow, which is not installed; install it with: pip install 'contested[exports]'"
)
GEOMETRY = "geometry"


def load_arrow() -> Any:
    """The package pyarrow. Raises SettingsError where it is not installed."""
    try:
        importlib.import_module("pyarrow.parquet")
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise SettingsError(INSTALL) from error


def write_parquet(
    columns: Columns,
    rows: Iterable[Row],
    settings: ExportSettings,
    path: Path,
    geometry: Mapping[str, Any] | None = None,
) -> None:
    """The rows, and in the file's metadata whose they are (`contested`). With `geometry`, which is the metadata `geo` of
    GeoParquet, a row's cell of that name is the bytes of a shape."""
    arrow = load_arrow()
    types = {
        "text": arrow.string(),
        "day": arrow.date32(),
        "number": arrow.float64(),
        "whole": arrow.int64(),
        "yes": arrow.bool_(),
        "texts": arrow.list_(arrow.string()),
    }
    about = {"contested": encode_sound(settings.about)}
    fields = [arrow.field(name, types[kind]) for name, kind in columns]
    if geometry is not None:
        fields.append(arrow.field(GEOMETRY, arrow.binary()))
        about["geo"] = msgspec.json.encode(geometry).decode()
    schema = arrow.schema(fields, metadata=about)
    with beside(path) as part, arrow.parquet.ParquetWriter(part, schema, compression="zstd") as file:
        for group in cut_groups(rows):
            arrays: list[list[Any]] = [
                [make_cell(row.get(name), kind) for row in group] for name, kind in columns
            ]
            if geometry is not None:
                arrays.append([row.get(GEOMETRY) for row in group])
            cells = [arrow.array(one, field.type) for one, field in zip(arrays, fields, strict=True)]
            file.write_table(arrow.Table.from_arrays(cells, schema=schema))


def cut_groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while group := list(islice(waiting, ROWS)):
        yield group


def make_cell(value: Cell, kind: str) -> Any:
    if value is None:
        return None
    if kind == "day":
        return date.fromisoformat(str(value))
    if isinstance(value, tuple):
        return [sound(one) for one in value]
    if isinstance(value, str):
        return sound(value)
    return float(value) if kind == "number" else value

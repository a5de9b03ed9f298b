"""The columns of a table, in; what they mean, out: by `desk.toml`, else by the shapes that are known (`table_shapes.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec
from msgspec import Struct

from contested.desk import TableSettings
from contested.errors import RejectedReport

IN_BRACES = re.compile(r"\{([^{}\n]+)\}")
SHOWN = 30  # columns that a message names
# What a column is likely to be, by its name, for the lines that a message proposes.
LIKELY = {
    "published": re.compile(r"date|time|publi(?:c|shed)|day|дата|дат[аи]|час|время", re.I),
    "url": re.compile(r"url|link|href|address|посилання|ссылка", re.I),
    "publisher": re.compile(r"source|publisher|channel|outlet|author|джерело|источник|канал", re.I),
}


class Shape(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the columns of a table mean: all that it takes to read a row, and archived with each. The keys are those of
    `TableSettings`; `unpack` and `several` are told in `table_shapes.toml`."""

    text: str
    title: str | None = None
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    publisher_name: str | None = None
    site: str | None = None
    published: str | None = None
    date_format: str | None = None
    zone: str | None = None
    language: str | None = None
    unpack: str | None = None
    several: str | None = None


class Known(Shape, frozen=True, kw_only=True):
    """A shape of `table_shapes.toml` and how it is told."""

    text: str = ""
    columns: tuple[str, ...] = ()
    only: bool = False
    width: int | None = None
    first: str = ""
    names: tuple[str, ...] = ()
    refuse: str | None = None
    remedy: str = ""


@cache
def known_shapes() -> Mapping[str, Known]:
    """The shapes that are known, by name."""
    written = resources.files("contested.ingest").joinpath("table_shapes.toml").read_text("utf-8")
    return MappingProxyType(msgspec.convert(tomllib.loads(written), dict[str, Known]))


def find_headless(values: Sequence[str], where: str) -> Known | None:
    """The shape of a table that begins with a row in place of headings; null where its first line may be headings. Raises
    RejectedReport where there is nothing to read in such tables."""
    for shape in known_shapes().values():
        if shape.width == len(values) and re.fullmatch(shape.first, values[0]):
            if shape.refuse:
                raise RejectedReport(where, shape.refuse, shape.remedy)
            return shape
    return None


def choose_shape(
    columns: Sequence[str], name: str, tables: Mapping[str, TableSettings], where: str
) -> Shape | None:
    """What the columns of a file of this name mean; null where nothing says so. Raises RejectedReport where the desk names
    columns for such files that this one has not."""
    present = set(columns)
    for key, table in tables.items():
        fits = table.files is None or fnmatchcase(name, table.files)
        missing = sorted({*table.columns, *columns_of(table)} - present)
        if fits and not missing:
            return strip(table)
        if fits and table.files is not None:
            found = f"has no column {missing[0]!r}, which [tables.{key}] of desk.toml names"
            raise RejectedReport(where, found, f"its columns are {list_columns(columns)}; mend that table")
    for shape in known_shapes().values():
        fits = bool(shape.columns) and present.issuperset(shape.columns)
        if fits and (not shape.only or present <= columns_of(shape)):
            return strip(shape)
    return None


def strip(shape: TableSettings | Shape) -> Shape:
    """The part of a shape by which a row is read."""
    return msgspec.convert({key: getattr(shape, key, None) for key in Shape.__struct_fields__}, Shape)


def columns_of(shape: TableSettings | Shape) -> set[str]:
    """The columns that a shape names."""
    values = (shape.text, shape.title, shape.id, shape.url, shape.publisher, shape.published, shape.language)
    return {column for value in values if value for column in named_in(value)}


def named_in(value: str) -> list[str]:
    """The columns in a value: those in braces, or itself."""
    return IN_BRACES.findall(value) or [value]


def fill(value: str | None, row: Mapping[str, str]) -> str:
    """What a value says of a row; the lines of a text of several columns of which none is filled are left out."""
    if value is None:
        return ""
    if not IN_BRACES.search(value):
        return row.get(value, "").strip()
    lines = []
    for line in value.split("\n"):
        named = IN_BRACES.findall(line)
        if not named or any(row.get(column, "").strip() for column in named):
            lines.append(IN_BRACES.sub(lambda found: row.get(found[1], "").strip(), line))
    return "\n".join(lines).strip()


def unknown(
    columns: Sequence[str], name: str, rows: Iterable[Mapping[str, str]], where: str
) -> RejectedReport:
    """What is said of a table that nothing tells how to read: its columns, and the lines to write into desk.toml."""
    if not columns:
        return RejectedReport(where, "its rows have no columns", "write a table whose first row names them")
    lengths = dict.fromkeys(columns, 0)
    for row in rows:
        for column in columns:
            lengths[column] += len(row.get(column, ""))
    likely: dict[str, str] = {}
    for key, pattern in LIKELY.items():
        found = [column for column in columns if pattern.search(column) and column not in likely.values()]
        likely |= {key: found[0]} if found else {}
    left = [column for column in columns if column not in likely.values()] or list(columns)
    likely = {"text": max(left, key=lambda column: lengths[column]), **likely}
    stem = re.sub(r"[^\w-]+", "-", name.partition(".")[0], flags=re.ASCII).strip("-") or "rows"
    lines = [
        f"[tables.{stem}]",
        f"files = {quote(name)}",
        *(f"{key} = {quote(value)}" for key, value in likely.items()),
    ]
    remedy = "say in desk.toml what they mean, and add it again; perhaps:\n" + "\n".join(lines)
    return RejectedReport(where, f"nothing says what its columns mean: {list_columns(columns)}", remedy)


def list_columns(columns: Sequence[str]) -> str:
    """Columns for a message."""
    shown = ", ".join(column[:40] for column in columns[:SHOWN])
    return shown + (f" and {len(columns) - SHOWN} more" if len(columns) > SHOWN else "")


def quote(value: str) -> str:
    """A string as TOML has it."""
    return msgspec.json.encode(value).decode()

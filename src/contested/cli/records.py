"""Records, in; a table, JSON, JSON lines or CSV on stdout, out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from contested.cli.arguments import Format

T = TypeVar("T")
# The columns of a table: a heading, and the cell of a record.
Columns = Mapping[str, Callable[[T], object]]
# So much of an id tells it apart from the others of a desk; `explain` takes it.
SHORT_ID = 10
# Columns no wider than this, days and ids among them, are never broken into lines.
UNBROKEN = 17


def choose_format(format: Format | None) -> Format:
    """The format asked for, else a table for a person and JSON for a program."""
    return format or ("table" if sys.stdout.isatty() else "json")


def print_records(kind: type[T], records: Iterable[T], columns: Columns[T], format: Format | None) -> None:
    """Print records of one kind. JSON, JSON lines and CSV hold all fields in their order, a table its columns."""
    chosen = choose_format(format)
    if chosen == "table":
        print_table(records, columns)
    elif chosen == "json":
        print_json(list(records))
    elif chosen == "jsonl":
        print_lines(records)
    else:
        print_csv(kind, records)


def print_json(value: object) -> None:
    print(msgspec.json.format(write_json(value), indent=2))


def print_lines(records: Iterable[object]) -> None:
    for record in records:
        print(write_json(record))


def write_json(value: object) -> str:
    """JSON on one line, also for readers that take some characters inside a string for the end of it."""
    from contested.publish.exports.jsonl import LINE_BREAKS

    return msgspec.json.encode(value).decode().translate(LINE_BREAKS)


def print_csv(kind: type[Any], records: Iterable[T]) -> None:
    """A header of all fields and a row a record; what is a list or an object stands as JSON."""
    from contested.publish.exports.csv import format_row

    fields = [field.name for field in msgspec.structs.fields(kind)]
    sys.stdout.write(format_row(fields))
    for record in records:
        sys.stdout.write(format_row([write_cell(getattr(record, field)) for field in fields]))


def write_cell(value: object) -> str:
    from contested.publish.exports.csv import guard_cell

    if value is msgspec.UNSET:
        return ""
    if value is None or isinstance(value, str | float):
        return guard_cell(value)
    return msgspec.json.encode(value).decode()


def print_table(records: Iterable[T], columns: Columns[T]) -> None:
    """A table as wide as the terminal. What came from a report is shown as it is, never as markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from contested.publish.words import clean

    rows = [[clean(str(value)) for value in write_row(record, columns)] for record in records]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, heading in enumerate(columns):
        short = all(len(row[number]) <= UNBROKEN for row in rows)
        table.add_column(heading, no_wrap=short, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console()
    # Written by print, so that a reader who has seen enough ends a table as it ends all else.
    with console.capture() as written:
        console.print(table)
    print(written.get(), end="")


def write_row(record: T, columns: Columns[T]) -> list[object]:
    """The cells of a record; nothing where there is nothing."""
    cells = [cell(record) for cell in columns.values()]
    return ["" if value is None else value for value in cells]

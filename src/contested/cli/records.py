"""Records, in; a table, JSON, JSON lines or CSV on stdout, out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from contested.cli.arguments import Format
from contested.cli.messages import say

T = TypeVar("T")
# The columns of a table: a heading, and the cell of a record.
Columns = Mapping[str, Callable[[T], object]]
# So much of an id tells it apart from the others of a desk; `explain` takes it.
SHORT_ID = 10
# Longer words, such as addresses, are broken where there is no room.
LONGEST_WORD = 18
GAP = 3


def choose_format(format: Format | None) -> Format:
    """The format asked for, else a table for a person and JSON for a program."""
    return format or ("table" if sys.stdout.isatty() else "json")


def print_records(
    kind: type[T], records: Sequence[T], columns: Columns[T], format: Format | None, nothing: str = ""
) -> None:
    """Print records of one kind. JSON, JSON lines and CSV hold all fields in their order, a table its columns.

    Where there is no record, `nothing` is said beside, and a table is not printed.
    """
    chosen = choose_format(format)
    if not records and nothing:
        say(nothing)
        if chosen == "table":
            return
    if chosen == "table":
        print_table(records, columns)
    elif chosen == "json":
        print_json(records)
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
    from contested.publish.exports.tables.text import format_row

    fields = [field.name for field in msgspec.structs.fields(kind)]
    sys.stdout.write(format_row(fields))
    for record in records:
        sys.stdout.write(format_row([write_cell(getattr(record, field)) for field in fields]))


def write_cell(value: object) -> str:
    from contested.publish.exports.tables.text import guard_cell

    if value is msgspec.UNSET:
        return ""
    if value is None or isinstance(value, str | float):
        return guard_cell(value)
    return msgspec.json.encode(value).decode()


def print_table(records: Iterable[T], columns: Columns[T]) -> None:
    """A table as wide as the terminal. What came from a report is shown as it is, never as markup."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from contested.publish.words import clean

    rows = [[clean(str(value)) for value in write_row(record, columns)] for record in records]
    console = Console()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    cells = list(zip(columns, *rows, strict=True))
    wanted = [max(map(cell_len, column)) for column in cells]
    words = [max(cell_len(word) for cell in column for word in [*cell.split(), ""]) for column in cells]
    least = [min(longest, LONGEST_WORD) for longest in words]
    room = console.width - GAP * (len(columns) - 1) - 2
    for heading, width in zip(columns, share_room(wanted, least, room), strict=True):
        table.add_column(heading, width=width, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    # Written by print, so that a reader who has seen enough ends a table as it ends all else.
    with console.capture() as written:
        console.print(table)
    print(written.get(), end="")


def share_room(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widths of a table's columns: at least their longest words where there is room, then as wanted."""
    widths = list(least)
    while sum(widths) > max(room, len(widths)):
        widths[widths.index(max(widths))] -= 1
    extras = sorted(
        (want - width, number) for number, (want, width) in enumerate(zip(wanted, widths, strict=True))
    )
    for rank, (extra, number) in enumerate(extras):
        left = max(0, room - sum(widths))
        widths[number] += min(extra, left // (len(extras) - rank))
    return widths


def write_row(record: T, columns: Columns[T]) -> list[object]:
    """The cells of a record; nothing where there is nothing."""
    cells = [cell(record) for cell in columns.values()]
    return ["" if value is None else value for value in cells]

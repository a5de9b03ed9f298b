"""An account, in; tables of its records with named and typed columns, out: what CSV, Parquet and others write down.

A cell is null where nothing is known. Days are ISO strings; `days` columns become dates where a format has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from contested.model import Account
from contested.publish.exports import ExportSettings
from contested.theatres import Theatre

Kind = Literal["text", "day", "number", "whole", "yes", "texts"]
Cell = str | float | int | bool | bytes | None | tuple[str, ...]
Row = Mapping[str, Cell]
Columns = tuple[tuple[str, Kind], ...]
# What every row of every table ends in: whose it is, for whom, and whether the reports were composed.
OURS: Columns = (("desk", "text"), ("audience", "text"), ("synthetic", "yes"))


T = TypeVar("T")


class Counted(Generic[T]):
    """What is iterated over, once, and its `number` afterwards."""

    def __init__(self, items: Iterable[T]) -> None:
        self.items, self.number = items, 0

    def __iter__(self) -> Iterator[T]:
        for item in self.items:
            self.number += 1
            yield item


class Table(Struct, frozen=True):
    """One kind of records: what it is called, its columns (some follow from the theatre's sides), and its rows."""

    name: str
    columns: Callable[[Theatre], Columns]
    rows: Callable[[Account, Theatre, ExportSettings], Iterator[Row]]


def describe_desk(settings: ExportSettings) -> dict[str, Cell]:
    """The cells of `OURS`."""
    return {"desk": settings.desk_name, "audience": settings.audience, "synthetic": settings.synthetic}

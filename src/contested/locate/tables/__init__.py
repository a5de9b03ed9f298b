"""Tables of places, in; the places of a theatre in them, out. A format is one module of this package with a `FORMAT`.

What a table is, is told by its columns or keys, never by its name. One bad row is set aside with its line; the rest
goes on. See docs/how-to/add-a-gazetteer.md.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from textwrap import shorten

from msgspec import Struct

from contested.errors import RejectedTable
from contested.locate.tables.columns import Columns
from contested.locate.tables.rows import SWAP, Regions, Row, place_of, point_of, swapped
from contested.locate.tables.text import TableText
from contested.model import Place, Rejection
from contested.sphere import inside
from contested.theatres import Theatre

MOSTLY = 9  # rows inside the theatre to one outside
LONGEST_QUOTE = 80  # characters of a first line that is not known
STEP = 1000  # rows between two calls of a progress
MOST_NAMED = 200  # rows that are set aside by name; the others are counted


class Format(Struct, frozen=True, kw_only=True):
    """One kind of table.

    `recognise(head, columns)` says whether a table that begins so is of it, where the user named these columns or none;
    `read(table, columns)` gives its rows, and what could not be read of it. `rank`: the lower is asked first.
    """

    name: str
    about: str
    recognise: Callable[[str, Columns], bool]
    read: Callable[[TableText, Columns], Iterator[Row | Rejection]]
    rank: int = 0


class PlaceTable(Struct, frozen=True, kw_only=True):
    """A table that a desk has added: its bytes lie in `file`, in the archive; the rest says how they are read."""

    sha256: str
    name: str
    format: str
    columns: Columns
    file: Path

    @property
    def key(self) -> tuple[str, str, Columns]:
        """What decides the places that are read from it."""
        return self.sha256, self.format, self.columns


class Contents(Struct, frozen=True, kw_only=True):
    """What a table gives a theatre: places, and how many rows were left out because they lie outside its bounding box
    (`outside`) or are of no kind that a map desk names (`other`), and what was wrong with the rest."""

    places: tuple[Place, ...]
    outside: int
    other: int
    rejected: tuple[Rejection, ...]


@cache
def list_formats() -> tuple[Format, ...]:
    """All formats, in the order in which they are asked."""
    modules = [importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    found: list[Format] = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return tuple(sorted(found, key=lambda one: (one.rank, one.name)))


def recognise_format(table: TableText, columns: Columns = ()) -> Format:
    """The format of a table. Raises RejectedTable where no format knows it."""
    head = table.head()
    for one in list_formats():
        if one.recognise(head, columns):
            return one
    if not head.strip():
        raise RejectedTable(table.name, "is empty", "give a table with places")
    about = "; ".join(one.about for one in list_formats())
    begins = shorten(head.strip().splitlines()[0], LONGEST_QUOTE, placeholder=" …")
    raise RejectedTable(
        table.name,
        f"is no table of places that is known; it begins with {begins!r}",
        f"give one of these: {about}; or name its columns: --columns name=…,lat=…,lon=…",
    )


def read_contents(
    table: TableText,
    format: str,
    columns: Columns,
    theatre: Theatre,
    progress: Callable[[int], None] = lambda _: None,
) -> Contents:
    """The places that a table of a format gives a theatre.

    Raises RejectedTable where it cannot be read to its end, or its format is not known any more.
    """
    chosen = next((one for one in list_formats() if one.name == format), None)
    if chosen is None:
        raise RejectedTable(table.name, f"is of the format {format!r}, which is gone", "add the table again")
    regions, box = Regions(theatre), theatre.settings.bbox
    places: list[Place] = []
    rejected: list[Rejection] = []
    turned: list[Rejection] = []  # rows that lie in the theatre only with latitude and longitude swapped
    outside = other = 0
    for number, row in enumerate(chosen.read(table, columns), 1):
        if number % STEP == 0:
            progress(STEP)
        if isinstance(row, Rejection):
            rejected.append(row)
            continue
        point = point_of(row)
        if isinstance(point, Rejection):
            rejected.append(point)
        elif inside(point, box):
            found = place_of(row, point, regions)
            if isinstance(found, Place):
                places.append(found)
            elif found is None:
                other += 1
            else:
                rejected.append(found)
        elif inside(point[::-1], box):
            turned.append(swapped(row, point))
        else:
            outside += 1
    if len(turned) > len(places) + outside:
        raise RejectedTable(
            table.name, turned[0].reason.replace("lies", "like most of its points, lies"), SWAP
        )
    # In a table of the theatre's own countries such a row is a slip; in one of the world there are such places.
    slips = turned if len(places) >= MOSTLY * (len(turned) + outside) else []
    return Contents(
        places=tuple(places),
        outside=outside + len(turned) - len(slips),
        other=other,
        rejected=name_most([*rejected, *slips], table.name),
    )


def name_most(rejected: list[Rejection], name: str) -> tuple[Rejection, ...]:
    """The first rejections, and one that counts the rest."""
    rest = len(rejected) - MOST_NAMED
    if rest <= 0:
        return tuple(rejected)
    return (
        *rejected[:MOST_NAMED],
        Rejection(name, f"{rest:,} more of its rows are wrong", "mend those first"),
    )


def read_table(table: PlaceTable, theatre: Theatre) -> list[Place]:
    """The places of a table that a desk has added. Raises RejectedTable where its bytes are missing or not whole."""
    text = TableText(table.name, table.file.read_bytes()) if table.file.is_file() else None
    if text is None or text.sha256 != table.sha256:
        raise RejectedTable(
            str(table.file), f"the bytes of {table.name} are missing or damaged", "add the table again"
        )
    return list(read_contents(text, table.format, table.columns, theatre).places)

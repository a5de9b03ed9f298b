"""A name or a place id, in; the places that it can mean, with all their names and the tables that know them, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from contested.ask.places import look_up
from contested.locate.base import read_base
from contested.locate.gazetteer import lie_together
from contested.locate.tables import read_table
from contested.locate.variants import fold_name
from contested.model import Former, Place
from contested.pipeline import Workshop

BASE = "GeoNames, as installed"
AROUND = 0.05  # degrees about a place in which the same place of another table lies


class Known(Struct, frozen=True, kw_only=True):
    """A place of the gazetteer. `former` are names that it bore until a year, which are among `names` too; `tables` are
    the desk's tables that have it, with the theatre's own list and the base."""

    place_id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    population: int
    uncertainty_km: float
    names: tuple[str, ...]
    former: tuple[Former, ...]
    tables: tuple[str, ...]


def look_up_known(name: str, shop: Workshop) -> list[Known]:
    """The places of a name or an id. Raises UnknownPlace with suggestions where there is none."""
    found = look_up(name, shop.gazetteer)
    holders = dict(find_holders(found, shop))
    return [
        Known(
            **{field: getattr(place, field) for field in Place.__struct_fields__},
            tables=tuple(name for name, ids in holders.items() if place.place_id in ids),
        )
        for place in found
    ]


def find_holders(places: list[Place], shop: Workshop) -> Iterator[tuple[str, set[str]]]:
    """Each table that has one of the places, with the ids of those."""
    yield f"theatre {shop.theatre.code}", held(places, shop.theatre.places)
    box = (
        min(one.lon for one in places) - AROUND,
        min(one.lat for one in places) - AROUND,
        max(one.lon for one in places) + AROUND,
        max(one.lat for one in places) + AROUND,
    )
    settings = msgspec.structs.replace(shop.theatre.settings, bbox=box)
    around = msgspec.structs.replace(shop.theatre, settings=settings)
    yield BASE, held(places, read_base(around))
    for table in shop.tables:
        yield table.name, held(places, read_table(table, around))


def held(places: Iterable[Place], rows: Iterable[Place]) -> set[str]:
    """The ids of the places that are among a table's rows: by id, or by a name shared nearby."""
    ids: set[str] = set()
    by_id: dict[str, Place] = {}
    by_name: dict[str, list[Place]] = {}
    for row in rows:
        by_id[row.place_id] = row
        for name in (row.name, *row.names):
            by_name.setdefault(fold_name(name), []).append(row)
    for place in places:
        namesakes = (row for name in (place.name, *place.names) for row in by_name.get(fold_name(name), ()))
        if place.place_id in by_id or any(
            row.kind == place.kind and lie_together(place, row) for row in namesakes
        ):
            ids.add(place.place_id)
    return ids

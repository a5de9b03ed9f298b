"""A name or a place id, in; the places that it can mean, with all their names and the tables that know them, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from contested.ask.places import look_up
from contested.locate.fold import fold_name
from contested.locate.gazetteer import lie_together
from contested.locate.table import read_places
from contested.model import Former, Place
from contested.pipeline import Workshop

BASE = "GeoNames, as installed"


class Known(Struct, frozen=True, kw_only=True):
    """A place of the gazetteer. `former` are names that it bore until a year, which are among `names` too; `called` is what
    languages call it, by their codes, where that shows; `tables` are the desk's tables that have it, with the theatre's
    own list and the base."""

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
    called: tuple[tuple[str, str], ...]
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
    yield "the theatre", held(places, shop.theatre.places)
    yield BASE, held(places, read_places(shop.theatre))
    for table in shop.tables:
        yield table.name, held(places, read_places(shop.theatre, table))


def held(places: list[Place], rows: Iterable[Place]) -> set[str]:
    """The ids of the places that are among a table's rows: by id, or by a name shared nearby."""
    wanted = {place.place_id: name_set(place) for place in places}
    found: set[str] = set()
    for row in rows:
        if row.place_id in wanted:
            found.add(row.place_id)
        near = (place for place in places if place.kind == row.kind and lie_together(place, row))
        found.update(place.place_id for place in near if wanted[place.place_id] & name_set(row))
    return found


def name_set(place: Place) -> set[str]:
    return {fold_name(name) for name in (place.name, *place.names)}

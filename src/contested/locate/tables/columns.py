"""A row's values by the names of their columns, in; a `Row`, out. CSV headers, JSON keys and OSM tags are read alike.

Names of columns are compared without case, spaces and underscores alike. Of several names, the English one is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from contested.locate.tables.names import split_names
from contested.locate.tables.rows import Row

Columns = tuple[
    tuple[str, str], ...
]  # (field, column) as the user names them, one field several times perhaps

# The column names that a field has, the first one that is filled counts.
KNOWN: dict[str, tuple[str, ...]] = {
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "place_id": ("place_id",),
    "wikidata": ("wikidata", "wikidata_id", "qid"),
    "geonames": ("geonameid", "geonames", "geonames_id", "geoname_id", "geonames:id"),
    "osm_type": ("osm_type", "@type"),
    "osm_id": ("osm_id", "@id"),
    "kind": (
        *("kind", "place", "fcode", "feature_code", "waterway", "natural", "water", "landuse", "highway"),
        *("type", "class", "settlement_type"),
    ),
    "country": ("country", "country_code", "countrycode", "addr:country", "is_in:country_code"),
    "admin1": ("admin1", "admin1_name", "region", "region:name", "region_en", "oblast", "province", "state"),
    "population": ("population", "pop"),
}
NAME = ("name:en", "name_en", "name", "int_name", "name_latin", "title")
# Every other name: `alt_name`, `old_name:uk`, `name_ru`.
NAMES = re.compile(
    r"((alt|old|int|loc|official|short|reg|former|other|local|was)_)?names?([_:][a-z-]{2,8}|_latin)?(:[\w-]+)?"
    r"|alias(es)?|alternate_?names|spellings|variants|ascii_?name|title"
)
FIELDS = ("name", "names", *KNOWN)
OSM_ID = re.compile(r"(node|way|relation)/(\d+)")


@cache
def plain(column: str) -> str:
    return column.strip().lower().replace(" ", "_")


@cache
def rank_of(column: str) -> tuple[str, int] | None:
    """The field of a column that was not named by the user, and how early the column counts."""
    key = plain(column)
    if key in NAME:
        return "name", NAME.index(key)
    for field, known in KNOWN.items():
        if key in known:
            return field, known.index(key)
    return ("names", 0) if NAMES.fullmatch(key) else None


def gives_places(present: Iterable[str], columns: Columns = ()) -> bool:
    """Whether rows with these columns can be places: they have a name and a point."""
    found = set(plan_of(tuple(present), columns))
    return {"lat", "lon"} <= found and bool({"name", "names"} & found)


@lru_cache(4096)
def plan_of(present: tuple[str, ...], columns: Columns) -> dict[str, tuple[str, ...]]:
    """For each field the columns that give it, the one that counts first before the others."""
    given = {column: (field, -1) for field, column in columns}
    found: dict[str, list[tuple[int, str]]] = {}
    for column in present:
        known = given.get(column) or rank_of(column)
        if known is not None:
            found.setdefault(known[0], []).append((known[1], column))
    return {field: tuple(column for _, column in sorted(ranked)) for field, ranked in found.items()}


def row_of(where: str, values: Mapping[str, object], columns: Columns = ()) -> Row:
    """A row with its values where they belong; `columns` go before what the columns' own names say."""
    first: dict[str, object] = {}
    shown: list[str] = []
    others: list[str] = []
    for field, written in plan_of(tuple(values), columns).items():
        filled = [values[column] for column in written if values[column] not in (None, "")]
        if field == "name":
            shown = list(map(str, filled))
        elif field == "names":
            others = [one for value in filled for one in split_names(value)]
        elif filled:
            first[field] = filled[0]
    return Row(
        where=where,
        names=(*shown, *others),
        lat=first.get("lat"),
        lon=first.get("lon"),
        kind=str(first.get("kind", "")),
        ids=ids_of(first),
        country=str(first.get("country", "")),
        admin1=str(first.get("admin1", "")),
        population=first.get("population", 0),
    )


def ids_of(values: Mapping[str, object]) -> tuple[str, ...]:
    """The ids that a row states, as they are written: `wikidata:Q1`, `geonames:2`, `osm:node/3`."""
    ids = [str(values["place_id"])] if "place_id" in values else []
    ids += [f"{space}:{values[space]}" for space in ("wikidata", "geonames") if space in values]
    osm = str(values.get("osm_id", ""))
    if whole := OSM_ID.fullmatch(osm):
        ids.append(f"osm:{whole[1]}/{whole[2]}")
    elif "osm_type" in values and osm:
        ids.append(f"osm:{values['osm_type']}/{osm}")
    return tuple(ids)

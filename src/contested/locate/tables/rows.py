"""A row of a table as it was found, in; a place, or why there is none, out.

Coordinates are checked (degrees, on Earth, not 0,0, not swapped), names cleaned, kinds mapped to those of the model.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

from contested.locate.fold import fold_name
from contested.locate.tables.kinds import kind_of, uncertainty_of
from contested.locate.tables.names import clean_names
from contested.model import Place, Rejection
from contested.sphere import Point
from contested.theatres import Theatre

ID = re.compile(r"wikidata:Q[1-9]\d*|geonames:[1-9]\d*|osm:(?:node|way|relation)/[1-9]\d*|theatre:[\w.-]+")
SWAP = "swap the columns (--columns lat=…,lon=…), or mend the rows"
DEGREES = "write latitude and longitude in degrees, as 49.71 and 37.61"
MEND = "mend the row, and add the table again"


class Row(NamedTuple):
    """One row before anything in it is believed. `names`: the one that is shown first. `ids`: as `wikidata:Q1`, the
    best first; empty strings where nothing is stated."""

    where: str
    names: tuple[str, ...]
    lat: object
    lon: object
    kind: str = ""
    ids: tuple[str, ...] = ()
    country: str = ""
    admin1: str = ""
    population: object = 0


class Regions:
    """The theatre's regions by each of their names: their name in the theatre, and their country."""

    def __init__(self, theatre: Theatre) -> None:
        self.by_name = {
            fold_name(name): (one.name, one.country)
            for one in theatre.places
            if one.kind == "region"
            for name in (one.name, *one.names)
        }

    def find(self, row: Row) -> tuple[str | None, str | None]:
        """A row's region and country: as the theatre writes them where it knows the region, else as stated."""
        country = row.country.strip().upper()
        stated = country if len(country) == 2 and country.isascii() and country.isalpha() else None
        region, of = self.by_name.get(fold_name(row.admin1.strip()), (row.admin1.strip() or None, None))
        return region, stated or of


def point_of(row: Row) -> Point | Rejection:
    """Where a row lies, in degrees, or what is wrong with its coordinates."""
    if None in (row.lat, row.lon) or "" in (row.lat, row.lon):
        return Rejection(row.where, "has no coordinates", DEGREES)
    try:
        lat, lon = degrees(row.lat), degrees(row.lon)
    except ValueError:
        found = f"its coordinates are no numbers: {row.lat!r}, {row.lon!r}"
        return Rejection(row.where, found, DEGREES)
    if lat == 0 and lon == 0:
        return Rejection(row.where, "its coordinates are 0, 0, which stands for none", MEND)
    if not (math.isfinite(lat) and math.isfinite(lon)) or abs(lon) > 360 or abs(lat) > 90:
        turned = 90 < abs(lat) <= 180 and abs(lon) <= 90
        hint = "; latitude and longitude seem to be swapped" if turned else ""
        return Rejection(row.where, f"{lat:g}, {lon:g} is no point on Earth{hint}", MEND)
    return lat, (lon + 180) % 360 - 180 if abs(lon) > 180 else lon  # some count longitudes to 360


def degrees(stated: object) -> float:
    """A number as tables write it, with a point or a comma. ValueError where it is none."""
    return float(stated if isinstance(stated, float) else str(stated).replace(",", "."))


def swapped(row: Row, point: Point) -> Rejection:
    """What is wrong with a row that lies in the theatre only the other way round."""
    found = f"{point[0]:g}, {point[1]:g} lies in the theatre only with latitude and longitude swapped"
    return Rejection(row.where, found, SWAP)


def place_of(row: Row, point: Point, regions: Regions) -> Place | Rejection | None:
    """The place of a row that lies at a point; null where it is of no kind that a map desk names."""
    kind = kind_of(row.kind)
    if kind is None:
        return None
    names = clean_names(row.names)
    if not names:
        return Rejection(row.where, f"holds no name: {', '.join(row.names)!r}", MEND)
    lat, lon = round(point[0], 5), round(point[1], 5)
    admin1, country = regions.find(row)
    population = population_of(row.population)
    return Place(
        place_id=next(filter(None, map(id_of, row.ids)), None) or f"theatre:{slug_of(names[0], lat, lon)}",
        name=names[0],
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        population=population,
        uncertainty_km=uncertainty_of(kind, row.kind, population),
        names=tuple(sorted(set(names[1:]))),
    )


def id_of(stated: str) -> str | None:
    """An id in its one form, or null where it is none ("none", "Q", an empty cell)."""
    space, _, number = stated.strip().partition(":")
    number = number.strip().rpartition("/entity/")[2] if space == "wikidata" else number.strip()
    found = f"{space}:{number.upper() if space == 'wikidata' else number}"
    return found if ID.fullmatch(found) else None


def population_of(stated: object) -> int:
    """Persons, 0 where unknown; "12,300" and "12 300" are read."""
    if not stated:
        return 0
    digits = re.sub(r"[\s,.'’](?=\d{3}\b)", "", str(stated).strip()).partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


CYRILLIC = (
    *("аa", "бb", "вv", "гh", "ґg", "дd", "еe", "єie", "ёe", "жzh", "зz", "иy"),
    *("іi", "їi", "йi", "кk", "лl", "мm", "нn", "оo", "пp", "рr", "сs", "тt"),
    *("уu", "фf", "хkh", "цts", "чch", "шsh", "щshch", "ъ", "ыy", "ь", "эe", "юiu", "яia"),
)
LATIN = {pair[0]: pair[1:] for pair in CYRILLIC}


def slug_of(name: str, lat: float, lon: float) -> str:
    """A place by its name and where it lies to 0.001 degrees, in plain letters: `novi-tanky-47.861-38.088`."""
    return "-".join([*(plain_words(name) or ["place"]), f"{lat:.3f}", f"{lon:.3f}"])


def plain_words(name: str) -> list[str]:
    """The words of a name in small Latin letters without marks; none where its script is not known here."""
    letters = "".join(LATIN.get(letter, letter) for letter in name.lower())
    ascii_only = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", ascii_only.replace("'", ""))

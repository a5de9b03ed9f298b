"""A gazetteer of a few places with round sizes, and a reader of texts over it, for tests of relative places."""

from __future__ import annotations

from functools import cache

from contested.locate.gazetteer import Gazetteer, make_gazetteer
from contested.model import Place, PlaceRef
from contested.pipeline import Workshop
from tests.extract.reading import report_of, workshop

# Name, kind, latitude, longitude, uncertainty in km, and the names in Ukrainian and Russian.
ROWS = (
    ("Kupiansk", "settlement", 49.713, 37.614, 3.0, ("Куп'янськ", "Купянск")),
    ("Synkivka", "settlement", 49.763, 37.706, 2.0, ("Синьківка", "Синьковка")),
    ("Petropavlivka", "settlement", 49.717, 37.719, 2.0, ("Петропавлівка", "Петропавловка")),
    ("Dvorichna", "settlement", 49.851, 37.683, 3.0, ("Дворічна", "Двуречная")),
    ("Svatove", "settlement", 49.418, 38.146, 3.0, ("Сватове", "Сватово")),
    ("Lyman", "settlement", 48.98, 37.817, 3.0, ("Лиман",)),
    ("Siversk", "settlement", 48.868, 38.09, 3.0, ("Сіверськ", "Северск")),
    ("Yampil", "settlement", 48.94, 37.96, 3.0, ("Ямпіль", "Ямполь")),
    ("Pokrovsk", "settlement", 48.277, 37.177, 4.0, ("Покровськ", "Покровск")),
    ("Kostiantynivka", "settlement", 48.535, 37.692, 4.0, ("Костянтинівка", "Константиновка")),
    ("Robotyne", "settlement", 47.443, 35.826, 2.0, ("Роботине", "Работино")),
    ("Verbove", "settlement", 47.428, 35.991, 2.0, ("Вербове", "Вербовое")),
    ("Kherson", "settlement", 46.64, 32.614, 4.0, ("Херсон",)),
    ("Krynky", "settlement", 46.737, 33.09, 2.0, ("Кринки", "Крынки")),
    ("Donetsk", "settlement", 48.016, 37.801, 10.0, ("Донецьк", "Донецк")),
    ("Kharkiv Oblast", "region", 49.61, 36.49, 120.0, ("Харківська область", "Харьковская область", "Kharkiv region")),
    ("Dnipro", "river", 46.9, 33.6, 60.0, ("Дніпро", "Днепр")),
    ("Oskil", "river", 49.63, 37.66, 50.0, ("Оскіл", "Оскол")),
    ("T-0504 highway", "road", 48.42, 37.6, 25.0, ("T-0504", "Т-0504")),
)  # fmt: skip


@cache
def gazetteer() -> Gazetteer:
    return make_gazetteer(
        Place(
            place_id=f"test:{name}", name=name, kind=kind, lat=lat, lon=lon, uncertainty_km=size, names=names
        )
        for name, kind, lat, lon, size, names in ROWS
    )


@cache
def reader() -> Workshop:
    """The war's words with the test's places: what the theatre's own list learns changes no row."""
    shop = Workshop(workshop().desk)
    shop.gazetteer = gazetteer()
    return shop


def read_places(text: str, language: str) -> list[PlaceRef]:
    """Every place of every claim, each once."""
    claims = reader().read(report_of(text, language)).claims
    return list(dict.fromkeys(place for claim in claims for place in claim.places))

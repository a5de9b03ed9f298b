"""The theatre that ships: its files load, agree with one another, and know the spellings that reports use."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from contested.model import Place
from contested.theatres import Theatre, load_theatre

# Places outside the map's box that reports of this war name all the same.
OUTSIDE = {
    "wikidata:Q159",  # Russia
    "wikidata:Q1759",  # Murmansk Oblast
    "wikidata:Q2191",  # Leningrad Oblast
    "wikidata:Q2218",  # Pskov Oblast
    "wikidata:Q2292",  # Tver Oblast
    "wikidata:Q3819",  # Volgograd Oblast
    "wikidata:Q5334",  # Saratov Oblast
    "wikidata:Q5481",  # Tatarstan
    "theatre:alabuga-sez",
    "theatre:engels-saratov",
    "theatre:olenya-air-base",
}

# Cities that are regions of their own.
CITIES = {"Kyiv", "Moscow", "Sevastopol"}

SPELLINGS = [
    ("Kupiansk", "Kupyansk", "Kupjansk", "Куп'янськ", "Купянск"),
    ("Kupiansk-Vuzlovyi", "Kupyansk-Uzlovoy", "Куп'янськ-Вузловий", "Купянск-Узловой"),
    ("Myrove", "Moskovka", "Moskowka", "Moscowka", "Московка", "Мирове"),
    ("Radkivka", "Redkovka", "Radykovka", "Радьківка", "Радьковка"),
    ("Kolisnykivka", "Koliesnikivka", "Kolesnikovka", "Колесниковка"),
    ("Prystin", "Prystyn", "Пристін"),
    ("Sobolivka", "Sobolevka", "Соболевка"),
    ("Holubivka", "Golubovka"),
    ("Pokrovsk", "Krasnoarmeysk", "Красноармейск"),
    ("Myrnohrad", "Dimitrov", "Димитров"),
    ("Toretsk", "Dzerzhinsk", "Дзержинск"),
    ("Niu-York", "Novhorodske", "Novgorodskoye"),
    ("Bakhmut", "Artyomovsk", "Артёмовск", "Артемовск"),
    ("Siversk", "Seversk", "Северск"),
    ("Lyman", "Krasny Liman", "Красный Лиман", "Krasnyi Lyman"),
    ("Vuhledar", "Ugledar", "Угледар"),
    ("Velyka Novosilka", "Velikaya Novoselka", "Великая Новоселка"),
    ("Sievierodonetsk", "Severodonetsk"),
    ("Robotyne", "Rabotino", "Работино"),
    ("Sudzha", "Суджа"),
    ("Korenevo", "Korenovo", "Коренево"),
    ("Kharkiv Oblast", "Kharkiv region", "Харківщина", "Харьковская область", "Kharkivska oblast"),
    ("Donetsk Oblast", "Donetsk People's Republic", "DPR", "ДНР", "Донецька область"),
    ("Oskol River", "Oskil River"),
    ("H-26", "N-26", "Н-26", "H-26 highway"),
    ("Donbas", "Donbass", "Донбасс"),
]

VOICES = [
    ("Russian Defence Ministry", "Russian Ministry of Defense", "Russian MoD", "Минобороны РФ", "Минобороны"),
    ("General Staff of Ukraine", "Генштаб ЗСУ", "Генштаб ВСУ", "Ukraine's General Staff"),
    ("General Staff of Russia", "Генштаб ВС РФ"),
    ("Institute for the Study of War (ISW)", "ISW", "Institute for the Study of War"),
    ("Volodymyr Zelensky", "Zelenskyy", "Зеленський", "Зеленский"),
    ("Khortytsia operational group", "Khortytsia", "ОСУВ «Хортиця»"),
    ("Rybar", "Рыбарь", "Рибар"),
    ("Mash", "Мэш"),
    ("DeepState", "Deep State"),
    ("AP", "Associated Press"),
    ("TASS", "ТАСС"),
]


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("russia_ukraine")


@pytest.fixture(scope="module")
def named(theatre: Theatre) -> dict[str, set[str]]:
    """Place ids by each of their names."""
    ids: dict[str, set[str]] = {}
    for place in theatre.places:
        for name in (place.name, *place.names):
            ids.setdefault(name, set()).add(place.place_id)
    return ids


def inside(ring: list[list[float]], lon: float, lat: float) -> bool:
    """Ray casting: an odd number of edges lies to the east of the point."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
    return odd


def covers(feature: dict[str, Any], lon: float, lat: float) -> bool:
    """Whether a (multi)polygon feature holds the point, holes left out."""
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return any(
        inside(outer, lon, lat) and not any(inside(hole, lon, lat) for hole in holes)
        for outer, *holes in polygons
    )


def test_two_sides_hold_and_a_cobelligerent_has_an_adversary(theatre: Theatre) -> None:
    assert theatre.holders == ("UA", "RU")
    assert theatre.adversary("UA") == "RU"
    assert theatre.adversary("KP") == "UA"
    assert theatre.adversary("US") is None


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_no_word_names_two_sides(theatre: Theatre, language: str) -> None:
    owners: dict[str, set[str]] = {}
    for code, words in theatre.words[language].items():
        named = words.state + words.government + words.adjective + words.force + words.people + words.leader
        for word in named:
            owners.setdefault(word.casefold(), set()).add(code)
        # What a side calls the other names the other.
        for word in words.foe:
            owners.setdefault(word.casefold(), set()).add(theatre.adversary(code) or "")
    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}
    assert {"UA", "RU", "KP", "US"} <= theatre.words[language].keys()


def test_ids_are_unique(theatre: Theatre) -> None:
    for ids in (
        [place.place_id for place in theatre.places],
        [source.source_id for source in theatre.sources],
        [side.code for side in theatre.sides],
    ):
        assert [one for one, count in Counter(ids).items() if count > 1] == []


def test_no_alias_is_shared_by_two_sources(theatre: Theatre) -> None:
    owners = Counter(
        name
        for source in theatre.sources
        for name in {alias.casefold() for alias in (source.name, *source.aliases)}
    )
    assert len(theatre.sources) >= 120
    assert [name for name, count in owners.items() if count > 1] == []


def test_sources_stand_on_sides_of_the_theatre(theatre: Theatre) -> None:
    codes = {side.code for side in theatre.sides}
    assert {source.side for source in theatre.sources} - codes == {None}


def test_coordinates_lie_on_the_map(theatre: Theatre) -> None:
    west, south, east, north = theatre.settings.bbox
    outside = {
        place.place_id
        for place in theatre.places
        if not (west <= place.lon <= east and south <= place.lat <= north)
    }
    assert outside == OUTSIDE


def test_places_are_complete(theatre: Theatre) -> None:
    kinds = {"settlement", "region", "district", "river", "road", "country", "area"}
    assert {place.kind for place in theatre.places} == kinds
    regions = {place.name for place in theatre.places if place.kind == "region"}

    def is_wrong(place: Place) -> bool:
        settled = place.kind == "settlement"
        cyrillic = any("а" <= letter.lower() <= "я" for name in place.names for letter in name)
        return (
            place.uncertainty_km <= 0
            or (settled and place.admin1 not in regions | CITIES)
            or (settled and place.uncertainty_km > 15)
            or (place.kind == "region" and place.uncertainty_km < 30)
            or not cyrillic
        )

    assert [place.place_id for place in theatre.places if is_wrong(place)] == []


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda row: row[0])
def test_spellings_share_a_place(named: dict[str, set[str]], spellings: tuple[str, ...]) -> None:
    shared = set.intersection(*(named.get(name, set()) for name in spellings))
    assert len(shared) == 1, {name: named.get(name) for name in spellings}


@pytest.mark.parametrize("names", VOICES, ids=lambda row: row[0])
def test_voices_have_one_canonical_name(theatre: Theatre, names: tuple[str, ...]) -> None:
    owners = {alias: source.name for source in theatre.sources for alias in (source.name, *source.aliases)}
    assert {owners.get(name) for name in names} == {names[0]}


@pytest.mark.parametrize(
    ("town", "lon", "lat", "region"),
    [
        ("Simferopol", 34.10, 44.95, "Crimea"),
        ("Sevastopol", 33.53, 44.60, "Sevastopol"),
        ("Donetsk", 37.80, 48.00, "Donetsk Oblast"),
        ("Kupiansk", 37.61, 49.71, "Kharkiv Oblast"),
        ("Sudzha", 35.27, 51.19, None),
        ("Rostov-on-Don", 39.70, 47.23, None),
    ],
)
def test_outline_follows_the_recognised_border(
    theatre: Theatre, town: str, lon: float, lat: float, region: str | None
) -> None:
    outlines = theatre.geometry("outlines")
    held = {one["properties"]["name"] for one in outlines["features"] if covers(one, lon, lat)}
    assert held == ({"Ukraine", region} if region else set()), town
    assert outlines["credits"]


def test_settlements_lie_in_their_region(theatre: Theatre) -> None:
    """The outline is a few kilometres off the true border, so a settlement may lie just outside."""
    shapes = {
        one["properties"]["name"]: one
        for one in theatre.geometry("outlines")["features"]
        if one["properties"]["kind"] == "region"
    }
    near = [(dx, dy) for dx in (-0.05, 0, 0.05) for dy in (-0.035, 0, 0.035)]
    astray = [
        place.place_id
        for place in theatre.places
        if place.kind == "settlement" and place.admin1 in shapes
        if not any(covers(shapes[place.admin1], place.lon + dx, place.lat + dy) for dx, dy in near)
    ]
    assert astray == []


def test_oskil_passes_its_towns(theatre: Theatre) -> None:
    courses = {
        one["properties"]["name"]: one["geometry"]["coordinates"]
        for one in theatre.geometry("rivers")["features"]
    }
    assert {"Dnipro", "Siverskyi Donets", "Seym", "Zherebets"} <= courses.keys()
    towns = {"Dvorichna": (37.683, 49.851), "Kupiansk": (37.614, 49.713), "Borova": (37.625, 49.380)}
    for town, (lon, lat) in towns.items():
        # 0.04 degrees of longitude and 0.03 of latitude are about 3 km here.
        assert any(abs(x - lon) < 0.04 and abs(y - lat) < 0.03 for x, y in courses["Oskil"]), town

"""Names found in text, and places merged from several tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.locate.gazetteer import make_gazetteer, merge_places
from contested.model import Place
from contested.sphere import kilometres
from tests.extract.reading import workshop


def place(place_id: str, name: str, lat: float, lon: float, **more: object) -> Place:
    return Place(place_id=place_id, name=name, kind="settlement", lat=lat, lon=lon, **more)  # type: ignore[arg-type]


NORTH = place("theatre:north", "Lipa", 50.0, 36.0)
SOUTH = place("theatre:south", "Lipa", 46.0, 36.0)
TOWN = place("theatre:town", "Orven", 50.1, 36.1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lipa fell.", ["Lipa"]),
        ("the lipa tree", []),
        ("Lipansk fell.", []),
        ("Lipa's mayor", ["Lipa"]),
        ("Lipa–Orven line", ["Lipa", "Orven"]),
        ("in Lipa, Orven", ["Lipa", "Orven"]),
        ("in Novo-Lipa", []),
        ("in Veliki-Lipa", []),
        ("the anti-Lipa side", ["Lipa"]),
        ("the Orven-Lipa road", ["Orven", "Lipa"]),
    ],
)
def test_names_are_whole_words_with_a_capital(text: str, found: list[str]) -> None:
    assert [name.text for name in make_gazetteer([NORTH, TOWN]).find_names(text)] == found


def test_longest_name_wins() -> None:
    upper = place("theatre:upper", "Lipa Verkhnia", 50.0, 36.2)
    assert [n.text for n in make_gazetteer([NORTH, upper]).find_names("in Lipa Verkhnia")] == [
        "Lipa Verkhnia"
    ]


def test_same_name_within_three_km_is_one_place_under_the_best_id() -> None:
    listed = place("wikidata:Q1", "Lipa", 50.0, 36.0, names=("Липа",))
    base = place("geonames:7", "Lipa", 50.01, 36.01, names=("Lypa",), population=900)
    (one,) = merge_places([base, listed])
    assert (one.place_id, one.population) == ("wikidata:Q1", 900)
    assert {"Липа", "Lypa"} <= set(one.names)


def test_what_one_table_lacks_of_a_place_another_gives() -> None:
    first = place("wikidata:Q1", "Lipa", 50.0, 36.0, admin1="07")
    second = place("geonames:7", "Lipa", 50.01, 36.01, admin1="North Oblast", country="XA")
    (one,) = merge_places([first, second])
    assert (one.admin1, one.country, one.lat) == ("North Oblast", "XA", 50.0)


@pytest.mark.parametrize(
    ("kind", "km", "entries"), [("settlement", 60, 2), ("region", 60, 1), ("region", 20, 2)]
)
def test_the_point_of_a_region_may_be_anywhere_in_it(kind: str, km: float, entries: int) -> None:
    north = replace(NORTH, kind=kind, uncertainty_km=km)
    other = replace(north, place_id="geonames:7", lat=50.3, uncertainty_km=5.0)
    assert len(merge_places([north, other])) == entries


def test_same_name_far_away_stays_another_place() -> None:
    assert len(merge_places([NORTH, SOUTH])) == 2


@given(st.permutations([NORTH, SOUTH, TOWN, place("geonames:1", "Lipa", 50.005, 36.0)]))
def test_order_of_tables_is_irrelevant(places: list[Place]) -> None:
    assert merge_places(places) == merge_places(sorted(places, key=lambda one: one.place_id))


SPELLINGS = [
    ("Kupyansk", "Kupiansk"),
    ("Куп'янськ", "Kupiansk"),
    ("Купянск", "Kupiansk"),
    ("Moskovka", "Myrove"),
    ("Moskowka", "Myrove"),
    ("Radkovka", "Radkivka"),
    ("Redkovka", "Radkivka"),
    ("Petropavlovka", "Petropavlivka"),
    ("Krasnoarmeysk", "Pokrovsk"),
    ("Dzerzhinsk", "Toretsk"),
    ("Artyomovsk", "Bakhmut"),
    ("Korenovo", "Korenevo"),
]


@pytest.mark.parametrize(("spelling", "name"), SPELLINGS)
def test_spellings_of_the_theatre(spelling: str, name: str) -> None:
    assert name in {one.name for one in workshop().gazetteer.named(spelling)}


def test_distance_is_a_great_circle() -> None:
    assert kilometres((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.19, abs=0.01)


REGIONS = [
    ("Дроны над Орловской и Тульской областями.", ["Орловской", "Тульской"]),
    ("Над Орловской, Тульской и Липецкой областями тихо.", ["Орловской", "Тульской", "Липецкой"]),
    ("Обстріляли Сумську та Чернігівську області.", ["Сумську", "Чернігівську"]),
    ("Обстрел Орловской области.", ["Орловской области"]),
    ("Орловской и другими областями.", []),
    ("Орловской дивизии.", []),
]


@pytest.mark.parametrize(("text", "words"), REGIONS)
def test_a_list_of_regions_shares_its_last_word(text: str, words: list[str]) -> None:
    names = (
        "Орловская область",
        "Тульская область",
        "Липецкая область",
        "Сумська область",
        "Чернігівська область",
    )
    gazetteer = make_gazetteer(
        Place(place_id=f"t:{number}", name=name, kind="region", lat=50.0 + number, lon=37.0, country=country)
        for number, (name, country) in enumerate(zip(names, ("RU", "RU", "RU", "UA", "UA"), strict=True))
    )
    found = gazetteer.find_names(text)
    assert [text[name.start : name.end] for name in found] == words
    assert {name.kinds for name in found} <= {("region",)}

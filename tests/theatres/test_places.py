"""The list of places: unique, on the map, spelt in three languages, and no two to be taken for one another."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from contested.errors import SettingsError
from contested.locate.fold import fold_name
from contested.locate.gazetteer import SAME_PLACE_KM
from contested.model import Former, Place
from contested.sphere import kilometres
from contested.theatres import Theatre, load_theatre, read_places
from tests.desks import TINY

CYRILLIC = re.compile("[а-яёіїєґ]", re.IGNORECASE)
LATIN = re.compile("[a-z]", re.IGNORECASE)
PLACE_ID = re.compile(r"wikidata:Q\d+|geonames:\d+|osm:\w+|theatre:[a-z0-9]+(-[a-z0-9]+)*")

# An old name, until when it held, and the name that the place bears today.
RENAMED = [
    ("Artemivsk", 2016, "Bakhmut"),
    ("Дзержинськ", 2016, "Toretsk"),
    ("Красноармейск", 2016, "Pokrovsk"),
    ("Novhorodske", 2021, "Niu-York"),
    ("Артёмовское", 2016, "Khromove"),
    ("Дружба", 2024, "Khutir-Mykhailivskyi"),
    ("Сєвєродонецьк", 2024, "Sievierodonetsk"),
    ("Krasnohrad", 2024, "Berestyn"),
]

# Villages of the fronts since the middle of 2024, one a stretch, with the spellings that reports use.
FRONT = [
    ("Lyptsi", "Липці", "Липцы", 50.2, 36.43),
    ("Dvorichna", "Дворічна", "Двуречная", 49.85, 37.68),
    ("Terny", "Терни", "Терны", 49.1, 37.96),
    ("Verkhnokamianske", "Верхньокам'янське", "Верхнекаменское", 48.85, 38.2),
    ("Kurdiumivka", "Курдюмівка", "Курдюмовка", 48.47, 37.96),
    ("Shakhove", "Шахове", "Шахово", 48.46, 37.35),
    ("Novodmytrivka", "Новодмитрівка", "Новодмитровка", 48.55, 37.73),
    ("Komar", "Комар", "Комар", 47.98, 36.75),
    ("Velykomykhailivka", "Великомихайлівка", "Великомихайловка", 47.97, 36.46),
    ("Olenokostiantynivka", "Оленокостянтинівка", "Еленоконстантиновка", 47.73, 36.18),
    ("Stepnohirsk", "Степногірськ", "Степногорск", 47.59, 35.36),
    ("Sadove", "Садове", "Садовое", 46.71, 32.82),
    ("Kindrativka", "Кіндратівка", "Кондратовка", 51.14, 34.77),
    ("Bezsalivka", "Безсалівка", "Бессаловка", 51.26, 34.39),
    ("Russkaya Konopelka", "Русская Конопелька", "Русская Конопелька", 51.19, 35.41),
    ("Popovka", "Попівка", "Поповка", 50.95, 35.35),
]


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("russia_ukraine")


@pytest.fixture(scope="module")
def settlements(theatre: Theatre) -> list[Place]:
    return [place for place in theatre.places if place.kind == "settlement"]


def test_ids_are_of_a_known_kind_and_unique(theatre: Theatre) -> None:
    ids = [place.place_id for place in theatre.places]
    assert len(ids) == len(set(ids))
    assert [one for one in ids if not PLACE_ID.fullmatch(one)] == []


def test_most_settlements_have_an_id_that_others_know(settlements: list[Place]) -> None:
    known = [place for place in settlements if place.place_id.startswith(("wikidata:", "geonames:"))]
    assert len(settlements) >= 900
    assert len(known) / len(settlements) >= 0.85


def test_coordinates_are_given_to_a_thousandth(theatre: Theatre) -> None:
    with (theatre.folder / "places.csv").open(encoding="utf-8", newline="") as lines:
        written = [(row["place_id"], row["lat"], row["lon"]) for row in csv.DictReader(lines)]
    assert [row for row in written if any(len(value.partition(".")[2]) > 3 for value in row[1:])] == []


def test_settlements_have_names_in_both_scripts(settlements: list[Place]) -> None:
    assert [
        place.place_id
        for place in settlements
        if not any(CYRILLIC.search(name) for name in place.names) or not LATIN.search(place.name)
    ] == []


def test_no_name_mixes_scripts(theatre: Theatre) -> None:
    """A Latin letter in a Cyrillic word looks right and is never found; road numbers and the names of plants may."""
    mixed = [
        (place.place_id, word)
        for place in theatre.places
        if place.kind != "road"
        for name in (place.name, *place.names)
        for word in re.findall(r"[^\W\d_]+", name)
        if CYRILLIC.search(word) and LATIN.search(word)
    ]
    assert mixed == []


def test_names_are_trimmed_and_told_once(theatre: Theatre) -> None:
    def is_wrong(place: Place) -> bool:
        names = [place.name, *place.names]
        return len(names) != len(set(names)) or any(name != " ".join(name.split()) for name in names)

    assert [place.place_id for place in theatre.places if is_wrong(place)] == []


def test_two_places_near_each_other_share_no_name(theatre: Theatre) -> None:
    """They would be taken for one place by whoever joins gazetteers."""
    bearers: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in theatre.places:
        for name in {fold_name(name) for name in (place.name, *place.names)}:
            bearers[place.kind, name].append(place)
    twins = {
        (one.place_id, other.place_id, name)
        for (_, name), places in bearers.items()
        for n, one in enumerate(places)
        for other in places[n + 1 :]
        if kilometres(one, other) <= SAME_PLACE_KM
    }
    assert twins == set()


@pytest.mark.parametrize(("old", "until", "today"), RENAMED)
def test_old_names_are_found_with_their_year(theatre: Theatre, old: str, until: int, today: str) -> None:
    bearers = [place for place in theatre.places if Former(old, until) in place.former]
    assert [place.name for place in bearers] == [today]
    assert old in (bearers[0].name, *bearers[0].names)


def test_years_of_renaming_are_years(theatre: Theatre) -> None:
    years = {former.until for place in theatre.places for former in place.former}
    assert years <= set(range(2016, 2027))
    assert {2016, 2024} <= years


@pytest.mark.parametrize(("name", "ukrainian", "russian", "lat", "lon"), FRONT)
def test_villages_of_the_front_are_known(
    settlements: list[Place], name: str, ukrainian: str, russian: str, lat: float, lon: float
) -> None:
    there = [
        place
        for place in settlements
        if {name, ukrainian, russian} <= {place.name, *place.names} and kilometres(place, (lat, lon)) < 2
    ]
    assert len(there) == 1


def test_a_supplement_may_do_without_old_names() -> None:
    assert all(place.former == () for place in load_theatre(str(TINY / "theatre")).places)


@pytest.mark.parametrize("entry", ["Oldtown", "Oldtown<long ago", "Oldtown<"])
def test_an_old_name_without_its_year_is_refused(tmp_path: Path, entry: str) -> None:
    file = tmp_path / "places.csv"
    file.write_text(
        f"place_id,kind,name,lat,lon,former\ntheatre:new,settlement,New,1.0,2.0,{entry}\n", "utf-8"
    )
    with pytest.raises(SettingsError, match=r"places\.csv:2: "):
        read_places(file)

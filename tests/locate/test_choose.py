"""Which of several namesakes a report means: each reason on its own, and what is left open."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from contested.locate.choose import Ground, choose_places, find_near, group_names, weigh_together
from contested.locate.cues import read_cues
from contested.locate.gazetteer import Gazetteer, list_forms
from contested.locate.index import make_index
from contested.model import Mention, Place
from contested.sphere import kilometres
from contested.theatres.front import Front, zone_distances
from tests.extract.reading import report_of


def place(place_id: str, name: str, lat: float, lon: float, **more: object) -> Place:
    return Place(**{"place_id": place_id, "name": name, "kind": "settlement", "lat": lat, "lon": lon, **more})


def belt(start: str, until: str | None, west: float, east: float) -> Front:
    """A zone of fighting: all between two meridians, from 47° to 51°."""
    ring = ((west, 47.0), (east, 47.0), (east, 51.0), (west, 51.0), (west, 47.0))
    return Front(start=start, until=until, name="", polygons=((ring,),))


FRONT = (belt("2024-01-01", "2024-06-30", 37.0, 38.0), belt("2024-07-01", None, 33.0, 34.0))
PLACES = [
    place("t:lipa-east", "Lipa", 49.0, 37.5),
    place("t:lipa-west", "Lipa", 49.0, 33.5),
    place("t:orven", "Orven", 49.1, 37.4),
    place("t:dal", "Dal", 49.1, 33.6),
    place("t:verba-a", "Verba", 49.5, 37.4),
    place("t:verba-b", "Verba", 49.5, 37.6),
    place("t:rosa-town", "Rosa", 48.5, 37.4, population=24_000),
    place("t:rosa-village", "Rosa", 48.5, 37.6, population=900),
    place("t:far", "Sosna", 49.0, 24.0, population=1_200),
    place("t:capital", "Arda", 55.0, 37.0, population=2_000_000),
    place("t:region-a", "North Region", 50.8, 37.4, kind="region", uncertainty_km=80.0),
    place("t:region-b", "South Region", 48.2, 37.6, kind="region", uncertainty_km=80.0),
    place("t:klen-north", "Klen", 50.6, 37.4),
    place("t:klen-south", "Klen", 48.4, 37.6),
    # By the map nearer to the North Region's middle than some of its own villages; it says that it is of the South.
    place("t:yavir-north", "Yavir", 50.2, 37.4),
    place("t:yavir-south", "Yavir", 50.3, 37.4, admin1="South Region", population=3_000),
    place("t:tisa-river", "Tisa", 48.9, 37.5, kind="river", uncertainty_km=60.0),
    place("t:tisa-village", "Tisa", 48.9, 37.5),
    place("t:olkha-south", "Olkha", 49.3, 37.5),
    place("t:olkha-north", "Olkha", 50.3, 37.5),
    place("t:mak", "Mak", 49.35, 37.5),
    place("t:ryast", "Ryast", 49.25, 37.5),
    place("t:kalyna", "Kalyna", 50.35, 37.5),
    place("t:tern", "Tern", 50.25, 37.5),
    place("t:dub", "Dub", 47.1, 37.1),
    place("t:brod", "Brod", 49.0, 26.0, population=40_000),
]


def gazetteer_of(places: list[Place], front: tuple[Front, ...] = FRONT) -> Gazetteer:
    points = np.array([(one.lat, one.lon) for one in places])
    return Gazetteer(make_index(places, map(list_forms, places), zone_distances(front, points)), front)


GAZETTEER = gazetteer_of(PLACES)


def mentions(
    text: str, published: str | None = "2024-03-10", gazetteer: Gazetteer = GAZETTEER
) -> list[Mention]:
    report = report_of(text, published=published)
    return list(choose_places(report, gazetteer.find_names(text), gazetteer, frozenset()))


CHOICES = [
    ("Fighting in Lipa.", "2024-03-10", ["t:lipa-east"], "the zone of fighting of the day"),
    ("Fighting in Lipa.", "2024-09-10", ["t:lipa-west"], "another day, another zone"),
    ("Fighting in Lipa and Dal.", None, ["t:lipa-west", "t:dal"], "no day: the report's other places"),
    ("Fighting in Lipa.", None, [None], "no day and nothing else: in one zone each"),
    ("Fighting in Verba.", "2024-03-10", [None], "two that are equally good"),
    ("They shelled the town of Rosa.", "2024-03-10", ["t:rosa-town"], "a town is said"),
    ("They shelled the village of Rosa.", "2024-03-10", ["t:rosa-village"], "a village is said"),
    ("The villages of Orven and Rosa fell.", "2024-03-10", ["t:orven", "t:rosa-village"], "a list shares it"),
    ("Klen in the North Region fell.", "2024-03-10", ["t:klen-north", "t:region-a"], "a region behind it"),
    (
        "Klen and Orven in the South Region.",
        "2024-03-10",
        ["t:klen-south", "t:orven", "t:region-b"],
        "a list in it",
    ),
    (
        "Yavir in the North Region fell.",
        "2024-03-10",
        ["t:yavir-north", "t:region-a"],
        "not what is of another region",
    ),
    (
        "Yavir in the South Region fell.",
        "2024-03-10",
        ["t:yavir-south", "t:region-b"],
        "what says that it is of it",
    ),
    ("Shells fell on the left bank of the Tisa.", "2024-03-10", ["t:tisa-river"], "a bank is a river's"),
    ("South Region's Klen fell.", "2024-03-10", ["t:klen-south", "t:region-b"], "a region before it"),
    ("Near Tisa river they dug in.", "2024-03-10", ["t:tisa-river"], "a river is said"),
    ("They were seen in Sosna.", "2024-03-10", [None], "its only bearer is small, and far from everything"),
    ("A drone flew over Arda.", "2024-03-10", ["t:capital"], "no gazetteer lacks a city"),
    ("They shelled Brod.", "2024-03-10", ["t:brod"], "nor a town"),
    (
        "They hold Mak and Ryast. They took Olkha, Kalyna and Tern.",
        "2024-03-10",
        ["t:mak", "t:ryast", "t:olkha-north", "t:kalyna", "t:tern"],
        "the list of its own sentence",
    ),
    (
        "They took Olkha, Mak and Ryast. They hold Kalyna and Tern.",
        "2024-03-10",
        ["t:olkha-south", "t:mak", "t:ryast", "t:kalyna", "t:tern"],
        "the list of its own sentence, not that of the next",
    ),
    ("Fighting in Dub.", "2024-03-10", ["t:dub"], "in the zone of fighting, and alone"),
    (
        "Fighting in Kalyna, Tern and Dub.",
        "2024-03-10",
        ["t:kalyna", "t:tern", None],
        "far from all that its sentence lists",
    ),
    (
        "Lipa and Dal.\n\nLipa again.",
        None,
        ["t:lipa-west", "t:dal", "t:lipa-west"],
        "as in the paragraph before",
    ),
]


@pytest.mark.parametrize(("text", "published", "ids", "why"), CHOICES, ids=[row[3] for row in CHOICES])
def test_choice(text: str, published: str | None, ids: list[str | None], why: str) -> None:
    found = mentions(text, published)
    assert sorted(str(one.place_id) for one in found) == sorted(map(str, ids)), [one.reason for one in found]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Klen in the South Region fell.", ("South Region",)),
        ("Klen, the South Region.", ("South Region",)),
        ("They hold Klen. In the South Region it rained.", ()),
        ("They hold Klen\nthe South Region", ()),
    ],
)
def test_a_region_holds_the_names_of_its_own_sentence(text: str, regions: tuple[str, ...]) -> None:
    assert read_cues(text, GAZETTEER.find_names(text), "en")[0].regions == regions


def test_what_is_left_open_says_why_and_shows_its_candidates() -> None:
    (equal,) = mentions("Fighting in Verba.")
    assert equal.reason == "2 places bear this name and two fit equally well"
    assert {one.place_id for one in equal.candidates} == {"t:verba-a", "t:verba-b"}
    (alone,) = mentions("They were seen in Sosna.")
    assert alone.reason.startswith("too little speaks for the likeliest, Sosna")
    assert "from the zone of fighting" in alone.candidates[0].reason


def test_where_no_zone_is_drawn_a_name_that_one_place_bears_is_believed() -> None:
    gazetteer = gazetteer_of([place("t:pine", "Pine", 49.0, 30.0)], ())
    assert [one.place_id for one in mentions("They took Pine.", gazetteer=gazetteer)] == ["t:pine"]


def test_order_of_the_names_of_a_report_is_irrelevant() -> None:
    one = {name.text: name.place_id for name in mentions("Klen, Orven, Dal and Lipa fell.")}
    other = {name.text: name.place_id for name in mentions("Lipa, Dal, Orven and Klen fell.")}
    assert one == other


@pytest.mark.parametrize("count", [2, 5, 40])
def test_the_place_that_pulls_most_is_the_one_that_measuring_all_finds(count: int) -> None:
    chance = Random(count)
    towns = [
        place(
            f"t:{n}", f"Town{chr(65 + n // 26)}{chr(65 + n % 26)}", 49 + chance.random(), 37 + chance.random()
        )
        for n in range(count)
    ]
    gazetteer = gazetteer_of(towns, ())
    report = report_of(
        "\n\n".join(", ".join(one.name for one in towns[n : n + 5]) for n in range(0, count, 5))
    )
    listed = frozenset(one.place_id for one in towns)
    groups = group_names(report, gazetteer.find_names(report.text), Ground(gazetteer, listed, None))
    weigh_together(list(groups.values()), gazetteer)
    find_near(list(groups.values()), list(groups.values()), gazetteer)

    def pull(one: Place, at: int, other: Place, there: int) -> float:
        return math.exp(-kilometres(one, other) / 30.0) * (1.0 if at == there else 0.6)

    for number, one in enumerate(towns):
        pulls = [pull(one, number // 5, other, n // 5) for n, other in enumerate(towns) if other != one]
        (near,) = groups[one.name, 2 * (number // 5)].near
        assert near is not None
        assert near.pull == pytest.approx(max(pulls), abs=1e-9)

"""A name means what an analyst settled: found in texts, chosen first, for the desk or for one report, until replaced."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from contested.locate.choose import choose_places
from contested.locate.gazetteer import Gazetteer, make_gazetteer
from contested.locate.settled import SettledNames
from contested.model import Mention, Place, Settled
from tests.extract.reading import report_of


def place(place_id: str, name: str, lat: float, lon: float, *names: str) -> Place:
    return Place(place_id=place_id, name=name, kind="settlement", lat=lat, lon=lon, names=names)


LIPA = place("wikidata:Q1", "Lipa", 50.0, 36.0, "Липове")
OTHER = place("wikidata:Q2", "Lipa", 46.0, 30.0, "Липове")
HILL = place("wikidata:Q4", "Lypovyi", 47.0, 31.0, "Липовий")
ORVEN = place("wikidata:Q3", "Orven", 50.1, 36.1)
PIN = place("theatre:dal-50.200-36.200", "Dal", 50.2, 36.2)
BASE = make_gazetteer([LIPA, OTHER, ORVEN, HILL])


def act(
    name: str, place: Place | None, by: str = "A. Reader", report: str | None = None, **more: bool
) -> Settled:
    return Settled(name=name, place=place, by=by, on_day="2025-12-10", report_name=report, **more)


def mentions(text: str, *acts: Settled, report: str = "case") -> list[Mention]:
    named = replace(report_of(text), name=report)
    settled = SettledNames(acts)
    gazetteer = settled.added_to(BASE, report if report in settled.reports else None)
    return list(choose_places(named, gazetteer.find_names(text), gazetteer, frozenset()))


def means(text: str, *acts: Settled, report: str = "case") -> dict[str, str | None]:
    return {one.text: one.place_id for one in mentions(text, *acts, report=report)}


def test_without_acts_the_gazetteer_is_the_same() -> None:
    assert SettledNames(()).added_to(BASE) is BASE


def test_one_of_several_namesakes_is_chosen_with_the_reason() -> None:
    assert means("They took Lipa.") == {"Lipa": None}
    (mention,) = mentions("They took Lipa.", act("Lipa", OTHER))
    assert (mention.place_id, mention.lat) == ("wikidata:Q2", 46.0)
    assert mention.reason == "settled by A. Reader on 2025-12-10"
    assert [one.place_id for one in mention.candidates] == ["wikidata:Q2"]


def test_a_spelling_that_no_table_has_is_found() -> None:
    assert means("They took Leepa and Orven.") == {"Orven": "wikidata:Q3"}
    assert means("They took Leepa and Orven.", act("Leepa", LIPA)) == {
        "Leepa": "wikidata:Q1",
        "Orven": "wikidata:Q3",
    }


def test_a_pin_is_a_place_of_its_own() -> None:
    (mention,) = mentions("They took Dal.", act("Dal", PIN))
    assert (mention.place_id, mention.name, mention.lat, mention.lon) == (PIN.place_id, "Dal", 50.2, 36.2)
    gazetteer = SettledNames([act("Dal", PIN)]).added_to(BASE)
    assert gazetteer.places[PIN.place_id] == PIN
    assert [one.place_id for one in gazetteer.named("dal")] == [PIN.place_id]
    assert set(gazetteer.places) == {*BASE.places, PIN.place_id}
    assert len(gazetteer.places) == len(BASE.places) + 1


def test_a_settled_place_helps_the_other_names_of_the_report() -> None:
    assert means("They went from Leepa to Lipa.", act("Leepa", ORVEN))["Lipa"] == "wikidata:Q1"


@pytest.mark.parametrize("name", ["Lipa", "Nowhere"])
def test_words_that_name_no_place(name: str) -> None:
    found = mentions(f"They took {name} and Orven.", act(name, None))
    assert {one.text: one.place_id for one in found if one.text != "Orven"} in ({"Lipa": None}, {})
    ruling = SettledNames([act(name, None)]).added_to(BASE).ruling(name)
    assert ruling is not None
    assert (ruling.place, ruling.reason) == (None, "settled by A. Reader on 2025-12-10: names no place")


ACTS = [
    ([act("Lipa", LIPA), act("Lipa", OTHER)], "wikidata:Q2"),
    ([act("Lipa", LIPA), act("lipa", OTHER)], "wikidata:Q2"),
    ([act("Lipa", OTHER), act("Lipa", LIPA)], "wikidata:Q1"),
    ([act("Lipa", OTHER), act("Lipa", None)], None),
    ([act("Lipa", OTHER), act("Lipa", None, withdrawn=True)], None),
    ([act("Lipa", None), act("Lipa", OTHER)], "wikidata:Q2"),
    ([act("Lipa", LIPA, report="case"), act("Lipa", OTHER)], "wikidata:Q1"),
    ([act("Lipa", LIPA, report="case"), act("Lipa", None, report="case", withdrawn=True), act("Lipa", OTHER)], "wikidata:Q2"),
    ([act("Lipa", LIPA, report="another")], None),
]  # fmt: skip


@pytest.mark.parametrize(("acts", "place_id"), ACTS)
def test_the_later_act_counts_and_that_on_the_report_before_that_on_the_desk(
    acts: list[Settled], place_id: str | None
) -> None:
    assert means("They took Lipa.", *acts) == {"Lipa": place_id}


def test_an_alias_of_one_report_is_found_in_that_only() -> None:
    acts = [act("Leepa", LIPA, report="one")]
    assert means("They took Leepa.", *acts, report="one") == {"Leepa": "wikidata:Q1"}
    assert means("They took Leepa.", *acts, report="two") == {}
    (mention,) = mentions("They took Leepa.", *acts, report="one")
    assert mention.reason == "settled by A. Reader on 2025-12-10 for this report"


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Бої за Липове.", "wikidata:Q1"),
        ("Бої біля Липовому.", None),  # a case of Липовий too, which is another name
    ],
)
def test_other_cases_are_meant_where_they_are_of_no_other_name(text: str, place_id: str | None) -> None:
    assert set(means(text, act("Липове", LIPA)).values()) == {place_id}


def test_a_case_that_only_the_settled_name_has_is_meant() -> None:
    assert means("Бої біля Березового.", act("Березове", LIPA)) == {"Березового": "wikidata:Q1"}


@pytest.mark.parametrize(
    "text", ["They took Dalove.", "They took Dаlove.", "Бої за Далове.", "Бої біля Далового."]
)
def test_other_spellings_that_the_gazetteer_would_find_are_ruled_too(text: str) -> None:
    for settled in (act("Далове", PIN), act("Далове", LIPA)):
        assert settled.place is not None
        assert set(means(text, settled).values()) == {settled.place.place_id}


def test_the_longest_of_overlapping_names_is_found() -> None:
    acts = [act("Lipa", OTHER), act("Orven Dal", PIN)]
    assert means("From Orven Dal to Lipa.", *acts) == {"Orven Dal": PIN.place_id, "Lipa": "wikidata:Q2"}


def test_a_pin_that_a_later_table_knows_is_that_place_and_keeps_its_old_id() -> None:
    pin = place("theatre:orven-50.110-36.110", "Orven", 50.11, 36.11)
    gazetteer = SettledNames([act("Arven", pin)]).added_to(BASE)
    ruling = gazetteer.ruling("Arven")
    assert ruling is not None
    assert ruling.place == ORVEN
    assert gazetteer.places[pin.place_id].lat == ORVEN.lat, "claims that were located by the pin"


def test_a_place_of_an_act_that_no_longer_stands_is_still_known() -> None:
    gazetteer = SettledNames([act("Dal", PIN), act("Dal", None, withdrawn=True)]).added_to(BASE)
    assert gazetteer.ruling("Dal") is None
    assert gazetteer.find_names("They took Dal.") == []
    assert gazetteer.places[PIN.place_id] == PIN


def test_a_gazetteer_by_itself_settles_nothing() -> None:
    assert Gazetteer.ruling(BASE, "Lipa") is None

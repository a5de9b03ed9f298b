"""Who passes a report on and says whose it is adds nothing; who cite each other in a ring are one witness."""

from __future__ import annotations

from itertools import permutations

import pytest
from composed_war import VOICES, Saying, Told, compose, day, publish
from copying import Copying, copy, credited, furnished, named
from drawn import COPIED
from outcomes import conclude, take_account
from test_flood import rivals

from contested.model import Voice

POST, WIRE = (Voice(name="Evening Post", kind="outlet"), Voice(name="Valley Wire", kind="agency"))
UNKNOWN_CITING = "a site nobody vouches for that cites a channel"
# Reports that an outlet can have from somebody else. What it shows or hears itself is its own; and what an unknown site has
# from a known channel, an outlet that is known passes on with more credit (see below).
PASSED_ON = sorted(
    kind
    for kind in COPIED
    if kind not in ("a channel's footage", "an outlet that names nobody", UNKNOWN_CITING)
)


def original(kind: str) -> Told:
    publisher, voice = COPIED[kind]
    said = [Saying("captured", "NO", "oldmill", voices=VOICES[voice], ago=1)]
    return publish("original", publisher, day(8), compose(said, "original"))


def retell(report: Told, by: str, on: int, *voices: Voice) -> Told:
    """The report's sayings in another's own words, on the report's word or on that of these voices."""
    said = [
        saying._replace(voices=voices or (named(report), *saying.voices), ago=on - 8 + 1)
        for piece in report.pieces
        for saying in piece.sayings
    ]
    return publish(f"{by} retells", by, day(on), compose(said, by))


@pytest.mark.parametrize("on", [8, 9, 13])
@pytest.mark.parametrize("kind", PASSED_ON)
def test_an_honest_outlet_that_attributes_adds_nothing(kind: str, on: int) -> None:
    report = original(kind)
    alone = conclude([*rivals(), report])
    assert conclude([*rivals(), report, retell(report, "Valley Wire", on)]) == alone


@pytest.mark.parametrize("form", [credited, furnished], ids=lambda form: form.__name__)
@pytest.mark.parametrize("kind", PASSED_ON)
def test_an_honest_outlet_that_reprints_adds_nothing(kind: str, form: object) -> None:
    if form is furnished and kind == "a site nobody vouches for":
        pytest.skip("who prints an unknown site's words under its own name makes them its own")
    report = original(kind)
    reprint = copy(report, Copying(form, 2, 2), 0, publisher="Valley Wire")  # type: ignore[arg-type]
    assert conclude([*rivals(), report, reprint]) == conclude([*rivals(), report])


@pytest.mark.parametrize("kind", PASSED_ON)
def test_a_chain_of_honest_outlets_adds_nothing(kind: str) -> None:
    report = original(kind)
    first = retell(report, "Valley Wire", 9)
    second = retell(report, "War Institute", 10, WIRE)
    third = retell(report, "Lantern", 11, Voice(name="War Institute", kind="think_tank"))
    alone = conclude([*rivals(), report])
    assert conclude([*rivals(), report, first, second, third]) == alone


@pytest.mark.parametrize("way", ["retold", "credited", "chain"])
def test_a_channels_word_weighs_the_same_whoever_carries_it(way: str) -> None:
    """A known outlet that has it from an unknown site may be quoted in its place, and that is all."""
    report = original(UNKNOWN_CITING)
    retold = retell(report, "Valley Wire", 9)
    carriers = {
        "retold": [retold],
        "credited": [copy(report, Copying(credited, 1, 1), 0, publisher="Valley Wire")],
        "chain": [retold, retell(report, "War Institute", 10, WIRE)],
    }
    before = take_account([*rivals(), report]).controls
    after = take_account([*rivals(), report, *carriers[way]]).controls
    assert [one.rows for one in after] == [one.rows for one in before]
    assert [
        [(one.origin, one.on, one.says, one.weight) for one in control.evidence] for control in after
    ] == [[(one.origin, one.on, one.says, one.weight) for one in control.evidence] for control in before]


RINGS = {
    "two outlets": (("Evening Post", WIRE), ("Valley Wire", POST)),
    "an outlet and a site nobody vouches for": (
        ("Evening Post", Voice(name="Echo", kind="outlet")),
        ("Echo", POST),
    ),
    "two sites nobody vouches for": (
        ("Echo", Voice(name="Lantern", kind="outlet")),
        ("Lantern", Voice(name="Echo", kind="outlet")),
    ),
    "three": (
        ("Evening Post", WIRE),
        ("Valley Wire", Voice(name="War Institute", kind="think_tank")),
        ("War Institute", POST),
    ),
    "itself": (("Evening Post", POST),),
}


@pytest.mark.parametrize("days", [(8, 8, 8), (8, 9, 10), (10, 9, 8)], ids=str)
@pytest.mark.parametrize("ring", RINGS)
def test_a_ring_of_citations_ends_and_counts_once(ring: str, days: tuple[int, int, int]) -> None:
    told = [
        publish(
            f"{publisher} cites",
            publisher,
            day(on),
            compose([Saying("captured", "NO", "oldmill", voices=(cited,), the=7)], publisher),
        )
        for (publisher, cited), on in zip(RINGS[ring], days, strict=False)
    ]
    accounts = [take_account(order) for order in permutations(told)]
    assert all(one == accounts[0] for one in accounts)
    (control,) = accounts[0].controls
    assert len(control.evidence) == len(accounts[0].origins) == len(accounts[0].events) == 1

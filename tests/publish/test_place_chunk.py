"""What the page's panel of a place, and its page of a report, are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from contested.model import Account, Former, PlaceRef, Relation, Slot
from contested.publish.site.pins import Pin
from contested.publish.site.reports import cut_claims, number_reports
from contested.publish.site.settings import SiteSettings
from contested.publish.site.spellings import describe_spellings, find_spellings
from contested.publish.site.told import Made
from tests.publish.chunked import describe_chunks
from tests.publish.full_account import CROWD, TOTALS, rich_account
from tests.publish.small import WORDS, claim

NOTHING = Account(reports=(), claims=(), mentions=(), origins=(), controls=(), events=())
TEXT = "Fighting goes on in Kupyansk. The city is held. Kup’iansk, they say."
NEAR = Relation(kind="edge", words="the outskirts of Kupyansk")


@pytest.fixture(scope="module")
def chunks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    settings = SiteSettings(name="Desk", as_of="2025-12-12", synthetic=True)
    return describe_site(rich_account(), settings, tmp_path_factory.mktemp("theatre"))


def describe_site(account: Account, settings: SiteSettings, folder: Path) -> dict[str, Any]:
    """All chunks of a site by name, and those of places by the place's name too."""
    chunks = describe_chunks(account, settings, folder)
    names = enumerate(one["name"] for one in chunks["desk"]["places"])
    return chunks | {name: chunks[f"place-{number}"] for number, name in names}


def ref(text: str | None, anchor: str | None = None, **fields: Any) -> PlaceRef:
    at = TEXT.index(anchor) if anchor else 0
    span = (at, at + len(anchor)) if anchor else None
    return PlaceRef(text=text, role="at", place_id="k", name="Kupiansk", anchor=span, **fields)


@pytest.mark.parametrize(
    ("places", "spellings"),
    [
        ((ref("Kupyansk", "Kupyansk"),), ["Kupyansk"]),
        ((ref("The city", "Kupyansk"),), ["Kupyansk"]),  # what it stands for, not what stands for it
        ((ref("the outskirts of Kupyansk", "Kupyansk", relation=NEAR),), ["Kupyansk"]),
        ((ref("the outskirts of Kupyansk", relation=NEAR),), []),
        ((ref("Kupyansk"), ref("Kup’iansk", "Kup’iansk")), ["Kupyansk", "Kup’iansk"]),
        ((ref("x" * 61),), []),
        ((ref(None),), []),
        ((replace(ref("Kupyansk"), place_id="other"),), []),
    ],
)
def test_a_spelling_is_how_a_report_has_the_name(places: tuple[PlaceRef, ...], spellings: list[str]) -> None:
    made = Made(NOTHING, {}, WORDS, texts={"r1": TEXT})
    assert list(find_spellings(claim(places=places), "k", made)) == spellings


def test_spellings_are_counted_by_report_and_lead_to_one() -> None:
    told = [
        claim(claim_id=f"c{at}", report_id=report, places=(ref(text),))
        for at, (report, text) in enumerate(
            [
                ("r1", "Kupyansk"),
                ("r1", "Kupyansk"),
                ("r2", "Kupyansk"),
                ("r2", "Купянск"),
                ("r3", "Kupiansk"),
            ]
        )
    ]
    made = Made(NOTHING, {"r1": 0, "r2": 1, "r3": 2}, WORDS)
    pin = Pin(place_id="k", name="Kupiansk", lat=None, lon=None, told=told)
    assert describe_spellings(pin, made)["written"] == [
        ("Kupyansk", 2, "c0", 0),
        ("Kupiansk", 1, "c4", 2),
        ("Купянск", 1, "c3", 1),
    ]


def test_the_gazetteers_names_are_those_that_no_report_has(chunks: dict[str, Any]) -> None:
    spellings = chunks["Kupiansk"]["spellings"]
    assert [one[0] for one in spellings["written"]] == ["Kupiansk"]
    assert spellings["names"] == ["Kupyansk", "Куп’янськ"]
    assert spellings["former"] == [("Kupiansk-na-Oskoli", 1780)]
    assert Former("Kupiansk-na-Oskoli", 1780) in rich_account().controls[0].place.former


def test_what_no_list_of_evidence_quotes_stands_under_one_row(chunks: dict[str, Any]) -> None:
    for place in (chunks[name] for name in ("Kupiansk", "Pishchane", "Chuhuiv")):
        numbers = [number for row in place["digest"] for number in row["happened"]]
        assert sorted(numbers) == list(range(len(place["happened"])))
    linked = [label for row in chunks["Kupiansk"]["digest"] for *_, label in row["claims"]]
    assert "Capital Courier, 9 December 2025" in linked


def test_claims_nearby_are_told_apart_from_evidence(chunks: dict[str, Any]) -> None:
    place = chunks["Kupiansk"]
    assert [one["reason"].split("; ")[1] for one in place["nearby"]] == ["told of Synkivka, 6.1 km away"] * 2
    assert {one["claim"] for one in place["nearby"]}.isdisjoint(one["claim"] for one in place["evidence"])
    assert chunks["Synkivka"]["nearby"] == []
    assert len([one for one in place["evidence"] if one["on"] == "2025-11-20"]) == CROWD + 2


def test_a_number_that_does_not_fit_is_marked_in_its_series(chunks: dict[str, Any]) -> None:
    (series,) = chunks["figures"]["series"]
    assert [(one["on"], one["low"], one["high"]) for one in series["points"]] == list(TOTALS)
    assert [one["on"] for one in series["points"] if one["fails"]] == ["2025-11-03"]


def test_each_piece_says_what_it_is_to_which_claim() -> None:
    text = "Drones struck Kupiansk and Chuhuiv."
    first = claim(text=text, slots=(Slot("trigger", 7, 13), Slot("place", 14, 22)))
    second = claim(text=text, slots=(Slot("place", 27, 34), Slot("trigger", 7, 13)))
    pieces = cut_claims(text + " Later.", [first, second])
    assert "".join(piece for piece, _, _ in pieces) == text + " Later."
    assert [(piece, slots) for piece, _, slots in pieces if slots] == [
        ("struck", [(0, "trigger"), (1, "trigger")]),
        ("Kupiansk", [(0, "place")]),
        ("Chuhuiv", [(1, "place")]),
    ]
    assert [marks for _, marks, _ in pieces] == [[0, 1]] * 7 + [[]]


def test_a_public_report_says_nothing_of_words_that_it_does_not_show(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    account = rich_account()
    strike = next(one for one in account.claims if one.event == "drone_strike")
    title = replace(strike, slots=(*strike.slots, Slot("place", 0, 6)))  # named in words that are left out
    claims = tuple(title if one is strike else one for one in account.claims)
    settings = SiteSettings(name="Desk", as_of="2025-12-12", synthetic=True, audience="public")
    shown = describe_site(replace(account, claims=claims), settings, tmp_path_factory.mktemp("public"))
    number = number_reports(account.reports)[strike.report_id]
    pieces = shown[f"report-{number}"]["pieces"]
    assert [slots for text, _, slots in pieces if not text and slots] == []
    assert any(slots for text, _, slots in pieces if text)

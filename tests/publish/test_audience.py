from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import UsageError
from contested.model import Claim, Day, Place, PlaceRef, Relation, Report, Slot, Voice
from contested.publish.audience import PublicRules, choose_public
from tests.publish.small import RYBAR, claim, place, report

GAZETTEER = {
    "composed:Kupiansk": Place(
        place_id="composed:Kupiansk", name="Kupiansk", kind="settlement", lat=49.71, lon=37.61
    ),
    "composed:Oskil": Place(
        place_id="composed:Oskil", name="Oskil", kind="river", lat=49.5, lon=37.6, uncertainty_km=60.0
    ),
}


def rules(
    as_of: str = "2025-12-31", delay_hours: float = 24, first_seen: Mapping[str, Day] | None = None
) -> PublicRules:
    return PublicRules(
        as_of=as_of, delay_hours=delay_hours, find_place=GAZETTEER.get, first_seen=first_seen or {}
    )


def show(told: Claim, written: Report | None = None) -> tuple[Report, Claim]:
    reports, claims = choose_public([written or report(told.text)], [told], rules())
    return reports[0], claims[0]


@pytest.mark.parametrize(
    ("as_of", "delay_hours", "published", "shown"),
    [
        ("2025-12-10", 24, "2025-12-09", True),
        ("2025-12-10", 24, "2025-12-10", False),
        ("2025-12-10", 0, "2025-12-10", True),
        ("2025-12-10", 0, "2025-12-11", False),
        ("2025-12-10T12:00:00Z", 24, "2025-12-08", True),
        ("2025-12-10T12:00:00Z", 24, "2025-12-09", False),
        ("2025-12-11T00:00:00Z", 24, "2025-12-09", True),
        ("2025-12-11T02:00:00+03:00", 24, "2025-12-09", False),
        ("2025-12-10T12:00:00", 72, "2025-12-07", False),
    ],
)
def test_delay(as_of: str, delay_hours: float, published: str, shown: bool) -> None:
    reports, claims = choose_public([report("x", published=published)], [claim()], rules(as_of, delay_hours))
    assert (len(reports), len(claims)) == (shown, shown)


def test_an_undated_report_is_as_old_as_its_first_sight() -> None:
    undated = report("x", published=None, published_basis="none")
    kept = [
        choose_public([undated], [claim()], rules("2025-12-10", 24, seen))
        for seen in ({}, {"r1": "2025-12-10"}, {"r1": "2025-12-01"})
    ]
    assert [(len(reports), len(claims)) for reports, claims in kept] == [(0, 0), (0, 0), (1, 1)]


def moved(name: str, **fields: float) -> PlaceRef:
    """A place 10 km north of another one."""
    relation = Relation(kind="offset", words="10 km north of it", bearing=0, low_km=10, high_km=10)
    return msgspec.structs.replace(place(name, "near", **fields), relation=relation)


def test_moment_that_is_none() -> None:
    with pytest.raises(UsageError, match="expected a day"):
        choose_public([], [], rules("yesterday"))


@pytest.mark.parametrize(
    ("ref", "point"),
    [
        (place("Kupiansk", "near", lat=49.80, lon=37.70, uncertainty_km=5.0), (49.71, 37.61, 5.0)),
        (place("Kupiansk", "axis", lat=49.80, lon=37.70, uncertainty_km=1.0), (49.71, 37.61, 2.0)),
        (place("Kupiansk", lat=49.7155, lon=37.6155, uncertainty_km=0.1), (49.71, 37.61, 2.0)),
        (place("Oskil", lat=49.5, lon=37.6, uncertainty_km=60.0), (49.5, 37.6, 60.0)),
        (moved("Kupiansk", lat=49.80, lon=37.61, uncertainty_km=5.0), (49.71, 37.61, 15.0)),
        (moved("Elsewhere", lat=49.80, lon=37.70, uncertainty_km=5.0), (None, None, None)),
        (place("Elsewhere", "near", lat=49.80, lon=37.70, uncertainty_km=5.0), (None, None, None)),
        (place("Elsewhere", lat=49.80, lon=37.70, uncertainty_km=5.0), (49.80, 37.70, 5.0)),
    ],
)
def test_places_snap_to_their_settlement(ref: PlaceRef, point: tuple[float | None, ...]) -> None:
    _, shown = show(claim(places=(ref,)))
    (snapped,) = shown.places
    assert (snapped.lat, snapped.lon, snapped.uncertainty_km) == point
    assert (snapped.text, snapped.role, snapped.name) == (ref.text, ref.role, ref.name)
    assert snapped.relation is None


@pytest.mark.parametrize(
    ("event", "places"), [("reinforced", 0), ("produced", 0), ("captured", 1), ("strike", 1)]
)
def test_troops_and_arms_have_no_place(event: str, places: int) -> None:
    slots = (Slot("trigger", 0, 4), Slot("place", 5, 9))
    _, shown = show(claim(event, places=(place("Kupiansk"),), slots=slots))
    assert len(shown.places) == places
    assert [slot.slot for slot in shown.slots] == ["trigger", "place"][: 1 + places]


PRIVATE: list[tuple[dict[str, Any], str, str, str]] = [
    ({"name": "Olena Petrenko", "kind": "resident"}, "Olena Petrenko said so. Petrenko wept in Kupiansk.",
     "a resident", "█████ ████████ said so. ████████ wept in Kupiansk."),
    ({"name": "the witness Ivan", "kind": "witness"}, "Ivan, whom Ivanna knows, ran.", "a witness", "████, whom Ivanna knows, ran."),
    ({"name": "Residents of Kupiansk", "kind": "resident"}, "Residents of Kupiansk ran.", "a resident", "Residents of Kupiansk ran."),
    ({"name": "Олена", "kind": "resident"}, "Олена бачила.", "a resident", "█████ бачила."),
    ({"name": "Rybar", "kind": "channel"}, "Rybar said so.", "Rybar", "Rybar said so."),
    ({"name": "Known Person", "kind": "witness", "source_id": "known"}, "Known Person said.", "Known Person", "Known Person said."),
]  # fmt: skip


@pytest.mark.parametrize(("voice", "text", "name", "shown_text"), PRIVATE)
def test_private_names(voice: dict[str, Any], text: str, name: str, shown_text: str) -> None:
    told = claim(text=text, voices=(RYBAR, Voice(**voice)), places=(place("Kupiansk"),))
    written, shown = show(told, report(text, title=text))
    assert [one.name for one in shown.voices] == ["Rybar", name]
    assert (shown.text, written.text, written.title) == (shown_text, shown_text, shown_text)


@given(st.text(alphabet="Olena Petr.-\n", max_size=60), st.data())
def test_spans_stay_true(text: str, data: st.DataObject) -> None:
    words = [found for found in text.split() if found]
    first = data.draw(st.sampled_from(words)) if words else ""
    start = text.find(first)
    told = claim(text=first, start=start, end=start + len(first), voices=(Voice(name=text, kind="witness"),))
    written, shown = show(told, report(text))
    assert written.text[shown.start : shown.end] == shown.text
    assert len(written.text) == len(text)


def test_names_are_hidden_in_their_own_report_only() -> None:
    one = claim(text="Olena ran.", voices=(Voice(name="Olena", kind="witness"),))
    two = claim(text="Olena ran.", claim_id="c2", report_id="r2")
    reports, _ = choose_public([report("Olena ran."), report("Olena ran.", "r2")], [one, two], rules())
    assert [written.text for written in reports] == ["█████ ran.", "Olena ran."]


def published(**fields: Any) -> Report:
    return report(
        "It fell, Oksana Lyst writes.", author="Oksana Lyst", title="Oksana Lyst on the mill", **fields
    )


@pytest.mark.parametrize(
    ("written", "author"),
    [
        (published(publisher="Post", found_in={"author": "meta author"}), "Oksana Lyst"),
        (published(url="https://post.example/1", found_in={"author": "JSON-LD author"}), "Oksana Lyst"),
        (published(found_in={"author": "meta author"}), None),
        (published(found_in={"author": "From"}), None),
        (
            published(
                publisher="Post", found_in={"author": "From of the message handed on", "id": "Message-ID"}
            ),
            None,
        ),
    ],
)
def test_who_writes_for_a_publisher_is_named_and_who_writes_a_letter_is_not(
    written: Report, author: str | None
) -> None:
    shown, _ = show(claim(), written)
    assert shown.author == author
    assert ("Oksana" in repr(shown)) == (author is not None)
    assert ("Message-ID" in repr(shown), shown.name.startswith("letter ")) == (False, author is None)


def test_a_witness_is_hidden_in_all_that_a_page_says_of_itself() -> None:
    told = claim(
        text="It fell, Olena Petrenko said.", voices=(Voice(name="Olena Petrenko", kind="resident"),)
    )
    written = report(
        told.text, publisher="Post", author="Olena Petrenko", site="Petrenko at the mill",
        canonical="https://post.example/olena-petrenko",
    )  # fmt: skip
    shown, _ = show(told, written)
    assert (shown.author, shown.site, shown.canonical) == ("█████ ████████", "████████ at the mill", None)

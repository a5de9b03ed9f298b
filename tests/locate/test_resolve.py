"""Claims whose places are any words of a report get the places that the names in them were chosen to mean."""

from __future__ import annotations

import pytest

from contested.model import Claim, PlaceRef, When
from tests.desks import TINY
from tests.extract.reading import report_of, workshop

TEXT = "In the village of Dunmarrow, in the Upper Vale region, all is quiet. In Nowhereville it rains."


def located(words: str, kinds: tuple[str, ...] = (), text: str = TEXT) -> PlaceRef:
    """The place of a claim that is anchored in these words."""
    start = text.index(words)
    report = report_of(text)
    place = PlaceRef(
        text=words, role="at", name=f"so told: {words}", anchor=(start, start + len(words)), kinds=kinds
    )
    claim = Claim(
        claim_id="c",
        report_id=report.report_id,
        report_name=report.name,
        start=0,
        end=len(text),
        text=text,
        event="holds",
        actor=None,
        target=None,
        places=(place,),
        when=When(start=None, end=None, text=None, basis="none"),
        voices=(),
        stance="asserted",
        figures=(),
        rule="toy",
        score=0.5,
    )
    ((found,),) = (one.places for one in workshop(str(TINY / "theatre")).locate_again(report, [claim]))
    return found


@pytest.mark.parametrize(
    ("words", "place_id"),
    [
        ("Dunmarrow", "theatre:dunmarrow"),
        ("the village of Dunmarrow", "theatre:dunmarrow"),
        ("the Upper Vale region", "theatre:upper-vale"),
        ("Upper Vale", "theatre:upper-vale"),
        ("Nowhereville", None),
        ("all is quiet", None),
        ("marrow", None),
    ],
)
def test_the_longest_name_within_the_words_is_meant(words: str, place_id: str | None) -> None:
    place = located(words)
    assert place.place_id == place_id
    assert (place.lat is None) == (place_id is None)
    assert place.text == words
    if place_id is None:
        assert place.name == f"so told: {words}"


def test_a_name_of_another_kind_is_not_meant() -> None:
    assert located("Upper Vale", ("settlement",)).place_id is None
    assert located("Upper Vale", ("region", "river")).place_id == "theatre:upper-vale"

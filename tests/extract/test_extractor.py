"""What holds of every text, whatever it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.vocabulary import event_types
from tests.extract.reading import read_claims, report_of, workshop

WORDS = st.sampled_from(
    [
        "Russian",
        "Ukrainian",
        "forces",
        "troops",
        "the",
        "enemy",
        "captured",
        "seized",
        "withdrew",
        "from",
        "entered",
        "advanced",
        "near",
        "attacked",
        "repelled",
        "Kupiansk",
        "Pokrovsk",
        "Moscow",
        "Kyiv",
        "Oskil",
        "region",
        "said",
        "denied",
        "that",
        "it",
        "was",
        "not",
        "by",
        "and",
        ",",
        ".",
        ";",
        ":",
        "“",
        "”",
        "—",
        "reportedly",
        "will",
        "plans",
        "to",
        "drones",
        "45",
        "at",
        "least",
        "12",
        "civilians",
        "killed",
        "on",
        "Friday",
        "in",
        "February",
        "2022",
        "some",
        "time",
        "ago",
        "according",
        "ISW",
        "Rybar",
        "which",
        "while",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_claims_stand_on_their_words(text: str) -> None:
    for claim in read_claims(text, published="2024-12-30"):
        assert text[claim.start : claim.end] == claim.text
        assert 0 <= claim.score <= 1
        assert claim.event in event_types()
        assert claim.actor is None or claim.actor != claim.target
        for slot in claim.slots:
            assert claim.start <= slot.start < slot.end <= claim.end
        if claim.stance not in ("forecast", "intended") and claim.when.end:
            assert claim.when.end <= "2024-12-30"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_the_same_way_twice(text: str) -> None:
    assert read_claims(text) == read_claims(text)


@pytest.mark.parametrize("digits", ["15.11.2024", "1.2.3", "1.234,5", "May ²", "² May", "²²²"])
def test_digits_that_are_no_number_are_passed_over(digits: str) -> None:
    claims = read_claims(f"On {digits} Russian forces captured Synkivka.", published="2024-11-20")
    assert [(claim.event, claim.figures) for claim in claims] == [("captured", ())]


def test_claim_ids_differ_within_a_report() -> None:
    text = (
        "Russian forces captured Synkivka. Russian forces captured Synkivka. They captured Podoly and Borova."
    )
    ids = [claim.claim_id for claim in read_claims(text)]
    assert len(ids) == len(set(ids)) >= 3


def test_one_verb_that_is_read_twice_alike_is_one_claim() -> None:
    text = "Украинские беспилотники атаковали Белгород. Повреждены четыре автомобиля и фасад коммерческого объекта."
    claims = read_claims(text, "ru", "2025-09-22")
    assert "infrastructure_damage" in {claim.event for claim in claims}
    assert len({claim.claim_id for claim in claims}) == len(claims)


def test_a_language_that_nobody_reads_gives_no_claims() -> None:
    assert workshop().read(report_of("Wojska zajęły Synkivkę.", "pl")).claims == ()


@pytest.mark.parametrize(
    "piece",
    [
        "Russian forces attacked near Synkivka and Podoly, while Ukrainian troops held Borova, ",
        "Synkivka e.g. A ",
        "x" * 80,
        "a. ",
        "Synkivka, Podoly and ",
        "“Russian forces captured Podoly,” ",
    ],
)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    """Ten times the text takes at most some forty times as long; a quadratic reader would take a hundred times."""

    def took(times: int) -> float:
        return min(timed(piece * times) for _ in range(3))

    def timed(text: str) -> float:
        start = time.perf_counter()
        read_claims(text)
        return time.perf_counter() - start

    read_claims(piece)
    assert took(300) < 40 * took(30) + 0.05

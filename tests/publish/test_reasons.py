"""Reasons of weights, told in the language of publication."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.pipeline import Moment, add_paths, bring_up_to_date, take_account
from contested.publish.reasons import PART, patterns, tell_reason
from contested.publish.words import load_words
from contested.theatres import load_theatre
from tests.desks import EXAMPLE, make_desk

THEATRE = load_theatre("russia_ukraine")
UK = load_words(THEATRE, "uk")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("channel; serves its own side", "канал; на користь власної сторони"),
        ("think tank; hedged; said so 3 times before, in 30 days",
         "аналітичний центр; з застереженням; уже казало це раніше, разів: 3, за 30 днів"),
        ("analyst; 3 of 4 such statements were borne out, 12 to 24 days late as a rule",
         "аналітик; з таких тверджень (4) справдилося 3, зазвичай із запізненням на 12–24 днів"),
        ("ministry; none of 2 such denials was borne out", "міністерство; з таких заперечень (2) не справдилося жодне"),
        ("DeepState, analyst; told of Kupiansk, 4.4 km away",
         "DeepState, аналітик; про населений пункт Куп'янськ, за 4,4 км звідси"),
        ("channel; taken back on 2025-12-10", "канал; відкликано 10 грудня 2025"),
        ("outlet; undated; by its own words of 2025-12-01 to 2025-12-10",
         "видання; без дати; за власними словами, між 1 грудня 2025 та 10 грудня 2025"),
        ("something that nobody translated", "something that nobody translated"),
    ],
)  # fmt: skip
def test_a_reason_in_ukrainian(reason: str, said: str) -> None:
    assert tell_reason(reason, UK, {"Kupiansk": "Куп'янськ"}) == said


def test_in_english_it_stays_as_it_is() -> None:
    assert tell_reason("channel; denied", load_words(THEATRE)) == "channel; denied"


def test_every_reason_of_the_example_is_known(tmp_path: Path) -> None:
    shop = make_desk(tmp_path, sources=True)
    add_paths(shop, [EXAMPLE / "reports"], "2025-12-20T00:00:00Z")
    bring_up_to_date(shop, "2025-12-20T00:00:00Z")
    account = take_account(shop, Moment("2025-12-20"))
    evidence = [one for control in account.controls for one in (*control.evidence, *control.nearby)]
    reasons = {one.reason.removeprefix(f"{one.origin}, ") for one in evidence}
    parts = {part for reason in reasons for part in reason.split(PART)}
    known = {key for key, find in patterns().items() for part in parts if find.fullmatch(part)}
    assert len(known) > 12
    assert [one for one in parts if not any(find.fullmatch(one) for find in patterns().values())] == []

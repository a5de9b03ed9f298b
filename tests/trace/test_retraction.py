"""Who takes its word back. Each row: what was asserted, what was denied later, and whether that takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from trace_samples import make_claim, make_report

from contested.model import TakenBack
from contested.trace.retraction import Said, find_retractions, said_of
from tests.extract.reading import read_claims

TOOK = Said(
    source="ridge",
    event="captured",
    actor="NO",
    places=frozenset({"oldmill"}),
    on=None,
    published="2031-05-04",
    claim_id="took",
    denied=False,
)
DENIED = replace(TOOK, published="2031-05-10", claim_id="denied", denied=True)


def told(**changes: Any) -> Said:
    return replace(TOOK, **changes)


def denies(**changes: Any) -> Said:
    return replace(DENIED, **changes)


HOLDS = told(event="holds")
ADVANCED = told(event="advanced")
STRUCK = told(event="drone_strike")
ENTERED = told(event="entered")
LEFT = told(event="withdrew")


@pytest.mark.parametrize(
    ("assertion", "denial", "taken_back", "because"),
    [
        (TOOK, denies(), True, "the same source denies it on a later day"),
        (TOOK, denies(source="institute"), False, "another's denial is a rival claim"),
        (TOOK, denies(actor="SO"), False, "of another actor"),
        (TOOK, denies(places=frozenset({"fernhill"})), False, "of another place"),
        (TOOK, denies(places=frozenset({"fernhill", "oldmill"})), True, "one place in common is enough"),
        (told(places=frozenset()), denies(places=frozenset()), False, "nothing ties two placeless claims"),
        (TOOK, denies(event="advanced"), False, "another event"),
        (
            TOOK,
            denies(published="2031-05-04"),
            False,
            "later in the day is not enough: editions are not told apart",
        ),
        (TOOK, denies(published="2031-05-01"), False, "a denial before it is what it said then"),
        (TOOK, denies(published=None), False, "nobody knows when an undated denial was made"),
        (told(published=None), denies(), False, "or whether it came after an undated assertion"),
        (TOOK, denies(published="2031-07-03"), True, "sixty days later"),
        (TOOK, denies(published="2031-07-04"), False, "longer ago than that"),
        (TOOK, denies(on=("2031-05-04", "2031-05-04")), True, "a denial for that day"),
        (TOOK, denies(on=("2031-05-07", "2031-05-07")), True, "within what reports come late"),
        (TOOK, denies(on=("2031-05-08", "2031-05-09")), False, "a denial for a later time"),
        (TOOK, denies(on=("2031-03-01", "2031-03-31")), False, "or for an earlier one"),
        (
            told(on=("2031-03-20", "2031-03-20")),
            denies(on=("2031-03-01", "2031-03-31")),
            True,
            "told of March",
        ),
        (told(on=("2031-03-20", "2031-03-20")), denies(on=None), True, "counted from what happened: 51 days"),
        (
            told(on=("2031-03-01", "2031-03-01")),
            denies(on=None),
            False,
            "counted from what happened: 70 days",
        ),
        (LEFT, denies(event="withdrew"), True, "a withdrawal happens once"),
        (ENTERED, denies(event="entered"), True, "so does an entry"),
        (ENTERED, denies(event="entered", anew=True), False, "no new attempts are no retraction of old ones"),
        (TOOK, denies(event="holds"), False, "not holding it now does not say that it was never taken"),
        (TOOK, denies(event="holds", on=("2031-05-05", "2031-05-05")), True, "not holding it then does"),
        (HOLDS, denies(), True, "what was never taken was not held"),
        (HOLDS, denies(event="holds"), False, "not now, says nothing about a week ago"),
        (HOLDS, denies(event="holds", published="2031-05-06"), True, "of the same days"),
        (
            HOLDS,
            denies(event="holds", on=("2031-05-04", "2031-05-05")),
            True,
            "by its own date of the same days",
        ),
        (ADVANCED, denies(event="advanced"), False, "no advance this week, but one last week"),
        (ADVANCED, denies(event="advanced", published="2031-05-07"), True, "no advance on the same days"),
        (ADVANCED, denies(event="advanced", published="2031-05-07", anew=True), False, "no further advance"),
        (STRUCK, denies(event="drone_strike"), False, "strikes come again"),
        (STRUCK, denies(event="drone_strike", outright=True), True, "unless it retracts its report of them"),
        (
            TOOK,
            denies(outright=True, on=("2031-05-09", "2031-05-10")),
            True,
            "the day of retracting is not its time",
        ),
        (TOOK, denies(outright=True, published="2031-09-01"), False, "even outright not a season later"),
    ],
)
def test_what_takes_back_what(assertion: Said, denial: Said, taken_back: bool, because: str) -> None:
    expected = {"took": TakenBack(denial.published or "", "denied")} if taken_back else {}
    assert find_retractions([assertion, denial]) == expected, because


def test_what_is_said_again_stands() -> None:
    again = told(claim_id="again", published="2031-05-12")
    before = told(claim_id="before", published="2031-05-06")
    assert find_retractions([TOOK, before, DENIED, again]) == {
        "before": TakenBack("2031-05-10", "denied"),
        "took": TakenBack("2031-05-10", "denied"),
    }


def test_the_first_denial_counts() -> None:
    later, same_day = denies(claim_id="a later one", published="2031-05-11"), denies(claim_id="and another")
    assert find_retractions([later, DENIED, same_day, TOOK]) == {
        "took": TakenBack("2031-05-10", "and another")
    }


SAMPLES = [TOOK, HOLDS, LEFT, ADVANCED, told(source="institute"), told(published="2031-05-12")]
SAMPLES += [
    DENIED,
    denies(event="holds"),
    denies(source="institute"),
    denies(published="2031-05-15", outright=True),
]
NUMBERED = [replace(one, claim_id=f"{at:02}") for at, one in enumerate(SAMPLES)]


@given(st.lists(st.sampled_from(NUMBERED), unique_by=lambda one: one.claim_id), st.randoms())
def test_order_is_irrelevant_and_nobody_takes_back_for_another(said: list[Said], chance: Any) -> None:
    found = find_retractions(said)
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert find_retractions(shuffled) == found
    by_id = {one.claim_id: one for one in said}
    for claim_id, taken in found.items():
        assertion, denial = by_id[claim_id], by_id[taken.claim_id]
        assert (assertion.source, assertion.denied, denial.denied) == (denial.source, False, True)
        assert (assertion.published or "") < taken.on == denial.published


@given(st.lists(st.sampled_from(NUMBERED), unique_by=lambda one: one.claim_id))
def test_what_was_taken_back_by_a_day_does_not_depend_on_later_days(said: list[Said]) -> None:
    then = [one for one in said if (one.published or "") <= "2031-05-10"]
    known = find_retractions(said)
    assert {key: one for key, one in known.items() if one.on <= "2031-05-10"} == find_retractions(then)


def test_a_claim_as_what_its_source_says() -> None:
    report = make_report("a", "On Friday the ministry retracted its claim that its troops had taken Oldmill.")
    claim = replace(make_claim(report, stance="denied"), rule="rules:en/captured#1.verb+taken_back")
    said = said_of(claim, "staff-n", frozenset({"theatre:oldmill"}))
    assert (said.source, said.denied, said.outright, said.anew, said.on) == (
        "staff-n",
        True,
        True,
        False,
        None,
    )
    dated = replace(claim, when=replace(claim.when, text="On Friday", basis="relative"), rule="rules:x+anew")
    again = said_of(dated, "staff-n", frozenset())
    assert (again.outright, again.anew, again.on) == (False, True, ("2031-05-04", "2031-05-04"))


def test_from_reports_of_two_days_to_what_is_taken_back() -> None:
    """A channel's capture, and five days later a site that tells how the channel deleted its post."""
    then = read_claims("Rybar said that Russian troops had captured Toretsk.", "en", "2025-02-03", "A")
    now = read_claims(
        "Rybar withdrew on Friday its report of the capture of Toretsk.", "en", "2025-02-08", "B"
    )
    other = read_claims(
        "The General Staff denied that Russian troops had captured Toretsk.", "en", "2025-02-07", "B"
    )
    said = [
        said_of(claim, claim.voices[-1].name, frozenset(ref.name or "" for ref in claim.places))
        for claim in (*then, *now, *other)
    ]
    assert find_retractions(said) == {then[0].claim_id: TakenBack("2025-02-08", now[0].claim_id)}

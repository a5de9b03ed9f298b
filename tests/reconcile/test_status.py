"""The status of a place on a day: state, dispute, what each side claims, and the evidence in order."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from reconcile_samples import Told, control, make_claim

from contested.model import Status, pack_rows
from contested.reconcile import status_on
from contested.reconcile.status import agree, began_on, name_state

CAPTURE: Told = [
    ("Institute", make_claim("i", "captured", "SO", "2031-05-04")),
    ("Southern Staff", make_claim("s", "captured", "SO", "2031-05-03")),
]
DENIAL = ("Northern Staff", make_claim("n", "captured", "SO", "2031-05-05", stance="denied"))
ADMISSION = ("Northern Staff", make_claim("a", "withdrew", "NO", "2031-05-06"))


def status(told: Told, day: str = "2031-05-10") -> Status:
    return status_on(control(told), day)


def test_day_before_evidence_is_unknown_but_shows_what_came_later() -> None:
    before = status(CAPTURE, "2031-05-01")
    assert (before.state, before.probabilities, before.origins, before.last_evidence) == (
        "unknown",
        {},
        0,
        None,
    )
    assert all(one.reason.endswith("later than the day asked") for one in before.evidence)


def test_plain_capture() -> None:
    found = status(CAPTURE)
    assert found.state == "SO"
    assert not found.disputed
    assert list(found.probabilities.values()) == sorted(found.probabilities.values(), reverse=True)
    assert (found.origins, found.last_evidence) == (2, "2031-05-04")
    assert [one.weight for one in found.evidence] == sorted(
        (one.weight for one in found.evidence), reverse=True
    )


def test_denial_disputes_and_admission_ends_the_dispute() -> None:
    disputed = status([*CAPTURE, DENIAL])
    assert disputed.disputed
    assert disputed.claimed["SO"].state == "SO"
    assert (disputed.claimed["NO"].state, disputed.claimed["NO"].since) == ("NO", "2031-05-05")
    ended = status([*CAPTURE, DENIAL, ADMISSION])
    assert not ended.disputed
    assert (ended.claimed["NO"].state, ended.claimed["NO"].since) == ("not:NO", "2031-05-06")


def test_word_from_before_the_turn_disputes_nothing() -> None:
    held = ("Northern Staff", make_claim("h", "holds", "NO", "2031-04-01"))
    assert not status([held, *CAPTURE]).disputed


def test_claim_runs_since_its_first_saying_and_counts_its_origins() -> None:
    told = [
        ("Southern Staff", make_claim("1", "captured", "SO", "2031-05-01")),
        ("Southern Staff", make_claim("2", "holds", "SO", "2031-05-04")),
        ("Southern Staff", make_claim("3", "clashed", "SO", "2031-05-06")),
    ]
    claimed = status(told).claimed["SO"]
    assert (claimed.state, claimed.since, claimed.origins) == ("SO", "2031-05-01", 1)


def test_a_sides_officials_speak_for_it_before_those_who_lean_to_it() -> None:
    leaning = ("Ridge", make_claim("2", "withdrew", "SO", "2031-05-04"))
    assert status([leaning]).claimed["SO"].state == "not:SO"
    official = ("Southern Staff", make_claim("1", "captured", "SO", "2031-05-01"))
    assert status([official, leaning]).claimed["SO"].state == "SO"
    unknown = ("Echo", make_claim("3", "captured", "SO", "2031-05-05"))
    assert "NO" not in status([official, unknown]).claimed


def test_unvouched_origins_count_as_one() -> None:
    crowd = [("Post", make_claim("p", "captured", "SO")), ("Echo", make_claim("e", "captured", "SO"))]
    alone = status(crowd)
    assert (alone.state, alone.probabilities, alone.origins) == ("unknown", {}, 1)
    assert status([*CAPTURE, *crowd]).origins == 3


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ((0.6, 0.3, 0.1), "NO"),
        ((0.1, 0.2, 0.7), "contested"),
        ((0.45, 0.35, 0.2), "unknown"),
        ((0.5, 0.5, 0.0), "unknown"),
        ((), "unknown"),
    ],
)
def test_state_needs_half_and_no_equal(row: tuple[float, ...], state: str) -> None:
    assert name_state(("NO", "SO", "contested"), row, 0.5) == state


@pytest.mark.parametrize(
    ("day", "state", "began"),
    [
        ("2031-05-05", "NO", "2031-05-01"),
        ("2031-05-20", "SO", "2031-05-11"),
        ("2031-05-20", "NO", "2031-05-20"),  # another state was there the day before
        ("2031-04-20", "NO", "2031-04-20"),
        ("2031-06-15", "SO", "2031-05-11"),  # the last row stands for the days after it
        ("2031-09-01", "SO", "2031-07-03"),  # no further back than disputes go
    ],
)
def test_a_state_began_with_its_unbroken_run(day: str, state: str, began: str) -> None:
    rows = [(0.9, 0.1, 0.0)] * 10 + [(0.1, 0.9, 0.0)] * 20
    known = replace(control(CAPTURE), first="2031-05-01", chances=pack_rows(rows))
    assert began_on(known, day, state, 0.5) == began


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        ("NO", "NO", True),
        ("NO", "SO", False),
        ("NO", "not:NO", False),
        ("NO", "not:SO", True),
        ("not:NO", "not:SO", True),
    ],
)
def test_sayings_that_can_both_be_true(one: str, other: str, can: bool) -> None:
    assert agree(one, other) is agree(other, one) is can

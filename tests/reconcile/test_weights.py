"""Weights: each feature moves them the way it should and says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reconcile_samples import THEATRE, control, gather, make_claim, places_by_id

from contested.model import Dating, Evidence
from contested.reconcile.chain import Ints
from contested.reconcile.control import record_controls, window_of
from contested.reconcile.habits import SHAPE, Habits, Speaker
from contested.reconcile.priors import load_priors
from contested.reconcile.profiles import TOLD
from contested.vocabulary import event_types

STAFF: Speaker = ("Southern Staff", "military", "own")
HOLDS, OTHER_HOLDS, COMES_IN, OTHER_COMES_IN = range(4)


def counted(*standings: int, told: str = "captured", times: int = 40, phase: int = 3) -> Ints:
    """So many statements in each of the standings, all as old."""
    counts = np.zeros(SHAPE, dtype=np.int64)
    for standing in standings:
        counts[TOLD.index(told), standing, phase] += times * 1_000_000  # type: ignore[arg-type]
    return counts


def weigh(speaker: str, event: str = "captured", actor: str = "SO", **more: Any) -> Evidence:
    """The one evidence of a place, by nobody's habits or by those that were counted."""
    counts = more.pop("counts", {})
    heard = gather([(speaker, make_claim("a", event, actor, **more))])
    states = (*THEATRE.holders, "contested")
    (found,) = record_controls(
        heard, states, window_of(heard, "2031-06-30"), Habits(counts), places_by_id(), load_priors()
    )
    (evidence,) = found.evidence
    return evidence


def dated(days: int) -> Dating:
    return Dating(start="2031-05-01", end=f"2031-05-{days:02}", reasons=("a weekday",), span=(0, 1))


BOAST = weigh("Southern Staff")
WRONG = counted(OTHER_HOLDS, OTHER_HOLDS, HOLDS)
# A source that speaks of places that it has not lost, and seldom of others.
RIGHT = counted(HOLDS, told="captured") + counted(OTHER_HOLDS, told="entered")


@pytest.mark.parametrize(
    ("heavier", "lighter", "words"),
    [
        (weigh("Northern Staff"), BOAST, "serves its own side"),
        (BOAST, weigh("Southern Staff", stance="hedged"), "hedged"),
        (BOAST, weigh("Southern Staff", score=0.6), "read with a score of 0.60"),
        (BOAST, weigh("Southern Staff", "clashed", "NO"), "fighting, not control"),
        (BOAST, weigh("Southern Staff", "encircled", "NO"), "surrounded, so still held"),
        (BOAST, weigh("Ridge"), "Ridge, channel"),
        (weigh("Institute"), BOAST, "Southern Staff, military"),
        (BOAST, weigh("Echo"), "nobody vouches for it"),
        (BOAST, weigh("Southern Staff", counts={STAFF: WRONG}), "40 of 120 such statements were borne out"),
        (weigh("Southern Staff", counts={STAFF: RIGHT}), BOAST, "serves its own side"),
        (BOAST, weigh("Southern Staff", published=None, dating=dated(14)), "2031-05-01 to 2031-05-14"),
        (
            weigh("Southern Staff", published=None, dating=dated(14)),
            weigh("Southern Staff", published=None, dating=dated(30)),
            "undated; by its own words",
        ),
    ],
)
def test_feature_moves_the_weight_and_says_why(heavier: Evidence, lighter: Evidence, words: str) -> None:
    assert heavier.weight > lighter.weight
    assert words in lighter.reason


@pytest.mark.parametrize("event", ["captured", "holds", "repelled", "withdrew", "entered"])
@pytest.mark.parametrize("speaker", ["Northern Staff", "Southern Staff", "Ridge", "Institute"])
def test_no_word_told_outright_speaks_against_itself(speaker: str, event: str) -> None:
    """Whoever says it, and however badly its like turned out."""
    kind, interest = {
        "Northern Staff": ("military", "against"),
        "Southern Staff": ("military", "own"),
        "Ridge": ("channel", "own"),
        "Institute": ("think_tank", "none"),
    }[speaker]
    if event == "withdrew":
        interest = {"own": "against", "against": "own", "none": "none"}[interest]
    worst = (
        (COMES_IN, OTHER_COMES_IN, OTHER_HOLDS) if event not in ("withdrew", "entered") else (OTHER_HOLDS,)
    )
    key: Speaker = (speaker, kind, interest)  # type: ignore[assignment]
    learned = weigh(speaker, event, counts={key: counted(*worst, told=event)}).weight
    assert 0 <= learned < weigh(speaker, event).weight


@pytest.mark.parametrize(
    ("phase", "late"), [(0, None), (1, None), (2, "3 to 5"), (4, "12 to 24"), (5, "more than 24")]
)
def test_lateness_is_told(phase: int, late: str | None) -> None:
    reason = weigh("Southern Staff", counts={STAFF: counted(HOLDS, phase=phase)}).reason
    assert "40 of 40 such statements were borne out" in reason
    assert (f"{late} days late as a rule" in reason) if late else ("late" not in reason)


def test_who_names_the_day_is_not_late() -> None:
    claim = make_claim("a", "captured", "SO")
    told = weigh(
        "Southern Staff",
        counts={STAFF: counted(HOLDS, phase=4)},
        when=type(claim.when)(start="2031-05-04", end="2031-05-04", text="on 4 May", basis="explicit"),
    )
    assert "late" not in told.reason


def test_of_denials_it_is_said_whether_anything_is_known() -> None:
    denies: Speaker = ("Northern Staff", "military", "own")
    new = weigh("Northern Staff", stance="denied")
    assert "nothing shows yet what its denials are worth" in new.reason
    assert new.weight == 0.0
    known = weigh("Northern Staff", stance="denied", counts={denies: counted(OTHER_HOLDS, told="denied")})
    assert "none of 40 such denials was borne out" in known.reason


def test_a_second_voice_makes_what_is_told_surer() -> None:
    one = control([("Institute", make_claim("a", "captured", "SO"))])
    two = control(
        [("Institute", make_claim("a", "captured", "SO")), ("Ridge", make_claim("b", "captured", "SO"))]
    )
    assert two.rows[0][1] > one.rows[0][1]


def test_every_event_type_and_voice_kind_has_a_prior() -> None:
    implied = {kind.implies for kind in event_types().values()} - {"nothing"}
    assert implied <= load_priors().implies.keys()
    assert min(load_priors().kind.values()) > 0

"""Weights: each feature moves them the way it should and says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reconcile_samples import PLACES, THEATRE, make_claim, split

from contested.model import Dating, Evidence
from contested.reconcile.habits import Habit, Outcome, learn_habits
from contested.reconcile.priors import load_priors
from contested.reconcile.statements import gather_statements
from contested.reconcile.weights import weigh_statement
from contested.vocabulary import event_types

KEY = ("Southern Staff", "own", "captured")


def weigh(speaker: str, event: str = "captured", actor: str = "SO", **more: Any) -> Evidence:
    habits = more.pop("habits", {})
    places = {place.place_id: place for place in PLACES}
    told = split([(speaker, make_claim("a", event, actor, **more))])
    ((statement,),) = gather_statements(*told, places, THEATRE, load_priors()).values()
    return weigh_statement(statement, habits, load_priors())


def dated(days: int) -> Dating:
    return Dating(start="2031-05-01", end=f"2031-05-{days:02}", reasons=("a weekday",), span=(0, 1))


BOAST = weigh("Southern Staff")


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
        (
            BOAST,
            weigh("Southern Staff", habits={KEY: Habit(1.2, 9, 0, 0.3)}),
            "of 9 such statements 1 were borne out",
        ),
        (BOAST, weigh("Southern Staff", published=None, dating=dated(14)), "2031-05-01 to 2031-05-14"),
        (
            weigh("Southern Staff", published=None, dating=dated(14)),
            weigh("Southern Staff", published=None, dating=dated(30)),
            "undated; by its own words",
        ),
        (weigh("Southern Staff", habits={KEY: Habit(8.9, 9, 3, 1.4)}), BOAST, "serves its own side"),
    ],
)
def test_feature_moves_the_weight_and_says_why(heavier: Evidence, lighter: Evidence, words: str) -> None:
    assert heavier.weight > lighter.weight
    assert words in lighter.reason


def test_lateness_is_told() -> None:
    assert "3 days late as a rule" in weigh("Southern Staff", habits={KEY: Habit(8.9, 9, 3, 1.4)}).reason


def test_every_event_type_and_voice_kind_has_a_prior() -> None:
    implied = {kind.implies for kind in event_types().values()} - {"nothing"}
    assert implied <= load_priors().implies.keys()
    assert min(load_priors().kind.values()) > 0


def outcome(right: list[float], told: int) -> Outcome:
    return Outcome(1.5, told, np.array([int(share * told * 1e6) for share in right]))


@pytest.mark.parametrize(
    ("right", "told", "late", "because"),
    [
        ([0.4, 0.5, 0.9, 0.6], 20, 2, "two days explain most"),
        ([0.899, 0.9, 0.9, 0.9], 20, 0, "not enough more to matter"),
        ([0.4, 0.5, 0.9, 0.6], 3, 0, "told too seldom"),
    ],
)
def test_lateness_is_what_explains_most(right: list[float], told: int, late: int, because: str) -> None:
    assert learn_habits({KEY: outcome(right, told)}, 3)[KEY].late == late, because


def test_habits_draw_to_the_prior_and_never_below_nothing() -> None:
    factors = {
        (share, told): learn_habits({KEY: outcome([share], told)}, 3)[KEY].factor
        for share in (0.0, 1.0)
        for told in (1, 10, 1000)
    }
    assert 1 > factors[0.0, 1] > factors[0.0, 10] >= factors[0.0, 1000] == 0
    assert 1 < factors[1.0, 1] < factors[1.0, 10] <= factors[1.0, 1000]

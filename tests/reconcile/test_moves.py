"""What each evidence moved adds up to the answer, to rounding."""

from __future__ import annotations

import time
from math import exp
from random import Random

import pytest
from reconcile_samples import PLACES, SPEAKERS, THEATRE, Told, control_all, make_claim, split

from contested.days import shift_day
from contested.model import Claim, LearnedHabits, Origin, Status
from contested.reconcile import reckon_control, status_on, weigh_moves

UNTIL = "2031-06-30"
EVENTS = ["captured", "holds", "withdrew", "entered", "clashed", "encircled", "repelled"]


def draw(seed: int, number: int, places: tuple[str, ...] = ("oldmill", "newmill")) -> Told:
    random = Random(seed)
    return [
        (
            random.choice(sorted(SPEAKERS)),
            make_claim(
                f"c{one}",
                random.choice(EVENTS),
                random.choice(["NO", "SO"]),
                shift_day("2031-05-01", random.randint(0, 30)),
                stance=random.choice(["asserted", "asserted", "hedged", "denied"]),
                place=random.choice(places),
            ),
        )
        for one in range(number)
    ]


def move(told: Told, day: str, place: str = "theatre:oldmill") -> Status:
    claims, origins = split(told)
    control = next(one for one in control_all(told, UNTIL) if one.place.place_id == place)
    return weigh_moves(
        status_on(control, day), control, claims, origins, PLACES, THEATRE, learn(claims, origins)
    )


def learn(claims: list[Claim], origins: list[Origin]) -> LearnedHabits:
    return reckon_control(claims, origins, PLACES, THEATRE, UNTIL).habits


def added(status: Status) -> float:
    assert status.prior is not None
    return status.prior + sum(one.moved or 0.0 for one in status.evidence)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("day", ["2031-05-12", "2031-05-31", "2031-06-30", "2031-09-30"])
def test_moves_add_up_to_the_answer(seed: int, day: str) -> None:
    status = move(draw(seed, 14), day)
    chance = next(iter(status.probabilities.values()), None)
    if chance is None:
        assert status.prior is None
        assert all(one.moved is None for one in status.evidence)
    else:
        # Chances are kept in ten-thousandths, and `contested` takes what rounding leaves.
        assert 1 / (1 + exp(-added(status))) == pytest.approx(chance, abs=2e-4)


def test_the_prior_is_that_of_nobody_having_spoken() -> None:
    status = move([("Institute", make_claim("a", "captured", "SO"))], "2031-05-04")
    (one,) = status.evidence
    assert status.prior is not None
    assert -0.41 < status.prior < -0.1  # 0.4, and a little of `contested` since
    assert status.probabilities["SO"] == pytest.approx(
        1 / (1 + exp(-status.prior - (one.moved or 0))), abs=1e-4
    )


def test_a_rival_moves_the_answer_down_and_a_second_voice_moves_it_less() -> None:
    told = [
        ("Institute", make_claim("a", "captured", "SO", "2031-05-04")),
        ("Southern Staff", make_claim("b", "captured", "SO", "2031-05-05")),
        ("Northern Staff", make_claim("c", "repelled", "NO", "2031-05-06")),
    ]
    moved = {one.origin: one.moved or 0.0 for one in move(told, "2031-05-10").evidence}
    alone = {one.origin: one.moved or 0.0 for one in move(told[:1], "2031-05-10").evidence}
    assert moved["Northern Staff"] < 0 < moved["Southern Staff"] < moved["Institute"]
    assert alone["Institute"] > 0


def test_who_does_not_count_moves_nothing() -> None:
    told = [
        ("Post", make_claim("p", "captured", "NO", "2031-05-01")),
        ("Institute", make_claim("a", "captured", "SO", "2031-05-04")),
        ("Echo", make_claim("e", "captured", "NO", "2031-05-05")),
    ]
    moved = {one.origin: one.moved for one in move(told, "2031-05-10").evidence}
    assert moved["Post"] == moved["Echo"] == 0.0
    assert moved["Institute"]


def test_two_hundred_statements_take_well_under_a_second() -> None:
    told = draw(1, 240, ("oldmill",))
    claims, origins = split(told)
    (control,) = control_all(told, UNTIL)
    status = status_on(control, "2031-06-01")
    habits = learn(claims, origins)
    start = time.process_time()
    found = weigh_moves(status, control, claims, origins, PLACES, THEATRE, habits)
    assert time.process_time() - start < 1
    assert len([one for one in found.evidence if one.moved is not None]) > 200

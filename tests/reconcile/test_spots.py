"""The ground at points beside settlements, by what is told around them."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from reconcile_samples import PLACES, THEATRE, make_claim, split

from contested.model import SPOT, Claim, Control, Place
from contested.reconcile import estimate_control, status_on
from contested.reconcile.spots import CONTESTED_GROUND

DAY = "2031-05-10"
Told = list[tuple[str, Claim]]


def spot(km: float) -> Place:
    """A point so far north of Oldmill."""
    return Place(place_id=f"{SPOT}:{km}", name=f"{km} km", kind=SPOT, lat=0.5 + km / 111.195, lon=0.5)


def ask(told: Told, *asked: float, day: str = DAY) -> dict[str, Control]:
    claims, origins = split(told)
    found = estimate_control(claims, origins, PLACES, THEATRE, day, [spot(km) for km in asked])
    return {one.place.name: one for one in found if one.place.kind == SPOT}


def chance(told: Told, km: float = 2.0, side: str = "SO") -> float:
    return status_on(ask(told, km)[f"{km} km"], DAY).probabilities[side]


def told_by(source: str, event: str, side: str, day: int, **more: Any) -> tuple[str, Claim]:
    return source, make_claim(f"{source}{event}{side}{day}", event, side, f"2031-05-0{day}", **more)


TAKEN = told_by("Institute", "captured", "SO", 2)
HELD = told_by("Northern Staff", "holds", "NO", 4)


def test_what_is_told_of_the_settlement_is_told_nearby() -> None:
    control = ask([TAKEN, HELD], 2.0)["2.0 km"]
    status = status_on(control, DAY)
    assert (status.evidence, status.origins, status.claimed, status.disputed) == ((), 0, {}, False)
    assert {one.reason.split("; ")[1] for one in status.nearby} == {"told of Oldmill, 2.0 km away"}
    assert status.state == "SO"
    assert sum(status.probabilities.values()) == pytest.approx(1)


def test_what_is_further_off_says_less_and_what_is_out_of_reach_nothing() -> None:
    chances = [chance([TAKEN], km) for km in (1, 3, 5, 7)]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] > (1 - CONTESTED_GROUND) / 2
    assert ask([TAKEN], 9.0) == {}


def test_who_only_advances_has_less_ground_beyond() -> None:
    advanced = told_by("Institute", "advanced", "SO", 2, role="near")
    assert chance([TAKEN]) > chance([advanced]) > (1 - CONTESTED_GROUND) / 2


def test_what_was_told_before_anything_else_stands_until_then() -> None:
    first = status_on(ask([TAKEN], 2.0)["2.0 km"], "2031-05-01")
    assert (first.state, first.probabilities) == ("unknown", {})


def test_silence_only_spreads_doubt() -> None:
    control = ask([TAKEN], 2.0, day="2032-05-10")["2.0 km"]
    chances = [
        status_on(control, day).probabilities["SO"] for day in ("2031-05-02", "2031-08-02", "2032-05-02")
    ]
    assert chances == sorted(chances, reverse=True)


def test_both_sides_are_treated_alike() -> None:
    mirrored = [told_by("Institute", "captured", "NO", 2), told_by("Southern Staff", "holds", "SO", 4)]
    assert chance([TAKEN, HELD]) == chance(mirrored, side="NO")


def test_order_and_what_else_is_asked_change_no_bit() -> None:
    alone = ask([TAKEN, HELD], 2.0)["2.0 km"]
    for told in permutations([TAKEN, HELD]):
        assert ask(list(told), 1.0, 2.0, 5.0, 9.0)["2.0 km"] == alone


def test_who_is_not_vouched_for_or_not_sure_changes_nothing() -> None:
    alone = ask([TAKEN], 2.0)["2.0 km"]
    rumour, guess = told_by("Post", "captured", "NO", 5), told_by("Institute", "holds", "NO", 6, score=0.0)
    assert ask([TAKEN, rumour, guess], 2.0)["2.0 km"] == alone


def test_asking_about_a_spot_changes_nothing_of_places() -> None:
    claims, origins = split([TAKEN, HELD])
    without = estimate_control(claims, origins, PLACES, THEATRE, DAY, [])
    beside = estimate_control(claims, origins, PLACES, THEATRE, DAY, [spot(2.0)])
    assert [one for one in beside if one.place.kind != SPOT] == list(without)

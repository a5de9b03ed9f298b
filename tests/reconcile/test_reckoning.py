"""Claims as they come in against all at once, to the bit, and habits as a record."""

from __future__ import annotations

import random

import msgspec
import pytest
from msgspec.structs import replace
from reconcile_samples import SPEAKERS, THEATRE, make_claim, make_origin

from contested.days import shift_day
from contested.model import Claim, LearnedHabits, Origin, Place
from contested.reconcile import Reckoning, estimate_control, reckon_control

UNTIL = "2031-12-31"
NAMES = ("oldmill", "newmill", "ford", "bridge", "hill")
# The two mills are neighbours, three kilometres apart; of the others each is out of reach.
LATITUDES = (0.5, 0.53, 0.8, 1.1, 1.4)
PLACES = tuple(
    Place(place_id=f"theatre:{name}", name=name, kind="settlement", lat=lat, lon=0.5)
    for name, lat in zip(NAMES, LATITUDES, strict=True)
)
EVENTS = ("captured", "holds", "withdrew", "entered", "clashed", "repelled")


def draw_war(seed: int, size: int = 150) -> tuple[list[Claim], list[Origin]]:
    """Claims in order of the day, with their origins; every tenth is repeated the day after."""
    rng = random.Random(seed)
    claims, origins = [], []
    for number in range(size):
        claim = make_claim(
            f"{seed}-{number}",
            rng.choice(EVENTS),
            rng.choice(["NO", "SO"]),
            shift_day("2031-01-01", number * 2 + rng.randrange(9)),
            place=rng.choice(NAMES),
            role=rng.choice(["at", "at", "near"]),
            stance=rng.choice(["asserted", "asserted", "hedged", "denied"]),
        )
        told = [claim]
        if number % 10 == 0:
            told.append(replace(claim, claim_id=f"again-{number}", report_id=f"again-{number}"))
        claims += told
        origins.append(make_origin(rng.choice(sorted(SPEAKERS)), *told))
    return claims, origins


def learn(claims: list[Claim], origins: list[Origin], until: str = UNTIL) -> LearnedHabits:
    return reckon_control(claims, origins, PLACES, THEATRE, until, asked=()).habits


def test_habits_as_they_were_learned_give_the_same_again() -> None:
    claims, origins = draw_war(1)
    learned = msgspec.json.decode(msgspec.json.encode(learn(claims, origins)), type=LearnedHabits)
    assert learned.speakers
    again = reckon_control(claims, origins, PLACES, THEATRE, UNTIL, learned)
    assert again.habits == learned
    assert again.controls == estimate_control(claims, origins, PLACES, THEATRE, UNTIL)


def test_other_habits_give_another_answer() -> None:
    claims, origins = draw_war(1)
    other = learn(*draw_war(2))
    again = reckon_control(claims, origins, PLACES, THEATRE, UNTIL, other)
    assert again.controls != estimate_control(claims, origins, PLACES, THEATRE, UNTIL)


@pytest.mark.parametrize("step", [1, 7, 150])
def test_claims_in_steps_are_as_all_at_once(step: int) -> None:
    claims, origins = draw_war(3)
    learned = learn(claims, origins)
    reckoning = Reckoning(PLACES, THEATRE, UNTIL, learned)
    found = {}
    for start in range(0, len(origins), step):
        some = origins[start : start + step]
        ids = {one for origin in some for one in origin.claims}
        changed = reckoning.update([one for one in claims if one.claim_id in ids], some)
        assert changed.silent == ()
        found |= {one.place.place_id: one for one in changed.controls}
    expected = reckon_control(claims, origins, PLACES, THEATRE, UNTIL, learned, asked=()).controls
    assert any(one.nearby for one in expected)
    assert tuple(found[place_id] for place_id in sorted(found)) == expected


def test_only_what_is_spoken_of_is_worked_out() -> None:
    claims, origins = draw_war(4)
    reckoning = Reckoning(PLACES, THEATRE, UNTIL, learn(claims, origins))
    assert len(reckoning.update(claims, origins).controls) == len(PLACES)
    new = make_claim("new", "captured", "NO", "2031-06-01", place="ford")
    (control,) = reckoning.update([new], [make_origin("Institute", new)]).controls
    assert control.place.name == "ford"
    assert any(one.claim_id == new.claim_id for one in control.evidence)
    assert reckoning.update([new], [make_origin("Institute", new)]) == ((), ())
    plan = make_claim("plan", "captured", "NO", "2031-06-01", place="ford", stance="intended")
    assert reckoning.update([plan], [make_origin("Institute", plan)]) == ((), ())


def test_an_origin_that_changes_touches_where_its_claims_are_about() -> None:
    claims, origins = draw_war(5)
    reckoning = Reckoning(PLACES, THEATRE, UNTIL, learn(claims, origins))
    reckoning.update(claims, origins)
    ford = {one.claim_id for one in claims if one.places[0].name == "ford" and one.places[0].role == "at"}
    told = next(one for one in origins if one.vouched and one.first in ford)
    (control,) = reckoning.update((), [replace(told, vouched=False)]).controls
    assert control.place.name == "ford"


@pytest.mark.parametrize("role", ["at", "near"])
def test_what_is_told_of_a_place_touches_those_in_reach(role: str) -> None:
    claims, origins = draw_war(8)
    learned = learn(claims, origins)
    reckoning = Reckoning(PLACES, THEATRE, UNTIL, learned)
    reckoning.update(claims, origins)
    new = make_claim("new", "captured", "NO", "2031-06-01", place="newmill", role=role)
    origin = make_origin("Institute", new)
    changed = reckoning.update([new], [origin])
    assert [one.place.name for one in changed.controls] == ["newmill", "oldmill"]
    expected = reckon_control([*claims, new], [*origins, origin], PLACES, THEATRE, UNTIL, learned, asked=())
    assert changed.controls == tuple(
        one for one in expected.controls if one.place.name in ("newmill", "oldmill")
    )
    gone = replace(new, places=(replace(new.places[0], place_id="theatre:hill", name="hill", role=role),))
    back = reckoning.update([gone], [origin])
    assert [one.place.name for one in back.controls] == ["hill", "newmill", "oldmill"]
    assert reckoning.update([gone], [origin]) == ((), ())


def test_a_claim_that_is_about_another_place_now_leaves_the_first() -> None:
    claims, origins = draw_war(6)
    reckoning = Reckoning(PLACES[1:], THEATRE, UNTIL, learn(claims, origins))
    claim = make_claim("moved", "holds", "NO", "2031-06-01", place="ford")
    origin = make_origin("Institute", claim)
    reckoning.update([claim], [origin])
    moved = replace(claim, places=(replace(claim.places[0], place_id="theatre:hill", name="hill"),))
    changed = reckoning.update([moved], [origin])
    assert [one.place.name for one in changed.controls] == ["hill"]
    assert changed.silent == ("theatre:ford",)


def test_a_far_later_day_concerns_all_places() -> None:
    claims, origins = draw_war(7, 20)
    until = "2060-01-01"
    learned = learn(claims, origins, until)
    reckoning = Reckoning(PLACES, THEATRE, until, learned)
    before = reckoning.update(claims, origins).controls
    late = make_claim("late", "holds", "NO", "2035-06-01", place="ford")
    origin = make_origin("Institute", late)
    after = reckoning.update([late], [origin]).controls
    assert len(after) == len(before)
    assert (
        after
        == reckon_control(
            [*claims, late], [*origins, origin], PLACES, THEATRE, until, learned, asked=()
        ).controls
    )

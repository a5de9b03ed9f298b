"""What is told of one place and says something of the next."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest
from reconcile_samples import PLACES, SPEAKERS, THEATRE, make_claim, split

from contested.model import Claim, Control, Place, PlaceRef, Relation, Role
from contested.reconcile import estimate_control, reckon_control, status_on, weigh_moves

DAY = "2031-05-10"


def hamlet(km: float) -> Place:
    """A place that nobody speaks of, so far north of Oldmill."""
    return Place(place_id="theatre:hamlet", name="Hamlet", kind="settlement", lat=0.5 + km / 111.195, lon=0.5)


def beside_oldmill(role: Role, lat: float, lon: float, words: str) -> PlaceRef:
    """Ground beside Oldmill that lies at a point."""
    return PlaceRef(
        text=f"{words} Oldmill",
        role=role,
        place_id="theatre:oldmill",
        name="Oldmill",
        lat=lat,
        lon=lon,
        relation=Relation(kind="offset", words=words),
    )


def ask(told: list[tuple[str, Claim]], km: float = 3.0) -> Control | None:
    claims, origins = split(told)
    found = estimate_control(claims, origins, PLACES, THEATRE, DAY, [hamlet(km)])
    return next((one for one in found if one.place.name == "Hamlet"), None)


def chance(told: list[tuple[str, Claim]], side: str = "SO", km: float = 3.0) -> float:
    control = ask(told, km)
    return status_on(control, DAY).probabilities[side] if control else 0.0


def captured(number: int = 0, **more: Any) -> tuple[str, Claim]:
    return ("Institute", make_claim(f"c{number}", "captured", "SO", f"2031-05-0{number + 1}", **more))


def test_it_speaks_for_the_next_place_and_less_the_further_off() -> None:
    chances = [chance([captured()], km=km) for km in (1, 3, 5, 7)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.55 > 0.5 > chances[-1] > 0.4
    assert ask([captured()], km=9) is None


def test_it_is_no_evidence_claim_or_dispute_of_that_place() -> None:
    control = ask([captured(), ("Northern Staff", make_claim("n", "holds", "NO", "2031-05-04"))])
    assert control is not None
    status = status_on(control, DAY)
    assert (status.evidence, status.origins, status.reports, status.claimed, status.disputed) == (
        (),
        0,
        0,
        {},
        False,
    )
    assert {one.origin for one in status.nearby} == {"Institute", "Northern Staff"}
    assert all("told of Oldmill, 3.0 km away" in one.reason and not one.firm for one in status.nearby)


def test_places_that_do_not_agree_leave_it_unknown() -> None:
    def side(mine: str, other: str, staff: str) -> list[tuple[str, Claim]]:
        told = [(name, make_claim(f"{name} {mine}", "captured", mine)) for name in ("Institute", staff)]
        lost = [
            (name, make_claim(f"{name} {other} left", "withdrew", other, role="from")) for name in SPEAKERS
        ]
        return told + [one for one in lost if one[0].endswith(("Staff", "Institute"))]

    south, north = side("SO", "NO", "Southern Staff"), side("NO", "SO", "Northern Staff")
    states = []
    for told in (south, south + north):
        control = ask(told, km=0.5)
        assert control is not None
        states.append(status_on(control, DAY).state)
    assert states == ["SO", "unknown"]


def test_both_sides_are_treated_alike() -> None:
    south = chance([captured()])
    north = chance([("Institute", make_claim("c0", "captured", "NO", "2031-05-01"))], "NO")
    assert south == north


def test_more_of_the_same_never_says_less() -> None:
    chances = [chance([captured(number) for number in range(many)]) for many in range(1, 6)]
    assert chances == sorted(chances)


def test_who_is_not_vouched_for_changes_nothing() -> None:
    assert ask([("Post", make_claim("p", "captured", "SO"))]) is None


@pytest.mark.parametrize(
    ("more", "speaks"),
    [
        ({"role": "near"}, True),
        ({"role": "to"}, True),
        ({"stance": "denied"}, False),
        ({"stance": "forecast"}, False),
    ],
)
def test_advance_beside_a_place_speaks_for_the_ground_around(more: dict[str, Any], speaks: bool) -> None:
    told = [("Institute", make_claim("a", "advanced", "SO", **more))]
    assert (chance(told) > 0.4) is speaks


def test_what_is_told_beside_a_place_speaks_from_where_it_lies() -> None:
    ref = beside_oldmill("at", 0.5 + 3 / 111.195, 0.5, "north of")
    beside = chance([("Institute", make_claim("a", "captured", "SO", "2031-05-01", places=(ref,)))])
    assert beside > chance([captured()])


def test_place_that_is_spoken_of_hears_its_neighbours_too() -> None:
    claims = [
        ("Institute", make_claim("far", "captured", "SO", "2031-05-08")),
        ("Institute", make_claim("own", "holds", "NO", "2031-05-01", place="hamlet")),
    ]
    own, origins = split(claims)
    with_neighbour = estimate_control(own, origins, (*PLACES, hamlet(3)), THEATRE, DAY, [])
    alone = estimate_control(own[1:], origins[1:], (*PLACES, hamlet(3)), THEATRE, DAY, [])
    chances = [
        next(status_on(one, DAY).probabilities["NO"] for one in found if one.place.name == "Hamlet")
        for found in (with_neighbour, alone)
    ]
    assert 0.5 < chances[0] < chances[1]


@pytest.mark.parametrize("own", [0, 1, 3])
def test_what_is_told_nearby_is_part_of_the_prior_and_all_adds_up(own: int) -> None:
    told = [captured(number) for number in range(5)]
    told += [
        (
            "Northern Staff",
            make_claim(f"o{number}", "holds", "NO", f"2031-05-0{2 * number + 2}", place="hamlet"),
        )
        for number in range(own)
    ]
    told.append(("Institute", make_claim("b", "advanced", "SO", "2031-05-09", role="near")))
    claims, origins = split(told)
    places = (*PLACES, hamlet(3))
    controls, learned = reckon_control(claims, origins, places, THEATRE, "2031-06-30", asked=[hamlet(3)])
    control = next(one for one in controls if one.place.name == "Hamlet")
    assert control.nearby
    for day in ("2031-05-03", DAY, "2031-06-20"):
        status = weigh_moves(status_on(control, day), control, claims, origins, places, THEATRE, learned)
        chance = next(iter(status.probabilities.values()))
        assert status.prior is not None
        assert len([one for one in status.evidence if one.moved]) == own
        added = status.prior + sum(one.moved or 0.0 for one in status.evidence)
        assert 1 / (1 + exp(-added)) == pytest.approx(chance, abs=2e-4)


def hold_and_gain(*gains: str) -> dict[str, float]:
    """The chances of a village that a side said in winter it holds, and near which sides made gains in May."""
    own = [("Northern Staff", make_claim("own", "holds", "NO", "2031-01-02", place="hamlet"))]
    told = [
        ("Institute", make_claim(f"gain{number}", "captured", side, f"2031-05-0{number + 2}"))
        for number, side in enumerate(gains)
    ]
    claims, origins = split(own + told)
    found = estimate_control(claims, origins, (*PLACES, hamlet(1)), THEATRE, DAY, [])
    return next(status_on(one, DAY).probabilities for one in found if one.place.name == "Hamlet")


def test_gains_nearby_bring_a_change_nearer_and_only_those_of_the_other_side() -> None:
    """An old word gives way to what is told around it later; what bears it out lowers nothing."""
    quiet, borne_out, passed = hold_and_gain(), hold_and_gain("NO", "NO"), hold_and_gain("SO", "SO")
    assert borne_out["NO"] >= quiet["NO"] > 0.5
    assert passed["SO"] > passed["NO"]


def test_more_gains_nearby_never_say_less() -> None:
    chances = [hold_and_gain(*["SO"] * many)["SO"] for many in range(5)]
    assert chances == sorted(chances)


def along_a_front() -> list[tuple[str, Claim]]:
    """What shows that the North's ground is north of Oldmill and the South's south of it, from villages far to the east and
    west."""
    told = []
    for number in range(40):
        side, lat = ("NO", 0.75) if number % 2 else ("SO", 0.25)
        ref = beside_oldmill("near", lat, 0.1 + 0.04 * (number // 2), "near")
        told.append(
            ("Institute", make_claim(f"front{number}", "captured", side, "2031-04-01", places=(ref,)))
        )
    return told


def test_ground_behind_a_gain_is_his_who_came_from_there_and_beyond_it_the_others() -> None:
    """The South took Oldmill: what lies further south is the more surely its own, what lies further north is not."""
    front = along_a_front()
    behind, beyond = (chance([*front, captured()], km=km) for km in (-5, 5))
    unturned = chance([captured()], km=5)
    assert behind > unturned > beyond
    assert beyond < 0.4 < 0.6 < behind
    control = ask([*front, captured()], km=5)
    assert control is not None
    (told,) = control.nearby
    assert (told.says, told.reason) == (
        "NO",
        "Institute, think tank; told of Oldmill, 5.0 km away; this lies beyond, on others' ground",
    )


def test_both_sides_of_a_front_are_treated_alike() -> None:
    front = along_a_front()
    north = ("Institute", make_claim("c0", "captured", "NO", "2031-05-01"))
    assert chance([*front, captured()], "SO", km=-5) == pytest.approx(
        chance([*front, north], "NO", km=5), abs=2e-3
    )

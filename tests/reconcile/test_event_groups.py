"""Happenings: which claims tell the same one, and who denies it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from reconcile_samples import make_claim, make_origin, split

from contested.model import Claim, Event
from contested.reconcile import group_events


def group(*told: tuple[str, Claim]) -> tuple[Event, ...]:
    return group_events(*split(told))


FIRST = ("Institute", make_claim("a", "captured", "SO", "2031-05-04"))


@pytest.mark.parametrize(
    ("change", "joined"),
    [
        ({}, True),
        ({"on": "2031-05-06"}, True),
        ({"on": "2031-05-07"}, False),
        ({"actor": None}, True),
        ({"actor": "NO"}, False),
        ({"event": "entered"}, False),
        ({"place": "newmill"}, False),
        ({"stance": "hedged"}, True),
    ],
)
def test_same_happening(change: dict[str, Any], joined: bool) -> None:
    fields = {"event": "captured", "actor": "SO", "on": "2031-05-05"} | change
    assert (len(group(FIRST, ("Ridge", make_claim("b", **fields)))) == 1) is joined


def test_denial_is_kept_beside_what_it_denies() -> None:
    denial = ("Northern Staff", make_claim("n", "captured", "SO", "2031-05-08", stance="denied"))
    (event,) = group(FIRST, denial)
    assert (event.claims, event.denied_by) == ((FIRST[1].claim_id,), (denial[1].claim_id,))
    assert group(denial) == ()


@pytest.mark.parametrize("stance", ["forecast", "intended"])
def test_plans_have_not_happened(stance: str) -> None:
    assert group(("Ridge", make_claim("p", "captured", "SO", stance=stance))) == ()


def test_claims_of_one_origin_are_one_event_and_daily_fighting_is_not() -> None:
    claims = [make_claim(f"d{n}", "clashed", "SO", f"2031-05-{n:02}") for n in range(1, 13)]
    (event,) = group_events(claims, [make_origin("Ridge", *claims)])
    assert event.claims == tuple(sorted(claim.claim_id for claim in claims))
    assert len(group(*(("Ridge", claim) for claim in claims))) == 4


def test_order_is_irrelevant() -> None:
    told = [("Ridge", make_claim(f"c{n}", "clashed", "SO", f"2031-05-{n % 5 + 1:02}")) for n in range(12)]
    claims, origins = split(told)
    found = group_events(claims, origins)
    random.Random(7).shuffle(claims)
    random.Random(8).shuffle(origins)
    assert group_events(claims, origins) == found

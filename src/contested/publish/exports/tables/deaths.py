"""The figures of an event, in; how many people are told to have been killed in it, by whom they belonged to, out.

Only what counts that event: no running total of a war, no part of a number that is told too, nothing forecast. Several
origins' figures are not added up: the number that most independent origins tell is the best one, of two the lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from contested.model import Account, Event, Quantity
from contested.publish.events import find_members
from contested.reconcile.figures.kinds import PEOPLE, is_within

KILLED, SOLDIERS, CIVILIANS = "killed", "soldiers", "civilians"
TELLING = ("asserted", "hedged")


class Deaths(Struct, frozen=True):
    """The best number, the least and the most that anybody tells, and whose the dead of the best number are told to be:
    a side's soldiers, `civilians`, or null where nobody says."""

    best: int
    low: int
    high: int
    whose: str | None


def group_killed(account: Account) -> dict[str, list[Quantity]]:
    """By claim, the figures that count people killed in what the claim tells."""
    found: dict[str, list[Quantity]] = defaultdict(list)
    for one in account.figures.quantities:
        counts = one.thing is None or is_within(one.thing, PEOPLE)
        own = one.course == "increment" and one.part_of is None and one.stance in TELLING
        if one.deed == KILLED and counts and own and (one.low is not None or one.high is not None):
            found[one.claim_id].append(one)
    return dict(found)


def count_deaths(event: Event, killed: Mapping[str, Sequence[Quantity]]) -> Deaths | None:
    """What is told of an event's dead; null where nobody gives a number."""
    told = [one for claim_id in sorted(find_members(event)) for one in killed.get(claim_id, ())]
    by_origin = {one.origin_id: one for one in told}
    if not by_origin:
        return None
    numbers = [number_of(one) for one in by_origin.values()]
    best = min(set(numbers), key=lambda number: (-numbers.count(number), number))
    bounds = [bound for one in by_origin.values() for bound in (one.low, one.high) if bound is not None]
    chosen = next(one for one in by_origin.values() if number_of(one) == best)
    return Deaths(best, int(min(bounds)), int(max(bounds)), whose(chosen))


def number_of(one: Quantity) -> int:
    """The one number that a figure is taken for: its lower bound, else its upper."""
    return int(one.low if one.low is not None else one.high or 0)


def whose(one: Quantity) -> str | None:
    if one.thing == SOLDIERS:
        return one.target
    return CIVILIANS if one.thing in (CIVILIANS, "children", "women") else None

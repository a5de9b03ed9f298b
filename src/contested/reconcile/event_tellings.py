"""Claims and origins, in; tellings, out: one origin's word on one happening, with its days and its spots on the ground.

Only the wordings that stand for the origin count. What repeaters made of it adds no place, no day and no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from contested.days import day_number
from contested.model import AHEAD, ANEW, Claim, Figure, Origin, PlaceRef
from contested.reconcile.statements import list_wordings
from contested.vocabulary import event_types

# Told days further apart than this (a month, "some time ago") do not say on which day it happened.
NARROW_DAYS = 7
# Places known less exactly than this are areas: much happens there on one day.
AREA_KM = 15.0
# "Three kilometres north of X" is told as X by others; what is further off is another place.
NEAR_KM = 5.0
# These sources are somebody else in every report.
NOBODY = ("unnamed", "footage")
# A place, and how it is meant: the place and its surroundings, the way towards it, ground away from it, or an area.
Spot = tuple[str, str]
HERE, WAY, AWAY, AREA = "", "way", "away", "area"


class Telling(Struct, frozen=True, kw_only=True, eq=False):
    """One origin's word on one happening.

    `claim` is the wording that stands for it, `claims` are all that carry it. `start` and `end` are numbers of days, null
    where nobody knows, as are `days`, which are both; `narrow`: they are few enough to say on which day it happened;
    `dated`: its words say when. `spots` has for each place whether the words move off its own point ("near", "the
    outskirts of"). `reports` are those of the origin's wordings. `source` is who tells it: what somebody unnamed tells is
    each time somebody else's. `order`: vouched ones first, so that no crowd changes how these are grouped; what is dated
    closely before what is not.
    """

    origin: Origin
    claim: Claim
    claims: tuple[Claim, ...]
    wordings: tuple[str, ...]
    event: str
    actor: str | None
    target: str | None
    denied: bool
    start: int | None
    end: int | None
    days: tuple[int, int] | None
    narrow: bool
    dated: bool
    spots: Mapping[Spot, bool]
    reports: frozenset[str]
    figures: tuple[Figure, ...]
    vouched: bool
    source: str
    order: tuple[bool, bool, bool, int, int, str]


def list_tellings(claims: Iterable[Claim], origins: Iterable[Origin]) -> list[Telling]:
    """Every origin's telling, in order. What is forecast or intended has not happened; that it did not happen *anew*
    denies nothing that is told."""
    by_id = {claim.claim_id: claim for claim in claims}
    tellings = (
        tell(origin, [by_id[claim_id] for claim_id in origin.claims if claim_id in by_id])
        for origin in origins
        if origin.first in by_id and by_id[origin.first].stance not in AHEAD
    )
    return sorted((one for one in tellings if one is not None), key=lambda one: one.order)


def tell(origin: Origin, claims: list[Claim]) -> Telling | None:
    """An origin's claims as one telling, null where they tell of nothing that happened."""
    first = claims[0]
    denied = first.stance == "denied"
    if denied and first.rule.endswith(ANEW):
        return None
    standing = list_wordings(origin)
    wordings = [one for one in claims if one.claim_id in standing] or [first]
    known = first.when.start or first.when.end
    days = None
    if known:
        days = day_number(known), day_number(first.when.end or known)
    narrow = days is not None and days[1] - days[0] <= NARROW_DAYS
    return Telling(
        origin=origin,
        claim=first,
        claims=tuple(claims),
        wordings=tuple(one.claim_id for one in wordings),
        event=first.event,
        actor=first.actor,
        target=next((one.target for one in wordings if one.target), None),
        denied=denied,
        start=days[0] if days else None,
        end=days[1] if days else None,
        days=days,
        narrow=narrow,
        dated=first.when.basis in ("explicit", "relative"),
        spots=find_spots(wordings),
        reports=frozenset(one.report_id for one in wordings),
        figures=first.figures,
        vouched=origin.vouched,
        source=origin.origin_id if origin.kind in NOBODY else origin.source,
        order=(not origin.vouched, days is None, not narrow, *(days or (0, 0)), origin.origin_id),
    )


def find_spots(claims: Iterable[Claim]) -> dict[Spot, bool]:
    """The places of the claims, each with whether it is told only by its surroundings."""
    spots: dict[Spot, bool] = {}
    for claim in claims:
        for ref in claim.places:
            if ref.place_id:
                spot = ref.place_id, find_sense(ref, event_types()[claim.event].family)
                moved = ref.relation is not None or ref.role == "near"
                spots[spot] = spots.get(spot, True) and moved
    return spots


def find_sense(ref: PlaceRef, family: str) -> str:
    """How a place is meant. "In", "near", "in the south of" and "on the outskirts of" a settlement can be one happening;
    the direction of it, or ground eight kilometres off, is somewhere else, and an area is wide. Troops move towards a
    place and are not there; a missile fired at it is."""
    towards = ref.role == "axis" or (ref.role == "to" and family == "territory")
    if towards or (ref.relation is not None and ref.relation.kind in ("between", "along")):
        return WAY
    if ref.relation is not None and ref.relation.kind == "offset":
        distance = ref.relation.high_km if ref.relation.high_km is not None else ref.relation.low_km
        return HERE if distance is not None and distance <= NEAR_KM else AWAY
    if ref.relation is None and (ref.uncertainty_km or 0) > AREA_KM:
        return AREA
    return AREA if ref.relation is not None and ref.relation.kind == "bank" else HERE


def happens_once(event: str) -> bool:
    return event_types()[event].course == "once"


def lasts(event: str) -> bool:
    return event_types()[event].course == "lasts"

"""One place, in; what the map needs of it at once and what its panel asks for later, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from contested.days import days_between
from contested.model import Claim, Day, Evidence, Origin
from contested.publish.site.days import Turn
from contested.publish.site.digest import describe_digest
from contested.publish.site.listing import claims_of
from contested.publish.site.pins import Pin
from contested.publish.site.reports import describe_claim
from contested.publish.site.spellings import describe_spellings
from contested.publish.site.told import Made
from contested.publish.site.trees import Panel, describe_tree


def describe_pin(pin: Pin, first: Day, states: Sequence[Turn]) -> dict[str, Any]:
    """A place as the map knows it at once, with the first of its turns and those that change its state; how it stood on each
    day is told by period."""
    control = None
    if pin.control and states:
        control = {
            "from": days_between(first, pin.control.first),
            "turns": [(days_between(first, one.on), one.state) for one in states],
        }
    return {
        "id": pin.place_id,
        "name": pin.name,
        "lat": None if pin.lat is None else round(pin.lat, 5),
        "lon": None if pin.lon is None else round(pin.lon, 5),
        "admin1": pin.admin1,
        "country": pin.country,
        "population": pin.population,
        "evidence": len(pin.control.evidence) if pin.control else 0,
        "claims": len(pin.told),
        "control": control,
    }


def describe_place(pin: Pin, first: Day, turns: Sequence[Turn], made: Made) -> dict[str, Any]:
    """The chunk of one place: its evidence, which of it counts on which day, what is told of places nearby, what else
    happened there, its running account, and how it is spelled.

    Where nobody vouches for any of the evidence it tells nothing of control, and its claims stand among
    what else is told.
    """
    evidence = pin.control.evidence if pin.control and pin.control.days else ()
    used = {claim_id for one in evidence for claim_id in (one.claim_id, *one.repeats)}
    happened = join_told([one for one in pin.claims if one.claim_id not in used], made)
    return {
        "evidence": [describe_evidence(one, made) for one in evidence],
        "shown": [(days_between(first, one.on), one.shown) for one in turns],
        "nearby": [describe_nearby(one, made) for one in pin.control.nearby]
        if evidence and pin.control
        else [],
        "happened": [describe_told(told, made) for told in happened],
        "digest": describe_digest(pin, happened, made),
        "spellings": describe_spellings(pin, made),
    }


def list_parts(pin: Pin, turns: Sequence[Turn], made: Made) -> tuple[Any, ...]:
    """All that the chunk of a place is made of: its claims and events with all that hangs on their origins, the numbers by
    which reports are named, and the spellings that their texts have."""
    evidence = pin.control.evidence if pin.control and pin.control.days else ()
    nearby = pin.control.nearby if pin.control else ()
    events = made.happened_at(pin.place_id)
    told = {one.claim_id for one in pin.claims} | {one.claim_id for one in nearby}
    told.update(claim_id for one in evidence for claim_id in (one.claim_id, *one.repeats))
    told.update(claim_id for one in events for claim_id in claims_of(one))
    traced = sorted({made.account.traced[claim_id] for claim_id in told if claim_id in made.account.traced})
    origins = [made.account.origins_by_id[one] for one in traced]
    told.update(claim_id for one in origins for claim_id in one.claims)
    claims = [
        made.account.claims_by_id[claim_id]
        for claim_id in sorted(told)
        if claim_id in made.account.claims_by_id
    ]
    numbers = [made.reports[one.report_id] for one in claims]
    place = (pin.place_id, pin.name, pin.lat, pin.lon, pin.admin1, pin.country, pin.population)
    mine = [one.claim_id for one in pin.claims]
    spelled = describe_spellings(pin, made)
    return place, evidence, nearby, turns, origins, mine, claims, numbers, events, spelled


def join_told(claims: Sequence[Claim], made: Made) -> list[list[Claim]]:
    """Claims by origin, in their order, the one nearest to the origin's words first in each; those that are dated go
    before those that are not, for they can be shown in their place."""
    by_origin: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        origin = made.account.origin_of(claim.claim_id)
        by_origin[origin.origin_id if origin else claim.claim_id].append(claim)
    number = {claim.claim_id: at for at, claim in enumerate(claims)}
    for origin_id, told in by_origin.items():
        if origin_id in made.account.origins_by_id:
            nearness = {one: at for at, one in enumerate(made.account.origins_by_id[origin_id].claims)}
            told.sort(key=lambda one: (not (one.when.start or one.when.end), nearness[one.claim_id]))
    return sorted(by_origin.values(), key=lambda told: number[told[0].claim_id])


def describe_told(told: Sequence[Claim], made: Made) -> dict[str, Any]:
    """What is told of a place beside who holds it, in the first claim of an origin; the tree where there are more."""
    claim = told[0]
    return describe_claim(claim, made.wording) | {
        "report": made.reports[claim.report_id],
        "carried": len({one.report_id for one in told}),
        "tree": find_tree(claim, made.account.origin_of(claim.claim_id), made),
    }


def find_tree(claim: Claim, origin: Origin | None, made: Made) -> dict[str, Any] | None:
    """The tree of the claim's origin, where more than that claim hangs on it."""
    if origin is None or len(origin.claims) < 2:
        return None
    return describe_tree(origin, made.account.claims_by_id, Panel(made.reports, made.words, claim.claim_id))


def describe_nearby(evidence: Evidence, made: Made) -> dict[str, Any]:
    """What is told of a place nearby: on whose word, and what it says; its sentence is read in its report."""
    claim = made.account.claims_by_id[evidence.claim_id]
    return {
        "claim": claim.claim_id,
        "report": made.reports[claim.report_id],
        "origin": name_origin(evidence, made),
        "on": evidence.on,
        "says": evidence.says,
        "weight": evidence.weight,
        "reason": made.tell_reason(evidence.reason),
    }


def name_origin(evidence: Evidence, made: Made) -> str:
    return made.wording.speaker["unnamed"] if evidence.kind == "unnamed" else evidence.origin


def describe_evidence(evidence: Evidence, made: Made) -> dict[str, Any]:
    """A claim with its weight and its origin; the tree where more than that claim hangs on the origin."""
    claim, origin = (
        made.account.claims_by_id[evidence.claim_id],
        made.account.origins_by_id.get(evidence.origin_id),
    )
    return describe_claim(claim, made.wording) | {
        "report": made.reports[claim.report_id],
        "origin": name_origin(evidence, made),
        "kind": evidence.kind,
        "side": evidence.side,
        "published": evidence.published,
        "on": evidence.on,
        "says": evidence.says,
        "weight": evidence.weight,
        "reason": made.tell_reason(evidence.reason.removeprefix(f"{evidence.origin}, ")),
        "against_interest": evidence.against_interest,
        "vouched": evidence.vouched,
        "taken_back": evidence.taken_back,
        "carried": len(evidence.reports),
        "tree": find_tree(claim, origin, made),
    }

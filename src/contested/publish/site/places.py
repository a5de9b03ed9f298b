"""One place, in; what the map needs of it at once and what its panel asks for later, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from contested.model import Claim, Day, Evidence, Origin, Status
from contested.publish.site.days import days_between, describe_status, pack_rows
from contested.publish.site.pins import Pin
from contested.publish.site.reports import describe_claim
from contested.publish.site.trees import Panel, describe_tree
from contested.publish.wording import Wording
from contested.publish.words import Words


class Made(NamedTuple):
    """All claims and origins by id, the numbers of the report chunks by report id, and the words of the page's
    language."""

    claims: Mapping[str, Claim]
    origins: Mapping[str, Origin]
    reports: Mapping[str, int]
    words: Words

    @property
    def wording(self) -> Wording:
        return self.words.wording


def describe_pin(pin: Pin, first: Day, states: Sequence[str], statuses: Sequence[Status]) -> dict[str, Any]:
    """A place as the map draws it on each day."""
    control = None
    if pin.control and pin.control.rows:
        control = {
            "from": days_between(first, pin.control.first),
            "runs": pack_rows(pin.control, states),
            "status": [describe_status(one, first) for one in statuses],
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
        "claims": len(pin.claims),
        "control": control,
    }


def describe_place(pin: Pin, first: Day, statuses: Sequence[Status], made: Made) -> dict[str, Any]:
    """The chunk of one place: its evidence, which of it counts on which day, and what else happened there.

    Where nobody vouches for any of the evidence it tells nothing of control, and its claims stand among
    what else is told.
    """
    evidence = pin.control.evidence if pin.control and pin.control.rows else ()
    number = {(one.claim_id, one.on, one.says): index for index, one in enumerate(evidence)}
    used = {claim_id for one in evidence for claim_id in (one.claim_id, *one.repeats)}
    return {
        "evidence": [describe_evidence(one, made) for one in evidence],
        "shown": [
            (
                days_between(first, status.on),
                [number[one.claim_id, one.on, one.says] for one in status.evidence],
            )
            for status in statuses
        ],
        "happened": [
            describe_claim(one, made.wording) | {"report": made.reports[one.report_id]}
            for one in pin.claims
            if one.claim_id not in used
        ],
    }


def describe_evidence(evidence: Evidence, made: Made) -> dict[str, Any]:
    """A claim with its weight and its origin; the tree where more than that claim hangs on the origin."""
    claim, origin = made.claims[evidence.claim_id], made.origins.get(evidence.origin_id)
    unnamed = evidence.kind == "unnamed"
    tree = None
    if origin is not None and len(origin.claims) > 1:
        tree = describe_tree(origin, made.claims, Panel(made.reports, made.words, claim.claim_id))
    return describe_claim(claim, made.wording) | {
        "report": made.reports[claim.report_id],
        "origin": made.wording.speaker["unnamed"] if unnamed else evidence.origin,
        "kind": evidence.kind,
        "side": evidence.side,
        "published": evidence.published,
        "on": evidence.on,
        "says": evidence.says,
        "weight": evidence.weight,
        "reason": evidence.reason.removeprefix(f"{evidence.origin}, "),
        "against_interest": evidence.against_interest,
        "vouched": evidence.vouched,
        "taken_back": evidence.taken_back,
        "carried": len(evidence.reports),
        "tree": tree,
    }

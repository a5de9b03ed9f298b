"""An account and what is asked about, in; the claims that this rests on, out: each with its way to its origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from contested.model import Account, Claim, Origin, Report
from contested.publish.tree import Grower, Step


class Grounded(Struct, frozen=True, kw_only=True):
    """A claim, whether it was asked for (else others rest on it), the origin that was traced for it, and the steps from it to
    the last claim of that origin that the desk holds."""

    claim: Claim
    asked: bool
    origin: Origin | None
    way: tuple[Step, ...]


def ground_claims(asked: Iterable[Claim], account: Account) -> tuple[Grounded, ...]:
    """The claims that are asked about and all that they were taken from, each once, in the order of the account."""
    claims = account.claims_by_id
    origins = {claim_id: origin for origin in account.origins for claim_id in origin.claims}
    wanted = {one.claim_id for one in asked}
    found: dict[str, Grounded] = {}
    by_id = account.origins_by_id

    @cache
    def grow(origin_id: str) -> Grower:
        # One an origin: it looks at all of its claims, of which there can be thousands.
        return Grower(by_id[origin_id], claims)

    def ground(claim_id: str) -> Grounded:
        origin = origins.get(claim_id)
        way: tuple[Step, ...] = ()
        if origin is not None:
            grower = grow(origin.origin_id)
            way = tuple(Step(claims[one], grower.describe(one)) for one in grower.way(claim_id))
        return Grounded(claim=claims[claim_id], asked=claim_id in wanted, origin=origin, way=way)

    for claim_id in wanted:
        found[claim_id] = ground(claim_id)
        for step in found[claim_id].way:
            if step.claim.claim_id not in wanted:
                found[step.claim.claim_id] = ground(step.claim.claim_id)
    return tuple(found[one.claim_id] for one in account.claims if one.claim_id in found)


def choose_reports(grounded: Iterable[Grounded], account: Account) -> Iterator[Report]:
    """The reports in which the claims stand, in the order of the account."""
    ids = {one.claim.report_id for one in grounded}
    yield from (report for report in account.reports if report.report_id in ids)


def claims_at(place_id: str, account: Account) -> list[Claim]:
    """All claims that name a place."""
    return [one for one in account.claims if any(ref.place_id == place_id for ref in one.places)]


def claims_in(reports: Iterable[Report], account: Account) -> list[Claim]:
    """All claims of some reports."""
    ids = {one.report_id for one in reports}
    return [one for one in account.claims if one.report_id in ids]

"""An account and two days, in; what of it speaks of the days between, out."""

from __future__ import annotations

from msgspec.structs import replace

from contested.model import Account, Day
from contested.publish.period import Period


def narrow_account(account: Account, since: Day | None, until: Day) -> Account:
    """The claims, events and figures of the days from `since` to `until`, and the origins and reports that they stand on.

    What nobody can date is in it only where all is asked for from the beginning. Control stays whole: a writer takes the
    days that it needs.
    """
    period = Period(since, until)
    claims = tuple(one for one in account.claims if period.holds(one.when.start, one.when.end))
    kept = {one.claim_id for one in claims}
    told_in = {one.report_id for one in claims}
    quantities = tuple(one for one in account.figures.quantities if one.claim_id in kept)
    return replace(
        account,
        claims=claims,
        events=tuple(one for one in account.events if period.holds(one.start, one.end)),
        origins=tuple(one for one in account.origins if not kept.isdisjoint(one.claims)),
        reports=tuple(one for one in account.reports if one.report_id in told_in),
        figures=replace(account.figures, quantities=quantities),
    )

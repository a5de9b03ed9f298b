"""An account and the days of a brief, in; what of the account the brief may speak of and cite, out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from contested.model import Account, Claim, Control, Day, Event, Version


class Period(Struct, frozen=True):
    """The days of a brief, both inclusive; `since` null is from the beginning."""

    since: Day | None
    until: Day

    def holds(self, start: Day | None, end: Day | None) -> bool:
        """Whether any of the days from `start` to `end` is in it; no days at all are in none that begins."""
        first, last = start or end, end or start
        if first is None or last is None:
            return self.since is None
        return first <= self.until and (self.since is None or last >= self.since)

    def may_cite(self, claim: Claim) -> bool:
        """Whether its report was out by then; of what nobody can date, only a brief from the beginning speaks."""
        if claim.published:
            return claim.published <= self.until
        return self.since is None or bool(claim.when.start or claim.when.end)


def day_said(claim: Claim) -> tuple[Day | None, Day | None]:
    """The day of the report; for an undated one, the days that it may be of, else the time of the event."""
    if claim.dating is not None:
        return claim.dating.start, claim.dating.end
    return (claim.published, claim.published) if claim.published else (claim.when.start, claim.when.end)


def keep_citable(account: Account, period: Period) -> Account:
    """The account without the claims that a brief of the period may not cite, and without what rests on them alone."""
    # Nearly all are dated, and out by then.
    doubted = (one for one in account.claims if not (one.published and one.published <= period.until))
    barred = {one.claim_id for one in doubted if not period.may_cite(one)}
    if not barred:
        return account
    claims = tuple(one for one in account.claims if one.claim_id not in barred)
    kept = {one.claim_id for one in claims}
    gone = {one.origin_id for one in account.origins if one.claims and kept.isdisjoint(one.claims)}
    return msgspec.structs.replace(
        account,
        claims=claims,
        controls=tuple(keep_evidence(one, kept) for one in account.controls),
        events=tuple(keep_event(one, kept, gone) for one in account.events),
    )


def keep_evidence(control: Control, kept: set[str]) -> Control:
    """The control with the evidence that may be cited."""
    if kept.issuperset(one.claim_id for one in control.evidence):
        return control
    evidence = tuple(one for one in control.evidence if one.claim_id in kept)
    return msgspec.structs.replace(control, evidence=evidence)


def keep_event(event: Event, kept: set[str], gone: set[str]) -> Event:
    """The event as those tell it who may be cited."""
    if is_whole(event, kept, gone):
        return event
    witnesses = zip(event.origins, event.witnesses, strict=False)
    return msgspec.structs.replace(
        event,
        claims=tuple(told for told in event.claims if told in kept),
        origins=tuple(origin for origin in event.origins if origin not in gone),
        witnesses=tuple(witness for origin, witness in witnesses if origin not in gone),
        denied_by=tuple(denial for denial in event.denied_by if denial in kept),
        wordings=tuple(wording for wording in event.wordings if wording in kept),
        versions=keep_versions(event.versions, kept, gone),
    )


def is_whole(event: Event, kept: set[str], gone: set[str]) -> bool:
    """Whether all that tell an event may be cited: so it is with nearly all."""
    return (
        gone.isdisjoint(event.origins)
        and kept.issuperset((*event.claims, *event.denied_by, *event.wordings))
        and all(
            one.wordings and one.origins and gone.isdisjoint(one.origins) and kept.issuperset(one.wordings)
            for one in event.versions
        )
    )


def keep_versions(versions: Iterable[Version], kept: set[str], gone: set[str]) -> tuple[Version, ...]:
    """The versions that some citable wording tells, with the origins that are left."""
    left = []
    for one in versions:
        wordings = tuple(claim_id for claim_id in one.wordings if claim_id in kept)
        witnesses = [pair for pair in zip(one.origins, one.witnesses, strict=True) if pair[0] not in gone]
        if wordings and witnesses:
            origins, names = zip(*witnesses, strict=True)
            left.append(msgspec.structs.replace(one, wordings=wordings, origins=origins, witnesses=names))
    return tuple(left)

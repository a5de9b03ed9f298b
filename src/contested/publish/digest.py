"""The events and claims of a place, in; its running account, newest first, one sentence a row, out.

A row is an event as `contested timeline` tells it, with its rival versions, what came of it and who denies it in the same
sentence; or, where claims belong to no event (a forecast, a plan, a denial that nobody spoke against), what one origin
says. Each row names the claims that its sentence stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from contested.model import Account, Claim, Day, Event, Origin
from contested.publish.brief_events import event_sentence
from contested.publish.events import (
    choose_event_lead,
    choose_lead,
    choose_leads,
    find_members,
)
from contested.publish.sentences import claim_sentence
from contested.publish.words import Words, clean, say_day


class DigestRow(Struct, frozen=True, kw_only=True):
    """One sentence with the days that it speaks of; `claims` are the ids of those that it stands on, what leads it first."""

    start: Day | None
    end: Day | None
    sentence: str
    claims: tuple[str, ...]

    @property
    def on(self) -> Day | None:
        """The day that it stands under: the first of those on which it may have happened."""
        return self.start or self.end


def list_digest(
    events: Iterable[Event], claims: Sequence[Claim], account: Account, words: Words
) -> tuple[DigestRow, ...]:
    """The running account of one place, whose events and claims these are of all that is known; what nobody can date comes last."""
    rows = [tell_event(event, account, words) for event in events]
    rows = [*attach_rest(rows, claims, account), *tell_rest(rows, claims, account, words)]
    return tuple(sorted(rows, key=lambda row: (row.on or "", row.end or "", row.claims), reverse=True))


def tell_event(event: Event, account: Account, words: Words) -> DigestRow:
    """An event in one sentence, with the doubt about those who tell it."""
    lead = choose_event_lead(event, account.claims_by_id)
    traced = dict.fromkeys(account.traced.get(claim_id, "") for claim_id in event.claims)
    origins = [account.origins_by_id[one] for one in traced if one in account.origins_by_id]
    vouched = any(event.witnesses)
    return DigestRow(
        start=event.start,
        end=event.end,
        sentence=add_doubt(event_sentence(event, lead, account.claims_by_id, words), vouched, origins, words),
        claims=tuple(order_claims(event, lead, account.claims_by_id)),
    )


def add_doubt(sentence: str, vouched: bool, origins: Sequence[Origin], words: Words) -> str:
    """The sentence, with whether anybody vouches for those who say so, and which of the origins took their word back."""
    forms, text = words.wording.version, sentence.removesuffix(".")
    if not vouched:
        text += forms["nobody"]
    for one in origins:
        if one.taken_back is not None:
            text += forms["taken_back"].format(name=clean(one.name), day=say_day(one.taken_back.on, words))
    return f"{text}."


def order_claims(event: Event, lead: Claim, claims: Mapping[str, Claim]) -> list[str]:
    """All claims of an event: first one for each part of its sentence, so that a short list of them covers all of it."""
    effects = choose_leads(event.versions[0], claims) if event.versions else {}
    versions = (version.wordings for version in event.versions)
    in_turn = (one for turn in zip_longest(*versions) for one in turn if one is not None)
    back = event.denied_by[:1]
    parts = (lead.claim_id, *back, *(one.claim_id for one in effects.values()), *in_turn)
    members = find_members(event)
    return list(dict.fromkeys((*parts, *event.denied_by, *event.claims, *sorted(members))))


def attach_rest(rows: Sequence[DigestRow], claims: Iterable[Claim], account: Account) -> Iterator[DigestRow]:
    """The rows, with the claims that are in none of them but have the origin of one that is: they say no other thing."""
    known = {claim_id for row in rows for claim_id in row.claims}
    home: dict[str, int] = {}
    for number, row in enumerate(rows):
        for claim_id in row.claims:
            if claim_id in account.traced:
                home.setdefault(account.traced[claim_id], number)
    more: dict[int, list[str]] = {}
    for claim in claims:
        number_of = home.get(account.traced.get(claim.claim_id, ""))
        if claim.claim_id not in known and number_of is not None:
            more.setdefault(number_of, []).append(claim.claim_id)
    for number, row in enumerate(rows):
        added = (*row.claims, *more.get(number, ()))
        yield DigestRow(start=row.start, end=row.end, sentence=row.sentence, claims=added)


def tell_rest(
    rows: Sequence[DigestRow], claims: Iterable[Claim], account: Account, words: Words
) -> Iterator[DigestRow]:
    """A row for each origin of which no event has a claim."""
    spoken = {account.traced.get(claim_id, claim_id) for row in rows for claim_id in row.claims}
    by_origin: dict[str, list[Claim]] = {}
    for claim in claims:
        origin_id = account.traced.get(claim.claim_id, claim.claim_id)
        if origin_id not in spoken:
            by_origin.setdefault(origin_id, []).append(claim)
    for same in by_origin.values():
        dated = [one for one in same if one.when.start or one.when.end]
        lead = choose_lead(dated or same)
        others = (one.claim_id for one in same if one is not lead)
        origin = account.origin_of(lead.claim_id)
        vouched = origin is None or origin.vouched
        yield DigestRow(
            start=lead.when.start,
            end=lead.when.end,
            sentence=add_doubt(claim_sentence(lead, words), vouched, [origin] if origin else [], words),
            claims=(lead.claim_id, *others),
        )

"""Claims and origins in; happenings, each with all who tell and all who deny it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from contested.days import day_number
from contested.model import Claim, Day, Event, Origin, content_id

# Told days that miss each other by no more than this are one happening; a denial may come later.
SAME_DAYS = 2
DENIAL_DAYS = 7


class Telling(Struct, frozen=True, kw_only=True):
    """One origin's word on one happening."""

    origin: Origin
    claims: tuple[Claim, ...]
    event: str
    actor: str | None
    target: str | None
    denied: bool
    places: frozenset[str]
    start: Day | None
    end: Day | None


def group_events(claims: Iterable[Claim], origins: Iterable[Origin]) -> tuple[Event, ...]:
    """All happenings that somebody asserts, sorted by start (undated last) and id.

    Tellings join the earliest one of the same event type that shares a place, has the same actor or none
    named, and misses it by at most `SAME_DAYS`; nothing chains, so daily fighting does not grow into one
    event. What is forecast or intended has not happened; a denial of what nobody asserts is no happening.
    """
    by_id = {claim.claim_id: claim for claim in claims}
    tellings = sorted(
        (
            tell(origin, [by_id[claim_id] for claim_id in origin.claims if claim_id in by_id])
            for origin in origins
            if origin.first in by_id and by_id[origin.first].stance not in ("forecast", "intended")
        ),
        key=lambda one: (
            not one.origin.vouched,
            one.start or "9999",
            one.end or "9999",
            one.origin.origin_id,
        ),
    )
    at_place: dict[tuple[str, str], list[list[Telling]]] = defaultdict(list)
    groups: list[list[Telling]] = []
    for telling in (one for one in tellings if not one.denied):
        group = next(
            (one for one in nearby(telling, at_place) if same_event(one[0], telling, SAME_DAYS)), None
        )
        if group is None:
            group = []
            groups.append(group)
            for place in sorted(telling.places):
                at_place[telling.event, place].append(group)
        group.append(telling)
    denials: dict[str, list[Telling]] = defaultdict(list)
    for denial in (one for one in tellings if one.denied):
        for group in nearby(denial, at_place):
            if same_event(group[0], denial, DENIAL_DAYS) and denial not in denials[group[0].origin.origin_id]:
                denials[group[0].origin.origin_id].append(denial)
    events = (record_event(group, denials[group[0].origin.origin_id]) for group in groups)
    return tuple(sorted(events, key=lambda one: (one.start or "9999", one.event_id)))


def tell(origin: Origin, claims: list[Claim]) -> Telling:
    """An origin's claims as one telling: its first claim's days, all its places."""
    first = claims[0]
    places = (ref.place_id for claim in claims for ref in claim.places)
    return Telling(
        origin=origin,
        claims=tuple(claims),
        event=first.event,
        actor=first.actor,
        target=next((claim.target for claim in claims if claim.target), None),
        denied=first.stance == "denied",
        places=frozenset(place for place in places if place),
        start=first.when.start,
        end=first.when.end,
    )


def nearby(telling: Telling, at_place: dict[tuple[str, str], list[list[Telling]]]) -> Iterable[list[Telling]]:
    """Groups of the same event type at one of its places."""
    return (group for place in sorted(telling.places) for group in at_place[telling.event, place])


def same_event(first: Telling, other: Telling, days: int) -> bool:
    """Whether two tellings at one place agree in actor and day."""
    if first.actor and other.actor and first.actor != other.actor:
        return False
    if not (first.start and first.end and other.start and other.end):
        return False
    gaps = (
        day_number(first.start) - day_number(other.end),
        day_number(other.start) - day_number(first.end),
    )
    return max(gaps) <= days


def record_event(group: list[Telling], denials: list[Telling]) -> Event:
    """A group as a record; its days are those of the telling that pins them down most closely."""
    first = group[0]
    told = [one for one in group if one.start and one.end]
    dated = [one for one in told if one.origin.vouched] or told
    closest = min(
        dated, key=lambda one: day_number(one.end or "") - day_number(one.start or ""), default=first
    )
    vouched = [one for one in group if one.origin.vouched]
    origins = sorted((one.origin for one in group), key=lambda one: one.origin_id)
    return Event(
        event_id=content_id("event", first.origin.origin_id),
        event=first.event,
        actor=next((one.actor for one in group if one.actor), None),
        target=next((one.target for one in group if one.target), None),
        place_ids=tuple(sorted(frozenset[str]().union(*(one.places for one in group)))),
        start=closest.start,
        end=closest.end,
        claims=tuple(sorted(claim.claim_id for one in group for claim in one.claims)),
        origins=tuple(one.origin_id for one in origins),
        denied_by=tuple(sorted(claim.claim_id for one in denials for claim in one.claims)),
        witnesses=tuple(one.name if one.vouched else "" for one in origins),
        wordings=tuple(sorted(one.claims[0].claim_id for one in vouched or group)),
    )

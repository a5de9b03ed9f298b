"""Claims and origins in; happenings, each with all who tell it, all who deny it and its rival versions, out.

Three steps, each in its own module: tellings of one event type at one place and time are a group (`event_groups`); groups
that are two faces of one thing are one happening (`event_faces`); the accounts of a happening that differ are its versions
(`event_versions`). docs/method/events.md has the rules, with examples and what was measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from contested.model import Claim, Day, Event, Origin, content_id
from contested.reconcile.event_denials import put_denials
from contested.reconcile.event_faces import join_faces
from contested.reconcile.event_groups import Group, group_tellings
from contested.reconcile.event_happenings import CAPTURED, CLASHED, HITS, Happening
from contested.reconcile.event_tellings import Telling, list_tellings
from contested.reconcile.event_versions import list_versions

# What the one who is told of as attacker by the other faces does.
DOING = (*HITS, CLASHED, CAPTURED)


def group_events(claims: Iterable[Claim], origins: Iterable[Origin]) -> tuple[Event, ...]:
    """All happenings that somebody asserts, sorted by start (undated last) and id.

    What is forecast or intended has not happened; a denial of what nobody asserts is no happening. A claim of several
    places is one event as long as all who tell of it tell of the same ones, else one for each.
    """
    tellings = list_tellings(claims, origins)
    groups, shelf = group_tellings(tellings)
    put_denials((one for one in tellings if one.denied), shelf)
    same: dict[tuple[object, ...], list[Happening]] = {}
    for happening in join_faces(groups, shelf):
        told = frozenset(one.origin.origin_id for group in happening.groups() for one in group.voices())
        denied = frozenset(
            one.origin.origin_id for group in happening.groups() for one in group.denials if one.vouched
        )
        same.setdefault((happening.head.event, told, denied), []).append(happening)
    return sort_events(record_event(happenings) for happenings in same.values())


def group_again(
    before: Iterable[Event],
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    changed: Iterable[Origin],
    other: Sequence[Claim],
) -> tuple[Event, ...]:
    """The same, with the events `before` of all that has nothing to do with the origins that `changed` and the claims that
    are `other`, as they were and as they are: only what is told at their places, or together with that, is grouped anew."""
    known = {claim.claim_id: claim for claim in (*other, *claims)}
    told_at: dict[str, list[Origin]] = defaultdict(list)
    for origin in origins:
        for spot in find_whereabouts(origin, known):
            told_at[spot].append(origin)
    touched = {one.origin_id for one in changed}
    waiting = {spot for one in changed for spot in find_whereabouts(one, known)} | {
        spot for one in other for spot in whereabouts_of(one)
    }
    asked = set[str]()
    while waiting:
        asked |= waiting
        near = [one for spot in waiting for one in told_at[spot] if one.origin_id not in touched]
        touched |= {one.origin_id for one in near}
        waiting = {spot for one in near for spot in find_whereabouts(one, known)} - asked
    again = [one for one in origins if one.origin_id in touched]
    told = {claim_id for one in again for claim_id in one.claims}
    events = group_events((one for one in claims if one.claim_id in told), again)
    return sort_events((*(one for one in before if touched.isdisjoint(one.origins)), *events))


def find_whereabouts(origin: Origin, claims: Mapping[str, Claim]) -> set[str]:
    """The ids of the places that an origin's claims name, and of the reports of those that name none."""
    return {spot for one in origin.claims if one in claims for spot in whereabouts_of(claims[one])}


def whereabouts_of(claim: Claim) -> Iterable[str]:
    return [ref.place_id for ref in claim.places if ref.place_id] or [claim.report_id]


def sort_events(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda one: (one.start or "9999", one.event_id)))


def record_event(happenings: Sequence[Happening]) -> Event:
    """A happening, at one place or told alike of several, as a record.

    Its id is that of the vouched telling that was published first, at the first of its places: it stays when a later
    report adds a telling, and changes when an earlier one is found.
    """
    groups = [group for happening in happenings for group in happening.groups()]
    tellings = list_once(one for group in groups for one in group.tellings)
    denials = list_once(one for group in groups for one in group.denials)
    places = tuple(sorted({group.spot[0] for group in groups if group.spot[0]}))
    all_places = places or tuple(sorted({place for one in tellings for place, _ in one.spots}))
    vouched = [one for one in tellings if one.vouched] or tellings
    first = min(vouched, key=lambda one: (one.claim.published or "9999", one.origin.origin_id))
    heads = list_once(one for happening in happenings for one in happening.head.tellings)
    own = [one for one in heads if one.vouched] or heads
    start, end = choose_days(own, vouched, tellings)
    means = happenings[0].head.event
    sources = sorted(tellings, key=lambda one: one.origin.origin_id)
    return Event(
        event_id=content_id("event", first.origin.origin_id, *all_places[:1]),
        event=means,
        actor=name_party(
            choose_actor(one, happening) for happening in happenings for one in happening.heads()
        ),
        target=name_party(one.target for happening in happenings for one in happening.heads()),
        place_ids=all_places,
        start=start,
        end=end,
        claims=tuple(sorted(claim.claim_id for one in tellings for claim in one.claims)),
        origins=tuple(one.origin.origin_id for one in sources),
        denied_by=tuple(
            sorted(claim.claim_id for one in denials if denies(one, means) for claim in one.claims)
        ),
        witnesses=tuple(one.origin.name if one.vouched else "" for one in sources),
        wordings=tuple(sorted(one.claim.claim_id for one in own)),
        versions=list_versions(means, tellings, denials),
    )


def choose_actor(head: Group, happening: Happening) -> str | None:
    """Who did what the event is called after; where that is not said, whom another face has as the doer."""
    return head.actor or (happening.doer if head.event in DOING else None)


def list_once(tellings: Iterable[Telling]) -> list[Telling]:
    """Each telling once, in order."""
    tellings = list(tellings)
    if len(tellings) < 2:
        return tellings
    return sorted({one.origin.origin_id: one for one in tellings}.values(), key=lambda one: one.order)


def choose_days(*ranks: Sequence[Telling]) -> tuple[Day | None, Day | None]:
    """The days of the telling that pins them down most closely, of the first rank in which anybody knows them."""
    for tellings in ranks:
        known = [one.days for one in tellings if one.days is not None]
        if known:
            start, end = min(known, key=lambda days: (days[1] - days[0], days))
            return date.fromordinal(start).isoformat(), date.fromordinal(end).isoformat()
    return None, None


def name_party(named: Iterable[str | None]) -> str | None:
    """The party that is named; null where several are."""
    parties = {one for one in named if one is not None}
    return parties.pop() if len(parties) == 1 else None


def denies(denial: Telling, event: str) -> bool:
    """Whether a denial is of the happening itself and not only of its effects."""
    return denial.event == event or (denial.event in HITS and event in HITS)

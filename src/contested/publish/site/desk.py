"""The account as a whole, in; what the page reads first (`data/desk.js`) and the list of events, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from contested.model import CONTESTED, Account, Claim, Day, Event, Status
from contested.publish.events import count_witnesses
from contested.publish.site.areas import describe_areas
from contested.publish.site.days import count_ticks, find_span
from contested.publish.site.pins import Pin
from contested.publish.site.places import Made, describe_pin
from contested.publish.site.settings import SiteSettings
from contested.publish.site.spots import find_spots, words_of
from contested.publish.wording import read_wording
from contested.theatres import Theatre
from contested.vocabulary import event_types

Link = tuple[str, int]
# Of an event that thousands tell, or deny, so many are named; the others are counted.
MOST_NAMED = 12


def list_states(account: Account, theatre: Theatre) -> list[str]:
    """The states of the ground in the order of the page's bands: one holder, contested, the others."""
    known = {state for control in account.controls for state in control.states}
    first, *rest = [*theatre.holders] or [CONTESTED]
    order = list(dict.fromkeys((first, CONTESTED, *rest)))
    return order + sorted(known - set(order))


def describe_desk(
    account: Account,
    theatre: Theatre,
    desk: SiteSettings,
    pins: Sequence[Pin],
    statuses: Sequence[Sequence[Status]],
    changes: Counter[Day],
    starts: Sequence[int],
) -> dict[str, Any]:
    """The chunk that the page starts from: everything that the map draws on any day but areas, whose chunks begin on the
    days `starts`."""
    first, last = find_span(account, desk.as_of)
    states = list_states(account, theatre)
    evidence = Counter(
        one.on for control in account.controls for one in control.evidence if first <= one.on <= last
    )
    return {
        "name": desk.name,
        "synthetic": desk.synthetic,
        "audience": desk.audience,
        "language": desk.language,
        "as_of": desk.as_of,
        "tiles": desk.tiles,
        "credits": desk.credits,
        "theatre": theatre.settings.name,
        "borders_note": theatre.settings.borders_note,
        "first": first,
        "last": last,
        "parties": {side.code: side for side in theatre.sides},
        "holders": theatre.holders,
        "states": states,
        "events": {one.event: {"gloss": one.gloss, "family": one.family} for one in event_types().values()},
        "places": [
            describe_pin(pin, first, states, known) for pin, known in zip(pins, statuses, strict=True)
        ],
        "spots": find_spots(
            account.claims,
            {pin.place_id: number for number, pin in enumerate(pins)},
            theatre.shapes,
            read_wording(desk.language),
        ),
        "areas": describe_areas(account.areas, first, starts) if account.areas else None,
        "ticks": count_ticks(first, evidence, changes),
        "counts": {
            "reports": len(account.reports),
            "claims": len(account.claims),
            "origins": len(account.origins),
            "events": len(account.events),
            "rejected": len(account.rejections),
        },
        "rejections": account.rejections if desk.audience == "desk" else (),
        "outlines": theatre.geometry("outlines"),
        "rivers": theatre.geometry("rivers"),
    }


def describe_event(
    event: Event, made: Made, places: Mapping[str, int], links: Mapping[str, Link]
) -> dict[str, Any]:
    """An event of the list.

    `places` and `links` are the numbers of place chunks by place id and of report chunks by claim id.
    """
    denied_by = sorted({name_teller(made.claims[one]) for one in event.denied_by})
    told = find_links(event.claims, links)
    return {
        "event": event.event,
        "actor": event.actor,
        "target": event.target,
        "start": event.start,
        "end": event.end,
        "places": [places[one] for one in event.place_ids if one in places],
        "origins": count_witnesses(event),
        "where": words_of((made.claims[one] for one in event.claims if one in made.claims), made.wording),
        "denied_by": denied_by[:MOST_NAMED],
        "denied_more": max(0, len(denied_by) - MOST_NAMED),
        "claims": told[:MOST_NAMED],
        "claims_more": max(0, len(told) - MOST_NAMED),
    }


def name_teller(claim: Claim) -> str:
    """On whose word a claim stands: its last voice, else its publisher, else its report."""
    return claim.voices[-1].name if claim.voices else claim.publisher or claim.report_name


def find_links(claim_ids: Sequence[str], links: Mapping[str, Link]) -> list[Link]:
    """Claims with the report that each was made in."""
    return [links[one] for one in claim_ids if one in links]


def link_claims(claims: Sequence[Claim], reports: Mapping[str, int]) -> dict[str, Link]:
    return {one.claim_id: (one.claim_id, reports[one.report_id]) for one in claims}

"""The account as a whole, in; what the page reads first (`data/desk.js`), out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from contested.model import CONTESTED, Account, Day
from contested.publish.site.areas import describe_areas
from contested.publish.site.courses import SHELF, Courses, list_codes
from contested.publish.site.days import count_ticks, list_changes
from contested.publish.site.packs import Packs
from contested.publish.site.pins import Pin
from contested.publish.site.places import describe_pin
from contested.publish.site.settings import SiteSettings
from contested.publish.site.spots import find_spots
from contested.publish.wording import read_wording
from contested.theatres import Theatre
from contested.vocabulary import event_types


def list_states(account: Account, theatre: Theatre) -> list[str]:
    """The states of the ground in the order of the page's bands: one holder, contested, the others."""
    known = {state for control in account.controls for state in control.states}
    first, *rest = [*theatre.holders] or [CONTESTED]
    order = list(dict.fromkeys((first, CONTESTED, *rest)))
    return order + sorted(known - set(order))


def find_roads(theatre: Theatre) -> dict[str, Any]:
    """The courses of roads among the theatre's shapes, as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": shape.name},
            "geometry": {"type": "MultiLineString", "coordinates": shape.courses},
        }
        for shape in theatre.shapes.values()
        if shape.kind == "road" and shape.courses
    ]
    return {"type": "FeatureCollection", "features": features}


def describe_desk(
    account: Account,
    theatre: Theatre,
    desk: SiteSettings,
    pins: Sequence[Pin],
    courses: Courses,
    span: tuple[Day, Day],
    starts: Mapping[str, Sequence[int]],
    packs: Packs,
) -> dict[str, Any]:
    """The chunk that the page starts from: everything that the map draws on any day but what comes by period. `starts` are
    the days on which the chunks of areas and of events begin, `packs` how chunks are packed."""
    first, last = span
    changes = [list_changes(turns) for turns in courses.turns]
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
        "spoken": theatre.names,
        "holders": theatre.holders,
        "states": courses.states,
        "codes": list_codes(courses.states),
        "periods": courses.starts,
        "lists": starts["events"],
        "shelf": SHELF,
        "packs": packs,
        "events": {one.event: {"gloss": one.gloss, "family": one.family} for one in event_types().values()},
        "places": [
            describe_pin(pin, first, [*turns[:1], *changed])
            for pin, turns, changed in zip(pins, courses.turns, changes, strict=True)
        ],
        "spots": find_spots(
            account.claims,
            {pin.place_id: number for number, pin in enumerate(pins)},
            theatre.shapes,
            read_wording(desk.language),
        ),
        "areas": describe_areas(account.areas, first, starts["areas"]) if account.areas else None,
        "ticks": count_ticks(first, evidence, Counter(one.on for changed in changes for one in changed)),
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
        "roads": find_roads(theatre),
    }

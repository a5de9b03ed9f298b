"""The account as a whole, in; what the page reads first (`data/desk.js`), out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from contested.locate.gazetteer import SHOWN
from contested.model import CONTESTED, Account, Day
from contested.publish.edition import NamesOf
from contested.publish.site.areas import describe_areas
from contested.publish.site.courses import SHELF, Courses, list_codes
from contested.publish.site.days import count_ticks, list_changes
from contested.publish.site.packs import Packs
from contested.publish.site.pins import Pin
from contested.publish.site.places import describe_pin
from contested.publish.site.settings import LANGUAGES, SiteSettings
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


class Called:
    """What a site tells of the names of places beside the one that it shows in its own `language`: those in the other
    languages that the page speaks, by their codes."""

    def __init__(self, language: str, theatre: Theatre, names_of: NamesOf) -> None:
        self.language, self.names_of = language, names_of
        self.ids = {(one.kind, one.name): one.place_id for one in theatre.places}

    def of_pin(self, pin: Pin) -> dict[str, Any]:
        """`called`, where a language calls the place otherwise."""
        return self.beside(pin.name, dict(pin.called) or self.names_of(pin.place_id))

    def beside(self, shown: str, names: Mapping[str, str]) -> dict[str, Any]:
        others = {code: names[code] for code in LANGUAGES if names.get(code, shown) != shown}
        return {"called": others} if others else {}

    def in_shapes(self, collection: dict[str, Any]) -> dict[str, Any]:
        """The theatre's shapes with their names; one without an id is the place of its kind and name."""
        return collection | {
            "features": [
                one | {"properties": self.in_shape(one["properties"])} for one in collection["features"]
            ]
        }

    def in_shape(self, properties: dict[str, Any]) -> dict[str, Any]:
        name = properties.get("name", "")
        names = self.names_of(properties.get("id") or self.ids.get((properties.get("kind", ""), name), ""))
        shown = names.get(self.language, name)
        return properties | {"name": shown} | self.beside(shown, {SHOWN: name, **names})


def find_roads(theatre: Theatre) -> dict[str, Any]:
    """The courses of roads among the theatre's shapes, as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": place_id, "name": shape.name},
            "geometry": {"type": "MultiLineString", "coordinates": shape.courses},
        }
        for place_id, shape in theatre.shapes.items()
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
    names_of: NamesOf,
) -> dict[str, Any]:
    """The chunk that the page starts from: everything that the map draws on any day but what comes by period. `starts` are
    the days on which the chunks of areas and of events begin, `packs` how chunks are packed, `names_of` has what languages
    call a place."""
    first, last = span
    called = Called(desk.language, theatre, names_of)
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
            describe_pin(pin, first, [*turns[:1], *changed]) | called.of_pin(pin)
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
        "outlines": called.in_shapes(theatre.geometry("outlines")),
        "rivers": called.in_shapes(theatre.geometry("rivers")),
        "roads": called.in_shapes(find_roads(theatre)),
    }

"""Events and their claims, in; the rows of numbers by which the map draws a symbol for each happening at a place, out.

What is told of a place only by how it lies to it ("8 km east of X") is not at that place: `spots` draws it as what it is.
An event whose day is known to no better than `WIDEST_DAYS` has no place on the map of a day, and stays in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from contested.days import days_between
from contested.model import Claim, Day, Event
from contested.publish.site.pins import Pin
from contested.publish.site.spots import TOLD
from contested.vocabulary import event_types

WIDEST_DAYS = 7


def describe_symbols(
    events: Sequence[Event], spots_of: Callable[[Event], Sequence[str]], pins: Sequence[Pin], first: Day
) -> dict[str, Any]:
    """`types` of events, and `rows` in order of days: the day that an event begins on, counted from the desk's first, how
    many more days it may have taken, the number of its type, and the numbers of the places where it is drawn. `spots_of`
    has the ids of those that an event happened at (`find_spots_of`)."""
    numbers = {pin.place_id: number for number, pin in enumerate(pins) if pin.lat is not None}
    types = sorted({one.event for one in events})
    number_of = {event: number for number, event in enumerate(types)}
    states = {one.event for one in event_types().values() if one.course == "lasts"}
    count = cache(partial(days_between, first))
    rows = []
    for event in events:
        if event.event in states:  # a state, which the marks of places tell
            continue
        start, end = event.start or event.end, event.end or event.start
        if start is None or end is None or (wide := count(end) - count(start)) >= WIDEST_DAYS:
            continue
        spots = [numbers[one] for one in spots_of(event) if one in numbers]
        if spots:
            rows.append([count(start), wide, number_of[event.event], *spots])
    return {"types": types, "rows": sorted(rows)}


def find_spots_of(event: Event, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The ids of the places that somebody says it happened at, and not only near to."""
    told = (claims[one] for one in event.claims if one in claims)
    named = {
        ref.place_id
        for one in told
        if one.stance in TOLD
        for ref in one.places
        if ref.relation is None and ref.role != "near"
    }
    return tuple(one for one in event.place_ids if one in named)

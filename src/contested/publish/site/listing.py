"""Events, in; the chunks of the page's list of them, out: `events-0` has those that nobody dates, the others follow by
period."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from contested.days import days_between
from contested.model import Day, Event
from contested.publish.site.chunks import Part
from contested.publish.site.periods import choose_periods
from contested.publish.site.told import Made

# Events to a chunk on average: about 300 kB.
PERIOD_EVENTS = 1_000

Describe = Callable[[Event], dict[str, Any]]


def start_lists(events: Sequence[Event], span: tuple[Day, Day]) -> list[int]:
    """The days on which the chunks of dated events begin."""
    return choose_periods(span, len(events), PERIOD_EVENTS)


def describe_lists(
    events: Sequence[Event],
    first: Day,
    starts: Sequence[int],
    parts_of: Callable[[Sequence[Event]], Any],
    describe: Describe,
    moved: Iterable[Event] | None = None,
) -> Iterator[tuple[str, Part]]:
    """The chunks by name; `parts_of` says what the descriptions of events are made of. Where it is known which events have
    `moved`, or moved away, the other chunks stand."""
    lists: list[list[Event]] = [[] for _ in range(len(starts) + 1)]
    known = cache(lambda day: find_list(day, first, starts))
    for event in events:
        lists[known(event.start or event.end)].append(event)
    others = None if moved is None else {known(one.start or one.end) for one in moved}
    for number, listed in enumerate(lists):
        stands = others is not None and number not in others
        yield (
            f"events-{number}",
            Part(partial(parts_of, listed), partial(describe_list, listed, describe), stands),
        )


def find_list(day: Day | None, first: Day, starts: Sequence[int]) -> int:
    """The number of the chunk with an event, by its first day, or its last where that is all that is known."""
    return max(bisect(starts, days_between(first, day)), 1) if day else 0


def describe_list(events: Sequence[Event], describe: Describe) -> list[dict[str, Any]]:
    return [describe(one) for one in events]


def list_parts(events: Sequence[Event], made: Made, places: Mapping[str, int]) -> tuple[Any, ...]:
    """All that the descriptions of events are made of; `places` are the numbers of places by id."""
    told = sorted({claim_id for one in events for claim_id in claims_of(one)})
    claims = [made.account.claims_by_id[one] for one in told if one in made.account.claims_by_id]
    numbers = [[places.get(place_id) for place_id in one.place_ids] for one in events]
    return events, claims, [made.reports[one.report_id] for one in claims], numbers


def claims_of(event: Event) -> Iterator[str]:
    """The ids of all claims that an event's description may read."""
    yield from event.claims
    yield from event.wordings
    yield from event.denied_by
    for version in event.versions:
        yield from version.wordings

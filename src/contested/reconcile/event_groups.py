"""Tellings, in; groups of those that tell one thing in one way, place by place, out: the same event type, the same spot.

Each telling is compared with the one that a group began with, never with later ones, so nothing chains. What is looked up
is a spot's groups of a few days, so that the cost grows with the tellings and not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from contested.model import Figure
from contested.reconcile.event_matching import ONCE_LATER, Fit, agree, fit_denial, fit_tellings
from contested.reconcile.event_tellings import Spot, Telling, happens_once

# Of one spot, event and day only so many groups are looked at, the vouched ones first: no crowd can slow it down.
MOST_GROUPS = 24
# Of what its source told before a telling is compared with so many.
MOST_OWN = 8
# What is told of more days than a year and a day is background, and no telling of one of its days.
WIDEST_DAYS = 366


class Group:
    """Tellings of one event type at one spot that fit the first of them, and those that deny it."""

    def __init__(self, first: Telling, spot: Spot, order: int) -> None:
        self.first, self.spot, self.order = first, spot, order
        self.event = first.event
        self.tellings: list[Telling] = []
        self.denials: list[Telling] = []
        self.sources: dict[str, list[Telling]] = defaultdict(list)
        self.actor: str | None = None
        self.target: str | None = None
        self.add(first)

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.sources[telling.source].append(telling)
        if telling.vouched or not self.vouched:
            self.actor, self.target = self.actor or telling.actor, self.target or telling.target

    @property
    def vouched(self) -> bool:
        return self.first.vouched

    def voices(self) -> list[Telling]:
        """Those that count in putting it together with others: where somebody is vouched for, only these."""
        return [one for one in self.tellings if one.vouched or not self.vouched]

    def figures(self) -> Iterator[Figure]:
        for telling in self.voices():
            yield from telling.figures


class Shelf:
    """Groups by event type, spot and day."""

    def __init__(self) -> None:
        self.by_day: dict[tuple[str, Spot, int], list[Group]] = defaultdict(list)
        self.wide: dict[tuple[str, Spot], list[Group]] = defaultdict(list)

    def put(self, group: Group) -> None:
        days = group.first.days
        if days is None:
            return
        if not group.first.narrow:
            self.wide[group.event, group.spot].append(group)
            return
        for day in range(days[0], days[1] + 1):
            self.by_day[group.event, group.spot, day].append(group)

    def find(self, event: str, spot: Spot, start: int, end: int) -> list[Group]:
        """Groups that began on narrow days within these, in order, each once."""
        found: dict[int, Group] = {}
        for day in range(start, end + 1):
            for group in self.by_day.get((event, spot, day), ())[:MOST_GROUPS]:
                found[group.order] = group
        return [found[order] for order in sorted(found)]

    def find_wide(self, event: str, spot: Spot) -> list[Group]:
        return self.wide.get((event, spot), [])[:MOST_GROUPS]


def group_tellings(tellings: Iterable[Telling]) -> tuple[list[Group], Shelf]:
    """All asserted tellings in groups, a telling of several places in one at each; and the shelf they stand on."""
    groups: list[Group] = []
    shelf = Shelf()
    for telling in (one for one in tellings if not one.denied):
        for spot in sorted(telling.spots) or [("", "")]:
            group = choose_group(telling, spot, shelf) if spot[0] else None
            if group is None:
                group = Group(telling, spot, len(groups))
                groups.append(group)
                if spot[0]:
                    shelf.put(group)
            else:
                group.add(telling)
    return groups, shelf


def choose_group(telling: Telling, spot: Spot, shelf: Shelf) -> Group | None:
    """The group that a telling fits best; null where it fits none, or where it is told of so many days that it fits
    several."""
    if telling.days is None:
        return None
    start, end = telling.days
    if telling.narrow:
        reach = ONCE_LATER if happens_once(telling.event) else 2
        near = shelf.find(telling.event, spot, start - reach, end + reach)
        fits = [
            (fit, one)
            for one in near
            if (fit := fit_group(one, telling)) is not None and not (fit[0] and is_undone(one, telling, near))
        ]
        return min(fits, key=lambda pair: (pair[0], pair[1].order))[1] if fits else None
    if end - start > WIDEST_DAYS:
        return None
    within = [one for one in shelf.find(telling.event, spot, start, end) if may_join_wide(one, telling)]
    if len(within) == 1:
        return within[0]
    alike = [one for one in shelf.find_wide(telling.event, spot) if fit_group(one, telling) is not None]
    return alike[0] if alike and not within else None


def fit_group(group: Group, telling: Telling) -> Fit | None:
    """How well a telling fits a group: its first telling, and what else its own source told there."""
    if not agree(group.actor, telling.actor):
        return None
    fit = fit_tellings(group.first, telling, group.spot)
    own = group.sources.get(telling.source, [])[:MOST_OWN]
    if fit is None or any(fit_tellings(one, telling, group.spot) is None for one in own):
        return None
    return fit


def is_undone(group: Group, telling: Telling, near: Iterable[Group]) -> bool:
    """Whether the place changed hands the other way between a group's days and a telling's: what is told then is new."""
    ends = [days for days in (group.first.days, telling.days) if days is not None]
    after, before = min(end for _, end in ends), max(start for start, _ in ends)
    return happens_once(group.event) and any(
        one.vouched and not agree(one.actor, telling.actor) and after <= (one.first.start or 0) <= before
        for one in near
    )


def may_join_wide(group: Group, telling: Telling) -> bool:
    """Whether a telling of many days can be of this happening, if it is the only one in these days: it happens once."""
    return (
        happens_once(telling.event)
        and agree(group.actor, telling.actor)
        and telling.source not in group.sources
    )


def choose_denied(denial: Telling, event: str, spot: Spot, shelf: Shelf, actor: str | None) -> Group | None:
    """The group of an event type that a denial at a spot is nearest to, vouched ones first."""
    if denial.days is None or not denial.narrow:
        return None
    start, end = denial.days
    near = shelf.find(event, spot, start - ONCE_LATER, end + ONCE_LATER)
    fits: list[tuple[bool, Fit, int, Group]] = [
        (not one.vouched, fit, one.order, one)
        for one in near
        if agree(one.actor, actor) and (fit := fit_denial(one.first, denial)) is not None
    ]
    return min(fits, key=lambda one: one[:3])[3] if fits else None

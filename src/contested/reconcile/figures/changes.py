"""Quantities, in; what one source counts over time, and where a running total falls or increments do not lead to it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from contested.days import days_between
from contested.model import Day, Finding, Series, SeriesPoint, content_id
from contested.reconcile.figures.bounds import add_up, is_told, meet, range_of, write_bounds, write_number
from contested.reconcile.figures.reading import HAPPENED, MIXED, Read
from contested.reconcile.figures.saying import make_finding, say_day, say_teller, say_thing, say_where

# What was told more than so many days ago is no longer news of the day on which it is told again.
NEWS_DAYS = 3
# A toll without a beginning of its own is of one happening, told from one day to the next: places are hit again and again.
TOLL_DAYS = 1
# A count that starts anew each day, month or year runs within that only.
MONTHLY, YEARLY, DAILY = "month", "year", "day"
STEADY = frozenset({"night", "day"})

Key = tuple[str, ...]


class Line(NamedTuple):
    """One source's numbers of one thing, by day: the highest of each day."""

    key: Key
    reads: tuple[tuple[Day, Read], ...]


def follow(reads: Iterable[Read]) -> list[Line]:
    """Every line of numbers by one source of one thing, with at least two days."""
    lines: dict[Key, dict[Day, Read]] = defaultdict(dict)
    for one in reads:
        day, key = day_told(one), line_key(one)
        if key is None or day is None:
            continue
        known = lines[key].get(day)
        if known is None or rank(one) > rank(known):
            lines[key][day] = one
    found = []
    for key in sorted(lines):
        ordered = sorted(lines[key].items())
        found += [Line(key, tuple(part)) for part in split_tolls(ordered) if len(part) > 1]
    return found


def rank(one: Read) -> tuple[float, str]:
    return range_of(one.quantity).least, one.quantity.quantity_id


def day_told(one: Read) -> Day | None:
    """The day by which a number stood. What is told long after its day, or by nobody knows when, has none."""
    quantity = one.quantity
    if quantity.published is None:
        return None
    if quantity.course == "running":
        dated = quantity.when.basis != "publication" and quantity.when.end is not None
        told_late = dated and days_between(quantity.when.end or "", quantity.published) > NEWS_DAYS
        return None if told_late else quantity.published
    end = quantity.when.end
    return end if end is not None and quantity.when.basis != "vague" else None


def line_key(one: Read) -> Key | None:
    """What two numbers must share to be of one line; null for what does not run on."""
    quantity = one.quantity
    if quantity.thing is None or quantity.deed is None or quantity.stance not in HAPPENED or quantity.part_of:
        return None
    if not is_told(quantity) or not (quantity.own or not one.spot):
        return None
    scope = (quantity.source, quantity.thing, quantity.deed, one.whose or "", *sorted(one.spot), "")
    if quantity.course == "running" and (one.whose or one.spot):
        since = started(one)
        return None if since is None else (*scope, "running", since)
    if quantity.course == "increment" and quantity.period in STEADY:
        return (*scope, "increment", quantity.period)
    return None


def started(one: Read) -> str | None:
    """What a running total runs from; null where it starts anew each day, or is of no place and no beginning."""
    quantity = one.quantity
    day = quantity.published or ""
    if quantity.since == DAILY or quantity.period == MIXED:
        return None
    if quantity.since == MONTHLY:
        return day[:7]
    if quantity.since == YEARLY:
        return day[:4]
    if quantity.since == "" and not one.spot:
        return None
    return quantity.since


def split_tolls(points: list[tuple[Day, Read]]) -> list[list[tuple[Day, Read]]]:
    """A toll that nothing is heard of for a day is another's when it is heard of again."""
    parts = [points[:1]]
    for before, here in pairwise(points):
        toll = here[1].quantity.course == "running" and here[1].quantity.since == ""
        if toll and days_between(before[0], here[0]) > TOLL_DAYS:
            parts.append([])
        parts[-1].append(here)
    return parts


def record_series(line: Line) -> Series:
    first = line.reads[0][1].quantity
    return Series(
        series_id=content_id("series", line.key, line.reads[0][0]),
        source=first.source,
        origin=first.origin,
        side=first.side,
        thing=first.thing or "",
        deed=first.deed or "",
        actor=first.actor,
        target=first.target,
        places=first.places,
        place_names=first.place_names,
        course="running" if first.course == "running" else "increment",
        period=first.period,
        since=first.since,
        points=tuple(
            SeriesPoint(
                day, one.quantity.low, one.quantity.high, one.quantity.approximate, one.quantity.quantity_id
            )
            for day, one in line.reads
        ),
    )


def find_falls(lines: Sequence[Line]) -> Iterator[Finding]:
    """Running totals that are lower than they were."""
    for line in lines:
        if line.key[-2] != "running":
            continue
        for (day, one), (later, other) in pairwise(line.reads):
            before, after = range_of(one.quantity), range_of(other.quantity)
            if after.most < before.least:
                reason = (
                    f"{say_teller(other.quantity)}: the total of {say_thing(other.quantity)}{say_where(other.quantity)} falls"
                    f" from {write_bounds(one.quantity)} on {say_day(day)} to {write_bounds(other.quantity)} on {say_day(later)}"
                )
                yield make_finding("falls", "fails", reason, [one, other])


def check_increments(lines: Sequence[Line], reads: Iterable[Read]) -> Iterator[Finding]:
    """Two running totals against the days' increments between them, where every day has one."""
    daily: dict[Key, dict[Day, Read]] = defaultdict(dict)
    for one in reads:
        key, day = line_key(one), day_told(one)
        if key is not None and day is not None and key[-2:] == ("increment", "day"):
            daily[key[:-2]].setdefault(day, one)
    for line in lines:
        steps = daily.get(line.key[:-2], {})
        if line.key[-2] != "running" or not steps:
            continue
        for (day, one), (later, other) in pairwise(line.reads):
            between = [steps[at] for at in sorted(steps) if day < at <= later]
            if len(between) == days_between(day, later):
                yield check_steps(one, other, between)


def check_steps(one: Read, other: Read, between: Sequence[Read]) -> Finding:
    before, after = range_of(one.quantity), range_of(other.quantity)
    found = add_up([before, *(range_of(step.quantity) for step in between)])
    steps = " + ".join(write_bounds(step.quantity) for step in between)
    sum = f"{write_bounds(one.quantity)} + {steps} = {write_number(exact(one) + sum_of(between))}"
    about = one.quantity.approximate or other.quantity.approximate
    holds = (
        meet(found, after)
        if not about
        else abs(exact(one) + sum_of(between) - exact(other)) <= sum_of(between)
    )
    words = "lead to" if holds else "do not lead to"
    reason = f"{say_teller(other.quantity)}: the days' {say_thing(other.quantity)} {words} the new total: {sum}, told is {write_bounds(other.quantity)}"
    return make_finding("increments", "holds" if holds else "fails", reason, [one, other, *between], sum)


def exact(one: Read) -> float:
    quantity = one.quantity
    return quantity.low if quantity.low is not None else quantity.high or 0.0


def sum_of(reads: Sequence[Read]) -> float:
    return sum(map(exact, reads))

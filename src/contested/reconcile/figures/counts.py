"""Quantities, in; the same count as several voices tell it, side by side, and where they differ, out.

The same: one thing, deed, side, set of places, day and kind of period. Origins are counted, not who repeats them. Two differ only
where no number could be what both mean: then the finding says so, of independent voices that speak of a period by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from contested.days import days_between
from contested.model import Count, CountTold, Day, Finding, content_id
from contested.reconcile.figures.bounds import is_told, meet, range_of, write_bounds
from contested.reconcile.figures.kinds import is_in
from contested.reconcile.figures.reading import HAPPENED, MIXED, SINCE, Read
from contested.reconcile.figures.saying import (
    make_finding,
    say_days,
    say_list,
    say_teller,
    say_thing,
    say_where,
)

# Of periods told by these names two voices mean the same; of "this morning" or "within three hours" they may not.
NAMED_PERIODS = frozenset({"night", "day", "week", "month", "year", SINCE})
# A count that is dated no closer is of its month or year, not of a day.
ONE_DAY = 1
# Who speaks of no place speaks of the whole front only if it is their office: a governor's "overnight" is of his region.
WHOLE_FRONT = frozenset({"ministry", "military"})
COMPARED = frozenset({"increment", "running"})
UNNAMED = "unnamed"

Key = tuple[str, ...]


def group_counts(reads: Iterable[Read]) -> list[list[Read]]:
    """Quantities that count the same, by origin and text."""
    groups: dict[Key, list[Read]] = defaultdict(list)
    for one in reads:
        key = count_key(one)
        if key is not None:
            groups[key].append(one)
    return [groups[key] for key in sorted(groups)]


def count_key(one: Read) -> Key | None:
    """What two quantities must share to be one count; null where the scope is not certain."""
    quantity = one.quantity
    if quantity.thing is None or quantity.deed is None or quantity.course not in COMPARED:
        return None
    if quantity.stance not in HAPPENED or quantity.period == MIXED or not is_told(quantity):
        return None
    days = days_of(one)
    if days is None or not (quantity.own or not one.spot):
        return None
    if quantity.part_of is not None and not one.spot:
        return None  # some of a total: of what kind the rest is, another voice may not mean
    if not has_scope(one):
        return None
    scope = (quantity.course, quantity.since, quantity.period, *days)
    return (quantity.thing, quantity.deed, one.whose or "", *sorted(one.spot), "", *scope)


def has_scope(one: Read) -> bool:
    """Whether a number says of where and when it is well enough to stand beside another's: a period by its name or a date, or
    the toll of one place. "13 drones" without either may be of the morning, or of one town."""
    quantity = one.quantity
    if not one.spot:
        everywhere = quantity.kind in WHOLE_FRONT or quantity.period == SINCE
        return everywhere and quantity.period in NAMED_PERIODS
    if quantity.period or not is_in(quantity.deed, "tolls"):
        return quantity.period in NAMED_PERIODS or (not quantity.period and quantity.when.basis == "explicit")
    return True


def days_of(one: Read) -> tuple[Day, Day] | None:
    """The days that a count is of: one where it is told of a day or two, else its whole month or year."""
    when = one.quantity.when
    if one.quantity.course == "running":
        day = one.quantity.published
        return (day, day) if day else None
    if when.start is None or when.end is None or when.basis == "vague":
        return None
    if days_between(when.start, when.end) <= ONE_DAY:
        return when.end, when.end
    return when.start, when.end


def record_count(group: Sequence[Read]) -> Count | None:
    """The count side by side; null where only one source tells it."""
    by_source: dict[str, list[Read]] = defaultdict(list)
    for one in group:
        by_source[one.quantity.source].append(one)
    if len(by_source) < 2:
        return None
    first = min(group, key=lambda one: one.quantity.quantity_id).quantity
    start, end = days_of(group[0]) or ("", "")
    told = sorted(
        (tell(reads) for reads in by_source.values()),
        key=lambda one: (not one.vouched, one.origin, one.origin_id),
    )
    return Count(
        count_id=content_id("count", count_key(group[0])),
        thing=first.thing or "",
        deed=first.deed or "",
        actor=first.actor,
        target=first.target,
        places=first.places,
        place_names=first.place_names,
        start=start,
        end=end,
        period=first.period,
        told=tuple(told),
    )


def tell(reads: Sequence[Read]) -> CountTold:
    """One source's word on a count: its newest, in the wording nearest to its own; others repeat it."""
    newest = max(
        reads, key=lambda one: (one.quantity.published or "", one.quantity.low or 0, one.quantity.quantity_id)
    )
    quantity = newest.quantity
    return CountTold(
        origin_id=quantity.origin_id,
        source=quantity.source,
        origin=quantity.origin,
        side=quantity.side,
        vouched=quantity.vouched,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        quantity_id=quantity.quantity_id,
        repeats=len({one.quantity.report_id for one in reads}) - 1,
    )


def find_differences(groups: Sequence[Sequence[Read]]) -> Iterator[Finding]:
    """Counts of which independent voices give numbers that cannot be one."""
    for group in groups:
        by_source: dict[str, list[Read]] = defaultdict(list)
        for one in group:
            if one.quantity.vouched and one.quantity.kind != UNNAMED:
                by_source[one.quantity.source].append(one)
        ordered = [by_source[source] for source in sorted(by_source)]
        apart = [
            (first, second)
            for mine, others in combinations(ordered, 2)
            if all(cannot_both(one, other) for one in mine for other in others)
            for first, second in [(mine[0], others[0])]
        ]
        if apart:
            reads = list({one.quantity.quantity_id: one for pair in apart for one in pair}.values())
            yield make_finding("differ", "fails", say_difference(reads), reads)


def cannot_both(one: Read, other: Read) -> bool:
    """Whether two numbers of the same count exclude each other: no number is both, and both voices mean the same time. The toll
    of an attack grows as more is learned, and a town may be hit twice a day."""
    if meet(range_of(one.quantity), range_of(other.quantity)):
        return False
    dated = all(read.quantity.when.basis == "explicit" for read in (one, other))
    return one.quantity.period in NAMED_PERIODS or (dated and not is_in(one.quantity.deed, "tolls"))


def say_difference(reads: Sequence[Read]) -> str:
    first = reads[0].quantity
    told = [f"{write_bounds(one.quantity)} by {say_teller(one.quantity)}" for one in reads]
    days = say_days(*(days_of(reads[0]) or ("", "")))
    return (
        f"No number fits all that is told of {say_thing(first)}{say_where(first)}, {days}: {say_list(told)}"
    )

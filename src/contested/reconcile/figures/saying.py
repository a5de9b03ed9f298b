"""Quantities, in; how findings name them, out. Never "confirmed" or "false": what adds up, what does not, what is not told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from contested.model import Day, Finding, Quantity, content_id
from contested.reconcile.figures.bounds import write_bounds
from contested.reconcile.figures.kinds import one_of
from contested.reconcile.figures.reading import Read

Outcome = str
NOBODY = "unnamed"


def make_finding(kind: str, outcome: str, reason: str, reads: Sequence[Read], sum: str = "") -> Finding:
    """A finding on quantities, of which the first leads."""
    quantities = tuple(dict.fromkeys(one.quantity.quantity_id for one in reads))
    return Finding(
        finding_id=content_id("finding", kind, quantities),
        kind=kind,  # type: ignore[arg-type]
        outcome=outcome,  # type: ignore[arg-type]
        reason=reason,
        sum=sum,
        quantities=quantities,
        claims=tuple(sorted({one.quantity.claim_id for one in reads})),
        places=tuple(sorted({place for one in reads for place in one.quantity.places})),
        on=last_day(reads),
    )


def last_day(reads: Sequence[Read]) -> Day | None:
    """The newest day of publication among quantities, else the last that they tell of."""
    days = [day for one in reads if (day := one.quantity.published or one.quantity.when.end)]
    return max(days, default=None)


def say_day(day: Day | None) -> str:
    """ "24 November 2024"."""
    if day is None:
        return "no day"
    told = date.fromisoformat(day)
    return f"{told.day} {told:%B} {told.year}"


def say_days(start: Day, end: Day) -> str:
    """ "24 November 2024", "November 2024", "2024", "1 May 2024 to 3 June 2024"."""
    if start == end:
        return say_day(start)
    if (start[4:], end[4:], start[:4]) == ("-01-01", "-12-31", end[:4]):
        return start[:4]
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if start[:7] == end[:7] and first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"{first:%B} {first.year}"
    return f"{say_day(start)} to {say_day(end)}"


def say_thing(quantity: Quantity) -> str:
    """ "drones intercepted", "people killed or wounded"."""
    thing = (quantity.thing or quantity.unit).replace("+", " and ").replace("_", " ")
    deed = (quantity.deed or "").replace("_", " ")
    return f"{thing} {deed}".strip()


def say_count(quantity: Quantity) -> str:
    """ "45 drones intercepted", "43%"; the text's words where nobody knows what they count."""
    number = write_bounds(quantity)
    if quantity.course == "share":
        return f"{number}%"
    if quantity.thing is None:
        return f"“{quantity.text}”"
    said = say_thing(quantity)
    if quantity.low == quantity.high == 1:
        said = said.replace(quantity.thing, one_of(quantity.thing), 1)
    return f"{number} {said}"


def say_where(quantity: Quantity) -> str:
    """ " (Bryansk)"; nothing where no place is told."""
    names = ", ".join(name for name in quantity.place_names if name) if quantity.own else ""
    return f" ({names})" if names else ""


def say_teller(quantity: Quantity) -> str:
    """Who says so: the origin, and who passed it on where that is somebody else."""
    name = quantity.origin if quantity.kind != NOBODY else "an unnamed voice"
    return name[0].upper() + name[1:]


def say_list(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def say_scope(quantity: Quantity) -> str:
    """The names of a quantity's places."""
    return ", ".join(name for name in quantity.place_names if name)


def say_time(quantity: Quantity) -> str:
    """ "2024-08-22 night", "reported 2024-08-22, running since war": the days that a quantity is of, and how."""
    when = quantity.when
    if when.basis == "publication":
        days = f"reported {when.end}"
    else:
        days = " to ".join(dict.fromkeys(filter(None, (when.start, when.end))))
    course = {"running": "running", "rate": "a pace", "level": "as it stands"}.get(quantity.course, "")
    since = f"since {quantity.since}" if quantity.since else ""
    period = "" if quantity.period in ("", "since", "mixed") else quantity.period
    return ", ".join(filter(None, (days, period, " ".join(filter(None, (course, since))))))

"""Control over time, in; the short rows of numbers that the day bar, the map and the band read, out.

Days are counted from the desk's first day. Probabilities are whole percents in the order of the desk's
states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from contested.days import days_between, shift_day
from contested.model import Account, Control, Day, Status
from contested.publish.site.settings import StatusOn


def find_span(account: Account, as_of: Day) -> tuple[Day, Day]:
    """The first and the last day that the day bar shows: of control, and of what is told of days to `as_of`.

    Both are `as_of` where nothing is dated.
    """
    told = {one.on for control in account.controls for one in control.evidence}
    told |= {day for one in account.claims for day in (one.when.start, one.when.end) if day}
    days = {day for day in told if day <= as_of}
    for one in account.controls:
        if one.days:
            days |= {one.first, shift_day(one.first, one.days - 1)}
    return min(days, default=as_of), max(days, default=as_of)


def pack_rows(control: Control, states: Sequence[str]) -> list[int]:
    """Run-length rows, flat: a number of days, then a percentage for each of `states`, and again."""
    column = {state: number for number, state in enumerate(control.states)}
    percents = (
        tuple(round(100 * row[column[state]]) if state in column else 0 for state in states)
        for row in control.rows
    )
    packed: list[int] = []
    for row, run in groupby(percents):
        packed += [sum(1 for _ in run), *row]
    return packed


def find_turns(control: Control, status_on: StatusOn) -> tuple[list[Status], list[Day]]:
    """The statuses of the days that say something new, in order, and the days on which the state changed.

    Between those days only the probabilities move.
    """
    last = shift_day(control.first, control.days - 1)
    leading = [max(range(len(row)), key=row.__getitem__) if max(row) >= 0.5 else -1 for row in control.rows]
    moved = [number for number, lead in enumerate(leading) if number and lead != leading[number - 1]]
    days = {control.first, *(shift_day(control.first, number) for number in moved)}
    days |= {one.on for one in control.evidence if control.first <= one.on <= last}
    statuses = [status_on(control, day) for day in sorted(days)]
    changes = [after.on for before, after in pairwise(statuses) if before.state != after.state]
    return statuses, changes


def count_ticks(first: Day, evidence: Counter[Day], changes: Counter[Day]) -> list[list[int]]:
    """A tick for each day with evidence or a change: the day, how much evidence, how many changes."""
    return [[days_between(first, day), evidence[day], changes[day]] for day in sorted(evidence | changes)]


def describe_status(status: Status, first: Day) -> list[Any]:
    """Day, state, disputed, what each side says, number of origins, day of the last evidence, number of reports."""
    return [
        days_between(first, status.on),
        status.state,
        status.disputed,
        status.claimed,
        status.origins,
        status.last_evidence,
        status.reports,
    ]

"""Control over time, in; the days that say something new, and the ticks of the day bar, out.

Days are counted from the desk's first day.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from contested.days import days_between, shift_day
from contested.model import Account, Control, Day, Evidence, SideClaim, Status
from contested.publish.site.settings import StatusOn
from contested.reconcile.status import name_state, read_chances, row_on

# The state of a day on which no state is as probable as this is nobody's in particular.
LEADS_AT = 5_000  # ten-thousandths
HALF_LIFE = 30  # days


class Turn(Struct, frozen=True, array_like=True):
    """What is known of a place from one day on until the next turn. `shown` are the numbers of the evidence that counts,
    what weighs most on that day first (`weigh_now`); the rest is as in `Status`."""

    on: Day
    state: str
    disputed: bool
    claimed: dict[str, SideClaim]
    origins: int
    last_evidence: Day | None
    reports: int
    shown: tuple[int, ...]


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


def list_turning_days(control: Control) -> list[Day]:
    """The days on which something may be new: the first, those with evidence, and those on which another state leads.

    Between them only the probabilities move.
    """
    rows = read_chances(control)
    leading = np.where(rows.max(axis=1) >= LEADS_AT, rows.argmax(axis=1), -1)
    moved = np.flatnonzero(leading[1:] != leading[:-1]) + 1
    last = shift_day(control.first, control.days - 1)
    days = {control.first, *(shift_day(control.first, number) for number in moved.tolist())}
    return sorted(days | {one.on for one in control.evidence if control.first <= one.on <= last})


def find_turns(control: Control, days: Sequence[Day], status_on: StatusOn) -> tuple[Turn, ...]:
    """The turns of a place on these days."""
    number = {(one.claim_id, one.on, one.says): at for at, one in enumerate(control.evidence)}
    return tuple(make_turn(status_on(control, day), number) for day in days)


def end_disputes(
    control: Control, turns: Sequence[Turn], ended: Iterable[Day | None], status_on: StatusOn
) -> tuple[Turn, ...]:
    """The turns, and one for each day after a dispute's last on which nothing new is said: its words have grown too old."""
    known = {one.on for one in turns}
    silent = (shift_day(day, 1) for day in ended if day)
    added = find_turns(control, [day for day in silent if day not in known], status_on)
    return tuple(sorted((*turns, *added), key=lambda one: one.on)) if added else tuple(turns)


def make_turn(status: Status, number: Mapping[tuple[str, Day, str], int]) -> Turn:
    told = [one for one in status.evidence if one.on <= status.on]
    return Turn(
        on=status.on,
        state=status.state,
        disputed=status.disputed,
        claimed=status.claimed,
        origins=status.origins,
        last_evidence=status.last_evidence,
        reports=status.reports,
        shown=tuple(
            number[one.claim_id, one.on, one.says]
            for one in sorted(told, key=lambda one: weigh_now(one, status.on), reverse=True)
        ),
    )


def weigh_now(one: Evidence, day: Day) -> float:
    """What a word weighs on a day: half as much for each `HALF_LIFE` days that have gone since the time it tells of, in which
    others may have settled the matter anew."""
    return one.weight * math.exp2(-days_between(one.on, day) / HALF_LIFE)


def list_changes(turns: Sequence[Turn]) -> list[Turn]:
    """The turns on which the state is another one than before."""
    return [after for before, after in pairwise(turns) if before.state != after.state]


def count_changes(control: Control, state_at: float) -> int:
    """How often the state of a place became another one."""
    rows = (row_on(control, day) for day in list_turning_days(control))
    states = [name_state(control.states, row, state_at) for row in rows]
    return sum(before != after for before, after in pairwise(states))


def count_ticks(first: Day, evidence: Counter[Day], changes: Counter[Day]) -> list[list[int]]:
    """A tick for each day with evidence or a change: the day, how much evidence, how many changes."""
    return [[days_between(first, day), evidence[day], changes[day]] for day in sorted(evidence | changes)]

"""A place's control and a day in; its status on that day, out.

The day's probabilities rest on all evidence that the control was made from, later evidence too: whoever
asks what was known on a past day gives the reports of that day only. Later evidence says so in its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from contested.days import days_between, shift_day
from contested.model import CONTESTED, UNKNOWN, Control, Day, Evidence, SideClaim, Status
from contested.reconcile.statements import NOT, OFFICIAL, agree

Ints = npt.NDArray[np.int64]

# An answer is disputed by what vouched origins have said of the time since it holds. Words weighing less
# than this, from sources that are seldom borne out, dispute nothing; nor do words older than this.
LEAST_NATS = 0.25
# A side's own denial disputes unless its habit is to deny what then turns out true: beyond so much against itself.
HOLLOW_NATS = -1.0
DISPUTE_DAYS = 60
# Sides tell the same turn on different days: what was said this long before it still disputes it.
TURN_DAYS = 7


def status_on(control: Control, day: Day, state_at: float = 0.5, known_on: Day | None = None) -> Status:
    """The status of a place on `day`; the last row stands for days after it.

    `state` is the most probable one if it reaches `state_at` and is alone in that, else `unknown`;
    `probabilities` are empty before the first evidence. `known_on` is only written down.
    """
    row = row_on(control, day)
    state = name_state(control.states, row, state_at)
    heard = [one for one in control.evidence if one.on <= day]
    later = [
        replace(one, reason=f"{one.reason}; later than the day asked")
        for one in control.evidence
        if one.on > day
    ]
    ranked = sorted(zip(control.states, row, strict=False), key=lambda pair: (-pair[1], pair[0]))
    return Status(
        on=day,
        known_on=known_on,
        state=state,
        probabilities=dict(ranked),
        disputed=is_disputed(control, day, state, state_at),
        claimed={
            side: claim for side in control.states[:-1] if (claim := claim_of(side, heard, control.states))
        },
        origins=count_origins(heard),
        reports=len({report_id for one in heard for report_id in one.reports}),
        last_evidence=max((one.on for one in heard), default=None),
        evidence=tuple(sorted((*heard, *later), key=lambda one: (-one.weight, one.on, one.claim_id))),
        nearby=tuple(one for one in control.nearby if one.on <= day),
    )


def origins_by(control: Control, day: Day) -> int:
    """How many independent origins speak of a place by `day`, as its status has it."""
    return count_origins(one for one in control.evidence if one.on <= day)


def disputed_on(control: Control, day: Day, state_at: float = 0.5) -> bool:
    """Whether the status of a place on `day` is disputed; the rest of it is not worked out."""
    state, _ = state_on(control, day, state_at)
    return is_disputed(control, day, state, state_at)


def list_disputed(
    controls: Sequence[Control], states: Sequence[str], day: Day, state_at: float = 0.5
) -> list[Control]:
    """Those of many places, with their states on `day`, whose status on that day is disputed."""
    stated = zip(controls, states, strict=True)
    return [one for one, state in stated if is_disputed(one, day, state, state_at)]


def state_on(control: Control, day: Day, state_at: float = 0.5) -> tuple[str, float]:
    """The state of a place on `day` and its probability; of `unknown` one half."""
    row = row_on(control, day)
    state = name_state(control.states, row, state_at)
    return state, 0.5 if state == UNKNOWN else row[control.states.index(state)]


def row_on(control: Control, day: Day) -> tuple[float, ...]:
    """Probabilities of a day, in the order of `control.states`; empty before the first evidence."""
    number = days_between(control.first, day)
    return control.row(min(number, control.days - 1)) if control.days and number >= 0 else ()


def name_state(states: tuple[str, ...], row: tuple[float, ...], state_at: float) -> str:
    """The one most probable state that reaches `state_at`, else `unknown`."""
    best = max(row, default=0.0)
    if best < state_at or row.count(best) != 1:
        return UNKNOWN
    return states[row.index(best)]


def read_chances(control: Control) -> npt.NDArray[np.uint16]:
    """The rows of a control (days, states), in whole ten-thousandths."""
    return read_rows(control.chances, len(control.states))


def read_rows(chances: bytes, states: int) -> npt.NDArray[np.uint16]:
    """The same of the rows as a control keeps them, so many `states` wide."""
    return np.frombuffer(chances, dtype="<u2").reshape(-1, states)


def name_states(control: Control, state_at: float) -> list[str]:
    """The state of each day that has a row, by the rule of `status_on`."""
    numbers = number_rows(control.chances, len(control.states), state_at)
    found: list[str] = np.array([*control.states, UNKNOWN])[numbers].tolist()
    return found


def number_rows(chances: bytes, states: int, state_at: float) -> Ints:
    """The number of each row's state by the rule of `name_state`, for all at once; that of `states` where none is named."""
    by_state = np.ascontiguousarray(read_rows(chances, states).T)
    best = by_state.max(axis=0)
    leads = by_state == best
    sure = (best / 10_000 >= state_at) & (leads.sum(axis=0) == 1)
    return np.where(sure, leads.argmax(axis=0), states)


def states_on(controls: Sequence[Control], day: Day, state_at: float) -> list[str]:
    """The state of each of many places on a day, by the rule of `status_on`, for all at once."""
    found = [UNKNOWN] * len(controls)
    alike: dict[tuple[str, ...], list[tuple[int, bytes]]] = defaultdict(list)
    for number, control in enumerate(controls):
        wide = 2 * len(control.states)
        begins = min(days_between(control.first, day) * wide, len(control.chances) - wide)
        if begins >= 0:
            row = control.chances[begins : begins + wide]
            alike[control.states].append((number, row))
    for states, rows in alike.items():
        numbers = number_rows(b"".join(row for _, row in rows), len(states), state_at)
        for (number, _), state in zip(rows, numbers.tolist(), strict=True):
            found[number] = (*states, UNKNOWN)[state]
    return found


def is_disputed(control: Control, day: Day, state: str, state_at: float) -> bool:
    """Whether the last words of vouched origins of weight, on the time since `state` holds, contradict it,
    or one another where no state is sure enough.
    """
    # Nearly everywhere all words of late agree, and need not be looked into.
    return contradict(find_recent(control, day), state) and contradict(
        find_words(control, day, state, state_at), state
    )


def contradict(words: Iterable[Evidence], state: str) -> bool:
    """Whether any of the words contradicts a state, or where none is sure enough another of them."""
    said = {one.says for one in words}
    return any(not agree(one, other) for one in said for other in (said if state == UNKNOWN else (state,)))


def find_words(control: Control, day: Day, state: str, state_at: float) -> tuple[Evidence, ...]:
    """The last word of each vouched origin of weight by `day`, on the time since `state` holds: what can dispute it."""
    recent = find_recent(control, day)
    if state == UNKNOWN:
        return tuple(last_words(recent))
    began = shift_day(began_on(control, day, state, state_at), -TURN_DAYS)
    told = min((one.on for one in recent if one.on >= began and agree(state, one.says)), default=began)
    since = shift_day(told, -TURN_DAYS)
    return tuple(one for one in last_words(recent) if one.on >= since)


def find_recent(control: Control, day: Day) -> list[Evidence]:
    """What vouched origins of weight have said by `day` of days that are not too long ago for a dispute."""
    earliest = shift_day(day, -DISPUTE_DAYS)
    recent = [
        one
        for one in control.evidence
        if earliest <= one.on <= day
        and one.vouched
        and one.firm
        and (one.weight >= LEAST_NATS or stands_its_ground(one))
    ]
    admitted = {one.side: one.on for one in recent if one.against_interest and one.kind in OFFICIAL}
    if not admitted:
        return recent
    # What a side's staffs have admitted, none of its voices said before disputes any more.
    return [one for one in recent if one.against_interest or one.on > admitted.get(one.side, "")]


def stands_its_ground(one: Evidence) -> bool:
    """Whether a side itself says that another does not hold the place: that disputes it though nothing, or little, shows
    yet what its denials are worth."""
    stands = one.taken_back is None and not one.overruled and not one.against_interest
    return stands and one.kind in OFFICIAL and one.says.startswith(NOT) and one.weight > HOLLOW_NATS


def last_words(evidence: Iterable[Evidence]) -> Iterable[Evidence]:
    """The last of each origin, from evidence in order of days."""
    return {one.origin: one for one in evidence}.values()


def began_on(control: Control, day: Day, state: str, state_at: float) -> Day:
    """The first day of the unbroken run of `state` that reaches `day`, no further back than disputes go."""
    at = days_between(control.first, day)
    before = min(at, control.days) - 1
    if before < 0:
        return day
    numbers, begins = find_runs(control.chances, len(control.states), state_at)
    if (*control.states, UNKNOWN)[numbers[before]] != state:
        return day
    return shift_day(day, -min(at - begins[before], DISPUTE_DAYS))


@lru_cache(maxsize=64)
def find_runs(chances: bytes, states: int, state_at: float) -> tuple[list[int], list[int]]:
    """The number of each row's state, and the row with which its unbroken run begins. Who looks for disputes asks for those
    of one place again and again."""
    numbers = number_rows(chances, states, state_at)
    begins = np.zeros(len(numbers), dtype=np.int64)
    turned = np.flatnonzero(numbers[1:] != numbers[:-1]) + 1
    begins[turned] = turned
    return numbers.tolist(), np.maximum.accumulate(begins).tolist()


def claim_of(side: str, heard: Iterable[Evidence], states: tuple[str, ...]) -> SideClaim | None:
    """What a side's own voices last say outright, since when without interruption, and how many say it: its staffs,
    ministries and officials where any of them speaks of the place, else those that lean to it. Voices that nobody vouches
    for speak for no side, and nobody says what he takes back."""
    said = [
        one
        for one in heard
        if one.side == side and one.firm and one.vouched and not one.overruled and one.taken_back is None
    ]
    since, state, origins = "", "", set[str]()
    for one in [one for one in said if one.kind in OFFICIAL] or said:
        claimed = name_claimed(one.says, states, side)
        if claimed != state:
            since, state, origins = one.on, claimed, set()
        origins.add(one.origin)
    return SideClaim(state, since, len(origins)) if state else None


def name_claimed(says: str, states: tuple[str, ...], side: str) -> str:
    """The state that a side's saying amounts to: "not the other's" is a claim of its own where no third holds
    anything; "not ours" names nobody, and stays as it was said."""
    others = [state for state in states if state != CONTESTED and NOT + state != says]
    return side if says.startswith(NOT) and others == [side] else says


def count_origins(heard: Iterable[Evidence]) -> int:
    """Independent origins that stand by their word; all that nobody vouches for count as one."""
    return len({one.origin if one.vouched else "" for one in heard if one.taken_back is None})

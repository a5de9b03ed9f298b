"""What was said of places over days in; the chances of their states, out.

A hidden Markov model whose states are who holds a place, or who is coming into it while it is contested, each
with the time that it has been so in a few phases: forward and backward passes (Baum 1970) over all places at
once. Every step is a sum of a few products for each place alone, in an order that does not depend on the other
places or on how the holders are numbered: adding a place, or swapping the sides, changes no bit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# A state is so many days old: 0, 1 to 2, 3 to 5, 6 to 11, 12 to 24, and more. On made worlds nine phases do no better.
PHASE_DAYS = (1, 2, 3, 6, 13)
PHASES = len(PHASE_DAYS) + 1
AGEING = np.array([*(1 / days for days in PHASE_DAYS), 0.0])


class Rates(Struct, frozen=True, kw_only=True):
    """Chances a day: that a held place becomes contested, that it changes hands outright, and that a contested
    one becomes somebody's. `quiet` multiplies all while nobody speaks of the place.

    `contested_first` is the chance of `contested` before anybody has spoken; holders share the rest alike.
    """

    to_contested: float
    outright: float
    resolved: float
    quiet: float
    contested_first: float


class Heard(Struct, frozen=True):
    """What was said, one row for each place and day of which somebody spoke, in order of the day.

    `place` and `day` are indices, `likelihood` has shape (rows, classes, phases): for each of the holders who
    holds the place, then for each of them who is coming into it.
    """

    place: Ints
    day: Ints
    likelihood: Floats


class Smoothed(Struct, frozen=True):
    """Chances of the states, the holders and then `contested` (places, days, states), each row summing to 1; and of
    classes and phases for each row of `Heard` (rows, classes, phases)."""

    states: Floats
    heard: Floats


def smooth(heard: Heard, first: Ints, spoken: Bools, rates: Rates) -> Smoothed:
    """Chances on each day, given everything said before and after.

    `first` (places) is the day index of a place's first evidence, before which nothing is known; `spoken`
    (places, days) says when a place is being spoken of.
    """
    (places, days), classes = spoken.shape, heard.likelihood.shape[1]
    holders = classes // 2
    start = start_chances(holders, rates)
    pace = np.ascontiguousarray(np.where(spoken, 1.0, rates.quiet).T)[:, :, None, None]
    on_day = list(list_days(heard.day, days))
    forward = np.empty((days, places, classes, PHASES))
    for day in range(days):
        now = np.broadcast_to(start, (places, classes, PHASES)).copy()
        if day:
            known = day > first
            now[known] = predict(forward[day - 1][known], pace[day][known], rates)
        rows = on_day[day]
        at = heard.place[rows]
        now[at] *= heard.likelihood[rows]
        now[at] = normalise(now[at])
        forward[day] = now
    states = np.empty((places, days, holders + 1))
    told = np.empty_like(heard.likelihood)
    back = np.ones((places, classes, PHASES))
    for day in range(days - 1, -1, -1):
        both = normalise(forward[day] * back)
        by_class = both.sum(axis=2)
        states[:, day, :-1] = by_class[:, :holders]
        states[:, day, -1] = total(by_class[:, holders:])[:, 0]
        rows = on_day[day]
        at = heard.place[rows]
        told[rows] = both[at]
        if day:
            back[at] *= heard.likelihood[rows]
            back[at] = normalise(back[at])
            back = look_back(back, pace[day], rates)
    return Smoothed(states, told)


def list_days(day: Ints, days: int) -> Iterator[slice]:
    """The rows of each day, of rows in order of the day."""
    edges = np.searchsorted(day, np.arange(days + 1))
    for one in range(days):
        yield slice(int(edges[one]), int(edges[one + 1]))


def start_chances(holders: int, rates: Rates) -> Floats:
    """What is assumed before anybody has spoken (classes, phases): the holders alike, and all as it has long been."""
    start = np.zeros((2 * holders, PHASES))
    start[:holders, -1] = (1 - rates.contested_first) / holders
    start[holders:, -1] = rates.contested_first / holders
    return start


def predict(now: Floats, pace: Floats, rates: Rates) -> Floats:
    """Chances of tomorrow from today's; both (places, classes, phases)."""
    holders = now.shape[1] // 2
    others = max(1, holders - 1)
    by_class = now.sum(axis=2)
    held, coming = by_class[:, :holders], by_class[:, holders:]
    all_held, all_coming = total(held), total(coming)
    speed = pace[:, :, 0]
    after = np.empty_like(now)
    stays = now * (1 - pace * leaving(holders, rates))
    after[:, :, 0] = stays[:, :, 0] * (1 - AGEING[0])
    after[:, :, 1:] = stays[:, :, 1:] * (1 - AGEING[1:]) + stays[:, :, :-1] * AGEING[:-1]
    # Who comes in takes it as often as he is thrown out.
    taken = 0.5 * coming + 0.5 / others * (all_coming - coming) if holders > 1 else coming
    after[:, :holders, 0] += speed * (rates.outright / others * (all_held - held) + rates.resolved * taken)
    newcomers = (all_held - held) / others if holders > 1 else held
    after[:, holders:, 0] += speed * rates.to_contested * newcomers
    return after


def look_back(after: Floats, pace: Floats, rates: Rates) -> Floats:
    """What tomorrow says of today: `predict`, transposed."""
    holders = after.shape[1] // 2
    others = max(1, holders - 1)
    speed = pace
    held, coming = after[:, :holders, :1], after[:, holders:, :1]
    all_held, all_coming = total(held[:, :, 0])[:, :, None], total(coming[:, :, 0])[:, :, None]
    stays = after * (1 - AGEING)
    stays[:, :, :-1] += after[:, :, 1:] * AGEING[:-1]
    back = stays * (1 - pace * leaving(holders, rates))
    newcomers = (all_coming - coming) / others if holders > 1 else coming
    back[:, :holders] += speed * (
        rates.outright / others * (all_held - held) + rates.to_contested * newcomers
    )
    taken = 0.5 * held + 0.5 / others * (all_held - held) if holders > 1 else held
    back[:, holders:] += speed * rates.resolved * taken
    return np.asarray(back)


def leaving(holders: int, rates: Rates) -> Floats:
    """The chance a day that each class ends (classes, 1)."""
    outright = rates.outright if holders > 1 else 0.0
    held, contested = rates.to_contested + outright, rates.resolved
    return np.array([held] * holders + [contested] * holders)[:, None]


def total(by_class: Floats) -> Floats:
    """Sum over holders, kept as a column. The order of holders changes no bit: more than two are sorted."""
    if by_class.shape[-1] == 2:
        return np.asarray(by_class[..., :1] + by_class[..., 1:])
    return np.asarray(np.sort(by_class, axis=-1).sum(axis=-1, keepdims=True))


def normalise(chances: Floats) -> Floats:
    """Rows (classes, phases) that sum to 1."""
    holders = chances.shape[1] // 2
    by_class = chances.sum(axis=2)
    whole = total(by_class[:, :holders]) + total(by_class[:, holders:])
    return np.asarray(chances / whole[:, :, None])

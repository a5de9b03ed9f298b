"""What was said of places over days in; the chances of their states, out.

A hidden Markov model whose states are who holds a place, or who is coming into it while it is contested, each
with the time that it has been so in a few phases: forward and backward passes (Baum 1970) over all places at
once. Every step is a sum of a few products for each place alone, in an order that does not depend on the other
places or on how the holders are numbered: adding a place, or swapping the sides, changes no bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# A state is so many days old: 0, 1 to 2, 3 to 5, 6 to 11, 12 to 24, and more. On made worlds nine phases do no better.
PHASE_DAYS = (1, 2, 3, 6, 13)
PHASES = len(PHASE_DAYS) + 1
# How likely a state is younger than the last phase when its place is first spoken of.
YOUNG = 0.5
AGEING = np.array([*(1 / days for days in PHASE_DAYS), 0.0])[:, None, None]
NOT_AGEING = 1 - AGEING


class Rates(Struct, frozen=True, kw_only=True):
    """Chances a day: that a held place becomes contested, that it changes hands outright, and that a contested
    one becomes somebody's. `quiet` multiplies all while nobody speaks of the place. What sides speak of becomes `fought`
    times as fast that of somebody whom nobody grants it.

    `contested_first` is the chance of `contested` before anybody has spoken; holders share the rest alike.
    `contested_claimed` is the least that it is where the first to speak of a place are sides.
    """

    to_contested: float
    outright: float
    resolved: float
    quiet: float
    fought: float
    contested_first: float
    contested_claimed: float


class Heard(Struct, frozen=True):
    """What was said, one row for each place and day of which somebody spoke, in order of the day.

    `place` and `day` are indices, `likelihood` has shape (rows, classes, phases): for each of the holders who
    holds the place, then for each of them who is coming into it.
    """

    place: Ints
    day: Ints
    likelihood: Floats


class Spoken(NamedTuple):
    """How places themselves are spoken of: the days near anybody's word (`near`: days, places); whether sides speak of them
    (`fought`: places); and the days near a word by which somebody who gains nothing by it grants a holder the place
    (`granted`: holders, days, places)."""

    near: Bools
    fought: Bools
    granted: Bools

    def times(self, number: int) -> Spoken:
        """Every place so many times."""
        return Spoken(
            self.near.repeat(number, axis=1),
            self.fought.repeat(number),
            self.granted.repeat(number, axis=2),
        )


class Opening(NamedTuple):
    """How places come to be known (places): `first` is the day index of the first thing told there, before which nothing
    is known. Whether the first to tell who holds the place are sides (`claimed`), and on which day that is (`named`;
    elsewhere `first`)."""

    first: Ints
    named: Ints
    claimed: Bools

    def times(self, number: int) -> Opening:
        """Every place so many times."""
        return Opening(self.first.repeat(number), self.named.repeat(number), self.claimed.repeat(number))


class Smoothed(Struct, frozen=True):
    """Chances of the states, the holders and then `contested` (places, days, states), each row summing to 1; and of
    classes and phases for each row of `Heard` (rows, classes, phases)."""

    states: Floats
    heard: Floats


class Turns(NamedTuple):
    """How often places turned, and the days on which they could have, in millionths.

    A held place became contested (`contested`, of `held_days`), a contested one somebody's (`resolved`, of
    `contested_days`; a place that changes hands outright is among them). A day on which nobody speaks counts for as
    little as it moves.
    """

    contested: int
    held_days: int
    resolved: int
    contested_days: int


class TurnCount:
    """Counts turns between a place's first word and its last, by how likely they are after all that was said."""

    def __init__(self) -> None:
        self.turns = Turns(0, 0, 0, 0)

    def add(self, both: Floats, by_class: Floats, pace: Floats, among: Bools) -> None:
        """A day's chances (phases, classes, places) and their sums over phases, at those places that are `among` the days
        between; `pace` (places) is how fast the day lets them turn."""
        holders = len(by_class) // 2
        seen = (
            total(both[0, holders:]),
            total(by_class[:holders]) * pace,
            total(both[0, :holders]),
            total(by_class[holders:]) * pace,
        )
        day = (int(np.rint(one[among] * 1e6).astype(np.int64).sum()) for one in seen)
        self.turns = Turns(*(sum(pair) for pair in zip(self.turns, day, strict=True)))


def smooth(
    heard: Heard,
    opening: Opening,
    spoken: Spoken,
    rates: Rates,
    counted: TurnCount | None = None,
) -> Smoothed:
    """Chances on each day, given everything said before and after. Turns are added to `counted`."""
    first, claimed = opening.first, np.where(opening.claimed, opening.named, -1)
    (days, places), classes = spoken.near.shape, heard.likelihood.shape[1]
    holders = classes // 2
    start = start_chances(holders, rates).T[:, :, None]
    latest, last = int(first.max(initial=0)), last_told(heard, places)
    forward = np.empty((days, PHASES, classes, places))
    words = Words(heard, days)
    # Before the first word on a place and behind the last nothing is resolved that nobody tells of: silence draws the
    # states together, and no more.
    each_day = np.arange(days)[:, None]
    silent = (each_day <= opening.named) | (each_day > last)
    steps = Steps(holders, spoken, silent, rates)
    raised = np.ones(places)
    for day in range(days):
        now = forward[day]
        if day:
            steps.predict(day, forward[day - 1], now)
        if day <= latest:
            now[:, :, day <= first] = start
        at_first = np.flatnonzero(claimed == day)
        if len(at_first):
            raised[at_first] = raise_contested(now, at_first, rates.contested_claimed)
        words.take_in(day, now)
    states = np.empty((days, holders + 1, places))
    told = np.empty_like(words.likelihood)
    back, both = np.ones((PHASES, classes, places)), np.empty((PHASES, classes, places))
    for day in range(days - 1, -1, -1):
        np.multiply(forward[day], back, out=both)
        by_class = over_phases(both)
        all_in_all = sum_up(by_class)
        both /= all_in_all
        by_class /= all_in_all
        states[day, :-1] = by_class[:holders]
        states[day, -1] = total(by_class[holders:])
        if counted is not None:
            counted.add(both, by_class, steps.pace[day], (day > first) & (day <= last))
        rows, at = words.on(day)
        told[:, :, rows] = both[:, :, at]
        words.take_in(day, back)
        at_first = np.flatnonzero(claimed == day)
        if len(at_first):
            back[:, holders:, at_first] *= raised[at_first]
            back[:, :, at_first] = normalise(back[:, :, at_first])
        if day:
            steps.look_back(day, back)
    return Smoothed(states.transpose(2, 0, 1), told.transpose(2, 1, 0))


def raise_contested(now: Floats, places: Ints, least: float) -> Floats:
    """Raises a day's chances (phases, classes, places) of being contested to `least` at some places, in place; by what they
    were multiplied for that, beside those of being held."""
    holders = now.shape[1] // 2
    by_class = over_phases(now[:, :, places])
    held, contested = total(by_class[:holders]), total(by_class[holders:])
    times = np.maximum(1.0, least * held / ((1 - least) * contested))
    now[:, holders:, places] *= times
    now[:, :, places] = normalise(now[:, :, places])
    return np.asarray(times)


def last_told(heard: Heard, places: int) -> Ints:
    """The last day on which anything told of each place says something; -1 where nothing does (places)."""
    tells = heard.likelihood.min(axis=(1, 2)) < heard.likelihood.max(axis=(1, 2))
    last = np.full(places, -1)
    np.maximum.at(last, heard.place[tells], heard.day[tells])
    return last


class Words:
    """What is told of places, to be taken in day by day.

    Places lie beside each other in memory, and phases furthest apart: each step runs along places.
    """

    def __init__(self, heard: Heard, days: int) -> None:
        self.heard = heard
        self.likelihood = np.ascontiguousarray(heard.likelihood.transpose(2, 1, 0))
        self.rows = list(list_days(heard.day, days))

    def on(self, day: int) -> tuple[slice, Ints]:
        """The rows of a day, and their places."""
        return self.rows[day], self.heard.place[self.rows[day]]

    def take_in(self, day: int, chances: Floats) -> None:
        """Multiply chances (phases, classes, places) by what is told on a day, in place."""
        rows, at = self.on(day)
        if len(at):
            chances[:, :, at] = normalise(chances[:, :, at] * self.likelihood[:, :, rows])


def list_days(day: Ints, days: int) -> Iterator[slice]:
    """The rows of each day, of rows in order of the day."""
    edges = np.searchsorted(day, np.arange(days + 1))
    for one in range(days):
        yield slice(int(edges[one]), int(edges[one + 1]))


def start_chances(holders: int, rates: Rates) -> Floats:
    """What is assumed before anybody has spoken (classes, phases): the holders alike, and that it has long been so or as
    likely not, for a place is first spoken of when something happens there."""
    ages = np.array([*(YOUNG * days / sum(PHASE_DAYS) for days in PHASE_DAYS), 1 - YOUNG])
    return np.asarray(class_chances(holders, rates)[:, None] * ages)


def class_chances(holders: int, rates: Rates) -> Floats:
    """The same by class, whatever its age."""
    held, contested = (1 - rates.contested_first) / holders, rates.contested_first / holders
    return np.array([held] * holders + [contested] * holders)


class Steps:
    """What happens to a batch of places from one day to the next, and the room in memory to work it out in: new arrays
    for each step would cost more than the sums. Chances have the shape (phases, classes, places); `silent` are the days
    (days, places) on which nobody has spoken of a place yet, or nobody will."""

    def __init__(self, holders: int, spoken: Spoken, silent: Bools, rates: Rates) -> None:
        self.holders, self.others = holders, max(1, holders - 1)
        self.comes = rates.to_contested / self.others
        self.outright = rates.outright / self.others if holders > 1 else 0.0
        self.pace = np.where(spoken.near, 1.0, rates.quiet)
        # How fast what is contested becomes somebody's, by who comes (holders, days, places).
        resolved = np.where(silent, holders * rates.to_contested, rates.resolved) * self.pace
        self.resolved = np.repeat(resolved[None], holders, axis=0)
        lasting = spoken.fought & ~silent & ~spoken.granted
        np.multiply(self.resolved, rates.fought, out=self.resolved, where=lasting)
        days, places = spoken.near.shape
        self.staying = np.empty((days, 2 * holders, places))
        leaving = (self.comes + self.outright) * self.others * self.pace
        self.staying[:, :holders] = 1 - leaving[:, None]
        self.staying[:, holders:] = 1 - self.taken(self.resolved).swapaxes(0, 1)
        shape = PHASES, 2 * holders, places
        self.stays, self.older = np.empty(shape), np.empty(shape)

    def of_others(self, by_holder: Floats) -> Floats:
        """For each holder the sum of all others', or where there are none, his own."""
        if self.holders <= 2:
            return by_holder[::-1]
        return total(by_holder) - by_holder

    def taken(self, by_holder: Floats) -> Floats:
        """Who comes in takes it as often as he is thrown out: half of each holder's own, and half of what others have."""
        if self.holders == 1:
            return by_holder
        return 0.5 * by_holder + 0.5 / self.others * self.of_others(by_holder)

    def predict(self, day: int, now: Floats, after: Floats) -> None:
        """Chances of a day from those of the day before, into `after`."""
        by_class = over_phases(now)
        held, coming = by_class[: self.holders], by_class[self.holders :]
        np.multiply(now, self.staying[day], out=self.stays)
        np.multiply(self.stays, NOT_AGEING, out=after)
        np.multiply(self.stays[:-1], AGEING[:-1], out=self.older[1:])
        after[1:] += self.older[1:]
        newcomers, taken = self.pace[day] * self.of_others(held), self.taken(coming)
        after[0, : self.holders] += self.outright * newcomers + self.resolved[:, day] * taken
        after[0, self.holders :] += self.comes * newcomers

    def look_back(self, day: int, back: Floats) -> None:
        """What a day says of the day before, in place: `predict`, transposed."""
        held, coming = back[0, : self.holders].copy(), back[0, self.holders :].copy()
        np.multiply(back[1:], AGEING[:-1], out=self.older[:-1])
        back *= NOT_AGEING
        back[:-1] += self.older[:-1]
        back *= self.staying[day]
        newcomers = self.pace[day] * (self.outright * held + self.comes * coming)
        back[:, : self.holders] += self.of_others(newcomers)
        back[:, self.holders :] += self.taken(self.resolved[:, day] * held)


def over_phases(chances: Floats) -> Floats:
    """Sums over phases (classes, places), from the youngest on."""
    return np.asarray(np.add.reduce(chances, axis=0))


def total(by_class: Floats) -> Floats:
    """Sum over holders. The order of holders changes no bit: more than two are sorted."""
    if len(by_class) == 2:
        return np.asarray(by_class[0] + by_class[1])
    return np.asarray(np.sort(by_class, axis=0).sum(axis=0))


def sum_states(chances: Floats) -> Floats:
    """Sum over states (…, states), `contested` last, in an order that does not depend on that of the holders."""
    by_state = np.moveaxis(chances, -1, 0)
    return np.asarray(total(by_state[:-1]) + by_state[-1])


def round_rows(chances: Floats) -> npt.NDArray[np.uint16]:
    """Rows in whole ten-thousandths; `contested`, the last, takes what rounding leaves."""
    whole = np.rint(chances * 10_000).astype(np.int64)
    whole[..., -1] = np.maximum(0, 10_000 - whole[..., :-1].sum(axis=-1))
    return whole.astype("<u2")


def sum_up(by_class: Floats) -> Floats:
    """Sum over classes, in an order that does not depend on that of the holders."""
    holders = len(by_class) // 2
    return np.asarray(total(by_class[:holders]) + total(by_class[holders:]))


def normalise(chances: Floats, into: Floats | None = None) -> Floats:
    """Chances (phases, classes, places) that sum to 1 for each place."""
    return np.divide(chances, sum_up(over_phases(chances)), out=into)

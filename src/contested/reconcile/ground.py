"""What is told of the ground around places, day by day, in; how far that speaks for each holder on each day, out.

Of each place and holder one number is followed over time, the depth: how many kilometres the place lies within the ground
of that holder, negative outside it. Whoever is told to gain or hold something nearby has ground there, and a place that lies
further on in his direction lies so much deeper. The depth drifts, and what is told wears off: an Ornstein-Uhlenbeck process
that is seen through a Kalman filter, forwards and then backwards (Rauch, Tung and Striebel 1965).
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np

from contested.reconcile.chain import Floats, Ints, sum_states

# All of these were chosen by the questions of a public control map and by days and spots of it drawn at random; they may
# each be half or twice as much with little change (docs/decisions/2026-11-28-sides-of-the-front.md).
# Who is told to gain or hold a point outright has ground there that reaches so far beyond it; who is only told to advance
# there, so far.
HELD_KM, REACHED_KM = 4.5, 2.6
# How deep places lie where nothing is told (the spread), and after how many days so much of what was known is gone by e.
SPREAD_KM, LASTS_DAYS = 17.0, 800.0
# What is told of a point says by e less of the depth of ground so far off it.
NEXT_KM = 3.0
# The doubt of a word of full weight, and of depths beyond where it was told.
WORD_KM, BEYOND_KM = 3.3, 8.0
# How far a depth speaks for a holder: nats for each of its own doubts, to which so many km are added for where in a place a
# front runs.
NATS, RUNS_KM = 5.0, 6.7


class Shown(NamedTuple):
    """What things told show of how deep places lie in the ground of each holder: how well (`sure`: rows, in km⁻²), and how deep
    (`pull`: rows, holders, the depth in km times as much)."""

    sure: Floats
    pull: Floats


class Echoes(NamedTuple):
    """What is told around places, one row for each place (its number in a field) and thing told: the day, as an ordinal, and
    what it shows."""

    place: Ints
    day: Ints
    shown: Shown


def show_depth(depth: Floats, near: Floats, worth: Floats) -> Shown:
    """What words show by which a place lies so deep (rows, holders), told so near it (`near`: 1 at the place itself, 0 far off),
    of so much worth."""
    doubt = WORD_KM**2 / np.maximum(worth, 1e-9) + BEYOND_KM**2 * (1 - near**2)
    return Shown(near**2 / doubt, (near / doubt)[:, None] * depth)


def lean(depth: Floats, doubt: Floats) -> Floats:
    """How far depths (km), of such variances (km²), speak for their holders, in nats; ground that is contested lies
    between."""
    return np.asarray(0.5 * NATS * depth / np.sqrt(doubt + RUNS_KM**2))


def lean_alone(shown: Shown) -> Floats:
    """How far each thing told would speak for the holders by itself (rows, holders)."""
    sure, pull = shown
    precise = (sure + 1 / SPREAD_KM**2)[:, None]
    return lean(pull / precise, 1 / precise)


def follow(echoes: Echoes, turned: Floats, start: int) -> Floats:
    """How far all that is told around places speaks for each holder on each day from `start` on (an ordinal), in nats
    (places, days, holders).

    `turned` is how much it is worth that each place itself is told outright to be a holder's (days, holders, places; at most
    1). From then on as much of what was told around it before, and says otherwise, is past.
    """
    days, _, places = turned.shape
    at = (echoes.day - start) * places + echoes.place
    # Sums of whole numbers are exact, in any order.
    sure = add_up(echoes.shown.sure, at, (days, places))
    pull = np.stack([add_up(one, at, (days, places)) for one in echoes.shown.pull.T], axis=1)
    kept = np.empty_like(sure)
    depth, doubt = np.empty_like(pull), np.empty_like(sure)
    deep, wide = np.zeros(pull.shape[1:]), np.full(places, SPREAD_KM**2)
    for day in range(days):
        kept[day] = exp(-1 / LASTS_DAYS) * (1 - np.where(deep < 0, turned[day], 0.0).max(axis=0))
        deep, wide = kept[day] * deep, drift(kept[day], wide)
        precise = 1 + wide * sure[day]
        deep, wide = (deep + wide * pull[day]) / precise, wide / precise
        depth[day], doubt[day] = deep, wide
    for day in range(days - 2, -1, -1):
        before = drift(kept[day + 1], doubt[day])
        share = kept[day + 1] * doubt[day] / before
        depth[day] += share * (depth[day + 1] - kept[day + 1] * depth[day])
        doubt[day] += share**2 * (doubt[day + 1] - before)
    return lean(depth, doubt[:, None]).transpose(2, 0, 1)


def drift(kept: Floats, doubt: Floats) -> Floats:
    """The variance of depths after a step over which so much of them was `kept`."""
    return np.asarray(kept**2 * doubt + SPREAD_KM**2 * (1 - kept**2))


def add_up(numbers: Floats, at: Ints, shape: tuple[int, int]) -> Floats:
    """Sums of numbers by place and day, in millionths."""
    whole = np.rint(numbers * 1e6)
    return np.asarray(np.bincount(at, whole, shape[0] * shape[1]).reshape(shape) / 1e6)


def lean_on(states: Floats, nats: Floats) -> Floats:
    """Chances of states (…, states), the last `contested`, with what the ground around says (…, holders)."""
    raised = states.copy()
    raised[..., :-1] *= np.exp(nats)
    return np.asarray(raised / sum_states(raised)[..., None])

"""Log-likelihoods of places over days in; probabilities of their states, out.

A hidden Markov model whose states are the holders and, last, `contested`: forward and backward passes
(Baum 1970) over all places at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Rates(Struct, frozen=True, kw_only=True):
    """Chances a day: that a held place becomes contested, that it changes hands outright, and that a
    contested one becomes somebody's. `quiet` multiplies all while nobody speaks of the place.

    `contested_first` is the chance of `contested` before anybody has spoken; holders share the rest alike.
    """

    to_contested: float
    outright: float
    resolved: float
    quiet: float
    contested_first: float


def smooth(likelihood: Floats, first: npt.NDArray[np.int64], spoken: Bools, rates: Rates) -> Floats:
    """Probabilities of each state on each day, given everything said before and after.

    `likelihood` has shape (places, days, states) and is positive; `first` (places) is the day index of a
    place's first evidence, before which nothing is known; `spoken` (places, days) says when a place is
    being spoken of. Rows sum to 1. Holders are treated alike: permuting them permutes the result exactly.
    """
    days, states = likelihood.shape[1:]
    start = start_chances(states - 1, rates)
    step = np.where(spoken, 1.0, rates.quiet)[:, :, None]
    forward = np.empty_like(likelihood)
    for day in range(days):
        before = start if day == 0 else predict(forward[:, day - 1], step[:, day], rates)
        known = (day > first)[:, None]
        forward[:, day] = normalise(np.where(known, before, start) * likelihood[:, day])
    backward = np.ones_like(likelihood)
    for day in range(days - 2, -1, -1):
        after = normalise(backward[:, day + 1] * likelihood[:, day + 1])
        backward[:, day] = look_back(after, step[:, day + 1], rates)
    return normalise(forward * backward)


def start_chances(holders: int, rates: Rates) -> Floats:
    """What is assumed before anybody has spoken: the holders alike."""
    return np.array([(1 - rates.contested_first) / holders] * holders + [rates.contested_first])


def predict(now: Floats, step: Floats, rates: Rates) -> Floats:
    """Chances of tomorrow's states from today's; both (places, states)."""
    held, contested = now[:, :-1], now[:, -1:]
    holders = held.shape[1]
    everyone = total(held)
    outright = step * rates.outright / max(1, holders - 1)
    held = held - step * (rates.to_contested + rates.outright) * held + outright * (everyone - held)
    held = held + step * rates.resolved / holders * contested
    return np.concatenate(
        [held, contested * (1 - step * rates.resolved) + step * rates.to_contested * everyone], 1
    )


def look_back(after: Floats, step: Floats, rates: Rates) -> Floats:
    """What tomorrow says of today's states: `predict`, transposed."""
    held, contested = after[:, :-1], after[:, -1:]
    holders = held.shape[1]
    everyone = total(held)
    outright = step * rates.outright / max(1, holders - 1)
    back = held - step * (rates.to_contested + rates.outright) * held + outright * (everyone - held)
    back = back + step * rates.to_contested * contested
    return np.concatenate(
        [back, contested * (1 - step * rates.resolved) + step * rates.resolved / holders * everyone], 1
    )


def total(held: Floats) -> Floats:
    """Sum over holders, kept as a column. The order of holders changes no bit: more than two are sorted."""
    if held.shape[-1] == 2:
        return held[..., :1] + held[..., 1:]
    return np.asarray(np.sort(held, axis=-1).sum(axis=-1, keepdims=True))


def normalise(chances: Floats) -> Floats:
    """Rows that sum to 1."""
    return chances / (total(chances[..., :-1]) + chances[..., -1:])

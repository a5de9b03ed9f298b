"""Chances of points a kilometre apart that a side holds them, in; how much it holds for sure, likely and at most, out.

What is surely held need not all be: one place about which all are wrong takes the ground around it along. So the bounds
leave room for what chance says is wrong in ground that seems sure.
"""

from __future__ import annotations

import numpy as np

from contested.reconcile.areas.ground import Ints
from contested.reconcile.areas.plane import Floats
from contested.reconcile.areas.smoother import MILLIONTHS, Bools

# From here on ground counts as surely held: of spots of the public map that the others put there, 93 in 100 were.
SURE = 0.8
# Ground that goes wrong together, in km², and how many standard deviations of what is wrong are allowed for: with these
# the bounds hold the truth of 96 in 100 pieces of invented ground and more (`benchmarks/areas.py fronts`).
TOGETHER_KM2 = 25.0
DEVIATIONS = 2.0
SUMS = 6


def sum_chances(held: Floats, spoken: Bools) -> Ints:
    """What `bound_area` needs, for each row of chances, in millionths of a km²; it may be added up over pieces of ground.

    The sum of the chances and of their variances where the side surely holds, the points that it possibly holds, both
    sums where it surely does not, and the sum of all chances.
    """
    chances = np.rint(held * MILLIONTHS)
    variances = np.rint(held * (1 - held) * MILLIONTHS)
    sure = held >= SURE
    possible = held > 1 - SURE
    hardly = spoken & ~possible
    sums = [
        (chances * sure).sum(axis=-1),
        (variances * sure).sum(axis=-1),
        np.count_nonzero(possible, axis=-1) * MILLIONTHS,
        (chances * hardly).sum(axis=-1),
        (variances * hardly).sum(axis=-1),
        chances.sum(axis=-1),
    ]
    # Sums of whole numbers far under 2^53 are exact.
    return np.stack(sums, axis=-1).astype(np.int64)


def bound_area(sums: Ints, spoken: Ints) -> Ints:
    """The least, the likely and the most that a side holds, in whole km², of so many km² that are spoken of."""
    sure, sure_spread, possible, hardly, hardly_spread, likely = np.moveaxis(sums / MILLIONTHS, -1, 0)
    low = np.floor(sure - DEVIATIONS * np.sqrt(TOGETHER_KM2 * sure_spread))
    high = np.ceil(possible + hardly + DEVIATIONS * np.sqrt(TOGETHER_KM2 * hardly_spread))
    bounds = np.stack([np.maximum(low, 0), np.rint(likely), np.minimum(high, spoken)], axis=-1)
    return np.asarray(bounds.astype(np.int64))

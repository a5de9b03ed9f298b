"""Places with the chances of who holds them, in; the chances of every square kilometre around them, out.

A weighted mean of the rows of the places around, whose weights fall with the third power of the distance. All
constants were chosen by leaving out each spot of a public control map in turn and asking the others
(`benchmarks/areas.py`; docs/method/areas.md has the tables).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from contested.reconcile.areas.plane import Floats

Bools = NDArray[np.bool_]
Steps = NDArray[np.int8]

# A place's weight is (d² + SOFT²)^(-3/2), d in km: within SOFT of it no other is heard much.
SOFT_KM = 1.0
# Beyond this a place does not weigh: it bounds the work. At 12 km the log-loss would be 0.003 higher.
CUT_KM = 16.0
# Ground further than this from all places that somebody spoke of is unknown. Two spots of the map agree in 83 of 100
# cases a kilometre apart, in 70 at five, 64 at seven, 59 at nine, and in 53 however far apart they are.
REACH_KM = 8.0
# Weight of knowing nothing, against that of a place: a lone place's word is worth half at ten kilometres.
FADE = 0.001
# Ground between places of two sides is contested oftener than either place: this share of the product of their
# chances is.
BETWEEN = 0.4
# And however sure the places, so much is left open.
OPEN = 0.05
# Chances of a place are taken in twentieths, and weights in millionths of the largest, as whole numbers: their sums are
# the same in any order, on any machine.
TWENTIETHS = 20
MILLIONTHS = 1_000_000


def weigh_places(points: Floats, places: Floats) -> tuple[Floats, Floats]:
    """What each place weighs at each point, in whole millionths, and whether it reaches there (1 or 0).

    `points` and `places` are rows of km on the plane; the results have a row a place.
    """
    squared = ((places[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    soft = squared + SOFT_KM**2
    weights = np.rint(MILLIONTHS * SOFT_KM**3 / (soft * np.sqrt(soft)))
    return np.where(squared <= CUT_KM**2, weights, 0.0), (squared <= REACH_KM**2).astype(np.float64)


def smooth_places(steps: Steps, weights: Floats, near: Floats) -> tuple[Floats, Bools]:
    """Chances (moments, states, points), to the millionth, and whether anybody spoke of the point (moments, points).

    `steps` (moments, places, states) are the chances of the places in twentieths, contested last; all are 0 where nobody
    has spoken of the place yet. What nobody spoke of has no chances.
    """
    moments, places, states = steps.shape
    spoken = np.asarray((steps.any(axis=2).astype(np.float64) @ near) > 0)
    rows = np.ascontiguousarray(steps.transpose(0, 2, 1), dtype=np.float64).reshape(moments * states, places)
    # Whole numbers far under 2^53: their sums are exact.
    chances = (rows @ weights).reshape(moments, states, weights.shape[1])
    nothing = FADE * MILLIONTHS * TWENTIETHS / states
    total = chances.sum(axis=1, keepdims=True) + nothing * states
    # In place from here on: a tile of a long war is large, and passes over it are what the time goes to.
    chances += nothing
    chances /= total
    pairs = list(combinations(range(states - 1), 2))
    between = [BETWEEN * chances[:, one] * chances[:, other] for one, other in pairs]
    for (one, other), both in zip(pairs, between, strict=True):
        chances[:, -1] += both
        both /= 2
        chances[:, one] -= both
        chances[:, other] -= both
    chances *= 1 - OPEN
    chances += OPEN / states
    np.round(chances, 6, out=chances)
    chances *= spoken[:, None, :]
    return chances, spoken

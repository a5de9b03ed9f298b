"""Points beside settlements, and what is told around them, in; who holds the ground there on each day, out.

Nobody speaks of such a point itself: what is told of the settlement that it lies beside is told nearby, like all the rest, and
how deep the point lies in the ground of each holder is all that is known of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from contested.days import day_number
from contested.model import Control, Place
from contested.reconcile.chain import Floats, round_rows
from contested.reconcile.field import BATCH_CELLS, Window
from contested.reconcile.ground import follow, lean_on
from contested.reconcile.nearby import Nearby

# How much of the ground near a front is contested: of days and spots of a public control map drawn at random, where anything
# had been told within 6 km, 0.13 were.
CONTESTED_GROUND = 0.1


def record_spots(spots: Sequence[Place], nearby: Nearby, worth: Floats, window: Window) -> Iterator[Control]:
    """Points around which anything is told, as records; `worth` is what each thing told is worth."""
    first = nearby.first_days(one.place_id for one in spots)
    told = [one for one in spots if one.place_id in first]
    until, states = day_number(window.until), nearby.states
    start = min(first.values(), default=until)
    days = until - start + 1
    size = max(1, BATCH_CELLS // (days * len(states)))
    for begin in range(0, len(told), size):
        batch = told[begin : begin + size]
        echoes = nearby.echo([one.place_id for one in batch], worth)
        lean = follow(echoes, np.zeros((days, len(states) - 1, len(batch))), start)
        rows = round_rows(
            lean_on(np.broadcast_to(know_nothing(len(states) - 1), (*lean.shape[:2], len(states))), lean)
        )
        for spot, chances in zip(batch, rows, strict=True):
            began = first[spot.place_id]
            yield Control(
                place=spot,
                states=states,
                first=date.fromordinal(began).isoformat(),
                chances=chances[began - start :].tobytes(),
                evidence=(),
                nearby=nearby.list_evidence(spot, worth),
            )


def know_nothing(holders: int) -> Floats:
    """The chances of ground of which nothing is told (states), `contested` last."""
    return np.array([*[(1 - CONTESTED_GROUND) / holders] * holders, CONTESTED_GROUND])

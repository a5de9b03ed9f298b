"""A tile of ground, in; what it looks like while its places stand as they do, out: points counted, and outlines.

What a tile looks like hangs on the chances of its places alone, not on the day: what was worked out once stands for every
other day, and for another build (`memory.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.cache import key_of
from contested.model import CONTESTED
from contested.reconcile.areas.bounds import SURE, sum_chances
from contested.reconcile.areas.ground import SIDE, TILE_KM, Ints, Key, Tile
from contested.reconcile.areas.outline import outline_all
from contested.reconcile.areas.plane import Floats, Plane
from contested.reconcile.areas.smoother import Bools, smooth_places, weigh_places

# How sure a side's ground is drawn. The first is what makes a state (docs/method/control.md).
LEVELS = (0.5, 0.65, 0.8, 0.9)
# The name of what no point of a tile reaches.
NO_GROUND = b""


class Look(Struct, frozen=True, array_like=True):
    """What `count_points` says of a tile, and the name of the outline for each of `list_slots`."""

    counts: tuple[int, ...]
    drawn: tuple[bytes, ...]


class Looks(Struct, array_like=True):
    """What a tile looked like, by the name of its places' chances; its outlines by their names. `places` names where its
    places lie."""

    places: bytes
    known: dict[bytes, Look]
    outlines: dict[bytes, bytes]


def list_slots(states: tuple[str, ...]) -> list[tuple[str, float]]:
    """What is outlined: each level of each side, and the contested ground."""
    return [*((state, level) for state in states[:-1] for level in LEVELS), (CONTESTED, LEVELS[0])]


def look_at(
    tile: Tile, key: Key, states: tuple[str, ...], plane: Plane, before: Looks | None
) -> tuple[list[Look], Looks]:
    """What a tile looks like on each of its days; and all of that for another time, of which `before` is one."""
    places = key_of(tile.places.tobytes())
    if before is None or before.places != places:
        before = Looks(places, {}, {})
    asked = [key_of(steps.tobytes()) for steps in tile.steps]
    fresh = {name: at for at, name in enumerate(asked) if name not in before.known}
    known, outlines = before.known, before.outlines
    if fresh:
        weighed = weigh_places(tile.points, tile.places)
        chances, spoken = smooth_places(tile.steps[list(fresh.values())], *weighed)
        answers: dict[bytes, Bools] = {}
        drawn = name_drawings(chances, states, answers)
        counts = count_points(chances, spoken).tolist()
        known = known | {
            name: Look(tuple(one), of) for name, one, of in zip(fresh, counts, drawn, strict=True)
        }
        new = {name: drawing for name, drawing in answers.items() if name not in outlines}
        outlines = outlines | dict(zip(new, outline_all([*new.values()], key, plane), strict=True))
    looks = [known[name] for name in asked]
    used = {name for look in looks for name in look.drawn if name != NO_GROUND}
    kept = {name: outlines[name] for name in used}
    return looks, Looks(places, dict(zip(asked, looks, strict=True)), kept)


def name_drawings(
    chances: Floats, states: tuple[str, ...], answers: dict[bytes, Bools]
) -> Iterator[tuple[bytes, ...]]:
    """For each moment the names of what reaches each slot; `answers` gets which points these are."""
    slots = list_slots(states)
    reached = np.stack([chances[:, states.index(state)] >= level for state, level in slots], axis=1)
    packed = np.packbits(reached, axis=2)
    known = {bytes(packed.shape[2]): NO_GROUND}
    for drawings, rows in zip(reached, packed, strict=True):
        named = []
        for drawing, row in zip(drawings, rows, strict=True):
            content = row.tobytes()
            name = known.get(content)
            if name is None:
                name = known[content] = key_of(content)
                answers[name] = drawing
            named.append(name)
        yield tuple(named)


def inner(values: NDArray[Any]) -> NDArray[Any]:
    """The points of a tile (the last axis) that no other tile has: one for each of its square kilometres."""
    grid = values.reshape(*values.shape[:-1], SIDE, SIDE)
    return grid[..., 1 : TILE_KM + 1, 1 : TILE_KM + 1].reshape(*values.shape[:-1], -1)


def count_points(chances: Floats, spoken: Bools) -> Ints:
    """Of a tile, a row a moment: points spoken of, points that no side surely holds, and for each side what bounds its
    area."""
    told, held = inner(spoken), inner(chances)[:, :-1]
    doubtful = told & (held < SURE).all(axis=1)
    sums = sum_chances(held, told[:, None, :]).reshape(len(held), -1)
    return np.concatenate([told.sum(axis=1)[:, None], doubtful.sum(axis=1)[:, None], sums], axis=1)

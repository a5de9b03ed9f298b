"""Controls, in; areas of control on each day on which something changed, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.model import (
    CONTESTED,
    AreaDay,
    AreaHistory,
    AreaPatch,
    Control,
    Day,
    SideArea,
)
from contested.reconcile.areas.bounds import SUMS, SURE, bound_area, sum_chances
from contested.reconcile.areas.ground import (
    SIDE,
    TILE_KM,
    Ground,
    Ints,
    Key,
    Spell,
    find_spells,
    lay_ground,
    list_tiles,
)
from contested.reconcile.areas.outline import outline_all
from contested.reconcile.areas.smoother import REACH_KM, Bools
from contested.theatres import Theatre

# How sure a side's ground is drawn. The first is what makes a state (docs/method/control.md).
LEVELS = (0.5, 0.65, 0.8, 0.9)


def map_areas(controls: Iterable[Control], theatre: Theatre, until: Day) -> AreaHistory:
    """Who holds the ground between the places, with areas in km² and their bounds, from the first control to `until`.

    Docs/method/areas.md describes it. The order of the controls changes nothing.
    """
    ground = lay_ground(controls, theatre, until)
    if ground is None:
        return AreaHistory(levels=LEVELS, sure=SURE, reach_km=REACH_KM, days=(), patches=())
    sums = np.zeros((ground.days, 2 + SUMS * (len(ground.states) - 1)), dtype=np.int64)
    patches: list[AreaPatch] = []
    for key in list_tiles(ground):
        spells = list(find_spells(ground, key))
        ends = [*(spell.number for spell in spells[1:]), ground.days]
        for spell, end in zip(spells, ends, strict=True):
            sums[spell.number : end] += count_points(spell)
        patches += draw_tile(ground, key, spells)
    return AreaHistory(
        levels=LEVELS,
        sure=SURE,
        reach_km=REACH_KM,
        days=tuple(list_days(ground, sums)),
        patches=tuple(sorted(patches, key=lambda one: (one.on, one.tile, one.state, one.level))),
    )


def inner(values: NDArray[Any]) -> NDArray[Any]:
    """The points of a tile (the last axis) that no other tile has: one for each of its square kilometres."""
    grid = values.reshape(*values.shape[:-1], SIDE, SIDE)
    return grid[..., 1 : TILE_KM + 1, 1 : TILE_KM + 1].reshape(*values.shape[:-1], -1)


def count_points(spell: Spell) -> Ints:
    """Of a tile: points spoken of, points that no side surely holds, and for each side what bounds its area."""
    spoken, held = inner(spell.spoken), inner(spell.chances)[:-1]
    doubtful = spoken & (held < SURE).all(axis=0)
    return np.concatenate([[spoken.sum(), doubtful.sum()], sum_chances(held, spoken).ravel()])


def list_days(ground: Ground, sums: Ints) -> Iterator[AreaDay]:
    """The areas of each day on which one of them is another than the day before."""
    sides = ground.states[:-1]
    by_side = sums[:, 2:].reshape(-1, len(sides), SUMS)
    bounds = bound_area(by_side, sums[:, :1])
    known = np.concatenate([sums[:, :2], bounds.reshape(len(bounds), -1)], axis=1)
    changed = np.flatnonzero((known[1:] != known[:-1]).any(axis=1)) + 1
    for number in [0, *changed.tolist()]:
        yield AreaDay(
            on=ground.day(number),
            spoken=int(sums[number, 0]),
            doubtful=int(sums[number, 1]),
            sides=tuple(SideArea(side, *bounds[number, at].tolist()) for at, side in enumerate(sides)),
        )


def draw_tile(ground: Ground, key: Key, spells: Iterable[Spell]) -> Iterator[AreaPatch]:
    """The patches of a tile, each from the day on which it becomes another than it was."""
    drawings: dict[bytes, Bools] = {}
    turns: list[tuple[int, str, float, bytes]] = []
    before: dict[tuple[str, float], bytes] = {}
    for spell in spells:
        for state, level, answers in classify(spell, ground.states):
            asked = answers.tobytes()
            if before.get((state, level), bytes(len(asked))) != asked:
                before[state, level] = asked
                drawings[asked] = answers
                turns.append((spell.number, state, level, asked))
    drawn = dict(zip(drawings, outline_all([*drawings.values()], key, ground.plane), strict=True))
    for number, state, level, asked in turns:
        yield AreaPatch(tile=key, on=ground.day(number), state=state, level=level, polygons=drawn[asked])


def classify(spell: Spell, states: tuple[str, ...]) -> Iterator[tuple[str, float, Bools]]:
    """Which points reach each level of each side, and which are contested."""
    for state, chances in zip(states[:-1], spell.chances, strict=False):
        for level in LEVELS:
            yield state, level, chances >= level
    yield CONTESTED, LEVELS[0], spell.chances[-1] >= LEVELS[0]

"""Controls, in; areas of control on each day on which something changed, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from contested.cache import key_of
from contested.model import NO_OUTLINE, AreaDay, AreaHistory, AreaPatch, Control, Day, SideArea
from contested.reconcile.areas.bounds import SUMS, SURE, bound_area
from contested.reconcile.areas.ground import Ground, Ints, Key, Tile, cut_tile, lay_ground, list_tiles
from contested.reconcile.areas.looks import LEVELS, NO_GROUND, Look, Looks, list_slots, look_at
from contested.reconcile.areas.memory import LIBRARIES, AreaMemory
from contested.reconcile.areas.smoother import REACH_KM
from contested.theatres import Theatre

# A tile, and the names of the outlines that are drawn in it.
Drawn = tuple[Key, tuple[bytes, ...]]


def map_areas(
    controls: Iterable[Control], theatre: Theatre, until: Day, kept: Path | None = None
) -> AreaHistory:
    """Who holds the ground between the places, with areas in km² and their bounds, from the first control to `until`.

    Docs/method/areas.md describes it. The order of the controls changes nothing. `kept` is a file of the user's cache that
    remembers how ground was drawn before: where its places stand as they did then, it is taken over, the same to the bit.
    """
    ground = lay_ground(controls, theatre, until)
    if ground is None:
        return AreaHistory(levels=LEVELS, sure=SURE, reach_km=REACH_KM, days=(), patches=(), names={})
    sums = np.zeros((ground.days, 2 + SUMS * (len(ground.states) - 1)), dtype=np.int64)
    patches: list[AreaPatch] = []
    drawn: dict[int, list[Drawn]] = defaultdict(list)
    memory = AreaMemory(kept, (ground.states, ground.plane))
    for key in list_tiles(ground):
        tile = cut_tile(ground, key)
        looks, seen = look_at(tile, key, ground.states, ground.plane, memory.before.get(key))
        memory.tiles[key] = seen
        lasted = np.diff([*tile.days.tolist(), ground.days])
        sums += np.repeat(np.array([look.counts for look in looks], dtype=np.int64), lasted, axis=0)
        patches += draw_tile(ground, key, tile, looks, seen)
        for number, one in list_drawn(key, tile, looks):
            drawn[number].append(one)
    memory.save()
    return AreaHistory(
        levels=LEVELS,
        sure=SURE,
        reach_km=REACH_KM,
        days=tuple(list_days(ground, sums)),
        patches=tuple(sorted(patches, key=lambda one: (one.on, one.tile, one.state, one.level))),
        names={ground.day(number): key_of((LIBRARIES, drawn[number])) for number in sorted(drawn)},
    )


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


def list_drawn(key: Key, tile: Tile, looks: Sequence[Look]) -> Iterator[tuple[int, Drawn]]:
    """For each day on which a tile becomes another than it was, as a number, what is drawn of it from then on."""
    before = (NO_GROUND,) * len(looks[0].drawn)
    for number, look in zip(tile.days.tolist(), looks, strict=True):
        if look.drawn != before:
            yield number, (key, look.drawn)
        before = look.drawn


def draw_tile(
    ground: Ground, key: Key, tile: Tile, looks: Sequence[Look], seen: Looks
) -> Iterator[AreaPatch]:
    """The patches of a tile, each from the day on which it becomes another than it was."""
    days = [ground.day(number) for number in tile.days.tolist()]
    for at, (state, level) in enumerate(list_slots(ground.states)):
        before = NO_GROUND
        for day, look in zip(days, looks, strict=True):
            name = look.drawn[at]
            if name != before:
                outline = seen.outlines.get(name, NO_OUTLINE)
                yield AreaPatch(tile=key, on=day, state=state, level=level, outline=outline)
            before = name

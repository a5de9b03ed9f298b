"""A tile's points as a yes or no each, in; the outline of the yes, as `pack_outline` writes it, out.

Outlines are drawn through the points' own answers and nothing finer, smoothed over a kilometre, so that the same answers
have the same outline and that of one tile meets that of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import contourpy
import numpy as np

from contested.model import OUTLINE_GRAIN, pack_outline
from contested.reconcile.areas.ground import SIDE, TILE_KM, Ints, Key
from contested.reconcile.areas.plane import Floats, Plane
from contested.reconcile.areas.smoother import Bools

# A bend that leaves the line between its neighbours by less is drawn straight, in so many passes over every other one.
STRAIGHT_KM = 0.05
PASSES = 3
# Points are taken to the metre, so that nothing depends on where in a stack a drawing stands, and what leaves a line by
# less than one lies on it.
METRES = 3
FLAT_KM = 0.001
# Neighbours lap over their common edge by so much each: rounded by themselves, they would leave slits between them.
LAP_KM = 0.1
# Rings that enclose less, in km², are left out: rounding would make points of them.
LEAST_KM2 = 0.25
# Drawings of a tile are contoured together, one above the other with an empty row between, so many at once.
STACKED = 200
PITCH = TILE_KM + 2


def outline_all(drawings: Sequence[Bools], key: Key, plane: Plane) -> Iterator[bytes]:
    """For each drawing of a tile, with its border, the polygons around the points that say yes: the outer ring first, then
    its holes."""
    for start in range(0, len(drawings), STACKED):
        yield from outline_stack(np.array(drawings[start : start + STACKED]), key, plane)


def outline_stack(drawings: Bools, key: Key, plane: Plane) -> list[bytes]:
    soft = soften(drawings.reshape(-1, SIDE, SIDE).astype(np.float64))
    apart = np.full((len(soft), 1, soft.shape[2]), np.nan)
    stack = np.concatenate([soft, apart], axis=1).reshape(-1, soft.shape[2])
    generator = contourpy.contour_generator(z=stack, fill_type=contourpy.FillType.ChunkCombinedOffsetOffset)
    chunk: tuple[list[Floats | None], list[Ints], list[Ints]] = generator.filled(0.5, 2.0)  # type: ignore[assignment]
    (points,), (offsets,), (outer,) = chunk
    polygons: list[list[list[list[int]]]] = [[] for _ in drawings]
    if points is not None:
        # A point on the lower edge may come out a hair below it: half a row down belongs to the drawing above.
        number = ((points[:, 1] + 0.5) // PITCH).astype(np.int64)
        points[:, 1] -= number * PITCH
        points = np.round(points, METRES)
        belongs = number[offsets[outer[:-1]]].tolist()
        rings = make_rings(points, offsets.astype(np.int64), key, plane)
        for at, (first, last) in zip(belongs, pairwise(outer.tolist()), strict=True):
            if rings[first]:
                polygons[at].append([ring for ring in rings[first:last] if ring])
    return [pack_outline(one) for one in polygons]


def make_rings(points: Floats, starts: Ints, key: Key, plane: Plane) -> list[list[int]]:
    """Rings of a tile by their steps; empty where one is too small to be drawn."""
    points, starts = straighten(points, starts)
    large = enclosed(points, starts) >= LEAST_KM2
    points = points + LAP_KM * ((points == TILE_KM).astype(np.float64) - (points == 0))
    corner = np.array(key, dtype=np.float64) * TILE_KM
    steps, starts = list_steps(
        np.rint(plane.unflatten(points + corner) * OUTLINE_GRAIN).astype(np.int64), starts
    )
    flat: list[int] = steps.ravel().tolist()
    return [
        flat[2 * start : 2 * end] if drawn else []
        for (start, end), drawn in zip(pairwise(starts.tolist()), large.tolist(), strict=True)
    ]


def list_steps(points: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Of closed rings, end to end, the first point of each and the steps to the next ones that lie elsewhere, without the
    last, which is the first again; and where each ring begins now."""
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (points[1:] != points[:-1]).any(axis=1)
    kept[starts[:-1]] = True
    kept[starts[1:] - 1] = False
    left = np.concatenate([[0], np.cumsum(kept)])[starts]
    points = points[kept]
    steps = points.copy()
    steps[1:] -= points[:-1]
    steps[left[:-1]] = points[left[:-1]]
    return steps, left


def soften(grids: Floats) -> Floats:
    """The mean of each point and its eight neighbours, near ones counting more, without the border."""
    across = grids[:, :, :-2] + 2 * grids[:, :, 1:-1] + grids[:, :, 2:]
    return np.asarray((across[:, :-2] + 2 * across[:, 1:-1] + across[:, 2:]) / 16)


def straighten(points: Floats, starts: Ints) -> tuple[Floats, Ints]:
    """Closed rings, end to end, without the points that a straight line passes by; `starts` is where each begins.

    What lies on the tile's edge goes only where the edge itself passes by, so that the neighbour's ring still meets it.
    """
    fixed = ((points == 0) | (points == TILE_KM)).any(axis=1)
    for number in range(PASSES + 1):
        ends = np.zeros(len(points), dtype=bool)
        ends[starts[:-1]] = ends[starts[1:] - 1] = True
        bend = bends(points)
        if number == 0:
            going = (bend < FLAT_KM) & ~ends
        else:  # every other one of a ring: its neighbours stay
            begins = np.repeat(starts[:-1], np.diff(starts))
            parity = (np.arange(len(points)) - begins + number) % 2 == 0
            going = (bend <= STRAIGHT_KM) & ~ends & ~fixed & parity
        left = np.concatenate([[0], np.cumsum(~going)])
        points, fixed, starts = points[~going], fixed[~going], left[starts]
    return points, starts


def bends(points: Floats) -> Floats:
    """How far each point lies from the line between the one before and the one after, in km."""
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    along, off = after - before, points - before
    length = np.hypot(along[:, 0], along[:, 1])
    across = np.abs(off[:, 0] * along[:, 1] - off[:, 1] * along[:, 0])
    return np.where(length > 0, across / np.where(length > 0, length, 1.0), np.inf)


def enclosed(points: Floats, starts: Ints) -> Floats:
    """What each closed ring encloses, in km² (the shoelace formula)."""
    crossed = np.append(points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1], 0.0)
    crossed[starts[1:] - 1] = 0.0  # from one ring's end to the next one's start
    return np.asarray(np.abs(np.add.reduceat(crossed, starts[:-1])) / 2)

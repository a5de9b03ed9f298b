"""Rings and lines on the Earth and a view, in; the paths that draw what of them is in view, out.

Both are cut some way outside the frame, so that no edge of a cut is ever seen; the frame itself clips what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from contested.publish.picture.view import View
from contested.sphere import Box

BEYOND = 12.0  # units outside the frame
Point = tuple[float, float]


def beyond(view: View) -> Box:
    left, top, right, bottom = view.frame.edges
    return left - BEYOND, top - BEYOND, right + BEYOND, bottom + BEYOND


def place_ring(ring: Iterable[Sequence[float]], view: View) -> list[Point]:
    """A ring in the drawing, cut to the view; empty where it lies outside (Sutherland and Hodgman 1974)."""
    points = [view.place(one[0], one[1]) for one in ring]
    left, top, right, bottom = beyond(view)
    for axis, limit, sign in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        points = cut_ring(points, axis, limit, sign)
    return points


def cut_ring(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """What of a ring is on one side of a line: `sign` times its coordinate at least that of `limit`."""
    kept: list[Point] = []
    for number, here in enumerate(points):
        before = points[number - 1]
        inside, was_inside = sign * here[axis] >= sign * limit, sign * before[axis] >= sign * limit
        if inside != was_inside:
            kept.append(cross(before, here, axis, limit))
        if inside:
            kept.append(here)
    return kept


def cross(a: Point, b: Point, axis: int, limit: float) -> Point:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def place_line(line: Iterable[Sequence[float]], view: View) -> list[list[Point]]:
    """The runs of a line that come near the view."""
    points = [view.place(one[0], one[1]) for one in line]
    left, top, right, bottom = beyond(view)
    runs: list[list[Point]] = []
    run: list[Point] = []
    for a, b in pairwise(points):
        near = (
            max(a[0], b[0]) >= left
            and min(a[0], b[0]) <= right
            and max(a[1], b[1]) >= top
            and min(a[1], b[1]) <= bottom
        )
        if near:
            run = run or [a]
            run.append(b)
        elif run:
            runs.append(run)
            run = []
    return [*runs, run] if run else runs


def write_path(parts: Iterable[Sequence[Point]], closed: bool) -> str:
    """Points as a path; what is drawn at one tenth of a unit is one point."""
    return "".join(write_part(one, closed) for one in parts if len(one) > 1 + closed)


def write_part(points: Sequence[Point], closed: bool) -> str:
    written: list[str] = []
    for x, y in points:
        said = f"{short(x)} {short(y)}"
        if not written or written[-1] != said:
            written.append(said)
    return f"M{'L'.join(written)}{'Z' if closed else ''}"


def short(value: float) -> str:
    """A length with at most one digit behind the point."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said

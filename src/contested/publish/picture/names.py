"""Marks, regions and rivers of a drawing, in; where each name stands so that none lies on another or on a mark, out.

Greedy: the first in order takes the best free spot around its mark. What finds none goes without a name: a small place at
the edge of a crowd, never a large one before a small one. Where all spots around a mark are taken, a name stands further
off at the end of a thin line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from contested.publish.exports.tables.text import title
from contested.publish.picture.ground import lines_of, rings_of
from contested.publish.picture.letters import measure, shorten
from contested.publish.picture.marks import NAMED
from contested.publish.picture.paths import Point, place_line, place_ring
from contested.publish.picture.spots import Spot, Taken, within
from contested.publish.picture.view import View
from contested.sphere import Box
from contested.theatres import Theatre

LETTERS = ((11.0, 17.0), (9.0, 15.5), (5.5, 13.5), (NAMED, 12.0))  # radius of a mark, size of its name
BOLD_FROM = 9.0  # radius
LONGEST = 190.0  # units: a longer name is cut
COUNTRIES_KM = 900.0  # across: further out countries are named, nearer their regions
REGION_SIZE, RIVER_SIZE = 13.0, 13.0
SPACED = 1.35  # how much wider spaced capitals are
LEADERS = (
    16.0,
    28.0,
    42.0,
    60.0,
    80.0,
    110.0,
    150.0,
)  # units from a mark to a name that finds no room beside it
FAR = (*LEADERS, 80.0, 110.0, 150.0, 200.0, 260.0, 330.0, 410.0)  # for the one that the map is about
TURNS = (0, 180, -30, 30, 210, 150, -60, 60, 240, 120)  # degrees clockwise from east
GRID = 9  # spots along each side of the view where the name of a region may stand
STRAIGHT = 0.94  # of a river's way, as the crow flies, where its name may stand


class Label(Struct, frozen=True, kw_only=True):
    """A name: where its line begins, ends or has its middle (`anchor`), and the box that it takes."""

    words: str
    kind: str
    x: float
    y: float
    size: float
    box: Box
    anchor: str = "start"
    bold: bool = False
    turn: float = 0.0
    spot: Spot | None = None
    leader: tuple[Point, Point] | None = None


def place_names(
    drawn: Sequence[Spot], named: Sequence[Spot], theatre: Theatre, view: View, taken: Taken
) -> list[Label]:
    """Names of large places, then of regions and rivers, then of small places, then of those that are only `named`, where
    there is room for the dot too. `taken` is what stands on the map already."""
    for spot in drawn:
        taken.add(spot.box)
    large = [one for one in drawn if one.chosen or one.radius >= BOLD_FROM]
    small = [one for one in drawn if one not in large]
    labels: list[Label] = []
    for spot in large:
        labels += (
            take(around(spot), view, taken)
            or take(further_off(spot, taken), view, taken)
            # The place that the map is about has its name in any case: the line runs below marks.
            or (take(further_off(spot), view, taken) if spot.chosen else [])
        )
    for choices in (*region_choices(theatre, view), *river_choices(theatre, view)):
        labels += take(choices, view, taken)
    crowded = []
    for spot in small:
        found = take(around(spot), view, taken)
        labels += found
        if not found:
            crowded.append(spot)
    for spot in crowded:
        labels += take(further_off(spot, taken), view, taken)
    for spot in named:
        if taken.has_room(spot.box):
            found = take(around(spot), view, taken)
            labels += found
            if found:
                taken.add(spot.box)
    return labels


def take(choices: Iterable[Label], view: View, taken: Taken) -> list[Label]:
    """The first that is free, if any is; its box is then taken."""
    for one in choices:
        if within(one.box, view.frame.edges) and taken.has_room(one.box):
            taken.add(one.box)
            if one.leader:
                take_line(one.leader, taken)
            return [one]
    return []


def around(spot: Spot) -> Iterator[Label]:
    """Where the name of a place may stand: right, left, below, above, then aslant."""
    gap = spot.box[2] - spot.x + 1.5
    size = letters_of(spot)[0]
    rise, aside = 0.36 * size, 0.7 * gap
    for anchor, dx, dy in (
        ("start", gap, rise),
        ("end", -gap, rise),
        ("middle", 0.0, gap + 0.8 * size),
        ("middle", 0.0, -gap - 0.22 * size),
        ("start", aside, aside + 0.8 * size),
        ("start", aside, -aside),
        ("end", -aside, aside + 0.8 * size),
        ("end", -aside, -aside),
    ):
        yield name_spot(spot, anchor, spot.x + dx, spot.y + dy)


def further_off(spot: Spot, taken: Taken | None = None) -> Iterator[Label]:
    """The same at the end of a line from the mark, one that crosses nothing that is `taken`."""
    size = letters_of(spot)[0]
    rim = spot.box[2] - spot.x
    for far in LEADERS if taken else FAR:
        for turn in TURNS:
            east, south = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            near = (rim + 1.5) / max(abs(east), abs(south))  # outside the mark's own box
            start = (spot.x + near * east, spot.y + near * south)
            end = (spot.x + (near + far) * east, spot.y + (near + far) * south)
            if not taken or is_clear((start, end), taken):
                anchor = "start" if east > 0 else "end"
                x = end[0] + math.copysign(3, east)
                yield name_spot(spot, anchor, x, end[1] + 0.36 * size, (start, end))


def take_line(line: tuple[Point, Point], taken: Taken) -> None:
    for x, y in along(line):
        taken.add((x - 1, y - 1, x + 1, y + 1))


def is_clear(line: tuple[Point, Point], taken: Taken) -> bool:
    """Whether nothing stands within a unit of a line, looked at every few units."""
    return all(taken.has_room((x - 1, y - 1, x + 1, y + 1)) for x, y in along(line))


def along(line: tuple[Point, Point]) -> list[Point]:
    """Points every few units of a line, but its first."""
    (x0, y0), (x1, y1) = line
    steps = max(1, round(math.dist(*line) / 3))
    return [(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(1, steps + 1)]


def name_spot(
    spot: Spot, anchor: str, x: float, y: float, leader: tuple[Point, Point] | None = None
) -> Label:
    size, bold = letters_of(spot)
    words = shorten(title(spot.pin.name), size, LONGEST, bold)
    width = measure(words, size, bold)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    box = (left, y - 0.8 * size, left + width, y + 0.24 * size)
    return Label(
        words=words,
        kind="place",
        x=x,
        y=y,
        size=size,
        box=box,
        anchor=anchor,
        bold=bold,
        spot=spot,
        leader=leader,
    )


def letters_of(spot: Spot) -> tuple[float, bool]:
    """Size of a place's name, and whether it is bold."""
    size = next(size for radius, size in LETTERS if spot.radius >= radius)
    return size, spot.chosen or spot.radius >= BOLD_FROM


def region_choices(theatre: Theatre, view: View) -> Iterator[Iterator[Label]]:
    kind = "country" if view.km_across > COUNTRIES_KM else "region"
    for feature in theatre.geometry("outlines")["features"]:
        words = title(str(feature["properties"].get("name") or "")).upper()
        if words and feature["properties"].get("kind") == kind:
            rings = [ring for one in rings_of(feature["geometry"]) if (ring := place_ring(one, view))]
            if rings:
                yield inside_region(words, max(rings, key=ring_area), view)


def inside_region(words: str, ring: Sequence[Point], view: View) -> Iterator[Label]:
    """Spots inside a ring, those nearest to its middle first."""
    width = measure(words, REGION_SIZE) * SPACED
    left, top, right, bottom = view.frame.edges
    spots = [
        (left + (right - left) * (column + 0.5) / GRID, top + (bottom - top) * (row + 0.5) / GRID)
        for row in range(GRID)
        for column in range(GRID)
    ]
    middle = (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    for x, y in sorted(spots, key=lambda one: (math.dist(one, middle), one)):
        box = (x - width / 2, y - 0.8 * REGION_SIZE, x + width / 2, y + 0.24 * REGION_SIZE)
        corners = [(at, y) for at in (box[0], x, box[2])]
        if all(is_inside(one, ring) for one in corners):
            yield Label(words=words, kind="region", x=x, y=y, size=REGION_SIZE, box=box, anchor="middle")


def ring_area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a ray from a point crosses the ring an odd number of times."""
    x, y = point
    odd = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]):
            odd = not odd
    return odd


def river_choices(theatre: Theatre, view: View) -> Iterator[Iterator[Label]]:
    for feature in theatre.geometry("rivers")["features"]:
        words = title(str(feature["properties"].get("name") or ""))
        runs = [run for line in lines_of(feature["geometry"]) for run in place_line(line, view)]
        if words and runs:
            yield along_river(words, runs)


def along_river(words: str, runs: Sequence[Sequence[Point]]) -> Iterator[Label]:
    """Beside straight pieces of a course, as long as the name, those nearest to its middle first."""
    width = measure(words, RIVER_SIZE)
    pieces = [piece for run in runs for piece in straight_pieces(resample(run), width)]
    middle = len(pieces) / 2
    for _, (a, b) in sorted(enumerate(pieces), key=lambda one: abs(one[0] - middle)):
        first, last = sorted((a, b))
        turn = math.atan2(last[1] - first[1], last[0] - first[0])
        off = 0.45 * RIVER_SIZE
        x = (a[0] + b[0]) / 2 + off * math.sin(turn)
        y = (a[1] + b[1]) / 2 - off * math.cos(turn)
        half_x = (abs(math.cos(turn)) * width + abs(math.sin(turn)) * RIVER_SIZE) / 2
        half_y = (abs(math.sin(turn)) * width + abs(math.cos(turn)) * RIVER_SIZE) / 2
        above = 0.3 * RIVER_SIZE
        mid_x, mid_y = x + above * math.sin(turn), y - above * math.cos(turn)
        box = (mid_x - half_x, mid_y - half_y, mid_x + half_x, mid_y + half_y)
        yield Label(
            words=words,
            kind="river",
            x=x,
            y=y,
            size=RIVER_SIZE,
            box=box,
            anchor="middle",
            turn=math.degrees(turn),
        )


def resample(run: Sequence[Point], step: float = 8.0) -> list[Point]:
    """Points of a line about `step` units apart."""
    points = [run[0]]
    for a, b in pairwise(run):
        parts = max(1, round(math.dist(a, b) / step))
        points += [
            (a[0] + (b[0] - a[0]) * part / parts, a[1] + (b[1] - a[1]) * part / parts)
            for part in range(1, parts + 1)
        ]
    return points


def straight_pieces(points: Sequence[Point], length: float) -> list[tuple[Point, Point]]:
    """Beginnings and ends of pieces at least so long that hardly bend."""
    found = []
    for start, a in enumerate(points):
        way = 0.0
        for before, b in pairwise(points[start:]):
            way += math.dist(before, b)
            if way >= length:
                if math.dist(a, b) >= STRAIGHT * way:
                    found.append((a, b))
                break
    return found

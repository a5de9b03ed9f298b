"""A theatre's outlines and courses, and the ground between the places, in; their paths under everything else, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from contested.model import Account, Day
from contested.publish.exports.tables.layers import stand_on
from contested.publish.picture.marks import LAND, RULINGS, tint
from contested.publish.picture.paths import Point, place_line, place_ring, write_path
from contested.publish.picture.svg import Element, shape
from contested.publish.picture.view import View
from contested.theatres import Theatre

RULED = 0.5  # the patches of this level hold all that a side probably holds
ROAD, RIVER, REGION, COUNTRY = "#c4b89c", "#a9bccb", "#c9c5b9", "#7d7a70"
SHEET = "#efece3"  # where no land is outlined
ROADS_KM = 250.0  # across: further out, roads are a tangle


def rings_of(geometry: dict[str, Any]) -> list[Any]:
    """All rings of a polygon or of several."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def lines_of(geometry: dict[str, Any]) -> list[Any]:
    lines: list[Any] = geometry["coordinates"]
    return lines if geometry["type"] == "MultiLineString" else [lines]


def draw_ground(parent: Element, account: Account, theatre: Theatre, view: View, on: Day) -> None:
    """From the paper up: land, who holds the ground on a day, roads, rivers, borders."""
    x, y = view.frame.x, view.frame.y
    shape(parent, "rect", x=x, y=y, width=view.frame.width, height=view.frame.height, fill=SHEET)
    outlines = theatre.geometry("outlines")["features"]
    outlined = {
        kind: write_path(
            (
                place_ring(ring, view)
                for one in outlines
                if one["properties"].get("kind") == kind
                for ring in rings_of(one["geometry"])
            ),
            closed=True,
        )
        for kind in ("country", "region")
    }
    for kind in ("country", "region"):
        draw(parent, outlined[kind], fill=LAND)
    draw(parent, outlined["country"] or outlined["region"], fill="url(#screen)")
    draw_held(parent, account, theatre, view, on)
    if view.km_across <= ROADS_KM:
        courses = [course for one in theatre.shapes.values() if one.kind == "road" for course in one.courses]
        draw(parent, course_path(courses, view), fill="none", stroke=ROAD, stroke_width=1.2)
    rivers = [line for one in theatre.geometry("rivers")["features"] for line in lines_of(one["geometry"])]
    draw(parent, course_path(rivers, view), fill="none", stroke=RIVER, stroke_width=1.8)
    draw(parent, outlined["region"], fill="none", stroke=REGION, stroke_width=0.9)
    draw(parent, outlined["country"], fill="none", stroke=COUNTRY, stroke_width=1.6)


def draw_held(parent: Element, account: Account, theatre: Theatre, view: View, on: Day) -> None:
    """What sides hold, the surer above the less sure, so that the front is as wide as the doubt; contested ground on it."""
    rings: dict[tuple[float, str], list[list[Point]]] = defaultdict(list)
    for patch in stand_on(account, on):
        rings[patch.level, patch.state] += [
            placed for polygon in patch.polygons for ring in polygon if (placed := place_ring(ring, view))
        ]
    paths = {key: write_path(found, closed=True) for key, found in sorted(rings.items())}
    colours = {side.code: side.colour for side in theatre.sides}
    holders = theatre.holders
    for (level, state), path in paths.items():
        if state in holders:
            draw_over(parent, path, fill=tint(colours[state], level))
    for (level, state), path in paths.items():
        ruling = holders.index(state) if state in holders else 0
        if level == RULED and ruling in RULINGS:
            draw_over(parent, path, fill=f"url(#ground-{ruling})")
    for (_, state), path in paths.items():
        if state not in holders:
            draw_over(parent, path, fill="url(#hatch-ground)")


def course_path(lines: Iterable[Any], view: View) -> str:
    return write_path((run for line in lines for run in place_line(line, view)), closed=False)


def draw(parent: Element, path: str, rule: str = "evenodd", **attributes: str | float) -> None:
    if path:
        shape(parent, "path", d=path, fill_rule=rule, stroke_linejoin="round", **attributes)


def draw_over(parent: Element, path: str, **attributes: str | float) -> None:
    """Ground in squares that lap over each other: where two do it is drawn too. Holes run the other way around."""
    draw(parent, path, "nonzero", **attributes)

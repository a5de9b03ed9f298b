"""The places of an account and a frame, in; the map within it, out: ground, marks, names, the scale, and what was drawn."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from contested.model import Account
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables.text import title
from contested.publish.picture.ground import draw_ground
from contested.publish.picture.letters import measure
from contested.publish.picture.marks import GREY, INK, LAND, PAPER, draw_mark
from contested.publish.picture.names import SPACED, Label, place_names
from contested.publish.picture.paths import write_path
from contested.publish.picture.spots import Spot, Taken, choose_drawn, find_spots
from contested.publish.picture.svg import SERIF, Element, shape, text
from contested.publish.picture.view import Frame, View, centre_view, find_main, fit_view
from contested.publish.site.pins import Pin
from contested.publish.words import Words, state_sentence
from contested.sphere import Box
from contested.theatres import Theatre

BAR = 120.0  # units that the scale bar takes at most
BLUE_GREY, REGION_INK = "#577389", "#77746a"


class Chart(Struct, frozen=True):
    """What a map shows: the marks of places of which somebody tells who holds them, and of those that are only `named`; so
    many more had no room; the names."""

    drawn: tuple[Spot, ...]
    named: tuple[Spot, ...]
    crowded: int
    labels: tuple[Label, ...]


def draw_chart(
    parent: Element,
    account: Account,
    pins: Sequence[Pin],
    words: Words,
    settings: ExportSettings,
    frame: Frame,
) -> Chart:
    """The map of the settings' day, around their place where they name one."""
    theatre, on = words.theatre, settings.as_of
    view = choose_view(frame, settings) or fit_view(frame, pins, theatre.geometry("outlines"))
    around = settings.view.around if settings.view else None
    first = around.place_id if around else find_main(pins)
    spots = find_spots(pins, view, on, settings.status_on, first)
    drawn = choose_drawn(spots)
    clip = shape(shape(parent, "defs"), "clipPath", id="map")
    draw_frame(clip, frame)
    chart = shape(parent, "g", clip_path="url(#map)")
    draw_ground(chart, account, theatre, view, on)
    furniture = shape(parent, "g")
    taken = Taken()
    draw_scale(furniture, view, words, taken)
    if settings.synthetic:
        draw_banner(furniture, settings.notice, frame, taken)
    labels = place_names(drawn, [one for one in spots if one.status is None], theatre, view, taken)
    named = [one.spot for one in labels if one.spot and one.spot.status is None]
    draw_names(chart, [one for one in labels if not one.spot])
    draw_leaders(chart, labels)
    for spot in reversed([*drawn, *named]):
        draw_spot(chart, spot, theatre, words)
    draw_names(chart, [one for one in labels if one.spot])
    draw_frame(parent, frame, fill="none", stroke=GREY)
    crowded = sum(one.status is not None for one in spots) - len(drawn)
    return Chart(tuple(drawn), tuple(named), crowded, tuple(labels))


def draw_frame(parent: Element, frame: Frame, **attributes: str) -> None:
    shape(parent, "rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, **attributes)


def choose_view(frame: Frame, settings: ExportSettings) -> View | None:
    """The view that was asked for, if any was."""
    view = settings.view
    return centre_view(frame, view.around.lat, view.around.lon, view.km) if view and view.around else None


def draw_banner(parent: Element, notice: str, frame: Frame, taken: Taken) -> None:
    """That the reports are composed, on the map itself: whoever cuts the map out of the sheet cuts it out too."""
    width = measure(notice, 13, bold=True) + 20
    box = (frame.x, frame.y, frame.x + width, frame.y + 26)
    taken.add(box)
    shape(parent, "rect", x=box[0], y=box[1], width=width, height=26, fill=INK)
    text(parent, notice, frame.x + 10, frame.y + 18, 13, fill=PAPER, font_weight=700)


def draw_scale(parent: Element, view: View, words: Words, taken: Taken) -> None:
    """North, and the longest round distance that fits."""
    frame = view.frame
    km = max(
        step * 10.0**power
        for power in range(-2, 5)
        for step in (1, 2, 5)
        if step * 10.0**power * view.units_a_km <= BAR or (step, power) == (1, -2)
    )
    long = km * view.units_a_km
    right, base = frame.x + frame.width - 14, frame.y + frame.height - 14
    box: Box = (right - long - 40, base - 34, right + 8, base + 8)
    taken.add(box)
    shape(
        parent,
        "rect",
        x=box[0],
        y=box[1],
        width=box[2] - box[0],
        height=box[3] - box[1],
        fill=LAND,
        fill_opacity=0.85,
    )
    left = right - long
    line = f"M{left:.1f} {base - 6:.1f}V{base:.1f}H{right:.1f}V{base - 6:.1f}"
    shape(parent, "path", d=line, fill="none", stroke=INK, stroke_width=1.5)
    said = words.wording.picture
    distance = said["km"].format(number=f"{km:,g}") if km >= 1 else said["m"].format(number=f"{1000 * km:g}")
    text(parent, distance, right, base - 10, 12.5, text_anchor="end")
    x, y = right - long - 22, base - 28
    shape(parent, "path", d=f"M{x:.1f} {y:.1f}l5 14l-5 -3l-5 3Z", fill=INK)
    text(parent, said["north"], x, base + 1, 12.5, text_anchor="middle", font_weight=700)


def draw_spot(parent: Element, spot: Spot, theatre: Theatre, words: Words) -> None:
    """A mark, and in words how the place stands: what a browser shows to whoever points at it."""
    name = title(spot.pin.name)
    kind = "place" if spot.status else "named"
    group = shape(parent, "g", **{"class": kind})
    shape(group, "title").text = state_sentence(name, spot.status, words) if spot.status else name
    draw_mark(group, spot.find_look(theatre), spot.x, spot.y, spot.radius)


def draw_leaders(parent: Element, labels: Sequence[Label]) -> None:
    """Lines from marks to names that stand further off."""
    lines = [one.leader for one in labels if one.leader]
    for colour, width in ((LAND, 3.0), (INK, 0.9)):
        if lines:
            shape(parent, "path", d=write_path(lines, closed=False), stroke=colour, stroke_width=width)


def draw_names(parent: Element, labels: Sequence[Label]) -> None:
    """Names in letters with a rim of paper."""
    looks: dict[str, dict[str, str | float]] = {
        "place": {"fill": INK},
        "region": {"fill": REGION_INK, "letter_spacing": f"{(SPACED - 1) / 2:.2f}em"},
        "river": {"fill": BLUE_GREY, "font_family": SERIF, "font_style": "italic"},
    }
    for one in labels:
        look = dict(looks[one.kind])
        if one.spot and one.spot.status is None:
            look["fill"] = GREY
        if one.bold:
            look["font_weight"] = 700
        if one.turn:
            look["transform"] = f"rotate({one.turn:.1f} {one.x:.2f} {one.y:.2f})"
        rim: dict[str, str | float] = {"stroke": LAND, "stroke_width": 3.2, "stroke_linejoin": "round"}
        text(
            parent,
            one.words,
            one.x,
            one.y,
            one.size,
            text_anchor=one.anchor,
            paint_order="stroke",
            **{"class": f"name {one.kind}"},
            **rim,
            **look,
        )

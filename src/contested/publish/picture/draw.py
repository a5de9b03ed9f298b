"""An account, a theatre and a day, in; a still map of who holds what, as one SVG document, out.

Units are points of a sheet that is 1,000 wide; how many pixels it takes is said beside. The same account gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct

from contested.model import Account
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables.layers import stand_on
from contested.publish.exports.tables.licences import Licences
from contested.publish.exports.tables.text import sound, title
from contested.publish.picture.column import draw_column, list_key, list_notes
from contested.publish.picture.ground import draw_ground
from contested.publish.picture.letters import measure, shorten, wrap
from contested.publish.picture.marks import GREY, INK, LAND, PAPER, draw_mark, draw_patterns
from contested.publish.picture.names import SPACED, Label, place_names
from contested.publish.picture.paths import write_path
from contested.publish.picture.spots import Spot, Taken, choose_drawn, find_spots
from contested.publish.picture.svg import SANS, SERIF, Element, root, shape, text
from contested.publish.picture.view import Frame, View, centre_view, fit_view
from contested.publish.site.pins import find_pins
from contested.publish.words import Words, load_words, say_day, state_sentence
from contested.sphere import Box
from contested.theatres import Theatre

WIDTH, HEIGHT = 1000.0, 750.0  # of the sheet; it grows where there is more to say
EDGE = 22.0
COLUMN = 238.0
TITLE, DAY, FOOT = 27.0, 16.0, 11.0
TOP = 84.0  # where the map begins
BAR = 120.0  # units that the scale bar takes at most
BLUE_GREY, REGION_INK = "#577389", "#77746a"


class Picture(Struct, frozen=True):
    """A drawing, and how many places it shows; `crowded` more had no room."""

    svg: str
    places: int
    crowded: int
    labels: tuple[Label, ...]


def draw_picture(account: Account, theatre: Theatre, settings: ExportSettings) -> Picture:
    """The picture of the settings' day, around their place where they name one."""
    words, on = load_words(theatre), settings.as_of
    foot = list_foot(account, settings, words)
    frame = Frame(EDGE, TOP, WIDTH - 2 * EDGE - COLUMN - 16, HEIGHT - TOP - 22 - len(foot) * 1.4 * FOOT)
    pins = find_pins(account)
    view = choose_view(frame, settings) or fit_view(frame, pins, theatre.geometry("outlines"))
    around = settings.view.around.place_id if settings.view and settings.view.around else ""
    spots = find_spots(pins, view, on, settings.status_on, around)
    drawn = choose_drawn(spots)
    crowded = sum(one.status is not None for one in spots) - len(drawn)

    sheet = start_sheet(settings, words)
    draw_patterns(shape(sheet, "defs"), theatre)
    draw_head(sheet, settings, words)
    taken = Taken()
    inset = shape(sheet, "svg", x=0, y=0, width=WIDTH, height=HEIGHT)
    clip = shape(shape(inset, "defs"), "clipPath", id="map")
    shape(clip, "rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height)
    chart = shape(inset, "g", clip_path="url(#map)")
    draw_ground(chart, account, theatre, view, on)
    furniture = shape(inset, "g")
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
    shape(
        inset, "rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, fill="none", stroke=GREY
    )
    rows = list_key(words, [*drawn, *named], {one.state for one in stand_on(account, on)})
    notes = list_notes(account, drawn, crowded, on, words)
    end = draw_column(sheet, rows, notes, frame.x + frame.width + 16, TOP + 10, COLUMN)
    bottom = draw_foot(sheet, foot, max(frame.y + frame.height, end) + 18)
    finish_sheet(sheet, inset, settings, max(HEIGHT, bottom))
    svg = etree.tostring(sheet, encoding="unicode")
    return Picture(f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n', len(drawn), crowded, tuple(labels))


def choose_view(frame: Frame, settings: ExportSettings) -> View | None:
    """The view that was asked for, if any was."""
    view = settings.view
    return centre_view(frame, view.around.lat, view.around.lon, view.km) if view and view.around else None


def start_sheet(settings: ExportSettings, words: Words) -> Element:
    """The document, with what it is in words for whoever cannot see it, and whose it is for programs."""
    sheet = root(version="1.1", font_family=SANS, fill=INK, role="img")
    day = words.wording.picture["day"].format(day=say_day(settings.as_of, words))
    shape(sheet, "title").text = f"{title(settings.desk_name)}: {day}"
    shape(sheet, "desc").text = sound(settings.notice)
    shape(sheet, "metadata").text = sound(json.dumps(settings.about, ensure_ascii=False))
    shape(sheet, "rect", id="paper", width=WIDTH, fill=PAPER)
    return sheet


def finish_sheet(sheet: Element, inset: Element, settings: ExportSettings, height: float) -> None:
    """How high it has become."""
    height = float(round(height))
    pixels = settings.view.width if settings.view else WIDTH
    for name, value in (
        ("viewBox", f"0 0 {WIDTH:g} {height:g}"),
        ("width", f"{pixels:g}"),
        ("height", f"{round(pixels * height / WIDTH)}"),
    ):
        sheet.set(name, value)
    inset.set("height", f"{height:g}")
    next(one for one in sheet if one.get("id") == "paper").set("height", f"{height:g}")


def draw_head(sheet: Element, settings: ExportSettings, words: Words) -> None:
    said, room = words.wording.picture, WIDTH - 2 * EDGE
    heading = title(settings.desk_name)
    text(
        sheet,
        shorten(heading, TITLE, room, bold=True),
        EDGE,
        42,
        TITLE,
        font_family=SERIF,
        font_weight=700,
    )
    day = said["day"].format(day=say_day(settings.as_of, words))
    text(sheet, shorten(day, DAY, room), EDGE, 67, DAY, fill=GREY)


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


def list_foot(account: Account, settings: ExportSettings, words: Words) -> list[str]:
    """Borders, credits, and for whom it is made, as lines across the sheet."""
    said = words.wording.picture
    licences = [f"{one['source']}: {one['licence']}" for one in Licences(words.theatre).credit(account)]
    sentences = []
    if words.theatre.settings.borders_note:
        sentences.append(words.theatre.settings.borders_note)
    if credits := (*settings.credits, *licences):
        sentences.append(said["credits"].format(credits=said["between"].join(credits)))
    sentences.append(" ".join((said[settings.audience], settings.notice)))
    return [line for one in sentences for line in wrap(title(one), FOOT, WIDTH - 2 * EDGE)]


def draw_foot(sheet: Element, lines: Sequence[str], y: float) -> float:
    for number, line in enumerate(lines):
        text(sheet, line, EDGE, y + number * 1.4 * FOOT, FOOT, fill=GREY)
    return y + len(lines) * 1.4 * FOOT + 4

"""An account, a theatre and a day, in; a still map of who holds what, as one SVG document, out.

Units are points of a sheet that is 1,000 wide; how many pixels it takes is said beside. The same account gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct
from msgspec.structs import replace

from contested.model import NO_OUTLINE, Account
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables.layers import stand_on
from contested.publish.exports.tables.text import sound, title
from contested.publish.licences import Licences
from contested.publish.picture.chart import draw_chart
from contested.publish.picture.column import draw_column, list_key, list_notes
from contested.publish.picture.letters import shorten, wrap
from contested.publish.picture.marks import GREY, INK, PAPER, draw_patterns
from contested.publish.picture.names import Label
from contested.publish.picture.svg import SANS, SERIF, Element, root, shape, text
from contested.publish.picture.view import Frame
from contested.publish.site.pins import find_pins
from contested.publish.words import Words, load_words, say_day
from contested.theatres import Theatre

WIDTH, HEIGHT = 1000.0, 750.0  # of the sheet; it grows where there is more to say
EDGE, GAP = 22.0, 16.0
COLUMN = 238.0
TITLE, DAY, FOOT = 27.0, 16.0, 11.0
LINE = 1.4 * FOOT
TOP = 84.0  # where the map begins


class Picture(Struct, frozen=True):
    """A drawing, and how many places it shows; `crowded` more had no room. `labels` are its names, `frame` where the map
    is."""

    svg: str
    places: int
    crowded: int
    labels: tuple[Label, ...]
    frame: Frame


def draw_picture(account: Account, theatre: Theatre, settings: ExportSettings) -> Picture:
    """The picture of the settings' day, around their place where they name one."""
    words = load_words(theatre)
    foot = list_foot(account, settings, words)
    frame = Frame(EDGE, TOP, WIDTH - 2 * EDGE - COLUMN - GAP, HEIGHT - TOP - 22 - len(foot) * LINE)
    picture, end = draw_sheet(account, words, settings, frame, foot)
    if end > frame.y + frame.height:
        # The words beside the map need more room than it has: it grows with them.
        frame = replace(frame, height=float(round(end - frame.y)))
        picture, _ = draw_sheet(account, words, settings, frame, foot)
    return picture


def draw_sheet(
    account: Account, words: Words, settings: ExportSettings, frame: Frame, foot: Sequence[str]
) -> tuple[Picture, float]:
    """The drawing with its map in a frame, and where the column beside that ends."""
    sheet = start_sheet(settings, words)
    draw_patterns(shape(sheet, "defs"), words.theatre)
    draw_head(sheet, settings, words)
    # By itself in the sheet, so that whoever takes only the map has all that belongs to it.
    inset = shape(sheet, "g", id="chart")
    chart = draw_chart(inset, account, find_pins(account), words, settings, frame)
    grounds = {one.state for one in stand_on(account, settings.as_of) if one.outline != NO_OUTLINE}
    rows = list_key(words, [*chart.drawn, *chart.named], grounds)
    notes = list_notes(account, chart.drawn, chart.crowded, settings.as_of, words)
    end = draw_column(sheet, rows, notes, frame.x + frame.width + GAP, TOP + 10, COLUMN)
    bottom = draw_foot(sheet, foot, max(frame.y + frame.height, end - GAP) + 18)
    finish_sheet(sheet, settings, max(HEIGHT, bottom))
    svg = f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(sheet, encoding="unicode")}\n'
    return Picture(svg, len(chart.drawn), chart.crowded, chart.labels, frame), end - 12


def start_sheet(settings: ExportSettings, words: Words) -> Element:
    """The document, with what it is in words for whoever cannot see it, and whose it is for programs."""
    sheet = root(version="1.1", font_family=SANS, fill=INK, role="img")
    day = words.wording.picture["day"].format(day=say_day(settings.as_of, words))
    shape(sheet, "title").text = f"{title(settings.desk_name)}: {day}"
    shape(sheet, "desc").text = sound(settings.notice)
    shape(sheet, "metadata").text = sound(json.dumps(settings.about, ensure_ascii=False))
    shape(sheet, "rect", id="paper", width=WIDTH, fill=PAPER)
    return sheet


def finish_sheet(sheet: Element, settings: ExportSettings, height: float) -> None:
    """How high it has become."""
    height = float(round(height))
    pixels = settings.view.width if settings.view else WIDTH
    for name, value in (
        ("viewBox", f"0 0 {WIDTH:g} {height:g}"),
        ("width", f"{pixels:g}"),
        ("height", f"{round(pixels * height / WIDTH)}"),
    ):
        sheet.set(name, value)
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
        text(sheet, line, EDGE, y + number * LINE, FOOT, fill=GREY)
    return y + len(lines) * LINE + 4

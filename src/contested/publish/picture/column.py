"""What the marks of a picture mean, what it rests on and what is not known, in words, in; a column of them beside the map, out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from contested.model import CONTESTED, UNKNOWN, Account, Day, Status
from contested.publish.picture.letters import wrap
from contested.publish.picture.marks import GREY, LAND, RULINGS, Look, draw_mark, tint
from contested.publish.picture.spots import Spot
from contested.publish.picture.svg import SERIF, Element, shape, text
from contested.publish.words import Words, capitalise, count_reports, say_day, say_number, say_state
from contested.publish.words import count_origins as say_origins
from contested.reconcile.status import count_origins

SIZE, LINE = 12.5, 15.5
HEADING = 16.0
SIGN = 6.0  # radius of a mark in the key
SIGNS = 66.0  # units that the signs of a row take
SURE = (0.95, 0.75, 0.55)
LEVELS = (0.9, 0.65, 0.5)
SWATCH = 12.0
SURELY = 0.8  # from here on, words call it very probable
PLAIN = Look(style="named")


class Row(Struct, frozen=True):
    """An entry of the key: what draws its signs from a point on, and the words."""

    draw: Callable[[Element, float, float], None]
    words: str


def draw_column(
    parent: Element,
    rows: Sequence[Row],
    notes: Sequence[tuple[str, Sequence[str]]],
    x: float,
    y: float,
    width: float,
) -> float:
    """Draws the key and, under headings, the notes; returns where they end."""
    for row in rows:
        lines = wrap(row.words, SIZE, width - SIGNS)
        row.draw(parent, x, y)
        for number, line in enumerate(lines):
            text(parent, line, x + SIGNS, y + 4.5 + number * LINE, SIZE)
        y += max(19.0, len(lines) * LINE + 4)
    y += 10
    for heading, sentences in notes:
        text(parent, heading, x, y + 6, HEADING, font_family=SERIF, font_weight=700)
        y += 25
        for line in (line for one in sentences for line in wrap(one, SIZE, width)):
            text(parent, line, x, y, SIZE)
            y += LINE
        y += 12
    return y


def list_key(words: Words, spots: Sequence[Spot], grounds: Collection[str]) -> list[Row]:
    """What can be seen on this map: of signs that it does not have, nothing is said. `grounds` are the states that ground is
    drawn in."""
    said = words.wording.picture
    colours = {side.code: side.colour for side in words.theatre.sides}
    holders = words.theatre.holders
    looks = [one.find_look(words.theatre) for one in spots]
    rows = []
    for number, side in enumerate(holders):
        fades = [Look(style="held", colour=colours[side], sure=sure, ruling=number) for sure in SURE]
        rows.append(Row(signs(fades), capitalise(said["held"].format(held=say_state(side, words)))))
    if grounds:
        rows.append(Row(ground_signs([colours[side] for side in holders]), said["ground"]))
    first = Look(style="held", colour=colours[holders[0]], sure=0.8) if holders else PLAIN
    other = colours[holders[1]] if len(holders) > 1 else None
    for look, key in (
        (Look(style="hatch"), "contested"),
        (Look(style="dots"), "unknown"),
        (Look(style="claimed", colour=other or first.colour), "claimed"),
        (PLAIN, "named"),
    ):
        if any(one.style == look.style for one in looks):
            rows.append(Row(signs([look]), said[key]))
    rings = [
        ("rival", [replace(one, dotted=False) for one in looks if one.ring not in (None, GREY)]),
        ("disputed", [replace(one, ring=GREY) for one in looks if one.dotted]),
    ]
    for key, ringed in rings:
        if ringed:
            rows.append(Row(signs(ringed[:1]), said[key]))
    if CONTESTED in grounds:
        rows.append(Row(swatch("url(#hatch-ground)"), said["ground_contested"]))
    if grounds:
        rows.append(Row(swatch("url(#screen)"), said["ground_unknown"]))
    return rows


def signs(looks: Sequence[Look]) -> Callable[[Element, float, float], None]:
    def draw(parent: Element, x: float, y: float) -> None:
        for number, look in enumerate(looks):
            draw_mark(parent, look, x + 11 + number * 20, y, SIGN)

    return draw


def swatch(fill: str) -> Callable[[Element, float, float], None]:
    def draw(parent: Element, x: float, y: float) -> None:
        for one in (LAND, fill):
            shape(
                parent,
                "rect",
                x=x + 2,
                y=y - 6,
                width=56,
                height=SWATCH,
                fill=one,
                stroke=GREY,
                stroke_width=0.5,
            )

    return draw


def ground_signs(colours: Sequence[str]) -> Callable[[Element, float, float], None]:
    """The ground of one side fading into that of the next."""

    def draw(parent: Element, x: float, y: float) -> None:
        shades = [(colours[0], level, 0) for level in LEVELS]
        for ruling, (_, colour) in enumerate(pairwise(colours), 1):
            shades += [(colour, level, ruling) for level in reversed(LEVELS)]
        wide = 56 / len(shades)
        for number, (colour, level, ruling) in enumerate(shades):
            box: dict[str, float] = {
                "x": x + 2 + wide * number,
                "y": y - 6,
                "width": wide,
                "height": SWATCH,
            }
            shape(parent, "rect", fill=tint(colour, level), **box)
            if ruling in RULINGS:
                shape(parent, "rect", fill=f"url(#ground-{ruling})", **box)

    return draw


def list_notes(
    account: Account, spots: Sequence[Spot], crowded: int, on: Day, words: Words
) -> list[tuple[str, list[str]]]:
    """What is not known, and what the picture rests on."""
    said = words.wording.picture
    told = [one for one in spots if one.status]
    if not told:
        return [(said["open"], [said["nothing"]])]
    return [
        (said["open"], list_open(account, told, crowded, on, words)),
        (said["evidence"], [*list_evidence(told, words), said["method"]]),
    ]


def list_open(account: Account, told: Sequence[Spot], crowded: int, on: Day, words: Words) -> list[str]:
    said = words.wording.picture
    statuses = [one.status for one in told if one.status]
    number = {
        "contested": sum(one.state == CONTESTED for one in statuses),
        "unknown": sum(one.state == UNKNOWN for one in statuses),
        "unsure": sum(one.probabilities.get(one.state, 1.0) < SURELY for one in statuses if is_held(one)),
        "rival": sum(bool(one.find_look(words.theatre).ring) for one in told),
    }
    parts = [said[f"open_{key}"].format(number=count) for key, count in number.items() if count]
    drawn = capitalise(said["open_places"].format(places=say_number(len(told), words)))
    sentences = [" ".join([drawn, *(parts or [said["open_none"]])])]
    if crowded:
        sentences.append(capitalise(said["crowded"].format(number=say_number(crowded, words))))
    known = [one for one in account.areas.days if one.on <= on] if account.areas else []
    if account.areas and known:
        sentences.append(
            said["open_ground"].format(
                doubtful=f"{coarse(known[-1].doubtful):,}",
                spoken=f"{coarse(known[-1].spoken):,}",
                reach=f"{account.areas.reach_km:g}",
            )
        )
    return sentences


def is_held(status: Status) -> bool:
    return status.state not in (CONTESTED, UNKNOWN)


def coarse(area: int) -> int:
    """Square kilometres as they are printed: nobody knows them to the last."""
    return area if area < 100 else round(area, -1)


def list_evidence(told: Sequence[Spot], words: Words) -> list[str]:
    """From how many reports and independent origins, and the last day that they speak of."""
    statuses = [one.status for one in told if one.status]
    heard = [one for status in statuses for one in status.evidence if one.on <= status.on]
    last = max((one.last_evidence for one in statuses if one.last_evidence), default=None)
    if not heard or last is None:
        return []
    reports = {report_id for one in heard for report_id in one.reports}
    return [
        words.wording.picture["rests"].format(
            reports=count_reports(len(reports), words),
            origins=say_origins(count_origins(heard), words),
            day=say_day(last, words),
        )
    ]

"""How a place stands on a day, in; its mark, out: as the page draws it (page/src/marks.js).

Saturation is certainty; contested is a hatch of both sides; not known is a dot screen. In grey print sides of equal
lightness are alike, so each side but the first has lines of paper of its own.
"""

from __future__ import annotations

from msgspec import Struct

from contested.model import UNKNOWN, Status
from contested.publish.picture.svg import Element, shape
from contested.theatres import Theatre

PAPER, LAND = "#f6f4ee", "#fbfaf6"
INK, GREY = "#1f2328", "#5b616a"
GROUND = 0.6  # ground is paler than the marks on it
SIZES = ((100_000, 11.0), (10_000, 9.0), (1_000, 7.0), (0, 5.5))  # inhabitants, units
NAMED = 2.5  # the radius of a place of which nobody tells who holds it
RULINGS = (1, 2)  # of the second side and the third
SEAM = 0.8  # units of paper between the stripes of a hatch


class Look(Struct, frozen=True, kw_only=True):
    """What a mark looks like; `ring` is the colour of the ring around it, `dotted` how that is drawn."""

    style: str
    colour: str = GREY
    sure: float = 0.0
    ruling: int = 0
    ring: str | None = None
    dotted: bool = False


def find_radius(population: int) -> float:
    return next(radius for least, radius in SIZES if population >= least)


def find_look(status: Status | None, theatre: Theatre) -> Look:
    """How a place is drawn that stands so; null is one of which nobody tells."""
    if status is None:
        return Look(style="named")
    colours = {side.code: side.colour for side in theatre.sides}
    holders = theatre.holders
    claimants = [side for side in holders if side in status.claimed and status.claimed[side].state == side]
    rival = next((side for side in claimants if side != status.state), None)
    ring = None
    if status.state != UNKNOWN:
        ring = colours[rival] if rival else GREY if status.disputed else None
    dotted = ring is not None and status.disputed
    if status.state in holders:
        sure = round(20 * status.probabilities.get(status.state, 0.0)) / 20
        ruling = holders.index(status.state)
        return Look(
            style="held", colour=colours[status.state], sure=sure, ruling=ruling, ring=ring, dotted=dotted
        )
    if status.state != UNKNOWN:
        return Look(style="hatch", ring=ring, dotted=dotted)
    if len(claimants) == 1:
        return Look(style="claimed", colour=colours[claimants[0]])
    return Look(style="dots")


def draw_mark(parent: Element, look: Look, x: float, y: float, radius: float) -> None:
    def disc(size: float, **attributes: str | float) -> None:
        shape(parent, "circle", cx=x, cy=y, r=size, **attributes)

    if look.style == "named":
        disc(NAMED + 1, fill=LAND)
        disc(NAMED, fill=GREY)
        return
    # A rim of paper keeps marks apart from lines and from each other.
    disc(radius + (4.5 if look.ring else 1.5), fill=LAND)
    if look.style == "held":
        edge = mix(look.colour, 0.85)
        disc(radius, fill=mix(look.colour, certainty(look.sure)), stroke=edge, stroke_width=1.25)
        if look.ruling in RULINGS:
            disc(radius - 0.6, fill=f"url(#lines-{look.ruling})")
    elif look.style == "hatch":
        disc(radius, fill="url(#hatch)", stroke=INK, stroke_width=1.25)
    elif look.style == "claimed":
        disc(radius, fill="none", stroke=look.colour, stroke_width=1.75, stroke_dasharray="3 2.2")
    else:
        disc(radius, fill="url(#dots)", stroke=GREY, stroke_width=1.25)
    if look.ring:
        # In grey print the two rings would be one.
        dashes = {"stroke_dasharray": "1.6 1.8"} if look.dotted else {}
        disc(radius + 3.2, fill="none", stroke=look.ring, stroke_width=1.75, **dashes)


def certainty(chance: float) -> float:
    """Share of full colour at a probability: almost paper at 55 per cent, all of it from 95 on."""
    return min(1.0, max(0.1, (chance - 0.5) / 0.45))


def tint(colour: str, level: float) -> str:
    """Of ground that a side holds by at least so much."""
    return mix(colour, GROUND * certainty(level + 0.07))


def mix(colour: str, share: float) -> str:
    """`share` of a colour (`#rrggbb`) on paper."""
    parts = [[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in (colour, LAND)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(*parts, strict=True))


def draw_patterns(parent: Element, theatre: Theatre) -> None:
    """What marks and ground are filled with."""
    colours = [side.colour for side in theatre.sides if side.holds]
    hatch(parent, "hatch", colours)
    hatch(parent, "hatch-ground", [mix(one, 0.75 * GROUND) for one in colours])
    for name, step, size, shade in (("dots", 3.0, 0.65, 1.0), ("screen", 6.0, 0.5, 0.3)):
        tile = pattern(parent, name, step, step)
        for at in (step / 4, 3 * step / 4):
            shape(tile, "circle", cx=at, cy=at, r=size, fill=GREY, fill_opacity=shade)
    for name, step, shade in (("lines", 4.0, 0.75), ("ground", 6.0, 0.45)):
        for ruling in RULINGS:
            tile = pattern(parent, f"{name}-{ruling}", step, step)
            wide, high = (step, 1.0) if ruling == 1 else (1.0, step)
            shape(tile, "rect", width=wide, height=high, fill=LAND, fill_opacity=shade)


def hatch(parent: Element, name: str, colours: list[str]) -> None:
    step = 4.0
    tile = pattern(parent, name, step * len(colours), step, patternTransform="rotate(45)")
    shape(tile, "rect", width=step * len(colours), height=step, fill=LAND)
    for number, colour in enumerate(colours):
        shape(tile, "rect", x=step * number, width=step - SEAM, height=step, fill=colour)


def pattern(parent: Element, name: str, width: float, height: float, **attributes: str) -> Element:
    return shape(
        parent,
        "pattern",
        id=name,
        width=width,
        height=height,
        patternUnits="userSpaceOnUse",
        **attributes,
    )

"""A drawing in SVG, in; the same as PNG, in the fonts that this machine has, out. Needs resvg (`contested[exports]`)."""

from __future__ import annotations

from typing import Any

from contested.errors import UsageError
from contested.publish.picture.svg import NAMESPACE

PROBE = '<svg xmlns="{ns}" width="20" height="20"><text x="2" y="16" font-size="16">{letter}</text></svg>'


def load_resvg() -> Any:
    """Raises UsageError where it is not installed."""
    try:
        import resvg_py
    except ImportError as error:
        raise UsageError(
            "export map: a .png needs resvg; install it with: pip install 'contested[exports]'; "
            "or write a .svg, which needs nothing more"
        ) from error
    return resvg_py


def has_letters(skip_system_fonts: bool = False) -> bool:
    """Whether words are drawn: a sheet with one letter is another picture than an empty one."""
    resvg = load_resvg()
    probes = [PROBE.format(ns=NAMESPACE, letter=letter) for letter in ("A", "")]
    drawn = {resvg.svg_to_bytes(svg_string=one, skip_system_fonts=skip_system_fonts) for one in probes}
    return len(drawn) == 2


def make_png(svg: str, pixels: int) -> bytes:
    """The drawing at a width in pixels. Raises UsageError where resvg or all fonts are missing: a map without words says
    less than none."""
    resvg = load_resvg()
    if not has_letters():
        raise UsageError(
            "export map: a .png is lettered in the fonts of this machine, and it has none; install one "
            "(Debian: apt install fonts-dejavu-core), or write a .svg"
        )
    png: bytes = resvg.svg_to_bytes(svg_string=svg, width=pixels)
    return png

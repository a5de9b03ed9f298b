"""A figure as a report gives it, in; the same in square kilometres where it is an area, out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from contested.model import Figure

# "About 1,250" may be so much more or less, as a share. Newspapers round to the nearest ten or hundred.
ABOUT = 0.1


@cache
def read_units() -> dict[str, float]:
    """What one unit of area is in km², by how its name begins."""
    file = resources.files("contested.reconcile.areas").joinpath("units.toml")
    units: dict[str, float] = tomllib.loads(file.read_text("utf-8"))["km2"]
    return units


def area_of(figure: Figure) -> tuple[float | None, float | None] | None:
    """The bounds of a figure in km², each null where it has none; None where it is no area or says nothing.

    An approximate one is wider by a tenth.
    """
    unit = " ".join(figure.unit.lower().replace(".", " ").split())
    size = next((size for start, size in read_units().items() if unit.startswith(start)), None)
    if size is None or (figure.low is None and figure.high is None):
        return None
    spread = ABOUT if figure.approximate else 0.0
    low = None if figure.low is None else figure.low * size * (1 - spread)
    high = None if figure.high is None else figure.high * size * (1 + spread)
    return low, high

"""A line of a report, in; whether it is page furniture, or whose credit it is, out (`furniture.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

LONGEST = 160  # characters; a longer line is prose and is not looked at, so that no pattern can be slow


class Furniture(NamedTuple):
    """Compiled patterns for whole lines. Those of credits have a group `name`."""

    lines: tuple[re.Pattern[str], ...]
    credits: tuple[re.Pattern[str], ...]


@cache
def furniture() -> Furniture:
    """The patterns of every language together: a page's frame need not speak the page's language."""
    table = tomllib.loads(resources.files("contested.ingest").joinpath("furniture.toml").read_text("utf-8"))
    return Furniture(
        lines=tuple(re.compile(one, re.IGNORECASE) for group in table["lines"].values() for one in group),
        credits=tuple(re.compile(one) for one in table["credits"]),
    )


def is_furniture(line: str) -> bool:
    """Whether the whole line is page furniture."""
    return len(line) <= LONGEST and any(one.fullmatch(line) for one in furniture().lines)


def find_credit(line: str) -> str | None:
    """Whom the whole line credits ("(The Composed Post)", "— CPA"), or null."""
    if len(line) > LONGEST:
        return None
    matches = (one.fullmatch(line) for one in furniture().credits)
    return next((match["name"] for match in matches if match), None)


def cut_furniture(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that are text, and the credits that stood before the first or after the last of them."""
    kept = [line for line in lines if find_credit(line) or not is_furniture(line)]
    head = 0
    while head < len(kept) and find_credit(kept[head]):
        head += 1
    foot = len(kept)
    while foot > head and find_credit(kept[foot - 1]):
        foot -= 1
    credits = [name for name in map(find_credit, kept[:head] + kept[foot:]) if name]
    return [line for line in kept[head:foot] if not is_furniture(line)], credits

"""What the tests of the command line share: where their reports lie, and what a command leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent.parent
EXAMPLE = TESTS.parent / "examples" / "kupiansk"
TINY = TESTS / "theatres" / "tiny"


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]

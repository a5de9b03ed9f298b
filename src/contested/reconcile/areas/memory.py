"""What tiles of ground looked like when they were drawn before, in; the same for another time, out.

The user's cache keeps each tile's looks by the chances of its places. They can be made again from the controls: a file
that is missing or of another program costs time and changes nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import contourpy
import numpy as np

from contested.cache import name_maker, read_cached, write_cached
from contested.reconcile.areas.ground import Key
from contested.reconcile.areas.looks import Looks

HERE = Path(__file__).parent
# What draws beside this program.
LIBRARIES = (np.__version__, contourpy.__version__)


class AreaMemory:
    """The looks of tiles drawn on some ground (anything that names it), kept in a file; without one nothing is known, and
    nothing is kept."""

    def __init__(self, file: Path | None, ground: Any) -> None:
        self.file = file
        self.made_by = name_maker(sorted(HERE.glob("*.py")), LIBRARIES, ground) if file else b""
        self.before = (read_cached(file, dict[Key, Looks], self.made_by) if file else None) or {}
        self.tiles: dict[Key, Looks] = {}

    def save(self) -> None:
        """Keeps the tiles that were noted, if any of them is another than before."""
        if self.file is not None and self.tiles != self.before:
            write_cached(self.file, self.tiles, self.made_by)

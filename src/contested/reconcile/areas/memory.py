"""What tiles of ground looked like when they were drawn before, in; the same for another time, out.

The user's cache keeps each tile's looks by the chances of its places. They can be made again from the controls: a file
that is missing or of another program costs time and changes nothing else.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import contourpy
import msgspec
import numpy as np
from msgspec import Struct

from contested.cache import read_cached, write_cached
from contested.reconcile.areas.ground import Key
from contested.reconcile.areas.looks import Looks

HERE = Path(__file__).parent


class Kept(Struct, array_like=True):
    """What is on the disk; `made_by` names the program that drew the tiles, and what they are drawn on."""

    made_by: bytes
    tiles: dict[Key, Looks]


class AreaMemory:
    """The looks of tiles drawn on some ground (anything that names it), kept in a file; without one nothing is known, and
    nothing is kept."""

    def __init__(self, file: Path | None, ground: Any) -> None:
        self.file = file
        self.made_by = name_maker(ground) if file else b""
        kept = read_cached(file, Kept) if file else None
        self.before = kept.tiles if kept and kept.made_by == self.made_by else {}
        self.tiles: dict[Key, Looks] = {}

    def save(self) -> None:
        """Keeps the tiles that were noted, if any of them is another than before."""
        if self.file is not None and self.tiles != self.before:
            write_cached(self.file, Kept(self.made_by, self.tiles))


def name_maker(ground: Any) -> bytes:
    """A digest of the program that draws with its libraries, and of the ground."""
    libraries = (np.__version__, contourpy.__version__)
    digest = hashlib.blake2b(msgspec.msgpack.encode((libraries, ground)), digest_size=16)
    for file in sorted(HERE.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()

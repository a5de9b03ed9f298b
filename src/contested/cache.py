"""Files of the user's cache: what can be made again, kept because that takes time.

One that is missing, damaged or of another shape is none, and a cache that cannot be written is done without.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Kept = TypeVar("Kept")


def cache_folder() -> Path:
    """The program's folder in the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "contested"


def read_cached(file: Path, kind: type[Kept]) -> Kept | None:
    """What a file keeps, if it is of that kind."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.msgpack.decode(file.read_bytes(), type=kind)
    return None


def write_cached(file: Path, value: Any) -> None:
    """Keeps it, in place of what was kept there; two that do so at once do not meet."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.msgpack.encode(value))
        draft.replace(file)

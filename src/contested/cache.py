"""Files of the user's cache: what can be made again, kept because that takes time.

One that is missing, damaged, of another shape or made by another program is none, and a cache that cannot be written is
done without.
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

PACKAGE = Path(__file__).parent
FORGOTTEN = 90 * 86_400  # seconds after which what nothing was added to is not kept any longer
Kept = TypeVar("Kept")


def cache_folder() -> Path:
    """The program's folder in the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "contested"


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage in rings. Millions of records are made and kept, which hold none, and every few
    thousand all of them would be gone through again: that takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def key_of(value: Any) -> bytes:
    """The same key for the same value, and only for that."""
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=16).digest()


def name_maker(files: Iterable[Path], *given: Any) -> bytes:
    """A name for the files of this program that make something, and for what else they are `given`."""
    read = [(file.relative_to(PACKAGE).as_posix(), file.read_bytes()) for file in files]
    return key_of((read, given))


def sweep(folder: Path) -> None:
    """Removes the files of a folder of the cache to which nothing has come for long: of desks that are gone."""
    with suppress(OSError):
        for file in folder.iterdir():
            if file.stat().st_mtime < time.time() - FORGOTTEN:
                file.unlink()


def read_cached(file: Path, kind: type[Kept], made_by: bytes = b"") -> Kept | None:
    """What a file keeps, if it is of that kind and made by that."""
    with suppress(OSError, msgspec.DecodeError):
        maker, value = msgspec.msgpack.decode(file.read_bytes(), type=tuple[bytes, kind])  # type: ignore[valid-type]
        return value if maker == made_by else None
    return None


def write_cached(file: Path, value: Any, made_by: bytes = b"") -> None:
    """Keeps it, in place of what was kept there; two that do so at once do not meet."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.msgpack.encode((made_by, value)))
        draft.replace(file)

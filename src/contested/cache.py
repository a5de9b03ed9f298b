"""Files of the user's cache: what can be made again, kept because that takes time.

One that is missing, damaged, of another shape or made by another program is none, and a cache that cannot be written is
done without.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

PACKAGE = Path(__file__).parent
FORGOTTEN = 90 * 86_400  # seconds after which what nothing was added to is not kept any longer
Kept = TypeVar("Kept")


def cache_folder() -> Path:
    """The program's folder in the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "contested"


def key_of(value: Any) -> bytes:
    """The same key for the same value, and only for that."""
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=16).digest()


def program_files(apart: Collection[str] = ()) -> Iterator[Path]:
    """The files of this program and its data, but for the rooms that stand `apart`."""
    for room in sorted(PACKAGE.iterdir()):
        if room.name not in apart:
            files = sorted(room.rglob("*")) if room.is_dir() else [room]
            yield from (one for one in files if one.suffix in (".py", ".toml"))


def name_maker(files: Iterable[Path], *given: Any) -> bytes:
    """A name for the files of this program that make something, and for what else they are `given`."""
    read = [(file.relative_to(PACKAGE).as_posix(), file.read_bytes()) for file in files]
    return key_of((read, given))


def sweep(kept: Iterable[Path]) -> None:
    """Removes those files and folders of the cache to which nothing has come for long: of desks that are gone."""
    for one in kept:
        with suppress(OSError):
            if one.stat().st_mtime < time.time() - FORGOTTEN:
                shutil.rmtree(one) if one.is_dir() else one.unlink()


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

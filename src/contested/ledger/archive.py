"""Bytes as they came, in; the same bytes by their SHA-256, out.

A file is written beside its place, synced and renamed, so that whatever stands in the archive is whole. A kill
can leave a `.…-part` file behind; nothing reads it.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from contested.errors import ContestedError

# Files synced at a time: the disk syncs many almost as fast as one. 1,000 small files on a busy disk took
# 4.2 to 6.8 s one by one, 2.2 to 3.0 s with 4 writers, 1.3 to 3.0 s with 16.
WRITERS = 8


class ArchiveError(ContestedError):
    """A file of the archive is missing, or its bytes are not those that it is named for."""


class Archive(Struct, frozen=True):
    """A folder of files `ab/abcdef…`, each named by the SHA-256 of its bytes."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash stand."""
        return self.folder / sha256[:2] / sha256

    def write(self, blobs: Iterable[bytes]) -> None:
        """Keep the blobs; on return they survive a power cut. What is held whole is not written again."""
        by_path = {self.path(hashlib.sha256(blob).hexdigest()): blob for blob in blobs}
        with ThreadPoolExecutor(WRITERS) as pool:
            # Listed, so that what a writer raises is raised here.
            list(pool.map(keep_file, by_path.keys(), by_path.values()))
            list(pool.map(keep_names, {path.parent for path in by_path} | {self.folder}))

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises ArchiveError where they are missing or damaged."""
        path = self.path(sha256)
        try:
            blob = path.read_bytes()
        except FileNotFoundError as error:
            raise ArchiveError(
                f"{path}: is missing; restore it from a backup, or add its report again"
            ) from error
        found = hashlib.sha256(blob).hexdigest()
        if found != sha256:
            raise ArchiveError(
                f"{path}: is damaged, its bytes hash to {found}; restore it from a backup, or add its report again"
            )
        return blob

    def destroy(self, sha256: str) -> None:
        """Remove the bytes with this hash, and what a kill left of their writing; on return that survives a power cut."""
        path = self.path(sha256)
        for file in (path, *path.parent.glob(f".{sha256}-*-part")):
            file.unlink(missing_ok=True)
        keep_names(path.parent)


def keep_file(path: Path, blob: bytes) -> None:
    """Write a file so that it is there whole or not at all; one that is there whole is left alone."""
    # One that went bad is replaced: by its name it is certain what it was.
    if path.is_file() and path.read_bytes() == blob:
        return
    make_folder(path.parent)
    part = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}-part")
    try:
        with part.open("wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise unwritable(path, error) from error


def make_folder(folder: Path) -> None:
    """Raises ArchiveError where a folder cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(path: Path, error: OSError) -> ArchiveError:
    """What is said where the disk does not take a file."""
    return ArchiveError(
        f"{path}: cannot be written: {error.strerror}; make room or mend that, and run it again; "
        "what was confirmed is kept"
    )


def keep_names(folder: Path) -> None:
    """As `sync_folder`, where there is the folder. Raises ArchiveError where the disk refuses."""
    try:
        if folder.is_dir():
            sync_folder(folder)
    except OSError as error:
        raise unwritable(folder, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; a rename alone is not. Raises OSError where the disk refuses."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

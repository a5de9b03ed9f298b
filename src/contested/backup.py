"""A desk, in; one file that holds all of it as of one moment, out, whole or not at all, also while others write.

A gzipped tar: `manifest.json` first, which names every other file with its size and SHA-256, and the ledger's head; then
`ledger.sqlite`, the settings, and the archive. `restore.py` takes it back.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from contested.desk import FILE, Desk
from contested.errors import ContestedError
from contested.ledger import Archive, open_ledger
from contested.ledger.archive import sync_folder
from contested.ledger.connect import connect_database
from contested.ledger.heads import Head
from contested.overrides import FILE as OVERRIDES

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "ledger.sqlite"
ARCHIVE = "archive"
PIECE = 1 << 20  # bytes held in memory at a time


class BackupError(ContestedError):
    """A desk that cannot be backed up, or a backup that cannot be taken back."""


class Kept(Struct, frozen=True):
    """One file of a backup, by its way in the desk."""

    path: str
    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds. `head` is the ledger's, by which a head kept elsewhere can be held against it."""

    format: int
    made_at: str
    head: Head
    files: tuple[Kept, ...]


class Backed(Struct, frozen=True):
    """What was written: the manifest, and what the settings name that lies outside the desk and is not in the backup."""

    manifest: Manifest
    outside: tuple[str, ...]


def back_up(desk: Desk, out: Path, made_at: str, progress: Callable[[int], None] = lambda _: None) -> Backed:
    """Write a backup of a desk; one that stands there is replaced once the new one is whole. Raises BackupError where the
    ledger is not a file of the desk, or a file of the archive is missing or damaged."""
    database = desk.database
    if not isinstance(database, Path):
        raise BackupError(
            "the ledger is in PostgreSQL: back it up with pg_dump first, and then the desk's folder as it is"
        )
    if not database.resolve().is_relative_to(desk.folder):
        raise BackupError(
            f"{database}: lies outside the desk; move it into {desk.folder}, or copy both yourself"
        )
    if not database.is_file():
        raise BackupError(f"{database}: the desk holds no report yet; there is nothing to back up")
    part = out.with_name(f".{out.name}-{os.getpid()}-part")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            snapshot = Path(folder) / DATABASE
            take_snapshot(desk, snapshot)
            settings, outside = find_settings(desk)
            head, hashes = read_snapshot(snapshot, Archive(desk.archive))
            files = {DATABASE: snapshot, **settings}
            kept = [hash_file(path, file) for path, file in files.items()]
            files |= {f"{ARCHIVE}/{one[:2]}/{one}": Archive(desk.archive).path(one) for one in hashes}
            kept += [keep_archived(one, Archive(desk.archive)) for one in hashes]
            manifest = Manifest(format=FORMAT, made_at=made_at, head=head, files=tuple(kept))
            write_tar(part, manifest, files, progress)
        part.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        where = error.filename or part
        raise BackupError(f"{where}: {error.strerror}; make room or mend that, and run it again") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Backed(manifest, tuple(outside))


def take_snapshot(desk: Desk, snapshot: Path) -> None:
    """The database as of one moment; whoever writes meanwhile need not wait."""
    import sqlite3

    with open_ledger(desk) as ledger:
        raw = ledger.engine.raw_connection()
        copy = sqlite3.connect(snapshot)
        try:
            # In one step: the log's readers see one moment.
            raw.driver_connection.backup(copy, pages=-1)  # type: ignore[union-attr]
            copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise BackupError(f"{desk.database}: {error}; see: contested verify") from error
        finally:
            copy.close()
            raw.close()


def read_snapshot(snapshot: Path, archive: Archive) -> tuple[Head, list[str]]:
    """The head of a copied ledger, and the hashes of the bytes that its rows name, sorted."""
    from contested.ledger import Ledger

    with Ledger(connect_database(snapshot), archive) as ledger:
        return ledger.head(), ledger.named_bytes()


def find_settings(desk: Desk) -> tuple[dict[str, Path], list[str]]:
    """The files beside ledger and archive by their way in the desk, and what the settings name elsewhere."""
    folder = desk.folder
    named = [folder / FILE, folder / OVERRIDES]
    theatre = (folder / desk.settings.theatre).resolve()
    if desk.sources is not None:
        named.append(desk.sources.resolve())
    if theatre.is_dir():
        named += sorted(file for file in theatre.rglob("*") if file.is_file())
    files: dict[str, Path] = {}
    outside = []
    for file in named:
        if not file.is_relative_to(folder):
            outside.append(str(file))
        elif file.is_file():
            files[file.relative_to(folder).as_posix()] = file
    return files, outside


def hash_file(path: str, file: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Kept(path, size, digest.hexdigest())


def keep_archived(sha256: str, archive: Archive) -> Kept:
    """A file of the archive: its name is its hash, which is held against its bytes when they are copied."""
    file = archive.path(sha256)
    if not file.is_file():
        raise BackupError(f"{file}: is missing; nothing was backed up; see: contested verify")
    return Kept(f"{ARCHIVE}/{sha256[:2]}/{sha256}", file.stat().st_size, sha256)


def write_tar(
    part: Path, manifest: Manifest, files: dict[str, Path], progress: Callable[[int], None]
) -> None:
    """Write and sync the tar. Raises BackupError where a file is not what the manifest says."""
    with part.open("wb") as stream:
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6, format=tarfile.PAX_FORMAT) as tar:
            written = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
            add_member(tar, MANIFEST, io.BytesIO(written), len(written))
            for kept in manifest.files:
                add_kept(tar, kept, files[kept.path])
                progress(1)
        stream.flush()
        os.fsync(stream.fileno())


def add_kept(tar: tarfile.TarFile, kept: Kept, file: Path) -> None:
    """Copy one file, and see that it is what the manifest says."""
    with file.open("rb") as stream:
        hashed = Hashed(stream.read)
        try:
            add_member(tar, kept.path, hashed, kept.size)
        except OSError as error:
            if error.errno is None:
                raise BackupError(f"{file}: grew shorter while it was copied; run it again") from error
            raise
        if hashed.digest.hexdigest() != kept.sha256 or stream.read(1):
            raise BackupError(f"{file}: is damaged; nothing was backed up; see: contested verify")


class Hashed(io.RawIOBase):
    """Bytes that are hashed as they are read."""

    def __init__(self, source: Callable[[int], bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source(size)
        self.digest.update(piece)
        return piece


def add_member(tar: tarfile.TarFile, path: str, stream: io.IOBase, size: int) -> None:
    """One file without owner or moment: what it is, and nothing of who made it."""
    member = tarfile.TarInfo(path)
    member.size, member.mode = size, 0o600
    tar.addfile(member, stream)

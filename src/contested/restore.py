"""A backup, in; the desk that it holds in a new folder, out, whole or not at all.

What comes in may have been made by anybody. The manifest comes first and says which files there are, how large, and with
which SHA-256; anything else that the tar holds ends it. Nothing stands in its place before all of it was held against that.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import msgspec

from contested.backup import (
    ARCHIVE,
    DATABASE,
    FORMAT,
    MANIFEST,
    PIECE,
    BackupError,
    Kept,
    Manifest,
)
from contested.desk import FILE, open_desk
from contested.errors import SettingsError
from contested.ledger import Archive, Ledger
from contested.ledger.archive import sync_folder
from contested.ledger.connect import connect_database

MOST_MANIFEST = 500_000_000  # bytes: some millions of files
ARCHIVED = re.compile(rf"{ARCHIVE}/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})")


def restore(file: Path, folder: Path, progress: Callable[[int], None] = lambda _: None) -> Manifest:
    """Take a desk back from a backup into a folder that is new or empty. Raises BackupError, with what is wrong, where the
    folder holds something or the backup is not whole; then nothing is there that was not before."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder}: is there already and not empty; give a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-restoring-", dir=folder.parent) as place:
            desk = Path(place) / "desk"
            desk.mkdir()
            manifest = unpack(file, desk, progress)
            place_database(file, desk, manifest)
            sync_all(desk)
            if folder.exists():
                folder.rmdir()
            desk.replace(folder)
        sync_folder(folder.parent)
    except OSError as error:
        where = error.filename or folder
        raise BackupError(f"{where}: {error.strerror or error}; nothing was restored") from error
    return manifest


def unpack(file: Path, desk: Path, progress: Callable[[int], None]) -> Manifest:
    """The files of a backup, each held against the manifest as it is written."""
    try:
        with gzip.open(file) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            manifest = read_manifest(file, tar)
            for kept in manifest.files:
                check_path(file, kept)
                unpack_member(file, tar, kept, desk)
                progress(1)
            extra = tar.next()
            if extra is not None:
                raise BackupError(f"{file}: holds {extra.name[:200]!r}, which its manifest does not name")
            # To the end of the gzip stream, whose own checksum comes last.
            if len(stream.read(PIECE)) == PIECE:
                raise BackupError(f"{file}: goes on after its end; take another copy")
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BackupError(
            f"{file}: is cut short, damaged, or no backup: {error}; take another copy"
        ) from error
    return manifest


def read_manifest(file: Path, tar: tarfile.TarFile) -> Manifest:
    """The manifest, which comes first."""
    member = tar.next()
    if member is None or member.name != MANIFEST or not member.isreg() or member.size > MOST_MANIFEST:
        raise BackupError(f"{file}: is no backup of a desk: no {MANIFEST} comes first")
    stream = tar.extractfile(member)
    try:
        manifest = msgspec.json.decode(stream.read() if stream else b"", type=Manifest)
    except msgspec.DecodeError as error:
        raise BackupError(f"{file}: its {MANIFEST} cannot be read: {error}; take another copy") from error
    if manifest.format != FORMAT:
        raise BackupError(
            f"{file}: is of format {manifest.format}, this code knows {FORMAT}; upgrade contested"
        )
    paths = [kept.path for kept in manifest.files]
    if len(set(paths)) < len(paths) or not {DATABASE, FILE} <= set(paths):
        raise BackupError(f"{file}: its {MANIFEST} names a file twice, or no ledger or settings")
    return manifest


def check_path(file: Path, kept: Kept) -> None:
    """Raises BackupError where a file would lie outside the desk, or an archived one not where its hash says."""
    path = PurePosixPath(kept.path)
    plain = kept.path == str(path) and not path.is_absolute() and ".." not in path.parts
    archived = ARCHIVED.fullmatch(kept.path)
    if kept.path.startswith(f"{ARCHIVE}/"):
        plain = archived is not None and archived[2] == kept.sha256
    if not plain or "\\" in kept.path or "\0" in kept.path or not path.parts:
        raise BackupError(f"{file}: names {kept.path[:200]!r}, which lies outside a desk or is misnamed")


def unpack_member(file: Path, tar: tarfile.TarFile, kept: Kept, desk: Path) -> None:
    """Write the next member, which must be the file that the manifest names next."""
    member = tar.next()
    if member is None:
        raise BackupError(f"{file}: {kept.path} is missing; take another copy")
    if not member.isreg() or (member.name, member.size) != (kept.path, kept.size):
        raise BackupError(
            f"{file}: holds {member.name[:200]!r} where its manifest has {kept.path} of {kept.size:,} bytes"
        )
    stream = tar.extractfile(member)
    assert stream is not None, "a regular member has bytes"
    target = desk / kept.path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as out:
        while piece := stream.read(PIECE):
            digest.update(piece)
            out.write(piece)
    if digest.hexdigest() != kept.sha256:
        raise BackupError(f"{file}: {kept.path} is damaged: its bytes hash to {digest.hexdigest()}")


def place_database(file: Path, folder: Path, manifest: Manifest) -> None:
    """Put the ledger where the settings look for it, and hold its head against the manifest's."""
    try:
        database = open_desk(folder).database
    except SettingsError as error:
        raise BackupError(f"{file}: {error}") from error
    if not isinstance(database, Path) or not database.resolve().is_relative_to(folder.resolve()):
        raise BackupError(f"{file}: its {FILE} names a ledger outside the desk; nothing was restored")
    if database != folder / DATABASE:
        database.parent.mkdir(parents=True, exist_ok=True)
        (folder / DATABASE).rename(database)
    with Ledger(connect_database(database), Archive(folder / ARCHIVE)) as ledger:
        head = ledger.head()
        lacking = [one for one in ledger.named_bytes() if not ledger.archive.path(one).is_file()]
    if head != manifest.head:
        raise BackupError(f"{file}: its ledger has the head {head}, its manifest {manifest.head}")
    if lacking:
        raise BackupError(f"{file}: lacks bytes that its ledger names: {lacking[0]}; take another copy")


def sync_all(folder: Path) -> None:
    """Make every file durable before the folder gets its name."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder)

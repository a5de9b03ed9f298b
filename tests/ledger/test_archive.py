"""Bytes come back as they went in, or with an error that names the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from contested.ledger.archive import Archive, ArchiveError

BLOBS = [b"", b"plain", "їхній текст".encode(), b"\x00\xff" * 5000]


@pytest.mark.parametrize("blob", BLOBS)
def test_bytes_come_back(tmp_path: Path, blob: bytes) -> None:
    archive = Archive(tmp_path)
    archive.write([blob])
    sha256 = hashlib.sha256(blob).hexdigest()
    assert archive.read(sha256) == blob
    assert archive.path(sha256) == tmp_path / sha256[:2] / sha256


def test_writing_twice_leaves_the_file_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(BLOBS)
    before = {file: file.stat().st_ino for file in tmp_path.rglob("*") if file.is_file()}
    archive.write(BLOBS + BLOBS)
    assert {file: file.stat().st_ino for file in tmp_path.rglob("*") if file.is_file()} == before
    assert len(before) == len(BLOBS)


@pytest.mark.parametrize(("damage", "says"), [(b"other", "is damaged"), (None, "is missing")])
def test_damage_is_named_and_mended_by_writing_again(tmp_path: Path, damage: bytes | None, says: str) -> None:
    archive = Archive(tmp_path)
    archive.write([b"plain"])
    sha256 = hashlib.sha256(b"plain").hexdigest()
    path = archive.path(sha256)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    with pytest.raises(ArchiveError, match=says) as caught:
        archive.read(sha256)
    assert str(path) in str(caught.value)
    archive.write([b"plain"])
    assert archive.read(sha256) == b"plain"

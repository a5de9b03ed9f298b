"""Zipped folders and single files packed by gzip. Composed reports."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from contested.ingest import clean_again, read_reports
from contested.model import Rejection, Report

TEXT = "The army left the mill on Tuesday."
PAGE = f"<html lang='en'><head><title>Left</title></head><body><article><p>{TEXT}</p><p>Nobody saw it go, said a man of the far bank who had watched all night.</p></article></body></html>"


def pack(file: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def pack_bytes(members: dict[str, str | bytes], folder: Path) -> bytes:
    return pack(folder / "inner.zip", members).read_bytes()


def read_all(file: Path) -> tuple[dict[str, Report], dict[str, str]]:
    """Reports by name; why others were set aside by where they stood, the folder left out."""
    reports, wrong = {}, {}
    for one in read_reports([file]):
        if isinstance(one, Rejection):
            assert one.remedy
            wrong[one.where.removeprefix(f"{file.parent}/")] = one.reason
        else:
            report, raw = one
            assert clean_again(raw, report) == report.text
            assert report.name not in reports
            reports[report.name] = report
    return reports, wrong


def test_a_zipped_folder_is_read_as_the_folder_is(tmp_path: Path) -> None:
    manifest = [
        {"file": "sub/b.html", "publisher": "The Composed Post", "published": "2024-11-14"},
        {"file": "gone.txt"},
    ]
    members: dict[str, str | bytes] = {
        "a.txt": TEXT,
        "sub/b.html": PAGE,
        "sub/lines.jsonl": '{"id": "n1", "text": "It fell."}\n{"id": "n2", "text": "It stood."}',
        "manifest.jsonl": "\n".join(map(json.dumps, manifest)),
        "README.txt": TEXT,
        ".hidden/c.txt": TEXT,
        "__MACOSX/._a.txt": "\0",
        "picture.png": b"\x89PNG",
        "empty.txt": "",
    }
    reports, wrong = read_all(pack(tmp_path / "packed.zip", members))
    assert sorted(reports) == ["n1", "n2", "packed.zip/a.txt", "packed.zip/sub/b.html"]
    page = reports["packed.zip/sub/b.html"]
    assert (page.publisher, page.published, page.reader) == ("The Composed Post", "2024-11-14", "html")
    assert wrong == {
        "packed.zip/manifest.jsonl:2": "names 'gone.txt', which is no file here",
        "packed.zip/empty.txt": "the file is empty",
    }
    folder = tmp_path / "packed"
    for name, content in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    ids = [one[0].report_id for one in read_reports([folder]) if not isinstance(one, Rejection)]
    packed = [
        one[0].report_id for one in read_reports([tmp_path / "packed.zip"]) if not isinstance(one, Rejection)
    ]
    assert sorted(packed) == sorted(ids)


def test_a_line_within_an_archive_is_named_by_its_number(tmp_path: Path) -> None:
    _, wrong = read_all(pack(tmp_path / "p.zip", {"in/l.jsonl": '{"text": "It fell."}\n{"text": 7}\n'}))
    assert list(wrong) == ["p.zip/in/l.jsonl:2"]


def test_an_archive_within_an_archive_is_read_and_one_within_that_is_not(tmp_path: Path) -> None:
    third = pack_bytes({"c.txt": TEXT}, tmp_path)
    second = pack_bytes({"b.txt": TEXT + " Again.", "third.zip": third}, tmp_path)
    reports, wrong = read_all(pack(tmp_path / "first.zip", {"second.zip": second}))
    assert list(reports) == ["first.zip/second.zip/b.txt"]
    assert wrong == {"first.zip/second.zip/third.zip": "more than 2 archives within one another"}


@pytest.mark.parametrize(
    ("name", "content", "names", "wrong"),
    [
        ("r.jsonl.gz", b'{"text": "It fell."}\n{"text": 7}', ["r.jsonl.gz"], ["r.jsonl.gz:2"]),
        ("a.txt.gz", TEXT.encode(), ["a.txt.gz"], []),
        ("a.gz", TEXT.encode(), [], ["a.gz"]),
        ("a.txt.gz.gz", gzip.compress(TEXT.encode(), mtime=0), [], ["a.txt.gz.gz"]),
        ("a.txt.gz", b"", [], ["a.txt.gz"]),
    ],
)
def test_a_file_packed_by_gzip_is_read_as_what_it_holds(
    tmp_path: Path, name: str, content: bytes, names: list[str], wrong: list[str]
) -> None:
    (tmp_path / name).write_bytes(gzip.compress(content, mtime=0))
    reports, aside = read_all(tmp_path / name)
    assert (list(reports), list(aside)) == (names, wrong)


def test_what_is_cut_off_is_set_aside(tmp_path: Path) -> None:
    whole = gzip.compress(TEXT.encode() * 100, mtime=0)
    (tmp_path / "a.txt.gz").write_bytes(whole[:-10])
    assert read_all(tmp_path / "a.txt.gz")[1] == {"a.txt.gz": "cannot be unpacked: its end is missing"}
    file = pack(tmp_path / "p.zip", {"a.txt": TEXT})
    file.write_bytes(file.read_bytes()[:-30])
    assert read_all(file)[1]["p.zip"].startswith("is no whole zip archive")

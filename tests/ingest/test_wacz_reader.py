"""Packages of archived pages, whole, changed and hostile. Composed pages."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from contested.ingest import Kept, read_reports
from contested.model import Rejection, Report
from tests.ingest.warc_samples import OTHER, PAGE, SAMPLES, answer, crawl, make_wacz, pack, page, record


def read_all(folder: Path, raw: bytes) -> tuple[list[Report], list[str]]:
    """The reports of a package, and what is set aside of it."""
    file = folder / "pages.wacz"
    file.write_bytes(raw)
    found = [one for one in read_reports([file]) if not isinstance(one, Kept)]
    wrong = [one for one in found if isinstance(one, Rejection)]
    assert all(one.where.startswith(str(file)) and one.remedy for one in wrong)
    return [one[0] for one in found if not isinstance(one, Rejection)], [one.reason for one in wrong]


def change(raw: bytes, **files: bytes | None) -> bytes:
    """A package with some of its files changed or, null, left out; `/` and `.` are `__` and `_` in their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        held = {name.replace("/", "__").replace(".", "_"): (name, old.read(name)) for name in old.namelist()}
        for key, (name, was) in held.items():
            now = files.get(key, was)
            if now is not None:
                new.writestr(name, now)
    return out.getvalue()


WHOLE = make_wacz(crawl(), [PAGE])


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        ([PAGE], [PAGE]),
        ([f"{OTHER}#top", "https://post.example/not-archived"], [OTHER]),
        ([], [PAGE, OTHER, "file:///notes/field.txt"]),
    ],
)
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_pages_that_a_package_lists_are_reports(
    tmp_path: Path, urls: list[str], expected: list[str], method: int
) -> None:
    reports, wrong = read_all(tmp_path, make_wacz(crawl(), urls, method))
    assert ([one.url for one in reports], wrong) == (expected, [])


def test_a_listed_page_that_leads_elsewhere_is_what_it_leads_to(tmp_path: Path) -> None:
    away = record(
        "response", "https://post.example/m", answer(b"", status="302 Found", more="Location: /mill\r\n"), 21
    )
    there = record("response", "https://post.example/mill", answer(page("The mill")), 22)
    other = record("response", "https://post.example/ad", answer(page("Buy a mill")), 23)
    reports, wrong = read_all(tmp_path, make_wacz([away, other, there], ["https://post.example/m"]))
    assert ([one.url for one in reports], wrong) == (["https://post.example/mill"], [])


@pytest.mark.parametrize(
    ("raw", "reports", "reason"),
    [
        (
            change(WHOLE, archive__data_warc_gz=pack(crawl()[:6])),
            1,
            "do not hash to what datapackage.json says",
        ),
        (change(WHOLE, datapackage_json=None), 1, "has no datapackage.json"),
        (change(WHOLE, datapackage_json=b"[1"), 0, "datapackage.json: "),
        (change(WHOLE, datapackage_json=b"[" * 100_000), 0, "datapackage.json: "),
        (change(WHOLE, archive__data_warc_gz=None), 0, "it has no WARC file in archive/"),
        (change(WHOLE, pages__pages_jsonl=b'{"url": 7}'), 0, "pages/pages.jsonl: Expected `str"),
        (WHOLE[:-30], 0, "no zip file"),
        (WHOLE[: len(WHOLE) // 2], 0, "no zip file"),
        (WHOLE[200:], 0, "no whole zip file"),
        (b"", 0, "no zip file"),
    ],
)
def test_what_a_package_lacks_is_said(tmp_path: Path, raw: bytes, reports: int, reason: str) -> None:
    found, wrong = read_all(tmp_path, raw)
    assert len(found) == reports
    assert len(wrong) == 1
    assert reason in wrong[0]


RAW = crawl()[-1].partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")
NAMED = {
    "report_id": "r1", "raw_sha256": hashlib.sha256(RAW).hexdigest(), "uri": "file:///notes/field.txt", "at": "2031-05-02T08:15:30Z",
    "reader": "text", "cleaner": "c/1", "name": "field.txt", "beside": {"publisher": "The Post", "published": "2031-05-01"},
    "text": "contested/text-r1.txt", "text_sha256": "0",
}  # fmt: skip


def name_reports(*lines: object) -> bytes:
    """The package as one of evidence, with these reports."""
    out = io.BytesIO(WHOLE)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("contested/reports.jsonl", "\n".join(map(json.dumps, lines)))
    return out.getvalue()


def test_of_a_package_of_evidence_the_named_reports_are_read_as_they_were(tmp_path: Path) -> None:
    other = NAMED | {"beside": {"publisher": "The Other"}, "name": "2031-04-30.txt"}
    reports, wrong = read_all(tmp_path, name_reports(NAMED, other))
    told = [(one.name, one.publisher, one.published, one.published_basis) for one in reports]
    assert wrong == []
    assert [one.exchange_sha256 for one in reports] == [None, None]
    assert told == [
        ("field.txt", "The Post", "2031-05-01", "stated"),
        ("2031-04-30.txt", "The Other", "2031-04-30", "text"),
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([NAMED | {"reader": "claims"}], "field.txt: holds claims that were made elsewhere"),
        ([NAMED | {"reader": "runes"}], "field.txt: there is no reader 'runes' here"),
        ([NAMED | {"reader": "warc"}], "an archive of pages where one page should be"),
        ([NAMED | {"raw_sha256": "ab"}], "names field.txt, whose bytes it does not hold"),
        ([NAMED | {"beside": {"published": "yesterday"}}], "published is 'yesterday', which is no day"),
        ([NAMED | {"beside": {"published_at": "noon"}}], "published_at is 'noon', which is no moment"),
        ([{"report_id": "r1"}], "contested/reports.jsonl: Object missing required field"),
        ([NAMED] * 101, "over 100 reports of the same bytes"),
    ],
)
def test_what_a_package_of_evidence_names_wrongly_is_set_aside(
    tmp_path: Path, lines: list[object], reason: str
) -> None:
    reports, wrong = read_all(tmp_path, name_reports(*lines))
    assert (reports, len(wrong)) == ([], 1)
    assert reason in wrong[0]


def many_names(number: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one in range(number):
            archive.writestr(f"archive/{one}.warc", b"")
    return out.getvalue()


def shared_bytes() -> bytes:
    """Two hundred members that are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.warc", b"".join(crawl()) * 20)
        first = archive.filelist[0]
        for number in range(200):
            again = zipfile.ZipInfo(f"archive/{number:08}.warc"[-17:])
            for key in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(again, key, getattr(first, key))
            archive.filelist.append(again)
    return out.getvalue()


def large_list(piece: bytes = bytes(1 << 20)) -> bytes:
    """A list of pages of 40 MB, in 40 kB."""
    out = io.BytesIO(WHOLE)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("pages/more.jsonl", "w") as entry,
    ):
        for _ in range(40):
            entry.write(piece)
    return out.getvalue()


def packed_archive() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("archive/data.warc", "w") as entry,
    ):
        for _ in range(60):
            entry.write(bytes(1 << 20))
    return out.getvalue()


def huge_directory() -> bytes:
    """A zip file that says, in the places for large ones, that its names take an exabyte."""
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 46, 0, 0)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 1 << 60, 0)
    return large + struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1) + end


def misled_directory() -> bytes:
    """A zip file of many names that points, in the place for large ones, to where fewer are told of."""
    raw = many_names(20_000)
    body, (size, start) = raw[:-22], struct.unpack("<2L", raw[-10:-2])
    large = "<4sQ2H2L4Q"
    fewer = struct.pack(large, b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 46, 0)
    told = struct.pack(large, b"PK\6\6", 44, 45, 45, 0, 0, 20_000, 20_000, size, start + len(fewer))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 46, 0, 0)
    return fewer + body + told + struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1) + end


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "names": (lambda: many_names(20_000), "bytes of names"),
    "shared": (shared_bytes, "share their bytes"),
    "list": (large_list, "grow beyond measure"),
    "lines": (lambda: large_list(b"\n" * (1 << 20)), "grow beyond measure"),
    "archive": (packed_archive, "packed instead of stored"),
    "directory": (huge_directory, "bytes of names"),
    "misled": (misled_directory, "bytes of names"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_of_a_package_is_refused_quickly(tmp_path: Path, kind: str) -> None:
    make, reason = BOMBS[kind]
    raw = make()
    began = time.process_time()
    reports, wrong = read_all(tmp_path, raw)
    assert time.process_time() - began < 2
    assert (len(reports), len(wrong)) == (0, 1 if kind != "archive" else 2)
    assert reason in wrong[-1]


def test_the_samples_are_what_the_code_makes() -> None:
    assert (SAMPLES / "warc" / "crawl.warc.gz").read_bytes()[:3] == b"\x1f\x8b\x08"
    with zipfile.ZipFile(SAMPLES / "wacz" / "pages.wacz") as archive:
        lines = archive.read("pages/pages.jsonl").splitlines()
    assert [json.loads(line).get("url") for line in lines] == [None, PAGE, OTHER]

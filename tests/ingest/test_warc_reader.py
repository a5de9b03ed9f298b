"""WARC files and packages of them, whole, damaged and hostile. Composed pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import shutil
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
import pytest

from contested.ingest import Kept, clean_again, read_reports
from contested.ledger.exchange import read_exchanges
from contested.model import Rejection, Report
from contested.warc.find import Damage, find_records
from contested.warc.message import join_chunks, undo_codings
from contested.warc.record import BrokenRecord, fits_digest
from tests.ingest.warc_samples import (
    MOMENT,
    OTHER,
    PAGE,
    WORDS,
    answer,
    chunked,
    crawl,
    pack,
    page,
    record,
)

NOTES = "file:///notes/field.txt"


def read_all(file: Path) -> tuple[list[Report], list[str], list[bytes]]:
    """The reports of a file, what is set aside ("offset: reason"), and the exchanges."""
    reports, wrong, kept = [], [], []
    for one in read_reports([file]):
        if isinstance(one, Rejection):
            assert one.where.startswith(str(file))
            assert one.remedy
            wrong.append(f"{one.where.rpartition(':')[2]}: {one.reason}")
        elif isinstance(one, Kept):
            kept.append(one.exchange)
        else:
            reports.append(one[0])
            assert clean_again(one[1], one[0]) == one[0].text
    return reports, wrong, kept


def write(folder: Path, name: str, raw: bytes) -> Path:
    (folder / name).write_bytes(raw)
    return folder / name


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "CRAWL.WARC.GZ", "one-member.warc.gz"])
def test_the_pages_of_a_crawl_are_reports_and_what_is_beside_them_is_passed_over(
    tmp_path: Path, name: str
) -> None:
    whole = b"".join(crawl())
    raw = whole if name.endswith(".warc") else gzip.compress(whole) if name[:3] == "one" else pack(crawl())
    reports, wrong, kept = read_all(write(tmp_path, name, raw))
    assert (wrong, [one.url for one in reports]) == ([], [PAGE, OTHER, NOTES])
    assert [one.reader for one in reports] == ["html", "html", "text"]
    assert all(WORDS.strip() in one.text for one in reports)
    # The moment of the crawl dates nothing; the address of the first has a day.
    assert [(one.published, one.published_basis) for one in reports] == [
        ("2031-05-01", "text"),
        (None, "none"),
        (None, "none"),
    ]
    (first,), (second,), () = map(read_exchanges, kept)
    assert (first.url, first.at, first.address) == (PAGE, MOMENT, "192.0.2.7")
    assert first.request.startswith(b"GET /2031/05/01/mill ")
    assert (first.response + first.body) == answer(page("The mill"))
    # As it came: in chunks, and coded.
    assert (second.url, second.request[:12]) == (OTHER, b"GET /bridge ")
    assert second.body == chunked(gzip.compress(page("A bridge"), mtime=0))


def test_a_page_crawled_twice_is_one_report(tmp_path: Path) -> None:
    again = [one.replace(MOMENT.encode(), b"2031-06-02T08:15:30Z") for one in crawl()]
    first, _, _ = read_all(write(tmp_path, "a.warc.gz", pack(crawl())))
    later, _, _ = read_all(write(tmp_path, "b.warc.gz", pack(again)))
    assert [one.report_id for one in first] == [one.report_id for one in later]


@pytest.mark.skipif(shutil.which("wget") is None, reason="GNU wget is not installed")
def test_what_a_common_crawler_writes_is_read(tmp_path: Path) -> None:
    served = tmp_path / "served"
    served.mkdir()
    link = b"<a href='b.html'>more</a><img src='a.png'></article>"
    (served / "index.html").write_bytes(page("The mill").replace(b"</article>", link))
    (served / "b.html").write_bytes(page("A bridge"))
    (served / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    handler = partial(SimpleHTTPRequestHandler, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        command = ["wget", "-q", "-r", "-l1", "-p", "--no-proxy", "--warc-file=crawl", home]
        subprocess.run(command, cwd=tmp_path, timeout=30, check=False)
        server.shutdown()
    reports, wrong, kept = read_all(tmp_path / "crawl.warc.gz")
    assert (wrong, [one.url for one in reports]) == ([], [home, f"{home}b.html"])
    assert all(b"User-Agent: Wget" in read_exchanges(one)[0].request for one in kept)


def injure(records: list[bytes], how: str) -> bytes:
    """A crawl whose fifth record, the first page, is injured."""
    packed, hurt = [gzip.compress(one, mtime=0) for one in records], 4
    wrong = records[hurt]
    middle = len(packed[hurt]) // 2
    match how:
        case "flipped":
            packed[hurt] = (
                packed[hurt][:middle] + bytes([packed[hurt][middle] ^ 255]) + packed[hurt][middle + 1 :]
            )
        case "cut":
            packed[hurt] = packed[hurt][:middle]
        case "no magic":
            packed[hurt] = b"\0" + packed[hurt][1:]
        case "checksum":
            packed[hurt] = packed[hurt][:-5] + bytes([packed[hurt][-5] ^ 255]) + packed[hurt][-4:]
        case "junk":
            packed[hurt] = b"junk " * 40
        case "no version":
            packed[hurt] = gzip.compress(wrong.replace(b"WARC/1.0", b"WORK/1.0"))
        case "no length":
            packed[hurt] = gzip.compress(wrong.replace(b"Content-Length: ", b"Content-Width: "))
        case "long length":
            packed[hurt] = gzip.compress(wrong.replace(b"Content-Length: ", b"Content-Length: 9"))
        case "short length":
            packed[hurt] = gzip.compress(wrong.replace(b"Content-Length: ", b"Content-Length: 1\r\nX-Was: "))
        case "endless length":
            packed[hurt] = gzip.compress(
                wrong.replace(b"Content-Length: ", b"Content-Length: " + b"9" * 10**6)
            )
        case "changed":
            packed[hurt] = gzip.compress(wrong.replace(b"left the mill", b"held the mill"))
        case "endless head":
            packed[hurt] = gzip.compress(b"WARC/1.0\r\n" + b"X: y\r\n" * 10**6)
    return b"".join(packed)


INJURIES = [
    "flipped", "cut", "no magic", "checksum", "junk", "no version", "no length", "long length", "short length",
    "endless length", "changed", "endless head",
]  # fmt: skip


@pytest.mark.parametrize("how", INJURIES)
def test_a_damaged_record_is_named_by_its_offset_and_the_rest_is_read(tmp_path: Path, how: str) -> None:
    offset = len(pack(crawl()[:4]))
    reports, wrong, _ = read_all(write(tmp_path, "hurt.warc.gz", injure(crawl(), how)))
    assert [one.url for one in reports] == [OTHER, NOTES]
    assert [one.partition(":")[0] for one in wrong] == [str(offset)]


@pytest.mark.parametrize("how", ["cut", "no version", "long length", "changed"])
def test_damage_in_a_plain_file_costs_one_page(tmp_path: Path, how: str) -> None:
    records = crawl()
    hurt = {
        "cut": records[4][:-700],
        "no version": records[4].replace(b"WARC/1.0", b"WORK/1.0"),
        "long length": records[4].replace(b"Content-Length: ", b"Content-Length: 9"),
        "changed": records[4].replace(b"left the mill", b"held the mill"),
    }[how]
    reports, wrong, _ = read_all(write(tmp_path, "hurt.warc", b"".join([*records[:4], hurt, *records[5:]])))
    assert [one.url for one in reports] == [OTHER, NOTES]
    assert [one.partition(":")[0] for one in wrong] == [str(sum(map(len, records[:4])))]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (answer(b"no gzip", more="Content-Encoding: gzip\r\n"), "is not coded as gzip"),
        (answer(b"x", more="Content-Encoding: rot13\r\n"), "coded as 'rot13', which nobody can undo"),
        (answer(b"x", more="Content-Encoding: " + "gzip, " * 9 + "\r\n"), "coded 9 times over"),
        (answer(page("Cut"), more="Content-Length: 5000\r\n"), "bytes of the 5000 that it says"),
        (b"SSH-2.0 hello", "an HTTP answer begins with"),
        (answer(b"<html><body></body></html>"), "no article in this page"),
    ],
)
def test_what_cannot_be_read_of_a_whole_record_is_set_aside(
    tmp_path: Path, block: bytes, reason: str
) -> None:
    records = [*crawl(), record("response", "https://post.example/odd", block, 99)]
    reports, wrong, _ = read_all(write(tmp_path, "odd.warc.gz", pack(records)))
    assert len(reports) == 3
    assert len(wrong) == 1
    assert reason in wrong[0]


def test_a_page_that_its_crawler_cut_off_is_set_aside(tmp_path: Path) -> None:
    cut = record("response", OTHER, answer(page("Half of it")), 9, Truncated="length")
    assert read_all(write(tmp_path, "cut.warc.gz", pack([cut])))[1][0].endswith("was cut off by its crawler")


@cache
def gzip_bomb(head: bytes = b"") -> bytes:
    """50 MB of zeros behind a head, packed as tightly as gzip allows."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(head), *(packer.compress(bytes(1 << 20)) for _ in range(50)), packer.flush()]
    return b"".join(pieces)


def declare(length: int) -> bytes:
    return f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {PAGE}\r\nContent-Length: {length}\r\n\r\n".encode()


def coded(body: bytes, coding: str) -> bytes:
    return pack([record("response", PAGE, answer(body, more=f"Content-Encoding: {coding}\r\n"), 1)])


BOMBS: dict[str, Callable[[], bytes]] = {
    "a head that grows": lambda: gzip_bomb(b"WARC/1.0\r\n"),
    "a block that grows": lambda: gzip_bomb(declare(50 << 20)),
    "a block that grows beyond its length": lambda: gzip_bomb(declare(1000)),
    "a coding that grows": lambda: coded(gzip_bomb(), "gzip"),
    "a coding in a coding": lambda: coded(gzip.compress(gzip_bomb()), "gzip, gzip"),
    "blanks": lambda: b"\r\n" * 5_000_000 + pack(crawl()),
    "blanks in gzip": lambda: gzip.compress(b"\r\n" * 5_000_000) + pack(crawl()),
    "marks of members": lambda: b"\x1f\x8b\x08" * 500_000,
    "marks of records": lambda: b"WARC/1.0\r\n" * 500_000,
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(tmp_path: Path, kind: str) -> None:
    file = write(tmp_path, "bomb.warc.gz", BOMBS[kind]())
    began = time.process_time()
    reports, wrong, _ = read_all(file)
    assert time.process_time() - began < 2
    assert (len(reports), len(wrong) > 0) == ((3, False) if kind.startswith("blanks") else (0, True))
    tracemalloc.start()
    read_all(file)
    assert tracemalloc.get_traced_memory()[1] < 64_000_000
    tracemalloc.stop()


def test_chunks_are_joined_and_what_is_in_none_is_left() -> None:
    body = bytes(range(256)) * 5
    assert join_chunks(chunked(body, 7)) == body
    assert join_chunks(body) == body
    assert join_chunks(chunked(body)[:-9]) == chunked(body)[:-9]


def pack_zstd(raw: bytes) -> bytes:
    """A frame of one block that is not packed."""
    head = b"\x28\xb5\x2f\xfd\x20" + bytes([len(raw)])
    return head + (len(raw) << 3 | 1).to_bytes(3, "little") + raw


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": pack_zstd,
    "br, gzip": lambda raw: gzip.compress(brotli.compress(raw)),
    "identity": bytes,
    "": bytes,
}


@pytest.mark.parametrize("coding", CODERS)
def test_codings_are_undone_up_to_a_bound(coding: str) -> None:
    raw = WORDS.encode()
    coded = CODERS[coding](raw)
    assert undo_codings(coded, coding, 1000) == undo_codings(coded, coding, len(raw)) == raw
    if coded != raw:
        with pytest.raises(BrokenRecord, match="grows beyond"):
            undo_codings(coded, coding, 10)


def test_a_digest_may_be_written_in_any_base() -> None:
    raw = b"\0\0\0\0"
    sha1 = base64.b32encode(hashlib.sha1(raw).digest()).decode()
    base16, md5 = hashlib.sha1(raw).hexdigest(), hashlib.md5(raw).hexdigest().upper()
    sha256 = base64.b64encode(hashlib.sha256(raw).digest()).decode()
    named = [f"sha1:{sha1}", f"sha256:{sha256}", "sha9:x", f"md5:{md5}", f"sha-1:{base16}"]
    assert all(fits_digest(raw, one) for one in named)
    assert not fits_digest(b"\0", named[0])


def test_records_after_too_much_damage_are_not_searched_for() -> None:
    junk = b"".join(gzip.compress(b"WARC/1.0\r\n\r\n") for _ in range(1500))
    found = list(find_records(io.BytesIO(junk), 1000))
    assert len(found) == 1001
    assert isinstance(found[-1], Damage)
    assert "the rest was not read" in found[-1].reason

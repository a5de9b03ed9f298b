"""Reports that a claim rests on, in one package: what is in it, who may see it, and that others read it. Composed reports."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli_runs import EXAMPLE, Run

from contested.ask.claims import read_claims
from contested.cli import main
from contested.desk import open_desk
from contested.model import Claim, Report
from contested.pipeline import Moment, Workshop, take_account
from tests.ingest.warc_samples import answer, pack, record

CRAWLED = "https://daily.example/withdrawal"
LATER = "2026-06-01"


@pytest.fixture(scope="module")
def desk(example_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's desk with files of more kinds and a crawl."""
    folder = shutil.copytree(example_desk, tmp_path_factory.mktemp("evidence") / "desk")
    more = folder / "more"
    more.mkdir()
    for name in ("2025-summer.jsonl", "2024-11-15-raid-blog.txt"):
        shutil.copy(EXAMPLE / "reports" / name, more)
    page = (EXAMPLE / "reports" / "2024-12-30-withdrawal-daily.html").read_bytes()
    asked = b"GET /withdrawal HTTP/1.1\r\nHost: daily.example\r\nCookie: reader=7\r\n\r\n"
    pair = {
        "media": "application/http;msgtype=request",
        "Concurrent_To": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
    }
    coded = answer(gzip.compress(page, mtime=0), more="Content-Encoding: gzip\r\n")
    crawl = pack([record("response", CRAWLED, coded, 1), record("request", CRAWLED, asked, 2, **pair)])
    (more / "crawl.warc.gz").write_bytes(crawl)
    assert main(["add", str(more), "-d", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def package(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that names Kupiansk, for the desk."""
    out = tmp_path_factory.mktemp("package") / "kupiansk.wacz"
    assert main(["evidence", "Kupiansk", "--out", str(out), "-d", str(desk)]) == 0
    return out


def read_lines(package: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(package) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def read_desk(folder: Path) -> tuple[dict[str, Report], dict[str, Claim]]:
    """Reports and claims of a desk by id; what differs between two archives of the same page is left out."""
    shop = Workshop(open_desk(folder))
    with shop.ledger() as ledger:
        reports = [msgspec.structs.replace(one, exchange_sha256=None) for one in ledger.reports()]
    return {one.report_id: one for one in reports}, {one.claim_id: one for one in read_claims(shop)}


def test_everything_in_a_package_is_hashed(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        told = json.loads(archive.read("datapackage.json"))
        digest = json.loads(archive.read("datapackage-digest.json"))
        for one in told["resources"]:
            raw = archive.read(one["path"])
            assert (one["hash"], one["bytes"]) == (f"sha256:{hashlib.sha256(raw).hexdigest()}", len(raw))
        assert digest["hash"] == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"
        assert {one["path"] for one in told["resources"]} | {
            "datapackage.json",
            "datapackage-digest.json",
        } == {*archive.namelist()}
        stored = [one.filename for one in archive.infolist() if one.compress_type == zipfile.ZIP_STORED]
    assert (told["wacz_version"], told["synthetic"]) == ("1.1.1", True)
    assert stored == ["archive/data.warc.gz", "indexes/index.cdx.gz"]


def test_a_claim_is_found_in_the_characters_of_a_text_that_was_made_of_kept_bytes(package: Path) -> None:
    reports = {one["report_id"]: one for one in read_lines(package, "contested/reports.jsonl")}
    claims = read_lines(package, "contested/claims.jsonl")
    assert len(claims) > 10
    with zipfile.ZipFile(package) as archive:
        for claim in claims:
            report = reports[claim["report_id"]]
            text = archive.read(report["text"])
            assert hashlib.sha256(text).hexdigest() == report["text_sha256"]
            assert text.decode()[claim["start"] : claim["end"]] == claim["text"]
    rows = read_lines(package, "contested/ledger.jsonl")
    for row in rows:
        if row["type"] == "report":
            lines = [row["recorded_at"], row["known_from"] or "", row["record"]]
            assert hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest() == row["digest"]
            made = json.loads(row["record"])
            told = reports[row["report_id"]]
            assert (made["cleaner"], made["reader"], made["raw_sha256"]) == (
                told["cleaner"],
                told["reader"],
                told["raw_sha256"],
            )
    assert {row["report_id"] for row in rows if row["type"] == "reading"} == {*reports}


def test_each_report_is_where_the_index_says(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        data = archive.read("archive/data.warc.gz")
        index = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
    places = {}
    for line in index:
        _, stamp, about = line.split(" ", 2)
        told = json.loads(about)
        at = int(told["offset"])
        raw = data[at : at + int(told["length"])]
        assert told["recordDigest"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        head, _, block = gzip.decompress(raw).partition(b"\r\n\r\n")
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in head
        places[told["url"], stamp] = block.removesuffix(b"\r\n\r\n")
    assert index == sorted(index)
    pages = read_lines(package, "pages/pages.jsonl")[1:]
    for one, page in zip(read_lines(package, "contested/reports.jsonl"), pages, strict=True):
        stamp = "".join(letter for letter in one["at"][:19] if letter.isdigit())
        block = places[one["uri"], stamp]
        if one["exchange_sha256"]:
            block = gzip.decompress(block.partition(b"\r\n\r\n")[2])
        assert hashlib.sha256(block).hexdigest() == one["raw_sha256"]
        assert (page["url"], page["ts"]) == (one["uri"], one["at"])


def test_what_was_crawled_goes_as_it_went_over_the_wire(desk: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "page.wacz"
    assert run("evidence", CRAWLED, "--out", str(out), "-d", str(desk)).code == 0
    with zipfile.ZipFile(out) as archive:
        whole = gzip.decompress(archive.read("archive/data.warc.gz"))
    assert whole.count(b"WARC-Type: response") == whole.count(b"WARC-Type: request") == 1
    assert b"Content-Encoding: gzip" in whole
    assert b"Cookie: reader=7" in whole
    # Who asked is nothing for the public.
    done = run(
        "evidence", CRAWLED, "--out", str(out), "--audience", "public", "--as-of", LATER, "-d", str(desk)
    )
    assert done.code == 0, done.err
    with zipfile.ZipFile(out) as archive:
        whole = gzip.decompress(archive.read("archive/data.warc.gz"))
    assert b"Cookie" not in whole
    assert whole.count(b"WARC-Type: resource") == 1


def test_a_package_read_back_gives_the_same_reports_and_claims(
    desk: Path, package: Path, tmp_path: Path, run: Run
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in ("desk.toml", "sources.jsonl"):
        shutil.copy(desk / name, kept)
    done = run("add", str(package), "-d", str(kept))
    assert done.code == 0, done.err
    assert run("claims", "-d", str(kept), "--format", "json").code == 0
    reports, claims = read_desk(desk)
    again, claimed = read_desk(kept)
    assert len(again) == len(read_lines(package, "contested/reports.jsonl")) > 5
    assert again == {key: reports[key] for key in again}
    assert claimed == {key: one for key, one in claims.items() if one.report_id in again}
    assert run("verify", "-d", str(kept)).code == 0


def test_a_claim_comes_with_what_it_was_taken_from(desk: Path, tmp_path: Path, run: Run) -> None:
    shop = Workshop(open_desk(desk))
    account = take_account(shop, Moment(LATER))
    claims = {one.claim_id: one for one in account.claims}
    link = next(
        link
        for origin in account.origins
        for link in origin.links
        if link.to and claims[link.to].report_id != claims[link.claim_id].report_id
    )
    out = tmp_path / "claim.wacz"
    done = run("evidence", link.claim_id[:12], "--out", str(out), "-d", str(desk))
    assert done.code == 0, done.err
    told = {one["claim_id"]: one for one in read_lines(out, "contested/claims.jsonl")}
    assert (told[link.claim_id]["asked"], told[link.to]["asked"]) == (True, False)
    assert [step["claim_id"] for step in told[link.claim_id]["way"]][:2] == [link.claim_id, link.to]
    held = {one["report_id"] for one in read_lines(out, "contested/reports.jsonl")}
    assert {claims[link.claim_id].report_id, claims[link.to].report_id} <= held


def test_the_public_gets_no_report_of_which_anything_is_held_back(
    desk: Path, tmp_path: Path, run: Run
) -> None:
    shop = Workshop(open_desk(desk))
    with shop.ledger() as ledger:
        full = {one.report_id: one for one in ledger.reports()}
    shown = {one.report_id: one for one in take_account(shop, Moment(LATER), "public").reports}
    masked = {key for key, one in shown.items() if one != full[key]}
    assert masked, "the desk must hold something that the public is not shown"
    out = tmp_path / "public.wacz"
    done = run(
        "evidence", "Kupiansk", "--out", str(out), "--audience", "public", "--as-of", LATER, "-d", str(desk)
    )
    assert (done.code, "held back: holds words that the public is not shown" in done.err) == (0, True)
    held = {one["report_id"] for one in read_lines(out, "contested/reports.jsonl")}
    assert held
    assert not held & masked
    told = {one["claim_id"] for one in read_lines(out, "contested/claims.jsonl")}
    assert told
    early = run(
        "evidence",
        "Kupiansk",
        "--out",
        str(out),
        "--audience",
        "public",
        "--as-of",
        "2024-10-01",
        "-d",
        str(desk),
    )
    assert early.code == 2


def test_a_package_for_the_desk_is_noted(desk: Path, package: Path) -> None:
    assert '"what":"evidence Kupiansk"' in (desk / "overrides.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("what", "out", "said"),
    [
        ("Kupiansk", "evidence.zip", "write --out evidence.wacz"),
        ("Kupiansk", "nowhere/evidence.wacz", "mkdir -p nowhere"),
        ("no-such-report.txt", "evidence.wacz", "is no claim and no report here"),
        ("Lviv", "evidence.wacz", "no claim names Lviv"),
    ],
)
def test_what_cannot_be_meant_is_said(
    desk: Path,
    package: Path,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    out: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (desk / "overrides.jsonl").read_bytes()
    done = run("evidence", what, "--out", out, "-d", str(desk))
    assert (done.code, said in done.err) == (2, True), done.err
    assert (desk / "overrides.jsonl").read_bytes() == before
    assert not list(tmp_path.iterdir())


def test_another_library_reads_every_record_and_its_digests(package: Path) -> None:
    archiveiterator = pytest.importorskip("warcio.archiveiterator")
    with zipfile.ZipFile(package) as archive:
        data = archive.read("archive/data.warc.gz")
    kinds = []
    for one in archiveiterator.ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        kinds.append(one.rec_type)
        one.content_stream().read()
        assert one.digest_checker.passed
    assert kinds[0] == "warcinfo"
    assert kinds.count("resource") + kinds.count("response") == len(
        read_lines(package, "contested/reports.jsonl")
    )

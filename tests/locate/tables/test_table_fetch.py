"""A file comes whole or says why not, from a real server on loopback; what broke off is gone on with."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.errors import RejectedTable, UsageError
from contested.locate.tables.fetch import Limits, country_address, fetch_file
from tests.locate.tables.file_server import FileServer, serve_file

BODY = random.Random(7).randbytes(300_000)
OTHER = random.Random(8).randbytes(250_000)
SHORT = Limits(most=1_000_000, quiet=2.0, patience=5.0)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve_file(BODY) as server:
        yield server


def kept(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in folder.iterdir()}


def test_a_plain_download(server: FileServer, tmp_path: Path) -> None:
    seen: list[int] = []
    fetched = fetch_file(f"{server.url}/a/UA.zip", tmp_path / "new", SHORT, seen.append)
    assert fetched.file == tmp_path / "new" / "UA.zip"
    assert fetched.file.read_bytes() == BODY
    assert fetched.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (fetched.resumed, fetched.changed, sum(seen)) == (0, False, len(BODY))
    assert kept(tmp_path / "new") == {"UA.zip": len(BODY)}
    assert server.asked[0]["path"] == "/a/UA.zip"


@pytest.mark.parametrize("state", [("ETag", '"one"'), ("Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT")])
def test_a_connection_that_is_cut_is_gone_on_with(
    server: FileServer, tmp_path: Path, state: tuple[str, str]
) -> None:
    server.says_state, server.cut_after = state, [100_000, 50_000]
    fetched = fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert fetched.file.read_bytes() == BODY
    assert (fetched.resumed, fetched.changed) == (150_000, False)
    assert [one.get("range") for one in server.asked] == [None, "bytes=100000-", "bytes=150000-"]
    assert server.asked[1]["if-range"] == state[1]


def test_a_later_call_goes_on_where_an_earlier_one_gave_up(server: FileServer, tmp_path: Path) -> None:
    server.cut_after = [100_000, 0]
    with pytest.raises(
        RejectedTable, match=r"broke off after 100,000 bytes \(of 300,000\); run the command again"
    ):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert kept(tmp_path) == {"UA.zip.part": 100_000, "UA.zip.state": 5}
    fetched = fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert (fetched.file.read_bytes(), fetched.resumed) == (BODY, 100_000)


def test_it_is_given_up_after_some_tries(server: FileServer, tmp_path: Path) -> None:
    server.cut_after = [1000] * 9
    with pytest.raises(RejectedTable, match="broke off after 4,000 bytes"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert len(server.asked) == 4


def test_a_file_that_has_changed_is_fetched_anew(server: FileServer, tmp_path: Path) -> None:
    server.cut_after = [100_000, 0]
    with pytest.raises(RejectedTable, match="broke off"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    server.body, server.says_state = OTHER, ("ETag", '"two"')
    fetched = fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert fetched.file.read_bytes() == OTHER
    assert (fetched.resumed, fetched.changed) == (0, True)


@pytest.mark.parametrize("change", ["no ranges", "shorter", "another range"])
def test_a_server_that_does_not_have_the_rest_is_asked_for_all(
    server: FileServer, tmp_path: Path, change: str
) -> None:
    server.cut_after = [260_000, 0]
    with pytest.raises(RejectedTable, match="broke off"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    server.knows_ranges = change != "no ranges"
    server.body = OTHER if change == "shorter" else BODY  # under the same state, which is a lie
    server.range_off_by = 5 if change == "another range" else 0
    fetched = fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert fetched.file.read_bytes() == server.body
    assert fetched.changed


@pytest.mark.parametrize("state", [None, ("ETag", 'W/"weak"')])
def test_without_a_state_nothing_is_joined(
    server: FileServer, tmp_path: Path, state: tuple[str, str] | None
) -> None:
    server.says_state, server.cut_after = state, [100_000]
    with pytest.raises(RejectedTable, match="broke off"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    server.body = OTHER
    assert fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT).file.read_bytes() == OTHER
    assert all("range" not in one for one in server.asked)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, r"is not there \(404\); look whether the country's code is right"),
        (500, "is refused with status 500"),
        (403, "is refused with status 403"),
        (302, "sends on to 'http://elsewhere.invalid/UA.zip', which is not followed"),
    ],
)
def test_an_answer_that_is_no_file_is_named(
    server: FileServer, tmp_path: Path, status: int, says: str
) -> None:
    server.status = status
    with pytest.raises(RejectedTable, match=says):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)
    assert kept(tmp_path) == {}
    assert len(server.asked) == 1


@pytest.mark.parametrize("says_length", [True, False])
def test_a_file_that_is_too_large_is_not_taken(server: FileServer, tmp_path: Path, says_length: bool) -> None:
    server.says_length = says_length
    with pytest.raises(RejectedTable, match="more than the 200,000 bytes that are taken"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT._replace(most=200_000))
    assert kept(tmp_path) == {}


def test_a_server_that_lies_about_the_length_is_not_believed(server: FileServer, tmp_path: Path) -> None:
    server.claims_length = len(BODY) + 10
    with pytest.raises(RejectedTable, match="broke off"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)


def test_a_server_that_drips_is_left_in_time(server: FileServer, tmp_path: Path) -> None:
    server.drips = True
    begun = time.monotonic()
    with pytest.raises(RejectedTable, match=r"took longer than 0\.5 seconds, and stands at"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT._replace(patience=0.5))
    assert time.monotonic() - begun < 3
    assert 0 < kept(tmp_path)["UA.zip.part"] < 1000


def test_nobody_there_is_said(tmp_path: Path) -> None:
    with serve_file(BODY) as server:
        pass
    with pytest.raises(RejectedTable, match="cannot be reached"):
        fetch_file(f"{server.url}/UA.zip", tmp_path, SHORT)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/UA.zip", "http:///UA.zip", "http://me@a.example/UA.zip"]
)
def test_only_addresses_of_the_web_are_asked(url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="begins with http"):
        fetch_file(url, tmp_path)


@pytest.mark.parametrize("code", ["", "U", "UKR", "../x", "У1"])
def test_a_country_has_a_code_of_two_letters(code: str) -> None:
    with pytest.raises(UsageError, match="is no country code"):
        country_address(code)


def test_the_address_of_a_country() -> None:
    assert country_address("ua", "http://a.example/dump/") == "http://a.example/dump/UA.zip"
    assert country_address("UA").startswith("https://download.geonames.org/")

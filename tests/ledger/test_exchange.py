"""What went over the wire goes into one WARC file and comes back as it was. Composed exchanges."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from contested.ledger.archive import ArchiveError
from contested.ledger.exchange import Exchange, read_exchanges, write_exchange

MOVED = Exchange(
    url="http://post.example/mill",
    at="2031-05-02T08:15:29Z",
    address="192.0.2.7",
    request=b"GET /mill HTTP/1.1\r\nHost: post.example\r\n\r\n",
    response=b"HTTP/1.1 301 Moved\r\nLocation: https://post.example/mill\r\n\r\n",
    body=b"",
)
CAME = Exchange(
    url="https://post.example/mill",
    at="2031-05-02T08:15:30Z",
    address="2001:db8::7",
    request=b"GET /mill HTTP/1.1\r\nHost: post.example\r\n\r\n",
    # As servers send it: odd cases and blanks, letters of no encoding, a header twice.
    response=b"HTTP/1.1 200 \r\ncontent-TYPE:text/html \r\ntransfer-Encoding : chunked\r\nX-A: \xe9\r\nX-A: 2\r\n\r\n",
    body=b"5\r\nhello\r\n0\r\n\r\n",
)


def test_the_same_exchanges_give_the_same_bytes_and_come_back() -> None:
    written = write_exchange([MOVED, CAME])
    assert written == write_exchange([MOVED, CAME])
    assert read_exchanges(written) == (MOVED, CAME)
    assert read_exchanges(write_exchange([CAME])) == (CAME,)


HEADERS = st.sampled_from(
    [
        b"Transfer-Encoding: chunked",
        b"X-Orig-Transfer-Encoding: x",
        b"x-orig-X-Orig-transfer-encoding : y",
        b"A: b",
    ]
)


@given(st.lists(HEADERS), st.binary(max_size=200), st.sampled_from([b"\r\n", b"\n"]))
def test_any_answer_comes_back_to_the_byte(headers: list[bytes], body: bytes, end: bytes) -> None:
    response = b"".join(one + end for one in [b"HTTP/1.1 200 OK", *headers]) + end
    one = structs.replace(CAME, response=response, body=body)
    assert read_exchanges(write_exchange([one])) == (one,)


def test_a_head_without_its_blank_line_is_an_error() -> None:
    for wrong in (b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\nbody", b""):
        with pytest.raises(ValueError, match="blank line"):
            write_exchange([structs.replace(CAME, response=wrong)])
    with pytest.raises(ValueError, match="no exchange"):
        write_exchange([])


def test_every_changed_byte_is_noticed() -> None:
    written = write_exchange([CAME])
    unnoticed = 0
    for at in range(0, len(written), 3):
        injured = written[:at] + bytes([written[at] ^ 1]) + written[at + 1 :]
        with contextlib.suppress(ArchiveError):
            unnoticed += read_exchanges(injured) != (CAME,)
    assert unnoticed == 0


def test_another_library_reads_it_and_its_digests_fit() -> None:
    archiveiterator = pytest.importorskip("warcio.archiveiterator")
    records = []
    for one in archiveiterator.ArchiveIterator(
        io.BytesIO(write_exchange([MOVED, CAME])), check_digests="raise"
    ):
        body = one.content_stream().read()
        assert one.digest_checker.passed
        records.append((one.rec_type, one.rec_headers.get_header("WARC-IP-Address"), body))
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[3] == ("response", CAME.address, CAME.body)

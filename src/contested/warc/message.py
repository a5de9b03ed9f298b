"""The block of a WARC record that keeps an HTTP answer, in; its status, headers and body as it was meant to be read, out.

Transfer and content coding are undone within a bound, so that a small body cannot grow without measure.
"""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from contested.warc.record import BrokenRecord, read_fields

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?:[ \r\n]|$)")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
CHUNK_SIZE = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]{0,1000})?\r?\n")
# The codings that are known; which of them can be undone depends on what is installed.
CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
STEP = (
    65_536  # bytes that are undone at once: what was asked for whole would be held two and three times over
)
MOST_CODINGS = 3  # one upon the other; more than two have never been seen


class Answer(NamedTuple):
    """An HTTP answer: names of headers in small letters, the body still coded as it came."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes

    def field(self, name: str) -> str:
        """All headers of this name, with commas between, as HTTP has it; empty where there is none."""
        return ", ".join(value for key, value in self.fields if key == name)


def read_answer(block: bytes) -> Answer:
    """Raises BrokenRecord where the block is no HTTP answer."""
    status = STATUS.match(block)
    if status is None:
        raise BrokenRecord(f"begins with {block[:20]!r}, where an HTTP answer begins with 'HTTP/1.1 200'")
    head, body = split_head(block)
    answer = Answer(int(status[1]), read_fields(head), body)
    if answer.field("transfer-encoding").lower().strip() == "chunked":
        return answer._replace(body=join_chunks(body))
    return answer


def split_head(block: bytes) -> tuple[bytes, bytes]:
    """Status line and headers with their blank line, and what stands behind it."""
    blank = BLANK_LINE.search(block)
    return (block[: blank.end()], block[blank.end() :]) if blank else (block, b"")


def join_chunks(body: bytes) -> bytes:
    """A body without the sizes between its chunks. Crawlers that undo this coding leave its header standing: what is not in
    chunks from beginning to end is as it should be."""
    pieces: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces)
        at = size.end() + length
        pieces.append(body[size.end() : at])
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1
        else:
            return body
    return body


def undo_codings(body: bytes, told: str, most: int) -> bytes:
    """A body without the codings that its `Content-Encoding` tells. Raises BrokenRecord where it would have over `most` bytes,
    is not coded so, or is in a coding that cannot be undone here."""
    # Loaded here: it takes 0.1 s, which every command would pay for that looks at the readers.
    from urllib3 import HTTPResponse
    from urllib3.exceptions import HTTPError

    codings = [one.strip().lower() for one in told.split(",") if one.strip().lower() not in ("", "identity")]
    if not codings or not body:
        return body
    if len(codings) > MOST_CODINGS:
        raise BrokenRecord(f"coded {len(codings)} times over")
    for coding in codings:
        if coding not in CODINGS:
            raise BrokenRecord(f"coded as {coding[:40]!r}, which nobody can undo here")
        if coding not in HTTPResponse.CONTENT_DECODERS:
            raise BrokenRecord(f"coded as {coding}, which needs: pip install 'contested[archives]'")
    answer = HTTPResponse(
        io.BytesIO(body), headers={"content-encoding": ", ".join(codings)}, preload_content=False
    )
    pieces: list[bytes] = []
    left = most
    try:
        for piece in answer.stream(STEP, decode_content=True):
            left -= len(piece)
            if left < 0:
                raise BrokenRecord(f"grows beyond {most // 10**6:,} MB")
            pieces.append(piece)
    except HTTPError as error:
        raise BrokenRecord(f"is not coded as {', '.join(codings)}, as it says") from error
    return b"".join(pieces)

"""A body as it came and the names of its codings, in; the body itself, out, never more than is allowed.

Only gzip and deflate are asked for, since zlib inflates in steps and stops at a size. What is sent in another coding all the
same, or packed twice over, is refused before a byte of it is inflated: a kilobyte of Brotli can be a gigabyte.
"""

from __future__ import annotations

import zlib

from contested.fetch.errors import FetchError

GZIP, ZLIB, RAW = 31, 15, -15  # what zlib calls them: its `wbits`
STEP = 65_536
MOST_MEMBERS = 1_000  # of one gzip body; whole logs that were put together have dozens
SMALLER = "give an address whose answer is smaller"
ELSEWHERE = "save the page with a browser, and add its file"


def inflate(body: bytes, coding: str, most: int, where: str) -> bytes:
    """The body without its coding. Raises FetchError where it is larger than `most`, damaged or in a coding that was not
    asked for."""
    codings = [
        one for one in (part.strip().lower() for part in coding.split(",")) if one not in ("", "identity")
    ]
    if not codings:
        return body
    if codings in (["gzip"], ["x-gzip"]):
        return inflate_members(body, most, where)
    if codings == ["deflate"]:
        # By the standard it is zlib's format; some send the bare stream.
        kind = ZLIB if body[:1] and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0 else RAW
        return inflate_one(body, kind, most, where)[0]
    told = ", ".join(codings)[:80]
    if len(codings) > 1:
        raise FetchError(where, "broken", f"is packed more than once ({told})", ELSEWHERE)
    raise FetchError(where, "broken", f"is sent as {told}, which was not asked for", ELSEWHERE)


def inflate_members(body: bytes, most: int, where: str) -> bytes:
    """A gzip body, which may be several in a row. What follows the last is left out, as browsers do."""
    found: list[bytes] = []
    at = size = 0
    while not found or body.startswith(b"\x1f\x8b", at):
        if len(found) == MOST_MEMBERS:
            raise FetchError(where, "large", f"is more than {MOST_MEMBERS:,} gzip files in a row", SMALLER)
        part, at = inflate_one(body, GZIP, most - size, where, at)
        found.append(part)
        size += len(part)
    return b"".join(found)


def inflate_one(body: bytes, kind: int, most: int, where: str, at: int = 0) -> tuple[bytes, int]:
    """One stream that begins at a byte, inflated in steps, and where the next one would begin."""
    stream = zlib.decompressobj(kind)
    found, size = [], 0
    try:
        while not stream.eof:
            source = stream.unconsumed_tail or body[at : at + STEP]
            at += 0 if stream.unconsumed_tail else len(source)
            part = stream.decompress(source, STEP)
            if not source and not part and not stream.eof:
                raise FetchError(where, "broken", "breaks off in the middle", "fetch it again")
            size += len(part)
            if size > most:
                raise FetchError(where, "large", "inflates to more than is taken", SMALLER)
            found.append(part)
    except zlib.error as error:
        raise FetchError(
            where, "broken", f"is damaged where it is packed: {error}", "fetch it again"
        ) from error
    return b"".join(found), at - len(stream.unused_data)

"""One request to a target, in; one answer, whole, within its limits, out. Redirects are for `fetcher.py`.

`http.client` reads the answer from a stream of ours: it counts bytes and time, and keeps the head as it came, which the
archive wants. Python's own parser bounds lines (64 kB) and their number (100).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any, cast

from msgspec import Struct

from contested.fetch.errors import FetchError
from contested.fetch.inflate import inflate
from contested.fetch.limits import Limits
from contested.fetch.urls import Target
from contested.fetch.wire import Deadline, Network, Wire, connect
from contested.ledger.exchange import Exchange
from contested.warc.message import BLANK_LINE

PIECE = 65_536
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
)
# What may be sent back to a server as it came from there: no line ends, nothing that a parser could trip over.
PLAIN = re.compile(r"[\x20-\x7e]{1,500}")


class Answer(Struct, frozen=True, kw_only=True):
    """An answer that came whole. `body` is inflated; `exchange` has it as it came."""

    target: Target
    status: int
    headers: Mapping[str, str]
    body: bytes
    exchange: Exchange

    def header(self, name: str) -> str:
        """A header's value, nothing where there is none."""
        return self.headers.get(name, "")

    @property
    def media_type(self) -> str:
        """The media type in small letters, without parameters; empty where none is said."""
        return self.header("content-type").partition(";")[0].strip().lower()[:100]


class Tape(io.BufferedReader):
    """A stream that keeps what is read of it by lines until it is told to stop, and lets no head be too long."""

    def __init__(self, wire: Wire, most: int) -> None:
        super().__init__(wire, PIECE)
        self.where, self.left, self.kept = wire.where, most, bytearray()
        self.keeps = True

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(-1 if size is None else size)
        if self.keeps:
            self.kept += line
            if len(self.kept) > self.left:
                found = f"its head is longer than {self.left:,} bytes"
                raise FetchError(self.where, "large", found, "tell the site; nothing is read past it")
        return line

    def head(self) -> bytes:
        """The head as it came."""
        self.keeps = False
        return bytes(self.kept)


class Line:
    """What `http.client` asks of a socket: to be read as a file."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape

    def makefile(self, mode: str) -> Tape:
        return self.tape


def ask(target: Target, headers: Mapping[str, str], at: str, network: Network, deadline: Deadline) -> Answer:
    """Ask once. Raises FetchError where no whole answer comes within the limits."""
    request, limits = write_request(target, headers), network.limits
    wire = connect(target, network, deadline)
    try:
        wire.send(request)
        tape = Tape(wire, limits.head)
        response = HTTPResponse(cast(Any, Line(tape)), method="GET")
        response.begin()
        head = last_head(tape.head(), target.url)
        raw = read_body(response, wire, limits)
    except HTTPException as error:
        found = f"what came is no answer: {str(error)[:120] or type(error).__name__}"
        raise FetchError(target.url, "broken", found, "fetch it again later") from error
    except (OSError, ValueError) as error:
        deadline.left(target.url)
        found = f"broke off: {getattr(error, 'strerror', None) or error or type(error).__name__}"
        raise FetchError(target.url, "broken", found, "fetch it again later") from error
    finally:
        wire.close()
    answered = {name.lower(): value for name, value in reversed(response.getheaders())}
    coding = ",".join(response.headers.get_all("Content-Encoding", []))
    return Answer(
        target=target,
        status=response.status,
        headers=answered,
        body=inflate(raw, coding, limits.body, target.url) if raw else b"",
        exchange=Exchange(
            url=target.url, at=at, address=wire.address, request=request, response=head, body=raw
        ),
    )


def last_head(heads: bytes, where: str) -> bytes:
    """The head of the answer itself, behind those that only say to go on. Raises FetchError where it broke off."""
    ends = [blank.end() for blank in BLANK_LINE.finditer(heads)]
    if not ends or ends[-1] != len(heads):
        raise FetchError(where, "broken", "broke off in its head", "fetch it again later")
    return heads[ends[-2] if len(ends) > 1 else 0 :]


def write_request(target: Target, headers: Mapping[str, str]) -> bytes:
    """The bytes of a request."""
    lines = [
        f"GET {target.path} HTTP/1.1",
        f"Host: {target.place}",
        f"Accept: {ACCEPT}",
        "Accept-Encoding: gzip",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items() if PLAIN.fullmatch(value)),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def read_body(response: HTTPResponse, wire: Wire, limits: Limits) -> bytes:
    """The body without its transfer coding. Raises FetchError where it is too long, or shorter than was said."""
    length, found = response.length, bytearray()
    said = set(response.headers.get_all("Content-Length", []))
    if len(said) > 1:
        raise FetchError(wire.where, "broken", "says two lengths of itself", "fetch it again later")
    if length is not None and length > limits.wire:
        raise too_long(wire, length, limits)
    while piece := response.read1(PIECE):
        found += piece
        if len(found) > limits.wire:
            raise too_long(wire, None, limits)
    if length is not None and len(found) < length:
        found_words = f"broke off after {len(found):,} of {length:,} bytes"
        raise FetchError(wire.where, "broken", found_words, "fetch it again later")
    return bytes(found)


def too_long(wire: Wire, length: int | None, limits: Limits) -> FetchError:
    has = f"has {length:,} bytes" if length else "goes on"
    found = f"{has}, more than the {limits.wire:,} that are taken"
    return FetchError(wire.where, "large", found, "give an address whose answer is smaller")

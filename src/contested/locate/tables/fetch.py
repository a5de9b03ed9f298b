"""Addresses of tables, in; their files, whole, out. What broke off is gone on with, also by a later call.

A file grows as `NAME.part`; beside it `NAME.state` keeps what the server called this state of it (RFC 9110, 13.1.5:
a strong ETag, else Last-Modified), so that the rest of another state is never joined to it. Redirects are not
followed; bytes and time are capped.
"""

from __future__ import annotations

import hashlib
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from threading import Event, Timer
from typing import NamedTuple
from urllib.parse import urlsplit

from contested.errors import RejectedTable, UsageError

GEONAMES = "https://download.geonames.org/export/dump"
MOST_BYTES = 200_000_000
TRIES = 4  # requests for one file before the rest is left to a later call
QUIET = 30.0  # seconds without a byte
PATIENCE = 1800.0  # seconds for one request
PIECE = 1 << 16
RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
AGAIN = "run the command again: it goes on from there"


class Limits(NamedTuple):
    """Bytes of a file, and seconds: without a byte, and for a request."""

    most: int = MOST_BYTES
    quiet: float = QUIET
    patience: float = PATIENCE


LIMITS = Limits()


class Fetched(NamedTuple):
    """A file that is there whole: its hash, at which byte it was last gone on with (0: it came at once), and whether
    what was held of it before was of another state and dropped."""

    file: Path
    sha256: str
    resumed: int
    changed: bool


class BrokenOff(Exception):
    """A request that ended before the file did."""


def country_address(code: str, base: str = GEONAMES) -> str:
    """Where GeoNames' file of a country is. Raises UsageError where `code` is no country code of two letters."""
    if not re.fullmatch(r"[A-Za-z]{2}", code):
        raise UsageError(f"{code!r}: is no country code; write two letters, as UA")
    return f"{base.rstrip('/')}/{code.upper()}.zip"


def fetch_file(
    url: str, folder: Path, limits: Limits = LIMITS, progress: Callable[[int], None] = lambda _: None
) -> Fetched:
    """The file at an address, in `folder`, under the last part of the address.

    Raises UsageError for other addresses than http:// and https://, RejectedTable where it does not come whole.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise UsageError(f"{url}: give an address that begins with http:// or https://")
    folder.mkdir(parents=True, exist_ok=True)
    download = Download(url, folder / (Path(parts.path).name or "table"), limits, progress)
    changed = False
    for number in range(TRIES):
        held = download.held()
        try:
            start = download.ask(held)
        except BrokenOff as error:
            changed |= download.held() < held
            if number == TRIES - 1 or download.held() == held:  # nothing came: asking again at once is no use
                raise download.failure(
                    f"broke off after {download.held():,} bytes ({error})", AGAIN
                ) from error
        else:
            return Fetched(download.finish(), hash_file(download.file), start, changed or start < held)
    raise AssertionError("the last try returns or raises")


class Download:
    """One file on its way."""

    def __init__(self, url: str, file: Path, limits: Limits, progress: Callable[[int], None]) -> None:
        self.url, self.file, self.limits, self.progress = url, file, limits, progress
        self.part = file.with_name(file.name + ".part")
        self.state = file.with_name(file.name + ".state")

    def held(self) -> int:
        """How many bytes are there that can be gone on with."""
        return self.part.stat().st_size if self.part.is_file() and self.state.is_file() else 0

    def drop(self) -> None:
        """Forget what is there."""
        self.part.unlink(missing_ok=True)
        self.state.unlink(missing_ok=True)

    def finish(self) -> Path:
        """The file under its own name."""
        self.part.replace(self.file)
        self.state.unlink(missing_ok=True)
        return self.file

    def failure(self, found: str, remedy: str) -> RejectedTable:
        return RejectedTable(self.url, found, remedy)

    def ask(self, held: int) -> int:
        """Ask for the file, or for the rest of it; the byte at which the answer began.

        Raises BrokenOff where it ends early, RejectedTable where asking again is of no use.
        """
        headers = {"Accept-Encoding": "identity", "User-Agent": "contested"}
        if held:
            headers |= {"Range": f"bytes={held}-", "If-Range": self.state.read_text("utf-8")}
        parts = urlsplit(self.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.limits.quiet)
        try:
            connection.connect()
        except (OSError, UnicodeError) as error:
            connection.close()
            raise self.failure(f"cannot be reached: {error}", "look at the connection; then again") from error
        late = Event()
        timer = Timer(self.limits.patience, cut_off, (connection.sock, late))
        timer.daemon = True
        timer.start()
        try:
            connection.request(
                "GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers
            )
            with connection.getresponse() as response:
                start = self.take(response, held)
        except (OSError, HTTPException, BrokenOff) as error:
            if late.is_set():
                raise self.too_late() from error
            raise BrokenOff(str(error) or type(error).__name__) from error
        finally:
            timer.cancel()
            connection.close()
        if late.is_set():  # what was cut off can look whole
            raise self.too_late()
        return start

    def take(self, response: HTTPResponse, held: int) -> int:
        """Write what an answer brings to the part; the byte at which it began."""
        start, total = self.read_head(response, held)
        if total is not None and total > self.limits.most:
            self.drop()
            raise self.too_large(f"has {total:,} bytes")
        if start == 0:
            self.drop()
            state = state_of(response)
            if state:
                self.state.write_text(state, "utf-8")
        size = start
        with self.part.open("r+b" if start else "wb") as part:
            part.seek(start)
            while piece := response.read1(PIECE):
                size += len(piece)
                if size > self.limits.most:
                    break
                part.write(piece)
                self.progress(len(piece))
        if size > self.limits.most:
            self.drop()
            raise self.too_large("goes on")
        if total is not None and size < total:
            raise BrokenOff(f"of {total:,}")
        return start

    def read_head(self, response: HTTPResponse, held: int) -> tuple[int, int | None]:
        """At which byte an answer begins, and how long the whole file is, where that is said."""
        status, length = response.status, response.length
        if status == 200:
            return 0, length
        if status == 206:
            found = RANGE.fullmatch(response.getheader("Content-Range", ""))
            if found and int(found[1]) == held:
                return held, int(found[2]) if found[2] != "*" else length and held + length
        if status in (206, 416):  # what is here is no beginning of what is there
            self.drop()
            raise BrokenOff("the rest of what was begun is not there")
        if 300 <= status < 400:
            where = response.getheader("Location", "")
            raise self.failure(
                f"sends on to {where[:200]!r}, which is not followed", "fetch that file, and add it"
            )
        if status == 404:
            raise self.failure("is not there (404)", "look whether the country's code is right")
        raise self.failure(f"is refused with status {status}", "try again later")

    def too_late(self) -> RejectedTable:
        found = f"took longer than {self.limits.patience:g} seconds, and stands at {self.held():,} bytes"
        return self.failure(found, AGAIN)

    def too_large(self, how: str) -> RejectedTable:
        found = f"{how}, more than the {self.limits.most:,} bytes that are taken"
        return self.failure(found, "fetch it yourself, cut it down, and add it")


def state_of(response: HTTPResponse) -> str:
    """What the server calls this state of the file, such that the rest of another is told apart; else nothing."""
    tag = response.getheader("ETag", "")
    return tag if tag.startswith('"') else response.getheader("Last-Modified", "")


def hash_file(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def cut_off(connection: socket.socket, late: Event) -> None:
    """End a connection whose time is up; whoever reads from it gets no more."""
    late.set()
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)

"""A server of one file on loopback, for tests: it knows ranges, and breaks off, drips, changes or lies as it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.served import Loopback, running


class Handler(BaseHTTPRequestHandler):
    """Answers one GET."""

    server: FileServer

    def do_GET(self) -> None:
        server = self.server
        server.asked.append(
            {"path": self.path, **{key.lower(): value for key, value in self.headers.items()}}
        )
        if server.status != 200:
            self.send_response(server.status)
            if server.status < 400:
                self.send_header("Location", "http://elsewhere.invalid/UA.zip")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = self.read_range()
        if start is not None and start >= len(server.body):
            self.send_error(416)
            return
        self.send_response(200 if start is None else 206)
        if server.says_state:
            self.send_header(*server.says_state)
        if start is not None:
            first = start + server.range_off_by
            self.send_header("Content-Range", f"bytes {first}-{len(server.body) - 1}/{len(server.body)}")
        body = server.body[start or 0 :]
        if server.says_length:
            self.send_header("Content-Length", str(server.claims_length or len(body)))
        self.end_headers()
        self.send_body(body)

    def read_range(self) -> int | None:
        """Where the asked range begins; nothing where the whole is to be sent, as for another state of the file."""
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        state = self.server.says_state
        same = not state or self.headers.get("If-Range") == state[1]
        return int(asked[1]) if asked and same and self.server.knows_ranges else None

    def send_body(self, body: bytes) -> None:
        cuts = self.server.cut_after
        if cuts:
            body = body[: cuts.pop(0)]
        try:
            if not self.server.drips:
                self.wfile.write(body)
                return
            for at in range(len(body)):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                if self.server.ended.wait(0.02):
                    return
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


class FileServer(Loopback):
    """The server; `asked` holds the requests, `cut_after` after how many bytes the next answers break off."""

    def __init__(self, body: bytes) -> None:
        super().__init__(Handler)
        self.body = body
        self.status = 200
        self.says_state: tuple[str, str] | None = ("ETag", '"one"')
        self.says_length = True
        self.claims_length: int | None = None
        self.knows_ranges = True
        self.range_off_by = 0
        self.drips = False
        self.cut_after: list[int] = []
        self.asked: list[dict[str, str]] = []


@contextmanager
def serve_file(body: bytes) -> Iterator[FileServer]:
    """A server that runs within a `with`."""
    with running(FileServer(body)) as server:
        yield server

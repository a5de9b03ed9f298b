"""A server on loopback that says, byte for byte, what a test tells it to say, and notes what it was asked."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from contested.fetch import Fetcher, Limits

Script = bytes | Callable[["Talk"], None]
ALLOW_ALL = b"User-agent: *\nAllow: /\n"


def answer(
    body: bytes | str = b"", status: str = "200 OK", media: str = "text/plain", **headers: str
) -> bytes:
    """An answer as it goes over the wire; a header's `_` stands for a hyphen, and its length is told."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=to)


class Talk(socketserver.StreamRequestHandler):
    """One request and its answer."""

    server: Scripted

    def handle(self) -> None:
        server = self.server
        line = self.rfile.readline(65_536).decode("latin-1").split(" ")
        if len(line) < 2:
            return
        headers: dict[str, str] = {"path": line[1]}
        while entry := self.rfile.readline(65_536).decode("latin-1").strip():
            name, _, value = entry.partition(": ")
            headers[name.lower()] = value
        server.asked.append((time.time(), headers))
        default = answer(ALLOW_ALL) if line[1] == "/robots.txt" else answer(b"nothing here", "404 Not Found")
        script = server.scripts.get(line[1], default)
        if isinstance(script, list):
            script = script.pop(0) if len(script) > 1 else script[0]
        self.headers = headers
        with suppress(OSError):
            if callable(script):
                script(self)
            else:
                self.wfile.write(script)

    def go_on(self, piece: bytes, pause: float = 0.0) -> None:
        """Send a piece again and again until the other end hangs up."""
        while not self.server.ended.wait(pause):
            self.wfile.write(piece)
            self.wfile.flush()


class Scripted(socketserver.ThreadingTCPServer):
    """The server. `scripts` are the answers by path (of several the last stays), `asked` the moments and headers of requests,
    `met` counts the connections."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), Talk)
        self.context = context
        self.scripts: dict[str, Any] = {}
        self.asked: list[tuple[float, dict[str, str]]] = []
        self.met = 0
        self.ended = threading.Event()

    def get_request(self) -> Any:
        connected, address = super().get_request()
        self.met += 1
        if self.context is not None:
            connected = self.context.wrap_socket(connected, server_side=True)
        return connected, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what many a test is about."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def paths(self, robots: bool = False) -> list[str]:
        """What was asked for, in order."""
        found = [headers["path"] for _, headers in self.asked]
        return found if robots else [path for path in found if path != "/robots.txt"]

    def fetcher(self, **settings: Any) -> Fetcher:
        """A fetcher that may ask this server, at once and for half a second."""
        given = {"allow": (self.place,), "apart": 0.0, "limits": Limits(seconds=0.5), **settings}
        return Fetcher("contested/test (+mailto:desk@example.org)", **given)


@contextmanager
def serving(
    context: ssl.SSLContext | None = None, host: str = "127.0.0.1", port: int = 0
) -> Iterator[Scripted]:
    """A server that runs within a `with`."""
    with Scripted(context, host, port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()

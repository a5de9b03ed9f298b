"""A second reader on loopback, for tests: a server of chat completions whose model is a tiny rule.

It reads "Velian troops captured Kessa" by the sides and events that the request lists, and is wrong on purpose: the
first side that a sentence names acts, the first place is the only one, nothing is hedged, "seized" is `entered`. A
mark in the text (`[500]`) makes it fail in one way.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

VERBS = {
    "captured": "captured",
    "seized": "entered",
    "entered": "entered",
    "withdrew from": "withdrew",
    "flags fly over": "holds",
}
SENTENCE = re.compile(r"[^.\n]+\.")
MARK = re.compile(r"\[(\w+)\]")
SLOW = 3.0


def find_claims(question: str, text: str) -> list[dict[str, Any]]:
    """The claims of a text, by the sides and events that the question lists."""
    sides = {adjective: code for code, adjective in re.findall(r"^(\w+): .*\((\w+)\)$", question, re.M)}
    events = set(re.findall(r"^(\w+) \(\w+\): ", question, re.M))
    claims = []
    for sentence in SENTENCE.findall(text):
        named = [sides[word] for word in sentence.split() if word in sides]
        for verb, event in VERBS.items():
            place = re.search(rf"\b{verb} ([A-Z]\w+)", sentence)
            if named and place and event in events:
                claims.append(
                    {
                        "sentence": sentence.strip(),
                        "event": event,
                        "actor": named[0],
                        "places": [{"text": place[1], "name": place[1], "role": "at", "kind": "settlement"}],
                        "stance": "denied" if "denied" in sentence else "asserted",
                        "score": 0.7,
                    }
                )
    return claims


class Handler(BaseHTTPRequestHandler):
    """Answers one request, or fails as the text's mark says."""

    server: Served

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        self.server.asked.append({"path": self.path, "headers": dict(self.headers), **request})
        question, report = (one["content"] for one in request["messages"])
        text = json.loads(report)["text"]
        found = MARK.search(text)
        mark = found[1] if found else ""
        claims: list[Any] = find_claims(question, text)
        content, finish = json.dumps({"claims": claims}), "stop"
        if mark.isdigit():
            self.answer(int(mark), b'{"error": "the composed model\\nis unwell"}')
            return
        if mark in ("slow", "drip"):
            self.stall(mark)
            return
        if mark == "invented":
            claims.append(dict(claims[0], sentence="Velian troops captured the moon."))
        elif mark == "unknown":
            claims.append(dict(claims[0], event="conjured"))
        content = {
            "fenced": f"Here it is:\n```json\n{content}\n```",
            "prose": "I would rather not.",
            "bare": json.dumps(claims),
            "nested": '{"claims":' + "[" * 100_000,
            "invented": json.dumps({"claims": claims}),
            "unknown": json.dumps({"claims": claims}),
        }.get(mark, content)
        finish = "length" if mark == "cut" else "stop"
        completion = {"choices": [{"message": {"content": content}, "finish_reason": finish}]}
        answer = json.dumps(completion).encode()
        self.answer(200, {"html": b"<p>no</p>", "huge": b" " * 1_000_001}.get(mark, answer))

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.url}/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stall(self, how: str) -> None:
        """Say nothing, or a byte now and then, for longer than anybody waits."""
        until = time.monotonic() + SLOW
        self.send_response(200)
        self.end_headers()
        while time.monotonic() < until and not self.server.ended.wait(0.05):
            try:
                self.wfile.write(b" " if how == "drip" else b"")
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


class Loopback(ThreadingHTTPServer):
    """A server on a free port of this machine."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


L = TypeVar("L", bound=Loopback)


@contextmanager
def running(server: L) -> Iterator[L]:
    """A server that runs within a `with`."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


class Served(Loopback):
    """The server; `asked` holds the requests."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.asked: list[dict[str, Any]] = []


@contextmanager
def serve() -> Iterator[Served]:
    """A server that runs within a `with`."""
    with running(Served()) as served:
        yield served

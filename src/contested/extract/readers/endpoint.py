"""A report, in; what a language model behind an address of the user's choice finds in it, out.

The address answers chat completions as many servers do, on this machine or elsewhere. What is asked is in `endpoint.txt`
and the vocabulary; only the report's text and what was stated beside it are sent, one request a report, long ones
in pieces. Redirects are not followed, answers are capped in bytes and in time.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from string import Template
from threading import Event, Timer
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from contested.desk import ReaderSettings
from contested.errors import ReaderUnavailable, RejectedReport
from contested.extract.readers import Backend
from contested.model import Report, content_id
from contested.theatres import Theatre
from contested.vocabulary import event_types

MOST_BYTES = 1_000_000
# Characters of a report to one request: about 4,000 tokens, so that question, text and answer fit small models.
PIECE = 12_000
EXCERPT = 160
HERE = {"localhost", "127.0.0.1", "::1"}
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class EndpointSettings(ReaderSettings, tag="endpoint", frozen=True, kw_only=True):
    """Where the model is. `timeout` is in seconds, for a whole answer; the key is in the environment, never here."""

    url: Annotated[str, Meta(pattern=r"^https?://[!-~]+$")]
    model: Annotated[str, Meta(pattern=r"^[^\s](.*[^\s])?$", max_length=100)]
    key_env: Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    timeout: Annotated[float, Meta(gt=0, le=3600)] = 120

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if not parts.hostname or parts.username is not None or parts.port == 0:
            raise ValueError("url names no host, or holds a user's name; a key is given by key_env")
        if self.key_env and parts.scheme == "http" and parts.hostname not in HERE:
            raise ValueError("url: a key is sent over https only, or to this machine; write https://")


class Message(Struct):
    content: str | None = None


class Choice(Struct):
    message: Message
    finish_reason: str | None = None


class Completion(Struct):
    """The parts of a chat completion that are read."""

    choices: Annotated[list[Choice], Meta(min_length=1)]


class Answer(Struct):
    """What the model is asked to answer."""

    claims: list[object]


class Reply(NamedTuple):
    """An answer's status, where it redirects to, and its body, no longer than one byte past the cap."""

    status: int
    location: str
    body: bytes


class Endpoint:
    """A model that is asked over HTTP."""

    def __init__(self, settings: EndpointSettings, theatre: Theatre) -> None:
        self.settings = settings
        self.address = settings.url.partition("?")[0]  # what is behind it may be a key
        self.question = write_question(theatre)

    @property
    def name(self) -> str:
        return f"llm:{self.settings.model}"

    @property
    def version(self) -> str:
        return content_id(self.question)[:12]

    def read(self, report: Report) -> list[object]:
        """What the model finds in a report, unchecked."""
        return [one for piece in split_text(report.text) for one in self.ask(piece, report)]

    def ask(self, text: str, report: Report) -> list[object]:
        """What it finds in one piece of a report."""
        body = {
            "model": self.settings.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": self.question},
                {"role": "user", "content": write_report(text, report)},
            ],
        }
        reply = self.send(msgspec.json.encode(body), report)
        if reply.status != 200:
            raise self.refusal(reply, report)
        if len(reply.body) > MOST_BYTES:
            raise self.failure(report, f"answered with more than {MOST_BYTES:,} bytes", "look what it serves")
        return self.read_answer(reply.body, report)

    def read_answer(self, body: bytes, report: Report) -> list[object]:
        """The claims in an answer; what stands around the JSON object, such as a fence, is passed over."""
        again = "build again, or name a model in desk.toml that answers in JSON"
        try:
            choice = msgspec.json.decode(body, type=Completion).choices[0]
        except UNREADABLE as error:
            raise self.failure(report, f"answered no chat completion ({error})", again) from error
        content = choice.message.content or ""
        if choice.finish_reason == "length":
            raise self.failure(report, "the answer was cut off", "let the server answer at greater length")
        try:
            return msgspec.json.decode(
                content[content.find("{") : content.rfind("}") + 1], type=Answer
            ).claims
        except UNREADABLE as error:
            found = f"answered no JSON object with claims: {self.excerpt(content)!r}"
            raise self.failure(report, found, again) from error

    def send(self, body: bytes, report: Report) -> Reply:
        """Post a request. Raises ReaderUnavailable where nobody is there, RejectedReport where no answer comes."""
        headers = {"Content-Type": "application/json", **self.authorise(report)}
        connection = self.connect(report)
        late = Event()
        timer = Timer(self.settings.timeout, cut_off, (connection.sock, late))
        timer.daemon = True
        timer.start()
        parts = urlsplit(self.settings.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", target, body, headers)
            with connection.getresponse() as response:
                location = response.getheader("Location", "")
                reply = Reply(response.status, location, response.read(MOST_BYTES + 1))
        except (OSError, HTTPException) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise self.too_late(report) from error
            raise self.failure(report, f"broke off: {error!r}", "build again") from error
        finally:
            timer.cancel()
            connection.close()
        if late.is_set():  # what was cut off can look whole
            raise self.too_late(report)
        return reply

    def connect(self, report: Report) -> HTTPConnection:
        """An open connection. Raises ReaderUnavailable where nobody is there."""
        parts, timeout = urlsplit(self.settings.url), self.settings.timeout
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=timeout)
        try:
            connection.connect()
        except (OSError, UnicodeError) as error:
            connection.close()
            remedy = "start the server, or mend second_reader.url in desk.toml; then build again"
            raise ReaderUnavailable(*self.said(report, f"cannot be reached: {error}", remedy)) from error
        return connection

    def authorise(self, report: Report) -> dict[str, str]:
        """The header that holds the key, where the desk names one."""
        if self.settings.key_env is None:
            return {}
        key = os.environ.get(self.settings.key_env, "").strip()
        if not key or not (key.isascii() and key.isprintable()):
            found = f"the environment holds no key in {self.settings.key_env}"
            raise ReaderUnavailable(*self.said(report, found, "set it, then build again"))
        return {"Authorization": f"Bearer {key}"}

    def refusal(self, reply: Reply, report: Report) -> RejectedReport:
        """What an answer with another status than 200 means for this report, or for all."""
        status, words = reply.status, self.excerpt(reply.body.decode("utf-8", "replace"))
        found = f"answered {status}" + (f": {words!r}" if words else "")
        if 300 <= status < 400:
            found = f"answered {status} and sends on to {self.excerpt(reply.location)!r}"
            remedy = "nothing is sent there; if that is the right address, write it in desk.toml"
        elif status in (401, 403):
            remedy = f"set {self.settings.key_env or 'second_reader.key_env'} to a key that it takes"
        elif status == 404:
            remedy = "give the whole address, often …/v1/chat/completions, and a model that it serves"
        elif status == 429:
            remedy = "it is asked too often; build again later"
        else:
            return self.failure(report, found, "build again; if it stays so, ask whoever runs the server")
        return ReaderUnavailable(*self.said(report, found, remedy))

    def too_late(self, report: Report) -> RejectedReport:
        """No whole answer within the time."""
        found = f"gave no whole answer within {self.settings.timeout:g} seconds"
        return self.failure(report, found, "build again, or raise second_reader.timeout in desk.toml")

    def failure(self, report: Report, found: str, remedy: str) -> RejectedReport:
        """Why this report was not read; another one may be."""
        return RejectedReport(*self.said(report, found, remedy))

    def said(self, report: Report, found: str, remedy: str) -> tuple[str, str, str]:
        """Where, what was found, what to do."""
        return f"{report.name} ({self.name})", f"{self.address}: {found}", remedy

    def excerpt(self, words: str) -> str:
        """The beginning of what a server said, on one line and without the key."""
        key = os.environ.get(self.settings.key_env or "", "").strip()
        line = " ".join((words.replace(key, "…") if key else words).split())
        return line if len(line) <= EXCERPT else line[:EXCERPT] + "…"


def write_question(theatre: Theatre) -> str:
    """What the model is asked, with the theatre's sides and the event types."""
    template = Template(Path(__file__).with_suffix(".txt").read_text("utf-8"))
    sides = [f"{side.code}: {side.name} ({side.adjective})" for side in theatre.sides]
    events = [f"{one.event} ({one.family}): {one.gloss}" for one in event_types().values()]
    return template.substitute(sides="\n".join(sides), events="\n".join(events))


def write_report(text: str, report: Report) -> str:
    """A piece of a report as the model gets it."""
    about = {key: getattr(report, key) for key in ("published", "publisher", "language", "title")}
    return msgspec.json.encode(about | {"text": text}).decode()


def split_text(text: str) -> Iterator[str]:
    """The text in pieces of whole paragraphs, no longer than `PIECE` unless one paragraph is."""
    piece = ""
    for line in text.splitlines(keepends=True):
        if piece.strip() and len(piece) + len(line) > PIECE:
            yield piece
            piece = ""
        piece += line
    if piece.strip():
        yield piece


def cut_off(connection: socket.socket, late: Event) -> None:
    """End a connection whose time is up; whoever reads from it gets no more."""
    late.set()
    # The plain socket's, which an encrypted one would refuse to share with the thread that reads.
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


BACKEND = Backend("a model behind an address that answers chat completions", EndpointSettings, Endpoint)

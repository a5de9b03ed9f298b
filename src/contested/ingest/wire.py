"""Orders to a worker process and its answers, in; frames for the pipes between, out: eight bytes of length, then
MessagePack.

What a worker says is believed no more than what it reads: its frames have a largest size, and are decoded into these
records or not at all.
"""

from __future__ import annotations

import os
import select
import time
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
from msgspec import Struct

from contested.ingest.registry import readers
from contested.ingest.sources import Found
from contested.model import Rejection, Report

LARGEST = 500_000_000  # bytes: a map of the largest size, its text the same again
AT_ONCE = 1 << 20


class ReadFile(Struct, frozen=True, tag=True):
    """Read the reports in a file, but for the first `skip`; `found` are the fields of a `Found`, its path as seen from the
    folder `seen_from`, where that matters."""

    seen_from: bytes | None
    found: dict[str, Any]
    skip: int


class MakeAgain(Struct, frozen=True, tag=True):
    """Make the clean text of a report again from its bytes."""

    raw: bytes
    report: Report


class Begun(Struct, frozen=True, tag=True):
    """The worker now reads a report of so many bytes."""

    where: str
    size: int


class Taken(Struct, frozen=True, tag=True):
    """A report with its bytes, and with what went over the wire for it where that is known."""

    report: Report
    raw: bytes
    exchange: bytes | None


class Refused(Struct, frozen=True, tag=True):
    """A report that is set aside."""

    rejection: Rejection


class Made(Struct, frozen=True, tag=True):
    """A clean text."""

    text: str


class Done(Struct, frozen=True, tag=True):
    """The order is carried out."""


class Tired(Struct, frozen=True, tag=True):
    """The worker has grown large, and ends; another is to go on from here."""


class Broken(Struct, frozen=True, tag=True):
    """The worker ends by an error of Python, and where that came from."""

    error: str
    at: str


Order = ReadFile | MakeAgain
Answer = Begun | Taken | Refused | Made | Done | Tired | Broken
ENCODER = msgspec.msgpack.Encoder()
ORDER: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
ANSWER: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def read_file_order(found: Found, skip: int) -> ReadFile:
    """The order to read a found file: its path as bytes, its reader by name."""
    fields = msgspec.structs.asdict(found)
    fields |= {"file": os.fsencode(found.file), "reader": found.reader.name}
    return ReadFile(None if found.file.is_absolute() else os.getcwdb(), fields, skip)


def unpack_found(fields: dict[str, Any]) -> Found:
    """The found file again, its reader the one that bears that name here."""
    kinds = get_type_hints(Found)
    values = {
        key: msgspec.convert(value, kinds[key])
        for key, value in fields.items()
        if key not in ("file", "reader")
    }
    values["file"] = Path(os.fsdecode(fields["file"]))
    values["reader"] = readers()[fields["reader"]]
    return Found(**values)


def write_frame(pipe: int, content: bytes) -> None:
    """Send one frame. Raises BrokenPipeError where the other end has gone."""
    rest = memoryview(len(content).to_bytes(8, "big") + content)
    while rest:
        rest = rest[os.write(pipe, rest[:AT_ONCE]) :]


def read_frame(pipe: int, patience: float | None = None) -> bytes | None:
    """The next frame; null where the other end has gone, or does not send it whole within `patience` seconds."""
    until = None if patience is None else time.monotonic() + patience
    head = read_exactly(pipe, 8, until)
    if head is None or (length := int.from_bytes(head, "big")) > LARGEST:
        return None
    return read_exactly(pipe, length, until)


def read_exactly(pipe: int, count: int, until: float | None) -> bytes | None:
    """So many bytes, or null where they do not come."""
    got = bytearray()
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while len(got) < count:
        if until is not None and not poll.poll(max(0.0, until - time.monotonic()) * 1000):
            return None
        some = os.read(pipe, min(count - len(got), AT_ONCE))
        if not some:
            return None
        got += some
    return bytes(got)

"""The characters of a page, in; its article, out, parsed in a process of its own with limits.

A page can be made to hang a parser, to eat memory or to crash it below Python. Then the process ends and
the next page starts another; only that page is set aside. The process is started by the first page and
ends by itself when its owner does. It takes and gives frames: eight bytes of length, then content.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import cache
from threading import Lock, Timer
from typing import IO

import msgspec
from msgspec import Struct

from contested.errors import RejectedReport
from contested.ingest.stated import Marks

SECONDS = 20.0


class Page(Struct, frozen=True, kw_only=True):
    """The article of a page, a paragraph a line, and what its markup says; empty or null if nothing."""

    text: str
    title: str | None
    language: str | None
    marks: Marks


class Parser:
    """A process that parses pages, one at a time, within `seconds` each."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = Lock()

    def extract(self, markup: str, where: str) -> Page:
        """The article of a page. Raises RejectedReport where the process dies of it or is too slow."""
        with self.lock:
            process = self.process = self.process or start()
            assert process.stdin
            assert process.stdout
            begun = time.monotonic()
            alarm = Timer(self.seconds, process.kill)
            alarm.daemon = True
            alarm.start()
            try:
                write_frame(process.stdin, markup.encode("utf-8", "replace"))
                answer = read_frame(process.stdout)
            except BrokenPipeError:
                answer = None
            alarm.cancel()
            if answer is None:
                self.stop()
                slow = time.monotonic() - begun >= self.seconds
                why = f"took over {self.seconds:g} s" if slow else "took too much memory or broke the parser"
                raise RejectedReport(where, f"parsing this page {why}", "give the text of the page as .txt")
        return msgspec.msgpack.decode(answer, type=Page)

    def stop(self) -> None:
        """End the process, if it runs."""
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None


@cache
def parser_of(owner: int) -> Parser:
    """The parser of the process `owner`. A forked child gets its own: two at one pipe would mix pages."""
    return Parser(SECONDS)


def extract_apart(markup: str, where: str) -> Page:
    """The article of a page. Raises RejectedReport where the parser did not come back with one."""
    return parser_of(os.getpid()).extract(markup, where)


def start() -> subprocess.Popen[bytes]:
    """A new process that serves pages (`page.py`)."""
    command = [sys.executable, "-m", "contested.ingest.page"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send one frame."""
    stream.write(len(content).to_bytes(8, "big") + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame, or null where the other end has gone."""
    head = stream.read(8)
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    return content if len(head) == 8 and len(content) == length else None

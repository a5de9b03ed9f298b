"""A sentence, in; what a language model behind an address of the user's choice makes of it, out.

The address answers chat completions as many servers do, on this machine or elsewhere. Only the sentence and the
instructions in `rephrase.txt` are sent. Redirects are not followed, answers are capped in bytes and in time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import msgspec
import urllib3
from msgspec import Meta, Struct
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TooLate

from contested.desk import BriefSettings
from contested.errors import ReaderUnavailable, RejectedReport

MOST_BYTES = 100_000
WHERE = "brief"


class Message(Struct):
    content: str | None = None


class Choice(Struct):
    message: Message


class Completion(Struct):
    """The parts of a chat completion that are read."""

    choices: Annotated[list[Choice], Meta(min_length=1)]


class Rephraser:
    """A model that is asked over HTTP, one sentence at a time."""

    def __init__(self, settings: BriefSettings) -> None:
        self.settings = settings
        self.url = settings.rephrase_url or ""
        self.address = self.url.partition("?")[0]  # what is behind it may be a key
        self.rules = Path(__file__).with_name("rephrase.txt").read_text("utf-8")
        self.pool = urllib3.PoolManager(retries=False, timeout=settings.timeout)

    def __call__(self, sentence: str) -> str:
        """The model's sentence, unchecked.

        Raises ReaderUnavailable where nobody is there or the key is wrong, RejectedReport where no answer comes.
        """
        body = {
            "model": self.settings.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": self.rules},
                {"role": "user", "content": sentence},
            ],
        }
        try:
            answer = self.send(msgspec.json.encode(body))
            return msgspec.json.decode(answer, type=Completion).choices[0].message.content or ""
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self.failure(f"answered no chat completion ({error})") from error

    def send(self, body: bytes) -> bytes:
        """Post a request and read its answer."""
        headers = {"Content-Type": "application/json", **self.authorise()}
        until = time.monotonic() + self.settings.timeout
        try:
            reply = self.pool.request(
                "POST", self.url, body=body, headers=headers, redirect=False, preload_content=False
            )
            try:
                if reply.status != 200:
                    raise self.refusal(reply.status)
                return self.read(reply, until)
            finally:
                reply.close()
        except (NewConnectionError, SSLError) as error:
            raise self.unavailable(
                f"cannot be reached: {error}", "start the server, or mend brief.rephrase_url"
            ) from error
        except TooLate as error:
            raise self.failure(f"gave no whole answer within {self.settings.timeout:g} seconds") from error
        except (HTTPError, OSError) as error:
            raise self.failure(f"broke off: {error!r}") from error

    def read(self, reply: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """The body as it comes, as long as it is neither too long nor too late: a server may send a byte a minute."""
        read = bytearray()
        while chunk := reply.read1(MOST_BYTES):
            read += chunk
            if len(read) > MOST_BYTES:
                raise self.failure(f"answered with more than {MOST_BYTES:,} bytes")
            if time.monotonic() > until:
                raise self.failure(f"gave no whole answer within {self.settings.timeout:g} seconds")
        return bytes(read)

    def authorise(self) -> dict[str, str]:
        """The header that holds the key, where the desk names one."""
        if self.settings.key_env is None:
            return {}
        key = os.environ.get(self.settings.key_env, "").strip()
        if not key or not (key.isascii() and key.isprintable()):
            raise self.unavailable(
                f"the environment holds no key in {self.settings.key_env}", "set it, then ask again"
            )
        return {"Authorization": f"Bearer {key}"}

    def refusal(self, status: int) -> RejectedReport:
        """What another status than 200 means for this sentence, or for all."""
        if status in (401, 403):
            return self.unavailable(
                f"answered {status}", f"set {self.settings.key_env or 'brief.key_env'} to a key that it takes"
            )
        if 300 <= status < 400 or status == 404:
            return self.unavailable(
                f"answered {status}", "give the whole address, often …/v1/chat/completions"
            )
        return self.failure(f"answered {status}")

    def failure(self, found: str) -> RejectedReport:
        return RejectedReport(WHERE, f"{self.address} {found}", "the sentence stays as it was; ask again")

    def unavailable(self, found: str, remedy: str) -> ReaderUnavailable:
        return ReaderUnavailable(WHERE, f"{self.address} {found}", remedy)

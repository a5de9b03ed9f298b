"""Requests and their answers, in; one WARC file of them (ISO 28500), out."""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct


class Exchange(Struct, frozen=True, kw_only=True):
    """One request and its answer. `at` is the UTC moment, `address` the IP number that was asked. `request` and `response`
    are the heads as they went, with the blank line; `body` is as received, without its transfer coding, in its content
    coding."""

    url: str
    at: str
    address: str
    request: bytes
    response: bytes
    body: bytes


def write_exchange(exchanges: Sequence[Exchange]) -> bytes:
    """The exchanges as records of one WARC file; the same exchanges give the same bytes."""
    return b"".join(write_pair(one) for one in exchanges)


def read_exchanges(raw: bytes) -> tuple[Exchange, ...]:
    """The exchanges of such a file, in their order."""
    found, at = [], 0
    while at < len(raw):
        (kind, fields, block), at = read_record(raw, at)
        if kind == "response":
            head, body = split_head(block)
            (_, _, request), at = read_record(raw, at)
            found.append(
                Exchange(
                    url=fields["WARC-Target-URI"],
                    at=fields["WARC-Date"],
                    address=fields["WARC-IP-Address"],
                    request=request,
                    response=head,
                    body=body,
                )
            )
    return tuple(found)


def read_record(raw: bytes, at: int) -> tuple[tuple[str, dict[str, str], bytes], int]:
    """The type, fields and block of the record that begins at a byte, and where the next one begins."""
    head, start = raw[at : raw.index(b"\r\n\r\n", at)].decode(), raw.index(b"\r\n\r\n", at) + 4
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    end = start + int(fields["Content-Length"])
    return (fields["WARC-Type"], fields, raw[start:end]), end + 4


def split_head(block: bytes) -> tuple[bytes, bytes]:
    """The head of a message with its blank line, and its body."""
    blank = re.search(rb"\r?\n\r?\n", block)
    end = blank.end() if blank else len(block)
    return block[:end], block[end:]


def write_pair(one: Exchange) -> bytes:
    """A response and its request."""
    response_id = name_record(one, "response")
    common = [("WARC-Target-URI", one.url), ("WARC-Date", one.at), ("WARC-IP-Address", one.address)]
    response = write_record(
        [("WARC-Type", "response"), ("WARC-Record-ID", response_id), *common,
         ("WARC-Payload-Digest", digest(one.body)), ("Content-Type", "application/http; msgtype=response")],
        one.response + one.body,
    )  # fmt: skip
    request = write_record(
        [("WARC-Type", "request"), ("WARC-Record-ID", name_record(one, "request")), *common,
         ("WARC-Concurrent-To", response_id), ("Content-Type", "application/http; msgtype=request")],
        one.request,
    )  # fmt: skip
    return response + request


def write_record(fields: Sequence[tuple[str, str]], block: bytes) -> bytes:
    """One record."""
    head = [*fields, ("WARC-Block-Digest", digest(block)), ("Content-Length", str(len(block)))]
    lines = "".join(f"{name}: {value}\r\n" for name, value in head)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def digest(content: bytes) -> str:
    return f"sha256:{b32encode(hashlib.sha256(content).digest()).decode().rstrip('=')}"


def name_record(one: Exchange, kind: str) -> str:
    """An id that the exchange gives itself."""
    content = hashlib.sha256(one.request + one.response + one.body).hexdigest()
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {one.at} {one.url} {content}')}>"

"""What went over the wire for one address, as a record."""

from __future__ import annotations

from msgspec import Struct


class Exchange(Struct, frozen=True, kw_only=True):
    """One request over HTTP and its answer, as they went over the wire (transfer coding undone, content coding not).

    `url` is as asked, `at` the UTC moment (`2025-12-10T12:00:00Z`), `address` the IP address that was connected to.
    `request` is the request line and headers as sent, `response` the status line and headers as received, both up to
    and including the blank line; `body` is what was received, before any Content-Encoding is undone.
    """

    url: str
    at: str
    address: str
    request: bytes
    response: bytes
    body: bytes

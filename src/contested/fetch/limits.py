"""What one fetch may cost."""

from __future__ import annotations

from msgspec import Struct

from contested.ingest.lines import MAX_BYTES


class Limits(Struct, frozen=True, kw_only=True):
    """`wire` are bytes that come in, `body` bytes after inflating, `head` bytes of an answer's head; `seconds` hold for all
    of a fetch, its redirects included, and however slowly bytes drip in."""

    wire: int = MAX_BYTES
    body: int = MAX_BYTES
    head: int = 65_536
    seconds: float = 30.0
    redirects: int = 5


LIMITS = Limits()

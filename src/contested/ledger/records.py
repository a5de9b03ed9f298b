"""Records of the model, in; canonical JSON text, out, and back again strictly typed.

Keys are sorted, so that equal records are equal text in every version of the code and on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from contested.model import Claim, Fetch, LearnedHabits, Mention, Report, Settled, Takedown, Vouch

REPORT = msgspec.json.Decoder(Report)
CLAIM = msgspec.json.Decoder(Claim)
MENTION = msgspec.json.Decoder(Mention)
SETTLED = msgspec.json.Decoder(Settled)
VOUCH = msgspec.json.Decoder(Vouch)
FETCH = msgspec.json.Decoder(Fetch)
HABITS = msgspec.json.Decoder(LearnedHabits)
TAKEDOWN = msgspec.json.Decoder(Takedown)


def write_record(record: Struct) -> str:
    """A record as canonical JSON."""
    return msgspec.json.encode(record, order="sorted").decode()


def digest_lines(lines: Iterable[str]) -> str:
    """SHA-256 over canonical records and other columns that hold no line break, each on a line of its own."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()

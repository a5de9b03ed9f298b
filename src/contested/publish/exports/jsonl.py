"""Claims as JSON lines: the fields of the contract in its order, then slots, publisher and published.

One object a line, so that other programs can read it as it comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, write_pieces
from contested.theatres import Theatre

# Some readers take these for the end of a line, also inside a string.
LINE_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\u0085\u2028\u2029"}


def write_jsonl(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> None:
    """One claim a line. Of a synthetic desk, each line ends in `"synthetic": true`."""
    write_pieces(write_lines(account, settings), path)


def write_lines(account: Account, settings: ExportSettings) -> Iterator[str]:
    mark = {"synthetic": True} if settings.synthetic else {}
    for claim in account.claims:
        yield msgspec.json.encode(msgspec.to_builtins(claim) | mark).decode().translate(LINE_BREAKS) + "\n"


EXPORT = Export("jsonl", "jsonl", write_jsonl)

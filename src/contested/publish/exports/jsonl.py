"""Claims as JSON lines: the fields of the contract in its order, then slots, publisher and published.

One object a line, so that other programs can read it as it comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Counted
from contested.publish.exports.tables.text import encode_json
from contested.publish.licences import Licences
from contested.theatres import Theatre

# Some readers take these for the end of a line, also inside a string.
LINE_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\u0085\u2028\u2029"}


def write_jsonl(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """One claim a line, with `licence` where that of its publisher is known. Of a synthetic desk, each line ends in
    `"synthetic": true`."""
    lines = Counted(write_lines(account, theatre, settings))
    write_pieces(lines, path)
    return Written(lines.number, "claim")


def write_lines(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[str]:
    licences = Licences(theatre)
    for claim in account.claims:
        fields: dict[str, Any] = msgspec.to_builtins(claim)
        if licence := licences.of_publisher(claim.publisher):
            fields["licence"] = licence
        if settings.synthetic:
            fields["synthetic"] = True
        yield encode_json(fields).translate(LINE_BREAKS) + "\n"


EXPORT = Export("jsonl", "jsonl", write_jsonl)

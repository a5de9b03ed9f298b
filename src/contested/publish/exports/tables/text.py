"""Text of reports, in; the same as files of other programs can hold it, out.

Reports hold what they like: a NUL ends a string in half of all readers, a lone surrogate is in no encoding, and XML 1.0
has no way to write most control characters. Each of them becomes U+FFFD, the mark of a character that was lost.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from contested.publish.exports.tables import Cell, Columns, Row

# All that is not a Char of XML 1.0 (section 2.2).
UNSOUND = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOST = "\ufffd"
UNSOUND_JSON = re.compile(r"\\u00[01]|[\ufffe\uffff]")  # where JSON may hold some of it
# Signs that begin a formula in a spreadsheet (OWASP, "CSV Injection"), the wide ones of East Asian keyboards too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Marks that turn the direction of a line: they may not reach from a title into what stands beside it.
TURNS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
# An address that may stand where a reader makes a link of it: of the web, without what ends or breaks it.
ADDRESS = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`\ufffd]+", re.IGNORECASE)


def sound(text: str) -> str:
    """The text with every character that some reader could not read replaced."""
    return text if text.isprintable() else UNSOUND.sub(LOST, text)


def title(text: str) -> str:
    """The text on one line, for where it stands beside other words."""
    return " ".join(TURNS.sub("", sound(text)).split())


def web_address(url: str | None) -> str | None:
    """An address that a reader may make a link of; null for a script, a file, or what is no address."""
    return url if url and ADDRESS.fullmatch(url) and sound(url) == url else None


def guard_cell(value: Cell) -> str:
    """A cell of CSV as text. Text that a spreadsheet would run gets an apostrophe before it. Numbers are ours and stand
    as they are: a longitude may be negative."""
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, str):
        value = sound(value)
        return "'" + value if value.startswith(FORMULA) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else repr(value)


class Line:
    """Takes what a writer of CSV writes: one row at a time."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def format_row(cells: Sequence[str]) -> str:
    """One row of CSV (RFC 4180)."""
    line = Line()
    csv.writer(line).writerow(cells)
    return line.text


def format_rows(columns: Columns, rows: Iterable[Row]) -> Iterator[str]:
    """A header and the rows as CSV."""
    names, line = [name for name, _ in columns], Line()
    writer = csv.writer(line)
    writer.writerow(names)
    yield line.text
    for row in rows:
        writer.writerow([guard_cell(row.get(name)) for name in names])
        yield line.text


def encode_json(value: Any) -> str:
    """JSON of records. Only a lone surrogate, which no encoding has, is written as a lost character."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(mend(msgspec.to_builtins(value))).decode()


def encode_sound(value: Any) -> str:
    """JSON of records with all their text sound, for programs that hand its text on to what knows no NUL."""
    text = encode_json(value)
    return encode_json(mend(msgspec.to_builtins(value))) if UNSOUND_JSON.search(text) else text


def mend(value: Any) -> Any:
    """Builtins with all their text sound."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, dict):
        return {mend(key): mend(one) for key, one in value.items()}
    return [mend(one) for one in value] if isinstance(value, (list, tuple)) else value

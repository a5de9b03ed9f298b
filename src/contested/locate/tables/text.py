"""A table's bytes, in; its characters, out, a line at a time: plain or zipped, UTF-8 or UTF-16 with its mark."""

from __future__ import annotations

import codecs
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import IO

from contested.errors import RejectedTable

ZIPPED = b"PK\x03\x04"
# The largest country file of GeoNames is 70 MB zipped and 380 MB inflated (United States, 2025).
MOST_INFLATED = 600_000_000
# Tables shrink to a third or a fifth; what shrinks to a fiftieth is none.
MOST_FOLD = 50
MOST_WHOLE = 300_000_000  # characters of a table that is read at once
HEAD = 65_536
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
)  # what a zip file is refused with


class TableText:
    """A table by the name that messages call it, and its bytes."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name, self.raw = name, raw

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @contextmanager
    def opened(self) -> Iterator[IO[str]]:
        """The characters, to be read line by line. RejectedTable where they are none, or the zip file is broken."""
        try:
            with self.inflated() as plain:
                mark = plain.read(4)
                plain.seek(0)
                wide = mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                yield io.TextIOWrapper(plain, encoding="utf-16" if wide else "utf-8-sig", newline="")
        except UnicodeError as error:
            raise RejectedTable(
                self.name, "is not UTF-8 text", "save it as UTF-8, and add it again"
            ) from error
        except BROKEN as error:
            raise RejectedTable(self.name, f"is a broken zip file ({error})", "fetch it again") from error

    @contextmanager
    def inflated(self) -> Iterator[IO[bytes]]:
        """The bytes; of a zip file those of its one table."""
        if not self.raw.startswith(ZIPPED):
            yield io.BytesIO(self.raw)
            return
        with zipfile.ZipFile(io.BytesIO(self.raw)) as packed, packed.open(self.member(packed)) as member:
            yield member

    def member(self, packed: zipfile.ZipFile) -> zipfile.ZipInfo:
        """The largest file that is not a note to the reader. `zipfile` gives no more bytes than the size says."""
        files = [
            one
            for one in packed.infolist()
            if not one.is_dir() and "readme" not in one.filename.lower() and "__MACOSX" not in one.filename
        ]
        if not files:
            raise RejectedTable(self.name, "is a zip file that holds no table", "give the table itself")
        largest = max(files, key=lambda one: one.file_size)
        if largest.file_size > min(MOST_INFLATED, max(HEAD, MOST_FOLD * len(self.raw))):
            found = f"its {len(self.raw):,} bytes inflate to {largest.file_size:,}, which no table does"
            raise RejectedTable(self.name, found, "fetch it again, or give the table itself")
        return largest

    def head(self) -> str:
        """The first characters."""
        with self.opened() as text:
            return text.read(HEAD)

    def whole(self) -> str:
        """All characters."""
        with self.opened() as text:
            found = text.read(MOST_WHOLE + 1)
        if len(found) > MOST_WHOLE:
            raise RejectedTable(self.name, f"has more than {MOST_WHOLE:,} characters", "give it in parts")
        return found

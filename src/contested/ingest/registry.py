"""The readers, one module each under `formats/`, in; `Reader` records by name or extension, out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from contested.errors import SettingsError
from contested.ingest.stated import Stated


class Document(Struct, frozen=True, kw_only=True):
    """What a reader makes of one report's bytes: its words, not yet cleaned, and what the bytes state.

    `language_hint` is a guess of the publisher's software (an HTML `lang`), which letters may overrule.
    """

    text: str
    stated: Stated = Stated()
    language_hint: str | None = None


class Reader(Struct, frozen=True, kw_only=True):
    """One way of reading files.

    `read(raw, where)` gives the document in one report's bytes, or raises RejectedReport; `where` is
    for its message. `many`: a file holds one report a line instead of one report. `parser` names and
    dates the library that parts words from markup, since `Report.cleaner` must tell it. `cleans`: its text has
    been cleaned by the reader, which knows what stands where. One without extensions takes no file by itself.
    """

    name: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, str], Document]
    many: bool = False
    parser: str | None = None
    cleans: bool = False


@cache
def readers() -> Mapping[str, Reader]:
    """All readers by name. SettingsError where two of them claim one extension."""
    package = importlib.import_module("contested.ingest.formats")
    found: dict[str, Reader] = {}
    claimed: dict[str, str] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        reader: Reader = importlib.import_module(f"{package.__name__}.{module}").READER
        found[reader.name] = reader
        for extension in reader.extensions:
            if extension in claimed:
                raise SettingsError(
                    f"readers {claimed[extension]} and {reader.name} both read {extension}; drop one"
                )
            claimed[extension] = reader.name
    return MappingProxyType(found)


def reader_of(file: Path) -> Reader | None:
    """The reader that claims this file's extension, if any does."""
    extension = file.suffix.lower()
    return next((reader for reader in readers().values() if extension in reader.extensions), None)


def extensions() -> tuple[str, ...]:
    """Every extension that has a reader, sorted."""
    return tuple(sorted(one for reader in readers().values() for one in reader.extensions))

"""The readers, one module each under `formats/`, in; `Reader` records by name or extension, out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from contested.desk import TableSettings
from contested.errors import SettingsError
from contested.ingest.stated import Marked, Stated
from contested.model import Rejection

HEAD = 65_536  # bytes of a file's beginning that tell readers of one extension apart


class Document(Struct, frozen=True, kw_only=True):
    """What a reader makes of one report's bytes: its words, not yet cleaned, and what the bytes state.

    `language_hint` is a guess of the publisher's software (an HTML `lang`), which letters may overrule. `credits` are
    those whose report it is by its own markup: the channel that a message was forwarded from.
    """

    text: str
    stated: Stated = Stated()
    marked: Marked = Marked()
    language_hint: str | None = None
    credits: tuple[str, ...] = ()


class Piece(Struct, frozen=True, kw_only=True):
    """One report within a file that holds several: its own bytes, which are archived, and where they stand.

    `stated` is what the rest of the file says of it (a feed's title). `reader` names the reader of its bytes where it is
    another than that of the file, and `name` is its own name there: a page in an archive of pages. `exchange` is what went
    over the wire for it, as a WARC file, where that is known: it is archived too.
    """

    where: str
    raw: bytes
    stated: Stated = Stated()
    reader: str | None = None
    name: str | None = None
    exchange: bytes | None = None


class Reader(Struct, frozen=True, kw_only=True):
    """One way of reading files.

    `read(raw, where)` gives the document in one report's bytes, or raises RejectedReport; `where` is for its message, and
    the same bytes always give the same. `split(file)` gives the reports within a file that holds several, one in memory at
    a time; without it a file is one report. `split_by(file, tables)` does so by the tables of columns that the desk names.
    `recognises(head)` tells by the beginning of a file whether it is of this kind;
    of the readers of one extension those that recognise theirs are asked first, and only one may do without.
    `media_types` are the names of the kind in the `Content-Type` of what is fetched. `parser` names and dates the library
    that parts words from markup, since `Report.cleaner` must tell it. `cleans`: its text has been cleaned by the reader,
    which knows what stands where. One without extensions takes no file by itself. `needs` are the modules that reading
    takes and that are slow to load: a worker loads them before the first report, at the cost of none.
    """

    name: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, str], Document]
    split: Callable[[Path], Iterator[Piece | Rejection]] | None = None
    split_by: Callable[[Path, Mapping[str, TableSettings]], Iterator[Piece | Rejection]] | None = None
    recognises: Callable[[bytes], bool] | None = None
    media_types: tuple[str, ...] = ()
    parser: str | None = None
    cleans: bool = False
    needs: tuple[str, ...] = ()

    @property
    def splits(self) -> bool:
        """Whether a file may hold several reports."""
        return self.split is not None or self.split_by is not None


@cache
def readers() -> Mapping[str, Reader]:
    """All readers by name. SettingsError where two claim one extension that do not look into the file."""
    package = importlib.import_module("contested.ingest.formats")
    found: dict[str, Reader] = {}
    claimed: dict[str, str] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        reader: Reader = importlib.import_module(f"{package.__name__}.{module}").READER
        found[reader.name] = reader
        for extension in reader.extensions if reader.recognises is None else ():
            if extension in claimed:
                raise SettingsError(
                    f"readers {claimed[extension]} and {reader.name} both read {extension}; "
                    f"drop one, or give it `recognises`"
                )
            claimed[extension] = reader.name
    return MappingProxyType(found)


def reader_of(file: Path) -> Reader | None:
    """The reader of a file, by its extension and, where several have that, by its beginning; null where none is."""
    return reader_of_name(file.name, partial(read_head, file))


def reader_of_name(name: str, head: Callable[[], bytes]) -> Reader | None:
    """The reader of what bears a file's name; `head` gives its beginning where that must be looked at. Of two extensions
    the longer counts: a `.warc.gz` is no `.gz`."""
    name = name.lower()
    fitting = [one for reader in readers().values() for one in reader.extensions if name.endswith(one)]
    extension = max(fitting, key=len, default=None)
    return choose([reader for reader in readers().values() if extension in reader.extensions], head)


def reader_of_media(media_type: str, file: Path) -> Reader | None:
    """The reader of a file that came under a `Content-Type` (without its parameters), likewise."""
    return reader_of_payload(media_type, partial(read_head, file))


def reader_of_payload(media_type: str, head: Callable[[], bytes]) -> Reader | None:
    """The reader of bytes that came under a `Content-Type`, by the beginning of them where several have that."""
    return choose([reader for reader in readers().values() if media_type in reader.media_types], head)


def choose(able: Sequence[Reader], head: Callable[[], bytes]) -> Reader | None:
    """Of the readers of one kind of name the one that recognises what begins so, else the one that does not look."""
    if any(reader.recognises for reader in able):
        beginning = head()
        for reader in able:
            if reader.recognises and reader.recognises(beginning):
                return reader
    return next((reader for reader in able if reader.recognises is None), None)


def read_head(file: Path) -> bytes:
    """The beginning of a file; nothing of one that cannot be read, which whoever reads it will say."""
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def extensions() -> tuple[str, ...]:
    """Every extension that has a reader, sorted."""
    return tuple(sorted({one for reader in readers().values() for one in reader.extensions}))

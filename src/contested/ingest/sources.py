"""Paths, in; the files under them that hold reports, with what is stated about them, out.

A file that is given is read if a reader claims its extension, and set aside if none does. A folder is
searched downwards. What its manifest names is a report; of the rest a file is one if a reader claims its
extension, it is not hidden, and its name does not begin with readme, license, changelog or gold (the
answers of a benchmark). Other files are passed over; `count_passed` counts those without a reader. Each file
is found once, however many paths or links lead to it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from contested.desk import TableSettings
from contested.ingest.lines import unreadable
from contested.ingest.manifest import MANIFEST, Listing, read_manifest
from contested.ingest.registry import Reader, extensions, reader_of
from contested.ingest.stated import Stated
from contested.model import Rejection

NO_REPORTS = (".", "readme", "license", "changelog", "gold", MANIFEST)


class Found(Struct, frozen=True, kw_only=True):
    """A file to read, how, and what its folder's manifest states about it. `size` is in bytes; `tables` are the desk's, for
    readers that go by them."""

    file: Path
    reader: Reader
    size: int
    stated: Stated = Stated()
    tables: dict[str, TableSettings] = {}


def find_sources(paths: Iterable[Path | str]) -> Iterator[Found | Rejection]:
    """The files to read, and what was set aside on the way, in order of the paths and of names.

    For a progress bar: the sizes add up to the bytes that `read_reports` hands out, but for line ends
    and for what is set aside.
    """
    yield from Walk().find(paths)


def count_passed(paths: Iterable[Path | str]) -> Counter[str]:
    """How many files `find_sources` passes over because no reader takes them, by extension."""
    walk = Walk()
    for _ in walk.find(paths):
        pass
    return Counter(Path(file).suffix.lower() or "no extension" for file in walk.passed - walk.taken)


class Walk:
    """One search so far: files taken and passed over, manifests read and complained of, reports met."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.passed: set[str] = set()
        self.listings: dict[Path, Listing] = {}
        self.told: set[Path] = set()
        self.met = 0

    def find(self, paths: Iterable[Path | str]) -> Iterator[Found | Rejection]:
        """What is under the paths."""
        for path in map(Path, paths):
            if not is_utf8(path):
                yield unnameable(path)
            elif os.path.isdir(path):
                yield from self.search(path)
            elif path.name == MANIFEST and os.path.isfile(path):
                yield from self.search(path.parent)
            elif os.path.isfile(path):
                yield from self.take(path, self.stated_about(path))
            elif os.path.exists(path):
                yield Rejection(str(path), "neither a file nor a folder", "give a file or a folder")
            else:
                yield Rejection(str(path), "no such file or folder", "check the spelling")

    def search(self, folder: Path) -> Iterator[Found | Rejection]:
        """The reports in a folder and below; one rejection where there is none."""
        before = self.met
        yield from self.descend(folder, set())
        if self.met == before:
            known = ", ".join(extensions())
            yield Rejection(str(folder), "no report in this folder", f"put files there that end in {known}")

    def descend(self, folder: Path, visited: set[str]) -> Iterator[Found | Rejection]:
        """The reports in a folder and below, but for folders that links led to before."""
        real = os.path.realpath(folder)
        if real in visited:
            return
        visited.add(real)
        listing = self.listing(folder)
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            self.met += 1
            yield unreadable(folder, error)
            return
        if folder not in self.told:
            self.told.add(folder)
            self.met += len(listing.problems)
            yield from listing.problems
        for file, stated in sorted(listing.files.items(), key=lambda item: item[0]):
            yield from self.take(file, stated)
        for entry in entries:
            if not is_utf8(entry):
                self.met += 1
                yield unnameable(entry)
            elif os.path.isdir(entry) and not entry.name.startswith("."):
                yield from self.descend(entry, visited)
            elif os.path.isfile(entry) and not entry.name.lower().startswith(NO_REPORTS):
                if reader_of(entry):
                    yield from self.take(entry, Stated())
                else:
                    self.passed.add(os.path.realpath(entry))

    def take(self, file: Path, stated: Stated | Rejection) -> Iterator[Found | Rejection]:
        """One file, unless it was taken before."""
        self.met += 1
        real = os.path.realpath(file)
        if real in self.taken:
            return
        self.taken.add(real)
        reader = reader_of(file)
        if isinstance(stated, Rejection):
            yield stated
        elif reader is None:
            known = ", ".join(extensions())
            found = f"no reader for {file.suffix or 'a name without extension'}"
            if file.suffix.lower() in extensions():
                found = f"nothing that a reader of {file.suffix} knows"
            yield Rejection(str(file), found, f"give {known}")
        else:
            yield Found(file=file, reader=reader, size=os.path.getsize(file), stated=stated)

    def stated_about(self, file: Path) -> Stated | Rejection:
        """What the manifest of its folder, or of one above, states about a file that was given by itself.

        Above the first folder that is somebody else's none is asked: anybody may put a manifest into /tmp.
        """
        owner = os.stat(file).st_uid
        for folder in file.parents:
            if folder != file.parent and os.stat(folder).st_uid != owner:
                break
            if (stated := self.listing(folder).files.get(file)) is not None:
                return stated
        return Stated()

    def listing(self, folder: Path) -> Listing:
        """The folder's manifest, read once."""
        if folder not in self.listings:
            self.listings[folder] = read_manifest(folder)
        return self.listings[folder]


def is_utf8(path: Path) -> bool:
    """Whether a path can be written down; on Linux a name is any bytes."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def unnameable(path: Path) -> Rejection:
    """What is said of a file or folder whose name is no text."""
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    return Rejection(shown, "its name is not UTF-8", "rename it")

"""A site that was built before, in; which of its files stand for the next one too, out.

The user's cache keeps, for each file of the site that was made from parts, the key of those parts, and what was worked
out of each place. It can be made again from the account: one that is missing or of another program costs time and changes
no byte of the site.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from contested.cache import PACKAGE, key_of, name_maker, read_cached, write_cached
from contested.days import days_between
from contested.model import Control, Day
from contested.publish.disputes import Span, find_spans
from contested.publish.site.days import Turn, find_turns, list_turning_days
from contested.publish.site.settings import StatusOn

# What reads reports and answers on the command line has no part in a site.
APART = ("ask", "cli", "extract", "ingest", "ledger")
# What a row of chances is long: two bytes a number.
BYTES = 2
# Records that are encoded at a time.
PIECE = 1_000


def memory_file(cache: Path, folder: Path) -> Path:
    """Where the user's cache keeps the memory of the site in a folder."""
    named = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return cache / "sites" / f"{named}.msgpack"


class Written(Struct, frozen=True, array_like=True):
    """A file as it was written: the key of its parts, its size and when it was last changed."""

    key: bytes
    size: int
    changed: int


class Known(Struct, frozen=True, array_like=True):
    """The turns of a place and its disputes up to the day `until`, and the keys of its control: of all of it, and of what
    turns hang on, its evidence and its rows up to the last turn. The rows behind that grow with every day."""

    whole: bytes
    key: bytes
    turns: tuple[Turn, ...]
    until: Day
    disputes: tuple[Span, ...]

    def stands(self, until: Day) -> bool:
        """Whether its disputes are those up to another day too: none lasts, and silence starts none."""
        return self.until == until or (self.until < until and all(one.until for one in self.disputes))


class Kept(Struct):
    """What is on the disk; `whole` is the key of all that the site was made from."""

    files: dict[str, Written]
    places: dict[str, Known]
    whole: bytes = b""


class Memory:
    """What is known of the site that lies in a folder; without a `file` nothing is, and nothing is kept."""

    def __init__(self, file: Path | None, folder: Path, settings: Any) -> None:
        self.file, self.folder = file, folder
        self.made_by = name_maker(list_makers(), settings) if file else b""
        self.before = (read_cached(file, Kept, self.made_by) if file else None) or Kept({}, {})
        self.files: dict[str, Written] = {}
        self.places: dict[str, Known] = {}
        self.page: Mapping[str, bytes] = {}

    def whole_key(self, day: Day, page: Mapping[str, bytes], *records: Struct) -> bytes:
        """The key of all that a site is made from beside the settings: its last day, the files of its page, its
        records."""
        if self.file is None:
            return b""
        digest = hashlib.blake2b(msgspec.msgpack.encode((day, page)), digest_size=16)
        for one in records:
            for name in one.__struct_fields__:
                digest.update(name.encode() + b"\0")
                for piece in cut_pieces(getattr(one, name)):
                    digest.update(msgspec.msgpack.encode(piece))
        self.page = page
        return digest.digest()

    def stands(self, whole: bytes) -> bool:
        """Whether the site that lies there was made from all of this, and nobody touched it."""
        if self.file is None or self.before.whole != whole:
            return False
        site = self.folder.parent
        try:
            if any((site / name).read_bytes() != content for name, content in self.page.items()):
                return False
            if len(os.listdir(self.folder)) != len(self.before.files):
                return False
            return all(
                is_untouched(f"{self.folder}/{name}.js", known) for name, known in self.before.files.items()
            )
        except OSError:
            return False

    def save(self, whole: bytes) -> None:
        """Keeps what was noted."""
        if self.file is not None:
            write_cached(self.file, Kept(self.files, self.places, whole), self.made_by)

    def look_at(self, control: Control, until: Day, state_at: float, status_on: StatusOn) -> Known:
        """The turns and disputes of a place, worked out anew where its evidence or its rows up to the last of them are
        others."""
        place_id = control.place.place_id
        known = self.before.places.get(place_id)
        whole = key_of((control.states, control.first, control.evidence, control.chances))
        if known is None or known.whole != whole or not known.stands(until):
            known = self.work_out(control, until, state_at, status_on, whole, known)
        if self.file is not None:
            self.places[place_id] = known
        return known

    def work_out(
        self,
        control: Control,
        until: Day,
        state_at: float,
        status_on: StatusOn,
        whole: bytes,
        known: Known | None,
    ) -> Known:
        days = list_turning_days(control)
        rows = days_between(control.first, days[-1]) + 1
        chances = control.chances[: BYTES * len(control.states) * rows]
        key = key_of((control.states, control.first, control.evidence, days, chances))
        if known and known.key == key:
            turns = known.turns
            if known.stands(until):
                return replace(known, whole=whole)
        else:
            turns = find_turns(control, days, status_on)
        return Known(whole, key, turns, until, find_spans(control, turns, until, state_at))

    def link(self, name: str, key: bytes, target: Path) -> bool:
        """Puts the chunk of that name into the folder `target` where it was made from the same and nobody touched it."""
        known = self.before.files.get(name)
        if known is None or known.key != key:
            return False
        source = f"{self.folder}/{name}.js"
        try:
            if not is_untouched(source, known):
                return False
            os.link(source, f"{target}/{name}.js")
        except OSError:
            return False
        self.files[name] = known
        return True

    def note(self, name: str, key: bytes, file: Path) -> None:
        """Remembers a file that was just written."""
        if self.file is not None:
            found = file.stat()
            self.files[name] = Written(key, found.st_size, found.st_mtime_ns)


def is_untouched(file: str, known: Written) -> bool:
    """Whether a file is as it was written."""
    found = os.stat(file, follow_symlinks=False)
    return (found.st_size, found.st_mtime_ns) == (known.size, known.changed)


def cut_pieces(value: Any) -> Iterator[Any]:
    """A value, or of many records so many at a time, lest all of them be encoded at once."""
    if not isinstance(value, tuple):
        yield value
        return
    for start in range(0, len(value), PIECE):
        yield value[start : start + PIECE]


def list_makers() -> Iterator[Path]:
    """The files of the program that make a site."""
    rooms = sorted(one for one in PACKAGE.iterdir() if one.name not in APART)
    files = chain.from_iterable(sorted(one.rglob("*")) if one.is_dir() else [one] for one in rooms)
    return (one for one in files if one.suffix in (".py", ".toml"))

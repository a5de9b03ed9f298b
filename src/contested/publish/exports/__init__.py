"""An account, in; a file of one format, out. A format is one module of this package that has an `EXPORT`.

What several formats share, rows of records and how text is made fit for them, is in `tables/`.
See docs/how-to/add-an-export.md.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from contested.errors import UsageError
from contested.model import Account, Control, Day, Place, Status
from contested.theatres import Theatre

ALL = "all"


class View(Struct, frozen=True, kw_only=True):
    """What a picture shows: so many `km` across `around` a place, or by itself what is told of most; `width` in pixels."""

    around: Place | None = None
    km: float = 60.0
    width: int = 1600


class ExportSettings(Struct, frozen=True, kw_only=True):
    """What a file says about where it comes from, and the status of a control on any day.

    `as_of` is the day whose state of the world it tells. `since` and `until` bound what is told of days; null is from the beginning, and to `as_of`. `records` is the kind of
    records that is asked for, in a format that writes several. A state reaches a place where it is at least `state_at`
    probable. `find_place` is the gazetteer's entry of a place id. `credits` are the desk's; `view` is what a picture shows.
    """

    desk_name: str
    as_of: Day
    status_on: Callable[[Control, Day], Status]
    audience: Literal["desk", "public"] = "public"
    synthetic: bool = False
    since: Day | None = None
    until: Day | None = None
    records: str = ""
    state_at: float = 0.5
    find_place: Callable[[str], Place | None] = lambda _: None
    credits: tuple[str, ...] = ()
    view: View | None = None

    @property
    def notice(self) -> str:
        """One sentence for whoever opens the file without knowing the desk."""
        if self.synthetic:
            return "Composed reports: nothing here is a record of real events."
        return "Each record stands on the word of its source; none says that an event did happen."

    @property
    def about(self) -> dict[str, Any]:
        """Whose file it is, for whom, and of which day: what every format says in its own place."""
        return {
            "desk": self.desk_name,
            "synthetic": self.synthetic,
            "audience": self.audience,
            "as_of": self.as_of,
            "notice": self.notice,
        }

    def status_of(self, control: Control) -> Status:
        """How a place stands on the day of the file."""
        return self.status_on(control, self.as_of)

    @property
    def last_day(self) -> Day:
        return self.until or self.as_of


class Written(Struct, frozen=True):
    """How many of what a file holds; what was left out, and why."""

    number: int
    noun: str
    left_out: int = 0
    why: str = ""


Write = Callable[[Account, Theatre, ExportSettings, Path], Written]


class Export(Struct, frozen=True):
    """One format: its name on the command line, its file extension without a dot, and what writes it.

    One that writes `records` of several kinds writes one kind a file, the first where none is asked for, and with `all`
    a folder of them. `areas`: it draws the ground between places, which is worked out only for such. `forms` are
    the extensions among which that of the file chooses how it is written.
    """

    name: str
    extension: str
    write: Write
    records: tuple[str, ...] = ()
    areas: bool = False
    forms: tuple[str, ...] = ()


@cache
def list_exports() -> dict[str, Export]:
    """All formats by name, found by looking at the modules of this package."""
    names = [one.name for one in pkgutil.iter_modules(__path__) if not one.ispkg]
    found: list[Export] = [importlib.import_module(f"{__name__}.{name}").EXPORT for name in names]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def write_export(
    export: Export, account: Account, theatre: Theatre, settings: ExportSettings, out: Path
) -> list[Written]:
    """Write what the settings ask for: a file, or a folder where all records of a format are asked for."""
    if settings.records != ALL:
        return [export.write(account, theatre, settings, out)]
    written = []
    with beside(out) as part:
        part.mkdir()
        for kind in export.records:
            one = msgspec.structs.replace(settings, records=kind)
            written.append(export.write(account, theatre, one, part / f"{kind}.{export.extension}"))
    return written


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A place beside `path` to write a file or folder at; what is whole is then put at `path`, and nothing else is.

    A folder that is there already is replaced if it holds nothing but files that the new one has too.
    """
    # Of a name that nothing else has: what it is given is removed when something fails.
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield part
        if path.is_dir():
            replace_folder(part, path)
        else:
            os.replace(part, path)
    finally:
        remove(part)


def replace_folder(part: Path, path: Path) -> None:
    names = {one.name for one in part.iterdir()} if part.is_dir() else set()
    if strange := sorted(one.name for one in path.iterdir() if one.name not in names):
        raise UsageError(f"{path}: holds {strange[0]}, which is no such export; give another folder")
    old = path.with_name(f"{path.name}.{os.getpid()}.old")
    os.replace(path, old)
    os.replace(part, path)
    remove(old)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_pieces(pieces: Iterable[str], path: Path) -> None:
    """Write text beside `path` and then put it in its place, so that nobody ever reads half a file."""
    with beside(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)

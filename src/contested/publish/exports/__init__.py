"""An account, in; a file of one format, out. A format is one module of this package that has an `EXPORT`.

See docs/how-to/add-an-export.md.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from contested.model import Account, Control, Day, Status
from contested.theatres import Theatre


class ExportSettings(Struct, frozen=True, kw_only=True):
    """What a file says about where it comes from, and the status of a control on `as_of`."""

    desk_name: str
    as_of: Day
    status_of: Callable[[Control], Status]
    audience: Literal["desk", "public"] = "public"
    synthetic: bool = False

    @property
    def notice(self) -> str:
        """One sentence for whoever opens the file without knowing the desk."""
        if self.synthetic:
            return "Composed reports: nothing here is a record of real events."
        return "Each record stands on the word of its source; none says that an event did happen."


Write = Callable[[Account, Theatre, ExportSettings, Path], None]


class Export(Struct, frozen=True):
    """One format: its name on the command line, its file extension without a dot, and what writes it."""

    name: str
    extension: str
    write: Write


@cache
def list_exports() -> dict[str, Export]:
    """All formats by name, found by looking at the modules of this package."""
    modules = [importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    found: list[Export] = [module.EXPORT for module in modules]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def write_pieces(pieces: Iterable[str], path: Path) -> None:
    """Write text beside `path` and then put it in its place, so that nobody ever reads half a file."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)

"""Second readers: a desk's settings and its theatre, in; what reads its reports beside the rules, out.

What a second reader tells is checked (`extract/told.py`) and kept apart: it is compared with the rules' claims and
never counts. A kind of reader is one module of this package that has a `BACKEND`.
See docs/how-to/add-a-second-reader.md.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any, Protocol

from msgspec import Struct

from contested.desk import ReaderSettings
from contested.model import Report
from contested.theatres import Theatre


class SecondReader(Protocol):
    """Something that reads reports by other means than the rules.

    `name` stands in the `rule` of its claims, and says which model it was (`llm:MODEL`, or the hash of its files).
    `version` changes whenever the same report may be read otherwise; then every report is read anew.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, report: Report) -> list[object]:
        """What it finds in a report, as plain objects with the keys of `extract.told.Told`, unchecked.

        Raises RejectedReport where this report cannot be read, ReaderUnavailable where none can.
        """


class Backend(Struct, frozen=True):
    """One kind of second reader: what it is, its keys in `desk.toml`, and what makes it from them.

    `settings` has the kind for its tag. Opening loads and asks nothing, so that a desk can be asked what it holds
    where the reader itself is out of reach.
    """

    about: str
    settings: type[ReaderSettings]
    open: Callable[[Any, Theatre], SecondReader]

    @property
    def kind(self) -> str:
        """What `kind` says in `desk.toml`."""
        return str(self.settings.__struct_config__.tag)


@cache
def backends() -> dict[str, Backend]:
    """All kinds by name, found by looking at the modules of this package."""
    modules = [importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    found: list[Backend] = [module.BACKEND for module in modules]
    return {one.kind: one for one in sorted(found, key=lambda one: one.kind)}


def open_reader(settings: ReaderSettings, theatre: Theatre) -> SecondReader:
    """The reader that a desk names."""
    kind = str(settings.__struct_config__.tag)
    return backends()[kind].open(settings, theatre)

"""What the package has registered, in; names and what they are, out."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from contested.extract.language import list_languages, read_language
from contested.extract.readers import backends
from contested.ingest import readers
from contested.publish.exports import list_exports
from contested.theatres import list_theatres, load_theatre


class Registered(Struct, frozen=True):
    """Something that the package found by looking in its folders."""

    name: str
    about: str


def languages() -> list[Registered]:
    """Languages that claims are found in."""
    return [Registered(code, read_language(code)[0].name) for code in list_languages()]


def report_readers() -> list[Registered]:
    """Readers of reports, with the extensions that they read, or the option of `add` that brings what they read."""
    return [
        Registered(name, " ".join(reader.extensions) or f"add --{name}")
        for name, reader in sorted(readers().items())
    ]


def second_readers() -> list[Registered]:
    """Kinds of second readers that a desk can name."""
    return [Registered(kind, backend.about) for kind, backend in backends().items()]


def exports() -> list[Registered]:
    """Export formats, with their file extension."""
    return [Registered(name, f".{one.extension}") for name, one in list_exports().items()]


def theatres() -> list[Registered]:
    """Theatres that ship with the package."""
    return [Registered(name, load_theatre(name).settings.name) for name in list_theatres()]


REGISTERED: dict[str, Callable[[], list[Registered]]] = {
    "languages": languages,
    "readers": report_readers,
    "second-readers": second_readers,
    "exports": exports,
    "theatres": theatres,
}

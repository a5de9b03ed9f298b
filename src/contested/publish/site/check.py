"""A site just built, in; nothing out, or the error that keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import ContestedError


def check_site(folder: Path) -> None:
    """Raises ContestedError where a chunk that the page would ask for is missing."""
    asked = {f"place-{number}" for number in range(len(read_chunk(folder, "desk")["places"]))}
    asked |= {
        f"report-{number}" for name in sorted(asked) for number in cited_by_place(read_chunk(folder, name))
    }
    for event in read_chunk(folder, "events"):
        asked |= {f"place-{number}" for number in event["places"]}
        asked |= {f"report-{number}" for _, number in event["claims"]}
    for _, sentences in read_chunk(folder, "brief"):
        asked |= {f"report-{number}" for _, links in sentences for _, number in links}
    missing = sorted(name for name in asked if not chunk_file(folder, name).is_file())
    if missing:
        raise ContestedError(f"{folder}: {', '.join(missing)} not written; the site that was there is kept")


def cited_by_place(place: dict[str, Any]) -> Iterator[int]:
    """Numbers of the reports that the panel of a place links to."""
    for one in (*place["evidence"], *place["happened"]):
        yield one["report"]
        for _, number, _ in one.get("repeats", ()):
            yield number


def chunk_file(folder: Path, name: str) -> Path:
    return folder / "data" / f"{name}.js"


def read_chunk(folder: Path, name: str) -> Any:
    """The value that a chunk hands to the page."""
    file = chunk_file(folder, name)
    if not file.is_file():
        raise ContestedError(f"{folder}: {name} not written; the site that was there is kept")
    call = file.read_text("utf-8")
    return msgspec.json.decode(call[call.index(", ") + 2 : call.rindex(")")])

"""A site just built, in; nothing out, or the error that keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import ContestedError


def check_site(folder: Path) -> None:
    """Raises ContestedError where a chunk that the page would ask for is missing."""
    desk = read_chunk(folder, "desk")
    asked = {f"place-{number}" for number in range(len(desk["places"]))}
    asked |= {
        f"report-{number}" for name in sorted(asked) for number in cited_by_place(read_chunk(folder, name))
    }
    # Reports name their copies and originals by their numbers in the list of all.
    asked |= {f"report-{number}" for number in range(desk["counts"]["reports"])}
    for event in read_chunk(folder, "events"):
        asked |= {f"place-{number}" for number in event["places"]}
        asked |= {f"report-{number}" for _, number in event["claims"]}
    briefs = read_chunk(folder, "brief")
    asked |= {f"brief-{number}" for number in briefs["places"]}
    asked |= {f"report-{one[1]}" for brief in briefs["periods"] for one in brief["references"]}
    if desk["areas"]:
        asked |= {"stated", *(f"areas-{number}" for number in range(len(desk["areas"]["starts"])))}
    missing = sorted(name for name in asked if not chunk_file(folder, name).is_file())
    if missing:
        raise ContestedError(f"{folder}: {', '.join(missing)} not written; the site that was there is kept")


def cited_by_place(place: dict[str, Any]) -> Iterator[int]:
    """Numbers of the reports that the panel of a place links to."""
    for one in (*place["evidence"], *place["happened"]):
        yield one["report"]
        if one.get("tree"):
            yield from cited_by_tree(one["tree"])


def cited_by_tree(tree: dict[str, Any]) -> Iterator[int]:
    """Numbers of the reports that the tree under a piece of evidence links to."""
    if tree["back"]:
        yield tree["back"][1]
    waiting = [*tree["branches"], *([tree["own"]] if tree["own"] else [])]
    while waiting:
        branch = waiting.pop()
        if "report" in branch:
            yield branch["report"]
        for _, _, number in branch.get("tellers", ()):
            yield number
        waiting += branch.get("branches", ())


def chunk_file(folder: Path, name: str) -> Path:
    return folder / "data" / f"{name}.js"


def read_chunk(folder: Path, name: str) -> Any:
    """The value that a chunk hands to the page."""
    file = chunk_file(folder, name)
    if not file.is_file():
        raise ContestedError(f"{folder}: {name} not written; the site that was there is kept")
    call = file.read_text("utf-8")
    return msgspec.json.decode(call[call.index(", ") + 2 : call.rindex(")")])

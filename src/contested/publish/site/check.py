"""A site just built, in; nothing out, or the error that keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import ContestedError


def check_site(folder: Path, fresh: Set[str] | None = None) -> None:
    """Raises ContestedError where a chunk that the page would ask for is missing.

    `fresh` are the chunks that were just written. The others were taken over from a site that was checked, and cite what
    they cited then; without it all are read.
    """
    desk = read_chunk(folder, "desk")
    there = {file.name.removesuffix(".js") for file in (folder / "data").iterdir()}
    places = {f"place-{number}" for number in range(len(desk["places"]))}
    lists = {f"events-{number}" for number in range(len(desk["lists"]) + 1)}
    asked = {"figures", "brief", "symbols"} | places | lists
    asked |= {f"days-{number}" for number in range(len(desk["periods"]))}
    asked |= {f"bands-{number // desk['shelf']}" for number in range(len(desk["places"]))}
    briefs = read_chunk(folder, "brief")
    asked |= {f"brief-{number}" for number in briefs["places"]}
    asked |= {f"report-{one[1]}" for brief in briefs["periods"] for one in brief["references"]}
    if desk["areas"]:
        asked |= {"stated", *(f"areas-{number}" for number in range(len(desk["areas"]["starts"])))}
    for name in sorted(places if fresh is None else places & fresh):
        asked |= {f"report-{number}" for number in cited_by_place(read_chunk(folder, name))}
    for name in sorted(lists if fresh is None else lists & fresh):
        for event in read_chunk(folder, name):
            asked |= {f"place-{number}" for number in event["places"]}
            asked |= {f"report-{number}" for _, number in event["claims"]}
    for name in sorted(one for one in there if one.startswith("report-") and (fresh is None or one in fresh)):
        report = read_chunk(folder, name)
        for group in (*report["originals"], *report["copies"]):
            asked |= {f"report-{number}" for number, *_ in group["reports"]}
    asked |= {f"report-{number}" for number in cited_by_disputes(read_chunk(folder, "disputes"))}
    asked |= {f"source-{number}" for number in range(len(read_chunk(folder, "sources")["rows"]))}
    asked |= index_chunks(read_chunk(folder, "search"))
    missing = sorted(asked - there)
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


def cited_by_disputes(disputes: dict[str, Any]) -> Iterator[int]:
    """Numbers of the reports that the list of disputes links to."""
    for one in disputes["places"]:
        yield from (teller[-1] for party in one["parties"] for teller in party["tellers"])


def index_chunks(search: dict[str, Any]) -> set[str]:
    """The chunks that a search may ask for."""
    cards = sum(-(-search[what] // search["cards"]) for what in ("claims", "reports"))
    words = {f"words-{number}" for number in range(len(search["firsts"]))}
    return words | {f"cards-{number}" for number in range(cards)} | {"search-names", "search-claims"}


def chunk_file(folder: Path, name: str) -> Path:
    return folder / "data" / f"{name}.js"


def read_chunk(folder: Path, name: str) -> Any:
    """The value that a chunk hands to the page."""
    file = chunk_file(folder, name)
    if not file.is_file():
        raise ContestedError(f"{folder}: {name} not written; the site that was there is kept")
    call = file.read_text("utf-8")
    return msgspec.json.decode(call[call.index(", ") + 2 : call.rindex(")")])

"""A site just built, in; nothing out, or the error that keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import ContestedError
from contested.publish.site.packs import file_of


def check_site(folder: Path, names: Set[str], cited: Set[str]) -> None:
    """Raises ContestedError where a chunk that the page would ask for is missing.

    `names` are the chunks that there are, `cited` those that the ones just written link to. The others were taken over
    from a site that was checked, and link to what they linked to then.
    """
    desk = read_chunk(folder, "desk")
    asked = {"figures", "symbols", *cited}
    asked |= {f"place-{number}" for number in range(len(desk["places"]))}
    asked |= {f"events-{number}" for number in range(len(desk["lists"]) + 1)}
    asked |= {f"days-{number}" for number in range(len(desk["periods"]))}
    asked |= {f"bands-{number // desk['shelf']}" for number in range(len(desk["places"]))}
    briefs = read_chunk(folder, "brief")
    asked |= {f"brief-{number}" for number in briefs["places"]}
    asked |= {f"report-{one[1]}" for brief in briefs["periods"] for one in brief["references"]}
    if desk["areas"]:
        asked |= {"stated", *(f"areas-{number}" for number in range(len(desk["areas"]["starts"])))}
    asked |= {f"report-{number}" for number in cited_by_disputes(read_chunk(folder, "disputes"))}
    asked |= {f"source-{number}" for number in range(len(read_chunk(folder, "sources")["rows"]))}
    asked |= index_chunks(read_chunk(folder, "search"))
    missing = sorted(asked - names)
    if missing:
        raise ContestedError(f"{folder}: {', '.join(missing)} not written; the site that was there is kept")


def list_cited(name: str, value: Any) -> Iterator[str]:
    """The chunks that a chunk of which there are many links to."""
    match name.split("-")[0]:
        case "place":
            yield from (f"report-{number}" for number in cited_by_place(value))
        case "events":
            for event in value:
                yield from (f"place-{number}" for number in event["places"])
                yield from (f"report-{number}" for _, number in event["claims"])
        case "report":
            for group in (*value["originals"], *value["copies"]):
                yield from (f"report-{number}" for number, *_ in group["reports"])


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
    counts = {
        "words": sum(map(len, search["firsts"])),
        "cards": -(-search["claims"] // search["cards"]),
        "titles": -(-search["reports"] // search["cards"]),
        "search-claims": 2,
    }
    return {"search-names", *(f"{kind}-{n}" for kind, count in counts.items() for n in range(count))}


def read_chunk(folder: Path, name: str) -> Any:
    """The value that a chunk hands to the page."""
    file = folder / "data" / f"{name}.js"
    if not file.is_file() and name != "desk":
        file = file.with_name(f"{file_of(name, read_chunk(folder, 'desk')['packs'])}.js")
    found = dict(read_file(file)) if file.is_file() else {}
    if name not in found:
        raise ContestedError(f"{folder}: {name} not written; the site that was there is kept")
    return found[name]


def read_file(file: Path) -> Iterator[tuple[str, Any]]:
    """The chunks that a file holds, a line each, by name."""
    for line in file.read_text("utf-8").split("\n")[:-1]:
        name, _, value = line.removeprefix("contested.data(").partition(", ")
        yield msgspec.json.decode(name), msgspec.json.decode(value.removesuffix(");"))

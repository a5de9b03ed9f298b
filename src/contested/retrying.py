"""What a desk has set aside, in; the same files and addresses read again, and what could not be tried, out.

A report is found again by where it stood: a file, a line of one, or what an archive holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from contested.fetching import ADDRESS, retry_urls
from contested.ingest.lines import read_lines
from contested.ingest.registry import reader_of
from contested.model import Rejection
from contested.pipeline import NOTHING, Added, Progress, Workshop, add_paths, add_up, lies_under

LOOKED_AT = 20  # lines of a file that tell whether it holds claims
OF_CLAIMS = {"event", "report_name"}


class Retried(NamedTuple):
    """What became of the reports that were set aside: how many were to be `tried`, what came of the files that were read
    again, and why others were not tried, by where they stood."""

    tried: int
    added: Added
    untried: tuple[tuple[str, str], ...]


def retry_rejected(
    shop: Workshop, under: Sequence[str], recorded_at: str, progress: Progress = lambda _: None
) -> Retried:
    """Read again the files in which something was set aside; of those `under` the given paths, where any are given."""
    with shop.ledger() as ledger:
        wheres = list(choose_under(sorted({one.where for one in ledger.rejections()}), under))
    files: set[Path] = set()
    untried = []
    fetched = [where for where in wheres if where.startswith(ADDRESS)]
    for where in wheres:
        if where.startswith(ADDRESS):
            continue
        found = find_file(where)
        if isinstance(found, Path):
            files.add(found)
        else:
            untried.append((where, found))
    added = add_paths(shop, sorted(files), recorded_at, progress) if files else NOTHING
    if fetched:
        added = add_up(added, retry_urls(shop, fetched, progress))
    return Retried(len(wheres), added, tuple(untried))


def choose_under(wheres: Iterable[str], under: Sequence[str]) -> Iterator[str]:
    """The places that lie under the paths, written as then or from elsewhere; all where no path is given."""
    for where in wheres:
        full = os.path.abspath(where)
        if not under or any(
            lies_under(where, Path(one)) or lies_under(full, Path(os.path.abspath(one))) for one in under
        ):
            yield where


def find_file(where: str) -> Path | str:
    """The file or folder in which something was set aside; where there is none to read again, why."""
    place = find_place(where)
    if place is None:
        return "is no longer there, as seen from this folder; give it again with contested add"
    if place.is_dir():
        return place
    if reader_of(place) is None:
        return "is of no kind that a reader takes; a map is added again with contested add --as-control"
    if holds_claims(place):
        return "stands in a file of claims; mend it and add it again with contested add --claims"
    return place


def find_place(where: str) -> Path | None:
    """The file or folder that `where` names, perhaps with a line behind it or a name within it."""
    path = Path(where)
    while not path.exists():
        file, colon, _ = path.name.rpartition(":")
        if colon and file:
            path = path.with_name(file)
        elif path.parent != path and path.parent.name:
            path = path.parent
        else:
            return None
    # A folder that is there does not stand for the file that it no longer holds.
    return path if path.is_file() or str(path) == where else None


def holds_claims(file: Path) -> bool:
    """Whether a file of JSON lines was written for `add --claims`: as reports they would be read quite otherwise."""
    if file.suffix.lower() not in (".jsonl", ".ndjson"):
        return False
    for line in islice(read_lines(file), LOOKED_AT):
        if isinstance(line, Rejection):
            continue
        try:
            keys = msgspec.json.decode(line[1], type=dict[str, msgspec.Raw]).keys()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        if keys >= OF_CLAIMS:
            return True
    return False

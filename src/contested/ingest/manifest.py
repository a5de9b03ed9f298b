"""A folder, in; what its `manifest.jsonl` states about the files in it, out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from contested.errors import RejectedReport
from contested.ingest.lines import Line, find_lines
from contested.ingest.stated import ManifestLine, Stated, check_keys, read_line, tidy
from contested.model import Rejection

MANIFEST = "manifest.jsonl"
MOST_PROBLEMS = 1_000  # wrong lines of a manifest that are named
File = TypeVar("File")


class Listing(NamedTuple):
    """What a manifest states: by file, in its order, and the lines that state nothing usable.

    A file whose line has a wrong value or a misspelt key is listed with the rejection in place of a statement.
    """

    files: dict[Path, Stated | Rejection]
    problems: tuple[Rejection, ...]


def read_manifest(folder: Path) -> Listing:
    """The listing of a folder; an empty one where it has no manifest."""
    manifest = folder / MANIFEST
    lines = find_lines(manifest) if os.path.isfile(manifest) else ()
    return Listing(*read_statements(lines, lambda name, where: find_listed(folder, name, where)))


def read_statements(
    lines: Iterable[Line | Rejection], find: Callable[[str, str], File]
) -> tuple[dict[File, Stated | Rejection], tuple[Rejection, ...]]:
    """What the lines of a manifest state: by file, and the lines that state nothing usable. `find` gives the file that
    bears a name, or raises RejectedReport."""
    files: dict[File, Stated | Rejection] = {}
    problems: list[Rejection] = []
    for line in lines:
        if len(problems) == MOST_PROBLEMS:
            where = line.where
            found = f"{MOST_PROBLEMS:,} lines before this one are wrong; it and the rest were not read"
            problems.append(Rejection(where, found, "mend them"))
            break
        if isinstance(line, Rejection):
            problems.append(line)
            continue
        where, raw, _ = line
        try:
            entry = read_line(raw, ManifestLine, where)
            file = find(entry.file, where)
            if file in files:
                raise RejectedReport(where, f"names {entry.file!r} again", "give each file one line")
        except RejectedReport as error:
            problems.append(Rejection(error.where, error.reason, error.remedy))
            continue
        try:
            check_keys(raw, ManifestLine, where)
            files[file] = tidy(entry, where)
        except RejectedReport as error:
            files[file] = Rejection(error.where, error.reason, error.remedy)
    return files, tuple(problems)


def find_listed(folder: Path, name: str, where: str) -> Path:
    """The file that a manifest names, inside its folder. Raises RejectedReport where it is not."""
    file, home = folder / name, os.path.realpath(folder)
    if "\0" in name or not os.path.realpath(file).startswith(home + os.sep):
        raise RejectedReport(
            where, f"names {name!r}, which is outside of its folder", "move the file into the folder"
        )
    if not os.path.isfile(file):
        raise RejectedReport(
            where, f"names {name!r}, which is no file here", "add the file or take the line out"
        )
    return file

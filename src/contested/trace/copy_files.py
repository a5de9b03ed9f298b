"""An index of copies in; the files it is kept in, which are mapped and not read when it is opened again, out.

A folder: `ids.txt` and `facts.npy` of all reports, for each shelf its arrays as `FIRST-LAST-DIGEST.NAME.npy`, and
`index.json`, written last, which names them with their sizes and the rules that made them. All of it can be made again
from the reports: what is missing, damaged or made by other rules is no index, and nobody's evidence.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.trace.fingerprints import BEARERS, RUN, WINDOW, Prints
from contested.trace.pages import FACTS
from contested.trace.shelf import Shelf
from contested.trace.wording import Words

FORMAT = 1  # to be raised where words, fingerprints or facts are made otherwise
RULES = f"{FORMAT}:{RUN}:{WINDOW}:{BEARERS}:{unicodedata.unidata_version}:{FACTS.descr}"
LISTED = "index.json"
WORDS = ("numbers", "starts", "lengths", "bounds")
PRINTS = ("hashes", "reports", "rows")


class Listed(Struct, frozen=True):
    """What `index.json` holds: shelves by the number of their first report, files by size in bytes."""

    rules: str
    shelves: dict[str, int]
    sizes: dict[str, int]


class Kept(NamedTuple):
    """An index as it is kept; `paths` are its shelves' without their endings."""

    ids: list[str]
    facts: NDArray[np.void]
    shelves: list[Shelf]
    paths: list[Path]


def write_files(
    folder: Path,
    ids: Sequence[str],
    facts: NDArray[np.void],
    shelves: Sequence[Shelf],
    kept: Collection[Path],
) -> list[Path]:
    """Keep an index in a folder; shelves among `kept` stand there already and are left as they are. What is kept then.
    Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    named = {name_shelf(shelf, ids): shelf for shelf in shelves}
    sizes: dict[str, int] = {}
    for name, shelf in named.items():
        for part, array in arrays_of(shelf).items():
            file = folder / f"{name}.{part}.npy"
            sizes[file.name] = file.stat().st_size if folder / name in kept else write_array(file, array)
    every = name_range(0, ids)
    sizes[f"{every}.facts.npy"] = write_array(folder / f"{every}.facts.npy", facts)
    sizes[f"{every}.ids.txt"] = write_whole(folder / f"{every}.ids.txt", "\n".join(ids).encode())
    listed = Listed(RULES, {name: shelf.first for name, shelf in named.items()}, sizes)
    write_whole(folder / LISTED, msgspec.json.encode(listed))
    for old in folder.iterdir():
        if old.suffix in (".npy", ".txt", ".part") and old.name not in sizes:
            old.unlink(missing_ok=True)
    return [folder / name for name in named]


def read_files(folder: Path) -> Kept | None:
    """What a folder keeps; null where that is no index that these rules made, or not all of it is there."""
    try:
        listed = msgspec.json.decode((folder / LISTED).read_bytes(), type=Listed)
        if listed.rules != RULES:
            return None
        if any((folder / name).stat().st_size != size for name, size in listed.sizes.items()):
            return None
        (every,) = (name.removesuffix(".ids.txt") for name in listed.sizes if name.endswith(".ids.txt"))
        ids = (folder / f"{every}.ids.txt").read_text("utf-8").splitlines()
        facts = np.load(folder / f"{every}.facts.npy")
        shelves = [read_shelf(folder, name, first) for name, first in listed.shelves.items()]
    except (OSError, ValueError, EOFError, msgspec.MsgspecError):
        return None
    if not len(ids) == len(facts) == sum(map(len, shelves)):
        return None
    return Kept(ids, facts, shelves, [folder / name for name in listed.shelves])


def read_shelf(folder: Path, name: str, first: int) -> Shelf:
    """A shelf whose arrays are mapped. Raises OSError or ValueError."""
    # A plain view of what is mapped: numpy's own class for it takes ten times as long for one element.
    arrays = {
        part: np.load(folder / f"{name}.{part}.npy", mmap_mode="r").view(np.ndarray)
        for part in (*WORDS, *PRINTS)
    }
    return Shelf(first, Words(*(arrays[part] for part in WORDS)), Prints(*(arrays[part] for part in PRINTS)))


def arrays_of(shelf: Shelf) -> dict[str, NDArray[np.generic]]:
    return {part: getattr(shelf.words, part) for part in WORDS} | {
        part: getattr(shelf.prints, part) for part in PRINTS
    }


def name_shelf(shelf: Shelf, ids: Sequence[str]) -> str:
    return name_range(shelf.first, ids[: shelf.first + len(shelf)])


def name_range(first: int, ids: Sequence[str]) -> str:
    """A name for reports from `first` on that tells them, and those before them, from others."""
    digest = blake2b("\n".join(ids).encode(), digest_size=8).hexdigest()
    return f"{first}-{len(ids)}-{digest}"


def write_array(file: Path, array: NDArray[np.generic]) -> int:
    """Write an array beside its file, then put it in its place; its size in bytes. Raises OSError."""
    beside = file.with_suffix(".part")
    with beside.open("wb") as opened:
        np.save(opened, array)
    os.replace(beside, file)
    return file.stat().st_size


def write_whole(file: Path, content: bytes) -> int:
    """Write a file beside its place, then put it there; its size in bytes. Raises OSError."""
    beside = file.with_suffix(".part")
    beside.write_bytes(content)
    os.replace(beside, file)
    return len(content)

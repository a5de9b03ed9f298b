"""All places of a theatre with every form of their names, in; one compact index, out: made once, opened at once.

An index is a folder of files that are mapped into memory, not read: forms are the keys of a trie, a place is
decoded when it is asked for. 500,000 names open in milliseconds and cost what is looked at.

    forms.trie      every form of every name; a key's number is its row in `spans`
    spans.npy       (forms + 1,) where a form's rows begin in `bearers`
    bearers.npy     (rows,) the number of a place that bears the form
    hows.npy        (rows,) how that place comes by the form: an index into `HOWS`
    ids.trie        the places' ids; a key's number is its row in `numbers`
    numbers.npy     (places,) the number of the place with that id
    ends.npy        (places + 1,) where a place's record begins in `places.bin`
    places.bin      the places as msgpack, by number
    sizes.json      how long each of the others is: a file cut short is not opened
    points.npy      (places, 2) latitude and longitude, degrees
    zones.npy       (zones, places) km from a place to the edge of each zone of fighting, less than 0 inside
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.model import Place

ARRAYS = ("spans", "bearers", "hows", "numbers", "ends", "points", "zones")
SIZES = "sizes.json"
DECODER = msgspec.msgpack.Decoder(Place)


class Index(NamedTuple):
    """What the files of an index hold, by their names."""

    forms: marisa_trie.Trie
    ids: marisa_trie.Trie
    places: bytes | mmap.mmap
    spans: NDArray[np.uint32]
    bearers: NDArray[np.uint32]
    hows: NDArray[np.uint8]
    numbers: NDArray[np.uint32]
    ends: NDArray[np.uint64]
    points: NDArray[np.float64]
    zones: NDArray[np.float32]

    def rows_of(self, form: str) -> slice:
        """The rows of `bearers` and `hows` that a form has; none where nothing bears it."""
        key = self.forms.get(form)
        return slice(0, 0) if key is None else slice(int(self.spans[key]), int(self.spans[key + 1]))

    def place(self, number: int) -> Place:
        """The place of a number."""
        return DECODER.decode(self.places[int(self.ends[number]) : int(self.ends[number + 1])])


class Places(Mapping[str, Place]):
    """The places of an index by id, decoded when asked for and kept."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.decoded: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self.index.numbers)

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self.index.numbers)):
            yield self.by_number(number).place_id

    def __getitem__(self, place_id: str) -> Place:
        return self.by_number(self.number_of(place_id))

    def number_of(self, place_id: str) -> int:
        """The number of a place. Raises KeyError where there is none of this id."""
        return int(self.index.numbers[self.index.ids[place_id]])

    def by_number(self, number: int) -> Place:
        """The place of a number."""
        place = self.decoded.get(number)
        if place is None:
            place = self.decoded[number] = self.index.place(number)
        return place


class Form(NamedTuple):
    """One way to write a place's name, and how it comes by it."""

    text: str
    how: int


def make_index(
    places: Sequence[Place], forms_of: Iterable[Iterable[Form]], zones: NDArray[np.float32]
) -> Index:
    """The index of places, each with its forms in the same order. `zones` is km to each zone, a row a zone."""
    keys: list[str] = []
    bearers: list[int] = []
    hows: list[int] = []
    for number, forms in enumerate(forms_of):
        for form in forms:
            keys.append(form.text)
            bearers.append(number)
            hows.append(form.how)
    trie = marisa_trie.Trie(keys)
    rows = np.fromiter((trie[key] for key in keys), np.uint32, len(keys))
    order = np.lexsort((np.array(bearers, np.uint32), rows))
    spans = np.searchsorted(rows[order], np.arange(len(trie) + 1)).astype(np.uint32)
    ids = marisa_trie.Trie([place.place_id for place in places])
    numbers = np.zeros(len(places), np.uint32)
    for number, place in enumerate(places):
        numbers[ids[place.place_id]] = number
    records = [msgspec.msgpack.encode(place) for place in places]
    ends = np.cumsum([0, *map(len, records)]).astype(np.uint64)
    return Index(
        forms=trie,
        ids=ids,
        places=b"".join(records),
        spans=spans,
        bearers=np.array(bearers, np.uint32)[order],
        hows=np.array(hows, np.uint8)[order],
        numbers=numbers,
        ends=ends,
        points=np.array([(place.lat, place.lon) for place in places], np.float64).reshape(-1, 2),
        zones=zones,
    )


def write_index(index: Index, folder: Path) -> None:
    """Write an index into a folder that is there and empty. Raises OSError."""
    index.forms.save(str(folder / "forms.trie"))
    index.ids.save(str(folder / "ids.trie"))
    (folder / "places.bin").write_bytes(index.places)
    for name in ARRAYS:
        np.save(folder / f"{name}.npy", getattr(index, name))
    sizes = {file.name: file.stat().st_size for file in folder.iterdir()}
    (folder / SIZES).write_bytes(msgspec.json.encode(sizes, order="sorted"))


def open_index(folder: Path) -> Index:
    """An index from its folder. Raises OSError or ValueError where it is missing or damaged."""
    sizes = msgspec.json.decode((folder / SIZES).read_bytes(), type=dict[str, int])
    if any((folder / name).stat().st_size != size for name, size in sizes.items()):
        raise ValueError(f"{folder}: a file of the index was cut short")
    return Index(
        forms=open_trie(folder / "forms.trie"),
        ids=open_trie(folder / "ids.trie"),
        places=map_file(folder / "places.bin"),
        # A plain view of what is mapped: numpy's own class for it takes ten times as long for one element.
        **{name: np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in ARRAYS},
    )


def open_trie(file: Path) -> marisa_trie.Trie:
    """A trie mapped from its file. Raises OSError or ValueError."""
    trie = marisa_trie.Trie()
    try:
        trie.mmap(str(file))
    except RuntimeError as error:
        raise ValueError(f"{file}: {error}") from error
    return trie


def map_file(file: Path) -> bytes | mmap.mmap:
    """A file's bytes, mapped; an empty file cannot be. Raises OSError."""
    with file.open("rb") as opened:
        if not file.stat().st_size:
            return b""
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

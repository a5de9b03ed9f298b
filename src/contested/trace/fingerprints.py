"""Words in; a few hashes of their runs, such that texts which share a longer run share one, and who bears them, out.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every `WINDOW` runs of `RUN` words in a row the one with the least
hash is kept, so that two texts with `RUN + WINDOW - 1` words in common have kept one of them both, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.trace.wording import STEP, Numbers, Words, mix

RUN = 6
WINDOW = 7
# Only the earliest reports that bear a fingerprint are compared: an original is among them, and ten thousand copies of
# one report, or a formula that everybody uses, do not make the search quadratic.
BEARERS = 12
NEVER = np.uint64(0xFFFFFFFFFFFFFFFF)


class Prints(NamedTuple):
    """Fingerprints, the report that bears each, and its first word there."""

    hashes: Numbers
    reports: NDArray[np.int32]
    rows: NDArray[np.int32]

    def only(self, which: slice | NDArray[np.bool_] | NDArray[np.int64]) -> Prints:
        """Some of them."""
        return Prints(self.hashes[which], self.reports[which], self.rows[which])


def hash_runs(numbers: NDArray[np.uint32], length: int) -> Numbers:
    """The hash of the run of `length` words that begins at each word; of fewer words than that there is none."""
    last = len(numbers) - length + 1
    if last <= 0:
        return np.zeros(0, np.uint64)
    hashes = numbers[:last].astype(np.uint64)
    for shift in range(1, length):
        hashes *= STEP
        hashes += numbers[shift : last + shift]
    return mix(hashes)


def find_prints(words: Words, first: int = 0) -> Prints:
    """The fingerprints of texts, in their order; reports are numbered from `first` on.

    Windows may reach over a text's ends, so that a text of few words has some too.
    """
    bounds, sizes = words.bounds, np.diff(words.bounds)
    texts = np.repeat(np.arange(len(sizes)), sizes)
    rows = np.arange(len(texts)) - np.repeat(bounds[:-1], sizes)
    hashes = np.full(len(texts), NEVER, np.uint64)
    runs = hash_runs(words.numbers, RUN)
    hashes[: len(runs)] = runs
    hashes[rows + RUN > np.repeat(sizes, sizes)] = NEVER  # these reach into the next text
    gap = WINDOW - 1  # between texts, so that no window sees two of them
    places = np.arange(len(texts)) + gap * (texts + 1)
    spread = np.full(len(texts) + gap * (len(sizes) + 2), NEVER, np.uint64)
    spread[places] = hashes
    least = slide(np.minimum, spread)  # of the window that begins there
    # A run is kept where it is the least of a window that it lies in: of the windows' least the greatest.
    kept = (slide(np.maximum, least)[places - gap] == hashes) & (hashes != NEVER)
    return Prints(hashes, (texts + first).astype(np.int32), rows.astype(np.int32)).only(kept)


def slide(best: np.ufunc, values: Numbers) -> Numbers:
    """The least or greatest of each `WINDOW` values in a row."""
    width = 1
    while 2 * width <= WINDOW:
        values = best(values[:-width], values[width:])
        width *= 2
    rest = WINDOW - width
    return np.asarray(best(values[: len(values) - rest], values[rest:]), np.uint64)


def sort_prints(prints: Prints) -> Prints:
    """By hash, then report; of a hash only the earliest bearers."""
    order = np.argsort(prints.hashes, kind="stable")
    hashes = prints.hashes[order]
    if len(hashes) > BEARERS:
        kept = np.concatenate((np.ones(BEARERS, np.bool_), hashes[BEARERS:] != hashes[:-BEARERS]))
        order, hashes = order[kept], hashes[kept]
    return Prints(hashes, prints.reports[order], prints.rows[order])


def join_prints(parts: Sequence[Prints]) -> Prints:
    """The fingerprints of several, one after the other."""
    return Prints(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.reports for part in parts]),
        np.concatenate([part.rows for part in parts]),
    )


def find_bearers(
    shelves: list[Prints], hashes: Numbers, limits: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each hash its earliest bearers among reports numbered under its limit, and the row in each: two arrays of
    (BEARERS, hashes), -1 where there are no more. Shelves are sorted, and in the reports' order."""
    reports = np.full((BEARERS, len(hashes)), -1, np.int32)
    rows = np.full((BEARERS, len(hashes)), -1, np.int32)
    used = np.zeros(len(hashes), np.int64)
    order = np.argsort(hashes)  # neighbours in the shelf are asked for one after the other
    for shelf in shelves:
        at, asked = np.searchsorted(shelf.hashes, hashes[order]), order
        while len(asked):
            within = (at < len(shelf.hashes)) & (used[asked] < BEARERS)
            at, asked = at[within], asked[within]
            same = (shelf.hashes[at] == hashes[asked]) & (shelf.reports[at] < limits[asked])
            at, asked = at[same], asked[same]
            reports[used[asked], asked] = shelf.reports[at]
            rows[used[asked], asked] = shelf.rows[at]
            used[asked] += 1
            at = at + 1
    return reports, rows

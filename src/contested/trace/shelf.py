"""Reports in; their words and fingerprints as sorted arrays that are searched, joined and kept on disk, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from contested.trace.fingerprints import Prints, find_prints, join_prints, sort_prints
from contested.trace.wording import Words, read_words

AT_ONCE = 256  # texts that are read together: their characters as arrays stay within a core's cache


class Shelf(Struct, frozen=True):
    """Reports numbered `first` onwards: their words, and their fingerprints sorted."""

    first: int
    words: Words
    prints: Prints

    def __len__(self) -> int:
        return len(self.words.bounds) - 1

    def words_of(self, number: int) -> NDArray[np.uint32]:
        """The words of a report."""
        start, end = self.words.bounds[number - self.first : number - self.first + 2]
        return self.words.numbers[start:end]


def span_words(words: Words, text: int, start: int, end: int) -> tuple[int, int]:
    """The characters of words `start` to `end` of a text."""
    row = int(words.bounds[text])
    last = row + end - 1
    return int(words.starts[row + start]), int(words.starts[last]) + int(words.lengths[last])


def read_many(texts: Sequence[str]) -> tuple[Words, Prints]:
    """The words and fingerprints of many texts, read a few at a time."""
    words: list[Words] = [read_words(())]
    prints: list[Prints] = [find_prints(words[0])]
    for start in range(0, len(texts), AT_ONCE):
        words.append(read_words(texts[start : start + AT_ONCE]))
        prints.append(find_prints(words[-1], start))
    return join_words(words), join_prints(prints)


def join_words(parts: list[Words]) -> Words:
    """The words of several, end to end. The parts are let go column by column: there may be much of them."""
    ends = np.cumsum([0, *(len(part.numbers) for part in parts)])
    bounds = [part.bounds[1:] + end for part, end in zip(parts, ends[:-1], strict=True)]
    numbers, starts, lengths = ([part[n] for part in parts] for n in range(3))
    parts.clear()
    return Words(
        numbers=join_column(numbers),
        starts=join_column(starts),
        lengths=join_column(lengths),
        bounds=np.concatenate([np.zeros(1, np.int64), *bounds]),
    )


def join_column(parts: list[NDArray[Any]]) -> NDArray[Any]:
    joined = np.concatenate(parts)
    parts.clear()
    return joined


def join_shelves(one: Shelf, other: Shelf) -> Shelf:
    """Two shelves, the first before the second, as one."""
    return Shelf(
        one.first, join_words([one.words, other.words]), sort_prints(join_prints([one.prints, other.prints]))
    )


def measure_runs(
    mine: Words,
    texts: NDArray[np.int32],
    rows: NDArray[np.int32],
    shelf: Shelf,
    numbers: NDArray[np.int32],
    others: NDArray[np.int32],
    known: int,
    enough: int,
) -> NDArray[np.int32]:
    """How many words in a row agree around each pair of words, `known` of them from there on; at `enough` it stops."""
    left = mine.bounds[texts], shelf.words.bounds[numbers - shelf.first]
    right = mine.bounds[texts + 1], shelf.words.bounds[numbers - shelf.first + 1]
    here, there = left[0] + rows, left[1] + others
    lengths = np.full(len(texts), known, np.int32)
    for step, edges in ((1, right), (-1, left)):
        alive = np.flatnonzero(lengths < enough)
        at, to = here[alive] + (known if step > 0 else -1), there[alive] + (known if step > 0 else -1)
        while len(alive):
            if step > 0:
                inside = (at < edges[0][alive]) & (to < edges[1][alive])
            else:
                inside = (at >= edges[0][alive]) & (to >= edges[1][alive])
            at, to, alive = at[inside], to[inside], alive[inside]
            same = mine.numbers[at] == shelf.words.numbers[to]
            alive = alive[same]
            lengths[alive] += 1
            going = lengths[alive] < enough
            at, to, alive = at[same][going] + step, to[same][going] + step, alive[going]
    return lengths

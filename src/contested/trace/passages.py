"""The words of two texts in; the runs that both have, how much of each they are, and the passages they make up, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.trace.fingerprints import hash_runs

Numbers32 = NDArray[np.uint32]
# Fewer words in a row are shared by chance: "according to the general staff" has five.
SHARED_RUN = 5
# A word or a few exchanged, added or left out do not end a passage.
BRIDGED = 4
# How often a run that a text says again and again is looked for in it.
REPEATS = 4


class Passage(NamedTuple):
    """Words `start` to `end` of the copy, `other` to `other_end` of the original; `longest` equal words in a row."""

    start: int
    end: int
    other: int
    other_end: int
    longest: int


class Agreement(NamedTuple):
    """What two texts share: which words of each lie in a shared run, and the passages."""

    shared: NDArray[np.bool_]
    others: NDArray[np.bool_]
    passages: tuple[Passage, ...]


class Measured:
    """A text to be compared with many: its runs of words are hashed and sorted once."""

    def __init__(self, numbers: Numbers32) -> None:
        self.size = len(numbers)
        hashes = hash_runs(numbers, SHARED_RUN)
        self.order = np.argsort(hashes, kind="stable")
        self.hashes = hashes[self.order]

    def agree(self, original: Numbers32) -> Agreement:
        """What an original shares with this text."""
        hashes = hash_runs(original, SHARED_RUN)
        shared, others = np.zeros(self.size, np.bool_), np.zeros(len(original), np.bool_)
        at, rows = np.searchsorted(self.hashes, hashes), np.arange(len(hashes))
        mine, theirs = [rows[:0]], [rows[:0]]
        for _ in range(REPEATS):
            within = at < len(self.hashes)
            at, rows = at[within], rows[within]
            same = self.hashes[at] == hashes[rows]
            at, rows = at[same], rows[same]
            mine.append(self.order[at])
            theirs.append(rows)
            at = at + 1
        runs = find_long(np.concatenate(mine), np.concatenate(theirs))
        for run in runs:
            shared[run.start : run.end] = True
            others[run.other : run.other_end] = True
        return Agreement(shared, others, join_runs(runs))


def find_long(mine: NDArray[np.int64], theirs: NDArray[np.int64]) -> list[Passage]:
    """The longest runs that two texts share, from where the shortest begin in each; in the first text's order."""
    order = np.lexsort((mine, theirs - mine))
    mine, theirs = mine[order], theirs[order]
    breaks = np.flatnonzero((np.diff(mine) != 1) | (np.diff(theirs) != 1)) + 1
    firsts = np.concatenate((np.zeros(min(1, len(mine)), np.int64), breaks))
    lengths = np.diff(firsts, append=len(mine)) + SHARED_RUN - 1
    starts, others = mine[firsts], theirs[firsts]
    return sorted(
        Passage(start, start + length, other, other + length, length)
        for start, other, length in zip(starts.tolist(), others.tolist(), lengths.tolist(), strict=True)
    )


def join_runs(runs: list[Passage]) -> tuple[Passage, ...]:
    """The passages that runs make up: what a few other words part is bridged, what lies in a longer one left out."""
    passages: list[Passage] = []
    for run in runs:
        for n in range(len(passages) - 1, max(-1, len(passages) - 1 - REPEATS), -1):
            last = passages[n]
            if is_near(run.start - last.end) and is_near(run.other - last.other_end):
                passages[n] = Passage(
                    last.start,
                    max(last.end, run.end),
                    last.other,
                    max(last.other_end, run.other_end),
                    max(last.longest, run.longest),
                )
                break
        else:
            passages.append(run)
    kept: list[Passage] = []
    for one in sorted(passages, key=lambda one: (one.start, -one.end, one.other)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return tuple(kept)


def is_near(gap: int) -> bool:
    """Whether so many words between two runs are bridged; runs that overlap a little have fewer than none."""
    return -SHARED_RUN < gap <= BRIDGED

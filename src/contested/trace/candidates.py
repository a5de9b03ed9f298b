"""Texts' fingerprints and the shelves of earlier reports, in; which of those are worth comparing with each, and which of
its words are its source's furniture, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.trace.fingerprints import RUN, Prints, find_bearers
from contested.trace.shelf import Shelf, measure_runs
from contested.trace.wording import Words

# Fewer equal words in a row are a formula that anybody may use.
LEAST_RUN = 12
# Two texts are compared where a run as long as that agrees, or where so many fingerprints, and so great a share of the
# smaller text's, stand in runs only a little shorter: a word changed in every ten.
NEAR_RUN = LEAST_RUN - 4
NEAR_PRINTS = 3
NEAR_SHARE = 0.2
# Reports of one source share its furniture: they are compared only where so much of the smaller one agrees.
OWN_SHARE = 0.3
# What so many reports of its first bearer's source have, none of them nearly another, is that source's furniture:
# subscription lines, signatures, notes on rights. That source's alone, or else anybody could make furniture of another's
# words by repeating them.
FURNITURE = 5
AT_ONCE = 512  # texts that are looked for together


class Candidates(NamedTuple):
    """For one text: the reports to compare it with, earliest first, each with the number of fingerprints shared in longer
    runs; and the bearers of its fingerprints (`BEARERS`, prints), -1 where there are no more, with the row of each
    fingerprint's first word."""

    text: int
    numbers: list[int]
    shared: list[int]
    bearers: NDArray[np.int32]
    rows: NDArray[np.int32]


def find_candidates(
    shelves: Sequence[Shelf],
    words: Words,
    prints: Prints,
    limits: NDArray[np.int32],
    facts: NDArray[np.void],
    known: NDArray[np.void],
) -> Iterator[Candidates]:
    """Of every text that may repeat an earlier report, those reports. `facts` are the texts', `known` the reports'."""
    for start in range(0, len(facts), AT_ONCE):
        first, last = np.searchsorted(prints.reports, (start, start + AT_ONCE))
        some = prints.only(slice(first, last))
        bearers, rows = find_bearers([shelf.prints for shelf in shelves], some.hashes, limits[some.reports])
        pairs = find_pairs(shelves, words, some, bearers, rows, facts, known)
        texts, firsts = np.unique(pairs[:, 0], return_index=True)
        for text, at, end in zip(texts.tolist(), firsts, np.append(firsts, len(pairs))[1:], strict=True):
            own = slice(*np.searchsorted(some.reports, (text, text + 1)))
            numbers, shared = pairs[at:end, 1:].T.tolist()
            yield Candidates(text, numbers, shared, bearers[:, own], some.rows[own])


def find_pairs(
    shelves: Sequence[Shelf],
    words: Words,
    prints: Prints,
    bearers: NDArray[np.int32],
    rows: NDArray[np.int32],
    facts: NDArray[np.void],
    known: NDArray[np.void],
) -> NDArray[np.int64]:
    """The pairs of a text and an earlier report that share enough, sorted, and how much that is: (pairs, 3)."""
    ranks, of_print = np.nonzero(bearers >= 0)
    numbers, others = bearers[ranks, of_print], rows[ranks, of_print]
    texts, mine = prints.reports[of_print], prints.rows[of_print]
    lengths = np.zeros(len(texts), np.int32)
    for shelf in shelves:
        on = np.flatnonzero((numbers >= shelf.first) & (numbers < shelf.first + len(shelf)))
        lengths[on] = measure_runs(words, texts[on], mine[on], shelf, numbers[on], others[on], RUN, LEAST_RUN)
    near = np.flatnonzero(lengths >= NEAR_RUN)
    keys = texts[near].astype(np.int64) << 32 | numbers[near]
    order = np.argsort(keys, kind="stable")
    keys, lengths = keys[order], lengths[near][order]
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    if not len(firsts):
        return np.zeros((0, 3), np.int64)
    counts, longest = np.diff(firsts, append=len(keys)), np.maximum.reduceat(lengths, firsts)
    text, number = keys[firsts] >> 32, keys[firsts] & 0xFFFFFFFF
    one, other = facts[text], known[number]
    shares = counts / np.maximum(1, np.minimum(one["prints"], other["prints"]))
    own = (one["source"] != 0) & (one["source"] == other["source"])
    enough = np.where(
        own, shares >= OWN_SHARE, (longest >= LEAST_RUN) | (counts >= NEAR_PRINTS) & (shares >= NEAR_SHARE)
    )
    found: NDArray[np.int64] = np.stack((text, number, counts), axis=1)[enough]
    return found


def find_furniture(candidates: Candidates, size: int, known: NDArray[np.void]) -> NDArray[np.bool_]:
    """Which of a text's `size` words are the furniture of the source that had them first."""
    mask = np.zeros(size, np.bool_)
    end, before = 0, -1
    for at in np.flatnonzero(find_worn(candidates.bearers, known)).tolist():
        row = int(candidates.rows[at])
        mask[end if before == at - 1 >= 0 else row : row + RUN] = True
        end, before = row + RUN, at
    return mask


def find_worn(bearers: NDArray[np.int32], known: NDArray[np.void]) -> NDArray[np.bool_]:
    """Which fingerprints so many unrelated reports of the first bearer's source bear that they are furniture."""
    worn: NDArray[np.bool_] = bearers[FURNITURE - 1] >= 0
    if worn.any():
        often = bearers[:, worn]
        sources = known["source"][often]
        own = (often >= 0) & (sources == sources[0]) & (sources[0] != 0)
        roots = np.sort(np.where(own, known["root"][often], -1), axis=0)
        worn[worn] = (np.diff(roots, axis=0, prepend=-1) > 0).sum(axis=0) >= FURNITURE
    return worn

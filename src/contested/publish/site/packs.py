"""Chunks of which a large desk has thousands, in; the files that hold several of them each, out.

Tens of thousands of files take longer to write, to copy and to upload than what is in them. `load` in
`page/src/data.js` finds a chunk by the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping

# Chunks to a file, give or take; a desk with few of a kind has a file for each.
TOGETHER = {"place": 8, "report": 16}
MANY = 2_000
Packs = Mapping[str, int]  # the kinds that are packed, each with its number of files


def choose_packs(counts: Mapping[str, int]) -> dict[str, int]:
    """Over how many files the chunks of each kind are spread: a power of two, so that what is in a file stays the same
    until a desk has twice as many."""
    return {
        kind: 1 << (counts[kind] // together).bit_length()
        for kind, together in TOGETHER.items()
        if counts[kind] > MANY
    }


def file_of(name: str, packs: Packs) -> str:
    """The name of the file that holds a chunk, without its ending."""
    kind, _, number = name.partition("-")
    return f"{kind}s-{int(number) % packs[kind]}" if kind in packs else name

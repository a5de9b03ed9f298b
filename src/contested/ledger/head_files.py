"""A file of heads that another organisation keeps, in; the heads that it holds of one ledger, and one more line, out.

JSON lines, oldest first: `ledger`, `size`, `root`, `moment`; of a later head of the same ledger also `since`, the size of
the one before, and `proof`, the nodes by which the one before leads to it (RFC 9162, 2.1.4), so that whoever keeps the file
can check without the ledger that entries were only added.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from contested.ledger.heads import Head, HeadError
from contested.ledger.tree import Hash, check_consistency, find_roots, prove_consistency

MOST_BYTES = 50_000_000


class HeadLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: a head, when it was written down, and how the one before leads to it."""

    ledger: str
    size: int
    root: str
    moment: str
    since: int | None = None
    proof: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        return Head(ledger=self.ledger, size=self.size, root=self.root)


def read_heads(file: Path, ledger: str) -> list[HeadLine]:
    """The heads of one ledger in a file, oldest first. Raises HeadError, with the line, where one cannot be read or does
    not go on from the one before."""
    if file.stat().st_size > MOST_BYTES:
        raise HeadError(f"{file}: has more than {MOST_BYTES:,} bytes; give a file of heads")
    heads: list[HeadLine] = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            found = msgspec.json.decode(line, type=HeadLine)
            goes_on = found.ledger != ledger or not heads or follows(heads[-1], found)
        except (msgspec.DecodeError, ValueError) as error:
            raise HeadError(f"{file}:{number}: is no head: {error}; mend it from another copy") from error
        if not goes_on:
            raise HeadError(
                f"{file}:{number}: its proof does not lead here from the head over {heads[-1].size:,} entries"
            )
        if found.ledger == ledger:
            heads.append(found)
    return heads


def follows(before: HeadLine, after: HeadLine) -> bool:
    """Whether a line proves that only entries were added since the one before. One without proof claims nothing."""
    if after.since is None:
        return True
    proof = [bytes.fromhex(node) for node in after.proof]
    roots = bytes.fromhex(before.root), bytes.fromhex(after.root)
    return after.since == before.size and check_consistency(
        before.size, roots[0], after.size, roots[1], proof
    )


def compare_heads(heads: Sequence[Head], leaves: Sequence[Hash]) -> list[str | None]:
    """For each head why the ledger does not go back to it; null where it does."""
    roots = find_roots(leaves, {head.size for head in heads})
    return [compare(head, roots.get(head.size), len(leaves)) for head in heads]


def compare(head: Head, root: Hash | None, size: int) -> str | None:
    if root is None:
        return f"the ledger has {size:,} entries, where it had {head.size:,}: some were taken out"
    if root.hex() != head.root:
        return f"the first {head.size:,} entries are not what they were: their root was {head.root}, and is {root.hex()}"
    return None


def add_head(file: Path, head: Head, leaves: Sequence[Hash], moment: str) -> bool:
    """Add a head to a file, made where there is none, and sync it. False where its last line says so already.

    Raises HeadError where the ledger does not go back to a head that the file holds.
    """
    held = read_heads(file, head.ledger) if file.exists() else []
    for line, wrong in zip(held, compare_heads([one.head for one in held], leaves), strict=True):
        if wrong:
            raise HeadError(
                f"{file}: the head of {line.moment} says otherwise: {wrong}; see: contested verify"
            )
    if held and held[-1].head == head:
        return False
    since = held[-1].size if held else None
    proof = prove_consistency(leaves, since) if since else []
    line = HeadLine(
        ledger=head.ledger,
        size=head.size,
        root=head.root,
        moment=moment,
        since=since,
        proof=tuple(node.hex() for node in proof),
    )
    with file.open("ab") as stream:
        stream.write(msgspec.json.encode(line) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return True

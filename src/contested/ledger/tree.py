"""Leaf hashes of a list that only grows, in; its head, and proofs that a leaf or an earlier head belongs to it, out.

The Merkle tree of RFC 9162, section 2.1 (the same as in RFC 6962): SHA-256, leaves and nodes hashed apart, so that none
can be taken for the other. Whoever kept a head elsewhere can check a proof without the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence

Hash = bytes
EMPTY: Hash = hashlib.sha256(b"").digest()


def hash_leaf(data: bytes) -> Hash:
    """The hash of a leaf that holds `data`."""
    return hashlib.sha256(b"\x00" + data).digest()


def hash_node(left: Hash, right: Hash) -> Hash:
    """The hash of a node over two."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def find_root(leaves: Sequence[Hash]) -> Hash:
    """The root over all leaves. Level by level: what has no partner rises as it is, which is the RFC's largest-power-of-two
    split read from below."""
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        above = [hash_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def find_roots(leaves: Sequence[Hash], sizes: Collection[int]) -> dict[int, Hash]:
    """The roots over the first so many leaves, by their number, in one pass; none for numbers that there are not."""
    wanted = set(sizes)
    roots = {0: EMPTY} if 0 in wanted else {}
    # The roots of the whole subtrees so far, largest first, each with how many leaves it stands for.
    whole: list[tuple[int, Hash]] = []
    for number, leaf in enumerate(leaves, 1):
        size, node = 1, leaf
        while whole and whole[-1][0] == size:
            size, node = size * 2, hash_node(whole.pop()[1], node)
        whole.append((size, node))
        if number in wanted:
            root = whole[-1][1]
            for _, left in reversed(whole[:-1]):
                root = hash_node(left, root)
            roots[number] = root
    return roots


def prove_inclusion(leaves: Sequence[Hash], index: int) -> list[Hash]:
    """The nodes by which the leaf at `index` (from 0) leads to the root, from below. Raises IndexError outside the list."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of {len(leaves)}")
    if len(leaves) == 1:
        return []
    half = split_at(len(leaves))
    if index < half:
        return [*prove_inclusion(leaves[:half], index), find_root(leaves[half:])]
    return [*prove_inclusion(leaves[half:], index - half), find_root(leaves[:half])]


def check_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> bool:
    """Whether a proof leads from a leaf to the root of a tree of `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = hash_node(node, found)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            found = hash_node(found, node)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def prove_consistency(leaves: Sequence[Hash], first: int) -> list[Hash]:
    """The nodes by which the head over the `first` leaves (at least 1) leads to the head over all. Raises IndexError where
    there are not so many."""
    if not 0 < first <= len(leaves):
        raise IndexError(f"the first {first} of {len(leaves)} leaves")
    return list(walk_consistency(leaves, first, whole=True))


def walk_consistency(leaves: Sequence[Hash], first: int, whole: bool) -> Iterator[Hash]:
    """SUBPROOF of RFC 9162, 2.1.4.1; `whole` while the earlier tree is one that its head stands for."""
    if first == len(leaves):
        if not whole:
            yield find_root(leaves)
        return
    half = split_at(len(leaves))
    if first <= half:
        yield from walk_consistency(leaves[:half], first, whole)
        yield find_root(leaves[half:])
    else:
        yield from walk_consistency(leaves[half:], first - half, whole=False)
        yield find_root(leaves[:half])


def check_consistency(
    first: int, first_root: Hash, second: int, second_root: Hash, proof: Sequence[Hash]
) -> bool:
    """Whether a proof shows that the second tree begins with all leaves of the first (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    at, last = first - 1, second - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    found_first = found_second = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            found_first = hash_node(node, found_first)
            found_second = hash_node(node, found_second)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            found_second = hash_node(found_second, node)
        at, last = at >> 1, last >> 1
    return last == 0 and found_first == first_root and found_second == second_root


def split_at(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)

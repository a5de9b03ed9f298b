"""The tree, against the definitions of RFC 9162 written out as they stand there, and against the RFC's own numbers."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.ledger.tree import (
    check_consistency,
    check_inclusion,
    find_root,
    hash_leaf,
    prove_consistency,
    prove_inclusion,
)

# The leaves of the test vectors of certificate-transparency-go and the roots over the first so many of them.
DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def mth(data: list[bytes]) -> bytes:
    """MTH(D[n]) of RFC 9162, 2.1.1."""
    if not data:
        return sha(b"")
    if len(data) == 1:
        return sha(b"\x00" + data[0])
    k = largest(len(data))
    return sha(b"\x01" + mth(data[:k]) + mth(data[k:]))


def path(m: int, data: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of 2.1.3.1."""
    if len(data) == 1:
        return []
    k = largest(len(data))
    return [*path(m, data[:k]), mth(data[k:])] if m < k else [*path(m - k, data[k:]), mth(data[:k])]


def subproof(m: int, data: list[bytes], b: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of 2.1.4.1."""
    if m == len(data):
        return [] if b else [mth(data)]
    k = largest(len(data))
    if m <= k:
        return [*subproof(m, data[:k], b), mth(data[k:])]
    return [*subproof(m - k, data[k:], False), mth(data[:k])]


def largest(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    assert find_root([hash_leaf(bytes.fromhex(one)) for one in DATA[:size]]).hex() == ROOTS[size]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=3), min_size=1, max_size=70), st.data())
def test_proofs_are_the_rfcs_and_hold(data: list[bytes], draw: st.DataObject) -> None:
    leaves = [hash_leaf(one) for one in data]
    root = find_root(leaves)
    assert root == mth(data)
    index = draw.draw(st.integers(0, len(data) - 1))
    proof = prove_inclusion(leaves, index)
    assert proof == path(index, data)
    assert check_inclusion(leaves[index], index, len(data), proof, root)
    first = draw.draw(st.integers(1, len(data)))
    consistent = prove_consistency(leaves, first)
    assert consistent == subproof(first, data, True)
    assert check_consistency(first, mth(data[:first]), len(data), root, consistent)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 40), st.data())
def test_a_proof_of_something_else_does_not_hold(size: int, draw: st.DataObject) -> None:
    leaves = [hash_leaf(bytes([one])) for one in range(size)]
    root, other = find_root(leaves), hash_leaf(b"another")
    index = draw.draw(st.integers(0, size - 1))
    proof = prove_inclusion(leaves, index)
    assert not check_inclusion(other, index, size, proof, root)
    assert not check_inclusion(leaves[index], index, size, [*proof, other], root)
    assert not check_inclusion(leaves[index], index, size, proof, other)
    assert not check_inclusion(leaves[index], size, size, proof, root)
    if proof:
        assert not check_inclusion(leaves[index], index, size, proof[:-1], root)
        at = draw.draw(st.integers(0, len(proof) - 1))
        assert not check_inclusion(leaves[index], index, size, [*proof[:at], other, *proof[at + 1 :]], root)
    first = draw.draw(st.integers(1, size))
    rewritten = [other, *leaves[1:]]
    assert not check_consistency(
        first, find_root(leaves[:first]), size, find_root(rewritten), prove_consistency(rewritten, first)
    )
    consistent = prove_consistency(leaves, first)
    assert not check_consistency(first, other, size, root, consistent)
    assert not check_consistency(first, find_root(leaves[:first]), size, root, [*consistent, other])
    if consistent:
        assert not check_consistency(first, find_root(leaves[:first]), size, root, consistent[:-1])


@pytest.mark.parametrize("call", [lambda: prove_inclusion([], 0), lambda: prove_inclusion([b""], 1)])
def test_what_is_not_there_cannot_be_proved(call: object) -> None:
    assert callable(call)
    with pytest.raises(IndexError, match="leaf"):
        call()


@pytest.mark.parametrize("first", [0, 2])
def test_an_earlier_head_is_within_the_list(first: int) -> None:
    with pytest.raises(IndexError, match=f"the first {first} of 1"):
        prove_consistency([b""], first)

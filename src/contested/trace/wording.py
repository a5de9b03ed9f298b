"""Texts in; their words as numbers that any disguise of a word shares, and where each stands, out.

Case, punctuation, accents, marks nobody sees and letters that look like another script's make no other word:
"Кuпянcк", "КУП’ЯНСК," and "Купянск" are one. All of it is done on arrays of characters, many texts at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
# What one letter is read as, so that "о" in either script, and a nought, are one. Upper case decides for some: "В" is
# drawn like "B", so "в" is read as "b".
TWINS = dict(
    zip(
        "авекмнорстухіјѕһԁԛԝзαβεηικμνορτυχzu",
        "abekmhopctyxijshdqw3abehikmvoptyxzy",
        strict=True,
    )
) | {"0": "o", "ı": "i"}
APART = "…—–―"  # punctuation that stands between words; all other is part of the word that it touches
SEPARATOR, DROPPED, UNKNOWN = 0, 1, 2  # what a character counts as; more is a letter or a digit
LARGEST = 0x110000
STEP = np.uint64(0x9E3779B97F4A7C15)


class Words(NamedTuple):
    """The words of texts, end to end. The lowest bit of a word's number says whether it is a figure (half digits
    or more).

    A word spans `starts` to `starts + lengths` of its text, the punctuation that touches it included, so that runs of
    words hold whole sentences. `bounds` (texts + 1,) says where each text's words begin.
    """

    numbers: NDArray[np.uint32]
    starts: NDArray[np.uint32]
    lengths: NDArray[np.uint16]
    bounds: NDArray[np.int64]


class Letters:
    """What characters count as, learned as they are met."""

    def __init__(self) -> None:
        self.values = np.full(LARGEST, UNKNOWN, np.uint64)

    def read(self, codes: NDArray[np.uint32]) -> Numbers:
        """The value of every character."""
        values = self.values[codes]
        unknown = values == UNKNOWN
        if unknown.any():
            for code in np.unique(codes[unknown]).tolist():
                self.values[code] = value_of(chr(code))
            values = self.values[codes]
        return values


class Powers:
    """Powers of an odd number modulo 2**64 and their inverses, as many as were ever asked for."""

    def __init__(self) -> None:
        self.up = self.down = np.zeros(0, np.uint64)

    def rising(self, count: int) -> Numbers:
        self.reach(count)
        return self.up[:count]

    def falling(self, count: int) -> Numbers:
        self.reach(count)
        return self.down[:count]

    def reach(self, count: int) -> None:
        if len(self.up) < count:
            self.up = np.cumprod(np.full(2 * count, STEP, np.uint64), dtype=np.uint64)
            inverse = pow(int(STEP), -1, 1 << 64)
            self.down = np.cumprod(np.full(2 * count, inverse, np.uint64), dtype=np.uint64)


LETTERS = Letters()
POWERS = Powers()


def value_of(character: str) -> int:
    """What a character counts as: letters and digits by the number of their plain form."""
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf", "Lm", "Sk") or (kind[0] == "P" and character not in APART):
        return DROPPED
    forms = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = next((letter for letter in forms if letter.isalnum()), "")
    if not plain:
        return SEPARATOR
    return int(mix(np.array([ord(TWINS.get(plain, plain))], np.uint64))[0]) | 4


def mix(numbers: Numbers) -> Numbers:
    """Every bit of a number spread over all others (the finaliser of splitmix64, Steele et al. 2014)."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), np.uint64)


def read_words(texts: Sequence[str]) -> Words:
    """The words of all texts. Two words of 32 bits are equal by chance once in four thousand million pairs."""
    codes = np.frombuffer("\n".join((*texts, "")).encode("utf-32-le", "surrogatepass"), "<u4")
    values = LETTERS.read(codes)
    begins, ends = find_runs(values != SEPARATOR)
    letters = values > DROPPED
    before = np.concatenate(([0], np.cumsum(letters)))
    lettered = before[ends] > before[begins]  # the others are dashes and the like
    begins, ends = begins[lettered], ends[lettered]
    numbers = number_words(values[letters], before[begins])
    digits = np.flatnonzero(codes - np.uint32(ord("0")) < 10)
    of_word = np.searchsorted(begins, digits, "right") - 1
    figures = 2 * np.bincount(of_word, minlength=len(begins)) >= before[ends] - before[begins]
    origins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    bounds = np.searchsorted(begins, origins)
    return Words(
        numbers=numbers & np.uint32(0xFFFFFFFE) | figures,
        starts=(begins - np.repeat(origins[:-1], np.diff(bounds))).astype(np.uint32),
        lengths=np.minimum(ends - begins, 0xFFFF).astype(np.uint16),
        bounds=bounds,
    )


def find_runs(inside: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where runs of what is true begin, and end."""
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    return edges[::2], edges[1::2]


def number_words(letters: Numbers, firsts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The number of each word, given the values of all letters and where each word's first one is.

    A polynomial of the letters: each times a power by its place in all texts, taken back by the power of its word's
    place, as an odd number can be divided by again.
    """
    if not len(firsts):
        return np.zeros(0, np.uint32)
    sums = np.add.reduceat(letters * POWERS.rising(len(letters)), firsts)
    sums *= POWERS.falling(len(letters))[firsts]
    return (mix(sums) >> np.uint64(32)).astype(np.uint32)

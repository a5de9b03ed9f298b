"""Two passages, in; the details that they share and no independent account would, out.

Grammar and what this field always says ("troops", "seized", "the outskirts") are shared by independent accounts, and so
are the names of who and where. A rare word, two of them side by side, or an odd number are not: "fortified positions",
"5,760 drones".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from msgspec import Struct

from contested.model import Claim

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
YEAR = re.compile(r"(?:19|20)\d\d")
# What is told of a place behind its name, up to the next mark.
EPITHET = re.compile(r"[,(–—][^,.;:()–—]*")
TOLD = ("place", "trigger", "actor", "target", "voice", "when")
# Letters by which forms of a word are taken for one: endings of three languages are shorter than the rest.
STEM_LETTERS = 6
# So many characters before and after a sentence tell of the same thing.
AROUND = 300


class Details(Struct, frozen=True):
    """Rare words, pairs and numbers of a sentence (`within`), and of it with what stands around it (`around`); stems, each
    with the words as told."""

    within: dict[str, str]
    around: dict[str, str]


def find_details(claim: Claim, text: str) -> Details:
    """The details of a claim's sentence and of the passage around it. `text` is its report's, or empty."""
    sentence = blank_told(claim)
    before, after = text[max(0, claim.start - AROUND) : claim.start], text[claim.end : claim.end + AROUND]
    named = {stem_of(word) for name in list_names(claim) for word in WORD.findall(name)}
    return Details(list_details(sentence, named), list_details(f"{before}{sentence}{after}", named))


def blank_told(claim: Claim) -> str:
    """The claim's sentence without what the claim itself holds, and without what is said of its places: "Huliaipole, the
    birthplace of Makhno, …" is any account's."""
    letters = list(claim.text)
    for slot in claim.slots:
        if slot.slot in TOLD:
            start, end = slot.start - claim.start, slot.end - claim.start
            if slot.slot == "place" and (match := EPITHET.match(claim.text, max(0, end))):
                end = match.end()
            letters[max(0, start) : max(0, end)] = " " * len(letters[max(0, start) : max(0, end)])
    return "".join(letters)


def list_names(claim: Claim) -> Iterator[str]:
    """What the claim's places and voices are called: independent accounts share it."""
    for ref in claim.places:
        yield from filter(None, (ref.text, ref.name))
    for voice in claim.voices:
        yield voice.name


def list_details(text: str, named: Container[str]) -> dict[str, str]:
    """Stems of rare words, of pairs with one, and odd numbers, each with the words as told."""
    words = [(stem_of(word), word) for word in WORD.findall(text)]
    found = {
        stem: word
        for stem, word in words
        if stem not in named and (is_odd(word) if word[0].isdigit() else not is_plain(word))
    }
    for (stem, word), (following, after) in pairwise(words):
        rare = stem in found or following in found
        if rare and len(word) > 3 and len(after) > 3 and stem not in named and following not in named:
            found[f"{stem} {following}"] = f"{word} {after}"
    return found


def is_odd(number: str) -> bool:
    """Whether a number is one that nobody else would have by chance: of two digits that count or more, and no year."""
    digits = re.sub(r"\D", "", number).strip("0")
    return len(digits) >= 2 and not YEAR.fullmatch(number)


def stem_of(word: str) -> str:
    return word.casefold()[:STEM_LETTERS]


@cache
def is_plain(word: str) -> bool:
    """Whether it begins as one of the plain words does that have four letters; words of three or fewer are plain."""
    folded = word.casefold()
    return len(folded) <= 3 or any(folded[:length] in plain_words() for length in range(4, len(folded) + 1))


@cache
def plain_words() -> frozenset[str]:
    """Beginnings of plain words of all languages that there is a file of."""
    files = resources.files("contested").joinpath("trace", "plain_words").iterdir()
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return frozenset(word.casefold() for line in lines if not line.startswith("#") for word in line.split())

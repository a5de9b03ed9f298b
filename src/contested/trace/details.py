"""A claim, in; the details of its sentence that no independent account would share by chance, out.

Grammar and what this field always says ("troops", "seized", "the outskirts") are shared by independent accounts. A
rare word, two rare words side by side or an odd figure ("fortified positions", "5,760 drones") are not.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import pairwise

from contested.model import Claim

WORD = re.compile(r"\w+")
# Letters by which forms of a word are taken for one: endings of three languages are shorter than the rest.
STEM_LETTERS = 6
# A figure of fewer digits that count ("12", "5,000") is anybody's.
ODD_DIGITS = 3
ODD_FIGURE_POINTS = 2
TOLD = ("place", "trigger", "actor", "target", "voice", "when")


def shared_details(one: Claim, other: Claim) -> tuple[str, ...]:
    """What two claims' sentences share and nobody else would say, each as it stands in the first: `fortified`,
    `fortified positions`. Odd figures count as often as `ODD_FIGURE_POINTS` says."""
    words, others = find_details(one), find_details(other)
    shared = [told for stem, told in words.items() if stem in others]
    for figure in sorted(odd_figures(one) & odd_figures(other)):
        shared += [f"{figure:,g}"] * ODD_FIGURE_POINTS
    return tuple(shared)


def find_details(claim: Claim) -> dict[str, str]:
    """Stems of rare words and of pairs with one, each with the words as told; what its slots hold is left out."""
    told = {at for slot in claim.slots if slot.slot in TOLD for at in range(slot.start, slot.end)}
    named = {
        stem_of(word) for ref in claim.places for word in WORD.findall(f"{ref.text or ''} {ref.name or ''}")
    }
    words = [
        (stem_of(match.group()), match.group())
        for match in WORD.finditer(claim.text)
        if claim.start + match.start() not in told
        and stem_of(match.group()) not in named
        and not match.group().isdigit()
    ]
    found = {stem: word for stem, word in words if not is_plain(word)}
    for (stem, word), (following, after) in pairwise(words):
        rare = stem in found or following in found
        if rare and not (is_grammar(word) or is_grammar(after)):
            found[f"{stem} {following}"] = f"{word} {after}"
    return found


def odd_figures(claim: Claim) -> set[float]:
    """Numbers of a claim with enough digits that count: 5,760 and 1,253, but not 12 or 5,000."""
    bounds = {bound for figure in claim.figures for bound in (figure.low, figure.high) if bound is not None}
    return {bound for bound in bounds if len(f"{bound:.6g}".replace(".", "").strip("0")) >= ODD_DIGITS}


def stem_of(word: str) -> str:
    return word.casefold()[:STEM_LETTERS]


@cache
def is_plain(word: str) -> bool:
    """Whether it begins as one of the plain words does that have four letters; words of three or fewer are plain."""
    folded = word.casefold()
    return len(folded) <= 3 or any(folded[:length] in plain_words() for length in range(4, len(folded) + 1))


def is_grammar(word: str) -> bool:
    """Whether a word is too short to make a pair telling: "to", "the", "від"."""
    return len(word) <= 3


@cache
def plain_words() -> frozenset[str]:
    """Beginnings of plain words of all languages that there is a file of."""
    files = resources.files("contested").joinpath("trace", "plain_words").iterdir()
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return frozenset(word.casefold() for line in lines if not line.startswith("#") for word in line.split())

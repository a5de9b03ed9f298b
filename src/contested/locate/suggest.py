"""Known names that an unknown one may be a spelling of: a name and the known ones, in; these ranked, out.

Names are compared in plain Latin letters and by their skeleton, the consonants that Ukrainian, Russian and Latin
spellings have in common: "Koliesnikivka", "Колісниківка" and "Колесниковка" are all "klsnkvk". This suggests to a
person and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import translitua
from rapidfuzz import fuzz, process

from contested.locate.fold import fold_name

LEAST = 60.0  # likeness of 100 under which nothing is suggested
# One letter for each sound that the spellings write in several ways, the longer ones first; vowels, soft signs and
# glides are dropped, and doubled letters are one.
SOUNDS = tuple(
    (re.compile(spelt), sound)
    for spelt, sound in (
        ("shch|schtsch|shh|sch|sh", "s"),
        ("tsch|tch|ch", "c"),
        ("zgh|zh", "z"),
        ("kh|gh|g", "h"),
        ("ts|tz|cz", "c"),
        ("x", "ks"),
        ("w", "v"),
        ("ph", "f"),
        ("[^bcdfhklmnpqrstvz]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=1 << 17)
def plain_latin(name: str) -> str:
    """A name folded and, where it is Cyrillic, in the letters of the official romanisation."""
    return fold_name(
        translitua.translit(fold_name(name)).replace("ы", "y").replace("э", "e").replace("ъ", "")
    )


@lru_cache(maxsize=1 << 17)
def skeleton(name: str) -> str:
    """The consonants of a name as all its spellings share them: "Redkovka" and "Радьківка" are "rdkvk"."""
    sounds = plain_latin(name)
    for spelt, sound in SOUNDS:
        sounds = spelt.sub(sound, sounds)
    return sounds


def suggest(name: str, known: Sequence[str], limit: int = 5) -> list[tuple[str, float]]:
    """The known names that look most like an unknown one, likest first, with a likeness of 0–100: half of it is of the
    letters, half of the skeletons."""
    by_letters = process.cdist([plain_latin(name)], [plain_latin(one) for one in known], scorer=fuzz.ratio)[0]
    by_skeleton = process.cdist([skeleton(name)], [skeleton(one) for one in known], scorer=fuzz.ratio)[0]
    likeness = (by_letters + by_skeleton) / 2
    ranked = sorted(zip(known, likeness.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
    return [(one, round(score, 1)) for one, score in ranked[:limit] if score >= LEAST]

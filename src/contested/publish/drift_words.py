"""What changed from one wording to the next, in; one short phrase that says so, out.

`place grown: “the outskirts of the city” → “Kupiansk”`
"""

from __future__ import annotations

from contested.model import Drift
from contested.publish.words import Words, clean

LONGEST = 60  # characters of quoted words; longer ones are cut at a word


def say_drift(drift: Drift, words: Words) -> str:
    """One phrase in the language of `words`; the quoted words stay in the texts' own. Plain text, not escaped."""
    forms = words.wording.drift[drift.what]
    return forms[drift.change].format(was=shorten(clean(drift.was)), became=shorten(clean(drift.became)))


def shorten(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0] + "…"

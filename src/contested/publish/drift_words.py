"""What changed from one wording to the next, in; one short phrase that says so, out.

`place grown: “the outskirts of the city” → “Kupiansk”`
"""

from __future__ import annotations

from contested.model import Drift
from contested.publish.words import Words, balance, clean, nest_quotes

LONGEST = 60  # characters of quoted words; longer ones are cut at a word


def say_drift(drift: Drift, words: Words) -> str:
    """One phrase in the language of `words`; the quoted words stay in the texts' own. Plain text, not escaped."""
    forms = words.wording.drift[drift.what]
    return forms[drift.change].format(was=cut(clean(drift.was)), became=cut(clean(drift.became)))


def cut(text: str) -> str:
    """The words at most as long as they may be; the quotes and brackets in them are whole again."""
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] + "…"
    return nest_quotes(balance(text))

"""A claim, in; whether its sentence gives the speaker's own words, out.

“Our men left the village”, the channel wrote: the announcing words stand inside quotation marks. In "the channel
wrote that its men had left the village" somebody else reports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contested.model import Claim

# What opens a quotation, and what can close it. Languages use the same marks the other way round; where nothing is open
# the blanks around a mark tell which it is.
CLOSED_BY = {"«": "»", "»": "«", "“": "”“", "„": "“”", "‘": "’", '"': '"', "'": "'"}
CLOSING = '»”“"'
# An apostrophe within a word or behind its last s: "the army's", "the troops’ positions", «об’єкт».
APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)|(?<=s)['’](?=\s)")


def is_quoted(claim: Claim) -> bool:
    """Whether the words that announce the event (all of the sentence where they are not known) are quoted."""
    announcing = [
        (one.start - claim.start, one.end - claim.start) for one in claim.slots if one.slot == "trigger"
    ]
    said = announcing or [(0, len(claim.text.rstrip()))]
    quoted = list(find_quoted(claim.text))
    return all(any(start <= first and last <= end for start, end in quoted) for first, last in said)


def find_quoted(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a sentence within quotation marks, the marks included.

    What is opened and not closed runs on behind the sentence; what is closed and was not opened began before it.
    """
    apostrophes = {match.start() for match in APOSTROPHE.finditer(text)}
    opened: int | None = None
    for at, mark in enumerate(text):
        if at in apostrophes:
            continue
        if opened is not None:
            if mark in CLOSED_BY[text[opened]]:
                yield opened, at + 1
                opened = None
        elif mark in CLOSED_BY and stands_before(text, at):
            opened = at
        elif mark in CLOSING:
            yield 0, at + 1
    if opened is not None and text[opened] != "'":
        yield opened, len(text)


def stands_before(text: str, at: int) -> bool:
    """Whether a mark is set as one that opens: something follows it, and no word or full stop goes before it."""
    follows = at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in ".,;:!?…)"
    return follows and (at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,;!?…)"))

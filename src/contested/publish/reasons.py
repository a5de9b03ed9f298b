"""The reason that reconciliation gives for a weight, in; the same in the language of publication, out.

Reasons come in English, their parts behind semicolons, as `[reasons]` of `wording/en.toml` has them; the file of another
language has the same keys. A part that is none of these stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from contested.publish.wording import read_wording
from contested.publish.words import Words, say_day

PART = "; "
# What may stand in a slot of a part; in any other stand figures.
SLOTS = {
    "kind": "[a-z ]+",
    "day": r"\d{4}-\d\d-\d\d",
    "end": r"\d{4}-\d\d-\d\d",
    "name": ".+",
    "place": ".+",
    "said": ".+",
}
FIGURES = r"\d+(?:\.\d+)?"


def tell_reason(reason: str, words: Words, called: Mapping[str, str] | None = None) -> str:
    """A reason in the language of `words`; `called` has what places are called there by the names that they are shown by."""
    if words.wording.reasons == read_wording().reasons:
        return reason
    return PART.join(tell_part(one, words, called or {}) for one in reason.split(PART))


def tell_part(part: str, words: Words, called: Mapping[str, str]) -> str:
    for key, pattern in patterns().items():
        if found := pattern.fullmatch(part):
            slots = {slot: fill_slot(slot, value, words, called) for slot, value in found.groupdict().items()}
            return words.wording.reasons[key].format(**slots)
    return part


def fill_slot(slot: str, value: str, words: Words, called: Mapping[str, str]) -> str:
    match slot:
        case "kind":
            kinds = {kind.replace("_", " "): name for kind, name in words.wording.kinds.items()}
            return kinds.get(value, value)
        case "day" | "end":
            return say_day(value, words)
        case "place":
            return called.get(value, value)
        case "said":
            return tell_part(value, words, called)
        case "name":
            return value
    return "".join(words.wording.figures.get(one, one) for one in value)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """What finds each part in English, by its key."""
    return {key: find_part(part) for key, part in read_wording().reasons.items()}


def find_part(part: str) -> re.Pattern[str]:
    """What finds one part: its words, and what may stand in its slots."""
    pieces = re.split(r"\{(\w+)\}", part)
    slots = (f"(?P<{slot}>{SLOTS.get(slot, FIGURES)})" for slot in pieces[1::2])
    return re.compile(
        "".join(re.escape(words) + slot for words, slot in zip(pieces[::2], [*slots, ""], strict=True))
    )

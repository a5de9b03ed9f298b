"""The reason that reconciliation gives for a weight, in; the same in the language of publication, out.

Reasons come in English, their parts behind semicolons, as `[reasons]` of `wording/en.toml` has them; the file of another
language has the same keys. A part that is none of these stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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


class Reasons:
    """Tells reasons in the language of `words`; `called` has what places are called there by the names that they are shown
    by."""

    def __init__(self, words: Words, called: Mapping[str, str] | None = None) -> None:
        self.words, self.called = words, called or {}
        self.tell: Callable[[str], str] = cache(self.tell_all)

    def tell_all(self, reason: str) -> str:
        """All parts of a reason."""
        if self.words.wording.reasons == read_wording().reasons:
            return reason
        return PART.join(self.tell_part(one) for one in reason.split(PART))

    def tell_part(self, part: str) -> str:
        for key, pattern in patterns().items():
            if found := pattern.fullmatch(part):
                slots = {slot: self.fill(slot, value) for slot, value in found.groupdict().items()}
                return self.words.wording.reasons[key].format(**slots)
        return part

    def fill(self, slot: str, value: str) -> str:
        wording = self.words.wording
        match slot:
            case "kind":
                return wording.kinds.get(value.replace(" ", "_"), value)  # type: ignore[call-overload, no-any-return]
            case "day" | "end":
                return say_day(value, self.words)
            case "place":
                return self.called.get(value, value)
            case "said":
                return self.tell_part(value)
            case "name":
                return value
        return "".join(wording.figures.get(one, one) for one in value)


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

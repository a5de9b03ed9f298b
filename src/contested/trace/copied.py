"""A claim that somebody else's sentence can be, in; the sentence of the copied report, or of the earlier version of the
page, out."""

from __future__ import annotations

import re

from contested.model import Claim, Copy
from contested.trace.happenings import same_time, says_the_same, shares_place, tells_alike
from contested.trace.tellings import Parent, Tellings, Told
from contested.trace.witnesses import stand_as

# Share of words that two sentences of copied reports have in common when they are the same sentence.
SAME_SENTENCE = 0.7
WORD = re.compile(r"\w+")


def find_revised(tellings: Tellings, told: Told) -> Parent | None:
    """What an earlier version of the same page says of the same happening, though a number was corrected since."""
    for one in tellings.earlier_versions(told):
        if (
            one.speaker.source == told.speaker.source
            and tells_alike(one.claim, told.claim)
            and shares_place(one.claim, told.claim)
            and same_time(one.claim, told.claim)
        ):
            return Parent("revises", one.claim, f"a later version of {one.claim.report_name}")
    return None


def find_copied(tellings: Tellings, told: Told) -> Parent | None:
    """The same sentence in the report that this one copies; each claim's is looked for once."""
    claim_id = told.claim.claim_id
    if claim_id not in tellings.copied:
        tellings.copied[claim_id] = look_for_copied(tellings, told)
    return tellings.copied[claim_id]


def look_for_copied(tellings: Tellings, told: Told) -> Parent | None:
    """The same sentence in the report that this one copies.

    A copy that says something else (another event, side, place, number, or its denial) or that stands on another
    word than the original is no copy. Whoever names the other has it from the other.
    """
    for copy in tellings.copies[told.claim.report_id]:
        for original in tellings.told_nearby(copy.original_id, told.claim):
            if is_copied(tellings, original, told):
                return Parent("copies", original.claim, say_copied(copy, original.claim))
    return None


def is_copied(tellings: Tellings, original: Told, told: Told) -> bool:
    """Whether a sentence of a copied report and one of its copy are the same."""
    named = bool(told.claim.voices) and not told.speaker.apart
    return (
        says_the_same(original.claim, told.claim)
        and not answers_for_itself(told)
        and (not named or told.speaker.source in (original.speaker.source, original.publisher.source))
        and not tellings.names(original, told.publisher)
        and (original.claim.publisher != told.claim.publisher or same_time(original.claim, told.claim))
        and share_words(original.claim.text, told.claim.text) >= SAME_SENTENCE
    )


def answers_for_itself(told: Told) -> bool:
    """Whether a source that is vouched for says so on its own word, and speaks for itself: a staff, a map project, an
    eyewitness, a channel against its own side. In few words all say the same. What a newsroom prints is a copy."""
    if not (told.own and told.speaker.vouched) or told.speaker.kind in ("outlet", "agency"):
        return False
    return not stand_as(told.claim, told.speaker).may_repeat


def share_words(one: str, other: str) -> float:
    """Share of the shorter sentence's words that are in the longer one: a copy may cut a sentence, or put it into its own."""
    words, others = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(words & others) / max(1, min(len(words), len(others)))


def say_copied(copy: Copy, original: Claim) -> str:
    """In words, what a report took from another."""
    name = original.report_name
    if copy.kind == "passage":
        return f"lifts a passage of {name}"
    return f"copies {name} ({copy.share:.0%} of its runs of words)"

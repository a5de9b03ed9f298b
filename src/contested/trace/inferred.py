"""A claim that cites nobody, in; the telling that it must have been taken from all the same, out.

What is found here is inferred: it is labelled so wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.days import shift_day
from contested.model import SECONDED, Claim
from contested.trace.copied import find_copied
from contested.trace.happenings import (
    UNDATED,
    place_keys,
    same_happening,
    says_the_same,
    tells_alike,
    told_on,
)
from contested.trace.tellings import Parent, Tellings, Told
from contested.trace.voices import Speaker
from contested.trace.witnesses import stand_as

# A repeat that names nobody follows within a week.
FOLLOWS_DAYS = 7
# Within so many characters a report still tells of the same thing: two or three paragraphs of a news story.
SAME_PASSAGE = 800
# Who tells flatly in one sentence what another sentence of the report names somebody for.
PASSES_ON = ("outlet", "agency", "channel", "unnamed")


def find_summarised(tellings: Tellings, told: Told) -> Parent | None:
    """The sentence of the same report that names who says so, where this one does not: a headline, a lead, "it has
    been reported". A headline says what its story says, even where it names somebody whom nobody knows ("War map
    shows …"). What an assessor shows footage of rests on that footage."""
    headline = tellings.in_headline(told)
    if told.named and not (headline and not told.speaker.vouched):
        return None
    flat = told.speaker.kind in PASSES_ON or (headline and stand_as(told.claim, told.speaker).may_repeat)
    sourced = [
        one
        for one in tellings.told_nearby(told.claim.report_id, told.claim)
        if (flat or one.speaker.kind == "footage")
        and gives_source(tellings, one, headline)
        and (headline or distance(one.claim, told.claim) <= SAME_PASSAGE)
        and tells_alike(one.claim, told.claim)
        and same_happening(one.claim, told.claim)
    ]
    if not sourced:
        return None
    nearest = min(sourced, key=lambda one: (distance(one.claim, told.claim), one.rank))
    named = f"the same report names {nearest.speaker.name} for it"
    return Parent("summarises", nearest.claim, named if nearest.named else "a headline of its own")


def gives_source(tellings: Tellings, one: Told, for_headline: bool) -> bool:
    """Whether a sentence says whose word it is: by a name, or for a headline by being copied itself. A headline's own
    unknown voice is none, and who only acknowledges what stands there, without a word of where, has told no more."""
    refers = one.claim.places and not any(ref.text for ref in one.claim.places)
    if refers or one.claim.rule.endswith(SECONDED):
        return False
    if tellings.in_headline(one) and not one.speaker.vouched:
        return False
    return one.named or (for_headline and find_copied(tellings, one) is not None)


def find_followed(tellings: Tellings, told: Told) -> Parent | None:
    """An earlier telling by another source that nobody cites, but whose details come again within a week.

    Who speaks for himself repeats nobody (`witnesses`), and what two sides say alike stands twice.
    """
    claim = told.claim
    if claim.stance == "denied" or not stand_as(claim, told.speaker).may_repeat:
        return None
    best: tuple[int, str, int] | None = None
    found: tuple[Told, tuple[str, ...]] | None = None
    for one in find_earlier(tellings, told):
        details = tellings.shared_details(one, told)
        key = (-len(details), told_on(one.claim), one.rank)
        if details and (best is None or key < best):
            best, found = key, (one, details)
    if found is None:
        return None
    earlier, details = found
    words = ", ".join(f"“{detail}”" for detail in dict.fromkeys(details))
    return Parent("repeats", earlier.claim, f"inferred: tells of it as {earlier.speaker.name} does: {words}")


def find_earlier(tellings: Tellings, told: Told) -> Iterator[Told]:
    """Tellings of the same happening by others, of lower rank, within a week before."""
    claim, day = told.claim, told_on(told.claim)
    if day == UNDATED:
        return
    # What a copied report says in another way has been turned, or its claim would have been found there.
    copied = {copy.original_id for copy in tellings.copies[claim.report_id]}
    found = {
        one.claim.claim_id: one
        for back in range(FOLLOWS_DAYS + 1)
        for place in place_keys(claim)
        for one in tellings.happened.get((claim.event, place, shift_day(day, -back)), ())
    }
    for one in found.values():
        if (
            one.speaker != told.speaker
            and not (
                stand_as(claim, told.speaker).witness == "report" and are_rivals(one.speaker, told.speaker)
            )
            and (one.claim.report_id not in copied or says_the_same(one.claim, claim))
            and came_before(one, told)
            and tells_alike(one.claim, claim)
            and same_happening(one.claim, claim)
        ):
            yield one


def came_before(one: Told, other: Told) -> bool:
    """Whether one telling can have been heard by the other: in another report, one of lower rank; in the same one, of
    an earlier day ("said on Friday" before "said on Sunday")."""
    first, second = told_on(one.claim), told_on(other.claim)
    if one.claim.report_id == other.claim.report_id:
        return first < second
    return first <= second and one.rank < other.rank


def are_rivals(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers stand on different sides."""
    return None not in (one.side, other.side) and one.side != other.side


def distance(one: Claim, other: Claim) -> int:
    """Characters between two claims of one report."""
    return max(0, one.start - other.end, other.start - one.end)

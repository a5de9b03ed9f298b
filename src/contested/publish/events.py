"""One event and its claims, in; who tells it, who denies it, and the sentence that says both, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contested.model import Claim, Event, Stance
from contested.publish.sentences import claim_sentence, name_speaker
from contested.publish.words import Words, join_names, say_number

# The flattest way to put it comes first.
STANCES: tuple[Stance, ...] = ("asserted", "hedged", "intended", "forecast", "denied")


def choose_lead(claims: Sequence[Claim]) -> Claim:
    """The claim that an event is told by: the least hedged, then the surest read, then the earliest."""
    return min(
        claims, key=lambda one: (STANCES.index(one.stance), -one.score, one.published or "9999", one.claim_id)
    )


def name_deniers(event: Event, claims: Mapping[str, Claim], words: Words) -> tuple[str, ...]:
    """The names of those on whose word the event is denied, in order; `claims` by id."""
    return tuple(sorted({name_speaker(claims[one], words)[0] for one in event.denied_by}))


def count_witnesses(event: Event) -> int:
    """How many independent origins tell it; all that nobody vouches for are one."""
    return len(set(event.witnesses))


def event_sentence(event: Event, lead: Claim, claims: Mapping[str, Claim], words: Words) -> str:
    """The lead's sentence, how many origins say so where there are more, and who denied it."""
    forms = words.wording.brief
    text = claim_sentence(lead, words).removesuffix(".")
    if count_witnesses(event) > 1:
        text += forms["origins"].format(number=say_number(count_witnesses(event), words))
    if event.denied_by:
        text += forms["denies"].format(names=join_names(name_deniers(event, claims, words), words))
    return f"{text}."

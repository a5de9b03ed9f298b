"""A place and a day in; who says that it is surrounded or cut off, and on whose word, as lines, out.

Being surrounded is not being held: it turns no state. Whoever asks why must find it all the same, with what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.days import shift_day
from contested.model import Account, Day, Event
from contested.publish.events import choose_event_lead
from contested.publish.sentences import claim_sentence
from contested.publish.words import Words, capitalise, say_interval
from contested.vocabulary import event_types

# What was told of so long before the day asked no longer threatens it.
RECENT_DAYS = 60


def tell_risks(account: Account, place_id: str, day: Day, words: Words) -> Iterator[str]:
    """One line for each event of the last `RECENT_DAYS` that puts the place at risk."""
    claims = account.claims_by_id
    for event in account.events:
        recent = (
            event.start and event.end and event.start <= day and event.end >= shift_day(day, -RECENT_DAYS)
        )
        if recent and place_id in event.place_ids and event_types()[event.event].implies == "at_risk":
            yield words.wording.explain["risk"].format(
                day=capitalise(say_interval(event.start, event.end, words)),
                sentence=claim_sentence(choose_event_lead(event, claims), words),
                basis=say_basis(event, words),
            )


def say_basis(event: Event, words: Words) -> str:
    """Whose word it rests on: nobody's that the desk stands for, only that of the side which it serves, or others' too."""
    forms = words.wording.explain
    if not any(event.witnesses):
        return forms["risk_unvouched"]
    sides = {side for version in event.versions for side in version.sides}
    return forms["risk_own"] if sides == {event.actor} else forms["risk_others"]

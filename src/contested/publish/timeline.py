"""An account and a place, in; its events in order of time, as rows for a table or JSON, out."""

from __future__ import annotations

from msgspec import Struct

from contested.model import Account, Day
from contested.publish.events import choose_lead, count_witnesses, name_deniers
from contested.publish.sentences import claim_sentence
from contested.publish.words import load_words
from contested.theatres import Theatre


class TimelineRow(Struct, frozen=True, kw_only=True):
    """One event. `sentence` tells it on the word of its surest claim; `origins` counts who say so.

    `denied_by` names who deny it; `claims` are those that tell it.
    """

    start: Day | None
    end: Day | None
    event: str
    actor: str | None
    target: str | None
    sentence: str
    origins: int
    denied_by: tuple[str, ...]
    claims: tuple[str, ...]


def timeline(
    account: Account, theatre: Theatre, place_id: str, language: str = "en"
) -> tuple[TimelineRow, ...]:
    """The events of one place, oldest first; those that nobody can date come last."""
    words = load_words(theatre, language)
    claims = {one.claim_id: one for one in account.claims}
    events = sorted(
        (event for event in account.events if place_id in event.place_ids),
        key=lambda one: (one.start or one.end or "9999", one.end or "9999", one.event_id),
    )
    return tuple(
        TimelineRow(
            start=event.start,
            end=event.end,
            event=event.event,
            actor=event.actor,
            target=event.target,
            sentence=claim_sentence(
                choose_lead([claims[one] for one in event.wordings or event.claims]), words
            ),
            origins=count_witnesses(event),
            denied_by=name_deniers(event, claims, words),
            claims=event.claims,
        )
        for event in events
    )

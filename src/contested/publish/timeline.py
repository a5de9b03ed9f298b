"""An account and a place, in; its events in order of time, as rows for a table or JSON, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from contested.model import Account, Day
from contested.publish.events import (
    VersionRow,
    choose_event_lead,
    count_agreeing,
    list_versions,
    name_deniers,
    tell_effects,
)
from contested.publish.sentences import claim_sentence
from contested.publish.words import Words, join_names, load_words
from contested.theatres import Theatre


class TimelineRow(Struct, frozen=True, kw_only=True):
    """One event. `sentence` tells it on the word of its surest claim; `origins` counts who say so.

    `denied_by` names who deny it; `claims` are those that tell it. `versions` are the ways in which it is told, the one of
    the sentence first; none where all tell it alike. `effects` are sentences on what came of it.
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
    versions: tuple[VersionRow, ...]
    effects: tuple[str, ...]


class TimelineLine(Struct, frozen=True, kw_only=True):
    """A line of the timeline as a person reads it: an event, or below it how others tell it, or who denies it."""

    start: Day | None = None
    end: Day | None = None
    text: str
    origins: int | None = None


def list_lines(rows: Iterable[TimelineRow], words: Words) -> tuple[TimelineLine, ...]:
    """Each event in one line, below it what came of it, the versions that differ from that, and who denies it."""
    return tuple(line for row in rows for line in list_row(row, words))


def list_row(row: TimelineRow, words: Words) -> Iterator[TimelineLine]:
    yield TimelineLine(start=row.start, end=row.end, text=row.sentence, origins=row.origins)
    yield from (TimelineLine(text=one) for one in row.effects)
    for version in row.versions[1:]:
        if not (version.denied and row.denied_by):
            yield TimelineLine(text=version.line, origins=version.origins)
    if row.denied_by:
        names = join_names(row.denied_by, words)
        yield TimelineLine(text=words.wording.version["denied_by"].format(names=names))


def timeline(
    account: Account, theatre: Theatre, place_id: str, language: str = "en"
) -> tuple[TimelineRow, ...]:
    """The events of one place, oldest first; those that nobody can date come last."""
    words = load_words(theatre, language)
    claims = account.claims_by_id
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
            sentence=claim_sentence(choose_event_lead(event, claims), words),
            origins=count_agreeing(event),
            denied_by=name_deniers(event, claims, words),
            claims=event.claims,
            versions=list_versions(event, claims, words),
            effects=tell_effects(event, claims, words),
        )
        for event in events
    )

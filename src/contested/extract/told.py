"""What a second reader tells of a report, in; the claims that can be believed, and why the others cannot, out.

Believed is what stands in the report and in the contract: the sentence and the words for places, times and figures
must be found in the clean text, event, sides, stance and roles be of the vocabulary, numbers be numbers. Places are
words with the span that anchors them; they are located like the rules' (`locate/`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct, structs

from contested.extract.claims import default_when, said_on
from contested.extract.quotes import Page, Span
from contested.model import (
    AHEAD,
    Basis,
    Claim,
    Day,
    Figure,
    PlaceRef,
    Report,
    Role,
    Slot,
    Stance,
    Voice,
    VoiceKind,
    When,
    content_id,
)
from contested.theatres import Theatre
from contested.vocabulary import event_types

UNSURE = 0.5
LEAST_WORDS = 2  # a shorter sentence is no evidence: most words stand somewhere in a text
KINDS = {
    "settlement": ("settlement",),
    "other": ("area", "country", "district", "region", "river", "road"),
    None: (),
}


class ToldPlace(Struct, frozen=True, kw_only=True):
    """A place as a reader tells it: its words in the sentence, and its name wherever the report writes it."""

    role: Role
    text: str | None = None
    name: str | None = None
    kind: Literal["settlement", "other"] | None = None


class ToldWhen(Struct, frozen=True, kw_only=True):
    """A time as a reader tells it."""

    start: Day | None = None
    end: Day | None = None
    text: str | None = None
    basis: Basis = "relative"


class ToldVoice(Struct, frozen=True, kw_only=True):
    """A voice as a reader tells it."""

    name: str
    kind: VoiceKind
    side: str | None = None


class Told(Struct, frozen=True, kw_only=True):
    """A claim as a reader tells it. `score` may be anything; what is no number is 0.5."""

    sentence: str
    event: str
    stance: Stance
    actor: str | None = None
    target: str | None = None
    places: tuple[ToldPlace, ...] = ()
    when: ToldWhen | None = None
    voices: tuple[ToldVoice, ...] = ()
    figures: tuple[Figure, ...] = ()
    score: object = None


class Checked(NamedTuple):
    """The claims that are believed, in the order of the text, and how many others there were for each reason."""

    claims: tuple[Claim, ...]
    dropped: Counter[str]


def check_claims(told: Iterable[object], report: Report, theatre: Theatre, rule: str) -> Checked:
    """The claims of a report that a reader told and that can be believed; `rule` names the reader.

    One that is told twice is one.
    """
    page = Page(report.text)
    claims: dict[str, Claim] = {}
    dropped: Counter[str] = Counter()
    for one in told:
        claim = check_claim(one, report, page, theatre, rule)
        if isinstance(claim, str):
            dropped[claim] += 1
        else:
            claims.setdefault(claim.claim_id, claim)
    return Checked(tuple(sorted(claims.values(), key=lambda one: (one.start, one.end))), dropped)


def check_claim(one: object, report: Report, page: Page, theatre: Theatre, rule: str) -> Claim | str:
    """A claim, or in words why there is none."""
    try:
        told = msgspec.convert(one, Told)
    except msgspec.ValidationError as error:
        key = re.search(r"`\$\.(\w+)", str(error))
        return f"{key[1] if key else 'claim'} is not as in the contract"
    sides = {side.code for side in theatre.sides} | {None}
    if told.event not in event_types():
        return "no such event"
    if not {told.actor, told.target} <= sides or (told.actor and told.actor == told.target):
        return "no such side"
    sentence = page.find(told.sentence)
    if sentence is None or len(told.sentence.split()) < LEAST_WORDS:
        return "its sentence does not stand in the report"
    quoted = [told.when.text if told.when else None, *(one.text for one in told.figures)]
    if any(page.find(words, sentence) is None for words in quoted if words):
        return "its words do not stand in the sentence"
    places = [find_place(place, page, sentence) for place in told.places]
    if None in places:
        return "its place does not stand in the report"
    when = check_when(told, report)
    if when is None:
        return "its time is none"
    refs = tuple(ref for ref in places if ref is not None)
    start, end = page.span(sentence)
    parts = (told.event, told.actor, told.target, told.stance, refs)
    return Claim(
        claim_id=content_id(report.report_id, rule, start, end, *parts),
        report_id=report.report_id,
        report_name=report.name,
        start=start,
        end=end,
        text=report.text[start:end],
        event=told.event,
        actor=told.actor,
        target=told.target,
        places=refs,
        when=when,
        voices=tuple(find_voices(told, page, theatre)),
        stance=told.stance,
        figures=told.figures,
        rule=rule,
        score=read_score(told.score),
        slots=find_slots(told, page, sentence),
        publisher=report.publisher,
        published=report.published,
    )


def find_place(told: ToldPlace, page: Page, sentence: Span) -> PlaceRef | None:
    """A place with the span of the name that locates it: in the sentence, else the last one before, else the first
    after. Null where its words or its name stand nowhere."""
    anchor = page.find(told.text, sentence) if told.text else None
    if told.text and anchor is None:
        return None
    if told.name:
        spans = list(page.find_all(told.name))
        before = [span for span in spans if span[1] <= sentence[0]]
        anchor = page.find(told.name, sentence) or next(iter(before[-1:] or spans), None)
    if anchor is None:
        return None
    return PlaceRef(
        text=told.text,
        role=told.role,
        name=told.name or told.text,
        anchor=page.span(anchor),
        kinds=KINDS[told.kind],
    )


def check_when(told: Told, report: Report) -> When | None:
    """The time of a claim, the day of publication where none is told; null where a day is none or the days are turned
    around. What is not foreseen is not later than its report."""
    if told.when is None or told.when.start is None or told.when.end is None:
        return default_when(said_on(report, None))
    when = When(**structs.asdict(told.when))
    try:
        start, end = date.fromisoformat(told.when.start), date.fromisoformat(told.when.end)
    except ValueError:
        return None
    if start > end:
        return None
    if report.published is None or told.stance in AHEAD:
        return when
    last = date.fromisoformat(report.published)
    return (
        default_when(said_on(report, None))
        if start > last
        else structs.replace(when, end=min(end, last).isoformat())
    )


def find_voices(told: Told, page: Page, theatre: Theatre) -> Iterator[Voice]:
    """The voices whom the theatre knows, under their canonical names, and those who are named in the report."""
    known = {name.casefold(): one for one in theatre.sources for name in (one.name, *one.aliases)}
    codes = {side.code for side in theatre.sides}
    for voice in told.voices:
        source = known.get(voice.name.casefold())
        if source is not None:
            yield Voice(name=source.name, kind=source.kind, side=source.side, source_id=source.source_id)
        elif page.find(voice.name) is not None:
            yield Voice(name=voice.name, kind=voice.kind, side=voice.side if voice.side in codes else None)


def find_slots(told: Told, page: Page, sentence: Span) -> tuple[Slot, ...]:
    """Which words of the sentence are its places."""
    spans = (page.find(place.text, sentence) for place in told.places if place.text)
    return tuple(Slot("place", *span) for span in sorted({page.span(span) for span in spans if span}))


def read_score(score: object) -> float:
    """A score between 0 and 1."""
    if isinstance(score, bool) or not isinstance(score, int | float):
        return UNSURE
    return round(min(1.0, max(0.0, float(score))), 3)

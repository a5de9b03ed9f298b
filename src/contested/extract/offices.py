"""Whose office a text names without its country: an event's voices, in; the same with the sides that follow, out.

Caught: "…, TASS reported, citing the Defence Ministry", "…, the Defence Ministry said" on a side's own channel or of what
that side liberated, "the occupiers …, the 7th Corps said". Only bare names of staffs, units and ministries are settled;
whose a named unit or an official is does not follow from who cites him.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from contested.extract.language import Language
from contested.extract.scene import RawEvent
from contested.extract.tokens import fold
from contested.extract.voices import VoiceRef
from contested.model import Stance, Voice
from contested.theatres import Source, Theatre, find_office
from contested.vocabulary import event_types

OFFICES = ("ministry", "military")
HOSTILE = frozenset({"foe", "enemy"})
GAINED = frozenset({"actor", "contested", "part"})  # what an event says of control where its actor gains


def settle_offices(
    speaking: Sequence[VoiceRef],
    raw: RawEvent,
    stance: Stance,
    home: str | None,
    theatre: Theatre,
    language: Language,
) -> list[VoiceRef]:
    """The voices of an event, outermost first; `home` is the publisher's side."""
    settled: list[VoiceRef] = []
    for one in speaking:
        if is_bare(one.voice, language):
            outer = next((before.voice.side for before in reversed(settled) if before.voice.side), None)
            side = outer or home or side_of_words(raw, stance, one.voice, theatre)
            if side is not None:
                one = dataclasses.replace(one, voice=known_office(one.voice, side, theatre.speakers))
        settled.append(one)
    return settled


def is_bare(voice: Voice, language: Language) -> bool:
    """Whether a voice is an office with no country and no name: "Defence Ministry", "spokesman", "7th Corps"."""
    if voice.side is not None or voice.source_id is not None or voice.kind not in OFFICES:
        return False
    known = office_words(language.settings.voice_kinds)
    return all(word in known or word[0].isdecimal() for word in fold(voice.name).split())


def office_words(kinds: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The words that staffs, units and ministries are called by."""
    return frozenset(word for kind in OFFICES for phrase in kinds[kind] for word in fold(phrase).split())


def side_of_words(raw: RawEvent, stance: Stance, voice: Voice, theatre: Theatre) -> str | None:
    """The side whose office must speak, by its words: who calls the others occupiers is none of theirs, who liberates or
    repels is one's own, and a ministry announces what its own side has gained."""
    ref = raw.actor_ref
    if raw.actor is None or ref is None:
        return None
    if ref.kind in HOSTILE:
        return theatre.adversary(raw.actor)
    if stance != "asserted":
        return None
    gained = event_types()[raw.event].implies in GAINED and voice.kind == "ministry"
    return raw.actor if gained or ref.kind == "ours" or raw.clause.trigger.frame.speaker == "own" else None


def known_office(voice: Voice, side: str, sources: Iterable[Source]) -> Voice:
    """The one source of the theatre that is called so with its country, else the voice with its side."""
    known = find_office(sources, fold(voice.name), side, (voice.kind,))
    if known is None:
        return replace(voice, side=side)
    return Voice(name=known.name, kind=known.kind, side=side, source_id=known.source_id)

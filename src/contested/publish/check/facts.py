"""A claim, a status or an event's version, in; what a part of a sentence about it may say, and must, out.

Read off the records, not off the words that a template made of them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from contested.model import UNKNOWN, Claim, Day, Figure, Role, SideClaim, Stance, Status
from contested.publish.sentences import find_report_day, is_counted, is_lesser, name_chain, tell_as
from contested.publish.where import say_part
from contested.publish.words import Words, clean, say_party, say_percent, say_probability, say_state
from contested.reconcile.nearby import REACH_KM

Kind = Literal["told", "also", "version", "count", "denial", "state", "disputes", "change", "side", "nothing"]


class Span(Struct, frozen=True):
    """Days that may be named. `reported`: that of the report, not of the event; `vague`: said to be not stated."""

    start: Day | None
    end: Day | None
    reported: bool = False
    vague: bool = False


class FactPlace(Struct, frozen=True):
    """A place that must be named, in one of its `roles`; `lesser` are the words that make it a part of itself."""

    name: str
    roles: tuple[Role, ...]
    lesser: tuple[str, ...] = ()


class Facts(Struct, frozen=True, kw_only=True):
    """What one part of a sentence may say. `counts` are numbers by what is counted, `states` those of the ground with
    their percentage, `flags` what else must be said of it: `disputed`, `against_interest`, `unvouched`."""

    kind: Kind
    speaker: str = ""
    carriers: tuple[str, ...] = ()
    footage: bool = False
    stance: Stance = "asserted"
    event: str | None = None
    actor: str | None = None
    target: str | None = None
    places: tuple[FactPlace, ...] = ()
    times: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    counts: tuple[tuple[str, float], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    quote: str = ""


class Part(Struct, frozen=True):
    """A part of a sentence: its words, and what they may say."""

    text: str
    facts: Facts


def clause_facts(claim: Claim, words: Words) -> dict[str, object]:
    """What a claim holds apart from who says so and when."""
    return {
        "event": tell_as(claim),
        "actor": claim.actor,
        "target": claim.target,
        "stance": claim.stance,
        "places": list_places(claim, words),
        "figures": tuple(one for one in claim.figures if is_counted(one, words)),
    }


def claim_facts(claim: Claim, words: Words, quote: bool = False) -> Facts:
    """All that a claim holds; with `quote` its words may stand beside it."""
    speaker, carriers = name_chain(claim, words)
    when = claim.when
    span = Span(when.start, when.end, vague=when.basis == "vague")
    if find_report_day(claim, words):
        span = Span(when.end, when.end, reported=True)
    return Facts(
        kind="told",
        speaker=speaker,
        carriers=carriers,
        footage=bool(claim.voices) and claim.voices[-1].kind == "footage",
        times=(span,),
        quote=clean(claim.text) if quote else "",
        **clause_facts(claim, words),  # type: ignore[arg-type]
    )


def list_places(claim: Claim, words: Words) -> tuple[FactPlace, ...]:
    """The places of a claim with all roles that it gives them; what is less than the place is told by its words."""
    roles: dict[tuple[str, tuple[str, ...]], list[Role]] = {}
    for ref in claim.places:
        name = clean(ref.name or ref.text or "")
        if not name:
            continue
        lesser: tuple[str, ...] = ()
        if ref.relation is not None and is_lesser(ref, claim, words):
            named = say_part(ref.relation, name, words.wording)
            lesser = tuple(one.casefold() for one in named.replace(name, " ", 1).split())
        roles.setdefault((name, lesser), []).append(ref.role)
    return tuple(FactPlace(name, tuple(all_), lesser) for (name, lesser), all_ in roles.items())


def status_facts(place: str, status: Status, words: Words) -> Facts:
    """What a state line says: states with their chances, dispute, days and counts."""
    ranked = status.probabilities
    states = tuple(
        (f"{word} {say_state(state, words)}", say_percent(chance))
        for state, chance in ranked.items()
        if state != UNKNOWN and (word := say_probability(chance, words))
    )
    days = [status.on]
    counts: list[tuple[str, float]] = []
    if ranked and status.origins:
        days += [status.last_evidence] if status.last_evidence else []
        counts += [("origins", status.origins)] + ([("reports", status.reports)] if status.reports else [])
    if ranked and status.nearby and not status.evidence:
        counts.append(("km", REACH_KM))
    unvouched = not ranked and bool(status.evidence) and not any(one.vouched for one in status.evidence)
    flags = [("disputed", status.disputed), ("unvouched", unvouched)]
    flags += [
        ("unknown", unvouched or (bool(ranked) and status.state == UNKNOWN)),
        ("none", not ranked and not unvouched),
    ]
    return Facts(
        kind="state",
        places=(FactPlace(place, ("at",)),),
        times=tuple(Span(day, day) for day in dict.fromkeys(days)),
        states=states,
        counts=tuple(counts),
        flags=tuple(name for name, holds in flags if holds),
    )


def side_facts(code: str, claimed: SideClaim, words: Words) -> Facts:
    """What a side is said to say of a place."""
    return Facts(
        kind="side",
        speaker=say_party(code, words),
        states=((say_state(claimed.state, words), ""),),
        times=(Span(claimed.since, claimed.since),),
        counts=(("origins", claimed.origins),),
    )

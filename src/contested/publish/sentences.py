"""A claim, in; one sentence that says what the claim holds, on whose word, with its doubt, out.

`Rybar said, as reported by Newsweek, that Russian forces withdrew from Kupiansk (between 28 October and
27 December 2024).` The sentence is built from the claim's fields alone, by the frame of its event type.
"""

from __future__ import annotations

from contested.model import Claim, Figure, Role
from contested.publish.wording import Frame
from contested.publish.words import (
    Words,
    capitalise,
    clean,
    join_names,
    say_forces,
    say_number,
    say_party,
    say_voice,
    say_when,
)

# Where it happened comes first, then the way there.
ROLES: tuple[Role, ...] = ("at", "from", "to", "near", "axis")


def claim_sentence(claim: Claim, words: Words) -> str:
    """One sentence: speaker, who passed it on, clause by stance, figures, time. Plain text, not escaped."""
    speaker, verb, reported, that = name_speaker(claim, words)
    return capitalise(
        words.wording.speaker["sentence"].format(
            speaker=speaker,
            verb=verb,
            reported=reported,
            that=that,
            clause=claim_clause(claim, words),
            figures=say_figures(claim.figures, words),
            when=say_when(claim.when, words),
        )
    )


def name_speaker(claim: Claim, words: Words) -> tuple[str, str, str, str]:
    """The origin, its verb in two parts, and between them who passed its word on, nearest first."""
    forms, telling = words.wording.speaker, words.wording.stances[claim.stance]
    publisher = clean(claim.publisher) if claim.publisher else None
    if not claim.voices:
        name = publisher or forms["nobody"].format(name=clean(claim.report_name))
        return name, telling.publisher[0], "", telling.publisher[1]
    *between, origin = claim.voices
    name = say_voice(origin, words)
    carriers = [
        *(say_voice(voice, words) for voice in reversed(between)),
        *([publisher] if publisher else []),
    ]
    carriers = [carrier for carrier in dict.fromkeys(carriers) if carrier != name]
    reported = forms["reported"].format(names=forms["then"].join(carriers)) if carriers else ""
    verb, that = telling.footage if origin.kind == "footage" else telling.voice
    return name, verb, reported, that


def claim_clause(claim: Claim, words: Words) -> str:
    """`Russian forces reportedly withdrew from Kupiansk`; without an actor the passive of the frame."""
    wording = words.wording
    frame, telling = wording.events[claim.event], wording.stances[claim.stance]
    slots = fill_slots(claim, frame, words)
    if claim.actor is None:
        passive = frame.passive
        subject, past, base, rest = passive.subject, passive.past, passive.base, passive.rest
        template = telling.passive
    else:
        say_agent = say_forces if frame.agent == "forces" else say_party
        slots["intends"] = wording.forms["intends"][frame.agent == "forces"]
        slots["agent"] = say_agent(claim.actor, words)
        subject, past, base, rest = "{agent}", frame.past, frame.base, frame.rest
        template = telling.active
    return template.format(
        subject=subject.format_map(slots),
        past=(past + rest).format_map(slots),
        base=(base + rest).format_map(slots),
        intends=slots.get("intends", ""),
    )


def fill_slots(claim: Claim, frame: Frame, words: Words) -> dict[str, str]:
    """The words for `{object}`, `{places}`, `{target}` and `{was}` of a frame."""
    wording = words.wording
    named = name_places(claim)
    places_object = "{object}" in frame.rest
    if places_object and not named["at"]:
        named["at"], named["to"] = named["to"], []
    at = named["at"] if places_object else []
    others = [
        wording.roles[role].format(names="–".join(names) if role == "axis" else join_names(names, words))
        for role in ROLES
        if (names := named[role]) and not (role == "at" and places_object)
    ]
    sides = {}
    if claim.target:
        sides = {"target": say_forces(claim.target, words), "party": say_party(claim.target, words)}
    if at:
        what = join_names(at, words)
    elif sides and frame.nameless and not others:
        what = frame.nameless.format_map(sides)
    else:
        what = wording.figure["place"]
    return {
        "object": what,
        "places": "".join(f" {other}" for other in others),
        "target": frame.target.format_map(sides) if sides else "",
        "was": wording.forms["was"][len(at) > 1],
    }


def name_places(claim: Claim) -> dict[Role, list[str]]:
    """Names of the claim's places by role.

    The vicinity of a place that has another role is not said twice, nor the way to where it happened.
    """
    named: dict[Role, list[str]] = {role: [] for role in ROLES}
    for ref in claim.places:
        name = clean(ref.name or ref.text or "")
        if name and name not in named[ref.role]:
            named[ref.role].append(name)
    named["to"] = [name for name in named["to"] if name not in (*named["at"], *named["from"])]
    said = {name for role in ROLES if role != "near" for name in named[role]}
    named["near"] = [name for name in named["near"] if name not in said]
    return named


def say_figures(figures: tuple[Figure, ...], words: Words) -> str:
    """`: at least 30,000 drones and two depots`, or nothing."""
    said = [say_figure(figure, words) for figure in figures if is_counted(figure, words)]
    return words.wording.figure["after"].format(figures=join_names(said, words)) if said else ""


def is_counted(figure: Figure, words: Words) -> bool:
    """Whether its unit says what is counted, not how long or how far: `long weeks`, `square kilometres`."""
    unit = clean(figure.unit).casefold().split()
    return bool(unit) and not set(unit[:2]) & set(words.wording.uncounted)


def say_figure(figure: Figure, words: Words) -> str:
    """A quantity with its bounds and its unit; in the text's words where it has no bounds."""
    forms = words.wording.figure
    low = None if figure.low is None else say_number(figure.low, words)
    high = None if figure.high is None else say_number(figure.high, words)
    if low is None and high is None:
        return clean(figure.text)
    if low is None:
        form = "at_most"
    elif high is None:
        form = "at_least"
    elif low != high:
        form = "range"
    else:
        form = "about" if figure.approximate else "exact"
    return forms[form].format(low=low, high=high, unit=clean(figure.unit))

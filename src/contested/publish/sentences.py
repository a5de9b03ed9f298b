"""A claim, in; one sentence that says what the claim holds, on whose word, with its doubt, out.

`Rybar said, as reported by Newsweek, that Russian forces withdrew from the outskirts of Kupiansk (at a time not
stated, between 28 October and 27 December 2024).` The sentence is built from the claim's fields alone, by the frame of
its event type.
"""

from __future__ import annotations

import re
import unicodedata

from contested.model import PART_HELD, Claim, Figure, PlaceRef, Role, Voice
from contested.publish.where import say_part
from contested.publish.wording import HELD_IN_PART, Frame
from contested.publish.words import (
    Words,
    capitalise,
    clean,
    is_wide,
    join_names,
    say_day,
    say_forces,
    say_number,
    say_party,
    say_voice,
    say_when,
)

# Where it happened comes first, then the way there.
ROLES: tuple[Role, ...] = ("at", "from", "to", "near", "axis")
WAYS: tuple[Role, ...] = ("from", "to")
# Relations that make less of a place than its name: a claim of an outskirt is none of the town.
LESSER = ("part", "edge", "centre", "bank")
# Places that something happens on, and that have an article.
LINES = frozenset({"river", "road"})
DIGIT = re.compile(r"\d")


def claim_sentence(claim: Claim, words: Words) -> str:
    """One sentence: speaker, who passed it on, clause by stance, figures, time. Plain text, not escaped.

    A day that is only that of the report stands with who reported it.
    """
    speaker, verb, reported, that = name_speaker(claim, words)
    day, forms = find_report_day(claim, words), words.wording.when
    beside = bool(day) and not claim.voices
    when = "" if beside or (day and reported) else forms["after"].format(when=say_when(claim.when, words))
    return capitalise(
        words.wording.speaker["sentence"].format(
            speaker=speaker,
            verb=verb + (forms["beside"].format(day=day) if beside else ""),
            reported=reported,
            that=that,
            clause=claim_clause(claim, words),
            figures=say_figures(claim.figures, words),
            when=when,
        )
    )


def find_report_day(claim: Claim, words: Words) -> str:
    """The day of the report in words where it is all that is known of the time; else nothing."""
    if claim.when.basis != "publication" or not claim.when.end or is_wide(claim.when):
        return ""
    return say_day(claim.when.end, words)


def name_speaker(claim: Claim, words: Words) -> tuple[str, str, str, str]:
    """The origin, its verb in two parts, and between them who passed its word on, nearest first."""
    forms, telling = words.wording.speaker, words.wording.stances[claim.stance]
    name, carriers = name_chain(claim, words)
    if not claim.voices:
        verb, that = telling.publisher if claim.publisher else telling.voice
        return name, verb, "", that
    day, reported = find_report_day(claim, words), ""
    if carriers:
        on = words.wording.when["beside"].format(day=day) if day else ""
        reported = forms["reported"].format(names=forms["then"].join(carriers), on=on)
    verb, that = telling.footage if claim.voices[-1].kind == "footage" else telling.voice
    return name, verb, reported, that


def name_chain(claim: Claim, words: Words) -> tuple[str, tuple[str, ...]]:
    """On whose word a claim stands, and who passed it on, nearest first."""
    publisher = clean(claim.publisher) if claim.publisher else None
    if not claim.voices:
        return publisher or words.wording.speaker["nobody"].format(name=clean(claim.report_name)), ()
    name = say_speaker(claim.voices[-1], words)
    between = [say_speaker(voice, words) for voice in reversed(claim.voices[:-1])]
    carriers = dict.fromkeys([*between, *([publisher] if publisher else [])])
    return name, tuple(one for one in carriers if one != name)


def say_speaker(voice: Voice, words: Words) -> str:
    """A voice's name in a sentence; with an article where it is none but a description, `spokesman for a brigade`."""
    name = say_voice(voice, words)
    described = voice.source_id is None and voice.kind not in ("unnamed", "footage") and name[:1].isascii()
    return words.wording.speaker["described"].format(name=name) if described and name[:1].islower() else name


def tell_as(claim: Claim) -> str:
    """The frame that tells a claim: its type's, but who holds a part of a place need not have entered it."""
    return HELD_IN_PART if claim.rule.endswith(PART_HELD) else claim.event


def claim_clause(claim: Claim, words: Words) -> str:
    """`Russian forces reportedly withdrew from Kupiansk`; without an actor the passive of the frame."""
    wording = words.wording
    frame, telling = wording.events[tell_as(claim)], wording.stances[claim.stance]
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
    named = name_places(claim, words)
    places_object = "{object}" in frame.rest
    if places_object and not named["at"]:
        named["at"], named["to"] = named["to"], []
    at = named["at"] if places_object else []
    others = say_others(claim, named, places_object, words)
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
        "places": others,
        "target": frame.target.format_map(sides) if sides else "",
        "was": wording.forms["was"][len(at) > 1],
    }


def say_others(claim: Claim, named: dict[Role, list[str]], is_object: bool, words: Words) -> str:
    """`in A and B, on the Oskil and near C`, `from A towards B, near C`, `in A on the B–C direction`.

    What lies on a line has its own word. Where it happened and near where are several places; else what is near only
    tells where the others are about.
    """
    roles = words.wording.roles
    lying = {name_place(ref, claim, words) for ref in claim.places if ref.role == "at" and lies_on(ref)}
    where = []
    if not is_object:
        inside, on = ([one for one in named["at"] if (one in lying) == lies] for lies in (False, True))
        where += [roles["at"].format(names=join_names(inside, words))] if inside else []
        where += [words.wording.where["on"].format(names=join_names(on, words))] if on else []
    near = roles["near"].format(names=join_names(named["near"], words)) if named["near"] else ""
    if where and near:
        where.append(near)
    said = [join_names(where, words)] if where else []
    said += [roles[role].format(names=join_names(named[role], words)) for role in WAYS if named[role]]
    text = "".join(f" {one}" for one in said)
    if near and not where:
        beside = said or (is_object and named["at"])
        text += words.wording.where["near_too"].format(near=near) if beside else f" {near}"
    return text + (" " + roles["axis"].format(names="–".join(named["axis"])) if named["axis"] else "")


def lies_on(ref: PlaceRef) -> bool:
    """Whether something happens on it, not in it: a river, a road, a bank."""
    return is_line(ref) or (ref.relation is not None and ref.relation.kind == "bank")


def is_lesser(ref: PlaceRef, claim: Claim, words: Words) -> bool:
    """Whether less is meant than the place itself, and the frame of the event does not say so already."""
    lesser = ref.relation is not None and ref.relation.kind in LESSER and ref.role not in ("near", "axis")
    return lesser and not (words.wording.events[tell_as(claim)].extent == "part" and ref.role in ("at", "to"))


def is_line(ref: PlaceRef) -> bool:
    return bool(ref.kinds) and LINES.issuperset(ref.kinds)


def name_places(claim: Claim, words: Words) -> dict[Role, list[str]]:
    """Names of the claim's places by role.

    The vicinity of a place that has another role is not said twice, nor the way to where it happened.
    """
    named: dict[Role, list[str]] = {role: [] for role in ROLES}
    for ref in claim.places:
        name = name_place(ref, claim, words)
        if name and name not in named[ref.role]:
            named[ref.role].append(name)
    named["to"] = [name for name in named["to"] if name not in (*named["at"], *named["from"])]
    said = {name for role in ROLES if role != "near" for name in named[role]}
    named["near"] = [name for name in named["near"] if name not in said]
    return named


def name_place(ref: PlaceRef, claim: Claim, words: Words) -> str:
    """`Kupiansk`, `the outskirts of Kupiansk`, `the Oskil`; of what is near or along it, the name alone."""
    name = clean(ref.name or ref.text or "")
    if not name or ref.role in ("near", "axis"):
        return name
    if is_lesser(ref, claim, words) and ref.relation is not None:
        return say_part(ref.relation, name, words.wording)
    return words.wording.where["the"].format(name=name) if is_line(ref) else name


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
    if is_foreign(figure.unit, words):
        return forms["foreign"].format(text=clean(figure.text))
    if figure.approximate and low != high and None not in (low, high) and is_vague(figure, words):
        return forms["vague"].format(text=clean(figure.text), low=low, high=high)
    if low is None:
        form = "at_most"
    elif high is None:
        form = "at_least"
    elif low != high:
        form = "range"
    else:
        form = "about" if figure.approximate else "exact"
    return forms[form].format(low=low, high=high, unit=say_unit(figure))


def is_vague(figure: Figure, words: Words) -> bool:
    """Whether its text names no number, `a few dozen`: its bounds are then read into it."""
    told = clean(figure.text).casefold().split()
    return not DIGIT.search(figure.text) and set(told).isdisjoint(words.wording.numbers)


def is_foreign(text: str, words: Words) -> bool:
    """Whether words are in another script than the language of publication."""
    own = unicodedata.name(words.wording.months[0][0]).split()[0]
    return any(unicodedata.name(one, own).split()[0] != own for one in text if one.isalpha())


def say_unit(figure: Figure) -> str:
    """What is counted, with the capitals that the text gives it."""
    unit, text = clean(figure.unit), clean(figure.text)
    at = text.casefold().find(unit.casefold())
    return text[at : at + len(unit)] if at >= 0 and len(text) == len(text.casefold()) else unit

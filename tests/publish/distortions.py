"""Sentences of a brief, in; the same with one thing in each made false, and what that is, out.

Every distortion swaps in what stands elsewhere in the desk, so that no odd word gives it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contested.model import Account
from contested.publish.records import Sentence
from contested.publish.words import Words, say_day

Distortion = tuple[str, Sentence, str]
DAY = re.compile(
    r"\b(\d{1,2}) (?=January|February|March|April|May|June|July|August|September|October|November|December)"
)
COUNTS = {"two": "three", "three": "two", "one": "two", "four": "six", "20": "21"}
DOUBTS = {" reportedly ": " ", " may ": " will ", " intend to ": " are about to "}
# A plan or forecast put as fact, by the verb that follows it.
PAST = {
    "gain": "gained",
    "attack": "attacked",
    "capture": "captured",
    "surround": "surrounded",
    "enter": "entered",
}
EVENTS = {
    "captured": "entered part of",
    "held": "captured",
    "gained ground": "attacked or fought",
    "withdrew": "attacked",
    "entered part of": "held",
    "attacks or fighting": "a withdrawal",
    "struck": "captured",
}
# One of what a claim leaves open.
PICKED = {
    "attacked or fought": "attacked",
    "attacks or fighting": "attacks",
    "killed or wounded": "killed",
    "destroyed or damaged": "destroyed",
    "surrounded or cut off": "surrounded",
    "moved civilians out or ordered them to leave": "moved civilians out",
    "entered in part or contested": "entered",
    "gave, withheld or permitted": "gave",
    "aid, arms or intelligence": "arms",
    "brought up or moved": "moved",
}


def distort(sentences: Sequence[Sentence], account: Account, words: Words) -> Iterator[Distortion]:
    """All distortions of all sentences, each once."""
    places = sorted({ref.name for claim in account.claims for ref in claim.places if ref.name})
    voices = sorted(
        {one.name for claim in account.claims for one in claim.voices}
        | {claim.publisher for claim in account.claims if claim.publisher}
    )
    for sentence in sentences:
        for kind, text in distort_text(sentence, places, voices, words):
            if text != sentence.text:
                yield kind, sentence, text


def distort_text(
    sentence: Sentence, places: Sequence[str], voices: Sequence[str], words: Words
) -> Iterator[tuple[str, str]]:
    """What can be made false in one sentence."""
    text = sentence.text
    for part in sentence.parts:
        facts = part.facts
        for place in facts.places:
            other = next(one for one in places if one not in text and one != place.name)
            yield "place swapped", text.replace(place.name, other)
            yield "place added", text.replace(place.name, f"{place.name} and {other}", 1)
            if "near" in place.roles:
                yield "vicinity made the place", text.replace(f"near {place.name}", f"in {place.name}")
            for lesser in place.lesser and (re.escape(f"{' '.join(place.lesser)} {place.name}"),):
                yield "part made the whole", re.sub(lesser, place.name, text)
        if facts.kind == "told":
            yield from distort_voice(text, facts.speaker, facts.carriers, voices)
        if facts.actor and facts.target and facts.actor != facts.target:
            yield "sides swapped", swap(text, *adjectives(facts.actor, facts.target, words))
        if facts.actor:
            theirs = next(
                side for side in words.theatre.sides if side.code not in (facts.actor, facts.target)
            )
            mine = words.side(facts.actor)
            if mine:
                yield "side replaced", text.replace(f"{mine.adjective} forces", f"{theirs.adjective} forces")
        if facts.kind == "told" and facts.stance == "denied":
            yield "denial turned", text.replace(" denied", " said")
        if facts.kind == "told" and facts.stance == "asserted" and facts.event:
            yield "made a denial", re.sub(r" (said|reported)\b", " denied", text, count=1)
        if facts.kind == "denial":
            yield "denial turned", text.replace(" denied it", " said it")
        for state, percent in facts.states:
            yield (
                "state replaced",
                text.replace(state, "Russian-held" if "Ukrainian" in state else "Ukrainian-held"),
            )
            if percent:
                yield "percentage changed", text.replace(percent, f"{int(percent[:-1]) - 7}%")
        if facts.kind == "state" and len(facts.times) == 2:
            first, last = (say_day(str(one.start), words, year=False) for one in facts.times)
            yield "days change places", swap(text, first, last)
        if len(facts.places) > 1:
            yield "one of two places", text.replace(" and ", " or ")
            yield "roles change places", swap(text, " near ", " towards ")
        for figure in facts.figures:
            wrong = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), figure.text)
            yield "figure changed", text.replace(figure.text, wrong)
            yield "bound dropped", re.sub(r"\b(at least|about|up to) (?=\d|[a-z]+ vehicles)", "", text)
            yield "figure changed", re.sub(r": (\w+) (?=[a-z]+ \w+)", ": nine ", text)
    yield from distort_numbers(text)
    for whole, picked in PICKED.items():
        yield "one picked of several", text.replace(whole, picked)
    for doubt, flat in DOUBTS.items():
        yield "doubt dropped", text.replace(doubt, flat)
    for base, past in PAST.items():
        yield "plan made a fact", re.sub(rf" (may|intend to) {base}\b", f" {past}", text)
    for verb, others in EVENTS.items():
        yield "event replaced", re.sub(rf"\b{verb}\b", others, text, count=1)
    yield "interest turned", text.replace(", against their own interest", "")
    yield "dispute dropped", text.replace("; disputed", "")
    yield (
        "report's day made the event's",
        re.sub(r" reported on ([^,;]*\d{4}) that ([^;.]*)", r" reported that \2 on \1", text),
    )
    yield "time dropped", re.sub(r" \((?:on|between|at) [^)]*\d{4}\)", "", text)
    yield "words added", text.replace(".", ", with heavy losses.", 1)


def distort_voice(
    text: str, speaker: str, carriers: Sequence[str], voices: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Another voice, none, or the one in the other's place."""
    start = text.casefold().find(speaker.casefold())
    name = text[start : start + len(speaker)]
    other = next(one for one in voices if one not in text)
    yield "voice swapped", text.replace(name, other, 1)
    yield (
        "voice dropped",
        re.sub(
            rf"{re.escape(name)} (?:said|reported|denied)(?:, as reported by .*?,| on [\w ]+?)? that ",
            "",
            text,
        ),
    )
    if carriers:
        yield "voices change places", swap(text, name, carriers[-1])
        yield "carrier dropped", re.sub(r", as reported by .*?, that", " that", text, count=1)
        yield "carrier swapped", text.replace(carriers[-1], other, 1)


def distort_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Days, months, years, counts."""
    for found in DAY.finditer(text):
        day = int(found[1])
        yield "day shifted", f"{text[: found.start()]}{day - 1 if day > 1 else day + 1}{text[found.end(1) :]}"
    yield "month changed", re.sub(r"\b(November|December|July|May)\b", "October", text)
    yield "year changed", re.sub(r"\b2025\b", "2023", text)
    for word, other in COUNTS.items():
        yield (
            "number changed",
            re.sub(rf"\b{word}\b(?= origin| place| with|[^(]*origins)", other, text, count=1),
        )


def adjectives(actor: str, target: str, words: Words) -> tuple[str, str]:
    """What the two sides' forces are called, or their names where one has no adjective."""
    one, two = words.side(actor), words.side(target)
    return (one.adjective, two.adjective) if one and two else (actor, target)


def swap(text: str, one: str, two: str) -> str:
    """Two words in each other's place."""
    return re.sub(f"{re.escape(one)}|{re.escape(two)}", lambda found: two if found[0] == one else one, text)

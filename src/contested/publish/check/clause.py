"""The masked words of a clause and its facts, in; what is told of it wrongly, out: places, sides, stance.

Masks: `⟨P0⟩` the first place, `⟨A⟩` who acts, `⟨T⟩` who is acted upon, `⟨D0⟩` a day, `⟨F0⟩` a figure, `⟨C⟩` a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contested.model import Role
from contested.publish.check.facts import FactPlace, Facts
from contested.publish.check.lexicon import WORD, EventWords, Lexicon, event_words
from contested.publish.check.numbers import any_of
from contested.publish.wording import read_wording
from contested.publish.words import Words, say_forces, say_party

ACTOR, TARGET = "⟨A⟩", "⟨T⟩"
PLACE = re.compile(r"⟨P(\d+)⟩")


def mask_places(text: str, places: Sequence[FactPlace], lexicon: Lexicon) -> tuple[str, list[str]]:
    """Longest names first; those that are not there, or not as the lesser thing that is meant."""
    missing = [
        f"{word} of {place.name}"
        for place in places
        for word in place.lesser
        if word not in lexicon.function and not has_word(text.casefold(), word)
    ]
    for number, place in sorted(enumerate(places), key=lambda pair: -len(pair[1].name)):
        text, told = re.subn(rf"(?<!\w){re.escape(place.name)}(?!\w)", f"⟨P{number}⟩", text, flags=re.I)
        if not told:
            missing.append(place.name)
    return text, missing


def mask_sides(text: str, facts: Facts, words: Words, lexicon: Lexicon) -> tuple[str, list[str]]:
    """The sides by all their names; where both are one side, the first is the actor. Those that are not there."""
    missing = []
    parties = [(ACTOR, facts.actor), (TARGET, facts.target)]
    for mask, code in parties:
        if code is None:
            continue
        same = facts.actor == facts.target
        pattern = side_pattern(code, words, lexicon)
        text, told = re.subn(pattern, mask, text, count=1 if same else 0, flags=re.I)
        if not told and (mask == ACTOR or tells_target(facts, words)):
            missing.append(say_party(code, words))
    return text, missing


def tells_target(facts: Facts, words: Words) -> bool:
    """Whether the frame of the event has room for who is acted upon."""
    frame = words.wording.events[facts.event or ""]
    return bool(frame.target) and "{target}" in frame.rest


def side_pattern(code: str, words: Words, lexicon: Lexicon) -> str:
    """`Russian forces`, `the Russian army`, `Russia`, `forces of X`."""
    side, forces = words.side(code), any_of(lexicon.forces)
    names = {say_party(code, words), say_forces(code, words)}
    patterns = [re.escape(one) for one in sorted(names, key=len, reverse=True)]
    if side:
        patterns.insert(0, rf"{re.escape(side.adjective)} (?:{forces}|side)")
        patterns.append(rf"{re.escape(side.name)}")
    return rf"(?<!\w)(?:the )?(?:{'|'.join(patterns)})(?![\w-])"


def judge_places(tokens: Sequence[str], facts: Facts, words: Words, lexicon: Lexicon) -> Iterator[str]:
    """Places whose words give them another role than the claim's."""
    frame = words.wording.events[facts.event or ""]
    direct = "{object}" in frame.rest and not any("at" in one.roles for one in facts.places)
    for at, token in enumerate(tokens):
        found = PLACE.fullmatch(token)
        if not found:
            continue
        place = facts.places[int(found[1])]
        allowed: set[str] = set(place.roles)
        if "at" in allowed or (direct and "to" in allowed):
            allowed |= {"at", "object"}
        role = read_role(tokens, at, place, facts, lexicon)
        if role not in allowed:
            yield f"place: {place.name} {role}"


def read_role(tokens: Sequence[str], at: int, place: FactPlace, facts: Facts, lexicon: Lexicon) -> Role | str:
    """How a place stands in its clause: by what comes before the run of places, or for a line what comes after."""
    cues = {word: role for role, all_ in lexicon.cues.items() for word in all_}
    after = [one for one in tokens[at + 1 :] if not PLACE.fullmatch(one) and one not in "–-—"]
    if after and cues.get(after[0].casefold()) == "axis":
        return "axis"
    lesser = {word for one in facts.places for word in one.lesser} | {"part", "of", "the", "and", ",", "both"}
    for token in reversed(tokens[:at]):
        word = token.casefold()
        if word in cues and cues[word] != "axis" and not (word in lesser and word not in ("in", "on", "at")):
            return cues[word]
        if not PLACE.fullmatch(token) and word not in lesser and word not in "–-—":
            return "object"
    return "object"


def judge_order(tokens: Sequence[str], facts: Facts, lexicon: Lexicon, language: str) -> Iterator[str]:
    """Whether the words say that the actor does it to the target, and not the other way round."""
    if facts.actor == facts.target or facts.event is None:
        return
    _, told = event_words(facts.event, language)
    lower = [one.casefold() for one in tokens]
    by_target = is_by_target(facts.event, language)
    anchor, kind = find_anchor(lower, told)
    first, second = (TARGET, ACTOR) if kind == "flips" else (ACTOR, TARGET)
    passive = (
        anchor > 0
        and lower[anchor - 1] in lexicon.be
        and not lower[anchor].endswith("ing")
        and kind == "verbs"
    )
    for mask in (first, second):
        for at in (number for number, one in enumerate(tokens) if one == mask):
            before = lower[at - 1] if at else ""
            agent = before == "by" or (before == "of" and kind == "nouns")
            if mask == first:
                free = before not in {"from", "against", "to", "with", "on", "by", "of", "for"} or agent
                right = at < anchor and free and before != "by" and not passive if at < anchor else agent
                right = right or (kind == "flips" and before == "by")
            else:
                linked = before in {"from", "against", "with", "on", "of", "for", "to"}
                right = (
                    (before != "by" or by_target)
                    if at > anchor
                    else linked or passive or (before == "by" and by_target)
                )
            if not right:
                yield f"side: {'actor' if mask == ACTOR else 'target'} in the other's place"


def is_by_target(event: str, language: str) -> bool:
    """Whether the frame of an event joins its target by "by", as others do the actor."""
    return "by" in read_wording(language).events[event].target.split()


def find_anchor(lower: Sequence[str], told: EventWords) -> tuple[int, str]:
    """Where the event is named, and by which kind of word; after the last word where it is not."""
    for kinds in (("flips", "verbs"), ("nouns",)):
        for at, word in enumerate(lower):
            for kind in kinds:
                if word in getattr(told, kind):
                    return at, kind
    return len(lower), ""


def judge_stance(text: str, said: str, facts: Facts, lexicon: Lexicon) -> Iterator[str]:
    """Whether the words carry the doubt, the denial or the plan that the claim does, and no other."""
    both = f"{said} {text}".casefold()
    negations = sum(has_word(both, one) for one in lexicon.negations)
    if facts.footage and facts.stance == "denied":
        negations += 1  # "against the claim that", without which it would be no attribution
    if facts.stance == "denied" and negations != 1:
        yield "stance: denial turned or lost"
    if facts.stance != "denied" and negations:
        yield "stance: denied"
    for stance, marks in lexicon.stances.items():
        found = any(has_word(both, one) for one in marks)
        if stance == facts.stance and not found:
            yield f"stance: no word says that it is {stance}"
        if (
            stance != facts.stance
            and found
            and not shares(both, marks, lexicon.stances.get(facts.stance, ()))
        ):
            yield f"stance: a word says that it is {stance}"


def shares(text: str, marks: Sequence[str], own: Sequence[str]) -> bool:
    """Whether the marks of another stance are only parts of the words of this one: `may` of `may have`."""
    for mark in marks:
        left = text
        for one in own:
            if has_word(one, mark):
                left = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", left)
        if has_word(left, mark):
            return False
    return True


def has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def split_words(text: str) -> list[str]:
    return WORD.findall(text)

"""The role of a place: a name in a sentence with the words before it, in; a `PlaceUse`, out.

A role comes from a preposition or phrase before the name: "in", "near", "from", "toward", "the outskirts of", "5
miles east of"; a list shares the role of its head; "the Kupiansk–Svatove line" is an axis.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from contested.extract.clauses import Sentence
from contested.extract.relations import means_part
from contested.model import Name, Relation, Role

FILLERS = frozenset(
    {
        "place_filler",
        "determiner",
        "settlement_word",
        "city_word",
        "village_word",
        "settlement_words",
        "bearing",
        "region_word",
        "part",
        "area_word",
    }
)
FRONTED = 2  # words before a place that opens a sentence: "East of X, Y was taken" lists no two places
REACH = 9  # words from a name back to the preposition that governs it
SHARED = frozenset({"offset", "edge"})
MARKS = frozenset({",", "&", "-", "–", "—", ";", "("})  # marks that join the names of a list


class PlaceUse(Struct, frozen=True):
    """A place as words `first` to `last` (exclusive) of a sentence, its role, and the name that anchors it.

    `edge`: only its outskirts; `portion`: only a part of it; `offset`: so far and in that bearing from it;
    `settlement`: whether the name can be one; `plain`: no word gives it a role (an object or a subject); `relation`:
    how it lies to the name.
    """

    first: int
    last: int
    role: Role
    anchor: Name | None
    settlement: bool
    edge: bool = False
    portion: bool = False
    offset: bool = False
    plain: bool = False
    relation: Relation | None = None

    @property
    def measured(self) -> bool:
        """Whether it is told how far off its name it is."""
        return self.relation is not None and self.relation.high_km is not None


def use_of(sentence: Sentence, first: int, last: int, before: list[PlaceUse], name: Name) -> PlaceUse:
    """Role and marks of the name at words `first` to `last`, from the words before it."""
    words = sentence.words
    edge = offset = portion = False
    at = first - 1
    unknown = 0
    if (
        sentence.starts("axis_word", last)
        or chained_axis(sentence, last)
        or heads(sentence, last, "axis_words")
    ):
        return PlaceUse(first, last, "axis", name, True)
    while at >= 0 and first - at <= REACH:
        opened = opening_bracket(words, at)
        if opened is not None:
            at = opened  # "A (west of Y), B (east of Z) and C"
        word = words[at]
        joins = word in MARKS or sentence.starts("coordinator", at) is not None
        previous = next((use for use in before if use.last - 1 == at or (use.last == at and joins)), None)
        if joins or previous is not None:
            head = next((use for use in reversed(before) if use.last >= at - 1 and use.last <= at + 1), None)
            fronted = head is not None and head.offset and head.first <= FRONTED and word == ","
            if head is not None and not (offset or unknown or portion or fronted):
                return replace(
                    head, first=first, last=last, anchor=name, relation=shared(sentence, head.relation, last)
                )
            if word in (",", ";") or not joins:
                break
            at -= 1
            continue
        hit = sentence.ending("role", at + 1)
        if hit is not None and sentence.starts("compass", hit.first) == hit.last:
            offset, at = True, hit.first - 1  # «с позиций севернее X»: another preposition says which role
            continue
        if hit is not None and words[hit.last][0].isdigit() and sentence.starts("approximate", hit.first):
            at = hit.first - 1  # «около 80% X»
            continue
        if hit is not None and not sentence.starts("place_filler", hit.first):
            role: Role = hit.value
            if role == "from" and sentence.ending("axis_word", hit.first) is not None:
                onward = [other.value for other in sentence.starting("role", last)]
                role = role if "to" in onward else "near"  # "on the road out of X"; but "from X to Y"
            if edge or offset:
                role = "near" if role in ("at", "near") or (offset and role == "to") else role
            start = hit.first if edge or offset else first
            return PlaceUse(start, last, role, name, True, edge, portion, offset)
        portion = portion or is_portion(sentence, at, first)
        if sentence.starts("outskirts", at):
            edge = True
        elif bearing_leads_off(sentence, at) or sentence.starts("distance", at):
            offset = True
        elif ends_trigger(sentence, at + 1) or sentence.starts("complement", at):
            break  # "reported to the president that X": nothing heads for X
        elif not filler(sentence, at):
            unknown += 1
            if unknown > 3 or sentence.starts("say", at) or sentence.starts("be", at):
                break
        at -= 1
    if edge or offset:
        return PlaceUse(first, last, "near", name, True, edge, portion, offset)
    return PlaceUse(first, last, "at", name, True, portion=portion, plain=True)


def opening_bracket(words: list[str], at: int) -> int | None:
    """Where the bracket opens that closes at word `at`, or right before the comma there."""
    closes = at - (words[at] == "," and at > 0)
    if words[closes] != ")":
        return None
    return next((before for before in range(closes, -1, -1) if words[before] == "("), None)


def shared(sentence: Sentence, relation: Relation | None, last: int) -> Relation | None:
    """What the name that ends before word `last` has of the head of its list: "north of A and B", but "northern A
    and B". Its words are the list's, up to itself."""
    if relation is None or relation.kind not in SHARED:
        return None
    begin = sentence.text.find(relation.words)
    return replace(relation, words=sentence.text[begin : sentence.spans[last - 1][1]])


def heads(sentence: Sentence, at: int, kind: str) -> bool:
    """Whether a list of names ends in a plural of the class: "the Kharkiv, Sumy and Odesa regions"."""
    if kind not in sentence.kinds:
        return False
    ends = {name.first: name.last for name in sentence.names}
    while at < len(sentence.words):
        if sentence.starts(kind, at):
            return True
        if at in ends:
            at = ends[at]
        elif sentence.joins(at):
            at += 1
        else:
            return False
    return False


def bearing_leads_off(sentence: Sentence, at: int) -> bool:
    """Whether word `at` says in which direction from the place: "north of X"; "the north of X" is a part of it."""
    bearing = sentence.starts("bearing", at) and sentence.starts("bearing_of", at + 1)
    return bool(bearing) and not means_part(sentence, at)


def is_portion(sentence: Sentence, at: int, name: int) -> bool:
    """Whether word `at` makes the name behind it a part of the place: "half of X", "northern X", "the north of X"."""
    if sentence.starts("portion", at):
        return True
    if sentence.starts("bearing", at) is None:
        return False
    part_of = sentence.starts("bearing_of", at + 1) is not None and not bearing_leads_off(sentence, at)
    return at + 1 == name or part_of


def filler(sentence: Sentence, at: int) -> bool:
    """Words between a preposition and its name: "the strategically important settlement of"."""
    if sentence.words[at].isdigit():
        return True
    return sentence.starts_any(FILLERS, at)


def ends_trigger(sentence: Sentence, end: int) -> bool:
    return any(hit.last == end and not hit.value.nominal for hit in sentence.hits.get("trigger", ()))


def chained_axis(sentence: Sentence, last: int) -> bool:
    """Whether the name is part of "A-B-C line" or "between A and B"."""
    at = last
    words = sentence.words
    seen = 0
    while at + 1 < len(words) and words[at] in ("-", "–") and seen < 5:
        following = next((name for name in sentence.names if name.first == at + 1), None)
        at = following.last if following else at + 2
        seen += 1
    return seen > 0 and sentence.starts("axis_word", at) is not None

"""What is done to what: an event's words in their clause, in; whether their object is a place, ground or a thing, out.

Caught: "captured X", "captured the village of X", "took four villages: A, B", "took it back", "seized positions
near X" (ground), "captured nine soldiers near X" and "seized the initiative" (a thing), "X, which Russia holds",
"a town that Russia holds"; of a passive the same before it.
"""

from __future__ import annotations

from msgspec.structs import replace

from contested.extract.clauses import QUOTES, Sentence
from contested.extract.roles import PlaceUse
from contested.extract.scene import Clause, Object, ObjectKind
from contested.extract.sides import SideRef
from contested.extract.tokens import POSSESSIVE

PLACES: frozenset[ObjectKind] = frozenset({"place", "settlements", "pronoun"})
WITHIN = 9  # words from a verb to its object: "the strategically important, long contested settlement of"
TAKES_UP_WITHIN = (
    14  # words from a name to the subject of the clause about it: ", the town near X that Moscow's"
)
NO_SUBJECT = frozenset(
    {
        "be",
        "have",
        "coordinator",
        "contrast",
        "relative",
        "adverb",
        "speech_filler",
        "negation",
        "subordinator",
        "modal_forecast",
        "modal_hedge",
        "role",
        "date",
        "say",
        "voice_kind",
        "source",
        "plan",
        "earlier",
    }
)
BEFORE_NOUNS = frozenset(
    {
        "determiner",
        "place_filler",
        "bearing",
        "side",
        "speech_filler",
        "quantity",
        "number",
        "adverb",
        "at_least",
        "at_most",
        "approximate",
    }
)
ENDS_OBJECT = frozenset(
    {
        "role",
        "be",
        "have",
        "subordinator",
        "coordinator",
        "strong",
        "infinitive",
        "agent",
        "date",
        "unable_behind",
    }
)
PIECES = frozenset({"part", "ground", "thing"})
PART_WORDS = frozenset({"part", "portion", "infrastructure"})
SETTLEMENTS = frozenset(
    {"settlement_word", "city_word", "village_word", "settlement_words", "region_word", "area_word"}
)


def find_object(
    sentence: Sentence, clause: Clause, uses: list[PlaceUse], sides: list[SideRef], free_order: bool
) -> Object:
    """The object of an active verb or of a noun's "of", the subject of a passive; where the language's order is free also
    before its verb."""
    ref = clause.ref
    if ref.passive:
        return subject_object(sentence, clause, uses)
    low = ref.first + 1 if ref.head < ref.last and not clause.trigger.frame.apart else ref.last
    if clause.trigger.nominal and sentence.starts("bearing_of", low):
        low += 1
    found = scan(sentence, low, clause.stop, uses)
    if found.kind == "none" and not clause.trigger.nominal:
        before = taken_up(sentence, clause, uses, sides)
        if before is None and free_order:  # «X ворог залишив»
            plain = (one for one in uses if clause.holds(one.first) and one.last <= ref.first)
            before = next((one for one in plain if one.plain and one.settlement), None)
        if before is not None:
            return Object("place", replace(before, portion=False, edge=False))
    return found


def scan(sentence: Sentence, low: int, stop: int, uses: list[PlaceUse]) -> Object:
    """The first noun behind word `low`: adjectives and articles are passed over, a preposition ends it."""
    starts = {use.first: use for use in uses}
    seen: ObjectKind = "none"
    at = low
    while at < min(stop, low + WITHIN):
        use = starts.get(at)
        if use is not None:
            return Object(seen if seen in PIECES and not linked(sentence, at) else "place", use)
        before = passes_to(sentence, at)
        noun = noun_kind(sentence, at)
        if sentence.words[at] in QUOTES and seen != "none":
            return Object(seen)
        if noun is not None:
            seen = noun
        elif sentence.starts("object_pronoun", at):
            return Object("pronoun")
        elif seen == "none" and sentence.starts("adverb", at) is not None:
            pass  # «взяли ще в травні»
        elif before is not None and sentence.words[at].isalpha():
            at = before
            continue
        elif sentence.starts("bearing_of", at) and seen in ("none", "part"):
            pass  # "the whole of X", "parts of X"
        elif ends_object(sentence, at):
            named = next((one for one in uses if at < one.first <= at + 3), None)
            inside = seen == "settlements" and sentence.starts("bearing_of", at)
            return Object("place", named) if inside and named else Object(seen)
        elif sentence.words[at].isalpha():
            seen = "thing"  # the last noun counts: "the village council"
        at += 1
    return Object(seen)


def noun_kind(sentence: Sentence, at: int) -> ObjectKind | None:
    """What kind of object a noun at word `at` makes, or None where it is none of the known ones."""
    if sentence.starts_any(SETTLEMENTS, at):
        return "settlements"
    if sentence.starts("ground", at):
        return "ground"
    return "part" if sentence.starts_any(PART_WORDS, at) else None


def linked(sentence: Sentence, at: int) -> bool:
    """Whether no preposition parts the place at word `at` from the word before, so that this describes it ("captured
    embattled X"); in "positions on the south of X" one does."""
    return at > 0 and not any(sentence.starts("role", here) for here in (at - 1, at))


def passes_to(sentence: Sentence, at: int) -> int | None:
    """The word behind an article, adjective or number that stands at word `at`, or None where none does."""
    if sentence.words[at] == POSSESSIVE:
        return at + 1
    lengths = sentence.lengths.get(at, {})
    return max((at + lengths[kind] for kind in BEFORE_NOUNS.intersection(lengths)), default=None)


def ends_object(sentence: Sentence, at: int) -> bool:
    """Whether the noun phrase ends before word `at`."""
    return sentence.words[at] in (",", ".") or sentence.starts_any(ENDS_OBJECT, at)


def subject_object(sentence: Sentence, clause: Clause, uses: list[PlaceUse]) -> Object:
    """What a passive is done to: the first place of its clause that no preposition governs, else the noun before it."""
    before = [use for use in uses if use.first < clause.ref.first and clause.holds(use.first)]
    plain = [use for use in before if use.plain or use.edge]
    if plain:
        return Object("place", plain[0])
    seen: ObjectKind = "none"
    opened = [at + 1 for at in range(clause.start, clause.ref.first) if sentence.starts("complement", at)]
    if not before:  # "In total, nine settlements were freed"
        opened += [at + 1 for at in range(clause.start, clause.ref.first) if sentence.words[at] == ","]
    for at in filter(clause.holds, range(max(opened, default=clause.start), clause.ref.first)):
        if sentence.starts_any(SETTLEMENTS, at):
            listed = before and names_behind_colon(sentence, clause, uses)
            return Object("place", before[0]) if before and not listed else Object("settlements")
        if sentence.starts("object_pronoun", at) or sentence.starts("relative", at):
            seen = "pronoun"
        elif sentence.starts("ground", at):
            return Object("ground", before[0] if before else None)
        elif sentence.starts("infrastructure", at) and not before:
            return Object("part")
        elif is_noun(sentence, at):
            return Object("thing", before[0] if before else None)
    if before and seen == "none":
        return Object("thing", before[0])
    return Object("pronoun" if seen == "none" else seen)  # "… but was later liberated": the subject before


def names_behind_colon(sentence: Sentence, clause: Clause, uses: list[PlaceUse]) -> bool:
    """Whether a colon behind a passive opens the list of what it is done to: "these villages of X were taken: …"."""
    colon = next((at for at in range(clause.ref.last, clause.stop) if sentence.words[at] == ":"), None)
    return colon is not None and any(use.settlement and use.first > colon for use in uses)


def has_subject(sentence: Sentence, clause: Clause) -> bool:
    """Whether a noun that names no side stands before a passive in its own clause: "and two workers were wounded"."""
    before = filter(clause.holds, range(clause.start, clause.ref.first))
    return any(is_noun(sentence, at) for at in before)


def is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a word before a verb is none of those that may stand beside its subject: so, the subject's noun."""
    free = sentence.words[at].isalpha() and not sentence.starts_any(NO_SUBJECT, at)
    return free and passes_to(sentence, at) is None


def taken_up(
    sentence: Sentence, clause: Clause, uses: list[PlaceUse], sides: list[SideRef]
) -> PlaceUse | None:
    """The place that a relative clause without object is about: "X, which Russia took", "a town Russia holds"."""
    verb = clause.ref.first
    use = next((use for use in reversed(uses) if use.last <= verb and use.anchor is not None), None)
    subject = next((one for one in sides if use is not None and use.last <= one.first < verb), None)
    if use is None or subject is None or subject.first - use.last > TAKES_UP_WITHIN:
        return None
    gap = range(use.last, subject.first)
    opened = any(sentence.starts("relative", at) or sentence.starts("takes_up", at) for at in gap)
    ended = any(sentence.starts(kind, at) for at in gap for kind in ("be", "have", "trigger", "say"))
    return use if opened and not ended else None

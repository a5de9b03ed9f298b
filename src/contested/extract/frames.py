"""Which words announce an event: a sentence's trigger hits, in; the frames that fit, with their voice, out.

Verbs are read active or passive by what stands before them; nouns that only qualify another noun ("assault
groups") fall away; of frames over the same words the most demanding one that is satisfied wins.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from contested.extract.clauses import DETERMINERS, FINITE, MEANS, Sentence, longest
from contested.extract.language import Language, Trigger
from contested.extract.lexicon import Hit
from contested.extract.sides import SideRef
from contested.extract.tokens import POSSESSIVE

DESCRIBING = frozenset({"determiner", "quantity", "number", "definite", "possessive", "counted"})
LICENSING = frozenset(
    {
        "infinitive",
        "modal_forecast",
        "modal_hedge",
        "negation",
        "coordinator",
        "relative",
        "pronoun_force",
        "speech_filler",
        "have",
        "did",
        "adverb",
        "subordinator",
        "obliged",
        "managed",
        "plan",
    }
)
FORCES = frozenset({"people", "bare_force", "force"})
OPENING_NOUN = frozenset({"determiner", "article", "number", "possessive", "quantity", "counted"})
COUNTED = frozenset({"counted", "number", "at_least"})
AMOUNTS = frozenset({"at_least", "at_most", "approximate"})
NUMBERS = frozenset({"number", "quantity"})
ADVERB = frozenset({"adverb"})
ADVERBS = ADVERB | {"speech_filler"}
BEFORE_VERB = frozenset({"infinitive", "did", "negation"})
BEFORE_ING = frozenset({"be", "subordinator", "coordinator", "agent", "instrument", "role", "continuing"})
PARTS_PASSIVE = frozenset({"have", "strong", "subordinator", "coordinator"})
NO_OBJECT = frozenset({"role", "be", "have", "date", "subordinator"})
NO_NOUN = frozenset(
    {"role", "agent", "subordinator", "coordinator", "be", "have", "infinitive", "strong", "determiner"}
)
# What a list of places holds beside their names.
LISTING = frozenset(
    {
        "determiner",
        "coordinator",
        "settlement_word",
        "settlement_words",
        "city_word",
        "village_word",
        "region_word",
    }
)
LIST_MARKS = frozenset({",", ".", "(", ")", "-", "!", ":"})
NEARBY = 9  # words between a verb and the noun that its frame asks for
FAR = 18  # … and a noun: "losses in this sector over the day amounted to 140 servicemen"
BEFORE_PASSIVE = 4  # words between "were" and the participle: "were later also driven out"


class TriggerRef(Struct, frozen=True):
    """An event's words `first` to `last` (exclusive) with every frame they may belong to, best first."""

    first: int
    last: int
    head: int
    triggers: tuple[Trigger, ...]
    passive: bool

    @property
    def form(self) -> str:
        return self.triggers[0].form


def find_triggers(sentence: Sentence, sides: list[SideRef]) -> list[TriggerRef]:
    """The events' words of a sentence, in order, none inside another."""
    usable = [hit for hit in sentence.found("trigger") if stands(sentence, hit, sides)]
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in longest(usable):
        groups.setdefault((hit.first, hit.last), []).append(hit)
    refs: list[TriggerRef] = []
    for (first, last), hits in sorted(groups.items()):
        hits = verb_or_noun(sentence, hits, sides)
        if refs and names_object(refs[-1], first, hits):
            continue
        triggers = tuple(hit.value for hit in sorted(hits, key=lambda one: rank(one.value)))
        refs.append(
            TriggerRef(first, last, hits[0].head, triggers, any(is_passive(sentence, hit) for hit in hits))
        )
    return refs


def names_object(verb: TriggerRef, first: int, hits: list[Hit]) -> bool:
    """Whether words right behind a verb only name what it does: "halt further aid" is one event."""
    told = {trigger.event for trigger in verb.triggers if trigger.frame.thing and not trigger.nominal}
    return verb.last == first and not told.isdisjoint(hit.value.event for hit in hits if hit.value.nominal)


def verb_or_noun(sentence: Sentence, hits: list[Hit], sides: list[SideRef]) -> list[Hit]:
    """Of words that can be both ("advances"), the verb where a force stands right before it, else the noun."""
    nouns = [hit for hit in hits if hit.value.form == "noun"]
    if not nouns or len(nouns) == len(hits):
        return hits
    first = hits[0].first
    acting = any(
        ref.last == first
        and ref.kind not in ("owner", "pronoun")
        and not counted(sentence, ref.first)
        and not is_object(sentence, ref)
        for ref in sides
    )
    ongoing = hits[0].value.form == "ing" or any(hit.value.form == "ing" for hit in hits)
    infinitive = first > 0 and sentence.starts_any(BEFORE_VERB, first - 1)
    base = any(hit.value.form == "base" for hit in hits)
    infinitive = infinitive or (base and first > 0 and sentence.starts("coordinator", first - 1) is not None)
    acting = acting or infinitive or (ongoing and first > 0 and sentence.starts("be", first - 1) is not None)
    return [hit for hit in hits if hit.value.form != "noun"] if acting else nouns


def is_object(sentence: Sentence, ref: SideRef) -> bool:
    """Whether a verb stands right before "enemy": "repelled enemy attacks" are no verb."""
    start = sentence.back_over(DETERMINERS, ref.first)
    return ref.kind == "enemy" and any(
        hit.last == start and not hit.value.nominal for hit in sentence.hits.get("trigger")
    )


@cache
def counted(sentence: Sentence, at: int) -> bool:
    """Whether a number stands before word `at`: "five enemy attacks" are no verb."""
    return at > 0 and (sentence.words[at - 1].isdigit() or sentence.starts_any(NUMBERS, at - 1))


def rank(trigger: Trigger) -> tuple[int, int, str, int]:
    """Frames with more words of their own come first, then those that ask for more."""
    frame = trigger.frame
    asks = sum(
        bool(need) for need in (frame.thing, frame.needs, frame.before, frame.means, frame.leader, frame.tail)
    )
    return (-trigger.words, -asks, trigger.event, trigger.number)


def by_thing(sentence: Sentence, ref: TriggerRef) -> tuple[Trigger, ...]:
    """The triggers of the same words, those first whose thing stands nearest: "destroyed drones" over "destroyed …
    vehicles"."""
    if sum(trigger.frame.thing is not None for trigger in ref.triggers) < 2:
        return ref.triggers
    return tuple(sorted(ref.triggers, key=lambda one: (-one.words, thing_distance(sentence, one, ref))))


def thing_distance(sentence: Sentence, trigger: Trigger, ref: TriggerRef) -> tuple[int, int]:
    """Words from the event to its thing, longer names of things first; far where there is none."""
    if trigger.frame.thing is None:
        return NEARBY, 0
    hits = sentence.hits.get(trigger.frame.thing)
    aside = (hit for hit in hits if (hit.last <= ref.first) == ref.passive or trigger.nominal)
    return min(
        ((max(ref.first - hit.last, hit.last - ref.last), hit.first - hit.last) for hit in aside),
        default=(99, 0),
    )


def stands(sentence: Sentence, hit: Hit, sides: list[SideRef]) -> bool:
    """Whether the words can announce an event where they stand."""
    trigger: Trigger = hit.value
    words = sentence.words
    if not trigger.nominal and any(
        ref.first < hit.first < ref.last and ref.kind in ("force", "owner") for ref in sides
    ):
        return False
    idioms = sentence.hits.get("idiom")
    if idioms and any(idiom.first <= hit.first and hit.last <= idiom.last for idiom in idioms):
        return False
    if trigger.frame.active and is_passive(sentence, hit):
        return False
    if sentence.starts("may_describe", hit.first) and names_next(sentence, hit.last):
        return False  # «окупований Донецьк»
    if trigger.frame.predicate and not predicated(sentence, hit.first):
        return False
    if sentence.holds("not_told", max(0, hit.first - BEFORE_PASSIVE), hit.first):
        return False
    if trigger.frame.adjacent and not names_next(sentence, hit.last):
        return False
    if trigger.frame.brief and not any(
        (ref.first, ref.last, ref.kind) == (hit.head, hit.last - 1, "owner") for ref in sides
    ):
        return False  # "remains contested."
    if trigger.frame.barred and is_barred(sentence, hit, trigger.frame.barred):
        return False
    if not asked_for(trigger, sentence, hit):
        return False
    frame = trigger.frame
    if (
        frame.apart
        and frame.thing
        and frame.subject == "actor"
        and not sentence.holds(frame.thing, hit.first, hit.last)
    ):
        return False  # "pulled its units out of", "brought the road under fire"
    if hit.head < hit.last and trigger.frame.tail and not trigger.frame.apart:
        gap = (hit.head, hit.last)
        holds_object = any(gap[0] <= ref.first < gap[1] for ref in sides) or sentence.holds(
            "object_pronoun", *gap
        )
        if not holds_object and hit.last - hit.head > 2 and not is_passive(sentence, hit):
            return False
    if not trigger.nominal and hit.first and words[hit.first - 1] == "-":
        return False  # "US-supplied", "drone-led"
    if trigger.nominal and hit.last < len(words) and words[hit.last] == POSSESSIVE:
        return False
    if "," in words[hit.head : hit.last - trigger.frame.brief]:
        return False
    opening = sentence.found("subordinator", hit.head, hit.last) if hit.head < hit.last else ()
    if any(sentence.starts("instrument", one.first) is None for one in opening):
        return False  # "take X despite heavy losses"; but "ordered families with children to leave"
    tail = trigger.frame.tail
    if tail and any(sentence.starts("have", at) for at in range(hit.head, hit.last)):
        return False  # "has captured X and has partial success"
    if tail and not any(one.startswith("to ") for one in tail):
        low = hit.head + is_passive(sentence, hit)  # "forced to retreat from"
        if sentence.holds("infinitive", low, hit.last):
            return False  # "forced the garrison to retreat from", "continuing to repel attacks"
    if (
        hit.first
        and trigger.form in ("past", "pastpart", "ing")
        and sentence.starts("article", hit.first - 1)
    ):
        return False
    if trigger.form in ("noun", "base") and sentence.starts("compound_head", hit.last) is not None:
        return False
    if trigger.form in ("base", "s") and any(ref.last == hit.first and ref.kind == "owner" for ref in sides):
        return False  # "the Russian retreat from X"
    if trigger.form in ("base", "s") and (
        follows_verb(sentence, hit, sides) or not licensed(sentence, hit, sides)
    ):
        return False
    opens = hit.first == 0 and trigger.form == "pastpart" and hit.last - hit.first == 1
    noun = opens and not ends_there(sentence, hit.last) and not sentence.starts_any(NO_NOUN, hit.last)
    if noun and not opens_note(sentence, hit.last):
        return False  # "Wounded men are carried"
    if trigger.form in ("base", "s", "past", "pastpart", "ing") and hit.first and hit.last - hit.first == 1:
        before = words[hit.first - 1]
        if trigger.form in ("pastpart", "ing") and attributive(sentence, hit):
            return False
        if trigger.form == "ing" and describes_force(sentence, hit):
            return False
        if trigger.form in ("base", "s") and (
            sentence.starts("determiner", hit.first - 1) or before == POSSESSIVE
        ):
            return False
    if trigger.frame.before:
        return any(
            " ".join(words[max(0, hit.first - 7) : hit.first]).find(phrase) >= 0
            for phrase in trigger.frame.before
        )
    return True


def predicated(sentence: Sentence, at: int) -> bool:
    """Whether "to be", "shows" or a comma with an article stands before: "X is …", "shows troops inside X"."""
    low = max(0, at - BEFORE_PASSIVE)
    if any(
        sentence.words[here] == "," and sentence.starts("article_any", here + 1) for here in range(low, at)
    ):
        return True
    if sentence.holds("show", max(0, at - NEARBY), at):
        return True
    at = sentence.back_over(ADVERBS, at)
    return any(hit.last == at for hit in sentence.hits.get("be")) or ends_in_side(sentence, at)


def ends_in_side(sentence: Sentence, at: int) -> bool:
    """Whether "to be" and a side's adjective stand before: "X is Ukrainian-held"."""
    before = [hit for hit in sentence.hits.get("side") if hit.first < at <= hit.last]
    begin = sentence.back_over(ADVERBS, min((hit.first for hit in before), default=at))
    return bool(before) and any(hit.last == begin for hit in sentence.hits.get("be"))


def names_next(sentence: Sentence, at: int) -> bool:
    """Whether a name stands at word `at`, with nothing before it but "all of" and the like."""
    while at < len(sentence.words) and sentence.starts("place_filler", at):
        at += 1
    return any(name.first == at for name in sentence.names)


def is_barred(sentence: Sentence, hit: Hit, kind: str) -> bool:
    """Whether a word of the class follows, at most an adjective away, or stands in the words' gap."""
    follows = hit.last + 1
    dated = follows < len(sentence.words) and (
        sentence.words[follows].isdigit()
        or (sentence.capital(follows) and not any(name.first == follows for name in sentence.names))
    )
    if dated and sentence.starts("date_lead", hit.last) is not None:
        return False  # "fell on 1 October"
    if sentence.starts(kind, hit.last) or sentence.holds(kind, hit.head, hit.last):
        return True
    after = hit.last
    adjective = (
        after < len(sentence.words) and sentence.words[after].isalpha() and not sentence.capital(after)
    )
    free = adjective and not sentence.starts_any(NO_NOUN, after)
    return free and sentence.starts(kind, after + 1) is not None


def licensed(sentence: Sentence, hit: Hit, sides: list[SideRef]) -> bool:
    """Whether a form that could be a noun stands where a verb can: behind its subject, "to", a modal, "and", "who";
    or before its object. "Ongoing fire" and "aerial targets over X" are nouns."""
    before, after = hit.first - 1, hit.last
    if before < 0:
        return False
    if not sentence.words[before].isalpha():
        return sentence.words[before] != "-"
    if is_word(sentence, LICENSING, before):
        return True
    if is_word(sentence, FORCES, before):
        return hit.value.form == "base" or not ends_there(sentence, after)
    if any(ref.last == hit.first and ref.kind != "owner" for ref in sides):
        return True
    noun = hit.value.form == "s" and any(
        one.last == hit.first and one.value.nominal for one in sentence.hits.get("trigger")
    )
    if noun:
        return True  # "the counteroffensive gains ground"
    plural = hit.value.form == "base" and sentence.words[before].endswith("s")
    if plural or any(name.last == hit.first for name in sentence.names):
        return True
    objects = after < len(sentence.words) and (
        sentence.starts_any(OPENING_NOUN, after) or any(name.first == after for name in sentence.names)
    )
    return objects or any(ref.first == after for ref in sides)


def is_word(sentence: Sentence, kinds: frozenset[str], at: int) -> bool:
    """Whether word `at` by itself, and no longer phrase from there on, is of any of the classes."""
    lengths = sentence.lengths.get(at, {})
    return any(lengths.get(kind) == 1 for kind in kinds)


def opens_note(sentence: Sentence, at: int) -> bool:
    """Whether only names stand from word `at` on, or what else was done with a map: "Liberated X and Y", "Lost X and
    corrected the line near Y"; "Occupied X was shelled" goes on with a verb of its own."""
    first = at
    ends = {name.first: name.last for name in sentence.names}
    words = sentence.words
    while at < len(words):
        if at in ends:
            at = ends[at]
        elif sentence.starts("redrawn", at):
            return at > first
        elif sentence.starts_any(LISTING, at) or words[at] in LIST_MARKS:
            at += 1
        else:
            return False
    return at > first


def describes_force(sentence: Sentence, hit: Hit) -> bool:
    """Whether an "-ing" only describes a force: "small infiltrating groups"."""
    after = hit.last
    forces = sentence.starts_any(FORCES, after) or sentence.starts("soldiers", after)
    before = sentence.back_over(ADVERBS, hit.first)
    return bool(forces) and not (before and sentence.starts_any(BEFORE_ING, before - 1))


def attributive(sentence: Sentence, hit: Hit) -> bool:
    """Whether a participle only describes a noun: "the captured village", "any lost positions", "three burnt tanks"."""
    first, after = sentence.back_over(ADVERB, hit.first), hit.last
    before = hit.first - 1
    if first and sentence.starts("article", first - 1):
        return True  # "the temporarily occupied X region"
    role = any(one.last == first for one in sentence.hits.get("role"))
    if role and any(name.first == after for name in sentence.names):
        return True  # "in occupied X"
    described = sentence.starts_any(DESCRIBING, before) or sentence.words[before].isdigit()
    goes_on = after < len(sentence.words) and sentence.words[after].isalpha()
    return described and goes_on and not sentence.starts_any(NO_NOUN, after)


def follows_verb(sentence: Sentence, hit: Hit, sides: list[SideRef]) -> bool:
    """Whether another event's verb stands right before: "struck targets" has one verb and its object; not "Russian
    bombs pound X"."""
    if any(ref.last == hit.first and ref.kind == "force" for ref in sides):
        return False
    return any(other.last == hit.first and not other.value.nominal for other in sentence.found("trigger"))


def asked_for(trigger: Trigger, sentence: Sentence, hit: Hit) -> bool:
    """Whether the neighbourhood holds what the frame asks for at all; the clause is looked at later."""
    if trigger.frame.means and sentence.hits.kinds.isdisjoint(MEANS):
        return False
    asks = [kind for kind in (trigger.frame.thing, trigger.frame.needs) if kind is not None]
    if not asks or (trigger.frame.count and counted_alone(sentence, hit.last)):
        return True
    if any(kind not in sentence.kinds for kind in asks):
        return False
    reach = FAR if trigger.nominal else NEARBY
    low, high = max(0, hit.first - reach), min(len(sentence.words), hit.last + reach + 1)
    if any(sentence.starts_any(COUNTED, at) for at in range(max(0, hit.first - 3), hit.first)):
        low = 0  # "…, with several brought down"
    return all(sentence.holds(kind, low, high) for kind in asks)


def is_passive(sentence: Sentence, hit: Hit) -> bool:
    """Whether the form is passive: "was captured", "captured by", "villages seized in May"."""
    form = hit.value.form
    if form == "passive":
        low = max(0, hit.first - 2)
        return not sentence.holds("have", low, hit.first) or sentence.holds("be", low, hit.first)
    if form not in ("pastpart", "participle"):
        return False
    for at in range(hit.first - 1, max(-1, hit.first - 1 - BEFORE_PASSIVE), -1):
        if sentence.starts("be", at):
            return True
        if at == hit.first - 1 and sentence.starts("as_saying", at):
            return True  # "listed X as captured"
        if sentence.starts_any(PARTS_PASSIVE, at) or sentence.words[at] == ",":
            break
    by = sentence.starts("agent", hit.last) is not None
    tail = bool(hit.value.frame.tail) and not hit.value.frame.apart
    filled = tail and " ".join(sentence.words[hit.head : hit.last]) not in hit.value.frame.tail
    end = hit.head if tail and names_next(sentence, hit.last) else hit.last  # "knocked out of X"
    had = any(sentence.starts("have", at) for at in range(max(0, hit.first - 3), hit.first))
    if (
        hit.value.frame.transitive
        and not had
        and not filled  # "pushed the enemy back near X"
        and ends_there(sentence, end)
        and not in_relative(sentence, hit)
    ):
        return True  # "the troops surrounded near X"
    return by or (
        form == "participle"
        and not any(sentence.starts("have", at) for at in range(max(0, hit.first - 3), hit.first))
    )


def in_relative(sentence: Sentence, hit: Hit) -> bool:
    """Whether a relative clause opens just before and has a subject of its own: "X, which troops besieged"."""
    for at in range(hit.first - 2, max(-1, hit.first - 2 - BEFORE_PASSIVE), -1):
        if sentence.starts("relative", at):
            return True
        if sentence.words[at] == ",":
            return False
    return False


def ends_there(sentence: Sentence, at: int) -> bool:
    """Whether nothing that could be an object stands at word `at`."""
    if at >= len(sentence.words):
        return True
    if sentence.starts_any(AMOUNTS, at):
        return False  # "shot down at least 40 drones"
    if sentence.starts("pronoun_place", at) is not None:
        return True  # "troops surrounded there"
    return not sentence.words[at][0].isalnum() or sentence.starts_any(NO_OBJECT, at)


def fits(
    trigger: Trigger, sentence: Sentence, start: int, stop: int, ref: TriggerRef, language: Language
) -> bool:
    """Whether the clause holds what the frame asks for."""
    frame = trigger.frame
    low, high = (start, stop) if trigger.nominal else (ref.first, stop)
    if ref.passive:
        low = max(0, ref.first - NEARBY)
        if frame.absorbs and frame.thing is not None and language.settings.free_order:
            high = sentence.starts(frame.thing, high) or high  # «отражены шесть атак»
    elif not trigger.nominal:
        if not (frame.transitive or frame.behind):  # what is destroyed or lost comes in lists
            commas = (at for at in range(ref.last, high) if sentence.words[at] == ",")
            high = next(commas, high)
        if frame.subject == "target" and frame.object == "none" and not frame.behind:
            low = max(start, ref.first - NEARBY)  # "two civilians died", "the attack failed"
        elif frame.object == "place":
            high = next((one.first for one in sentence.names if ref.last <= one.first < high), high)
        if frame.absorbs and frame.thing is not None:
            high = sentence.starts(frame.thing, high) or high  # "halted an assault": an event of its own
    if frame.unless is not None and sentence.holds(frame.unless, start, stop):
        return False
    if frame.thing is not None and not near_thing(sentence, frame.thing, low, high, ref):
        return frame.count and counted_alone(sentence, ref.last)
    if frame.needs is not None:
        after = next((name.last for name in sentence.names if name.first >= ref.last), stop)
        reach = min(stop, ref.last + FAR) if trigger.nominal else min(stop, ref.last + NEARBY, after)
        if not sentence.holds(frame.needs, max(start, ref.first - 3), reach):
            return False
    if frame.means:
        means = language.events[trigger.event].means
        if trigger.nominal:
            start, stop = max(start, ref.first - 2), min(stop, ref.last + NEARBY)
        elif sentence.starts("relative", start):
            start = max(0, start - NEARBY)  # "the drones that Russia launched"
        return any(sentence.holds(kind, start, stop) for kind in means)
    return True


def parts(sentence: Sentence, at: int) -> bool:
    """Whether a preposition parts a verb from a noun; the "at" of "at least" does not."""
    return sentence.starts("role", at) is not None and not sentence.covered(AMOUNTS, at)


def done_with(sentence: Sentence, ref: TriggerRef, at: int) -> bool:
    """Whether word `at` is what it is done with or without, no object: "repulsed them with drones", "cannot take X without
    more men"."""
    return any(
        sentence.starts("lacking", here)
        or (sentence.starts("instrument", here) and not sentence.starts("bearing_of", here))
        for here in range(max(ref.last, at - 3), at)
    )


def said_apart(sentence: Sentence, ref: TriggerRef, hit: Hit) -> bool:
    """Whether a thing is of another clause than a verb whose object is the place right behind it: "would lose X, the
    commander said", "taking X has cost 200 men", or than one told in a clause of its own: "nobody knows that X was lost"."""
    if hit.last <= ref.first:
        return any(sentence.starts("complement", at) for at in range(hit.last, ref.first))
    place = next((name.last for name in sentence.names if name.first == ref.last), None)
    if place is None:
        return False
    return any(sentence.words[at] == "," or sentence.starts_any(FINITE, at) for at in range(place, hit.first))


def counted_alone(sentence: Sentence, at: int) -> bool:
    """Whether a number stands at word `at` with no noun behind it: "injuring 16"."""
    end = sentence.starts("at_least", at) or at
    words = sentence.words
    number = end < len(words) and (words[end].isdigit() or sentence.starts("number", end) is not None)
    after = end + 1
    noun = after < len(words) and words[after].isalpha() and not sentence.starts_any(NO_NOUN, after)
    return number and not noun


def near_thing(sentence: Sentence, kind: str, low: int, high: int, ref: TriggerRef) -> bool:
    """Whether a word of the class is the object: within `NEARBY` words of the verb, on the object's side."""
    behind = any(trigger.frame.behind for trigger in ref.triggers)
    near = any(
        abs(hit.first - ref.first) <= (FAR if ref.triggers[0].nominal else NEARBY)
        for hit in sentence.found(kind, low, high)
        if not (ref.first <= hit.first < ref.head)
        and not done_with(sentence, ref, hit.first)
        and not said_apart(sentence, ref, hit)
        and not (behind and any(parts(sentence, at) for at in range(ref.last, hit.first)))
    )
    before = range(max(0, ref.first - 3), ref.first)
    counted = any(sentence.starts("counted", at) or sentence.words[at].isdigit() for at in before)
    counted = counted or sentence.holds("others", ref.last, min(ref.last + 3, len(sentence.words)))
    return near or (counted and sentence.holds(kind, 0, ref.first))  # "…, with several brought down over X"

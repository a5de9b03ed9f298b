"""How it is put: the words around an event inside its clause, in; the stance and the words that made it, out.

Strongest first: denied (not, no, never, without, "failed to", "would have fallen"), intended (aims, plans, attempts,
seeks, "ordered X to take Y"), forecast (will, could, is expected to, risks, "were X to fall"), hedged (reportedly,
probably, may have, appears), asserted. The scope of each ends with its clause. A noun also has its forecast behind it ("an
attack is expected"), and so has a verb that is the subject ("capturing X would open the road"). What somebody asks, or wants
not to be, is put in none of these ways: it tells nothing (`is_told`).
"""

from __future__ import annotations

from contested.extract.clauses import (
    DETERMINERS,
    FINITE,
    OF_VERB,
    PARTS,
    Sentence,
    boundary_rank,
    opened_before,
)
from contested.extract.lexicon import Hit
from contested.extract.places import SETTLED, describes
from contested.extract.scene import RawEvent
from contested.extract.taking_back import found_untrue
from contested.model import Stance
from contested.vocabulary import event_types

NEAR = 12  # words; farther negations belonged to other verbs in trials
NO_NEWS_WITHIN = 6  # words: "must not end with the army's surrender"
ORDERED_WITHIN = 8  # words: "ordered the men under him to take X"
PARTICLE_WITHIN = 2  # words between a verb and what makes it unreal: «взяли бы»
GROUND = SETTLED | {"no_object_of"}
UNABLE_WITHIN = 7  # words from an infinitive to what says behind it that it cannot be done
BEHIND = 8  # words from a noun to the verb that foresees it
PAST_FORMS = frozenset({"pastpart", "participle"})
BEFORE_BASE = frozenset({"adverb", "coordinator"})
DONE_FOR = frozenset({"actor", "at_risk", "surrounded"})  # what events imply that others are done for
FORCED = frozenset(
    {"territory", "strike"}
)  # families of what troops are ordered to do; an evacuation ordered is one
ENDS = frozenset("\"”»'’)")
ATTACK, REPELLED = "clashed", "repelled"
PARTED = frozenset(";—–-:")
DASHES = frozenset("—–-")
MARKS = frozenset(",;:—–()")
STRONGEST_FIRST: tuple[tuple[Stance, str], ...] = (
    ("denied", "negation"),
    ("denied", "deny"),
    ("intended", "plan"),
    ("forecast", "modal_forecast"),
)


CONNECTIVES = frozenset({"contrast"})
# Words of a weaker kind that hold words of a stronger one say what these would.
MILDER = {"negation": ("plan", "modal_hedge"), "modal_forecast": ("modal_hedge",)}


def read_stance(sentence: Sentence, raw: RawEvent, heard: int) -> tuple[Stance, Hit | None]:
    """The stance of an event; `heard` is where the words of its voice end."""
    clause = raw.clause
    own = raw.actor_ref is not None and clause.start <= raw.actor_ref.first < raw.first
    joined = (
        sentence.starts("coordinator", clause.start) is not None and not is_finite(sentence, raw) and not own
    )
    left = max(heard, scope_start(sentence, 0 if joined else clause.start, raw.first))
    thing = "attacks" if raw.event == REPELLED else clause.trigger.frame.thing
    supposed = read_condition(sentence, raw, left)
    if supposed is not None:
        return supposed
    for hit in sentence.found("unreported", raw.last, min(clause.stop + 1, len(sentence.words))):
        if not came_to_nothing(sentence, raw, hit):
            return "denied", hit
    # Whatever stands between: "it is not true that X, a village in Y, was taken".
    for hit in sentence.found("untrue_that", 0, raw.first):
        if not ended(sentence, hit.last, raw.first):
            return "denied", hit
    for hit in sentence.found("unproven", 0, raw.first):
        if not parted(sentence, hit, raw):
            return "hedged", hit  # "has not observed evidence to confirm that"
    undone = sentence.found("done_despite", left, clause.stop)
    for stance, kind in STRONGEST_FIRST:
        for hit in sentence.found(kind, left, raw.first)[::-1]:
            if any(other.first <= hit.first and hit.last <= other.last for other in undone):
                continue
            if any(is_within(sentence, hit, milder) for milder in MILDER.get(kind, ())):
                continue  # "are likely to have taken X", "did not give up attempts to take X"
            if kind == "plan" and thing and sentence.holds(thing, hit.first, hit.last):
                continue  # "attempts were repelled": the attempt is what was repelled
            verbal = not clause.trigger.nominal and clause.trigger.form != "ing"
            if came_to_nothing(sentence, raw, hit):
                continue  # "unsuccessfully attacked"
            if is_apart(sentence, hit, raw):
                continue
            if hit.first and sentence.words[hit.first - 1] in DASHES and parted(sentence, hit, raw):
                continue  # «слухи о взятии X — неправда, посёлок за нами»
            of_verb = clause.trigger.nominal and sentence.starts("not_verb", hit.first) is not None
            if of_verb and sentence.holds("coordinator", hit.last, raw.first):
                continue  # «комбинат не потерян и за него идут бои»
            if verbal and hit.last < raw.first and sentence.starts("lacking", hit.first):
                continue  # "without more men the army could lose X"
            apart = sentence.ending("be", hit.first) and sentence.holds("coordinator", hit.last, raw.first)
            if (
                apart
                and hit.kind == "negation"
                and clause.trigger.form in PAST_FORMS
                and sentence.starts("stops", hit.first) is not None
            ):
                continue  # "were stopped near X and lost 40 men"
            if kind == "plan" and (failed := found_failed(sentence, raw, hit)) is not None:
                return ("asserted", None) if raw.event == ATTACK else ("denied", failed)
            done = kind != "modal_forecast" and sentence.holds("managed", hit.last, raw.first)
            if raw.first - hit.last <= NEAR and not done:
                return stance, hit
    for hit in sentence.found("future", raw.first, raw.last):
        return "forecast", hit
    if (later := sentence.ending("later_than", raw.first)) is not None:
        low = max(heard, opened_before(sentence, later.first))
        for hit in sentence.found("modal_forecast", low, later.first):
            return "forecast", hit  # "will try to return after regrouping"
    brink = sentence.ending("brink", sentence.back_over(DETERMINERS, raw.first))
    if brink is not None:
        return "forecast", brink  # "close to falling", "on the verge of the capture"
    told_from = raw.first if clause.trigger.form == "state" else clause.ref.head
    for hit in sentence.found("negation", told_from, raw.last):
        if not came_to_nothing(sentence, raw, hit):
            return "denied", hit  # "caused no casualties", "there are no troops in X"
    if (none := found_none(sentence, raw)) is not None:
        return "denied", none
    for hit in sentence.found("negation_behind", raw.last, clause.stop):
        if not came_to_nothing(sentence, raw, hit) and not goes_on(sentence, raw.last, hit.first):
            return "denied", hit
    for hit in sentence.found("unable_behind", raw.last, min(len(sentence.words), raw.last + UNABLE_WITHIN)):
        if not any(boundary_rank(sentence, at) >= 2 for at in range(raw.last, hit.first)):
            return "denied", hit  # «взять город не могут»
    untrue = found_untrue(sentence, heard, raw.first, raw.last, clause.stop)
    if untrue is not None:
        return "denied", untrue
    if clause.trigger.form == "noun" or is_subject(sentence, raw):
        behind = said_until(sentence, raw, clause.stop)
        foreseen = sentence.found("modal_forecast", raw.last, behind)
        foreseen += sentence.found("unreal_particle", raw.last, behind)
        for hit in foreseen + sentence.found("plan", raw.last, raw.last + 1):
            return "forecast", hit
        for hit in sentence.found("goal", raw.last, behind):
            return "intended", hit  # "retaking X remains the goal"
        once = event_types()[raw.event].course == "once"
        for hit in sentence.found("under_way", raw.last, behind) if once else ():
            return "intended", hit  # "the liberation of X is ongoing"
    told = sentence.ending("modal_hedge", sentence.back_over(DETERMINERS, raw.first))
    if told is not None and clause.trigger.form == "noun":
        return "hedged", told  # "did not rule out a withdrawal"
    for hit in sentence.found("open_question", 0, raw.first):
        if not parted(sentence, hit, raw):
            return "hedged", hit  # "whether support can be found to repel the attack"
    if (put := put_around(sentence, raw)) is not None:
        return put
    for hit in sentence.found("modal_hedge", left if joined else max(clause.start, heard), clause.stop):
        another = sentence.holds("coordinator", raw.last, hit.first)
        another = another or any(boundary_rank(sentence, at) > PARTS for at in range(raw.last, hit.first))
        dated = hit.first and sentence.capital(hit.first)  # "May 20"
        if not another and not dated:  # "was hit and may collapse"
            return "hedged", hit
    aside = sentence.ending("modal_hedge", clause.start)
    if aside is not None and sentence.words[clause.start] == ",":
        return "hedged", aside  # «просунувся та, ймовірно, захопив X»
    purpose = sentence.ending("plan", raw.first) or read_purpose(sentence, raw)
    if purpose:
        return "intended", purpose
    opens = hit_at(sentence, "if", 0)
    depends = opens is not None and not is_within(sentence, opens, "modal_hedge")
    return ("forecast", opens) if depends else ("asserted", None)


def found_failed(sentence: Sentence, raw: RawEvent, plan: Hit) -> Hit | None:
    """What says behind an attempt that it came to nothing: "attempts to enter X were unsuccessful", «намагався просунутися,
    однак зазнав невдачі»."""
    stop = raw.clause.stop
    if not sentence.holds("attacks", plan.first, plan.last):
        if not any(
            sentence.starts("contrast", at) for at in range(raw.last, min(stop + 2, len(sentence.words)))
        ):
            return None
        stop = len(sentence.words)
    return next(iter(sentence.found("failing", raw.last, stop)), None)


def found_none(sentence: Sentence, raw: RawEvent) -> Hit | None:
    """Behind an event, that there was none, or that it is too early to speak of it: "captured no villages", «постраждалих
    немає», «говорити про звільнення X зарано»."""
    clause = raw.clause
    none = hit_at(sentence, "no_object", raw.last)
    if none is not None and describes(sentence, none.last, GROUND):
        return none
    before = sentence.back_over(DETERMINERS, raw.first) - 1
    if clause.trigger.form == "noun" and sentence.starts("governs", before) is None:
        doubted = sentence.holds("modal_hedge", clause.start, raw.first)
        for hit in () if doubted else sentence.found("absent", raw.last, clause.stop):
            return hit
    spoken = (hit for hit in sentence.found("speak_of", 0, raw.first) if not parted(sentence, hit, raw))
    return next(iter(sentence.found("too_early")), None) if any(spoken) else None


def put_around(sentence: Sentence, raw: RawEvent) -> tuple[Stance, Hit] | None:
    """What makes an event doubtful behind it («чи захопили X, невідомо»), an aim («кинули 11 бригад на захоплення X», «завдання –
    захопити X») or possible («під контролем можуть перебувати X та Y»)."""
    clause = raw.clause
    for hit in sentence.found("unknown_behind", raw.last, clause.stop):
        return "hedged", hit
    if clause.trigger.form == "noun" and event_types()[raw.event].implies in DONE_FOR:
        sent = sentence.ending("aim_before", sentence.back_over(DETERMINERS, raw.first))
        if sent is not None:
            return "intended", sent
    if raw.first > 1 and sentence.words[raw.first - 1] in DASHES:
        for hit in sentence.found("goal", max(0, raw.first - NEAR), raw.first):
            return "intended", hit
    for hit in sentence.found("may", clause.start, clause.stop) if clause.trigger.form == "state" else ():
        return "hedged", hit
    return None


def read_purpose(sentence: Sentence, raw: RawEvent) -> Hit | None:
    """The "to" of what somebody does a thing for: "attacked in order to seize X", "brought up men to take X"; not where one
    makes another act ("forcing the garrison to leave")."""
    start = raw.clause.start
    opens = hit_at(sentence, "infinitive", start)
    if raw.clause.trigger.form != "base":
        return None
    headline = sentence.ending("infinitive", raw.first)
    actor = raw.actor_ref
    if headline is not None and actor is not None and actor.last == headline.first:
        opens_it = sentence.over(DETERMINERS, 0) == actor.first
        return headline if opens_it else None  # "Russian troops to leave X"
    if opens is None or start == 0:
        return None
    if (
        raw.first != sentence.over(BEFORE_BASE, opens.last)
        or event_types()[raw.event].implies not in DONE_FOR
    ):
        return None
    if sentence.holds("causing", 0, start) or sentence.holds("managed", start - 1, raw.first):
        return None
    return opens


def said_until(sentence: Sentence, raw: RawEvent, stop: int) -> int:
    """Where ends what is said behind a noun, or an "-ing", that is the subject: "the seizure of X would cut the road"; to the
    first mark where a noun opens its clause."""
    near = min(len(sentence.words), raw.last + BEHIND)
    if raw.clause.trigger.form != "noun":
        return min(stop, near) if raw.first == raw.clause.start else near
    opens = sentence.back_over(DETERMINERS, raw.first) == 0
    parted = (at for at in range(raw.last, near) if boundary_rank(sentence, at) >= PARTS)
    return next(parted, near) if opens else min(stop, near)


def goes_on(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether another thing is told between two words: "said that X is held and that what is claimed of Y is untrue"."""
    joints = (hit.last for hit in sentence.found("coordinator", start, stop))
    return any(sentence.starts("complement", at) is not None for at in joints)


def came_to_nothing(sentence: Sentence, raw: RawEvent, hit: Hit) -> bool:
    """Whether words only say that an attack failed: it was one all the same, and beaten back."""
    return raw.clause.trigger.event == ATTACK and sentence.starts("failing", hit.first) is not None


def read_condition(sentence: Sentence, raw: RawEvent, left: int) -> tuple[Stance, Hit] | None:
    """The stance of what is only supposed, ordered or meant: "had X fallen", "Y would have fallen", "were X to fall",
    "ordered his troops to take X", "to take X, the army needs more men"."""
    form = raw.clause.trigger.form
    for hit in sentence.found("unreal_if", 0, raw.first):
        if not parted(sentence, hit, raw):
            return "denied", hit  # «якби ворог узяв X»
    beside = max(left, raw.first - PARTICLE_WITHIN), min(raw.clause.stop, raw.last + PARTICLE_WITHIN)
    for hit in sentence.found("unreal_particle", *beside):
        if not sentence.starts("done_despite", hit.first - 1):
            return ("denied" if sentence.holds("unreal_if") else "forecast"), hit
    opens = next((at for at in range(left, raw.first) if sentence.words[at][0].isalnum()), raw.first)
    if form in PAST_FORMS:
        for hit in sentence.found("unreal", left, raw.first):
            return "denied", hit
        supposed = hit_at(sentence, "supposing_past", opens)
        inverted = (opens == 0 or sentence.words[opens - 1] in MARKS) and raw.first > opens + 1
        inverted = inverted and sentence.words[-1] != "?"
        if supposed and inverted and not sentence.starts_any(FINITE, opens + 1):
            return "denied", supposed
    sent = form == "ing" and sentence.ending("instrument", raw.first) is not None  # "tasked with seizing"
    if (sent or form in ("base", "any", "noun")) and event_types()[raw.event].family in FORCED:
        low = 0 if sent else left
        for hit in sentence.found("orders", max(low, raw.first - ORDERED_WITHIN), raw.first):
            return "intended", hit
        if (due := sentence.ending("due", raw.first)) is not None:
            return "intended", due
    if form == "base":
        if (enabled := read_enabled(sentence, raw)) is not None:
            return "forecast", enabled
        supposed = hit_at(sentence, "supposing", opens)
        if supposed and sentence.words[-1] != "?":
            return "forecast", supposed
        aim = hit_at(sentence, "infinitive", opens)
        if aim and opens == 0 and raw.first == aim.last:
            return "intended", aim
    return None


def read_enabled(sentence: Sentence, raw: RawEvent) -> Hit | None:
    """What would let somebody do a thing: "this allows the army to seize X", "taking Y would make it possible to reach X"; or
    what he would do it for: "would have to advance 30 km to reach X"."""
    to = sentence.ending("infinitive", sentence.back_over(OF_VERB, raw.first))
    low = opened_before(sentence, raw.first)
    if to is None or raw.event == REPELLED or sentence.holds("negation", low, to.first):
        return None
    for hit in (*sentence.found("enabling", low, to.last), *sentence.found("modal_forecast", low, to.first)):
        if not any(is_within(sentence, hit, kind) for kind in ("modal_hedge", "unreal")):
            return hit
    return None


def is_apart(sentence: Sentence, hit: Hit, raw: RawEvent) -> bool:
    """Whether what negates or plans belongs to other words that a comma closes before an event: a relative clause ("an officer
    who asked not to be named, said"), a condition ("if nothing is done, there will be fighting in X"), what a thing was
    done for («щоб не втратити людей, військо залишило X»), or what something is without («будинки без вікон, пожежа»)."""
    if "," not in sentence.words[hit.last : raw.first]:
        return False
    if hit.kind == "plan":
        own = raw.actor_ref is not None and raw.actor_ref.first > hit.last
        return own and hit.first <= 1 and sentence.starts("purpose", hit.first) is not None
    opens = sentence.over(CONNECTIVES, 0)
    if opens < hit.first and sentence.starts("conceding", opens) is not None:
        return True  # «хотя X это отрицает, …»
    comma = next((at for at in range(hit.first - 1, -1, -1) if sentence.words[at] == ","), -1)
    if comma > 0 and sentence.starts("relative", comma + 1) is not None:
        return True
    return sentence.starts("lacking", hit.first) is not None or sentence.holds("if", comma + 1, hit.first)


def is_within(sentence: Sentence, hit: Hit, kind: str) -> bool:
    """Whether a longer phrase of a class holds words."""
    longer = (one for one in sentence.found(kind) if one.last - one.first > hit.last - hit.first)
    return any(one.first <= hit.first and hit.last <= one.last for one in longer)


def hit_at(sentence: Sentence, kind: str, at: int) -> Hit | None:
    """The phrase of a class that starts at word `at`."""
    return next((hit for hit in sentence.found(kind, at) if hit.first == at), None)


def is_subject(sentence: Sentence, raw: RawEvent) -> bool:
    """Whether what an "-ing" does is said behind it: "capturing X would …", "by capturing X the army could …"."""
    if raw.clause.trigger.form != "ing":
        return False
    if sentence.ending("complement", raw.first) is not None:
        return True  # "said that taking X would …"
    return raw.first == raw.clause.start or (raw.first == 1 and sentence.starts("agent", 0) is not None)


def is_told(sentence: Sentence, raw: RawEvent, stance: Stance) -> bool:
    """Whether an event is told at all: not where a question asks for it that yes or no answers, where it is only said that
    it must not be, that its day returns, or that somebody would not confirm it."""
    before = max(0, raw.first - NO_NEWS_WITHIN)
    no_news = [hit for hit in sentence.found("no_news", before, raw.last) if not parted(sentence, hit, raw)]
    unconfirmed = (hit.last for hit in sentence.found("unconfirming", 0, raw.first))
    if no_news or any(not ended(sentence, at, raw.first) for at in unconfirmed):
        return False
    if raw.clause.trigger.form == "noun" and sentence.holds("untold", raw.clause.start, raw.clause.stop):
        return False
    opens = next((at for at, word in enumerate(sentence.words) if word[0].isalnum()), 0)
    if raw.actor_ref is None and sentence.starts("asks_who", opens) is not None:
        return False  # "who controls X?"
    if sentence.holds("unknown_who", 0, raw.first) and sentence.ending("asks_who", raw.first) is not None:
        return False  # "could not tell who controls X"
    last = next((word for word in reversed(sentence.words) if word not in ENDS), "")
    if last != "?" or stance not in ("asserted", "hedged"):
        return True
    marks = [at for at in range(raw.last, len(sentence.words)) if sentence.words[at] in PARTED]
    if any(sentence.starts("presuming", at + 1) is not None for at in marks):
        return True  # "X has retaken Y; what does it mean?"
    return any(sentence.starts("presuming", at) is not None for at in range(raw.first))


def parted(sentence: Sentence, hit: Hit, raw: RawEvent) -> bool:
    """Whether a mark stands between words and an event."""
    return not MARKS.isdisjoint(sentence.words[hit.last : raw.first])


def ended(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a mark that ends what was begun stands between two words: a semicolon, a colon, a dash."""
    return any(boundary_rank(sentence, at) == 6 for at in range(start, stop))


def is_finite(sentence: Sentence, raw: RawEvent) -> bool:
    """Whether an event has a verb of its own, so that what stands before "and" does not bear on it: "plans to hold X
    and has moved two regiments", against "to hold X and move"."""
    if raw.clause.trigger.form in ("base", "ing") or raw.clause.trigger.nominal:
        return sentence.starts_any(FINITE, raw.clause.start + 1)
    return True


def scope_start(sentence: Sentence, start: int, first: int) -> int:
    """The last clause mark before the event: nothing beyond it bears on the event."""
    for at in range(first - 1, start - 1, -1):
        rank = boundary_rank(sentence, at)
        own = rank == 2 and at + 1 < first and sentence.starts_any(FINITE, at + 1)
        if own or (rank >= 4 and not sentence.starts("carries_stance", at)):
            return at + 1 if rank == 6 else at
    return start

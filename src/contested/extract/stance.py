"""How it is put: the words around an event inside its clause, in; the stance and the words that made it, out.

Strongest first: denied (not, no, never, without, "failed to"), intended (aims, plans, attempts, seeks),
forecast (will, could, is expected to, risks), hedged (reportedly, probably, may have, appears), asserted.
The scope of each ends with its clause. A noun also has its forecast behind it ("an attack is expected").
"""

from __future__ import annotations

from contested.extract.clauses import FINITE, Sentence, boundary_rank
from contested.extract.lexicon import Hit
from contested.extract.scene import RawEvent
from contested.extract.taking_back import found_untrue
from contested.model import Stance

DETERMINERS = frozenset({"determiner"})
NEAR = 12  # words; farther negations belonged to other verbs in trials
BEHIND = 8  # words from a noun to the verb that foresees it
STRONGEST_FIRST: tuple[tuple[Stance, str], ...] = (
    ("denied", "negation"),
    ("denied", "deny"),
    ("intended", "plan"),
    ("forecast", "modal_forecast"),
)


def read_stance(sentence: Sentence, raw: RawEvent, heard: int) -> tuple[Stance, Hit | None]:
    """The stance of an event; `heard` is where the words of its voice end."""
    clause = raw.clause
    joined = sentence.starts("coordinator", clause.start) is not None and not is_finite(sentence, raw)
    left = max(heard, scope_start(sentence, 0 if joined else clause.start, raw.first))
    thing = clause.trigger.frame.thing
    undone = sentence.found("done_despite", left, clause.stop)
    for stance, kind in STRONGEST_FIRST:
        for hit in sentence.found(kind, left, raw.first)[::-1]:
            if any(other.first <= hit.first and hit.last <= other.last for other in undone):
                continue
            if kind == "plan" and thing and sentence.holds(thing, hit.first, hit.last):
                continue  # "attempts were repelled": the attempt is what was repelled
            if raw.first - hit.last <= NEAR and not sentence.holds("managed", hit.last, raw.first):
                return stance, hit
    brink = sentence.ending("brink", sentence.back_over(DETERMINERS, raw.first))
    if brink is not None:
        return "forecast", brink  # "close to falling", "on the verge of the capture"
    for hit in sentence.found("negation", clause.ref.head, raw.last):
        return "denied", hit  # "caused no casualties"
    for hit in sentence.found("negation_behind", raw.last, clause.stop):
        return "denied", hit
    untrue = found_untrue(sentence, heard, raw.first, raw.last, clause.stop)
    if untrue is not None:
        return "denied", untrue
    if clause.trigger.form == "noun":
        behind = min(clause.stop, raw.last + BEHIND)
        foreseen = sentence.found("modal_forecast", raw.last, behind)
        for hit in foreseen + sentence.found("plan", raw.last, raw.last + 1):
            return "forecast", hit
    for hit in sentence.found("modal_hedge", left if joined else max(clause.start, heard), clause.stop):
        if not (hit.first and sentence.capital(hit.first)):  # "May 20"
            return "hedged", hit
    return "asserted", None


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

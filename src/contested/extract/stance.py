"""How it is put: the words around an event inside its clause, in; the stance and the words that made it, out.

Strongest first: denied (not, no, never, without, "failed to"), intended (aims, plans, attempts, seeks),
forecast (will, could, is expected to, risks), hedged (reportedly, probably, may have, appears), asserted.
The scope of each ends with its clause.
"""

from __future__ import annotations

from contested.extract.clauses import Sentence, boundary_rank
from contested.extract.lexicon import Hit
from contested.model import Stance

NEAR = 12  # words; farther negations belonged to other verbs in trials


def read_stance(
    sentence: Sentence, first: int, last: int, start: int, stop: int
) -> tuple[Stance, Hit | None]:
    """The stance of the event at words `first`–`last` in the clause from `start` to `stop`."""
    left = max(start, scope_start(sentence, start, first))
    undone = list(sentence.found("done_despite", left, stop))
    for stance, kind in (("denied", "negation"), ("intended", "plan"), ("forecast", "modal_forecast")):
        for hit in reversed(sentence.found(kind, left, first)):
            if any(hit.first >= other.first and hit.last <= other.last for other in undone):
                continue
            if first - hit.last <= NEAR and not managed_between(sentence, hit.last, first):
                return stance, hit  # type: ignore[return-value]
    for hit in sentence.found("modal_hedge", left, stop):
        return "hedged", hit
    return "asserted", None


def managed_between(sentence: Sentence, first: int, last: int) -> bool:
    """Whether "managed to", "continue to" … between the plan and the event say that it was done."""
    return sentence.holds("managed", first, last)


def scope_start(sentence: Sentence, start: int, first: int) -> int:
    """The last clause mark before the event: nothing beyond it bears on the event."""
    for at in range(first - 1, start - 1, -1):
        if boundary_rank(sentence, at) >= 4 and not sentence.starts("carries_stance", at):
            return at + 1 if boundary_rank(sentence, at) == 6 else at
    return start

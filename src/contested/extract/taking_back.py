"""Who takes its own word back: a sentence, in; the verbs that do so with the words for what is taken back, out.

Caught: "retracted its claim that …", "withdrew its earlier report of …", "deleted the post saying that …", "denied its own
statement about …"; «відкликав заяву про …», «спростував власне повідомлення про …», «отозвал сообщение о …», «удалил
пост, в котором говорилось, что …». "Admitted that its announcement of … was premature" is a word of its own in what
is admitted: `admits_own`.
"""

from __future__ import annotations

from typing import NamedTuple

from contested.extract.clauses import QUOTES, Sentence
from contested.extract.lexicon import Hit
from contested.extract.tokens import POSSESSIVE

OBJECT_WITHIN = 5  # words from the verb to what is taken back: "withdrew its own much quoted earlier report"
SAID_WITHIN = 8  # words from there to "that": "the post on its own channel in which it said that"
NEAR = 12  # words from "report" to the event that it tells of, as for a negation
CLOSED = QUOTES | {",", ";", ":", "(", ")"}
# What ends the search for the object: "withdrew from the village, reports …", "removed troops that …".
ENDING = frozenset({"role", "complement", "be"})
SAID = frozenset({"told_word", "what"})
UNTRUE = ("taken_back", "unfounded")
# "Has not retracted", "refused to retract", "must retract its claim": it has not done so.
UNDONE = frozenset({"negation", "infinitive", "obliged", "modal_forecast"})
UNDONE_WITHIN = 3
OWNED = frozenset({"own", "possessive"})


class Retraction(NamedTuple):
    """Where the words for what is taken back end, and what those said begins; `done`: it is taken back indeed."""

    end: int
    done: bool


def find_retractions(sentence: Sentence, triggers: list[int], dated: set[int]) -> dict[int, Retraction]:
    """The verbs that take a word back, or could have, by their places. `triggers` are where words of events stand,
    `dated` the words of dates: "withdrew on Friday its claim"."""
    if "told_word" not in sentence.kinds:
        return {}
    found: dict[int, Retraction] = {}
    for kind in ("retract", "deny"):
        for hit in sentence.found(kind):
            end = object_end(sentence, hit.last, kind == "deny", triggers, dated)
            if end is not None:
                done = not is_undone(sentence, hit.first, 0)
                found[hit.first] = Retraction(said_from(sentence, end, triggers), done)
    return found


def is_undone(sentence: Sentence, first: int, low: int) -> bool:
    """Whether the words before word `first`, from word `low` on, say that it has not been done."""
    before = range(max(low, first - UNDONE_WITHIN), first)
    if any(sentence.ending("forced_to", at + 1) is not None for at in before):
        return False  # "had to take back"
    return any(sentence.starts_any(UNDONE, at) for at in before)


def object_end(
    sentence: Sentence, at: int, must_own: bool, triggers: list[int], dated: set[int]
) -> int | None:
    """The word behind the claim, report or post that a verb ending before word `at` takes back. Who denies must own it."""
    owned = 0  # the word behind the last that says whose it is
    undated = [here for here in range(at, len(sentence.words)) if here not in dated]
    for here in undated[:OBJECT_WITHIN]:
        end = sentence.starts("told_word", here)
        if end is not None and (owned or not must_own):
            opens = end < len(sentence.words) and sentence.words[end] == ":"
            return None if opens else end  # "corrected its report: …" goes on with what is so
        owned = max(owned, sentence.starts("own", here) or 0)
        if sentence.words[here] in CLOSED or sentence.starts_any(ENDING, here):
            return None
        if here in triggers and here >= owned:
            return None
    return None


def said_from(sentence: Sentence, at: int, triggers: list[int]) -> int:
    """Where what was said begins: behind "that", or at once."""
    for here in range(at, min(at + SAID_WITHIN, len(sentence.words))):
        end = sentence.starts("complement", here)
        if end is not None:
            return end
        if here in triggers and sentence.starts("say", here) is None:
            break
    return sentence.starts("say", at) or at  # "a story saying the town fell"


def admits_own(sentence: Sentence, verb: int, start: int, first: int) -> bool:
    """Whether an event at word `first` is what a word of the speaker's own tells of: "its announcement of the capture",
    or one that a speaker has to admit at word `verb`."""
    if verb >= 0 and sentence.starts("admits", verb) is not None:
        return True
    return any(
        sentence.starts_any(OWNED, at)
        for hit in sentence.found("told_word", start, first)
        for at in range(max(start, hit.first - 2), hit.first)
    )


def found_untrue(sentence: Sentence, start: int, first: int, last: int, stop: int) -> Hit | None:
    """What a word for something said is found to be behind the event at words `first` to `last` that it tells of: "the
    report of its capture was premature", "Ridge's claim that it fell was later withdrawn", "what Ridge says of it is untrue"."""
    if sentence.kinds.isdisjoint(SAID):
        return None
    named = sentence.ending("told_word", start)  # «міністерство назвало заяви про захоплення X неправдивими»
    word = named_claim(sentence, start) or told_by_word(sentence, named.first if named else start, first)
    if not word and not sentence.holds("what", 0, start):
        return None
    hits = [hit for kind in UNTRUE for hit in sentence.found(kind, last, stop)]
    return next((hit for hit in hits if not is_undone(sentence, hit.first, last)), None)


def told_by_word(sentence: Sentence, start: int, first: int) -> bool:
    """Whether a noun for something said leads to the event at word `first`: "the report of its capture"."""
    hits = sentence.found("told_word", max(start, first - NEAR), first)
    return bool(hits) and not sentence.holds("say", hits[-1].last, first)


def named_claim(sentence: Sentence, heard: int) -> bool:
    """Whether a voice's words before word `heard` are somebody's claim or report: "Ridge's report that", "Russian claims"."""
    return any(
        hit.first
        and (
            sentence.words[hit.first - 1] == POSSESSIVE
            or sentence.starts_any(OWNED, hit.first - 1)
            or any(side.value[1] == "adjective" for side in sentence.found("side", hit.first - 1, hit.first))
        )
        for hit in sentence.found("told_word", max(0, heard - 2), heard)
    )

"""Place names that no gazetteer holds, known by where they stand: a sentence with its names, in; more, out.

Caught: a capitalised word behind "the village of" and its like, and one that stands in a list with a known
name ("Synkivka, Unheardivka and Podoly"). Words of sides, known voices, days and months are left alone.
"""

from __future__ import annotations

from contested.extract.clauses import NameRef, Sentence
from contested.extract.language import Language
from contested.model import Name

INTRODUCING = ("settlement_word", "settlement_words", "city_word", "village_word")
# Words from the end of a name to the next one of its list, over a comma, "and" or both; and from the start of a
# name back to the one before it.
LISTED_BEHIND = (1, 2)
LISTED_BEFORE = (2, 3)
GOING_ON = frozenset({"coordinator", "role"})  # what may stand behind a name in mid-sentence
KNOWN_OTHERWISE = frozenset(
    {"side", "source", "voice_kind", "back", "pronoun_force", "determiner", "this", "say", "be"}
)


def find_unknown(sentence: Sentence, language: Language) -> list[NameRef]:
    """The names found by form, in order; none that overlaps a known one."""
    introduced = after_introduction(sentence)
    if not introduced and not sentence.names:
        return []
    taken = {at for name in sentence.names for at in range(name.first, name.last)}
    starts = sorted(name.first for name in sentence.names)
    ends = [name.last for name in sentence.names]
    near = {start - back for start in starts for back in LISTED_BEFORE}
    near |= introduced | {end + on for end in ends for on in LISTED_BEHIND}
    found: list[NameRef] = []
    for at in range(1, len(sentence.words)):
        if at not in near or at in taken or not could_be_name(sentence, at, language):
            continue
        behind = at in introduced or any(listed(sentence, end, at) for end in ends)
        ahead = listed(sentence, at + 1, next((start for start in starts if start > at), -1))
        if behind or (ahead and sentence.starts("role", at - 1)):
            start, end = (sentence.span.start + edge for edge in sentence.spans[at])
            name = Name(start, end, sentence.words_text(at, at + 1), ("settlement",))
            found.append(NameRef(at, at + 1, name))
            ends.append(at + 1)
            near |= {at + 1 + on for on in LISTED_BEHIND}
    return found


def could_be_name(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a word has a capital and is nothing else the reader knows, and no verb of saying follows it."""
    word = sentence.words[at]
    dates = language.settings.dates
    if len(word) < 3 or not word.isalpha() or not sentence.capital(at):
        return False
    if word in dates["months"] or word in dates["weekdays"]:
        return False
    if sentence.covered(KNOWN_OTHERWISE, at):
        return False
    after = at + 1
    closes = after >= len(sentence.words) or not sentence.words[after].isalpha()
    return closes or sentence.starts_any(GOING_ON, after)


def after_introduction(sentence: Sentence) -> set[int]:
    """The words right behind "villages" or "the village of"."""
    if sentence.kinds.isdisjoint(INTRODUCING):
        return set()
    behind = {hit.last for kind in INTRODUCING for hit in sentence.hits.get(kind)}
    open_ended = {at for at in behind if at < 2 or not sentence.starts("bearing_of", at - 1)}
    return open_ended | {at + 1 for at in behind if sentence.starts("bearing_of", at)}


def listed(sentence: Sentence, end: int, start: int) -> bool:
    """Whether only a comma, "and" or both stand between the end of one name and the start of another."""
    gap = range(end, start)
    return 1 <= len(gap) <= 2 and all(
        sentence.words[at] == "," or sentence.starts("coordinator", at) is not None for at in gap
    )

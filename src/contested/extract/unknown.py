"""Place names that no gazetteer holds, known by where they stand: a sentence with its names, in; more, out.

Caught: a capitalised word behind "the village of" and its like or a verb of taking and leaving, and one that stands in a list with a known
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
HEADLINE = 0.8  # of the words; sentences full of names and titles reach 0.65 in the reports at hand
LONGEST_NAME = 3  # words of an unknown name
GOING_ON = frozenset({"coordinator", "role"})  # what may stand behind a name in mid-sentence
KNOWN_OTHERWISE = frozenset(
    {"side", "source", "voice_kind", "back", "pronoun_force", "determiner", "this", "say", "be"}
)


def find_unknown(sentence: Sentence, language: Language) -> list[NameRef]:
    """The names found by form, in order; none that overlaps a known one."""
    introduced = after_introduction(sentence) | after_verb(sentence)
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
            last = name_end(sentence, at)
            start, end = (
                sentence.span.start + sentence.spans[at][0],
                sentence.span.start + sentence.spans[last - 1][1],
            )
            name = Name(start, end, sentence.words_text(at, last), ("settlement",))
            found.append(NameRef(at, last, name))
            taken |= set(range(at, last))
            ends.append(last)
            near |= {last + on for on in LISTED_BEHIND}
    if found and is_headline(sentence):
        return []  # every word of it may have a capital
    return found


def could_be_name(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a word has a capital and is nothing else the reader knows, and no verb of saying follows it."""
    word = sentence.words[at]
    dates = language.settings.dates
    if len(word) < 3 or not word.replace("'", "").isalpha() or not sentence.capital(at):
        return False
    if word in dates.months or word in dates.weekdays:
        return False
    if sentence.covered(KNOWN_OTHERWISE, at):
        return False
    after = name_end(sentence, at)
    closes = after >= len(sentence.words) or not sentence.words[after].isalpha()
    return closes or sentence.starts_any(GOING_ON, after)


def is_headline(sentence: Sentence) -> bool:
    """Whether most of a sentence's words have a capital."""
    letters = [at for at, word in enumerate(sentence.words) if word.isalpha()]
    return len(letters) > 4 and sum(map(sentence.capital, letters)) > HEADLINE * len(letters)


def name_end(sentence: Sentence, at: int) -> int:
    """Where a name that begins at word `at` ends: "Zolota Balka" is one of two words."""
    last = at + 1
    while last < min(len(sentence.words), at + LONGEST_NAME):
        if not sentence.words[last].isalpha() or not sentence.capital(last):
            break
        if sentence.covered(KNOWN_OTHERWISE, last):
            break
        last += 1
    return last


def after_introduction(sentence: Sentence) -> set[int]:
    """The words right behind "villages" or "the village of"."""
    if sentence.kinds.isdisjoint(INTRODUCING):
        return set()
    behind = {
        hit.last
        for kind in INTRODUCING
        for hit in sentence.hits.get(kind)
        if not sentence.ending("office", hit.first)  # «мер міста Ігор Петренко»
    }
    open_ended = {at for at in behind if at < 2 or not sentence.starts("bearing_of", at - 1)}
    return open_ended | {at + 1 for at in behind if sentence.starts("bearing_of", at)}


def after_verb(sentence: Sentence) -> set[int]:
    """The words right behind a verb that tells who takes, holds or leaves a place."""
    return {
        hit.last
        for hit in sentence.hits.get("trigger")
        if not hit.value.nominal and hit.value.frame.close and hit.value.frame.object == "place"
    }


def listed(sentence: Sentence, end: int, start: int) -> bool:
    """Whether only a comma, "and" or both stand between the end of one name and the start of another."""
    gap = range(end, start)
    return 1 <= len(gap) <= 2 and all(sentence.joins(at) for at in gap)

"""Place names that no gazetteer holds, known by where they stand: a sentence with its names, in; more, out.

Caught: a capitalised word behind "the village of" and its like, and one that stands in a list with a known
name ("Synkivka, Unheardivka and Podoly"). Words of sides, known voices, days and months are left alone.
"""

from __future__ import annotations

from contested.extract.clauses import NameRef, Sentence
from contested.extract.language import Language
from contested.model import Name

INTRODUCING = ("settlement_word", "settlement_words", "city_word", "village_word")
KNOWN_OTHERWISE = ("side", "source", "voice_kind", "back", "pronoun_force", "determiner", "this", "say", "be")


def find_unknown(sentence: Sentence, language: Language) -> list[NameRef]:
    """The names found by form, in order; none that overlaps a known one."""
    taken = {at for name in sentence.names for at in range(name.first, name.last)}
    starts = {name.first for name in sentence.names}
    found: list[NameRef] = []
    known = list(sentence.names)
    for at in range(1, len(sentence.tokens)):
        if at in taken or not could_be_name(sentence, at, language):
            continue
        behind = (
            introduced(sentence, at)
            or is_object(sentence, at)
            or any(listed(sentence, name.last, at) for name in known)
        )
        ahead = listed(sentence, at + 1, next((start for start in sorted(starts) if start > at), -1))
        if behind or (ahead and sentence.starts("role", at - 1)):
            token = sentence.tokens[at]
            ref = NameRef(
                at, at + 1, Name(token.start, token.end, sentence.words_text(at, at + 1), ("settlement",))
            )
            found.append(ref)
            known.append(ref)
    return found


def could_be_name(sentence: Sentence, at: int, language: Language) -> bool:
    """A capitalised word that is nothing else the reader knows, and that no verb of saying follows."""
    word = sentence.tokens[at].norm
    dates = language.settings.dates
    if (
        len(word) < 3
        or not word.isalpha()
        or not sentence.capital(at)
        or word in dates["months"]
        or word in dates["weekdays"]
    ):
        return False
    if any(hit.first <= at < hit.last for kind in KNOWN_OTHERWISE for hit in sentence.hits.get(kind, ())):
        return False
    after = at + 1
    closes = after >= len(sentence.tokens) or not sentence.tokens[after].norm.isalpha()
    return (
        closes
        or sentence.starts("coordinator", after) is not None
        or sentence.starts("role", after) is not None
    )


def is_object(sentence: Sentence, at: int) -> bool:
    """Whether the word is the very object of a verb that tells who takes or holds a place."""
    return any(
        hit.last == at
        and not hit.value.nominal
        and hit.value.frame.close
        and hit.value.frame.object == "place"
        for hit in sentence.hits.get("trigger", ())
    )


def introduced(sentence: Sentence, at: int) -> bool:
    """Whether "the village of" or "villages" stands right before."""
    before = at - 1
    if before > 0 and sentence.starts("bearing_of", before):
        before -= 1
    return any(hit.last == before + 1 for kind in INTRODUCING for hit in sentence.hits.get(kind, ()))


def listed(sentence: Sentence, end: int, start: int) -> bool:
    """Whether only a comma, "and" or both stand between the end of one name and the start of another."""
    gap = range(end, start)
    return 1 <= len(gap) <= 2 and all(
        sentence.tokens[at].norm == "," or sentence.starts("coordinator", at) is not None for at in gap
    )

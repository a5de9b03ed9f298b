"""What a voice is called: the words that name it, in; its name without articles, offices and marks, out.

"General Sergei Surovikin" is Sergei Surovikin, "мер міста Ігор Петренко" Ігор Петренко, so that two reports' voices are
one; "46th Airmobile Brigade" keeps its number, «канал "Воин"» is called by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from contested.extract.clauses import QUOTES, Sentence
from contested.extract.tokens import POSSESSIVE

LONGEST_NAME = 4  # words of a person's name
TITLES = frozenset({"rank", "office"})
BEFORE_NAME = frozenset({"determiner", "coordinator"})
TOLD_TO = frozenset({"speech_filler", "told_to"})
NAMING = TITLES | {"voice_kind"}
SIGNING_KINDS = TITLES | {"source", "voice_kind"}
LINKING = frozenset({"role", "bearing_of"})
OFFICES = frozenset({"source", "source_case", "voice_kind"})
# Words from "in" to what sits there: "в оперативном командовании", "у 3-й штурмовій бригаді".
OFFICE_WITHIN = 7
OFFICIAL = ("voice_kind", *sorted(TITLES))
LONGEST_SIGNATURE = 8
DASHES = frozenset("—–")
SIGNING = TITLES | {"source", "voice_kind", "article", "determiner", "side"}
NO_NAME = TITLES | {
    "voice_kind",
    "say",
    "role",
    "coordinator",
    "article",
    "pronoun_force",
    "bare_force",
    "date",
}


def voice_name(sentence: Sentence, first: int, last: int) -> str:
    """The name in words `first` to `last` (exclusive)."""
    named = person(sentence, first, last)
    if named is not None:
        return sentence.words_text(*named)
    first = last_apposition(sentence, first, last)
    while first < last - 1 and (sentence.starts_any(BEFORE_NAME, first) or not begins_name(sentence, first)):
        first += 1
    opens = quoted_from(sentence, last, LONGEST_NAME)
    if opens is not None and opens > first and sentence.ending("voice_kind", opens):
        return sentence.words_text(opens + 1, last - 1)
    while last - 1 > first and not sentence.words[last - 1][0].isalnum():
        last -= 1
    return sentence.words_text(first, last)


def begins_name(sentence: Sentence, at: int) -> bool:
    """Whether word `at` may begin a name: a letter does, and the number of "46th" or "92-га"."""
    word = sentence.words[at]
    if word[0].isalpha():
        return True
    joined = at + 1 < len(sentence.words) and sentence.spans[at][1] == sentence.spans[at + 1][0]
    return word[0].isdecimal() and joined


def last_apposition(sentence: Sentence, first: int, last: int) -> int:
    """Of "another group, Example Log" where the part that is a name begins."""
    commas = [at for at in range(first, last - 1) if sentence.words[at] == ","]
    if commas and all(
        sentence.capital(at) for at in range(commas[-1] + 1, last) if sentence.words[at].isalpha()
    ):
        return commas[-1] + 1
    return first


def person(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The words of a person's name behind or before a rank or an office: "Colonel Ivan Petrenko", "Ivan Petrenko, the
    mayor of the town". Null where there is none."""
    stop = next((at for at in range(first, last) if sentence.words[at] == ","), last)
    of = next((at for at in range(first + 1, stop) if sentence.starts_any(LINKING, at)), stop)
    for end in dict.fromkeys((of, stop, last)):
        begin = end
        while begin > first and end - begin < LONGEST_NAME and names_person(sentence, begin - 1):
            begin -= 1
        if begin == end or sentence.words[begin - 1 : begin] == [POSSESSIVE]:
            continue  # "the Prosecutor General's Office"
        before = any(sentence.found(kind, first, begin) for kind in TITLES)
        behind = begin == first and end < last and any(sentence.found(kind, end, last) for kind in TITLES)
        if before or behind:
            return begin, end
    return None


def names_person(sentence: Sentence, at: int) -> bool:
    """Whether word `at` may be a part of a person's name: a capital, no office, no abbreviation, no place."""
    word = sentence.words[at]
    if word == "-":
        return at > 0 and sentence.spans[at - 1][1] == sentence.spans[at][0] and sentence.capital(at - 1)
    if not word[0].isalpha() or not sentence.capital(at) or sentence.starts_any(NO_NAME, at):
        return False
    written = sentence.words_text(at, at + 1)
    if len(written) > 1 and written.isupper():
        return False
    if any(one.first <= at < one.last for one in sentence.names):
        return False
    return not any(
        hit.first <= at < hit.last for kind in ("side", *TITLES) for hit in sentence.hits.get(kind)
    )


def quoted_until(sentence: Sentence, at: int, within: int) -> int | None:
    """Where a short quotation that opens at word `at` ends, behind its mark: the name of a channel. Null for a longer
    one, or for speech."""
    if sentence.words[at] not in QUOTES:
        return None
    for here in range(at + 2, min(at + within + 2, len(sentence.words))):
        if sentence.words[here] in QUOTES:
            return here + 1
        if sentence.words[here] in (",", ".", "!", "?", ";"):
            return None
    return None


def quoted_from(sentence: Sentence, end: int, within: int) -> int | None:
    """Where a short quotation that ends before word `end` begins. Null for a longer one, or for speech."""
    if end < 3 or sentence.words[end - 1] not in QUOTES or not sentence.words[end - 2][-1].isalnum():
        return None
    for here in range(end - 3, max(-1, end - within - 3), -1):
        if sentence.words[here] in QUOTES:
            return (
                here if quoted_until(sentence, here, within) == end and sentence.capital(here + 1) else None
            )
    return None


class Subject(NamedTuple):
    """The words behind a verb of saying that name who speaks; `office`: it is said "in" them, in another case."""

    first: int
    last: int
    office: bool = False


def subject_behind(sentence: Sentence, start: int, end: int, free_order: bool) -> Subject | None:
    """Who speaks in the words between a verb of saying and the next mark: "said Hanna Maliar in a briefing",
    «сообщили журналистам в Генштабе», «повідомив Зеленський у вечірньому зверненні»."""
    while start < end and sentence.starts_any(TOLD_TO, start):
        start += 1
    roles = [
        hit.first
        for hit in sentence.found("role", start, end)
        if not sentence.starts("place_filler", hit.first)
    ]
    cut = min(roles, default=end)
    if start < cut and (cut == end or sentence.holds("source", start, cut)):
        return Subject(start, cut)
    if not free_order:  # "…, described small groups in the outskirts"
        titled = start < cut and cut == end and any(sentence.holds(kind, start, cut) for kind in OFFICIAL)
        return Subject(start, cut) if titled or (start < cut and person(sentence, start, cut)) else None
    named = any(
        sentence.capital(at) or sentence.starts_any(NAMING, at) for at in range(start, cut)
    )  # «сообщил исполняющий обязанности мэра Артём Кобзарь в телеграм-канале»
    for role in roles:
        inside = office_at(sentence, role)
        if inside is not None and not named:
            return Subject(inside, min((one for one in roles if one > inside), default=end), True)
    if sentence.holds("source", start, end):
        return Subject(start, end)
    return Subject(start, cut) if start < cut else None


def office_at(sentence: Sentence, at: int) -> int | None:
    """Where the name of an office begins in which something is said: «в Генштабе», «у прокуратурі області»."""
    inside = sentence.starts("told_in", at)
    if inside is None or sentence.starts("according", at) is not None:
        return None
    for here in range(inside, min(inside + OFFICE_WITHIN, len(sentence.words))):
        if sentence.starts_any(OFFICES, here):
            return inside
        ends = sentence.words[here] in (",", ".") or sentence.starts("told_in", here) is not None
        if ends or any(one.first == here for one in sentence.names):
            return None
    return None


def signature(sentence: Sentence, triggers: Sequence[int]) -> Subject | None:
    """The name that a sentence is signed with, behind a dash or in brackets at its end. Null where more is said there."""
    if sentence.kinds.isdisjoint(SIGNING_KINDS):
        return None
    words = sentence.words
    end = len(words)
    while end and words[end - 1] in (".", "!"):
        end -= 1
    closed = end > 0 and words[end - 1] == ")"
    end -= closed
    for at in range(end - 1, max(-1, end - LONGEST_SIGNATURE - 1), -1):
        opens = words[at] == "(" if closed else is_dash(sentence, at)
        if opens:
            return Subject(at + 1, end) if signs(sentence, at + 1, end, triggers, closed) else None
    return None


def is_dash(sentence: Sentence, at: int) -> bool:
    """Whether word `at` is a dash, or a hyphen between blanks."""
    if sentence.words[at] in DASHES:
        return True
    before, behind = (
        sentence.spans[at - 1][1],
        sentence.spans[at + 1][0] if at + 1 < len(sentence.words) else 0,
    )
    return sentence.words[at] == "-" and before < sentence.spans[at][0] and sentence.spans[at][1] < behind


def signs(sentence: Sentence, first: int, last: int, triggers: Sequence[int], closed: bool) -> bool:
    """Whether words are only a voice's name: a source, an office or a title and what is written with a capital."""
    if first >= last or any(first <= at < last for at in triggers):
        return False
    named = sentence.holds("source", first, last)
    if not named and (closed or not any(sentence.holds(kind, first, last) for kind in OFFICIAL)):
        return False
    return all(
        sentence.capital(at) or not sentence.words[at][0].isalpha() or sentence.covered(SIGNING, at)
        for at in range(first, last)
    )

"""Names behind look-alike letters and marks nobody sees: a text and a finder of plain names, in; names at their
true places in the text, out.

"Кuпянcк" has Latin letters among Cyrillic ones. Where each of them looks like a letter of one script the word is
read in it, the sighting says so (`look_alike`), and it counts only where exactly one reading is a known name.
Zero-width and direction marks, soft hyphens and stress accents are taken out before reading; spans are of the text
as it came. A name that an unread word may continue is given up rather than cut short: "Велика Nовосілка" is no
"Велика".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Literal, NamedTuple

from contested.locate.fold import fold_name

Script = Literal["latin", "cyrillic", "mixed", "other", ""]
Find = Callable[[str], Iterable[tuple[int, int, str]]]  # start, end and form of every plain name
PlacesOf = Callable[[str], Collection[str]]  # the ids that a form can mean, none where it is unknown


class Sighting(NamedTuple):
    """A name in a text: its span as the text came, the form it was found under, whether letters stood in for others."""

    start: int
    end: int
    form: str
    look_alike: bool


class Suspect(NamedTuple):
    """A word that can be read in more than one way, or in none."""

    start: int
    end: int
    readings: tuple[str, ...]


class Clear(NamedTuple):
    """A text without marks; where each of its characters starts and ends in the text that had them."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


# Letters that look alike, the Latin one first: upright ones from the Unicode consortium's confusables (UTS 39), then
# those that do so in italics, on a keyboard or as digits. A letter with two likenesses has two readings.
UPRIGHT = tuple(zip("aceiopxyjsïëABCEHIKMOPTXYSJÏË", "асеіорхујѕїёАВСЕНІКМОРТХУЅЈЇЁ", strict=True))
LOOSE = tuple(zip("krnbumtusm03", "кгпьуттисмоз", strict=True))
MOST_READINGS = 32  # of words beside each other; what could be read in more ways is not read
MOST_WORDS = 12  # suspect words in a row; more are no name but a text in disguise
BESIDE = 1  # characters between words of one name
REACH = 80  # characters around a word that a name with it may take
MARKS = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
COMBINING = "\u0300-\u036f\u0483-\u0489\u20d0-\u20f0"
STRESS = "\u0300\u0301"  # over a Cyrillic vowel; over a consonant they would make a Macedonian letter
MARKED = re.compile(f"[{MARKS}{COMBINING}]+")
LATIN = "A-Za-z\u00c0-\u024f"
CYRILLIC = "\u0400-\u052f"
WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W\d_]+)*")
GAP = re.compile(r"[' -]?(?:[^\W_]{1,40}[' -])?")  # between suspect words of one name: at most one other
DIGITS = r"[^\W\d_][03]+[^\W\d_]|\b[03][^\W\d_]{3}|[^\W\d_]{3}[03]+\b"  # "H20", "155mm" are none
TANGLED = re.compile(DIGITS)
CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}]")
LATIN_RUN = re.compile(f"[{LATIN}]+")
ZEROS = re.compile("[03]+")
# What no letter, mark or punctuation of the two scripts is: a letter of a third script, where it is a letter.
THIRD = re.compile(
    "[\u0250-\u02bb\u02bd-\u02ff\u0370-\u03ff\u0530-\u1dff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\U00010000-\U0010ffff]+"
)


def likenesses(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """For each letter those that it can stand for."""
    table: dict[str, tuple[str, ...]] = {}
    for seen, meant in pairs:
        table[seen] = (*table.get(seen, ()), meant)
    return {seen: tuple(dict.fromkeys(meant)) for seen, meant in table.items()}


TWIN: dict[Script, dict[str, tuple[str, ...]]] = {
    "cyrillic": likenesses(UPRIGHT),
    "latin": likenesses((cyrillic, latin) for latin, cyrillic in UPRIGHT),
}
TWINNED = {  # what is made of letters that have a twin in a script, and of no other letters
    script: re.compile(f"(?:[{''.join(table)}]|[\\W\\d_])*") for script, table in TWIN.items()
}
AS: dict[Script, dict[str, tuple[str, ...]]] = {
    "cyrillic": likenesses([*UPRIGHT, *LOOSE, *zip("ΑΒΕΗΙΚΜΟΡΤΥΧορα", "АВЕНІКМОРТУХора", strict=True)]),
    "latin": likenesses(
        [
            *((cyrillic, latin) for latin, cyrillic in (*UPRIGHT, *LOOSE) if latin.isalpha()),
            *zip("ΑΒΕΗΙΚΜΝΟΡΤΥΧορα", "ABEHIKMNOPTYXopa", strict=True),
            ("0", "o"),
        ]
    ),
}


def script_of_letter(letter: str) -> Script:
    if letter.isascii() or "\u00c0" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff":
        return "latin" if letter.isalpha() else ""
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    return "other" if letter.isalpha() and letter != "\u02bc" else ""


def script_of(word: str) -> Script:
    """The script of a word's letters; "mixed" where there are two, "" where it has no letters."""
    scripts = {script for letter in word if (script := script_of_letter(letter))}
    return "mixed" if len(scripts) > 1 else next(iter(scripts), "")


def untangle(word: str) -> tuple[str, ...]:
    """The readings of a word in one script, each as long as the word. One of one script is read as it stands and, where
    upright it looks all the same in another, in that too; a mixed one where every stranger looks like a letter."""
    script = script_of(word)
    if not script:
        return ()
    if script in AS and not TANGLED.search(word):
        other: Script = "latin" if script == "cyrillic" else "cyrillic"
        return (word, *read_as(word, other, TWIN[other]))
    readings = (reading for target, table in AS.items() for reading in read_as(word, target, table))
    return tuple(dict.fromkeys(readings))


def read_as(word: str, script: Script, table: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The readings of a word in one script, none where a letter has no likeness in it."""
    letters = [
        (letter,)
        if script_of_letter(letter) in (script, "") and letter not in "03"
        else table.get(letter, ())
        for letter in word
    ]
    if prod(map(len, letters)) <= MOST_READINGS:
        yield from map("".join, product(*letters))


def clear_marks(text: str) -> Clear:
    """A text without invisible and combining marks; what Unicode can write as one letter ("й") becomes it."""
    if text.isascii() or not MARKED.search(text):
        return Clear(text, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for run in MARKED.finditer(text):
        if run.start() > last:  # else no letter bears the marks
            letter, length = compose(text[run.start() - 1], run.group())
            parts += (text[last : run.start() - 1], letter)
            starts += range(last, run.start())
            ends += range(last + 1, run.start())
            ends.append(run.start() + length)
        last = run.end()
    parts.append(text[last:])
    starts += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return Clear("".join(parts), starts, ends)


def compose(letter: str, marks: str) -> tuple[str, int]:
    """A letter with the marks that make another letter of it, and how many characters belong to it."""
    length = 0
    for n, mark in enumerate(marks, start=1):
        if unicodedata.combining(mark):
            length = n
        if mark not in STRESS or letter.isascii():
            joint = unicodedata.normalize("NFC", letter + mark)
            letter = joint if len(joint) == 1 else letter
    return letter, length


def find_through(text: str, find: Find, places_of: PlacesOf) -> list[Sighting]:
    """The names that `find` finds in a text once its marks are gone and its mixed words are read, in order."""
    clear = clear_marks(text)
    found = [Sighting(*one, look_alike=False) for one in find(clear.text)]
    for cluster in suspects(clear.text):
        first = bisect_left(found, cluster[0].start - REACH, key=start_of)
        last = bisect_left(found, cluster[-1].end + REACH, key=start_of)
        found[first:last] = read_cluster(clear.text, cluster, found[first:last], find, places_of)
    found = [one for one in found if one.look_alike or not has_twin(clear.text, one, places_of)]
    if clear.text is text:
        return found
    return [one._replace(start=clear.starts[one.start], end=clear.ends[one.end - 1]) for one in found]


def start_of(name: Sighting) -> int:
    return name.start


def suspects(text: str) -> Iterator[list[Suspect]]:
    """Words that may not be what they look like: mixed ones, and beside them or beside another script those of one
    script that could be of the other. Words beside each other come together."""
    if text.isascii() and "0" not in text and "3" not in text:
        return
    cluster: list[Suspect] = []
    for word in words_at_seams(text):
        readings = readings_beside(word.group())
        if readings == (word.group(),) or not (readings or is_tangled(word.group())):
            continue
        if cluster and not GAP.fullmatch(text, cluster[-1].end, word.start()):
            yield cluster
            cluster = []
        cluster.append(Suspect(word.start(), word.end(), readings))
    if cluster:
        yield cluster


def words_at_seams(text: str) -> Iterator[re.Match[str]]:
    """The words where two scripts meet, and the ones before and after them, each once."""
    reach = 0
    for start, end in sorted(seams(text)):
        end = max(end, reach) if start < reach else end
        before = text.rfind(" ", 0, max(0, text.rfind(" ", 0, start))) + 1
        for word in WORD.finditer(text, max(before, reach)):
            if word.start() > end + BESIDE:
                break
            yield word
            reach = word.end()
            if word.start() < end:
                end = max(end, reach)  # the word after this one stands beside it


def seams(text: str) -> Iterator[tuple[int, int]]:
    """Where Latin letters stand a character or none from Cyrillic ones, a letter of a third script or a digit among
    letters."""
    if CYRILLIC_LETTER.search(text):
        for run in LATIN_RUN.finditer(text):
            start, end = run.span()
            around = text[max(0, start - 2) : start] + text[end : end + 2]
            if CYRILLIC_LETTER.search(around):
                yield start, end
    for run in THIRD.finditer(text):
        if run.group().isalpha():
            yield run.span()
    for run in ZEROS.finditer(text):
        start, end = run.span()
        if (text[end : end + 1].isalpha() or text[start - 1 : start].isalpha()) and TANGLED.search(
            text, max(0, start - 3), end + 3
        ):
            yield start, end


def readings_beside(word: str) -> tuple[str, ...]:
    """The readings of a word beside another script: one of a single script may be of that one by looser likenesses."""
    script = script_of(word)
    if script not in AS or TANGLED.search(word):
        return untangle(word)
    if word.islower():
        return (word,)  # no name
    other: Script = "latin" if script == "cyrillic" else "cyrillic"
    return (word, *read_as(word, other, AS[other]))


def read_cluster(
    text: str, cluster: list[Suspect], found: list[Sighting], find: Find, places_of: PlacesOf
) -> list[Sighting]:
    """The names found, corrected for suspect words: what exactly one of their readings gives is added; what several
    give otherwise, or what a word that no reading explains may continue, is left out."""
    if len(cluster) > MOST_WORDS:
        return [one for one in found if one.end < cluster[0].start or cluster[-1].end < one.start]
    outcomes: dict[frozenset[tuple[int, int, frozenset[str]]], list[Sighting]] = {}
    if prod(len(word.readings) for word in cluster) <= MOST_READINGS:
        for reading in product(*(word.readings for word in cluster)):
            names = read_names(text, cluster, reading, find)
            if names:
                key = frozenset((one.start, one.end, frozenset(places_of(one.form))) for one in names)
                outcomes.setdefault(key, names)
    spans = [(one.start, one.end) for names in outcomes.values() for one in names]
    kept = [one for one in found if not any(one.start < last and first < one.end for first, last in spans)]
    if len(outcomes) == 1:
        (read,) = outcomes.values()
        as_it_stands = all(word.readings[0] == text[word.start : word.end] for word in cluster)
        if not (as_it_stands and any(one.look_alike for one in read) and len(kept) < len(found)):
            kept += read  # else a shorter name stood there as it is written: two readings
    for word in cluster:
        unread = is_tangled(text[word.start : word.end]) and not is_small(text[word.start])
        if unread and not any(one.start <= word.start and word.end <= one.end for one in kept):
            start = text.rfind(" ", 0, word.start) + 1 - BESIDE
            end = text.find(" ", word.end) % (len(text) + 1) + BESIDE
            kept = [one for one in kept if one.end < start or one.start > end]
    return sorted(kept)


def is_small(letter: str) -> bool:
    return letter.islower() and script_of_letter(letter) in AS


def read_names(text: str, cluster: list[Suspect], reading: tuple[str, ...], find: Find) -> list[Sighting]:
    """The names that one reading of suspect words gives, of those that have a part in it."""
    start, end = cluster[0].start, cluster[-1].end
    left = max(0, start - REACH)
    left = (left and text.find(" ", left, start) + 1) or left
    letters = list(text[left : end + REACH])
    for word, read in zip(cluster, reading, strict=True):
        letters[word.start - left : word.end - left] = read
    names = []
    for first, last, form in find("".join(letters)):
        span = text[left + first : left + last]
        changed = span != "".join(letters[first:last])
        if left + first < end and start < left + last and (not changed or is_tangled(span)):
            names.append(Sighting(left + first, left + last, form, changed))
    return names


def is_tangled(span: str) -> bool:
    return script_of(span) == "mixed" or bool(TANGLED.search(span))


def has_twin(text: str, name: Sighting, places_of: PlacesOf) -> bool:
    """Whether a name all of whose letters look like another script's would name other places in that one, alone or
    with a word beside it that looks so too."""
    span = text[name.start : name.end]
    twinned = TWINNED["cyrillic" if span.isascii() else "latin"]
    if not twinned.fullmatch(span):
        return False
    own = set(places_of(name.form))
    before = max(text.rfind(" ", max(0, name.start - REACH), name.start - 1) + 1, name.start - REACH, 0)
    behind = text.find(" ", name.end + 1, name.end + REACH)
    spans = (span, text[before : name.end], text[name.start : behind if behind > 0 else name.end])
    twins = (
        places_of(fold_name(twin)) for one in spans if twinned.fullmatch(one) for twin in untangle(one)[1:]
    )
    return any(twin and own.isdisjoint(twin) for twin in twins)

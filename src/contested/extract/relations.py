"""Where a place lies to the name that locates it: the words around a name, in; a `Relation` or none, out.

Caught, with the name for X: "around 5 miles east of X", "1–2 km from X", "north and northeast of X", "to the north
of X", "3 km from X to the west", "the northeastern outskirts of X", "X's southern part", "the north of X", "northern
X", "the centre of X", "the left bank of X"; «за 3 км на схід від X», «північніше X», «на восточной окраине X», «в
5 км севернее X», «на лівому березі X». How far, tells `distances.py`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec.structs import replace

from contested.extract.clauses import Sentence
from contested.extract.distances import Amount, amount_before
from contested.extract.language import Language
from contested.extract.lexicon import Hit
from contested.extract.tokens import POSSESSIVE
from contested.model import Relation, RelationKind

# Without one of these there is no relation.
TELLING = frozenset({"compass", "length", "outskirts", "centre", "bank"})
HEADED = frozenset({"settlement_word", "city_word", "village_word", "settlement_words"})  # "the village of X"
# Words between "of" and a name: "east of the occupied village of X".
INTRODUCING = HEADED | {"article_any", "determiner", "place_filler", "side"}
RELATING = frozenset({"compass", "piece", "outskirts", "centre", "bank", "length", "approach", "beyond"})
PIECES: tuple[tuple[str, RelationKind], ...] = (
    ("approach", "offset"),
    ("outskirts", "edge"),
    ("bank", "bank"),
    ("centre", "centre"),
    ("piece", "part"),
)
BEYOND = frozenset({"beyond"})
LED = frozenset({"leading", "article"})
HALF_WIND = 22.5  # degrees to either side of one of eight winds
QUARTER_WIND = 11.25  # … of one of sixteen
OPPOSITE = 135.0  # degrees; bearings further apart than this have no middle
Side = Literal["left", "right"]
Found = tuple[int, int, Relation]  # the first and the last word that the relation adds, and what it is


class Course(NamedTuple):
    """A direction, from word `first` on: degrees and spread; null where the words contradict each other."""

    first: int
    bearing: float | None
    spread: float


def find_relation(sentence: Sentence, first: int, last: int, language: Language) -> Relation | None:
    """How the place lies to the name at words `first` to `last`; null where the words mean the name's own place."""
    if TELLING.isdisjoint(sentence.kinds):
        return None
    head, linked = head_before(sentence, first)
    found = (
        find_offset(sentence, head, last, linked, language)
        or find_piece(sentence, head)
        or find_quarter(sentence, head, linked or head == first)
        or find_own(sentence, last)
    )
    if found is not None and found[0] < head and found[2].kind in ("centre", "edge"):
        beyond, far = head_before(sentence, found[0])
        found = find_offset(sentence, beyond, last, far, language) or found  # "5 km from the centre of X"
    if found is None:
        return None
    start, end, relation = found
    start, end = min(start, first), max(end, last)
    closes = "(" in sentence.words[start:end] and sentence.words[end : end + 1] == [")"]
    return replace(relation, words=sentence.words_text(start, end + closes))


def head_before(sentence: Sentence, first: int) -> tuple[int, bool]:
    """The word before which the noun or number ends that a name at word `first` belongs to, and whether "of" or "from"
    links them."""
    lead = introduced_from(sentence, first)
    linked = lead > 0 and sentence.starts("bearing_of", lead - 1) == lead
    head = lead - 1 if linked else lead
    inserted = linked and head > 0 and sentence.words[head - 1] == "("  # "the outskirts (of X)"
    return (head - 1 if inserted else head), linked


def introduced_from(sentence: Sentence, at: int) -> int:
    """The first of the words that only introduce the name at word `at`: "the occupied village of"."""
    while at > 0:
        before = at - 1
        link = sentence.starts("bearing_of", before) is not None
        if link and not (before > 0 and sentence.starts_any(HEADED, before - 1)):
            return at
        joined = (
            sentence.words[before] == "-" and before > 0 and sentence.starts("side", before - 1) is not None
        )
        plain = sentence.starts_any(INTRODUCING, before) and not sentence.starts_any(RELATING, before)
        if not (link or joined or plain):
            return at
        at = before
    return at


def find_offset(sentence: Sentence, head: int, last: int, linked: bool, language: Language) -> Found | None:
    """ "5 miles east of", "north of", «севернее», "5 km from": outside the place, with what is said of how far."""
    course = course_before(sentence, head)
    if course is not None and leads_off(sentence, course.first, linked):
        start = led_from(sentence, course.first)
        amount = amount_before(sentence, start, language)
        return amount.first if amount else start, last, offset_of(amount, course)
    away = sentence.back_over(BEYOND, head)
    amount = amount_before(sentence, away, language) if linked or away < head else None
    if amount is None:
        return None
    behind = course_behind(sentence, last)
    if behind is None:
        return amount.first, last, offset_of(amount, None)
    return amount.first, behind[0], offset_of(amount, behind[1])


def leads_off(sentence: Sentence, first: int, linked: bool) -> bool:
    """Whether a bearing leads out of the place: "north of X", "to the north of X"; "the north of X" is a part of it."""
    return sentence.starts("beyond", first) is not None or (linked and not means_part(sentence, first))


def means_part(sentence: Sentence, first: int) -> bool:
    """Whether the bearing at word `first` is a noun for a part of a place: "the north of X", but "to the north of X"."""
    article = first > 0 and sentence.starts("article", first - 1) is not None
    beside = first > 1 and sentence.starts("beside", first - 2) is not None
    return article and not beside


def find_piece(sentence: Sentence, head: int) -> Found | None:
    """ "The northern outskirts of", "the southern part of", "the centre of", "the left bank of"."""
    if head and sentence.starts("role", head - 1) == head and (hit := sentence.ending("approach", head - 1)):
        return piece_of(sentence, hit, "offset")  # "the southern approaches to"
    hits = ((sentence.ending(word, head), kind) for word, kind in PIECES)
    found = next(((hit, kind) for hit, kind in hits if hit is not None), None)
    if found is None or (found[1] == "centre" and joined_to(sentence, found[0].first, "compass")):
        return None
    return piece_of(sentence, *found)


def find_quarter(sentence: Sentence, head: int, bare: bool) -> Found | None:
    """ "The north of X", "northern X", «на юге города X»; a "northern town of X" lies in the north of something else."""
    course = course_before(sentence, head)
    if course is None or not (bare or sentence.starts("quarter", head - 1)):
        return None
    if joined_to(sentence, course.first, "centre"):
        return None
    return course.first, head, relation_of("part", course)


def piece_of(sentence: Sentence, hit: Hit, kind: RelationKind) -> Found | None:
    """The part of a place that a noun names; null where the noun needs a bearing and has none."""
    course = course_before(sentence, hit.first)
    if kind == "bank":
        side = hit.value if hit.value != "any" else None
        if side is None and course is None:
            return None
        return (course or hit).first, hit.last, relation_of("bank", course if side is None else None, side)
    if course is None and kind in ("part", "offset"):
        return None
    return (course or hit).first, hit.last, relation_of(kind, course)


def find_own(sentence: Sentence, last: int) -> Found | None:
    """ "X's northern outskirts", "X's centre", "X's south"."""
    words = sentence.words
    if last >= len(words) or words[last] != POSSESSIVE:
        return None
    course, end = course_from(sentence, last + 1)
    for word, kind in PIECES:
        stop = sentence.starts(word, end)
        if stop is not None and (course is not None or kind in ("edge", "centre")):
            return last, stop, relation_of(kind, course)
    noun = end >= len(words) or not words[end][0].isalpha() or sentence.starts("role", end) is not None
    return (last, end, relation_of("part", course)) if course is not None and noun else None


def joined_to(sentence: Sentence, first: int, kind: str) -> bool:
    """Whether a word of a class is joined to what begins at word `first`: "northern and central X" is most of X."""
    joined = first > 1 and sentence.starts("coordinator", first - 1) is not None
    return joined and sentence.ending(kind, first - 1) is not None


def relation_of(kind: RelationKind, course: Course | None, side: Side | None = None) -> Relation:
    relation = Relation(kind=kind, words="", side=side)
    return replace(relation, bearing=course.bearing, spread=course.spread) if course else relation


def offset_of(amount: Amount | None, course: Course | None) -> Relation:
    relation = relation_of("offset", course)
    if amount is None:
        return relation
    return replace(relation, low_km=amount.low, high_km=amount.high, approximate=amount.approximate)


def course_before(sentence: Sentence, end: int) -> Course | None:
    """The bearing that ends before word `end`, of two joined ones the middle: "north and northeast of"."""
    hit = sentence.ending("compass", end)
    if hit is None:
        return None
    bearings, first = [hit.value], hit.first
    at = first
    while at > 0 and (sentence.starts("leading", at - 1) or sentence.starts("bearing_of", at - 1)):
        at -= 1
    joined = at > 1 and (sentence.starts("coordinator", at - 1) is not None)
    other = sentence.ending("compass", at - 1) if joined else None
    if other is not None:
        bearings.append(other.value)
        first = other.first
    return middle(first, bearings)


def course_from(sentence: Sentence, at: int) -> tuple[Course | None, int]:
    """The bearing that begins at word `at`, and the word behind it."""
    hits = sentence.starting("compass", at)
    if not hits:
        return None, at
    hit = max(hits, key=lambda one: one.last)
    return middle(hit.first, [hit.value]), hit.last


def course_behind(sentence: Sentence, last: int) -> tuple[int, Course] | None:
    """The bearing behind a name that a distance was counted from: "3 km from X to the west", «в 3 км от X к северу»."""
    at = last
    while sentence.starts("leading", at) is not None or sentence.starts("article", at) is not None:
        at += 1
    course, end = course_from(sentence, at) if at > last else (None, at)
    if course is None or sentence.starts("bearing_of", end) is not None:
        return None  # "3 km from X to the west of Y"
    return end, course


def middle(first: int, bearings: list[float]) -> Course:
    """Between two bearings, as wide as both; none where they point apart."""
    eighth = all(bearing % 45 == 0 for bearing in bearings)
    wind = HALF_WIND if eighth else QUARTER_WIND
    if len(bearings) == 1:
        return Course(first, bearings[0], wind)
    apart = (bearings[1] - bearings[0] + 180) % 360 - 180
    if abs(apart) > OPPOSITE:
        return Course(first, None, HALF_WIND)
    return Course(first, (bearings[0] + apart / 2) % 360, wind + abs(apart) / 2)


def led_from(sentence: Sentence, at: int) -> int:
    """Before "to the", "due", "away to the", «на», «к» in front of a bearing."""
    return sentence.back_over(LED, at)

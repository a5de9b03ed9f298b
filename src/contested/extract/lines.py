"""Places that lie on one line: a sentence's places, in; what each shares with which others, out.

Caught: "between A and B", "the road between A and B", "the A–B–C line", «на трассе A – B», "the highway from A to B",
"the road linking A and B"; and a river or a road that a settlement beside it locates: "the left bank of the Dnipro
near X", "the T-0504 highway near X".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from contested.extract.clauses import Sentence
from contested.extract.relations import introduced_from
from contested.extract.roles import PlaceUse
from contested.model import Relation, RelationKind

DASHES = frozenset({"-", "–", "—"})
COURSES = frozenset({"river", "road"})  # kinds of place that are lines by themselves
BESIDE_WITHIN = 4  # words from a river or road to the settlement that says where along it
SKIPPED = frozenset({"leading", "place_filler", "determiner", "article", "role", "say", "relative"})
ROAD_WITHIN = 3  # … of them between "road" and what it runs between


def find_lines(sentence: Sentence, uses: Sequence[PlaceUse]) -> dict[int, Relation]:
    """For the number of each place that lies on a line with others, how; they are on an axis, rivers and roads aside."""
    found: dict[int, Relation] = {}
    at = 0
    while at + 1 < len(uses):
        stop, kind = line_from(sentence, uses, at)
        if kind is not None:
            first = name_first(sentence, uses[at])
            words = sentence.words_text(opening(sentence, first), line_end(sentence, uses[stop - 1].last))
            for number in range(at, stop):
                others = spans_of(uses, (other for other in range(at, stop) if other != number))
                found[number] = Relation(kind=kind, words=words, others=others)
        at = max(stop - 1, at + 1) if kind is None else stop
    return found


def find_beside(sentence: Sentence, uses: Sequence[PlaceUse]) -> dict[int, Relation]:
    """For the number of each river or road that a settlement locates ("the left bank of the Dnipro near X"), how."""
    found: dict[int, Relation] = {}
    for number, (here, other) in enumerate(pairwise(uses)):
        gap = name_first(sentence, other) - here.last
        if (
            not is_course(here)
            or is_course(other)
            or not 0 < gap <= BESIDE_WITHIN
            or other.role not in ("near", "at")
        ):
            continue
        if sentence.starts("role", here.last) is None:
            continue
        words = sentence.words_text(here.first, other.last)
        plain = Relation(kind="along", words=words)
        relation = here.relation if here.relation is not None and here.relation.kind == "bank" else plain
        found[number] = replace(relation, others=spans_of(uses, [number + 1]))
    return found


def is_course(use: PlaceUse) -> bool:
    return use.anchor is not None and bool(use.anchor.kinds) and COURSES.issuperset(use.anchor.kinds)


def spans_of(uses: Sequence[PlaceUse], numbers: Sequence[int] | Iterator[int]) -> tuple[tuple[int, int], ...]:
    anchors = (uses[number].anchor for number in numbers)
    return tuple((name.start, name.end) for name in anchors if name is not None and name.end)


def line_from(sentence: Sentence, uses: Sequence[PlaceUse], at: int) -> tuple[int, RelationKind | None]:
    """Where the line that begins with place `at` ends (exclusive), and what it is; null where none begins there."""
    stop = at + 1
    while stop < len(uses) and dashed(sentence, uses[stop - 1], uses[stop]):
        stop += 1
    first = name_first(sentence, uses[at])
    if stop > at + 1:
        named = sentence.starts("axis_word", uses[stop - 1].last) is not None
        return stop, "along" if named or road_before(sentence, first) else None
    joined = first > 0 and sentence.starts("joins", first - 1) == first
    road = joined and road_before(sentence, first - 1)
    between = joined and (
        road or sentence.starts("role", first - 1) == first
    )  # "linked A and B" tells no place
    gap = range(uses[at].last, introduced_from(sentence, name_first(sentence, uses[at + 1])))
    if between and len(gap) == 1 and sentence.starts("coordinator", gap[0]) is not None:
        return at + 2, "along" if road else "between"
    led = uses[at].role == "from" and uses[at + 1].role == "to" and len(gap) == 1
    if led and first and road_before(sentence, first - 1):
        return at + 2, "along"
    return stop, None


def dashed(sentence: Sentence, one: PlaceUse, other: PlaceUse) -> bool:
    """Whether nothing but a dash parts two names."""
    return other.first == one.last + 1 and sentence.words[one.last] in DASHES


def road_before(sentence: Sentence, at: int) -> bool:
    """Whether "road", "highway", "line" stands right before word `at`, or a few small words before it."""
    for before in range(at - 1, max(-1, at - 1 - ROAD_WITHIN), -1):
        if sentence.starts("axis_word", before) is not None:
            return True
        if not sentence.starts_any(SKIPPED, before):
            return False
    return False


def opening(sentence: Sentence, first: int) -> int:
    """Where the words of a line begin: at "between", at "road" before it."""
    at = (
        first - 1
        if first and (sentence.starts("joins", first - 1) or sentence.starts("role", first - 1))
        else first
    )
    for before in range(at - 1, max(-1, at - 1 - ROAD_WITHIN), -1):
        if sentence.starts("axis_word", before) is not None:
            return before
    return at


def line_end(sentence: Sentence, last: int) -> int:
    """Behind "line", "road" where it follows the names."""
    return sentence.starts("axis_word", last) or last


def name_first(sentence: Sentence, use: PlaceUse) -> int:
    """Where the name of a place begins; its words may begin before it."""
    return next((one.first for one in sentence.names if one.last == use.last), use.first)

"""Gold claims and the claims that were found, in; which found claim answers which gold one, and in what, out.

Both are claims of the contract; a gold line has `sentence` where a claim has `text`. A pair is a gold claim
and a found one of the same report, sentence and event. What is not compared: the roles of places, kinds and
sides of voices, all voices but the origin, `when.basis`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from contested.errors import UsageError
from contested.model import Claim, Figure, PlaceRef, Stance, Voice, When
from contested.sphere import kilometres

# Sentences are the same where the shorter has this share of its words in the other: quotes and clauses differ.
SAME_SENTENCE = 0.6
# Names of an origin are the same where half of the shorter one's words are in the other ("ISW", "the ISW").
SAME_NAME = 0.5
# Points of a settlement in two gazetteers lie no farther apart than this; of larger places, than so many
# times the gold's own uncertainty.
SAME_POINT_KM = 12.0
SAME_AREA = 1.5
ATTRIBUTES = ("actor", "target", "places", "origin", "stance", "when", "figures")


class Gold(Struct, frozen=True, kw_only=True):
    """A claim as an annotator wrote it."""

    report_name: str
    sentence: str
    event: str
    actor: str | None
    target: str | None
    places: tuple[PlaceRef, ...]
    when: When
    voices: tuple[Voice, ...]
    stance: Stance
    figures: tuple[Figure, ...]


class Pair(Struct, frozen=True):
    """A gold claim, the claim found for it, the attributes that agree, and how many places do."""

    gold: Gold
    found: Claim
    right: frozenset[str]
    places: int

    @property
    def whole(self) -> bool:
        """Whether actor, every place, and denied or not, agree."""
        denied = (self.gold.stance == "denied") == (self.found.stance == "denied")
        return denied and {"actor", "places"} <= self.right


class Matching(Struct, frozen=True):
    """All pairs, the gold claims that were missed and the found ones that are extra."""

    pairs: tuple[Pair, ...]
    missed: tuple[Gold, ...]
    extra: tuple[Claim, ...]


def read_gold(file: Path) -> list[Gold]:
    """Gold claims, one JSON object a line. Raises UsageError with the line that is none."""
    claims = []
    for number, line in enumerate(file.read_text("utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                claims.append(msgspec.json.decode(line, type=Gold))
            except msgspec.DecodeError as error:
                raise UsageError(
                    f"{file}:{number}: {error}; a gold line is a claim with `sentence`"
                ) from error
    return claims


def choose_covered(gold: Iterable[Gold], found: Iterable[Claim]) -> list[Claim]:
    """The claims of the reports that gold names, by file name."""
    names = {file_name(one.report_name) for one in gold}
    return [claim for claim in found if file_name(claim.report_name) in names]


def match_claims(gold: Sequence[Gold], found: Sequence[Claim], kind: Callable[[str], str]) -> Matching:
    """Pair claims one to one, of the same report, sentence and `kind` of event; the best pairs go first."""
    by_report: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, claim in enumerate(found):
        by_report[file_name(claim.report_name), kind(claim.event)].append(number)
    possible: list[tuple[bool, int, int, int, Pair]] = []
    for index, one in enumerate(gold):
        for number in by_report[file_name(one.report_name), kind(one.event)]:
            if overlap(one.sentence, found[number].text) >= SAME_SENTENCE:
                pair = compare(one, found[number])
                agreeing = len(pair.right) + pair.places
                possible.append((one.event == pair.found.event, agreeing, -index, -number, pair))
    pairs, taken, used = [], set[int](), set[int]()
    for *_, index, number, pair in sorted(possible, key=lambda each: each[:4], reverse=True):
        if index not in taken and number not in used:
            taken.add(index)
            used.add(number)
            pairs.append(pair)
    return Matching(
        tuple(pairs),
        tuple(one for index, one in enumerate(gold) if -index not in taken),
        tuple(claim for number, claim in enumerate(found) if -number not in used),
    )


def compare(gold: Gold, found: Claim) -> Pair:
    """The attributes in which two claims of one event agree."""
    placed = count_same_places(gold.places, found.places)
    agreeing = {
        "actor": gold.actor == found.actor,
        "target": gold.target == found.target,
        "places": placed == len(gold.places) == len(found.places),
        "origin": same_origin(gold.voices, found.voices),
        "stance": gold.stance == found.stance,
        "when": same_time(gold.when, found.when),
        "figures": bounds(gold.figures) == bounds(found.figures),
    }
    return Pair(gold, found, frozenset(name for name, agrees in agreeing.items() if agrees), placed)


def count_same_places(gold: Iterable[PlaceRef], found: Iterable[PlaceRef]) -> int:
    """How many places of the gold have one of their own among the found."""
    left = list(found)
    hits = 0
    for place in gold:
        same = next((other for other in left if same_place(place, other)), None)
        if same is not None:
            left.remove(same)
            hits += 1
    return hits


def same_place(gold: PlaceRef, found: PlaceRef) -> bool:
    """Near enough where both have a point, else of the same name."""
    if gold.lat is None or gold.lon is None or found.lat is None or found.lon is None:
        return words(gold.name or gold.text) == words(found.name or found.text)
    reach = max(SAME_POINT_KM, SAME_AREA * (gold.uncertainty_km or 0))
    return kilometres((gold.lat, gold.lon), (found.lat, found.lon)) <= reach


def same_origin(gold: Sequence[Voice], found: Sequence[Voice]) -> bool:
    """Both the publisher, both unnamed, or of the same name."""
    if not gold or not found:
        return not gold and not found
    one, other = gold[-1], found[-1]
    return one.kind == other.kind == "unnamed" or overlap(one.name, other.name) >= SAME_NAME


def same_time(gold: When, found: When) -> bool:
    """Whether the days overlap, and the found ones are at most twice as many as the gold's plus two."""
    if not is_dated(gold) or not is_dated(found):
        return False
    if (gold.start or "") > (found.end or "9999") or (found.start or "") > (gold.end or "9999"):
        return False
    if gold.start is None or gold.end is None:
        return True
    if found.start is None or found.end is None:
        return False
    return count_days(found.start, found.end) <= 2 * count_days(gold.start, gold.end) + 2


def is_dated(when: When) -> bool:
    return bool(when.start or when.end)


def count_days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def bounds(figures: Iterable[Figure]) -> Counter[float]:
    """The lower bound of each figure, or the upper one where there is no lower."""
    known = (one.high if one.low is None else one.low for one in figures)
    return Counter(round(bound, 3) for bound in known if bound is not None)


def overlap(one: str, other: str) -> float:
    """The share of the shorter text's words, each as often as it stands, that are in the other (0 to 1)."""
    first, second = Counter(words(one)), Counter(words(other))
    return (first & second).total() / max(1, min(first.total(), second.total()))


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").casefold())


def file_name(report_name: str) -> str:
    """The last part of a report's name, since gold and desk may name the same file by other folders."""
    return report_name.rpartition("/")[2]

"""Which place a name means: a report's names with their candidates, in; mentions with a choice, out.

Every candidate is weighed by what speaks for it (`reasons.py`): first by itself, then beside the places that were
chosen for the report's other names, those of its own sentence before those of its paragraph, and these before the
rest. A candidate that too little speaks for is not believed, for the gazetteer may lack the place that is meant; two
candidates that are equally good give no place. Either way the mention says so.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from contested.locate.cues import Cue, read_cues
from contested.locate.fold import fold_name
from contested.locate.gazetteer import Bearer, Gazetteer, Ruling
from contested.locate.reasons import (
    ALIEN,
    ALIEN_KM,
    ALSO,
    BELIEVED,
    NEAR,
    NEAR_KM,
    Near,
    Reason,
    belief,
    score_form,
    score_kind,
    score_listed,
    score_near,
    score_own_name,
    score_regions,
    score_size,
    score_start,
    score_zone,
)
from contested.model import Candidate, Claim, Mention, Name, Place, Report
from contested.sphere import EARTH_KM

MARGIN = 0.5  # of two closer candidates one in three was wrong on the change notes
SURE = 100.0  # what an analyst settled is worth, more than all reasons together
PULL = NEAR + ALSO - ALIEN  # no candidate gains more on another by where the report's other places lie
BESIDE = 0.75  # how much a place named in another sentence of the paragraph counts of one named in the same
ELSEWHERE = 0.6  # … and one named in another paragraph
WIDE = 2.5  # a region counts as so many times nearer: its point stands for an area
SHOWN = 6
# Of what pulls from the same sentence, the paragraph and the report, a settlement's weight and a region's.
WEIGHTS = np.repeat((1.0, BESIDE, ELSEWHERE), 2)[:, None]
SCALES = np.tile((1.0, WIDE), 3)[:, None]
PASSES = 2  # of weighing names beside those chosen before; a third changes next to nothing
BLOCK = 1 << 18  # cosines worked out at a time
PARAGRAPH = re.compile(r"\n")
SENTENCE = re.compile(r"\n|(?<=[^\W\d_]{3}[.!?…;])\s|(?<=[\d)»”\"][.!?…;])\s")


@dataclass(slots=True)
class Group:
    """One name as it stands in one paragraph: its candidates, what each is worth by itself, what pulls it, and which
    is chosen."""

    text: str
    paragraph: int
    read_as: str  # where letters of another script, or one that is wrong, were read for its own; else empty
    bearers: list[Bearer]
    cues: list[Cue]
    near: list[Near | None]
    reasons: list[tuple[Reason, ...]] = field(
        default_factory=list
    )  # what speaks for each candidate by itself
    alone: list[float] = field(default_factory=list)  # … and what that is worth
    chosen: int | None = None
    shared: bool = False
    slip: bool = False  # one letter is wrong
    ruled: bool = False  # an analyst settled what it means
    sentences: set[int] = field(default_factory=set)  # those it stands in

    @property
    def place(self) -> Place | None:
        """The place that is chosen."""
        return None if self.chosen is None else self.bearers[self.chosen].place

    def scores(self) -> list[float]:
        """What each candidate is worth, with what pulls it."""
        pairs = zip(self.bearers, self.alone, self.near, strict=True)
        return [alone + score_near(bearer.place, near)[0] for bearer, alone, near in pairs]


Groups = dict[tuple[str, int], Group]  # by name and paragraph
Told = tuple[Place | None, tuple[Candidate, ...], str]  # what is chosen, of which candidates, and why


@dataclass(frozen=True, slots=True)
class Ground:
    """What places are weighed on, whatever the name: the gazetteer, the ids of the theatre's own list, and km from
    each place to the edge of the day's zone of fighting; null where the theatre draws none."""

    gazetteer: Gazetteer
    listed: frozenset[str]
    zone: NDArray[np.float32] | None

    def reasons(self, group: Group, bearer: Bearer) -> tuple[Reason, ...]:
        """What speaks for a candidate by itself."""
        place = bearer.place
        return (
            score_start(place, len(group.bearers), self.zone is not None),
            score_listed(place, self.listed),
            score_zone(place, None if self.zone is None else float(self.zone[bearer.number])),
            score_size(place.population),
            score_kind(place, group.cues),
            score_regions(place, group.cues, self.gazetteer),
            score_form(place, bearer.how),
            score_own_name(group.text, place),
        )


def choose_places(
    report: Report, names: Sequence[Name], gazetteer: Gazetteer, listed: frozenset[str]
) -> tuple[Mention, ...]:
    """The mentions of a report, in order. `listed` holds the ids of the places in the theatre's own list."""
    ground = Ground(gazetteer, listed, gazetteer.zone_on(report.published))
    groups = group_names(report, names, ground)
    weigh_together(list(groups.values()), gazetteer)
    share_choices(list(groups.values()))
    told = {key: tell(group) for key, group in groups.items()}
    ends = paragraph_ends(report.text)

    def meaning(name: Name) -> Told:
        ruling = gazetteer.ruling(name.form or name.text)
        return tell_ruling(ruling) if ruling else told[name.text, paragraph_of(name.start, ends)]

    return tuple(mention_of(report, name, *meaning(name)) for name in names)


def group_names(report: Report, names: Sequence[Name], ground: Ground) -> Groups:
    """The names of a report, those that are alike in one paragraph together, weighed by themselves. Of a settled name
    the settled place is all there is to weigh; one that is not in the index pulls no other."""
    bearing, ruling_on = cache(ground.gazetteer.bearing), cache(ground.gazetteer.ruling)
    ends, stops = paragraph_ends(report.text), sentence_ends(report.text)
    groups: Groups = {}
    for name, cue in zip(names, read_cues(report.text, names, report.language), strict=True):
        key = name.text, paragraph_of(name.start, ends)
        group = groups.get(key)
        ruling = ruling_on(name.form or name.text)
        if ruling is not None and ruling.number is None:
            continue
        if group is None:
            bearers = bearing(name.form or name.text)
            if ruling is not None and ruling.place is not None and ruling.number is not None:
                bearers = [Bearer(ruling.place, "written", ruling.number)]
            read_as = name.form if name.look_alike or name.slip else ""
            group = groups[key] = Group(*key, read_as, bearers, [], [None] * len(bearers))
            group.ruled, group.slip = ruling is not None, name.slip
        group.cues.append(cue)
        group.sentences.add(bisect_left(stops, name.start))
    for group in groups.values():
        group.reasons = [ground.reasons(group, one) for one in group.bearers]
        group.alone = [SURE] if group.ruled else [sum(value for value, _ in one) for one in group.reasons]
    return groups


def paragraph_ends(text: str) -> list[int]:
    """Where the paragraphs of a text end."""
    return [match.start() for match in PARAGRAPH.finditer(text)]


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end, roughly: a wrong end makes a neighbour count for a little less."""
    return [match.start() for match in SENTENCE.finditer(text)]


def paragraph_of(at: int, ends: list[int]) -> int:
    """The number of the paragraph in which a character stands."""
    return bisect_left(ends, at)


def weigh_together(groups: Sequence[Group], gazetteer: Gazetteer) -> None:
    """Choose for every name by itself; then, where that does not settle it, beside what was chosen for the others."""
    for group in groups:
        group.chosen = best_of(group.bearers, group.alone)
    unsettled = [group for group in groups if not is_settled(group.alone)]
    for _ in range(PASSES):
        find_near(unsettled, groups, gazetteer)
        for group in unsettled:
            group.chosen = best_of(group.bearers, group.scores())


def best_of(bearers: Sequence[Bearer], scores: Sequence[float]) -> int | None:
    """Which candidate is chosen: the best, where it is believed and leads. Equal ones go by their ids."""
    order = rank(bearers, scores)
    best = order[0]
    if scores[best] < belief(bearers[best].place):
        return None
    return best if len(order) == 1 or scores[best] - scores[order[1]] >= MARGIN else None


def rank(bearers: Sequence[Bearer], scores: Sequence[float]) -> list[int]:
    """The candidates, likest first."""
    return sorted(range(len(bearers)), key=lambda one: (-scores[one], bearers[one].place.place_id))


def is_settled(alone: Sequence[float]) -> bool:
    """Whether no other place of the report can change the choice."""
    first, *second = sorted(alone, reverse=True)[:2]
    return first - PULL >= BELIEVED and (not second or first - second[0] >= PULL + MARGIN)


class Anchors:
    """The places chosen so far: where they lie, under which name, and in which paragraphs and sentences."""

    def __init__(self, groups: Sequence[Group], texts: dict[str, int]) -> None:
        found: dict[tuple[int, int], int] = {}
        self.places: list[Place] = []
        within: list[tuple[int, int]] = []
        among: list[tuple[int, int]] = []
        for group in groups:
            if group.chosen is None or group.bearers[group.chosen].place.kind == "country":
                continue
            key = group.bearers[group.chosen].number, texts[fold_name(group.text)]
            if key not in found:
                found[key] = len(found)
                self.places.append(group.bearers[group.chosen].place)
            within.append((group.paragraph, found[key]))
            among += ((sentence, found[key]) for sentence in group.sentences)
        self.numbers, self.texts = np.array(list(found), np.int64).reshape(-1, 2).T
        self.within = table_of(within, 1 + max((one.paragraph for one in groups), default=0), len(found))
        sentences = 1 + max((number for one in groups for number in one.sentences), default=0)
        self.among = table_of(among, sentences, len(found))
        self.wide = np.array([place.kind != "settlement" for place in self.places], np.bool_)


def table_of(pairs: Sequence[tuple[int, int]], rows: int, columns: int) -> NDArray[np.bool_]:
    """A table that is true at the pairs of row and column."""
    table = np.zeros((rows, columns), np.bool_)
    if pairs:
        table[tuple(np.array(pairs).T)] = True
    return table


def find_near(unsettled: Sequence[Group], groups: Sequence[Group], gazetteer: Gazetteer) -> None:
    """For each candidate of the unsettled names, the place chosen for another name that pulls most."""
    if not unsettled:
        return
    texts = {text: number for number, text in enumerate(dict.fromkeys(fold_name(one.text) for one in groups))}
    anchors = Anchors(groups, texts)
    if not anchors.places:
        return
    towards = unit_vectors(gazetteer.index.points[anchors.numbers]).T
    rows = [(group, at) for group in unsettled for at in range(len(group.bearers))]
    among = {id(group): anchors.among[list(group.sentences)].any(axis=0) for group in unsettled}
    size = BLOCK // len(anchors.places) + 1
    for first in range(0, len(rows), size):
        block = rows[first : first + size]
        numbers = np.array([group.bearers[at].number for group, at in block])
        own = np.array([texts[fold_name(group.text)] for group, _ in block])[:, None] == anchors.texts
        cosines = unit_vectors(gazetteer.index.points[numbers]) @ towards
        cosines[own | (numbers[:, None] == anchors.numbers)] = -np.inf  # itself, or its own namesake
        same = np.array([among[id(group)] for group, _ in block])
        beside = anchors.within[[group.paragraph for group, _ in block]]
        columns, values = [], []
        for where in (same, beside, np.True_):
            for wide in (False, True):
                table = np.where(where & (anchors.wide == wide), cosines, -np.inf)
                columns.append(table.argmax(axis=1))
                values.append(table.max(axis=1))
        km = EARTH_KM * np.arccos(np.clip(values, -1.0, 1.0)) / SCALES
        pull = np.where(np.array(values) >= -1.0, WEIGHTS * np.exp(-km / NEAR_KM), -1.0)
        picks = pull.argmax(axis=0)
        first_two = best_two(np.where(same & ~anchors.wide, cosines, -np.inf))
        for row, ((group, at), pick) in enumerate(zip(block, picks.tolist(), strict=True)):
            if pull[pick, row] < 0.0:
                group.near[at] = None
                continue
            one, other = first_two[row]
            group.near[at] = Near(
                float(km[pick, row]),
                anchors.places[columns[pick][row]].name,
                float(pull[pick, row]),
                also=pull_of(other),
                alien=other >= -1.0 and kilometres_of(one) > ALIEN_KM,
            )


def pull_of(cosine: float) -> float:
    """How much a place pulls, from the cosine of the angle to it, which is less than −1 where there is none."""
    return math.exp(-kilometres_of(cosine) / NEAR_KM) if cosine >= -1.0 else 0.0


def kilometres_of(cosine: float) -> float:
    return EARTH_KM * math.acos(min(1.0, cosine))


def best_two(table: NDArray[np.float64]) -> list[tuple[float, float]]:
    """The two greatest of each row, the greatest first; less than −1 where there is none."""
    padded = np.pad(table, ((0, 0), (0, 2)), constant_values=-np.inf)
    pairs = np.partition(padded, -2, axis=1)[:, -2:].tolist()
    return [(max(pair), min(pair)) for pair in pairs]


def unit_vectors(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where points of latitude and longitude lie on a sphere of radius 1: a row a point, with x, y and z."""
    lats, lons = np.radians(points).T
    across = np.cos(lats)
    return np.array((across * np.cos(lons), across * np.sin(lons), np.sin(lats))).T


def share_choices(groups: Sequence[Group]) -> None:
    """What a name means in one paragraph it means in another that leaves it open, unless that one speaks against it."""
    chosen: dict[str, set[int]] = {}
    for group in groups:
        if group.chosen is not None:
            chosen.setdefault(group.text, set()).add(group.chosen)
    for group in groups:
        if group.chosen is None and len(chosen.get(group.text, ())) == 1:
            (elsewhere,) = chosen[group.text]
            scores = group.scores()
            if scores[elsewhere] > max(scores) - MARGIN:
                group.chosen, group.shared = elsewhere, True


def tell_ruling(ruling: Ruling) -> Told:
    """What an analyst settled: a place, the only candidate then, or none."""
    place = ruling.place
    if place is None:
        return None, (), ruling.reason
    return place, (Candidate(place.place_id, place.name, SURE, ruling.reason),), ruling.reason


def tell(group: Group) -> Told:
    """The place chosen for a name, its likeliest candidates with their reasons, and why it was chosen or none."""
    scores = group.scores()
    order = rank(group.bearers, scores)
    reasons = {at: words_of(group, at) for at in order[:SHOWN]}
    candidates = tuple(
        Candidate(
            group.bearers[at].place.place_id, group.bearers[at].place.name, round(scores[at], 3), reasons[at]
        )
        for at in order[:SHOWN]
    )
    if group.shared:
        reason = "as elsewhere in the report"
    elif group.chosen is not None:
        reason = reasons[group.chosen] or "the only place of this name"
    elif scores[order[0]] < belief(group.bearers[order[0]].place):
        reason = f"too little speaks for the likeliest, {candidates[0].name}"
    else:
        reason = f"{len(order)} places bear this name and two fit equally well"
    why = "one letter off" if group.slip else "letters of two scripts"
    read = f"{why}, read as “{group.read_as}”; " if group.read_as else ""
    return group.place, candidates, read + reason


def words_of(group: Group, at: int) -> str:
    """What speaks for a candidate and against it."""
    found = (*group.reasons[at], score_near(group.bearers[at].place, group.near[at]))
    return "; ".join(words for _, words in found if words)


def mention_of(
    report: Report, name: Name, place: Place | None, candidates: tuple[Candidate, ...], reason: str
) -> Mention:
    """One occurrence of a name with what it means in this report."""
    return Mention(
        report_id=report.report_id,
        report_name=report.name,
        start=name.start,
        end=name.end,
        text=name.text,
        place_id=place.place_id if place else None,
        name=place.name if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        uncertainty_km=place.uncertainty_km if place else None,
        candidates=candidates,
        reason=reason,
    )


def unknown_mentions(
    report: Report, claims: Sequence[Claim], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Names that claims rest on and the gazetteer lacks: mentions without a place, for a person to settle."""
    held = {(mention.start, mention.end) for mention in mentions}
    anchors = {place.anchor for claim in claims for place in claim.places if place.anchor} - held
    rulings = {anchor: gazetteer.ruling(report.text[slice(*anchor)]) for anchor in anchors}
    return tuple(
        mention_of(
            report,
            Name(start, end, report.text[start:end], ()),
            None,
            (),
            ruling.reason if ruling else "the gazetteer holds no place of this name",
        )
        for (start, end), ruling in sorted(rulings.items(), key=lambda one: one[0])
    )

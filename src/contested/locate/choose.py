"""Which place a name means: a report's names with their candidates, in; mentions with a choice, out.

Every candidate is weighed by what speaks for it, each reason a function of its own: the zone of fighting at the
report's date, the report's other places, a region or a kind of place said beside the name, the theatre's own list,
size. A candidate that too little speaks for is not believed, for the gazetteer may lack the place that is meant;
two candidates that are equally good give no place. Either way the mention says so.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.locate.cues import Cue, read_cues
from contested.locate.gazetteer import Bearer, Gazetteer, Ruling, kilometres
from contested.locate.variants import fold_name
from contested.model import Candidate, Claim, Day, Mention, Name, Place, Report

MARGIN = 0.5  # of two closer candidates one in three was wrong on the change notes
BELIEVED = 0.5  # a candidate has to beat this: the likeliest place that the gazetteer lacks
START = 1.2  # what has to be made up for a settlement to be believed, where a zone of fighting is drawn
COMMON = 0.45  # … and more for each doubling of those that bear the name: the likelier one more is meant
ELSEWHERE = 0.6  # how much a place named in another paragraph counts of one named in the same
NEAR_KM = 30.0  # how far the report's other places pull
FAR_KM = 200.0  # a candidate that lies farther from all other places is doubted
EDGE_KM = 30.0  # how far beyond its edge the zone of fighting still pulls
DEEP_KM = 16.0  # … and how far within it the middle lies
WIDE = 2.5  # a region counts as so many times nearer: its point stands for an area
EARTH_KM = 6371.0
SHOWN = 6
PASSES = 2  # of weighing the names anew beside those chosen before; a third changes next to nothing
BLOCK = 1 << 18  # distances worked out at a time
TOWN = 10_000  # inhabitants
CITY = 100_000
SETTLED = frozenset({"village", "town"})
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-•–*])|\n")


class Near(NamedTuple):
    """The place chosen for another name that pulls most: how far it lies, and whether in the same paragraph."""

    km: float
    name: str
    pull: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its score and what speaks for and against it."""

    bearer: Bearer
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Group:
    """One name as it stands in one paragraph: where, its candidates, and what is chosen."""

    text: str
    paragraph: int
    bearers: list[Bearer]
    cues: list[Cue]
    weighed: list[Weighed] = field(default_factory=list)
    chosen: Weighed | None = None
    reason: str = ""
    ruling: Ruling | None = None


Groups = dict[tuple[str, int], Group]  # by name and paragraph


@dataclass(frozen=True, slots=True)
class Ground:
    """What places are weighed on, whatever the report: the gazetteer, the ids of the theatre's own list, and
    km from each place to the zone of fighting of the day; null where the theatre draws none."""

    gazetteer: Gazetteer
    listed: frozenset[str]
    zone: NDArray[np.float32] | None


def choose_places(
    report: Report, names: Sequence[Name], gazetteer: Gazetteer, listed: frozenset[str]
) -> tuple[Mention, ...]:
    """The mentions of a report, in order. `listed` holds the ids of the places in the theatre's own list."""
    groups = group_names(report, names, gazetteer)
    weigh_all(groups, gazetteer, listed, report.published)
    share_choices(list(groups.values()))
    ends = paragraph_ends(report.text)
    return tuple(
        mention_of(report, name, groups[name.text, paragraph_of(name.start, ends)]) for name in names
    )


def weigh_all(groups: Groups, gazetteer: Gazetteer, listed: frozenset[str], day: Day | None) -> None:
    """Weigh every name by itself, then again beside what was chosen for the others."""
    ground = Ground(gazetteer, listed, gazetteer.zone_on(day))
    for group in groups.values():
        weigh(group, ground, {})
        settle(group)
    for _ in range(PASSES):
        near = nearest_chosen(list(groups.values()), gazetteer)
        for key, group in groups.items():
            weigh(group, ground, near.get(key, {}))
            settle(group)


def group_names(report: Report, names: Sequence[Name], gazetteer: Gazetteer) -> Groups:
    """The names of a report, those that are alike in one paragraph together."""
    bearing = cache(gazetteer.bearing)
    ends = paragraph_ends(report.text)
    groups: Groups = {}
    for name, cue in zip(names, read_cues(report.text, names, report.language), strict=True):
        key = name.text, paragraph_of(name.start, ends)
        group = groups.get(key)
        if group is None:
            ruling = gazetteer.ruling(name.text)
            group = groups[key] = Group(*key, bearing(name.text), [], ruling=ruling)
        group.cues.append(cue)
    return groups


def paragraph_ends(text: str) -> list[int]:
    """Where the paragraphs of a text end."""
    return [match.start() for match in PARAGRAPH.finditer(text)]


def paragraph_of(at: int, ends: list[int]) -> int:
    """The number of the paragraph in which a character stands."""
    return bisect_left(ends, at)


def weigh(group: Group, ground: Ground, near: dict[int, Near]) -> None:
    """Weigh a group's candidates, the likeliest first, and choose the best where it is believed and leads."""
    if not group.bearers:  # a settled name that no table has
        return
    doubt = COMMON * math.log2(len(group.bearers))
    group.weighed = sorted(
        (weigh_place(group, bearer, ground, near.get(bearer.number), doubt) for bearer in group.bearers),
        key=lambda one: (-one.score, one.bearer.place.place_id),
    )
    best = group.weighed[0]
    second = group.weighed[1].score if len(group.weighed) > 1 else -math.inf
    if best.score < BELIEVED and best.bearer.place.kind == "settlement":
        group.chosen, group.reason = None, f"too little speaks for the likeliest, {best.bearer.place.name}"
    elif best.score - second < MARGIN:
        group.chosen = None
        group.reason = f"{len(group.weighed)} places bear this name and two fit equally well"
    else:
        group.chosen, group.reason = best, "; ".join(best.reasons)


def settle(group: Group) -> None:
    """Where an analyst settled what a name means, that is chosen, whatever speaks for others."""
    ruling = group.ruling
    if ruling is None:
        return
    group.chosen, group.reason = None, ruling.reason
    if ruling.place is not None and ruling.number is not None:
        group.chosen = Weighed(Bearer(ruling.place, "settled", ruling.number), 0.0, (ruling.reason,))


def weigh_place(group: Group, bearer: Bearer, ground: Ground, near: Near | None, doubt: float) -> Weighed:
    """A candidate's score with its reasons in words; each reason is a function of its own."""
    place = bearer.place
    settlement = place.kind == "settlement"
    zone = float(ground.zone[bearer.number]) if settlement and ground.zone is not None else None
    start = BELIEVED if ground.zone is None else -START
    features = (
        (start - doubt if settlement else 0.0, ""),
        score_listed(place, ground.listed),
        score_zone(zone),
        score_near(near if settlement or near is None or near.km <= FAR_KM else None),
        score_size(place.population),
        score_kind(place, group.cues),
        score_regions(place, group.cues, ground.gazetteer),
        score_own_name(group.text, place),
    )
    return Weighed(bearer, sum(value for value, _ in features), tuple(why for _, why in features if why))


Feature = tuple[float, str]


def score_listed(place: Place, listed: frozenset[str]) -> Feature:
    return (1.2, "named in the theatre's list") if place.place_id in listed else (0.0, "")


def score_zone(km: float | None) -> Feature:
    """Up to 4.2 in the midst of the day's zone of fighting, 2 at its edge, less beyond, −1.2 far behind it."""
    if km is None:
        return 0.0, ""
    if km <= 0.0:
        return 2.0 + 2.2 * min(1.0, -km / DEEP_KM), "in the zone of fighting"
    value = 2.0 * math.exp(-km / EDGE_KM) - 1.2 * min(1.0, km / FAR_KM)
    return value, f"{km:.0f} km from the zone of fighting"


def score_near(near: Near | None) -> Feature:
    """Up to 2.5 for lying close to the report's other places, −0.7 for lying far from all of them."""
    if near is None:
        return 0.0, ""
    if near.km > FAR_KM:
        return -0.7, f"far from {near.name}, {near.km:.0f} km"
    return 2.5 * near.pull, f"{near.km:.0f} km from {near.name}"


@cache
def score_size(population: int) -> Feature:
    """More for each tenfold of a thousand inhabitants, and for a city: no gazetteer lacks one."""
    if population < 1000:
        return 0.0, ""
    city = 1.5 if population >= CITY else 0.0
    return 0.6 * math.log10(population / 1000) + city, f"{population:,} inhabitants"


def score_kind(place: Place, cues: Sequence[Cue]) -> Feature:
    """What "the village of" or "the river" beside the name says of it; of most places nobody gives the size."""
    kinds = {cue.kind for cue in cues if cue.kind}
    if not kinds or (place.kind == "settlement" and not place.population and kinds <= SETTLED):
        return 0.0, ""
    if place.kind == "settlement":
        fits = "town" in kinds if place.population >= TOWN else "village" in kinds
    else:
        fits = place.kind in kinds or (place.kind == "area" and not kinds & {*SETTLED, "river"})
    weight = 0.8 if kinds <= SETTLED and place.kind == "settlement" else 2.0
    return (weight, "of the kind that is said") if fits else (-weight, "not of the kind that is said")


def score_regions(place: Place, cues: Sequence[Cue], gazetteer: Gazetteer) -> Feature:
    """Whether the place lies in a region that stands beside its name; a region is a circle here."""
    regions = [region for cue in cues for name in cue.regions for region in gazetteer.named(name)]
    if not regions or place.kind != "settlement":
        return 0.0, ""
    for region in regions:
        if kilometres(place, region) <= region.uncertainty_km:
            return 3.0, f"in {region.name}, which is named beside it"
    if all(kilometres(place, region) > 1.5 * region.uncertainty_km for region in regions):
        return -3.0, f"outside {regions[0].name}, which is named beside it"
    return 0.0, ""


def score_own_name(name: str, place: Place) -> Feature:
    return (0.4, "its own name") if own_form(place.name) == fold_name(name) else (0.0, "")


@cache
def own_form(name: str) -> str:
    """A place's own name, folded; kept, for a gazetteer has no more than it has."""
    return fold_name(name)


def nearest_chosen(groups: Sequence[Group], gazetteer: Gazetteer) -> dict[tuple[str, int], dict[int, Near]]:
    """For each group's candidates, by number, the place chosen for another name that pulls most."""
    anchors = [
        (one, one.chosen.bearer) for one in groups if one.chosen and one.chosen.bearer.place.kind != "country"
    ]
    pairs = [(one, bearer) for one in groups for bearer in one.bearers]
    if not anchors:
        return {}
    texts = {text: number for number, text in enumerate({fold_name(one.text) for one in groups})}
    marks = np.array([(texts[fold_name(one.text)], bearer.number, one.paragraph) for one, bearer in anchors])
    wide = np.array([1.0 if bearer.place.kind == "settlement" else WIDE for _, bearer in anchors])
    towards = unit_vectors(gazetteer.index.points[marks[:, 1]]).T
    found: dict[tuple[str, int], dict[int, Near]] = {}
    size = BLOCK // len(anchors) + 1
    for first in range(0, len(pairs), size):
        block = pairs[first : first + size]
        own = np.array([(texts[fold_name(one.text)], bearer.number, one.paragraph) for one, bearer in block])
        cosines = unit_vectors(gazetteer.index.points[own[:, 1]]) @ towards
        km = EARTH_KM * np.arccos(np.clip(cosines, -1.0, 1.0)) / wide
        pull = np.exp(-km / NEAR_KM) * np.where(own[:, 2:3] == marks[:, 2], 1.0, ELSEWHERE)
        pull[
            (own[:, 0:1] == marks[:, 0]) | (own[:, 1:2] == marks[:, 1])
        ] = -1.0  # itself, or its own namesake
        best = pull.argmax(axis=1)
        for row, ((group, bearer), column) in enumerate(zip(block, best.tolist(), strict=True)):
            if pull[row, column] >= 0.0:
                near = Near(float(km[row, column]), anchors[column][1].place.name, float(pull[row, column]))
                found.setdefault((group.text, group.paragraph), {})[bearer.number] = near
    return found


def unit_vectors(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where points of latitude and longitude lie on a sphere of radius 1: a row a point, with x, y and z."""
    lats, lons = np.radians(points).T
    across = np.cos(lats)
    return np.array((across * np.cos(lons), across * np.sin(lons), np.sin(lats))).T


def share_choices(groups: Sequence[Group]) -> None:
    """What a name means in one paragraph it means in another that leaves it open."""
    chosen: dict[str, dict[str, Weighed]] = {}
    for group in groups:
        if group.chosen:
            chosen.setdefault(group.text, {})[group.chosen.bearer.place.place_id] = group.chosen
    for group in groups:
        if group.chosen is None and group.ruling is None and len(chosen.get(group.text, {})) == 1:
            (group.chosen,) = chosen[group.text].values()
            group.reason = "as elsewhere in the report"


def mention_of(report: Report, name: Name, group: Group) -> Mention:
    """One occurrence of a name with what it means in this report."""
    place = group.chosen.bearer.place if group.chosen else group.ruling and group.ruling.place
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
        candidates=candidates_of(group)[:SHOWN],
        reason=group.reason,
    )


def candidates_of(group: Group) -> tuple[Candidate, ...]:
    """A group's candidates, the likeliest first; before them the place that was settled, if any was."""
    weighed = tuple(
        Candidate(
            one.bearer.place.place_id, one.bearer.place.name, round(one.score, 3), "; ".join(one.reasons)
        )
        for one in group.weighed
    )
    place = group.ruling.place if group.ruling else None
    if place is None:
        return weighed
    score = max([BELIEVED, *(one.score for one in weighed)]) + MARGIN
    settled = Candidate(place.place_id, place.name, round(score, 3), group.reason)
    return (settled, *(one for one in weighed if one.place_id != place.place_id))


def unknown_mentions(
    report: Report, claims: Sequence[Claim], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Names that claims rest on and the gazetteer lacks: mentions without a place, for a person to settle."""
    held = {(mention.start, mention.end) for mention in mentions}
    anchors = {place.anchor for claim in claims for place in claim.places if place.anchor} - held
    rulings = {anchor: gazetteer.ruling(report.text[slice(*anchor)]) for anchor in anchors}
    return tuple(
        Mention(
            report_id=report.report_id,
            report_name=report.name,
            start=start,
            end=end,
            text=report.text[start:end],
            place_id=None,
            name=None,
            lat=None,
            lon=None,
            uncertainty_km=None,
            candidates=(),
            reason=ruling.reason if ruling else "the gazetteer holds no place of this name",
        )
        for (start, end), ruling in sorted(rulings.items(), key=lambda one: one[0])
    )

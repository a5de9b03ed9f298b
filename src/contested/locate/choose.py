"""Which place a name means: a report's names with their candidates, in; mentions with a choice, out.

A first pass takes names that only one place bears; the second weighs the others by nearness to those,
by the theatre's own list, by size. Two candidates left equally good give no place, and the mention says so.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from contested.locate.gazetteer import Gazetteer, arc, point_of
from contested.locate.variants import fold_name
from contested.model import Candidate, Claim, Mention, Name, Place, Report

MARGIN = 0.25  # of a score point; closer candidates were a coin's toss on the change notes
NEAR_KM = 60.0  # how far the report's other places pull
FAR_KM = 250.0  # a bearer of the name that lies farther from all other places is doubted
REGION_NEARER = 2.5
KM_A_DEGREE = 111.19  # of latitude; a little less than on the sphere of `arc`
ROUNDING_KM = 1e-6
Scored = tuple[float, Place, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name means in a report: a place or none, the candidates, likest first, and why."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    reason: str


def choose_places(
    report: Report, names: Sequence[Name], gazetteer: Gazetteer, known: frozenset[str]
) -> tuple[Mention, ...]:
    """The mentions of a report, in order. `known` holds the ids that the theatre's own list names."""
    candidates = {text: gazetteer.named(text) for text in dict.fromkeys(name.text for name in names)}
    single = [places[0] for places in candidates.values() if len(places) == 1 and places[0].kind != "country"]
    sure = list({place.place_id: place for place in single}.values())
    anchors = Anchors([place for place in sure if place.place_id in known] or sure)
    choices = {text: choose(text, places, anchors, known) for text, places in candidates.items()}
    return tuple(mention_of(report, name, choices[name.text]) for name in names)


def mention_of(report: Report, name: Name, choice: Choice) -> Mention:
    """One occurrence of a name with what it means in this report."""
    place = choice.place
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
        candidates=choice.candidates,
        reason=choice.reason,
    )


def unknown_mentions(
    report: Report, claims: Sequence[Claim], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Names that claims rest on and the gazetteer lacks: mentions without a place, for a person to settle."""
    held = {(mention.start, mention.end) for mention in mentions}
    anchors = {place.anchor for claim in claims for place in claim.places if place.anchor} - held
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
            reason="the gazetteer holds no place of this name",
        )
        for start, end in sorted(anchors)
    )


def choose(name: str, places: list[Place], anchors: Anchors, known: frozenset[str]) -> Choice:
    """The best candidate where it leads by a margin, else none, and why."""
    ranked = sorted(
        (score_place(name, place, anchors, known) for place in places),
        key=lambda one: (-one[0], one[1].place_id),
    )
    candidates = tuple(Candidate(p.place_id, p.name, round(score, 3), why) for score, p, why in ranked[:6])
    if len(ranked) == 1:
        return Choice(places[0], candidates, "the only place of this name")
    score, best, reason = ranked[0]
    if score - ranked[1][0] < MARGIN:
        return Choice(None, candidates, f"{len(ranked)} places bear this name and two fit equally well")
    return Choice(best, candidates, reason)


def score_place(name: str, place: Place, anchors: Anchors, known: frozenset[str]) -> Scored:
    """A candidate's score with its reasons in words; each feature is a function of its own."""
    features = (
        score_known(place, known),
        score_size(place.population),
        score_near(place, anchors),
        score_own_name(name, place),
    )
    total = 0.0
    reasons = []
    for value, reason in features:
        total += value
        if reason:
            reasons.append(reason)
    return total, place, "; ".join(reasons)


def score_known(place: Place, known: frozenset[str]) -> tuple[float, str]:
    return (1.0, "named in the theatre's list") if place.place_id in known else (0.0, "")


@cache
def score_size(population: int) -> tuple[float, str]:
    if population < 1000:
        return 0.0, ""
    return 0.3 * math.log10(population / 1000), f"{population:,} inhabitants"


def score_near(place: Place, anchors: Anchors) -> tuple[float, str]:
    """Up to 2 for lying close to the report's other places, −1 for lying far from all of them."""
    near = anchors.nearest(place)
    if near is None:
        return 0.0, ""
    distance, anchor = near
    if distance > FAR_KM:
        return -1.0, f"far from {anchor.name}, {distance:.0f} km"
    return 2.0 * math.exp(-distance / NEAR_KM), f"{distance:.0f} km from {anchor.name}"


def score_own_name(name: str, place: Place) -> tuple[float, str]:
    return (0.3, "its own name") if own_form(place.name) == fold_name(name) else (0.0, "")


@cache
def own_form(name: str) -> str:
    """A place's own name, folded; kept, for a gazetteer has no more than it has."""
    return fold_name(name)


class Anchors:
    """The places that a report surely names, by latitude: the nearest is found without looking at most of them,
    so that choosing takes no more than its share of the time in a long report."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = sorted(places, key=lambda place: place.lat)
        self.lats = [place.lat for place in self.places]
        self.points = [point_of(place) for place in self.places]

    def nearest(self, place: Place) -> tuple[float, Place] | None:
        """The anchor nearest to a place that is another, and how far it is; of equals the first by id.

        A region counts as nearer than it is: its point stands for an area.
        """
        best: tuple[float, str, Place] | None = None
        point = point_of(place)
        middle = bisect_left(self.lats, place.lat)
        for side in (range(middle, len(self.lats)), range(middle - 1, -1, -1)):
            for at in side:
                apart = abs(self.lats[at] - place.lat) * KM_A_DEGREE / REGION_NEARER
                if best is not None and apart > best[0] + ROUNDING_KM:
                    break  # all that are farther up (or down) are farther away too
                anchor = self.places[at]
                if anchor.place_id != place.place_id:
                    nearer = 1 if anchor.kind == "settlement" else REGION_NEARER
                    here = (arc(point, self.points[at]) / nearer, anchor.place_id, anchor)
                    best = here if best is None or here[:2] < best[:2] else best
        return None if best is None else (best[0], best[2])

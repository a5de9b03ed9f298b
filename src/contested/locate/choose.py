"""Which place a name means: a report's names with their candidates, in; mentions with a choice, out.

A first pass takes names that only one place bears; the second weighs the others by nearness to those,
by the theatre's own list, by size. Two candidates left equally good give no place, and the mention says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from contested.locate.gazetteer import Gazetteer, arc, point_of
from contested.locate.variants import fold_name
from contested.model import Candidate, Claim, Mention, Name, Place, Report

MARGIN = 0.25  # of a score point; closer candidates were a coin's toss on the change notes
NEAR_KM = 60.0  # how far the report's other places pull
FAR_KM = 250.0  # a bearer of the name that lies farther from all other places is doubted
REGION_NEARER = 2.5
FEW = 64  # pairs of places that are measured one by one as fast as together
BLOCK = 1 << 16  # cosines worked out at a time: half a megabyte, and too few to start threads for
ROUNDING = 1e-13  # of a cosine: more than its error; 3 m between neighbours, less between others
Near = tuple[float, Place]  # km to the nearest sure place, and which that is
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
    anchors = [place for place in sure if place.place_id in known] or sure
    bearers = {place.place_id: place for places in candidates.values() for place in places}
    nearest = find_nearest(list(bearers.values()), anchors)
    choices = {text: choose(text, places, nearest, known) for text, places in candidates.items()}
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


def choose(name: str, places: list[Place], nearest: dict[str, Near], known: frozenset[str]) -> Choice:
    """The best candidate where it leads by a margin, else none, and why."""
    ranked = sorted(
        (score_place(name, place, nearest.get(place.place_id), known) for place in places),
        key=lambda one: (-one[0], one[1].place_id),
    )
    candidates = tuple(Candidate(p.place_id, p.name, round(score, 3), why) for score, p, why in ranked[:6])
    if len(ranked) == 1:
        return Choice(places[0], candidates, "the only place of this name")
    score, best, reason = ranked[0]
    if score - ranked[1][0] < MARGIN:
        return Choice(None, candidates, f"{len(ranked)} places bear this name and two fit equally well")
    return Choice(best, candidates, reason)


def score_place(name: str, place: Place, near: Near | None, known: frozenset[str]) -> Scored:
    """A candidate's score with its reasons in words; each feature is a function of its own."""
    features = (
        score_known(place, known),
        score_size(place.population),
        score_near(near),
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


def score_near(near: Near | None) -> tuple[float, str]:
    """Up to 2 for lying close to the report's other places, −1 for lying far from all of them."""
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


def find_nearest(places: Sequence[Place], anchors: Sequence[Place]) -> dict[str, Near]:
    """For each place, by id, the anchor nearest to it that is another; of equals the first by id.

    A region counts as nearer than it is: its point stands for an area.
    """
    points = {place.place_id: point_of(place) for place in (*places, *anchors)}
    towns = [anchor for anchor in anchors if anchor.kind == "settlement"]
    areas = [anchor for anchor in anchors if anchor.kind != "settlement"]
    nearest: dict[str, Near] = {}
    for group, nearer in ((towns, 1.0), (areas, REGION_NEARER)):
        for place, anchor in likely_nearest(places, group):
            one, other = place.place_id, anchor.place_id
            if one != other:
                distance = arc(points[one], points[other]) / nearer
                best = nearest.get(one)
                if best is None or (distance, other) < (best[0], best[1].place_id):
                    nearest[one] = distance, anchor
    return nearest


def likely_nearest(places: Sequence[Place], anchors: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """Each place with its nearest other anchor, and with whatever may be as near but for rounding; where they are
    few, with all. Found by the cosine of the angle between two places, which costs far less than `arc`."""
    if len(places) * len(anchors) <= FEW:
        yield from product(places, anchors)
        return
    columns = {anchor.place_id: column for column, anchor in enumerate(anchors)}
    towards = unit_vectors(anchors).T
    size = BLOCK // len(anchors) + 1
    for first in range(0, len(places), size):
        block = places[first : first + size]
        cosines = unit_vectors(block) @ towards  # a row a place, a column an anchor
        for row, place in enumerate(block):
            if place.place_id in columns:
                cosines[row, columns[place.place_id]] = -2.0  # itself is no other
        rows, nearest = np.nonzero(cosines >= cosines.max(axis=1, keepdims=True) - ROUNDING)
        for row, column in zip(rows.tolist(), nearest.tolist(), strict=True):
            yield block[row], anchors[column]


def unit_vectors(places: Sequence[Place]) -> NDArray[np.float64]:
    """Where places lie on a sphere of radius 1: a row a place, with x, y and z."""
    lats, lons = np.radians([(place.lat, place.lon) for place in places]).T
    across = np.cos(lats)
    return np.array((across * np.cos(lons), across * np.sin(lons), np.sin(lats))).T

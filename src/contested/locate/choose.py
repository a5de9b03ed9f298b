"""Which place a name means: a report's names with their candidates, in; mentions with a choice, out.

A first pass takes names that only one place bears; the second weighs the others by nearness to those,
by the theatre's own list, by size. Two candidates left equally good give no place, and the mention says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from contested.locate.gazetteer import Gazetteer, kilometres
from contested.locate.variants import fold_name
from contested.model import Candidate, Claim, Mention, Name, Place, Report

MARGIN = 0.25  # of a score point; closer candidates were a coin's toss on the change notes
NEAR_KM = 60.0  # how far the report's other places pull
FAR_KM = 250.0  # a bearer of the name that lies farther from all other places is doubted
Scored = tuple[float, Place, str]


def choose_places(
    report: Report, names: Sequence[Name], gazetteer: Gazetteer, known: frozenset[str]
) -> tuple[Mention, ...]:
    """The mentions of a report, in order. `known` holds the ids that the theatre's own list names."""
    candidates = [gazetteer.named(name.text) for name in names]
    single = [places[0] for places in candidates if len(places) == 1 and places[0].kind != "country"]
    sure = list({place.place_id: place for place in single}.values())
    anchors = [place for place in sure if place.place_id in known] or sure
    return tuple(
        choose(report, name, places, anchors, known) for name, places in zip(names, candidates, strict=True)
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


def choose(
    report: Report, name: Name, places: list[Place], anchors: list[Place], known: frozenset[str]
) -> Mention:
    """One mention: the best candidate where it leads by a margin, else none, and why."""
    ranked = sorted(
        (
            score_place(name, place, [a for a in anchors if a.place_id != place.place_id], known)
            for place in places
        ),
        key=lambda one: (-one[0], one[1].place_id),
    )
    best = ranked[0]
    tie = len(ranked) > 1 and best[0] - ranked[1][0] < MARGIN
    chosen = None if tie else best[1]
    if chosen is None:
        reason = f"{len(ranked)} places bear this name and two fit equally well"
    else:
        reason = best[2] if len(ranked) > 1 else "the only place of this name"
    return Mention(
        report_id=report.report_id,
        report_name=report.name,
        start=name.start,
        end=name.end,
        text=name.text,
        place_id=chosen.place_id if chosen else None,
        name=chosen.name if chosen else None,
        lat=chosen.lat if chosen else None,
        lon=chosen.lon if chosen else None,
        uncertainty_km=chosen.uncertainty_km if chosen else None,
        candidates=tuple(Candidate(p.place_id, p.name, round(score, 3), why) for score, p, why in ranked[:6]),
        reason=reason,
    )


def score_place(name: Name, place: Place, anchors: list[Place], known: frozenset[str]) -> Scored:
    """A candidate's score with its reasons in words; each feature is a function of its own."""
    features = (
        score_known(place, known),
        score_size(place),
        score_near(place, anchors),
        score_own_name(name, place),
    )
    return (
        sum(value for value, _ in features),
        place,
        "; ".join(reason for value, reason in features if reason),
    )


def score_known(place: Place, known: frozenset[str]) -> tuple[float, str]:
    return (1.0, "named in the theatre's list") if place.place_id in known else (0.0, "")


def score_size(place: Place) -> tuple[float, str]:
    if place.population < 1000:
        return 0.0, ""
    return 0.3 * math.log10(place.population / 1000), f"{place.population:,} inhabitants"


def score_near(place: Place, anchors: list[Place]) -> tuple[float, str]:
    """Up to 2 for lying close to the report's other places, −1 for lying far from all of them."""
    near = [
        (kilometres(place, anchor) / (1 if anchor.kind == "settlement" else 2.5), anchor)
        for anchor in anchors
    ]
    if not near:
        return 0.0, ""
    distance, anchor = min(near, key=lambda one: (one[0], one[1].place_id))
    if distance > FAR_KM:
        return -1.0, f"far from {anchor.name}, {distance:.0f} km"
    return 2.0 * math.exp(-distance / NEAR_KM), f"{distance:.0f} km from {anchor.name}"


def score_own_name(name: Name, place: Place) -> tuple[float, str]:
    return (0.3, "its own name") if fold_name(place.name) == fold_name(name.text) else (0.0, "")

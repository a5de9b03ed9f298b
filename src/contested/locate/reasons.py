"""What speaks for a place and against it, each reason on its own: a place and what is known of the report, in; a part
of its score and the words for it, out.

The weights were set on change notes of 2022 to 2024 and rounded; docs/method/places.md tells how. A score of 0 is that
of a place which the gazetteer lacks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from contested.locate.cues import Cue
from contested.locate.fold import fold_name
from contested.locate.gazetteer import Gazetteer
from contested.locate.variants import How
from contested.model import Place
from contested.sphere import kilometres

START = 1.5  # what has to be made up for a settlement to be believed, where a zone of fighting is drawn
FREE = 0.5  # where none is drawn, a settlement is believed for nothing else
COMMON = 0.45  # each doubling of those that bear a name makes it likelier that one more is meant
NEAR = 2.5  # for lying beside another place of the report
ALSO = 1.2  # … and for lying beside a second one of the sentence: a list goes along the front
NEAR_KM = 30.0  # how far the report's other places pull
ALIEN = -2.0
ALIEN_KM = 250.0  # … from what else the sentence names
FAR_KM = 200.0  # a candidate that lies farther from all other places is doubted
EDGE_KM = 30.0  # how far beyond its edge the zone of fighting still pulls
DEEP_KM = 16.0  # … and how far within it the middle lies
TOWN = 10_000  # inhabitants
CITY = 100_000
HELD = 15_000  # no gazetteer lacks a town of so many
SMALL = 5_000  # no direction is named after a place of fewer
ALIKE = 4  # letters by which a name and a part of another are taken for one
BELIEVED = 0.5
SETTLED = frozenset({"village", "town"})

Reason = tuple[float, str]  # a part of the score, and what to say of it
FORMS: dict[str, Reason] = {
    "romanised": (-0.5, "a spelling of its name"),
    "bridged": (-0.8, "its name as Russian would have it"),
}


class Near(NamedTuple):
    """The place chosen for another name that pulls most: how far it lies (km), its name, and how much it pulls, 0–1;
    how much the second place of its sentence does; and whether its sentence names several, all of them far."""

    km: float
    name: str
    pull: float
    also: float = 0.0
    alien: bool = False


def score_start(place: Place, bearers: int, drawn: bool) -> Reason:
    """What a settlement starts from: doubt, the more places bear its name. `drawn`: whether a zone is."""
    if place.kind != "settlement":
        return 0.0, ""
    return (-START if drawn else FREE) - COMMON * math.log2(bearers), ""


def score_listed(place: Place, listed: frozenset[str]) -> Reason:
    return (1.5, "named in the theatre's list") if place.place_id in listed else (0.0, "")


def score_zone(place: Place, km: float | None) -> Reason:
    """Up to 4.8 in the midst of the day's zone of fighting, 2 at its edge, less beyond, −1.2 far behind it."""
    if km is None or place.kind != "settlement":
        return 0.0, ""
    if km <= 0.0:
        return 2.0 + 2.8 * min(1.0, -km / DEEP_KM), "in the zone of fighting"
    value = 2.0 * math.exp(-km / EDGE_KM) - 1.2 * min(1.0, km / FAR_KM)
    return value, f"{km:.0f} km from the zone of fighting"


def score_near(place: Place, near: Near | None) -> Reason:
    """Up to 3.7 for lying close to the report's other places, −0.7 for a settlement far from all of them, −2 where its
    sentence names several that are all far: a list does not leap from front to front."""
    if near is None:
        return 0.0, ""
    if near.alien and place.kind == "settlement" and place.population < HELD:
        return ALIEN, f"far from what else its sentence names; {near.km:.0f} km from {near.name}"
    if near.km > FAR_KM:
        return (-0.7 if place.kind == "settlement" else 0.0), f"far from {near.name}, {near.km:.0f} km"
    return NEAR * near.pull + ALSO * near.also, f"{near.km:.0f} km from {near.name}"


@cache
def score_size(population: int) -> Reason:
    """More for each tenfold of a thousand inhabitants, and for a city: no gazetteer lacks one."""
    if population < 1000:
        return 0.0, ""
    city = 2.2 if population >= CITY else 0.0
    return 0.6 * math.log10(population / 1000) + city, f"{population:,} inhabitants"


def score_kind(place: Place, cues: Sequence[Cue]) -> Reason:
    """What "the village of" or "the river" beside the name says of it; of most places nobody gives the size."""
    kinds = {cue.kind for cue in cues if cue.kind}
    settlement = place.kind == "settlement"
    if not kinds or (settlement and not place.population and kinds <= SETTLED):
        return 0.0, ""
    if settlement:
        fits = "town" in kinds if place.population >= TOWN else "village" in kinds
    else:
        fits = place.kind in kinds or (place.kind == "area" and not kinds & {*SETTLED, "river"})
    weight = 0.8 if settlement and kinds <= SETTLED else 2.0
    return (weight, "of the kind that is said") if fits else (-weight, "not of the kind that is said")


def score_regions(place: Place, cues: Sequence[Cue], gazetteer: Gazetteer) -> Reason:
    """Whether the place lies in a region that is said to hold it: as its own region says, where that is known by name;
    else a region is a circle."""
    regions = [region for cue in cues for name in cue.regions for region in gazetteer.named(name)]
    if not regions or place.kind != "settlement":
        return 0.0, ""
    own = {one.place_id for one in gazetteer.named(place.admin1 or "") if one.kind == "region"}
    for region in regions:
        stated = bool(own) and region.kind == "region"
        if region.place_id in own or (not stated and kilometres(place, region) <= region.uncertainty_km):
            return 3.0, f"in {region.name}, which is named beside it"
    if all(
        (own and region.kind == "region") or kilometres(place, region) > 1.5 * region.uncertainty_km
        for region in regions
    ):
        return -3.0, f"outside {regions[0].name}, which is named beside it"
    return 0.0, ""


def score_form(place: Place, how: How) -> Reason:
    """A spelling that a rule makes of a place's names is worth less than a written one, and directions are named after
    towns."""
    if how == "adjective" and place.population < SMALL:
        return -2.0, "too small for a direction to be named after"
    return FORMS.get(how, (0.0, ""))


def score_own_name(name: str, place: Place) -> Reason:
    """More for a place's own name than for another that it bears, less where that is a longer one of which this may be a
    part."""
    own, said = own_form(place.name), fold_name(name)
    if own == said:
        return 0.4, "its own name"
    parts = own.replace("-", " ").split()
    if len(parts) > len(said.replace("-", " ").split()) and any(one[:ALIKE] == said[:ALIKE] for one in parts):
        return -0.6, "a part of its name"
    return 0.0, ""


@cache
def own_form(name: str) -> str:
    """A place's own name, folded; kept, for a gazetteer has no more than it has."""
    return fold_name(name)


def belief(place: Place) -> float:
    """What a candidate has to beat: the likeliest place that the gazetteer lacks."""
    if place.kind != "settlement":
        return -math.inf
    return BELIEVED - (2.0 if place.population >= HELD else 0.0)

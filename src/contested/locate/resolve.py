"""Claims whose places are words, and the mentions chosen for a report, in; claims with located places, out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.locate.choose import BELIEVED, MARGIN
from contested.locate.gazetteer import Gazetteer, kilometres
from contested.model import Claim, Mention, Name, Place, PlaceRef

NEAR_KM = 8.0  # "near X" in press use, measured on nothing finer: half of the usual spacing of towns
AXIS_KM = 15.0
MOVING = frozenset({"from", "to"})  # roles of a place that is no mere setting: "from X to the Y region"
ENCLOSING = frozenset({"region", "district", "country", "area"})


def resolve_claims(
    claims: Sequence[Claim], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Claim, ...]:
    """Every claim with the places that its words' anchors were chosen to mean; unresolved ones stay words."""
    chosen = {(mention.start, mention.end): mention for mention in mentions}
    located = []
    for claim in claims:
        places = tuple(locate(place, chosen, gazetteer) for place in claim.places)
        located.append(msgspec.structs.replace(claim, places=drop_enclosing(once(places), gazetteer)))
    return tuple(located)


def anchor_names(claims: Sequence[Claim], names: Sequence[Name]) -> tuple[Claim, ...]:
    """Claims whose anchors are any words ("the village of X"), with the longest gazetteer name in each for its anchor."""

    def anchored(place: PlaceRef) -> PlaceRef:
        start, end = place.anchor or (0, 0)
        inside = [name for name in names if start <= name.start and name.end <= end]
        if not inside:
            return place
        longest = max(inside, key=lambda name: (name.end - name.start, -name.start))
        return msgspec.structs.replace(place, anchor=(longest.start, longest.end))

    return tuple(
        msgspec.structs.replace(claim, places=tuple(map(anchored, claim.places))) for claim in claims
    )


def once(places: tuple[PlaceRef, ...]) -> tuple[PlaceRef, ...]:
    """Each place once in each role: "on the Oskol (Oskil)" names one river."""
    first: dict[tuple[str, str], PlaceRef] = {}
    for place in places:
        first.setdefault((place.place_id or f"{place.text} {place.anchor}", place.role), place)
    return tuple(first.values())


def drop_enclosing(places: tuple[PlaceRef, ...], gazetteer: Gazetteer) -> tuple[PlaceRef, ...]:
    """Without the regions that only enclose a settlement of the same claim ("in X in the Y region")."""
    entries = [gazetteer.places[place.place_id] if place.place_id else None for place in places]
    towns = [entry for entry in entries if entry and entry.kind == "settlement"]

    def encloses(entry: Place | None) -> bool:
        return (
            entry is not None
            and entry.kind in ENCLOSING
            and any(kilometres(entry, town) <= 1.5 * entry.uncertainty_km for town in towns)
        )

    return tuple(
        place
        for place, entry in zip(places, entries, strict=True)
        if place.role in MOVING or not encloses(entry)
    )


def locate(place: PlaceRef, chosen: dict[tuple[int, int], Mention], gazetteer: Gazetteer) -> PlaceRef:
    mention = chosen.get(place.anchor) if place.anchor else None
    entry = find_entry(place, mention, gazetteer) if mention else None
    if entry is None:
        return msgspec.structs.replace(place, name=mention.text if mention else place.name or place.text)
    spread = {"near": NEAR_KM, "axis": AXIS_KM}.get(place.role, 0.0)
    return msgspec.structs.replace(
        place,
        place_id=entry.place_id,
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        uncertainty_km=max(entry.uncertainty_km, spread),
    )


def find_entry(place: PlaceRef, mention: Mention, gazetteer: Gazetteer) -> Place | None:
    """The place chosen for a mention; the best of its candidates of the kind that the words allow ("the Oskil"
    is no village), where the choice is of another kind or was left open."""
    entry = gazetteer.places.get(mention.place_id or "")
    if not place.kinds or (entry is not None and entry.kind in place.kinds):
        return entry
    allowed = [one for one in mention.candidates if gazetteer.places[one.place_id].kind in place.kinds]
    if entry is not None and not allowed and "region" in place.kinds:  # "the X, Y and Z regions"
        named = (*gazetteer.named(f"{mention.text} region"), *gazetteer.named(entry.admin1 or ""))
        return next((one for one in named if one.kind == "region"), None)
    likely = [one for one in allowed if one.score >= BELIEVED]
    tie = len(likely) > 1 and likely[0].score - likely[1].score < MARGIN
    return gazetteer.places[likely[0].place_id] if likely and not tie else None

"""Claims whose places are words, and the mentions chosen for a report, in; claims with located places, out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.locate.choose import MARGIN
from contested.locate.gazetteer import Gazetteer
from contested.locate.reasons import BELIEVED
from contested.locate.relative import AXIS_KM, COURSES, NEAR_KM, Spot, place_spot
from contested.model import Claim, Mention, Name, Place, PlaceRef, Relation
from contested.sphere import kilometres

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


def note_relations(mentions: Sequence[Mention], claims: Sequence[Claim]) -> tuple[Mention, ...]:
    """Mentions whose reason also tells what claims place by them: "5 miles east of X". A mention stays the name's own
    place."""
    told: dict[tuple[int, int], dict[str, None]] = {}
    for claim in claims:
        for place in claim.places:
            if place.relation is not None and place.anchor is not None:
                told.setdefault(place.anchor, {})[place.relation.words] = None
    return tuple(
        msgspec.structs.replace(mention, reason=f"{mention.reason}; places “{'”, “'.join(words)}”")
        if (words := told.get((mention.start, mention.end)))
        else mention
        for mention in mentions
    )


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
    relation, line = lay_line(place.relation, entry, place.anchor, chosen, gazetteer)
    spot = place_spot(entry, relation, line) if relation else own_spot(entry, place)
    return msgspec.structs.replace(
        place,
        place_id=entry.place_id,
        name=entry.name,
        lat=spot.lat,
        lon=spot.lon,
        uncertainty_km=round(spot.uncertainty_km, 1),
        relation=relation,
    )


def own_spot(entry: Place, place: PlaceRef) -> Spot:
    """The place itself; its vicinity or direction reach further."""
    spread = {"near": NEAR_KM, "axis": AXIS_KM}.get(place.role, 0.0)
    return Spot(entry.lat, entry.lon, max(entry.uncertainty_km, spread))


def lay_line(
    relation: Relation | None,
    entry: Place,
    anchor: tuple[int, int] | None,
    chosen: dict[tuple[int, int], Mention],
    gazetteer: Gazetteer,
) -> tuple[Relation | None, tuple[Place, ...]]:
    """A relation with the points that it runs through, in the text's order, and their places: none unless all the
    names are located. Without them there is no line, and no relation that needs one."""
    if relation is None or not relation.others or anchor is None:
        return relation, ()
    places: list[Place] = []
    for span in sorted({anchor, *relation.others}):
        mention = chosen.get(span)
        other = entry if span == anchor else gazetteer.places.get((mention and mention.place_id) or "")
        if other is None:
            return (relation if relation.kind == "bank" else None), ()
        places.append(other)
    if len({place.place_id for place in places}) < 2:
        return None, ()
    drawn = [
        place for place in places if place.kind not in COURSES
    ]  # a river's own point is none of a stretch of it
    return msgspec.structs.replace(
        relation,
        names=tuple(place.name for place in drawn),
        line=tuple((place.lat, place.lon) for place in drawn),
    ), tuple(places)


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

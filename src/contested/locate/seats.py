"""The seat of a region whose name is said for the region: "gains in Kursk", where nobody fights for the city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from contested.locate.beside import word_before
from contested.locate.cues import load_words
from contested.locate.gazetteer import Gazetteer
from contested.model import AHEAD, Claim, Mention, Place, PlaceRef, Report
from contested.vocabulary import event_types

Span = tuple[int, int]
# Roles of places by the families of events that happen where the front is; men come from anywhere.
SETTING = {"territory": ("at", "from", "to"), "force": ("at",)}


def tell_regions(
    report: Report, claims: Sequence[Claim], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    """Claims and mentions with the region where a seat's name stands for it. What the claims tell decides: fighting "in" a
    city that lies outside the zone of fighting of its day was in the region of its name, and so was ground gained "in" it, and
    what happened on the ground of one side of it ("in western Donetsk": of a city one says districts or outskirts). In which
    languages and behind which words a seat is said for its region is data (`spans` of `cues.toml`). What an analyst settled
    stays."""
    words = load_words().get(report.language or "")
    if words is None or not words.spans:
        return tuple(claims), tuple(mentions)
    placed: dict[Span, list[tuple[Claim, PlaceRef]]] = defaultdict(list)
    for claim in claims:
        for place in claim.places:
            if place.anchor:
                placed[place.anchor].append((claim, place))
    regions: dict[Span, Place] = {}
    for mention in mentions:
        span = (mention.start, mention.end)
        region = find_region(mention, gazetteer) if span in placed else None
        if region is not None and mention.place_id:
            before = word_before(report.text, mention.start)
            spans = before is not None and report.text[slice(*before)].lower() in words.spans
            number = gazetteer.places.number_of(mention.place_id)
            if any(is_regions(claim, place, number, spans, gazetteer) for claim, place in placed[span]):
                regions[span] = region
    return (
        tuple(widen(claim, regions) for claim in claims) if regions else tuple(claims),
        tuple(move(mention, regions.get((mention.start, mention.end))) for mention in mentions),
    )


def find_region(mention: Mention, gazetteer: Gazetteer) -> Place | None:
    """The region that bears the name of a settlement that was chosen for a mention."""
    seat = gazetteer.places.get(mention.place_id or "")
    if seat is None or seat.kind != "settlement" or gazetteer.ruling(mention.text):
        return None
    return next((one for one in gazetteer.named(f"{seat.name} region") if one.kind == "region"), None)


def is_regions(claim: Claim, place: PlaceRef, seat: int, spans: bool, gazetteer: Gazetteer) -> bool:
    """Whether what a claim tells of a region's seat, the place of that number, can only have been in the region. `spans`:
    a word stands before its name behind which it may be said for the region."""
    kind = event_types()[claim.event]
    if place.role not in SETTING.get(kind.family, ()) or claim.stance in AHEAD:
        return False  # what is wanted or feared may be the city itself
    if not spans:
        return place.relation is not None and place.relation.kind == "part"
    if kind.implies == "part" or (kind.implies == "actor" and kind.course != "again"):
        return True  # ground gained, or held, "in" it
    zone = gazetteer.zone_on(claim.when.end)
    return zone is not None and float(zone[seat]) > 0


def widen(claim: Claim, regions: dict[Span, Place]) -> Claim:
    """A claim whose words may mean a region where one was found."""
    if not any(place.anchor in regions for place in claim.places):
        return claim
    places = (
        replace(place, kinds=(*place.kinds, "region")) if place.anchor in regions and place.kinds else place
        for place in claim.places
    )
    return replace(claim, places=tuple(places))


def move(mention: Mention, region: Place | None) -> Mention:
    """A mention of a region by the name of its seat."""
    if region is None:
        return mention
    return replace(
        mention,
        place_id=region.place_id,
        name=region.name,
        lat=region.lat,
        lon=region.lon,
        uncertainty_km=region.uncertainty_km,
        reason=f"what is told of it happened in {region.name}: nobody fights for its seat",
    )

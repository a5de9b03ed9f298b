"""Claims, a gazetteer and the known sources, in; those of the claims that were made elsewhere in the desk's own terms,
out: its places and its names of sources. What the gazetteer lacks stays as it was told.

The ledger keeps what was told. It is put into the desk's terms when it is asked for, so that a source vouched for or a
place added later is found without anything being read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from contested.locate.fold import fold_name
from contested.locate.gazetteer import Gazetteer, lie_together
from contested.model import TOLD, Claim, Place, PlaceRef, Voice
from contested.theatres import Source
from contested.trace.voices import Directory

SETTLEMENT = "settlement"
DEFAULT_KM = 2.0  # that a place can be off where nobody says
NOBODY = ("footage", "unnamed")  # kinds of voices that are no known source, whatever they are called


Point = tuple[str, float, float, float, str]


class Terms:
    """A gazetteer and the known sources, and what was found in them."""

    def __init__(self, gazetteer: Gazetteer, sources: Iterable[Source]) -> None:
        self.gazetteer, self.directory = gazetteer, Directory(sources)
        self.told: dict[str, Place] = {}
        self.voices: dict[Voice, Voice] = {}
        self.claims: dict[str, tuple[Claim, tuple[Place | None, ...], Claim]] = {}

    def put_in(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """The claims, those made elsewhere in these terms. `find_place` then knows the places that they tell of."""
        self.told = {}
        if not any(map(is_told, claims)):
            return claims
        self.told = find_told_places(claims, self.gazetteer)
        return tuple(self.put_one(claim) if is_told(claim) else claim for claim in claims)

    def put_one(self, claim: Claim) -> Claim:
        """One claim that was made elsewhere; where it was put so before, the same record."""
        places = tuple(self.told.get(ref.place_id or "") for ref in claim.places)
        held = self.claims.get(claim.claim_id)
        if held is None or held[:2] != (claim, places):
            refs = tuple(own_place(ref, place) for ref, place in zip(claim.places, places, strict=True))
            own = replace(claim, voices=tuple(map(self.own_voice, claim.voices)), places=refs)
            held = self.claims[claim.claim_id] = claim, places, own
        return held[2]

    def own_voice(self, voice: Voice) -> Voice:
        """A voice as the desk calls it: by the id that it bears, else by its name. Who is not known here has no id."""
        if voice not in self.voices:
            source = self.directory.by_id.get(voice.source_id or "") or self.directory.find(voice.name)
            self.voices[voice] = (
                replace(voice, source_id=None)
                if source is None or voice.kind in NOBODY
                else Voice(name=source.name, kind=source.kind, side=source.side, source_id=source.source_id)
            )
        return self.voices[voice]

    def find_place(self, place_id: str) -> Place | None:
        """A place by its id: the gazetteer's, or one that was told."""
        return self.gazetteer.places.get(place_id) or self.told.get(place_id)


def is_told(claim: Claim) -> bool:
    """Whether a claim was made elsewhere."""
    return claim.rule.startswith(TOLD)


def find_told_places(claims: Iterable[Claim], gazetteer: Gazetteer) -> dict[str, Place]:
    """The places of claims that were made elsewhere, by the ids that these give them: the gazetteer's where it has the id,
    or a place of the name within 3 km; else as most claims tell them, of those as the first in order."""
    points: dict[str, Counter[Point]] = defaultdict(Counter)
    moved: dict[str, Counter[Point]] = defaultdict(Counter)
    for claim in claims:
        if is_told(claim):
            for ref in claim.places:
                point = point_of(ref)
                if ref.place_id and point is not None:
                    (points if ref.relation is None else moved)[ref.place_id][point] += 1
    found = {}
    for place_id in sorted(points.keys() | moved.keys()):
        told = points.get(place_id) or moved[place_id]
        name, lat, lon, around, kind = min(told, key=lambda one: (-told[one], one))
        place = Place(place_id=place_id, name=name, kind=kind, lat=lat, lon=lon, uncertainty_km=around)
        found[place_id] = gazetteer.places.get(place_id) or find_twin(place, gazetteer) or place
    return found


def point_of(ref: PlaceRef) -> Point | None:
    """What a claim tells of a place: name, point, km that it can be off, kind; null where it gives no point."""
    if ref.lat is None or ref.lon is None:
        return None
    around = DEFAULT_KM if ref.uncertainty_km is None else ref.uncertainty_km
    kind = ref.kinds[0] if len(ref.kinds) == 1 else SETTLEMENT
    return ref.name or ref.text or ref.place_id or "", ref.lat, ref.lon, around, kind


def find_twin(place: Place, gazetteer: Gazetteer) -> Place | None:
    """The place of the gazetteer that a told one is: of one kind, of a name that is its own, and where it lies."""
    name = fold_name(place.name)
    twins = [
        one
        for one in gazetteer.named(place.name)
        if one.kind == place.kind
        and lie_together(one, place)
        and name in map(fold_name, (one.name, *one.names))
    ]
    return twins[0] if len(twins) == 1 else None


def own_place(ref: PlaceRef, place: Place | None) -> PlaceRef:
    """A place under the desk's id and name, at its point; where it says how something lies to it, at the point told."""
    if place is None:
        return ref
    if ref.relation is None:
        around = place.uncertainty_km if ref.uncertainty_km is None else ref.uncertainty_km
        ref = replace(ref, lat=place.lat, lon=place.lon, uncertainty_km=around)
    return replace(ref, place_id=place.place_id, name=place.name)

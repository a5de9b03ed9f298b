"""Claims, a gazetteer and the known sources, in; those of the claims that were made elsewhere in the desk's own terms,
out: its places and its names of sources. What the gazetteer lacks stays as it was told.

The ledger keeps what was told. It is put into the desk's terms when it is asked for, so that a source vouched for or a
place added later is found without anything being read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from contested.locate.fold import fold_name
from contested.locate.gazetteer import Gazetteer, lie_together
from contested.model import TOLD, Claim, Place, PlaceRef, Voice
from contested.trace.voices import Directory

SETTLEMENT = "settlement"


def is_told(claim: Claim) -> bool:
    """Whether a claim was made elsewhere."""
    return claim.rule.startswith(TOLD)


def find_told_places(claims: Iterable[Claim], gazetteer: Gazetteer) -> dict[str, Place]:
    """The places of claims that were made elsewhere, by the ids that these give them: the gazetteer's where it has the id,
    or a place of the name within 3 km; else as most claims tell them, of those as the first in order."""
    points: dict[str, Counter[tuple[str, float, float, float, str]]] = defaultdict(Counter)
    moved: dict[str, Counter[tuple[str, float, float, float, str]]] = defaultdict(Counter)
    for claim in claims:
        if is_told(claim):
            for ref in claim.places:
                if ref.place_id and ref.lat is not None and ref.lon is not None:
                    around = Place.uncertainty_km if ref.uncertainty_km is None else ref.uncertainty_km
                    kind = ref.kinds[0] if len(ref.kinds) == 1 else SETTLEMENT
                    known = (ref.name or ref.text or ref.place_id, ref.lat, ref.lon, around, kind)
                    (points if ref.relation is None else moved)[ref.place_id][known] += 1
    found = {}
    for place_id in points.keys() | moved.keys():
        told = points.get(place_id) or moved[place_id]
        name, lat, lon, around, kind = min(told, key=lambda one: (-told[one], one))
        place = Place(place_id=place_id, name=name, kind=kind, lat=lat, lon=lon, uncertainty_km=around)
        found[place_id] = gazetteer.places.get(place_id) or find_twin(place, gazetteer) or place
    return dict(sorted(found.items()))


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


def in_own_terms(
    claims: Sequence[Claim], places: Mapping[str, Place], directory: Directory
) -> tuple[Claim, ...]:
    """The claims, those made elsewhere with `places` and sources as the desk knows them."""
    voices: dict[Voice, Voice] = {}
    return tuple(own_claim(claim, places, directory, voices) if is_told(claim) else claim for claim in claims)


def own_claim(
    claim: Claim, places: Mapping[str, Place], directory: Directory, known: dict[Voice, Voice]
) -> Claim:
    """One such claim; `known` are voices that have been looked for."""
    for voice in claim.voices:
        if voice not in known:
            known[voice] = own_voice(voice, directory)
    voices = tuple(known[voice] for voice in claim.voices)
    refs = tuple(own_place(ref, places) for ref in claim.places)
    if voices == claim.voices and refs == claim.places:
        return claim
    return replace(claim, voices=voices, places=refs)


def own_voice(voice: Voice, directory: Directory) -> Voice:
    """A voice as the desk calls it: by the id that it bears, else by its name. Who is not known here has no id."""
    source = directory.by_id.get(voice.source_id or "") or directory.find(voice.name)
    if source is None or voice.kind in ("footage", "unnamed"):
        return replace(voice, source_id=None)
    return Voice(name=source.name, kind=source.kind, side=source.side, source_id=source.source_id)


def own_place(ref: PlaceRef, places: Mapping[str, Place]) -> PlaceRef:
    """A place under the desk's id and name, at its point; where it says how something lies to it, at the point told."""
    place = places.get(ref.place_id or "")
    if place is None:
        return ref
    if ref.relation is None:
        around = place.uncertainty_km if ref.uncertainty_km is None else ref.uncertainty_km
        ref = replace(ref, lat=place.lat, lon=place.lon, uncertainty_km=around)
    return replace(ref, place_id=place.place_id, name=place.name)

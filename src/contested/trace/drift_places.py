"""The places of a claim and of its repeat, in; which grew, shrank, changed, were dropped or added, out.

What a claim covers of a place follows from its role and relation: a direction or the ground near it, its outskirts or
another part, all of it. A region covers the settlements in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.model import Claim, Drift, DriftChange, PlaceRef, Relation
from contested.sphere import kilometres

# From least to most of the place. Which part is most, nobody can say; that its outskirts are the least, one can.
BESIDE, EDGE, PART, WHOLE = range(4)
COVERED = {
    "offset": BESIDE,
    "between": BESIDE,
    "along": BESIDE,
    "edge": EDGE,
    "part": PART,
    "centre": PART,
    "bank": PART,
}
# Kinds of place by size: what is larger can enclose what is smaller.
SIZES = {"settlement": 0, "district": 1, "region": 2, "country": 3}
SAME_WAY = 45.0  # degrees: "north" and "northeast" are neighbours, "north" and "east" are not
CONVERTED_BY = 0.25  # share of a distance: "3 miles" (4.8 km) is told as "5 km" or "about 4 km"


def compare_places(origin: Claim, repeat: Claim) -> Iterator[Drift]:
    """One drift for each place that does not say the same, in the order of the first claim.

    The vicinity that only locates another place of the claim is left aside: who omits it says nothing else.
    """
    was, became = main_places(origin), main_places(repeat)
    both = [key for key in was if key in became]
    gone = [was[key] for key in was if key not in both]
    new = [became[key] for key in became if key not in both]
    for key in both:
        yield from compare_reach(origin, was[key], repeat, became[key])
    for one in list(gone):
        other = next((other for other in new if encloses(other, one) or encloses(one, other)), None)
        if other is None and len(gone) == 1 and len(new) == 1:
            other = new[0]
        if other is not None:
            gone.remove(one)
            new.remove(other)
            change: DriftChange = (
                "grown" if encloses(other, one) else "narrowed" if encloses(one, other) else "changed"
            )
            yield Drift("place", change, words_of(origin, one), words_of(repeat, other))
    for one in gone:
        yield Drift("place", "dropped", words_of(origin, one), "")
    for other in new:
        yield Drift("place", "added", "", words_of(repeat, other))


def main_places(claim: Claim) -> dict[str, PlaceRef]:
    """Each place once, as what the claim covers most of; the vicinities only where there is nothing else."""
    named = [ref for ref in claim.places if ref.place_id or ref.name or ref.text]
    main = [ref for ref in named if ref.role != "near"] or named
    found: dict[str, PlaceRef] = {}
    for ref in main:
        key = ref.place_id or (ref.name or ref.text or "").casefold()
        if key not in found or reach_of(ref) > reach_of(found[key]):
            found[key] = ref
    return found


def compare_reach(origin: Claim, was: PlaceRef, repeat: Claim, became: PlaceRef) -> Iterator[Drift]:
    """How much of one and the same place both speak of."""
    less, more = reach_of(was), reach_of(became)
    change: DriftChange | None = "grown" if more > less else "narrowed" if more < less else None
    if change is None and was.relation and became.relation:
        change = compare_relations(was.relation, became.relation)
    if change:
        yield Drift("place", change, words_of(origin, was), words_of(repeat, became))


def compare_relations(was: Relation, became: Relation) -> DriftChange | None:
    """ "The outskirts" become "the northeastern outskirts", these the southern ones; likewise banks and distances."""
    if (was.bearing is None) != (became.bearing is None):
        return "narrowed" if was.bearing is None else "grown"
    turned = (
        was.bearing is not None
        and became.bearing is not None
        and abs((was.bearing - became.bearing + 180) % 360 - 180) > SAME_WAY
    )
    crossed = was.side and became.side and was.side != became.side
    far = is_moved(was.low_km, became.low_km) or is_moved(was.high_km, became.high_km)
    return "changed" if turned or crossed or far else None


def is_moved(was: float | None, became: float | None) -> bool:
    """Whether two distances in km differ by more than a rounding or a conversion of miles does."""
    return was is not None and became is not None and abs(was - became) > max(1.0, CONVERTED_BY * was)


def reach_of(ref: PlaceRef) -> int:
    if ref.role in ("near", "axis", "to") and ref.relation is None:
        return BESIDE
    return COVERED[ref.relation.kind] if ref.relation else WHOLE


def encloses(wide: PlaceRef, narrow: PlaceRef) -> bool:
    """Whether the one is a larger kind of place, and the other lies within the radius that it is known to have."""
    if size_of(wide) <= size_of(narrow):
        return False
    if None in (wide.lat, wide.lon, narrow.lat, narrow.lon):
        return True
    apart = kilometres((wide.lat or 0.0, wide.lon or 0.0), (narrow.lat or 0.0, narrow.lon or 0.0))
    return apart <= 1.5 * (wide.uncertainty_km or 0.0)


def size_of(ref: PlaceRef) -> int:
    return max((SIZES.get(kind, 0) for kind in ref.kinds), default=0)


def words_of(claim: Claim, ref: PlaceRef) -> str:
    """The text's words for the place with those of its relation, on one line; its name where it says none.

    What is only near or ahead keeps the word before it: "under Oldmill", "towards Oldmill".
    """
    said = max(ref.text or "", ref.relation.words if ref.relation else "", key=len)
    if ref.role in ("near", "to") and ref.relation is None and ref.text and ref.anchor:
        at = ref.anchor[0] - claim.start
        before = claim.text[: max(at, 0)].split()
        if before and before[-1].isalpha() and claim.text.startswith(ref.text, at):
            said = f"{before[-1]} {said}"
    return " ".join(said.split()).strip(" ,;:") or ref.name or ""

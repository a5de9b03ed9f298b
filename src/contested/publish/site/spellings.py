"""A place and its claims, in; how reports wrote its name, and the names that the gazetteer has for it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from contested.model import Claim, PlaceRef
from contested.publish.private import MASK
from contested.publish.site.pins import Pin
from contested.publish.site.told import Made
from contested.publish.words import clean

# A name is shorter than this; what is longer is a clause that somebody's claim brought along.
LONGEST = 60
# So many spellings of reports, and so many more of the gazetteer, are listed; the others are counted.
MOST_SPELLED, MOST_NAMES = 40, 60


def describe_spellings(pin: Pin, made: Made) -> dict[str, Any]:
    """`written`: each spelling in reports, with the number of reports that have it and a claim where it is so, the most
    used first; `names`: what else the gazetteer calls the place; `former`: what it was called until a year."""
    reports: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Claim] = {}
    for claim in pin.claims:
        for spelling in find_spellings(claim, pin.place_id, made):
            reports[spelling].add(claim.report_id)
            first.setdefault(spelling, claim)
    written = sorted(reports, key=lambda one: (-len(reports[one]), one))
    place = pin.control.place if pin.control else None
    former = {one.name: one.until for one in place.former} if place else {}
    known = {*written, *former}
    names = [pin.name, *(place.names if place else ())]
    others = [one for one in dict.fromkeys(map(clean, names)) if one not in known]
    return {
        "written": [
            (one, len(reports[one]), first[one].claim_id, made.reports[first[one].report_id])
            for one in written[:MOST_SPELLED]
        ],
        "written_more": max(0, len(written) - MOST_SPELLED),
        "names": others[:MOST_NAMES],
        "names_more": max(0, len(others) - MOST_NAMES),
        "former": sorted(former.items()),
    }


def find_spellings(claim: Claim, place_id: str, made: Made) -> Iterator[str]:
    """The name as a claim's report has it, for each time that the claim means the place by it."""
    for ref in claim.places:
        spelling = read_name(ref, made.texts.get(claim.report_id, "")) if ref.place_id == place_id else ""
        if spelling and len(spelling) <= LONGEST and MASK not in spelling:
            yield spelling


def read_name(ref: PlaceRef, text: str) -> str:
    """The words that name a place: not "the city" that stands for it, nor the outskirts that lie to it."""
    if ref.anchor is not None:
        return clean(text[ref.anchor[0] : ref.anchor[1]])
    return clean(ref.text or "") if ref.relation is None else ""

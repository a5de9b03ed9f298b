"""Claims in order of rank, in; the claim that each was taken from, where the desk holds it, out.

One function a way, each with its reason in words. The first that finds one holds: a page's own earlier version, a copied
sentence, a citation, and only then what is inferred.
"""

from __future__ import annotations

from contested.model import INFERRED
from contested.trace.cited import find_cited, find_outgrown
from contested.trace.copied import find_copied, find_revised
from contested.trace.inferred import find_followed, find_summarised
from contested.trace.tellings import Parent, Tellings

WAYS = (find_revised, find_copied, find_cited, find_outgrown, find_summarised, find_followed)


def find_parents(tellings: Tellings) -> dict[str, Parent | None]:
    """What each claim was taken from, by its id; null where it stands by itself, or the desk does not hold that."""
    tellings.add_happenings([one for one in tellings.told.values() if find_copied(tellings, one) is None])
    parents: dict[str, Parent | None] = {}
    for claim_id, told in tellings.told.items():
        parents[claim_id] = next((found for way in WAYS if (found := way(tellings, told)) is not None), None)
    return break_loops(tellings, parents)


def break_loops(tellings: Tellings, parents: dict[str, Parent | None]) -> dict[str, Parent | None]:
    """The same parents without loops (A cites B, who cites A): of each a claim leads nowhere else, one whose link is only
    inferred before others, then the one of highest rank."""
    free, done = dict(parents), set[str]()
    for claim_id in tellings.told:
        path: dict[str, int] = {}
        at: str | None = claim_id
        while at is not None and at not in done:
            if at in path:
                ring = list(path)[path[at] :]
                inferred = [one for one in ring if kind_of(free[one]) in INFERRED]
                free[min(inferred or ring, key=lambda one: tellings.told[one].rank)] = None
                break
            path[at] = len(path)
            parent = free[at]
            at = parent.claim.claim_id if parent else None
        done.update(path)
    return free


def kind_of(parent: Parent | None) -> str:
    return parent.kind if parent else ""

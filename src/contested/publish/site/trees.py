"""A piece of evidence and its origin, in; the tree that the page opens under it, out, in words and links.

Of reports that are folded only a few are in it, so that it stays small however many copies there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from contested.model import INFERRED, Claim, Origin
from contested.publish.site.reports import quote
from contested.publish.tree import Branch, Fold, Telling, grow_tree
from contested.publish.tree_words import (
    say_drifts,
    say_fate,
    say_folded,
    say_further,
    say_how,
    say_known,
    say_origin,
    say_others,
    say_publisher,
    say_remarks,
    say_who,
)
from contested.publish.words import Words


class Panel(NamedTuple):
    """What a tree is told with: the numbers of the report chunks by report id, words, and the id of the claim that is
    quoted above it."""

    reports: Mapping[str, int]
    words: Words
    quoted: str


def describe_tree(origin: Origin, claims: Mapping[str, Claim], panel: Panel) -> dict[str, Any]:
    """The origin in words, where it took its word back, its own wording where that is held, and the branches."""
    tree = grow_tree(origin, {one: name_publisher(claims[one], panel.words) for one in origin.claims})
    back = claims.get(origin.taken_back.claim_id) if origin.taken_back else None
    return {
        "root": say_origin(origin, panel.words),
        "fate": say_fate(origin, panel.words),
        "back": back and (back.claim_id, panel.reports[back.report_id]),
        "own": tree.own and describe_telling(tree.own, panel),
        "branches": describe_branches(tree.branches, panel),
    }


def name_publisher(claim: Claim, words: Words) -> Claim:
    """The claim with words for a publisher that is not stated: the name of a file would tell a reader nothing."""
    return claim if claim.publisher else replace(claim, publisher=words.wording.tree["unstated"])


def describe_branches(branches: Sequence[Branch], panel: Panel) -> list[dict[str, Any]]:
    return [
        describe_fold(one, panel) if isinstance(one, Fold) else describe_telling(one, panel)
        for one in branches
    ]


def describe_telling(telling: Telling, panel: Panel) -> dict[str, Any]:
    """Who tells it, how it came by it, in which words (or that they are `known`: quoted already), and what it changed."""
    claim, taken, words = telling.claim, telling.taken, panel.words
    known = say_known(telling, panel.quoted, words)
    return {
        "who": say_who(claim, taken, words, telling.beside),
        "how": say_how(taken, words),
        "inferred": taken is not None and taken.link.kind in INFERRED,
        "first": telling.first,
        "claim": claim.claim_id,
        "report": panel.reports[claim.report_id],
        "quote": None if known else quote(claim),
        "known": known,
        "drift": say_drifts(taken.link.drift, words) if taken else [],
        "further": say_further(telling, words),
        "branches": describe_branches(telling.branches, panel),
    }


def describe_fold(fold: Fold, panel: Panel) -> dict[str, Any]:
    words = panel.words
    return {
        "inferred": fold.taken.link.kind in INFERRED,
        "folded": say_folded(fold, words),
        "tellers": [
            (say_publisher(one, words), one.claim_id, panel.reports[one.report_id]) for one in fold.tellers
        ],
        "others": say_others(fold, words) if fold.others else None,
        "remarks": say_remarks(fold, words),
    }

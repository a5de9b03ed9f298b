"""Reports and their claims, in; texts cut into marked and unmarked pieces, out.

Texts are cut here, because a browser counts characters in another way than the spans do. The page puts
each piece in as text, never as markup.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from contested.model import Claim, Dating, Report
from contested.publish.site.settings import SiteSettings
from contested.publish.site.spots import words_of
from contested.publish.wording import Wording, read_wording
from contested.publish.words import find_missing
from contested.vocabulary import event_types


def cut(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, list[int]]]:
    """`text` in pieces, each with the numbers of the spans that cover it; joined they are the text."""
    edges = {0, len(text)}
    begins, ends = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number, (start, end) in enumerate(spans):
        left, right = (min(max(edge, 0), len(text)) for edge in (start, end))
        edges |= {left, right}
        if left < right:
            begins[left].append(number)
            ends[right].append(number)
    pieces, covering = [], set[int]()
    for left, right in pairwise(sorted(edges)):
        covering.difference_update(ends[left])
        covering.update(begins[left])
        pieces.append((text[left:right], sorted(covering)))
    return pieces


def quote(claim: Claim) -> list[tuple[str, bool]]:
    """The sentence of a claim, with the words marked that announce its event, and the brackets and quotation marks that
    end or begin outside of it."""
    spans = [
        (slot.start - claim.start, slot.end - claim.start) for slot in claim.slots if slot.slot == "trigger"
    ]
    before, after = find_missing(claim.text)
    pieces = [(piece, bool(marks)) for piece, marks in cut(claim.text, spans)]
    return [*([(before, False)] if before else []), *pieces, *([(after, False)] if after else [])]


def describe_report(
    report: Report, claims: Sequence[Claim], desk: SiteSettings, kin: Mapping[str, Any]
) -> dict[str, Any]:
    """The chunk of one report: its text in pieces, each with the claims made there, and its copies and originals, `kin`.

    For the public the text is left out but for the sentences that say something a site may place:
    the rest is its publisher's, and may tell where troops are.
    """
    shown = sorted(claims, key=lambda one: (one.start, one.end, one.claim_id))
    whole = desk.audience == "desk"
    shown = [one for one in shown if is_shown(one, desk)]
    pieces = cut(report.text, [(one.start, one.end) for one in shown])
    return {
        **kin,
        "name": report.name,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_basis": report.published_basis,
        "datings": list_datings(claims),
        "url": report.url if (report.url or "").startswith(("https://", "http://")) else None,
        "language": report.language,
        "credits": report.credits,
        "whole": whole,
        "pieces": [(text if whole or marks else "", marks) for text, marks in pieces],
        "claims": [describe_claim(one, read_wording(desk.language)) for one in shown],
    }


def is_shown(claim: Claim, desk: SiteSettings) -> bool:
    """Whether a site shows a claim's sentence: the public reads none about troops and arms that are brought up."""
    return desk.audience == "desk" or event_types()[claim.event].family != "force"


def list_datings(claims: Sequence[Claim]) -> list[Dating]:
    """When an undated report was published as far as its words tell, by paragraph where these differ."""
    found = {claim.dating.span: claim.dating for claim in claims if claim.dating is not None}
    return [dating for _, dating in sorted(found.items())]


def describe_claim(claim: Claim, wording: Wording) -> dict[str, Any]:
    """A claim as the page puts it in words."""
    return {
        "claim": claim.claim_id,
        "event": claim.event,
        "actor": claim.actor,
        "target": claim.target,
        "stance": claim.stance,
        "when": claim.when,
        "places": [(ref.place_id, ref.name or ref.text) for ref in claim.places if ref.name or ref.text],
        "where": words_of([claim], wording),
        "publisher": claim.publisher,
        "published": claim.published,
        "voices": claim.voices,
        "quote": quote(claim),
    }

"""Reports and their claims, in; texts cut into marked and unmarked pieces, out.

Texts are cut here, because a browser counts characters in another way than the spans do. The page puts
each piece in as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from contested.model import Claim, Dating, Report
from contested.publish.own_word import describe_own_word, link
from contested.publish.site.settings import SiteSettings
from contested.publish.site.spots import words_of
from contested.publish.wording import Wording, read_wording
from contested.publish.words import clean, find_missing
from contested.vocabulary import event_types

# Two of a hundred thousand reports share a number of forty bits in one desk of two hundred; a browser counts to fifty-three.
NUMBER_BYTES = 5


def number_reports(reports: Iterable[Report]) -> dict[str, int]:
    """A number for each report by which its chunk is named and a link finds it: it hangs on the report alone, so that a
    link holds, and chunks stay as they are, whatever is added. Where two would share one the later id takes the next."""
    numbers: dict[str, int] = {}
    taken = set[int]()
    for report_id in sorted(one.report_id for one in reports):
        number = number_of(report_id)
        while number in taken:
            number += 1
        taken.add(number)
        numbers[report_id] = number
    return numbers


def number_of(report_id: str) -> int:
    """The number of a report that shares it with no other."""
    return int.from_bytes(blake2b(report_id.encode(), digest_size=NUMBER_BYTES).digest())


def keep_numbers(changed: Iterable[str], numbers: Mapping[str, int]) -> bool:
    """Whether all other reports keep their numbers though these have come or gone: none of them would share one, nor
    would the next."""
    taken = {number: report_id for report_id, number in numbers.items()}
    return all(taken.get(number_of(one), one) == one and number_of(one) + 1 not in taken for one in changed)


def cut(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, list[int]]]:
    """`text` in pieces, each with the numbers of the spans that cover it; joined they are the text."""
    length = len(text)
    begins: dict[int, list[int]] = {0: [], length: []}
    ends: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        left, right = min(max(start, 0), length), min(max(end, 0), length)
        begun = begins.setdefault(left, [])
        begins.setdefault(right, [])
        if left < right:
            begun.append(number)
            ends.setdefault(right, []).append(number)
    pieces, covering = [], set[int]()
    for left, right in pairwise(sorted(begins)):
        covering.difference_update(ends.get(left, ()))
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
    report: Report,
    claims: Sequence[Claim],
    desk: SiteSettings,
    kin: Mapping[str, Any],
    licence: str | None = None,
) -> dict[str, Any]:
    """The chunk of one report: its text in pieces, each with the claims made there, its copies and originals, `kin`,
    and under which `licence` its words may be passed on, where that is known.

    For the public the text is left out but for the sentences that say something a site may place:
    the rest is its publisher's, and may tell where troops are.
    """
    shown = sorted(claims, key=lambda one: (one.start, one.end, one.claim_id))
    whole = desk.audience == "desk"
    shown = [one for one in shown if is_shown(one, desk)]
    words = read_wording(desk.language)
    return {
        **kin,
        "name": report.name,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_basis": report.published_basis,
        "datings": list_datings(claims),
        "url": link(report.url),
        "own": describe_own_word(report),
        "language": report.language,
        "credits": report.credits,
        "author": report.author,
        "licence": licence,
        "whole": whole,
        "pieces": [
            (text, marks, slots) if whole or marks else ("", marks, [])
            for text, marks, slots in cut_claims(report.text, shown)
        ],
        "claims": [describe_claim(one, words) | describe_rest(one) for one in shown],
    }


def cut_claims(text: str, claims: Sequence[Claim]) -> list[tuple[str, list[int], list[tuple[int, str]]]]:
    """`text` in pieces, each with the numbers of the claims made in it, and what it is to which claim: `[2, "actor"]`."""
    slots = [(number, slot) for number, claim in enumerate(claims) for slot in claim.slots]
    spans = [(one.start, one.end) for one in claims] + [(slot.start, slot.end) for _, slot in slots]
    first = len(claims)
    return [
        (
            piece,
            [one for one in numbers if one < first],
            [(number, slot.slot) for number, slot in (slots[one - first] for one in numbers if one >= first)],
        )
        for piece, numbers in cut(text, spans)
    ]


def describe_rest(claim: Claim) -> dict[str, Any]:
    """What only a report's own page tells of a claim: the roles of its places, and its figures in the text's words with
    their bounds."""
    return {
        "roles": [ref.role for ref in claim.places if ref.name or ref.text],
        "figures": [
            (clean(one.text), one.low, one.high, clean(one.unit), one.approximate) for one in claim.figures
        ],
    }


def is_shown(claim: Claim, desk: SiteSettings) -> bool:
    """Whether a site shows a claim's sentence: the public reads none about troops and arms that are brought up."""
    return desk.audience == "desk" or event_types()[claim.event].family != "force"


def keep_shown(claims: Iterable[Claim], desk: SiteSettings) -> list[Claim]:
    """Those of many claims whose sentences a site shows."""
    return [*claims] if desk.audience == "desk" else [one for one in claims if is_shown(one, desk)]


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

"""What origins said of who holds a place, against all else that is known, as schema.org ClaimReview (JSON-LD).

A rating here is never "true" or "false": it says in words whether a statement was borne out by what others told of the
place, and how probable that makes it. Only firm statements of origins that the desk stands for are reviewed: of nobody
else is it known whose word it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from contested.model import Account, Claim, Control, Evidence, Report
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Counted
from contested.publish.exports.tables.text import encode_sound, web_address
from contested.publish.licences import Licences
from contested.publish.words import Words, load_words, say_day, say_percent, say_state
from contested.theatres import Theatre

CONTEXT = "https://schema.org"
# From three chances in four on a statement counts as borne out, up to one in four as not; between them it is disputed.
BORNE_OUT, NOT_BORNE_OUT = 0.75, 0.25
PERSONS = ("official", "analyst", "witness", "resident")


def write_claimreview(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """A node about the file, then a review for each statement on control, each on a line of the graph."""
    licences = Licences(theatre)
    reviews = Counted(list_reviews(account, licences, settings, load_words(theatre)))
    nodes = chain([describe_file(settings, licences.credit(account))], reviews)
    write_pieces(write_graph(nodes), path)
    return Written(reviews.number, "review")


def write_graph(nodes: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f'{{"@context":"{CONTEXT}","@graph":['
    comma = "\n"
    for node in nodes:
        yield comma + encode_sound(node)
        comma = ",\n"
    yield "\n]}\n"


def describe_file(settings: ExportSettings, credits: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": settings.desk_name,
        "description": settings.notice,
        "dateModified": settings.as_of,
        "audience": {"@type": "Audience", "audienceType": settings.audience},
        "keywords": ["synthetic"] if settings.synthetic else [],
        "creditText": "; ".join(f"{one['source']}: {one['licence']}" for one in credits),
    }


def list_reviews(
    account: Account, licences: Licences, settings: ExportSettings, words: Words
) -> Iterator[dict[str, Any]]:
    claims = account.claims_by_id
    reports = {one.report_id: one for one in account.reports}
    for control in account.controls:
        for one in control.evidence:
            claim = claims.get(one.claim_id)
            if claim and one.vouched and one.firm and not one.overruled and is_asked(one, settings):
                told_in = dict.fromkeys((claim.report_id, *one.reports))
                works = [describe_report(reports[key], licences) for key in told_in if key in reports]
                yield describe_review(control, one, claim, works, settings, words)


def is_asked(one: Evidence, settings: ExportSettings) -> bool:
    return one.on <= settings.last_day and (settings.since is None or one.on >= settings.since)


def describe_review(
    control: Control,
    one: Evidence,
    claim: Claim,
    works: list[dict[str, Any]],
    settings: ExportSettings,
    words: Words,
) -> dict[str, Any]:
    forms, place = words.wording.export, control.place
    author = {"@type": "Person" if one.kind in PERSONS else "Organization", "name": one.origin}
    said = forms["statement"].format(
        place=place.name, day=say_day(one.on, words), state=say_state(one.says, words)
    )
    return {
        "@type": "ClaimReview",
        "@id": uuid5(
            NAMESPACE_URL, "\n".join(("contested", one.claim_id, place.place_id, one.on, one.says))
        ).urn,
        "datePublished": settings.as_of,
        "author": {"@type": "Organization", "name": settings.desk_name},
        "claimReviewed": said,
        "itemReviewed": {
            "@type": "Claim",
            "author": author,
            "text": claim.text,
            "about": {
                "@type": "Place",
                "name": place.name,
                "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
            },
            **({"datePublished": one.published} if one.published else {}),
            "appearance": works,
        },
        "reviewRating": rate(one, words),
    }


def describe_report(report: Report, licences: Licences) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "CreativeWork", "name": report.title or report.name}
    if url := web_address(report.url):
        work["url"] = url
    if report.publisher:
        work["publisher"] = {"@type": "Organization", "name": report.publisher}
    if report.published:
        work["datePublished"] = report.published
    if licence := licences.of_publisher(report.publisher):
        work["license"] = licence
    return work


def rate(one: Evidence, words: Words) -> dict[str, Any]:
    """A rating in words alone: a number on a scale would say more than is known."""
    forms = words.wording.export
    if one.taken_back:
        return make_rating(forms["taken_back"], forms["since"].format(day=say_day(one.taken_back, words)))
    if one.borne_out is None:
        return make_rating(forms["open"], forms["open_why"])
    name = (
        "borne_out"
        if one.borne_out >= BORNE_OUT
        else "not_borne_out"
        if one.borne_out <= NOT_BORNE_OUT
        else "rival"
    )
    return make_rating(forms[name], forms["chance"].format(percent=say_percent(one.borne_out)))


def make_rating(name: str, why: str) -> dict[str, Any]:
    return {"@type": "Rating", "alternateName": name, "ratingExplanation": why}


EXPORT = Export("claimreview", "jsonld", write_claimreview)

"""Claims, in; one row for each place of a claim, one with empty place columns for a claim that has none, out."""

from __future__ import annotations

from collections.abc import Iterator

from contested.model import Account, Claim, PlaceRef
from contested.publish.edtf import write_edtf
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables import OURS, Cell, Columns, Row, Table, describe_desk
from contested.publish.licences import Licences
from contested.theatres import Theatre

COLUMNS: Columns = (
    ("claim_id", "text"), ("event", "text"), ("actor", "text"), ("target", "text"), ("stance", "text"),
    ("place_role", "text"), ("place_id", "text"), ("place", "text"), ("lat", "number"), ("lon", "number"),
    ("uncertainty_km", "number"),
    ("when_start", "day"), ("when_end", "day"), ("when_basis", "text"), ("when_edtf", "text"),
    ("origin", "text"), ("origin_kind", "text"), ("origin_side", "text"), ("origin_id", "text"), ("voices", "texts"),
    ("publisher", "text"), ("published", "day"), ("published_from", "day"), ("published_to", "day"),
    ("report_name", "text"), ("report_id", "text"), ("text", "text"), ("figures", "texts"), ("rule", "text"),
    ("score", "number"), ("url", "text"), ("licence", "text"),
    *OURS,
)  # fmt: skip


class Beside:
    """What an account knows of claims beside what they say."""

    def __init__(self, account: Account, theatre: Theatre) -> None:
        self.urls = {report.report_id: report.url for report in account.reports}
        self.origin_ids = account.traced
        self.licences = Licences(theatre)

    def describe(self, claim: Claim) -> dict[str, Cell]:
        """From which origin it is, where its report stands, and under which licence."""
        return {
            "origin_id": self.origin_ids.get(claim.claim_id),
            "url": self.urls.get(claim.report_id),
            "licence": self.licences.of_publisher(claim.publisher),
        }


def list_rows(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Row]:
    desk, beside = describe_desk(settings), Beside(account, theatre)
    for claim in account.claims:
        fields = describe_claim(claim) | desk | beside.describe(claim)
        for place in claim.places or (None,):
            yield fields | describe_place(place)


def describe_claim(claim: Claim) -> dict[str, Cell]:
    origin = claim.voices[-1] if claim.voices else None
    return {
        "claim_id": claim.claim_id,
        **describe_said(claim),
        "origin_kind": origin.kind if origin else None,
        "origin_side": origin.side if origin else None,
        "voices": tuple(voice.name for voice in claim.voices),
        "publisher": claim.publisher,
        "published": claim.published,
        "published_from": claim.dating.start if claim.dating else claim.published,
        "published_to": claim.dating.end if claim.dating else claim.published,
        "report_name": claim.report_name,
        "report_id": claim.report_id,
        "text": claim.text,
        "figures": tuple(figure.text for figure in claim.figures),
        "rule": claim.rule,
        "score": claim.score,
    }


def describe_said(claim: Claim) -> dict[str, Cell]:
    """What a claim says, of when, and on whose word."""
    return {
        "event": claim.event,
        "actor": claim.actor,
        "target": claim.target,
        "stance": claim.stance,
        "when_start": claim.when.start,
        "when_end": claim.when.end,
        "when_basis": claim.when.basis,
        "when_edtf": write_edtf(claim),
        "origin": claim.voices[-1].name if claim.voices else claim.publisher,
    }


def describe_place(place: PlaceRef | None) -> dict[str, Cell]:
    if place is None:
        return {}
    return {
        "place_role": place.role,
        "place_id": place.place_id,
        "place": place.name or place.text,
        "lat": place.lat,
        "lon": place.lon,
        "uncertainty_km": place.uncertainty_km,
    }


CLAIMS = Table("claims", lambda _: COLUMNS, list_rows)

"""Claims as CSV: one row for each place of a claim, one with empty place columns for a claim that has none.

The columns are described in docs/reference/exports.md. Text that a spreadsheet would run as a formula
gets a leading apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from contested.model import Account, Claim, PlaceRef
from contested.publish.edtf import write_edtf
from contested.publish.exports import Export, ExportSettings, write_pieces
from contested.theatres import Theatre

COLUMNS = (
    "claim_id", "event", "actor", "target", "stance",
    "place_role", "place_id", "place", "lat", "lon", "uncertainty_km",
    "when_start", "when_end", "when_basis", "when_edtf",
    "origin", "origin_kind", "origin_side", "origin_id", "voices",
    "publisher", "published", "published_from", "published_to", "report_name", "report_id", "text", "figures", "rule", "score",
    "desk", "audience", "synthetic",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> None:
    """Rows in order of the account's claims, a header first; UTF-8, comma, CRLF (RFC 4180)."""
    write_pieces(write_rows(account, settings), path)


def write_rows(account: Account, settings: ExportSettings) -> Iterator[str]:
    yield format_row(COLUMNS)
    desk = {
        "desk": settings.desk_name,
        "audience": settings.audience,
        "synthetic": "true" if settings.synthetic else "false",
    }
    origin_ids = {one: origin.origin_id for origin in account.origins for one in origin.claims}
    for claim in account.claims:
        fields = describe_claim(claim) | desk | {"origin_id": origin_ids.get(claim.claim_id)}
        for place in claim.places or (None,):
            cells = fields | describe_place(place)
            yield format_row([guard_cell(cells.get(column)) for column in COLUMNS])


def format_row(cells: tuple[str, ...] | list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def guard_cell(value: str | float | None) -> str:
    """A cell as text. Numbers are ours and stand as they are: a longitude may be negative."""
    if isinstance(value, str):
        return "'" + value if value.startswith(FORMULA) else value
    return "" if value is None else repr(value)


def describe_claim(claim: Claim) -> dict[str, str | float | None]:
    origin = claim.voices[-1] if claim.voices else None
    return {
        "claim_id": claim.claim_id,
        "event": claim.event,
        "actor": claim.actor,
        "target": claim.target,
        "stance": claim.stance,
        "when_start": claim.when.start,
        "when_end": claim.when.end,
        "when_basis": claim.when.basis,
        "when_edtf": write_edtf(claim),
        "origin": origin.name if origin else claim.publisher,
        "origin_kind": origin.kind if origin else None,
        "origin_side": origin.side if origin else None,
        "voices": "; ".join(voice.name for voice in claim.voices),
        "publisher": claim.publisher,
        "published": claim.published,
        "published_from": claim.dating.start if claim.dating else claim.published,
        "published_to": claim.dating.end if claim.dating else claim.published,
        "report_name": claim.report_name,
        "report_id": claim.report_id,
        "text": claim.text,
        "figures": "; ".join(figure.text for figure in claim.figures),
        "rule": claim.rule,
        "score": claim.score,
    }


def describe_place(place: PlaceRef | None) -> dict[str, str | float | None]:
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


EXPORT = Export("csv", "csv", write_csv)

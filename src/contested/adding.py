"""Files of claims that were made elsewhere, in; their reports and claims in the desk's ledger, out.

Reports are entered in batches, each with its claims: what was confirmed survives a kill, and adding the file again brings
the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from contested.errors import RejectedReport
from contested.ingest.told_reports import Told, ToldFile, day_of
from contested.ingest.told_rows import ToldRow
from contested.ledger import Gate, Ledger, Reading
from contested.model import TOLD, Rejection
from contested.pipeline import Progress, Workshop, check_day, note_rejections

# Names what enters such claims. Another number would enter those that are held once more.
EXTRACTOR = f"{TOLD}1"
AT_ONCE = 500  # reports to one commit


class AddedClaims(NamedTuple):
    """What became of the claims of a file: how many are new, in how many reports, how many were held, what was set
    aside."""

    new: int
    reports: int
    held: int
    rejected: tuple[Rejection, ...]


def add_claims(
    shop: Workshop, file: Path, recorded_at: str, progress: Progress = lambda _: None
) -> AddedClaims:
    """Archive the rows of a file of claims and enter their reports and claims; set the wrong ones aside."""
    told = ToldFile(file, [side.code for side in shop.theatre.sides], shop.theatre.zone)
    told.check(lambda row, where: check_row(row, where, shop, recorded_at), progress)
    with shop.ledger() as ledger:
        gate = Gate()
        claims, reports = enter(ledger, told.take_in(ledger.told_ids()), recorded_at, gate)
        told.rejected.extend(gate.refused)
        note_rejections(ledger, [file], frozenset(), told.rejected, recorded_at)
    return AddedClaims(claims, reports, told.rows - claims, tuple(told.rejected))


def enter(ledger: Ledger, found: Iterator[Told], recorded_at: str, gate: Gate) -> tuple[int, int]:
    """Enter reports with their claims; how many claims and reports that makes."""
    claims = reports = 0
    while batch := list(islice(found, AT_ONCE)):
        ledger.enter_reports([(one.report, one.raw) for one in batch], recorded_at, gate=gate)
        batch = [one for one in batch if one.report.report_id not in gate.ids]
        reports += ledger.add_readings(
            [
                Reading(report_id=one.report.report_id, extractor=EXTRACTOR, claims=one.claims, mentions=())
                for one in batch
            ],
            recorded_at,
        )
        claims += sum(len(one.claims) for one in batch)
    return claims, reports


def check_row(row: ToldRow, where: str, shop: Workshop, recorded_at: str) -> None:
    """Raises RejectedReport where a row cannot be of this desk: published later than tomorrow, or at places that nobody
    could find."""
    complaint = check_day(day_of(row.published, shop.theatre.zone), where, recorded_at)
    if complaint is not None:
        raise RejectedReport(complaint.where, complaint.reason, complaint.remedy)
    check_places(row, where, shop)


def check_places(row: ToldRow, where: str, shop: Workshop) -> None:
    """Raises RejectedReport where a place is neither in the gazetteer nor told with a name and a point."""
    for number, place in enumerate(row.places):
        if place.place_id and place.place_id not in shop.gazetteer.places:
            missing = [key for key in ("name", "lat", "lon") if getattr(place, key) is None]
            if missing:
                found = f"'places[{number}]': the gazetteer has no {place.place_id[:60]!r}, and its {' and '.join(missing)} is missing"
                raise RejectedReport(where, found, "write name, lat and lon beside it, or null for its id")

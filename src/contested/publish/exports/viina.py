"""Control of places day by day in the columns of VIINA 2.0's control table, for programs that read it.

These are not VIINA's data. Its four source columns are empty: `status` is this desk's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from contested.model import UNKNOWN, Account
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import OURS, Cell, Columns, Counted, Row, describe_desk
from contested.publish.exports.tables.days import list_days
from contested.publish.exports.tables.text import format_rows
from contested.theatres import Theatre

COLUMNS: Columns = (
    ("geonameid", "whole"), ("date", "text"), ("status_wiki", "text"), ("status_boost", "text"), ("status_dsm", "text"),
    ("status_isw", "text"), ("status", "text"), ("asciiname", "text"), ("longitude", "number"), ("latitude", "number"),
    ("place_id", "text"), ("probability", "number"), ("notice", "text"), *OURS,
)  # fmt: skip
GEONAMES = "geonames:"


def write_viina(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """A row for each place and day, of one place after the other as there. Days without a state are there too."""
    rows = Counted(list_rows(account, settings))
    write_pieces(format_rows(COLUMNS, rows), path)
    return Written(rows.number, "row")


def list_rows(account: Account, settings: ExportSettings) -> Iterator[Row]:
    desk = describe_desk(settings) | {"notice": settings.notice}
    for control in sorted(account.controls, key=lambda one: number_of(one.place.place_id) or 0):
        place = control.place
        fields: dict[str, Cell] = desk | {
            "geonameid": number_of(place.place_id),
            "asciiname": fold(place.name),
            "longitude": place.lon,
            "latitude": place.lat,
            "place_id": place.place_id,
        }
        for day in list_days(control, settings):
            known = day.state != UNKNOWN
            yield fields | {
                "date": day.on.replace("-", ""),
                "status": day.state.upper() if known else None,
                "probability": max(day.chances) if known else None,
            }


def number_of(place_id: str) -> int | None:
    """A GeoNames number; null for a place that is known by another id."""
    digits = place_id.removeprefix(GEONAMES)
    return int(digits) if place_id.startswith(GEONAMES) and digits.isdecimal() else None


def fold(name: str) -> str:
    """A name in ASCII: letters without their marks, and no others."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


EXPORT = Export("viina", "csv", write_viina)

"""All records as CSV: one kind a file, claims where none is asked for; UTF-8, comma, CRLF (RFC 4180), a header.

The columns are described in docs/reference/exports.md. Text that a spreadsheet would run as a formula
gets a leading apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

from pathlib import Path

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Counted
from contested.publish.exports.tables.records import TABLES
from contested.publish.exports.tables.text import format_rows
from contested.theatres import Theatre


def write_csv(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """Rows in order of the account's records."""
    table = TABLES[settings.records or "claims"]
    rows = Counted(table.rows(account, theatre, settings))
    write_pieces(format_rows(table.columns(theatre), rows), path)
    return Written(rows.number, f"{table.name.removesuffix('s')} row")


EXPORT = Export("csv", "csv", write_csv, records=tuple(TABLES))

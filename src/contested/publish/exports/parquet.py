"""All records as Parquet: one kind a file, or a folder of all kinds; the tables and columns are those of CSV.

Lists stay lists, days are dates. Needs pyarrow (`contested[exports]`).
"""

from __future__ import annotations

from pathlib import Path

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written
from contested.publish.exports.tables import Counted
from contested.publish.exports.tables.arrow import write_parquet
from contested.publish.exports.tables.records import TABLES
from contested.theatres import Theatre


def write_records(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """Rows in order of the account's records."""
    table = TABLES[settings.records or "claims"]
    rows = Counted(table.rows(account, theatre, settings))
    write_parquet(table.columns(theatre), rows, settings, path)
    return Written(rows.number, f"{table.name.removesuffix('s')} row")


EXPORT = Export("parquet", "parquet", write_records, records=tuple(TABLES))

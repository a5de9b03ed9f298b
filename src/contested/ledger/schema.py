"""The ledger's tables as the code reads and writes them; the migrations make them, and a test holds both alike.

Records are canonical JSON text; beside them stand only the columns that are searched. Rows are only ever added.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.schema import SchemaItem

# The newest migration. Kept here because asking Alembic costs every command its import (about 0.6 s).
VERSION = "v6"

metadata = MetaData()


def table_of_acts(name: str, *more: SchemaItem) -> Table:
    """A table of records that count in their order, with `more` of what is in the record as columns, to be searched by."""
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        *more,
        Column("record", Text, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("recorded_at", String(40), nullable=False),
    )


# `known_from`: the day from which the report counts as known, its publication or a later first sight.
reports = Table(
    "reports",
    metadata,
    Column("report_id", String(64), primary_key=True),
    Column("raw_sha256", String(64), nullable=False),
    Column("known_from", String(10)),
    Column("record", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("recorded_at", String(40), nullable=False),
)

# One pass of one extractor over one report. `digest` covers them and this row.
readings = Table(
    "readings",
    metadata,
    Column("reading_id", String(64), primary_key=True),
    Column("report_id", ForeignKey("reports.report_id"), nullable=False),
    Column("extractor", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Index("readings_by_report", "report_id", "extractor"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading_id", ForeignKey("readings.reading_id"), primary_key=True),
    Column("claim_id", String(64), primary_key=True),
    Column("record", Text, nullable=False),
)

# `number` counts a reading's mentions in their order.
mentions = Table(
    "mentions",
    metadata,
    Column("reading_id", ForeignKey("readings.reading_id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)

rejections = Table(
    "rejections",
    metadata,
    Column("rejection_id", String(64), primary_key=True),
    Column("where", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("recorded_at", String(40), nullable=False),
)

# What stood at `where` was read after all: its earlier rejections no longer count.
settlements = Table(
    "settlements",
    metadata,
    Column("where", Text, primary_key=True),
    Column("recorded_at", String(40), primary_key=True),
)

# Whom somebody stands for. Of two acts on one source the later counts.
vouches = table_of_acts("vouches")

# Tables of places that the desk has added; their bytes are in the archive. `number` counts them in their order, and
# `columns` is JSON. Of two rows of the same bytes the later says how they are read.
gazetteers = Table(
    "gazetteers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("format", String(40), nullable=False),
    Column("columns", Text, nullable=False),
    Column("places", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("recorded_at", String(40), nullable=False),
)

# What an analyst says that a name means. Of two acts on one name the later counts.
settled_names = table_of_acts("settled_names")

# What the words of sources were found to be worth, each time that it was learned. The last counts.
habits = table_of_acts("habits")

# That an address was asked, and what came of it, in the order of it. `found_by` is the watched address that linked to it.
fetches = table_of_acts(
    "fetches",
    Column("url", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("found_by", Text),
    Column("warc_sha256", String(64)),
    Index("fetches_by_url", "url", "number"),
    Index("fetches_by_finder", "found_by", "number"),
)

# Reports whose payload was destroyed, and why. What is left of a record then names the row here by its number.
takedowns = table_of_acts(
    "takedowns",
    Column("report_id", ForeignKey("reports.report_id"), nullable=False, index=True),
    Column("raw_sha256", String(64), nullable=False),
)

# Heads of the tree that are kept elsewhere too, or that somebody else has stamped.
anchors = table_of_acts("anchors")

# One row: which ledger this is, and how many rows it held already when its entries began.
beginnings = table_of_acts("beginnings")

# Every row of the other tables as a leaf of a Merkle tree, in the order of recording. `key` is the row's, as text.
entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Column("leaf", String(64), nullable=False),
)

# The tables whose rows have entries; a further one joins by standing here. Claims and mentions are part of their reading's.
ENTERED = (
    beginnings,
    reports,
    readings,
    rejections,
    settlements,
    vouches,
    gazetteers,
    settled_names,
    habits,
    takedowns,
    anchors,
    fetches,
)

"""Ids of reports and claims, in; their rows as they stand in the ledger, out: for whoever is to check them elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from sqlalchemy import select

from contested.ledger.append import split
from contested.ledger.read import AT_ONCE
from contested.ledger.schema import claims, readings, reports
from contested.ledger.store import Store


class ReportEntry(Struct, frozen=True, kw_only=True, tag="report"):
    """A report's row. `digest` is the SHA-256 over `recorded_at`, `known_from` (empty where null) and `record`, a line each."""

    report_id: str
    raw_sha256: str
    known_from: str | None
    record: str
    digest: str
    recorded_at: str


class ReadingEntry(Struct, frozen=True, kw_only=True, tag="reading"):
    """The row of a reading: what read a report when, over claims and mentions that `digest` covers."""

    reading_id: str
    report_id: str
    extractor: str
    digest: str
    recorded_at: str


def read_rows(
    store: Store, report_ids: Sequence[str], claim_ids: Collection[str]
) -> Iterator[ReportEntry | ReadingEntry]:
    """The rows of reports, in the order of their ids here, then those of the readings that hold these claims."""
    with store.engine.connect() as connection:
        for some in split(report_ids, AT_ONCE):
            rows = connection.execute(select(reports).where(reports.c.report_id.in_(some)))
            found = {row.report_id: ReportEntry(**row._mapping) for row in rows}
            yield from (found[one] for one in some)
        held = set(report_ids)
        of_claims = {
            row.reading_id: ReadingEntry(**row._mapping)
            for some in split(sorted(claim_ids), AT_ONCE)
            for row in connection.execute(
                select(readings)
                .join(claims, claims.c.reading_id == readings.c.reading_id)
                .where(claims.c.claim_id.in_(some))
                .distinct()
            )
            if row.report_id in held
        }
        yield from (of_claims[one] for one in sorted(of_claims))

"""Reports, readings and rejections, in; rows that stay for good, out.

Whatever is added twice, by one process or by two at once, is there once. What a call returned for survives a
kill and a power cut; what it had not returned for is there in whole batches or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, Table

from contested.ledger.archive import ArchiveError
from contested.ledger.connect import LedgerError, writing
from contested.ledger.entries import Parts, Row, digest_parts, enter
from contested.ledger.moments import check_moment
from contested.ledger.read import Reads
from contested.ledger.records import digest_lines, write_record
from contested.ledger.schema import claims, mentions, readings, rejections, reports, settlements
from contested.ledger.takedowns import Gate, KeepsTakedowns, taken_down_ids
from contested.model import Claim, Day, Mention, Rejection, Report, content_id

# Reports or readings to one commit: few enough to hold in memory, enough that the commits' syncs do not show.
BATCH = 500
T = TypeVar("T")


class Reading(Struct, frozen=True, kw_only=True):
    """One pass of one extractor version (`rules-1/ab12cd`) over one report, and what it found there."""

    report_id: str
    extractor: str
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]

    @property
    def reading_id(self) -> str:
        """The same for the same report and extractor, so that a report is not read twice."""
        return content_id(self.report_id, self.extractor)


class Appends(Reads, KeepsTakedowns):
    """Adding to the ledger. `recorded_at` is the caller's UTC moment (`2025-12-10T12:00:00Z`); ValueError if not."""

    def add_report(self, report: Report, raw: bytes, recorded_at: str, seen: Day | None = None) -> bool:
        """Add one report with its bytes. True where it is new, False where it was held already."""
        return self.add_reports([(report, raw)], recorded_at, seen) == 1

    def add_reports(
        self,
        batch: Iterable[tuple[Report, bytes]],
        recorded_at: str,
        seen: Day | None = None,
        every: int = BATCH,
    ) -> int:
        """Add reports with their bytes; how many were new. See `enter_reports`."""
        return len(self.enter_reports(batch, recorded_at, seen, every))

    def enter_reports(
        self,
        batch: Iterable[tuple[Report, bytes]],
        recorded_at: str,
        seen: Day | None = None,
        every: int = BATCH,
        gate: Gate | None = None,
    ) -> list[str]:
        """Add reports with their bytes, committing `every` so many; the ids of those that were new.

        `seen` is the day of first sight, where the desk watches: a report counts as known from its publication
        or from then, whichever is later. Raises ArchiveError where bytes are not those of their report, and LedgerError
        where one was taken down, unless a `gate` says what becomes of it.
        """
        check_moment(recorded_at)
        new: list[str] = []
        for some in split(batch, every):
            for report, raw in some:
                if hashlib.sha256(raw).hexdigest() != report.raw_sha256:
                    raise ArchiveError(
                        f"{report.name}: its bytes do not hash to its raw_sha256; read it again"
                    )
            let_in = self.let_in(some, gate or (strict := Gate()))
            if gate is None and strict.refused:
                one = strict.refused[0]
                raise LedgerError(f"{one.where}: {one.reason}; {one.remedy}")
            # Bytes first: a row must never stand without them.
            self.archive.write(raw for _, raw in let_in)
            rows = [report_row(report, recorded_at, seen) for report, _ in let_in]
            with writing(self.engine) as connection, connection.begin():
                self.check_standing(connection, let_in)
                new += [row["report_id"] for row in enter(connection, reports, rows)]
        return new

    def add_reading(
        self,
        report_id: str,
        extractor: str,
        claims: Sequence[Claim],
        mentions: Sequence[Mention],
        recorded_at: str,
    ) -> bool:
        """Add one reading of a report that is held. True where it is new."""
        reading = Reading(
            report_id=report_id, extractor=extractor, claims=tuple(claims), mentions=tuple(mentions)
        )
        return self.add_readings([reading], recorded_at) == 1

    def add_readings(self, batch: Iterable[Reading], recorded_at: str, every: int = BATCH) -> int:
        """Add readings of reports that are held, committing `every` so many; how many were new."""
        check_moment(recorded_at)
        new = 0
        for some in split(batch, every):
            by_id = {reading.reading_id: rows_of(reading, recorded_at) for reading in some}
            with writing(self.engine) as connection, connection.begin():
                # What was taken down while it was read does not come back with its claims.
                gone = set(connection.execute(taken_down_ids()).scalars())
                rows = [one.reading for one in by_id.values() if one.reading["report_id"] not in gone]
                parts = {key: one.parts for key, one in by_id.items()}
                entered = enter(connection, readings, rows, parts)
                added = [by_id[row["reading_id"]] for row in entered]
                insert_all(connection, claims, [row for one in added for row in one.claims])
                insert_all(connection, mentions, [row for one in added for row in one.mentions])
                new += len(added)
        return new

    def add_rejections(self, found: Iterable[Rejection], recorded_at: str) -> int:
        """Add reports that were set aside; how many were new. One that stands already is not added again."""
        check_moment(recorded_at)
        rows: list[Row] = [
            {
                "rejection_id": content_id(one, recorded_at),
                "where": one.where,
                "reason": one.reason,
                "remedy": one.remedy,
                "recorded_at": recorded_at,
            }
            for one in sorted(set(found) - set(self.rejections()), key=lambda one: (one.where, one.reason))
        ]
        with writing(self.engine) as connection, connection.begin():
            return len(enter(connection, rejections, rows))

    def settle_rejections(self, wheres: Iterable[str], recorded_at: str) -> None:
        """Note that what stood there was read after all: its rejections so far no longer count."""
        check_moment(recorded_at)
        rows: list[Row] = [{"where": where, "recorded_at": recorded_at} for where in sorted(set(wheres))]
        with writing(self.engine) as connection, connection.begin():
            enter(connection, settlements, rows)


def insert_all(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows none of which may be held."""
    if rows:
        connection.execute(table.insert(), rows)


def report_row(report: Report, recorded_at: str, seen: Day | None) -> Row:
    """A report as a row of its table."""
    record = write_record(report)
    known_from = max(filter(None, (report.published, seen)), default=None)
    return {
        "report_id": report.report_id,
        "raw_sha256": report.raw_sha256,
        "known_from": known_from,
        "record": record,
        "digest": digest_lines([recorded_at, known_from or "", record]),
        "recorded_at": recorded_at,
    }


class RowsOfReading(NamedTuple):
    """A reading as rows of the three tables."""

    reading: Row
    claims: list[Row]
    mentions: list[Row]

    @property
    def parts(self) -> Parts:
        """What belongs to the reading's own row."""
        return digest_parts(
            ((one["claim_id"], one["record"]) for one in self.claims),
            ((one["number"], one["record"]) for one in self.mentions),
        )


def rows_of(reading: Reading, recorded_at: str) -> RowsOfReading:
    """A reading as rows; the digest of its own covers those that belong to it."""
    told, named = claim_rows(reading), mention_rows(reading)
    row = {
        "reading_id": reading.reading_id,
        "report_id": reading.report_id,
        "extractor": reading.extractor,
        "digest": digest_lines([recorded_at, *(one["record"] for one in [*told, *named])]),
        "recorded_at": recorded_at,
    }
    return RowsOfReading(row, told, named)


def claim_rows(reading: Reading) -> list[Row]:
    """The claims of a reading as rows, by id."""
    return [
        {"reading_id": reading.reading_id, "claim_id": one.claim_id, "record": write_record(one)}
        for one in sorted(reading.claims, key=lambda one: one.claim_id)
    ]


def mention_rows(reading: Reading) -> list[Row]:
    """The mentions of a reading as rows, in their order."""
    return [
        {"reading_id": reading.reading_id, "number": number, "record": write_record(one)}
        for number, one in enumerate(reading.mentions)
    ]


def split(batch: Iterable[T], every: int) -> Iterator[list[T]]:
    """The batch in lists of `every` or fewer."""
    rest = iter(batch)
    while some := list(islice(rest, every)):
        yield some

"""The ledger and its archive, in; everything that is not as it was written, in words, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from contested.errors import ContestedError
from contested.ledger.connect import check_database
from contested.ledger.fetches import KeepsFetches
from contested.ledger.habits import KeepsHabits
from contested.ledger.places import KeepsPlaces
from contested.ledger.records import CLAIM, MENTION, REPORT, digest_lines
from contested.ledger.schema import claims, mentions, readings, reports
from contested.ledger.vouches import KeepsVouches
from contested.model import Claim, Mention, Report, content_id

CleanAgain = Callable[[bytes, Report], str]


class Verifies(KeepsPlaces, KeepsVouches, KeepsHabits, KeepsFetches):
    """Checking that the ledger is whole and untampered."""

    def verify(self, clean_again: CleanAgain | None = None) -> list[str]:
        """Every problem found, in words; an empty list where the ledger is whole.

        Checked: rows against their digests and ids, archived bytes against their names, the words of claims
        and mentions against their report's text, and with `clean_again` (the archived bytes and the report,
        in; its clean text, out) that the text can be made from the bytes again; and the desk's tables of places,
        settled names, vouches, learned habits and fetches against their digests, the bytes of tables and exchanges
        against their names.
        """
        with self.engine.connect() as connection:
            problems = [
                *check_database(connection),
                *self.check_places(connection),
                *self.check_vouches(connection),
                *self.check_habits(connection),
                *self.check_fetches(connection),
            ]
            ids = (
                connection.execute(select(reports.c.report_id).order_by(reports.c.report_id)).scalars().all()
            )
            for report_id in ids:
                row = connection.execute(select(reports).where(reports.c.report_id == report_id)).one()
                problems += self._check_report(connection, row, clean_again)
        return problems

    def _check_report(
        self, connection: Connection, row: Row[Any], clean_again: CleanAgain | None
    ) -> Iterator[str]:
        try:
            report = REPORT.decode(row.record)
        except msgspec.DecodeError as error:
            yield f"report {row.report_id}: its record cannot be read: {error}"
            return
        name = f"report {row.report_id} ({report.name})"
        if digest_lines([row.recorded_at, row.known_from or "", row.record]) != row.digest:
            yield f"{name}: its row was changed after it was written"
        if (report.report_id, report.raw_sha256) != (row.report_id, row.raw_sha256):
            yield f"{name}: its record is filed under another report's id or bytes"
        try:
            raw = self.archive.read(row.raw_sha256)
            if clean_again is not None and clean_again(raw, report) != report.text:
                yield f"{name}: its archived bytes no longer give its text (cleaner {report.cleaner})"
        except ContestedError as error:
            yield f"{name}: {error}"
        of_report = connection.execute(select(readings).where(readings.c.report_id == row.report_id))
        for reading in sorted(of_report, key=lambda one: one.reading_id):
            yield from check_reading(connection, reading, report)


def check_reading(connection: Connection, row: Row[Any], report: Report) -> Iterator[str]:
    """Problems of one reading: its rows, and the words of its claims and mentions."""
    name = f"reading of {row.report_id} by {row.extractor}"
    of_claims = select(claims.c.claim_id, claims.c.record).where(claims.c.reading_id == row.reading_id)
    of_mentions = select(mentions.c.number, mentions.c.record).where(mentions.c.reading_id == row.reading_id)
    # Sorted here: databases differ in how they sort text.
    claim_records = [record for _, record in sorted(map(tuple, connection.execute(of_claims)))]
    mention_records = [record for _, record in sorted(map(tuple, connection.execute(of_mentions)))]
    if row.reading_id != content_id(row.report_id, row.extractor):
        yield f"{name}: its id is not that of its report and extractor"
    if digest_lines([row.recorded_at, *claim_records, *mention_records]) != row.digest:
        yield f"{name}: its row, claims or mentions were changed, added or removed after it was written"
    try:
        found: list[Claim | Mention] = [
            *map(CLAIM.decode, claim_records),
            *map(MENTION.decode, mention_records),
        ]
    except msgspec.DecodeError as error:
        yield f"{name}: a record cannot be read: {error}"
        return
    for one in found:
        what = f"claim {one.claim_id}" if isinstance(one, Claim) else f"mention {one.text!r}"
        if one.report_id != report.report_id or report.text[one.start : one.end] != one.text:
            yield f"{name}: {what} at {one.start}–{one.end} does not stand so in the report's text"

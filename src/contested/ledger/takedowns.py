"""Reports that must go, in; their payload destroyed, and rows that say who did it, when and why, out.

The row of the takedown comes first, and from then on nothing answers with the report. Then its records go, and those of
its claims and mentions, of which only the SHA-256 is left; then its bytes; then what the database still holds of them in
free pages and its log. A kill in between leaves a takedown that `verify` finds half done, and that can be done again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, func, select, update

from contested.ledger.check_rows import is_shared
from contested.ledger.connect import LedgerError, sweep_database, writing
from contested.ledger.entries import DESTROYED, digest_record, enter
from contested.ledger.fetches import find_fetches
from contested.ledger.moments import check_moment, recorded_by
from contested.ledger.places import act_row, next_number
from contested.ledger.records import REPORT, TAKEDOWN
from contested.ledger.schema import claims, mentions, readings, reports, takedowns
from contested.ledger.store import Store
from contested.model import Day, Rejection, Report, Takedown, content_id


class Gate(Struct):
    """What becomes of reports whose bytes were taken down: with `again` they come in under an id of their own, else they are
    `refused`, and `ids` are theirs."""

    again: bool = False
    refused: list[Rejection] = []
    ids: set[str] = set()


class KeepsTakedowns(Store):
    """Takedowns. `recorded_at` is the caller's UTC moment."""

    def take_down(self, report_id: str, reason: str, by: str, recorded_at: str) -> tuple[Takedown, bool]:
        """Destroy the payload of a report for good; the act, and whether it is new. One that stands already is carried out
        again, so that nothing is left where it was killed. Raises LedgerError where there is no such report, or where
        another program keeps the database from letting go."""
        check_moment(recorded_at)
        with writing(self.engine) as connection, connection.begin():
            held = connection.execute(select(reports).where(reports.c.report_id == report_id)).first()
            if held is None:
                raise LedgerError(f"{report_id}: the ledger holds no such report; give its id or its name")
            standing = read_acts(connection, report_id)
            if not standing:
                report = REPORT.decode(held.record)
                act = Takedown(
                    report_id=report_id,
                    raw_sha256=held.raw_sha256,
                    reason=reason,
                    by=by,
                    on_day=recorded_at[:10],
                    publisher=report.publisher,
                    published=report.published,
                    exchanges=find_exchanges(connection, report),
                )
                number = next_number(connection, takedowns)
                row = {**act_row(number, act, recorded_at), "report_id": report_id}
                enter(connection, takedowns, [{**row, "raw_sha256": act.raw_sha256}])
        with writing(self.engine) as connection, connection.begin():
            number, act = read_acts(connection, report_id)[-1]
            destroy_records(connection, report_id, number)
            if not is_shared(connection, act.raw_sha256):
                self.archive.destroy(act.raw_sha256)
            for exchange in act.exchanges:
                self.archive.destroy(exchange)
        sweep_database(self.engine, (reports, claims, mentions))
        return act, not standing

    def takedowns(self, recorded_on: Day | None = None) -> tuple[Takedown, ...]:
        """All takedowns by the end of a day, in their order."""
        with self.engine.connect() as connection:
            return tuple(act for _, act in read_acts(connection, recorded_on=recorded_on))

    def taken_down_since(self, recorded_on: Day) -> list[str]:
        """The ids of reports that the ledger held by the end of a day, and that were taken down later."""
        query = (
            select(takedowns.c.report_id)
            .join(reports, reports.c.report_id == takedowns.c.report_id)
            .where(
                *recorded_by(recorded_on, reports.c.recorded_at),
                func.substr(takedowns.c.recorded_at, 1, 10) > recorded_on,
            )
        )
        with self.engine.connect() as connection:
            return sorted(set(connection.execute(query).scalars()))

    def let_in(self, batch: Sequence[tuple[Report, bytes]], gate: Gate) -> list[tuple[Report, bytes]]:
        """The reports that may come in, under the ids under which they may."""
        with self.engine.connect() as connection:
            gone = find_gone(connection, [report.raw_sha256 for report, _ in batch])
            new_ids = {
                report.report_id: readmitted_id(report, gone[report.raw_sha256][0])
                for report, _ in batch
                if report.raw_sha256 in gone
            }
            held = select(reports.c.report_id).where(reports.c.report_id.in_(new_ids.values()))
            inside = set(connection.execute(held).scalars()) if gone else set()
        let_in = []
        for report, raw in batch:
            new_id = new_ids.get(report.report_id)
            if new_id is None:
                let_in.append((report, raw))
            elif gate.again or new_id in inside:
                let_in.append((replace(report, report_id=new_id), raw))
            else:
                gate.ids.add(report.report_id)
                gate.refused.append(refuse(report, gone[report.raw_sha256][1]))
        return let_in

    def check_standing(self, connection: Connection, batch: Sequence[tuple[Report, bytes]]) -> None:
        """Raises LedgerError where a report was taken down after it was let in; its bytes, just archived, go again."""
        ids = [report.report_id for report, _ in batch]
        query = select(takedowns.c.raw_sha256).where(takedowns.c.report_id.in_(ids))
        gone = list(connection.execute(query).scalars())
        for raw_sha256 in gone:
            if not is_shared(connection, raw_sha256):
                self.archive.destroy(raw_sha256)
        if gone:
            raise LedgerError("a report was taken down while it was added; run it again")


def find_exchanges(connection: Connection, report: Report) -> tuple[str, ...]:
    """What went over the wire for a report, each time that it did, by its hashes."""
    named = [fetch.warc_sha256 for fetch in find_fetches(connection, report.report_id)]
    return tuple(sorted(filter(None, {*named, report.exchange_sha256})))


def readmitted_id(report: Report, number: int) -> str:
    """The id under which a report comes in again after a takedown; its own is that of what was destroyed."""
    return content_id("again", report.report_id, number)


def refuse(report: Report, act: Takedown) -> Rejection:
    """Why a report does not come in. It is named by its id: its name may say what it said."""
    return Rejection(
        f"report {report.report_id}",
        f"was taken down on {act.on_day} by {act.by}: {act.reason}",
        "leave it out; or, where it may be kept after all, add it with --again",
    )


def read_acts(
    connection: Connection, report_id: str | None = None, recorded_on: Day | None = None
) -> list[tuple[int, Takedown]]:
    """Takedowns with their numbers, in their order: of one report, or all."""
    query = select(takedowns.c.number, takedowns.c.record).where(
        *recorded_by(recorded_on, takedowns.c.recorded_at)
    )
    if report_id is not None:
        query = query.where(takedowns.c.report_id == report_id)
    rows = connection.execute(query.order_by(takedowns.c.number))
    return [(number, TAKEDOWN.decode(record)) for number, record in rows]


def find_gone(connection: Connection, raw_sha256s: Collection[str]) -> dict[str, tuple[int, Takedown]]:
    """The last takedown of each of some bytes that were taken down."""
    query = select(takedowns.c.number, takedowns.c.record).where(takedowns.c.raw_sha256.in_(raw_sha256s))
    acts = [(number, TAKEDOWN.decode(record)) for number, record in connection.execute(query)]
    return {act.raw_sha256: (number, act) for number, act in sorted(acts, key=lambda one: one[0])}


def taken_down_ids() -> Select[tuple[str]]:
    """The ids of reports that were taken down, as a question within another."""
    return select(takedowns.c.report_id)


def destroy_records(connection: Connection, report_id: str, number: int) -> None:
    """Put what is left in place of the records of a report, and of its claims and mentions."""
    of_report = select(readings.c.reading_id).where(readings.c.report_id == report_id)
    for table, of_table in (
        (reports, reports.c.report_id == report_id),
        (claims, claims.c.reading_id.in_(of_report)),
        (mentions, mentions.c.reading_id.in_(of_report)),
    ):
        for row in connection.execute(select(table).where(of_table)).mappings().all():
            if not DESTROYED.fullmatch(row["record"]):
                same = [column == row[column.name] for column in table.primary_key]
                connection.execute(update(table).where(*same).values(record=left_of(row["record"], number)))


def left_of(record: str, number: int) -> str:
    """What is left of a record."""
    return f'{{"sha256":"{digest_record(record)}","taken_down":{number}}}'

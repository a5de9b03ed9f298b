"""Questions to the ledger, in; records of the model, sorted, out.

Two clocks: `known_on` leaves out reports published (or first seen) after that day, and undated ones;
`recorded_on` leaves out rows that the desk wrote after the end of that UTC day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, select

from contested.ledger.moments import recorded_by
from contested.ledger.records import CLAIM, MENTION, REPORT, TAKEDOWN
from contested.ledger.schema import (
    claims,
    fetches,
    gazetteers,
    mentions,
    readings,
    rejections,
    reports,
    settlements,
    takedowns,
)
from contested.ledger.store import Store
from contested.ledger.takedowns import taken_down_ids
from contested.model import TOLD, TOLD_READERS, Claim, Day, Mention, Rejection, Report

# Extractors whose claims are only compared and never count bear names that begin so.
SECOND = "second:"
AT_ONCE = 500  # ids in one question; databases take some thousands at most


class Reads(Store):
    """Questions to the ledger.

    Each answers from the rows of its own moment. Where another process may be adding, ask for claims and
    mentions before reports: reports only grow, so every claim's report is then among them.
    """

    def reports(self, known_on: Day | None = None, recorded_on: Day | None = None) -> tuple[Report, ...]:
        """Reports, sorted `by_day`."""
        query = select(reports.c.record).where(
            stands(), *known_by(known_on), *recorded_by(recorded_on, reports.c.recorded_at)
        )
        rows = self._records(query)
        return tuple(sorted(map(REPORT.decode, rows), key=by_day))

    def recorded_order(self, last: Collection[str] = ()) -> list[str]:
        """Ids of all reports in order of recording; those of one moment by day and id, but those of `last` last."""
        query = select(reports.c.recorded_at, reports.c.known_from, reports.c.report_id).where(stands())
        with self.engine.connect() as connection:
            # Sorted here: databases differ in where they put what is null, and in the order of letters.
            rows = sorted((at, one in last, day or "", one) for at, day, one in connection.execute(query))
        return [one for *_, one in rows]

    def reports_of(self, ids: Sequence[str]) -> Iterator[Report]:
        """The reports of these ids, in their order. Raises KeyError where one is not held."""
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            rows = self._records(select(reports.c.record).where(reports.c.report_id.in_(some), stands()))
            found = {report.report_id: report for report in map(REPORT.decode, rows)}
            yield from (found[report_id] for report_id in some)

    def first_seen(self, recorded_on: Day | None = None) -> dict[str, Day]:
        """The UTC day on which the desk came to hold each report, by report id."""
        query = select(reports.c.report_id, func.substr(reports.c.recorded_at, 1, 10)).where(stands())
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(*recorded_by(recorded_on, reports.c.recorded_at)))
            return {row[0]: row[1] for row in rows}

    def named_bytes(self) -> list[str]:
        """The hashes of all bytes that reports which stand, tables of places, and exchanges have in the archive; sorted."""
        of_reports = select(reports.c.raw_sha256).where(stands())
        named = {*self._records(of_reports), *self._records(select(gazetteers.c.sha256))}
        records = self._records(select(reports.c.record).where(stands()))
        exchanges = {REPORT.decode(record).exchange_sha256 for record in records}
        exchanges |= {*self._records(select(fetches.c.warc_sha256))}
        gone = {
            one for act in self._records(select(takedowns.c.record)) for one in TAKEDOWN.decode(act).exchanges
        }
        return sorted(named | {one for one in exchanges if one is not None and one not in gone})

    def last_recorded(self) -> str | None:
        """The moment at which the newest report was recorded; null where there is none."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(reports.c.recorded_at))).scalar()

    def known_from(self, recorded_on: Day | None = None) -> dict[str, Day]:
        """The day from which each report counts as known, by report id; undated ones have none."""
        query = select(reports.c.report_id, reports.c.known_from).where(
            reports.c.known_from.is_not(None), stands()
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(*recorded_by(recorded_on, reports.c.recorded_at)))
            return {row[0]: row[1] for row in rows}

    def unread(self, extractor: str, exact: bool = True) -> list[Report]:
        """Reports that this extractor has not read, sorted `by_day`; where not `exact`, none whose name begins so. Reports
        whose claims came with them are not for reading."""
        by = readings.c.extractor == extractor if exact else readings.c.extractor.startswith(extractor)
        read = exists().where(readings.c.report_id == reports.c.report_id, by | came_with_report())
        rows = self._records(select(reports.c.record).where(~read, stands()))
        # Of such a report the claims may still lack, where an `add` was killed; adding it again brings them.
        found = (report for report in map(REPORT.decode, rows) if report.reader not in TOLD_READERS)
        return sorted(found, key=by_day)

    def told_ids(self) -> set[str]:
        """The ids of all claims that came with their reports."""
        told = select(claims.c.claim_id).join(readings, readings.c.reading_id == claims.c.reading_id)
        return set(
            self._records(told.where(came_with_report(), readings.c.report_id.not_in(taken_down_ids())))
        )

    def claims(
        self, extractor: str | None = None, known_on: Day | None = None, recorded_on: Day | None = None
    ) -> tuple[Claim, ...]:
        """Claims of an extractor, or of each report's newest reading that counts; sorted by publication, report and
        place in it."""
        chosen = choose_readings(extractor, known_on, recorded_on)
        rows = self._records(select(claims.c.record).join(chosen, chosen.c.reading_id == claims.c.reading_id))
        found = map(CLAIM.decode, rows)
        return tuple(
            sorted(found, key=lambda one: (one.published or "", one.report_name, one.start, one.claim_id))
        )

    def mentions(
        self, extractor: str | None = None, known_on: Day | None = None, recorded_on: Day | None = None
    ) -> tuple[Mention, ...]:
        """Mentions of an extractor, or of each report's newest reading that counts; sorted by report and place in it."""
        chosen = choose_readings(extractor, known_on, recorded_on)
        rows = self._records(
            select(mentions.c.record)
            .join(chosen, chosen.c.reading_id == mentions.c.reading_id)
            .order_by(mentions.c.reading_id, mentions.c.number)
        )
        return tuple(sorted(map(MENTION.decode, rows), key=lambda one: (one.report_id, one.start, one.end)))

    def rejections(self, recorded_on: Day | None = None) -> tuple[Rejection, ...]:
        """Reports that are set aside: rejected, and not settled since. Sorted, each once."""
        later = exists().where(
            settlements.c.where == rejections.c.where,
            settlements.c.recorded_at >= rejections.c.recorded_at,
            *recorded_by(recorded_on, settlements.c.recorded_at),
        )
        query = select(rejections.c.where, rejections.c.reason, rejections.c.remedy).where(
            ~later, *recorded_by(recorded_on, rejections.c.recorded_at)
        )
        with self.engine.connect() as connection:
            rows = {tuple(row) for row in connection.execute(query)}
        return tuple(Rejection(*row) for row in sorted(rows))

    def set_aside(self) -> list[tuple[Rejection, str, int]]:
        """What is set aside now, since when, and how often something was at that place: so many rejections stand there
        in all, settled ones included. Sorted by place."""
        query = select(rejections.c.where, rejections.c.reason, rejections.c.remedy, rejections.c.recorded_at)
        since: dict[Rejection, str] = {}
        times: Counter[str] = Counter()
        with self.engine.connect() as connection:
            for where, reason, remedy, at in connection.execute(query):
                times[where] += 1
                one = Rejection(where, reason, remedy)
                # A later row of the same words was entered because what stood before was settled.
                since[one] = max(at, since.get(one, at))
        return [(one, since[one], times[one.where]) for one in self.rejections()]

    def _records(self, query: Select[Any]) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())


def by_day(report: Report) -> tuple[Day, str]:
    """Where a report stands among others: undated ones first, then by publication and id."""
    return report.published or "", report.report_id


def stands() -> ColumnElement[bool]:
    """The condition that a report was not taken down: its payload is gone, also for questions about days before."""
    return reports.c.report_id.not_in(taken_down_ids())


def known_by(day: Day | None) -> list[ColumnElement[bool]]:
    """The condition that a report was known on a day; none where there is no day."""
    return [] if day is None else [reports.c.known_from <= day]


def came_with_report() -> ColumnElement[bool]:
    """The condition that a reading is of claims that were made elsewhere."""
    return readings.c.extractor.startswith(TOLD)


def choose_readings(extractor: str | None, known_on: Day | None, recorded_on: Day | None) -> Subquery:
    """The reading of each report that is meant: the extractor's, or where none is named the newest that counts. Claims
    that came with their report are every extractor's, but for one that is only compared."""
    conditions = [stands(), *known_by(known_on), *recorded_by(recorded_on, readings.c.recorded_at)]
    if extractor is None:
        conditions.append(~readings.c.extractor.startswith(SECOND))
    elif extractor.startswith(SECOND):
        conditions.append(readings.c.extractor == extractor)
    else:
        conditions.append((readings.c.extractor == extractor) | came_with_report())
    newest_first = func.row_number().over(
        partition_by=readings.c.report_id,
        order_by=(readings.c.recorded_at.desc(), readings.c.extractor.desc()),
    )
    ranked = (
        select(readings.c.reading_id, newest_first.label("rank"))
        .join(reports, reports.c.report_id == readings.c.report_id)
        .where(*conditions)
        .subquery()
    )
    return select(ranked.c.reading_id).where(ranked.c.rank == 1).subquery()

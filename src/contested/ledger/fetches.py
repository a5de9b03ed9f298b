"""Addresses that were asked, in; what came of it, and what is to be known before one is asked again, out.

A row stands before a request goes out and another after it, so that a program which is killed over a page does not ask for
it again at once when it is started anew. What `watch` knows of an address is worked out from these rows alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, select

from contested.ledger.connect import writing
from contested.ledger.entries import enter
from contested.ledger.exchange import Exchange, write_exchange
from contested.ledger.moments import check_moment
from contested.ledger.places import act_row, next_number
from contested.ledger.records import FETCH
from contested.ledger.schema import fetches
from contested.ledger.store import Store
from contested.model import Fetch

HAD = ("fetched", "unchanged")
# Why nothing came, where the network was away: a failure that does not count.
AWAY = "away"
DONE = (*HAD, "refused")


class History(Struct, frozen=True, kw_only=True):
    """What the rows of one address come to: when it was last asked, when it was last had (and what came then), the last
    failure since, and how many there were in a row that count."""

    url: str
    asked: str | None = None
    had: Fetch | None = None
    failed: Fetch | None = None
    failures: int = 0


class KeepsFetches(Store):
    """Fetches. `recorded_at` is the caller's UTC moment."""

    def add_fetch(self, fetch: Fetch, recorded_at: str) -> None:
        """Enter one row."""
        check_moment(recorded_at)
        with writing(self.engine) as connection, connection.begin():
            number = next_number(connection, fetches)
            columns = {key: getattr(fetch, key) for key in ("url", "outcome", "found_by", "warc_sha256")}
            enter(connection, fetches, [{**act_row(number, fetch, recorded_at), **columns}])

    def keep_exchanges(self, exchanges: Sequence[Exchange]) -> str:
        """The archive's name for what went over the wire, once it is safe there."""
        written = write_exchange(exchanges)
        self.archive.write([written])
        return hashlib.sha256(written).hexdigest()

    def last_fetch(self, url: str, outcomes: Collection[str] = HAD) -> Fetch | None:
        """The last row of an address with one of these outcomes."""
        query = select(fetches.c.record).where(fetches.c.url == url, fetches.c.outcome.in_(outcomes))
        return self._read_one(query.order_by(fetches.c.number.desc()).limit(1))

    def brought(self) -> Iterator[Fetch]:
        """Every fetch that brought something, with its exchange in the archive, in their order."""
        query = select(fetches.c.record).where(
            fetches.c.outcome == "fetched", fetches.c.warc_sha256.is_not(None)
        )
        with self.engine.connect().execution_options(yield_per=500) as connection:
            for record in connection.execute(query.order_by(fetches.c.number)).scalars():
                yield FETCH.decode(record)

    def fetches_of(self, report_id: str) -> tuple[Fetch, ...]:
        """The fetches that brought a report; none where it came as a file."""
        with self.engine.connect() as connection:
            return find_fetches(connection, report_id)

    def fetch_history(self, url: str) -> History:
        """What the rows of an address come to."""
        mine = fetches.c.url == url
        had_at = select(func.max(fetches.c.number)).where(mine, fetches.c.outcome.in_(HAD))
        with self.engine.connect() as connection:
            since = connection.execute(had_at).scalar() or 0
            failed = select(fetches.c.record).where(
                mine, fetches.c.number > since, fetches.c.outcome.in_(("failed", "refused"))
            )
            failures = [
                FETCH.decode(one) for one in connection.execute(failed.order_by(fetches.c.number)).scalars()
            ]
        asked = self._read_one(
            select(fetches.c.record).where(mine).order_by(fetches.c.number.desc()).limit(1)
        )
        return History(
            url=url,
            asked=asked.at if asked else None,
            had=self._read_one(select(fetches.c.record).where(fetches.c.number == since)),
            failed=failures[-1] if failures else None,
            failures=sum(one.kind != AWAY for one in failures),
        )

    def linked_by(self, url: str) -> list[str]:
        """The addresses that a watched one has linked to, in the order in which they were found."""
        query = select(fetches.c.record).where(fetches.c.url == url, fetches.c.outcome == "fetched")
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(fetches.c.number)).scalars()
            return list(dict.fromkeys(link for row in rows for link in FETCH.decode(row).links))

    def settled_links(self, url: str) -> set[str]:
        """Of these, those that were had or that no further try would bring."""
        query = select(fetches.c.url).where(fetches.c.found_by == url, fetches.c.outcome.in_(DONE))
        with self.engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def last_asked(self) -> dict[str, str]:
        """Of each address that was ever asked the moment of the last time."""
        newest = select(func.max(fetches.c.number)).group_by(fetches.c.url)
        query = select(fetches.c.record).where(fetches.c.number.in_(newest))
        with self.engine.connect() as connection:
            found = map(FETCH.decode, connection.execute(query).scalars())
            return {one.url: one.at for one in found}

    def _read_one(self, query: Select[Any]) -> Fetch | None:
        with self.engine.connect() as connection:
            record = connection.execute(query).scalar()
        return None if record is None else FETCH.decode(record)


def find_fetches(connection: Connection, report_id: str) -> tuple[Fetch, ...]:
    """The fetches that brought a report, in their order."""
    query = select(fetches.c.record).where(
        fetches.c.warc_sha256.is_not(None), fetches.c.record.contains(report_id)
    )
    found = map(FETCH.decode, connection.execute(query.order_by(fetches.c.number)).scalars())
    return tuple(one for one in found if report_id in one.reports)

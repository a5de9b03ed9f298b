"""Addresses, in; their reports in the desk's ledger, with all that went over the wire for them, out.

What was fetched is archived before its reports are entered, and its row comes last: whatever a kill leaves undone, adding the
address again brings the rest and nothing twice.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from importlib.metadata import version
from typing import Any, NamedTuple

from msgspec import structs

from contested.days import moment_at
from contested.desk import FetchSettings
from contested.fetch import Fetched, Fetcher, FetchError
from contested.fetch.exchange import Answer
from contested.fetch.inflate import inflate
from contested.fetch.limits import LIMITS
from contested.fetch.robots import MOST
from contested.fetched import read_fetched
from contested.ingest import Kept
from contested.ingest.reading import Outcome
from contested.ledger import ArchiveError, Gate, Ledger, read_exchanges
from contested.model import Fetch, Rejection, Report
from contested.pipeline import NOTHING, Added, Progress, Workshop, check_day, set_day

CODING = re.compile(rb"^content-encoding:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
ADDRESS = ("http://", "https://")


class TakenIn(NamedTuple):
    """What became of one thing that was fetched: ids of new reports, how many were held, what was set aside, and the
    addresses that its reports give of themselves, of whatever site."""

    new: tuple[str, ...]
    held: int
    rejected: tuple[Rejection, ...]
    addresses: tuple[str, ...]


def write_agent(settings: FetchSettings) -> str:
    """What this desk calls itself: the program, and where to complain."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return settings.user_agent or f"contested/{version('contested')}{contact}"


def open_fetcher(shop: Workshop, ledger: Ledger, **parts: Any) -> Fetcher:
    """The desk's fetcher. It goes on being polite where another process, or this one before it ended, left off."""
    settings = shop.desk.settings.fetch
    given = {"allow": settings.allow, "apart": settings.apart, "memory": LedgerMemory(ledger), **parts}
    fetcher = Fetcher(write_agent(settings), **given)
    for url, at in ledger.last_asked().items():
        try:
            place = fetcher.read(url).place
        except FetchError:  # of a host that was allowed once
            continue
        free = moment_of(at) + fetcher.manners.apart
        fetcher.manners.free[place] = max(fetcher.manners.free.get(place, 0.0), free)
    return fetcher


class LedgerMemory:
    """Keeps what robots.txt said in the ledger, so that it is asked once a day however often a command is run, and so that
    what was allowed then can be shown later."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.time) -> None:
        self.ledger, self.clock = ledger, clock

    def recall(self, url: str, since: float) -> tuple[float, int, bytes] | None:
        """What it said after a moment."""
        fetch = self.ledger.last_fetch(url, ("fetched",))
        if fetch is None or fetch.warc_sha256 is None or moment_of(fetch.at) < since:
            return None
        try:
            last = read_exchanges(self.ledger.archive.read(fetch.warc_sha256))[-1]
            coding = CODING.search(last.response)
            body = inflate(last.body, coding[1].decode("latin-1") if coding else "", LIMITS.body, url)
        except (ArchiveError, FetchError):  # `verify` says so; it is asked again
            return None
        return moment_of(fetch.at), fetch.status or 0, body[:MOST]

    def keep(self, url: str, answer: Answer | None, reason: str) -> None:
        """Note what it said, or why it could not be had."""
        if answer is None:
            at = moment_at(self.clock())
            self.ledger.add_fetch(Fetch(url=url, at=at, outcome="failed", kind="busy", reason=reason), at)
            return
        row = Fetch(
            url=url,
            at=answer.exchange.at,
            outcome="fetched",
            final_url=answer.target.url,
            status=answer.status,
            warc_sha256=self.ledger.keep_exchanges([answer.exchange]),
            raw_sha256=hash_bytes(answer.body),
        )
        self.ledger.add_fetch(row, row.at)


class Taker:
    """Takes into a ledger what was fetched. `again`: also what was taken down comes in."""

    def __init__(self, shop: Workshop, ledger: Ledger, fetcher: Fetcher, again: bool = False) -> None:
        self.shop, self.ledger, self.fetcher, self.again = shop, ledger, fetcher, again

    @cached_property
    def held(self) -> dict[bytes, str]:
        """The ids of the reports that the ledger has, by their words. Not asked for where nothing new comes."""
        return {hash_words(report): report.report_id for report in self.ledger.reports()}

    @cached_property
    def linked(self) -> set[str]:
        """The ids of those whose exchange it has."""
        return {report_id for fetch in self.ledger.brought() for report_id in fetch.reports}

    def begin(self, url: str, found_by: str | None = None) -> None:
        """Note that an address is about to be asked."""
        at = self.fetcher.now()
        self.ledger.add_fetch(Fetch(url=url, at=at, outcome="asked", found_by=found_by), at)

    def take(
        self,
        fetched: Fetched,
        kind: str | None = None,
        found_by: str | None = None,
        choose_links: Callable[[Sequence[str]], tuple[str, ...]] = lambda _: (),
    ) -> TakenIn:
        """Enter the reports of what was fetched, and its row. What says nothing that is not held already is not kept again.

        `choose_links` picks, of the addresses that its reports give, those that are to be fetched too.
        """
        before = self.ledger.last_fetch(fetched.url)
        raw_sha256 = hash_bytes(fetched.body) if fetched.changed else before.raw_sha256 if before else None
        same = not fetched.changed or (before is not None and raw_sha256 == before.raw_sha256)
        outcomes = [] if same else list(self.read(fetched, kind))
        rejected = tuple(one for one in outcomes if isinstance(one, Rejection))
        for one in outcomes:
            if isinstance(one, Kept):  # of an archive of pages: its records are in the exchange too
                self.ledger.archive.write([one.exchange])
        reports = [one for one in outcomes if isinstance(one, tuple)]
        news = [one for one in reports if hash_words(one[0]) not in self.held]
        ids = {self.held.get(hash_words(report), report.report_id) for report, _ in reports}
        # Also where a kill came between a report and its row.
        unlinked = tuple(sorted(ids - self.linked)) if ids else ()
        standing = set(self.ledger.rejections()) if rejected else set()
        kept = bool(unlinked) or not standing.issuperset(rejected)
        warc_sha256 = self.ledger.keep_exchanges(fetched.exchanges) if kept else None
        at = self.fetcher.now()
        entered = [(structs.replace(report, exchange_sha256=warc_sha256), raw) for report, raw in news]
        gate = Gate(self.again)
        new = tuple(self.ledger.enter_reports(entered, at, fetched.at[:10], gate=gate)) if news else ()
        rejected += tuple(gate.refused)
        if reports:
            self.held.update((hash_words(report), report.report_id) for report, _ in news)
            self.linked.update(unlinked)
        if not same:
            self.settle(fetched.url, rejected)
        said = (report.url or report.canonical for report, _ in reports)
        addresses = tuple(dict.fromkeys(url for url in said if url))
        validators = fetched.validators
        row = Fetch(
            url=fetched.url,
            at=fetched.at,
            outcome="fetched" if kept or before is None else "unchanged",
            final_url=fetched.final_url,
            status=fetched.status,
            media_type=fetched.media_type or None,
            raw_sha256=raw_sha256,
            warc_sha256=warc_sha256,
            # A server that answers "as it was" need not say its validators again.
            etag=validators.etag or (before.etag if before and not fetched.changed else None),
            last_modified=validators.last_modified
            or (before.last_modified if before and not fetched.changed else None),
            found_by=found_by,
            links=choose_links([one for one in addresses if one != fetched.final_url]),
            reports=unlinked,
        )
        self.ledger.add_fetch(row, at)
        return TakenIn(new, len(reports) - len(new), rejected, addresses)

    def read(self, fetched: Fetched, kind: str | None) -> Iterator[Outcome]:
        """The reports of what was fetched, each with its day where the theatre's days begin."""
        tables = self.shop.desk.settings.tables
        for one in read_fetched(fetched, self.shop.theatre.sources, kind, tables):
            if not isinstance(one, tuple):
                yield one
                continue
            report = set_day(one[0], self.shop.theatre.zone)
            name = report.name.removeprefix(f"{fetched.final_url}: ")
            where = fetched.url if report.url == fetched.final_url else f"{fetched.url}: {name}"
            yield check_day(report.published, where, fetched.at) or (report, one[1])

    def fail(self, url: str, error: FetchError, found_by: str | None = None) -> None:
        """Note that nothing came, and why."""
        row = Fetch(
            url=url,
            at=self.fetcher.now(),
            outcome="failed" if error.passes else "refused",
            status=error.status,
            kind=error.kind,
            reason=error.reason,
            remedy=error.remedy,
            retry_after=error.retry_after,
            found_by=found_by,
        )
        self.ledger.add_fetch(row, row.at)

    def settle(self, url: str, rejected: Sequence[Rejection]) -> None:
        """Set aside what is to be, and settle what was set aside at this address before and is not complained of now."""
        at, still = self.fetcher.now(), {one.where for one in rejected}
        before = {one.where for one in self.ledger.rejections() if lies_at(one.where, url)}
        if before - still:
            self.ledger.settle_rejections(before - still, at)
        if rejected:
            self.ledger.add_rejections(rejected, at)


def add_urls(
    shop: Workshop,
    urls: Iterable[str],
    progress: Progress = lambda _: None,
    again: bool = False,
    **parts: Any,
) -> Added:
    """Fetch addresses and enter their reports; those that are not to be had are set aside. `parts` are a fetcher's."""
    new: list[str] = []
    rejected: list[Rejection] = []
    held = 0
    with shop.ledger() as ledger:
        fetcher = open_fetcher(shop, ledger, **parts)
        taker = Taker(shop, ledger, fetcher, again)
        for written in urls:
            try:
                url = fetcher.read(written).url
            except FetchError as error:
                refused = Rejection(error.where, error.reason, error.remedy)
                ledger.add_rejections([refused], fetcher.now())
                rejected.append(refused)
                progress(1)
                continue
            taken = add_url(taker, url)
            new += taken.new
            rejected += taken.rejected
            held += taken.held
            progress(1)
    return Added(len(new), held, tuple(rejected), frozenset(new))


def add_url(taker: Taker, url: str) -> TakenIn:
    """Fetch one address and enter its reports."""
    taker.begin(url)
    try:
        fetched = taker.fetcher.fetch_patiently(url)
    except FetchError as error:
        rejection = Rejection(url, error.reason, error.remedy)
        taker.fail(url, error)
        taker.settle(url, [rejection])
        return TakenIn((), 0, (rejection,), ())
    return taker.take(fetched)


def find_urls(ledger: Ledger, wheres: Iterable[str] | None = None) -> list[str]:
    """The addresses at which something is set aside, each once, for another try; of these `wheres` where any are given."""
    asked = sorted(ledger.last_asked(), key=len, reverse=True)
    if wheres is None:
        wheres = [one.where for one in ledger.rejections()]
    found = [where for where in wheres if where.startswith(ADDRESS)]
    return list(dict.fromkeys(next((url for url in asked if lies_at(where, url)), where) for where in found))


def retry_urls(
    shop: Workshop, wheres: Iterable[str] | None = None, progress: Progress = lambda _: None, **parts: Any
) -> Added:
    """Fetch again the addresses at which something is set aside; of these `wheres` where any are given. What is read now is
    set aside no more."""
    with shop.ledger() as ledger:
        urls = find_urls(ledger, wheres)
    return add_urls(shop, urls, progress, **parts) if urls else NOTHING


def lies_at(where: str, url: str) -> bool:
    """Whether what is set aside is an address, or a report within what stands there."""
    return where == url or where.startswith(f"{url}:")


def hash_words(report: Report) -> bytes:
    """What makes two fetches of a report one: its address and name, whose it is, and its words."""
    told = (report.url or report.name, report.publisher, report.title, report.published, report.text)
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def hash_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def moment_of(at: str) -> float:
    """Seconds since 1970 of a moment as the ledger has it."""
    return datetime.fromisoformat(at).timestamp()

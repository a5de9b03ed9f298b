"""A desk and a claim, a report or a place, in; a package of the reports that this rests on, in a file, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from contested.ask.claims import LEAST_ID, find_claim, is_report, read_claims
from contested.ask.places import place_finder
from contested.errors import RejectedReport, UnknownPlace, UsageError
from contested.ingest import readers
from contested.ingest.beside import find_beside
from contested.ingest.decode import decode
from contested.ledger import Archive, Ledger
from contested.ledger.exchange import read_exchanges
from contested.ledger.rows import read_rows
from contested.model import Account, Claim, Report
from contested.pipeline import Audience, Moment, Workshop, take_account
from contested.publish.evidence.choose import (
    Grounded,
    choose_reports,
    claims_at,
    claims_in,
    ground_claims,
)
from contested.publish.evidence.items import Item, holds_no_more
from contested.publish.evidence.package import About, write_package
from contested.publish.evidence.shown import holds_secrets, why_held_back
from contested.publish.licences import Licences
from contested.publish.private import find_private_names
from contested.warc.package import Beside

ExchangeOf = Callable[[Report], bytes | None]


class Evidence(NamedTuple):
    """What is to be packed: what it is about, the claims with those that they rest on, their reports, and why others are not
    among these."""

    title: str
    grounded: tuple[Grounded, ...]
    reports: tuple[Report, ...]
    held_back: Counter[str]

    @property
    def asked(self) -> int:
        """How many of the claims were asked about."""
        return sum(one.asked for one in self.grounded)


def find_evidence(shop: Workshop, what: str, moment: Moment, audience: Audience) -> Evidence:
    """What a claim, a report or a place rests on; for the public only what may be shown whole.

    Raises UsageError where nothing on the desk is meant, or nothing of it may be shown.
    """
    account = take_account(shop, moment, audience)
    title, asked = find_asked(shop, what, account)
    grounded = ground_claims(asked, account)
    reports = tuple(choose_reports(grounded, account))
    held_back: Counter[str] = Counter()
    if audience == "public":
        with shop.ledger() as ledger:
            reports, held_back = choose_shown(shop, ledger, reports)
    if not reports:
        raise UsageError(f"evidence: {what}: {tell(held_back)}")
    ids = {report.report_id for report in reports}
    return Evidence(title, tuple(one for one in grounded if one.claim.report_id in ids), reports, held_back)


def pack_evidence(
    shop: Workshop,
    evidence: Evidence,
    audience: Audience,
    created: str,
    out: Path,
    exchange_of: ExchangeOf | None = None,
) -> None:
    """Write the package. `exchange_of` gives what went over the wire for a report, as a WARC file; without it that is what the
    report names."""
    ids = [report.report_id for report in evidence.reports]
    with shop.ledger() as ledger:
        find = exchange_of or partial(find_exchange, ledger.archive)
        entries = read_rows(ledger, ids, {one.claim.claim_id for one in evidence.grounded})
        items = list_items(ledger, evidence.reports, audience, find)
        write_package(items, evidence.grounded, entries, describe(shop, evidence, created, audience), out)


def find_asked(shop: Workshop, what: str, account: Account) -> tuple[str, list[Claim]]:
    """What is meant, in words, and its claims. Raises UsageError where it is nothing on the desk."""
    if claim := find_claim(what, account):
        return f"claim {claim.claim_id}", [claim]
    if reports := find_reports(what, account):
        claims = claims_in(reports, account)
        if not claims:
            raise UsageError(f"evidence: no claim stands in the report {what!r}")
        return f"report {reports[0].name}", claims
    try:
        place = place_finder(shop)(what)
    except UnknownPlace as error:
        raise UsageError(f"evidence: {what!r} is no claim and no report here, and {error}") from error
    if not (claims := claims_at(place.place_id, account)):
        raise UsageError(f"evidence: no claim names {place.name}")
    return place.name, claims


def find_reports(text: str, account: Account) -> list[Report]:
    """The reports of a name, which later versions share, or of the beginning of an id."""
    named = [one for one in account.reports if is_report(one.name, text)]
    return named or [
        one for one in account.reports if len(text) >= LEAST_ID and one.report_id.startswith(text)
    ]


def choose_shown(
    shop: Workshop, ledger: Ledger, shown: Sequence[Report]
) -> tuple[tuple[Report, ...], Counter[str]]:
    """Those of the reports that the public sees which may go out whole, and why the others may not."""
    full = list(ledger.reports_of([one.report_id for one in shown]))
    words = {one.report_id: read_words(ledger.archive, one) for one in full}
    spelt = [structs.replace(one, text=f"{one.text}\n{words[one.report_id]}") for one in full]
    names = find_private_names(spelt, read_claims(shop), "en")
    kept: list[Report] = []
    held_back: Counter[str] = Counter()
    for report, masked in zip(full, shown, strict=True):
        why = why_held_back(report, masked, words[report.report_id], media_of(report), names)
        if why is None:
            kept.append(report)
        else:
            held_back[why] += 1
    return tuple(kept), held_back


def read_words(archive: Archive, report: Report) -> str:
    """A report's bytes as characters, as far as they are any."""
    try:
        return decode(archive.read(report.raw_sha256), report.name)
    except RejectedReport:
        return ""


def list_items(
    ledger: Ledger, reports: Sequence[Report], audience: Audience, exchange_of: ExchangeOf
) -> Iterator[Item]:
    """The reports with their bytes, one in memory at a time."""
    moments = {
        one.report_id: one.recorded_at
        for one in read_rows(ledger, [report.report_id for report in reports], ())
    }
    for report in reports:
        beside, name = find_beside(report)
        exchange = exchange_of(report)
        if exchange and audience == "public" and not may_be_shown(exchange, report):
            exchange = None
        yield Item(
            report=report,
            raw=ledger.archive.read(report.raw_sha256),
            media=media_of(report),
            exchange=exchange,
            beside=Beside(**structs.asdict(beside)),
            name=name,
            recorded_at=moments[report.report_id],
        )


def may_be_shown(exchange: bytes, report: Report) -> bool:
    """Whether the public may have what went over the wire for a report: it holds nothing else, and not who asked."""
    secret = any(holds_secrets(one.request) for one in read_exchanges(exchange))
    return not secret and holds_no_more(exchange, report.raw_sha256)


def find_exchange(archive: Archive, report: Report) -> bytes | None:
    """What the archive keeps beside a report that came out of an archive of pages."""
    return archive.read(report.exchange_sha256) if report.exchange_sha256 else None


def media_of(report: Report) -> str:
    """The media type of a report's bytes, by what read them."""
    reader = readers().get(report.reader)
    if reader is not None and reader.media_types:
        return reader.media_types[0]
    return "application/json" if report.reader in ("jsonlines", "claims", "as-control") else "text/plain"


def describe(shop: Workshop, evidence: Evidence, created: str, audience: Audience) -> About:
    """What the package says of itself."""
    settings = shop.desk.settings
    composed = " Composed reports: nothing here is a record of real events." if settings.synthetic else ""
    return About(
        title=f"Evidence: {evidence.title}",
        description=f"The reports that {len(evidence.grounded)} claims rest on, whole, from the desk {settings.name}. "
        f"They are their publishers'; what may be done with them their licences say.{composed}",
        created=created,
        version=version("contested"),
        synthetic=settings.synthetic,
        audience=audience,
        credits=tuple(Licences(shop.theatre).credit_reports(evidence.reports)),
    )


def tell(held_back: Counter[str]) -> str:
    """Why reports are not in a package, in words."""
    return "; ".join(f"{number:,} held back: {why}" for why, number in sorted(held_back.items()))

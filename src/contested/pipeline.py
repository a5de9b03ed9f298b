"""The stages, in order: the one file that names them all.

    reports → archive → extract → locate → trace → reconcile → publish

`add_paths` takes reports in, `find_repeats` tells which of them repeat others, `bring_up_to_date` reads what is unread, `take_account` works out all that the
desk knows at one moment, `build_site` publishes it. Each takes the records of the one before. Beside them,
`read_again` lets a second reader read, for comparison only, where the desk names one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from msgspec import structs

from contested.arrivals import Repeated, find_arrivals, folder_for, sum_up
from contested.cache import cache_folder
from contested.desk import Desk
from contested.earlier import KeptAccount, Shelf
from contested.errors import ReaderUnavailable, RejectedReport, RejectedTable, SettingsError
from contested.extract.dating import date_report
from contested.extract.extractor import Extractor
from contested.extract.known import known_events
from contested.extract.language import CASES
from contested.extract.readers import SecondReader, open_reader
from contested.extract.told import Checked, check_claims
from contested.ingest import Kept, clean_again, read_reports
from contested.ledger import SECOND, Archive, Gate, Ledger, Reading, open_ledger
from contested.ledger.append import BATCH
from contested.lineage import News, differ, find_news, take_all_over, take_over
from contested.locate.choose import choose_places, unknown_mentions
from contested.locate.gazetteer import Gazetteer
from contested.locate.no_places import keep_places
from contested.locate.resolve import anchor_names, note_relations, resolve_claims
from contested.locate.seats import tell_regions
from contested.locate.settled import SettledNames
from contested.locate.slips import find_slips
from contested.locate.table import library_versions, open_gazetteer
from contested.locate.tables import Contents, PlaceTable, read_contents, recognise_format
from contested.locate.tables.columns import Columns
from contested.locate.tables.fetch import Fetched, fetch_file
from contested.locate.tables.text import TableText
from contested.model import (
    Account,
    AddedTable,
    Claim,
    Control,
    Dating,
    Day,
    Event,
    KnownEvent,
    LearnedHabits,
    Mention,
    Name,
    Origin,
    Place,
    Rejection,
    Report,
    Status,
    content_id,
)
from contested.own_word import believe, is_to_come
from contested.publish.audience import PublicRules, choose_public
from contested.publish.brief_site import write_briefs
from contested.publish.edition import Edition
from contested.publish.site.memory import memory_file
from contested.publish.site.settings import SiteSettings
from contested.publish.site.write import is_written, write_site
from contested.reconcile import (
    Reckoned,
    can_read,
    group_again,
    group_events,
    reckon_again,
    reckon_control,
    reconcile_figures,
    status_on,
)
from contested.reconcile.areas import check_areas, map_areas
from contested.theatres import Source, Theatre, load_theatre, read_sources
from contested.theatres.vouched import Vouched
from contested.told import Terms, is_told
from contested.trace import Earlier, trace
from contested.trace.voices import Directory
from contested.uncollected import uncollected
from contested.vocabulary import event_types

Audience = Literal["desk", "public"]
Progress = Callable[[int], None]
FindPlace = Callable[[str], Place | None]
HERE = Path(__file__).parent
SECOND_READERS = HERE / "extract" / "readers"
# So often in a row a second reader may be out of reach before the other reports wait for the next build.
GIVE_UP_AFTER = 3
# The largest country file of GeoNames has 70 MB.
MOST_TABLE_BYTES = 200_000_000
GEONAMES = "geonames"
# Bytes kept in memory until they are archived together: syncing one by one takes five times as long.
EXCHANGES_AT_ONCE = 20_000_000


class Added(NamedTuple):
    """What one `add` did: reports that are new, reports that were held, reports that were set aside; ids of the new."""

    new: int
    held: int
    rejected: tuple[Rejection, ...]
    ids: frozenset[str]


NOTHING = Added(0, 0, (), frozenset())


def add_up(one: Added, other: Added) -> Added:
    """What two ways of adding did."""
    return Added(
        one.new + other.new, one.held + other.held, one.rejected + other.rejected, one.ids | other.ids
    )


class AddedPlaces(NamedTuple):
    """What became of one table of places: its row, whether it is new, how many of its rows lie outside the theatre or
    are of other kinds, and what was set aside."""

    table: AddedTable
    new: bool
    outside: int
    other: int
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


class Heard(NamedTuple):
    """What the ledger holds that counts at a moment; `seen` are the days on which the desk came to hold each report."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    reports: tuple[Report, ...]
    rejections: tuple[Rejection, ...]
    seen: dict[str, Day]


class Workshop:
    """A desk with its theatre, gazetteer and extractor, each opened when first needed, once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def theatre(self) -> Theatre:
        """The theatre, with all sources that the desk stands for: the one place where they are put together."""
        return self.vouched.added_to(self.stated)

    def theatre_on(self, recorded_on: Day | None) -> Theatre:
        """The theatre with the sources that the ledger named by a day; as it is now where no day is asked for."""
        return self.read_vouched(recorded_on).added_to(self.stated) if recorded_on else self.theatre

    @cached_property
    def stated(self) -> Theatre:
        """The theatre with the sources of the desk's file, which have no day."""
        theatre = load_theatre(self.desk.settings.theatre, beside=self.desk.folder)
        return structs.replace(theatre, sources=(*theatre.sources, *self.own_sources))

    @cached_property
    def own_sources(self) -> tuple[Source, ...]:
        """The sources of the file that `desk.toml` names."""
        if self.desk.sources is None:
            return ()
        if not self.desk.sources.is_file():
            raise SettingsError(f"{self.desk.sources}: no such file; mend the key 'sources' in desk.toml")
        return read_sources(self.desk.sources)

    @cached_property
    def tables(self) -> tuple[PlaceTable, ...]:
        """The tables of places that the desk has added. Only what makes the gazetteer's index reads them."""
        return tuple(map(self.place_table, self.added_tables()))

    def place_table(self, added: AddedTable) -> PlaceTable:
        """A table where its bytes lie."""
        return PlaceTable(
            sha256=added.sha256,
            name=added.name,
            format=added.format,
            columns=added.columns,
            file=Archive(self.desk.archive).path(added.sha256),
        )

    def added_tables(self, recorded_on: Day | None = None) -> tuple[AddedTable, ...]:
        """The rows of the desk's tables. A desk that has no ledger yet has none, and gets no ledger by being asked."""
        if not self.has_ledger():
            return ()
        with self.ledger() as ledger:
            return ledger.tables(recorded_on)

    def has_ledger(self) -> bool:
        """Whether there is a database to ask."""
        database = self.desk.database
        return not isinstance(database, Path) or database.exists()

    @cached_property
    def settled(self) -> SettledNames:
        """What analysts settled about names."""
        if not self.has_ledger():
            return SettledNames(())
        with self.ledger() as ledger:
            return SettledNames(ledger.settled_names())

    @cached_property
    def vouched(self) -> Vouched:
        """What the ledger says of whom the desk stands for."""
        return self.read_vouched()

    def read_vouched(self, recorded_on: Day | None = None) -> Vouched:
        """The same, as of a day."""
        if not self.has_ledger():
            return Vouched(())
        with self.ledger() as ledger:
            return Vouched(ledger.vouches(recorded_on))

    @cached_property
    def unsettled(self) -> Gazetteer:
        """The gazetteer without what analysts settled."""
        return open_gazetteer(self.theatre, self.tables)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer with what is settled for the whole desk."""
        return self.settled.added_to(self.unsettled)

    def gazetteer_for(self, report: Report) -> Gazetteer:
        """The gazetteer by which a report is read: something may be settled for this one only."""
        if report.name not in self.settled.reports:
            return self.gazetteer
        return self.settled.added_to(self.unsettled, report.name)

    def terms(self, recorded_on: Day | None = None) -> Terms:
        """The desk's places and the sources that it knew by a day, for claims that were made elsewhere."""
        return Terms(self.gazetteer, self.theatre_on(recorded_on).speakers)

    @cached_property
    def extractor(self) -> Extractor:
        return Extractor(self.theatre)

    @cached_property
    def version(self) -> str:
        """Names the rules, data, settled names and vouched sources that read reports: a change of any reads them anew."""
        # All acts count, also those replaced: no version may come back after another, for of two readings that differ
        # the later was made by what stands.
        acts = (*self.settled.acts, *self.vouched.acts)
        return f"{self.rules}+{content_id(*acts)[:8]}" if acts else self.rules

    @cached_property
    def rules(self) -> str:
        """Names the rules and data that read reports."""
        digest = hashlib.sha256()
        folders = (HERE / "extract", HERE / "locate", HERE / "events", self.theatre.folder)
        rooms = chain.from_iterable(sorted(folder.rglob("*")) for folder in folders)
        files = chain(rooms, sorted((HERE / "theatres").glob("*.py")))
        for file in files:
            reads = file.suffix in (".py", ".toml", ".csv") and not file.name.endswith(CASES)
            if reads and file.parent != SECOND_READERS:
                digest.update(f"{file.parent.name}/{file.name}".encode() + b"\0" + file.read_bytes())
        digest.update(msgspec.json.encode([self.stated.sources, self.stated.front, library_versions()]))
        # Nothing where nothing was added, so that such a desk keeps its readings. The moments count, as all acts do.
        for added in self.added_tables():
            digest.update(msgspec.json.encode(added))
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

    def find_names(self, report: Report) -> list[Name]:
        """The gazetteer's names that are places where they stand in a report."""
        gazetteer = self.gazetteer_for(report)
        names = gazetteer.find_names(report.text)
        slips = find_slips(report.text, names, gazetteer, report.published, report.language)
        names = sorted([*names, *slips], key=lambda name: name.start)
        return keep_places(report.text, names, report.language)

    def read(self, report: Report, by: Day | None = None, known: Sequence[KnownEvent] = ()) -> Reading:
        """Extract and locate: one report's claims and mentions. An undated report is dated first, from its own words, by
        the `known` events and the theatre's; it was published by the day `by`."""
        names, gazetteer = self.find_names(report), self.gazetteer_for(report)
        datings = () if report.published else self.date(report, names, by, known)
        said = self.extractor.extract(report, names, datings)
        places = [name for name in names if name not in said.aside]
        mentions = choose_places(report, places, gazetteer, self.listed)
        told, mentions = tell_regions(report, said.claims, mentions, gazetteer)
        claims = resolve_claims(told, mentions, gazetteer)
        unknown = unknown_mentions(report, claims, mentions, gazetteer)
        mentions = note_relations((*mentions, *unknown), claims)
        return Reading(report_id=report.report_id, extractor=self.version, claims=claims, mentions=mentions)

    def date(
        self, report: Report, names: Sequence[Name], by: Day | None, known: Sequence[KnownEvent]
    ) -> tuple[Dating, ...]:
        """When an undated report was published, as far as its own words and known events tell."""
        told, cues = self.extractor.find_cues(report, names)
        gazetteer = self.gazetteer_for(report)
        told = resolve_claims(told, choose_places(report, names, gazetteer, self.listed), gazetteer)
        events = (*self.theatre.history, *known)
        return date_report(report.text, cues, told, events, self.theatre.settings.began, by)

    def read_again(self, report: Report) -> Checked:
        """One report's claims by the second reader that can be believed; their places are still words.

        Raises RejectedReport where it was not read.
        """
        assert self.second_reader is not None, "asked only where the desk names one"
        told = self.second_reader.read(report)
        return check_claims(told, report, self.theatre, self.second_reader.name)

    def locate_again(self, report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """A report's claims by the second reader, located by the same steps as the rules'."""
        names, gazetteer = self.find_names(report), self.gazetteer_for(report)
        mentions = choose_places(report, names, gazetteer, self.listed)
        told, mentions = tell_regions(report, anchor_names(claims, names), mentions, gazetteer)
        return resolve_claims(told, mentions, gazetteer)

    def status_on(self, control: Control, day: Day) -> Status:
        """Control of a place on a day, at the desk's threshold."""
        return status_on(control, day, self.desk.settings.thresholds.state_at)

    def status_at(self, day: Day) -> Callable[[Control], Status]:
        """Control of any place on one day."""
        return lambda control: self.status_on(control, day)


def add_paths(
    shop: Workshop,
    paths: Iterable[Path],
    recorded_at: str,
    progress: Progress = lambda _: None,
    again: bool = False,
) -> Added:
    """Archive the reports under `paths` and enter them in the ledger; set the unreadable ones aside, and with them those
    that were taken down, unless they are to come in `again`.

    What was set aside before under these paths and is no more to be complained of is settled.
    """
    paths = list(paths)
    rejected: list[Rejection] = []
    read: set[str] = set()
    exchanges: list[bytes] = []
    count = 0
    directory = Directory(shop.theatre.speakers)

    def accept(report: Report) -> Report:
        return believe(set_day(report, shop.theatre.zone), directory, recorded_at)

    def accepted() -> Iterator[tuple[Report, bytes]]:
        nonlocal count
        for found in read_reports(paths, shop.desk.settings.tables):
            if isinstance(found, Kept):
                exchanges.append(found.exchange)
                if sum(map(len, exchanges)) >= EXCHANGES_AT_ONCE:
                    keep_exchanges()
                continue
            progress(1)
            one = found if isinstance(found, Rejection) else (accept(found[0]), found[1])
            complaint = (
                one if isinstance(one, Rejection) else check_day(one[0].published, one[0].name, recorded_at)
            )
            if complaint is not None:
                rejected.append(complaint)
            elif not isinstance(one, Rejection):
                count += 1
                read.add(one[0].name)
                # Before the rows that name them: they are committed behind so many reports, and behind the last.
                if count % BATCH == 0:
                    keep_exchanges()
                yield one
        keep_exchanges()

    def keep_exchanges() -> None:
        ledger.archive.write(exchanges)
        exchanges.clear()

    gate = Gate(again)
    with shop.ledger() as ledger:
        new = ledger.enter_reports(accepted(), recorded_at, every=BATCH, gate=gate)
        rejected += gate.refused
        note_rejections(ledger, paths, read, rejected, recorded_at)
    held = count - len(new) - len(gate.refused)
    return Added(len(new), held, tuple(rejected), frozenset(new))


def note_rejections(
    ledger: Ledger, paths: Sequence[Path], read: Set[str], rejected: Sequence[Rejection], recorded_at: str
) -> None:
    """Note what was set aside under some paths. What was before, and is read now or no more complained of, is settled."""
    still = {one.where for one in rejected}
    before = {one.where for one in ledger.rejections()} - still
    settled = {where for where in before if where in read or any(lies_under(where, path) for path in paths)}
    ledger.settle_rejections(settled, recorded_at)
    ledger.add_rejections(rejected, recorded_at)


def find_repeats(shop: Workshop, new: Set[str], progress: Progress = lambda _: None) -> tuple[Repeated, ...]:
    """How many reports that have just been added repeat others, and which."""
    with shop.ledger() as ledger:
        copies = find_arrivals(ledger, new, folder_for(shop.desk, cache_folder()), progress)
        return sum_up(copies, new, lambda report_id: next(ledger.reports_of([report_id])).name)


def add_table(
    shop: Workshop, file: Path, columns: Columns, recorded_at: str, progress: Progress = lambda _: None
) -> AddedPlaces:
    """Archive a table of places and enter it in the ledger. Reports are read anew with it by the next build.

    Raises RejectedTable where it cannot be read, or gives the theatre no place.
    """
    size = file.stat().st_size
    if size > MOST_TABLE_BYTES:
        found = f"has {size:,} bytes, more than {MOST_TABLE_BYTES:,}"
        raise RejectedTable(str(file), found, "cut it down to the countries that you need")
    text = TableText(file.name, file.read_bytes())
    format = recognise_format(text, columns)
    contents = read_contents(text, format.name, columns, shop.theatre, progress)
    if not contents.places:
        raise RejectedTable(file.name, *why_nothing(contents))
    table = AddedTable(
        sha256=text.sha256,
        name=file.name,
        format=format.name,
        columns=columns,
        places=len(contents.places),
        recorded_at=recorded_at,
    )
    with shop.ledger() as ledger:
        new = ledger.add_table(table, text.raw)
    return AddedPlaces(table, new, contents.outside, contents.other, contents.rejected)


def fetch_table(
    shop: Workshop, url: str, folder: Path, recorded_at: str, progress: Progress = lambda _: None
) -> tuple[Fetched, AddedPlaces]:
    """Download a GeoNames dump into `folder`, and add it as a table. The archive keeps it; what lay in between goes.

    Raises RejectedTable where it does not come whole, or is no such dump.
    """
    fetched = fetch_file(url, folder, progress=progress)
    try:
        if recognise_format(TableText(url, fetched.file.read_bytes())).name != GEONAMES:
            raise RejectedTable(url, "is a table, but no GeoNames dump", "look what it serves")
        return fetched, add_table(shop, fetched.file, (), recorded_at)
    finally:
        fetched.file.unlink()


def why_nothing(contents: Contents) -> tuple[str, str]:
    """Why a table gives no place, and what to do about it."""
    left_out = contents.outside + contents.other
    if not left_out and not contents.rejected:
        return "has no rows", "give a table with places"
    found = (
        f"gives no place of the theatre ({contents.outside:,} outside it, {contents.other:,} of other kinds"
    )
    found += f", {len(contents.rejected):,} wrong"
    if not contents.rejected:
        return f"{found})", "give a table of the theatre's countries"
    first = contents.rejected[0]
    remedy = "give a table of the theatre's countries" if left_out else first.remedy
    return f"{found}; the first: {first.where}: {first.reason})", remedy


def set_day(report: Report, zone: ZoneInfo) -> Report:
    """A report whose moment is known, with the day that it is then where the theatre's days begin."""
    if report.published_at is None:
        return report
    day = datetime.fromisoformat(report.published_at).astimezone(zone).date()
    return structs.replace(report, published=day.isoformat())


def lies_under(where: str, path: Path) -> bool:
    """Whether a file, or a line of one, is a path or in the folder of that path."""
    return where == str(path) or where.startswith((f"{path}/", f"{path}:"))


def check_day(published: Day | None, where: str, recorded_at: str) -> Rejection | None:
    """What is dated later than the day after it is added has a wrong day."""
    if not is_to_come(published, recorded_at):
        return None
    return Rejection(
        where,
        f"published is {published}, which is still to come",
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


def take_account(
    shop: Workshop,
    moment: Moment,
    audience: Audience = "desk",
    relearn: bool = False,
    asked: Collection[Place] = (),
    before: KeptAccount | None = None,
) -> Account:
    """All that the desk knows at a moment: trace and reconcile over the claims that count then, by the habits of sources
    that were last learned, or with `relearn` as these claims show them; of the places `asked` about also what is told
    around them.

    With an account that was taken `before` only that is worked out anew with which something new has to do; what comes
    out is the same. What is kept from the public is left out before anything is worked out, so that no number shows it.
    """
    heard, terms = hear(shop, moment), shop.terms(moment.recorded_on)
    heard = heard._replace(claims=terms.put_in(date_by_desk(shop, heard.reports, heard.claims)))
    if audience == "public":
        rules = PublicRules(
            as_of=moment.as_of, delay_hours=shop.desk.settings.delay_hours, find_place=terms.find_place
        )
        reports, claims = choose_public(heard.reports, heard.claims, rules, mentions=heard.mentions)
        heard = heard._replace(reports=reports, claims=claims, mentions=(), rejections=())
    learned = None if relearn else find_habits(shop, moment, audience)
    news = find_news(before.account, heard.reports, heard.claims) if before else None
    # The public's habits are learned each time, from what it is told.
    known_habits = not relearn and (audience == "public" or learned == (before and before.account.habits))
    again = before is not None and before.until == moment.until and known_habits and not asked
    if before and again and news and is_nothing(news, heard):
        return before.account
    copies, origins = trace(
        heard.reports,
        heard.claims,
        shop.theatre_on(moment.recorded_on).speakers,
        heard.seen,
        recall_traced(news) if news else None,
    )
    if news:
        origins = take_over(news.before.origins, origins, "origins")
        news = news._replace(origins=differ(news.before.origins, origins, "origins"))
    known = news if again else None
    reckoned = reconcile(shop, heard.claims, origins, terms.find_place, moment.until, learned, asked, known)
    account = Account(
        reports=heard.reports,
        claims=heard.claims,
        mentions=heard.mentions,
        origins=origins,
        controls=reckoned.controls,
        habits=reckoned.habits,
        events=find_events(heard.claims, origins, news),
        rejections=heard.rejections,
        copies=copies,
        figures=reconcile_figures(
            counted_claims(heard.claims, audience),
            origins,
            {report.report_id: report.language for report in heard.reports},
        ),
    )
    return take_all_over(before.account, account) if before else account


def is_nothing(news: News, heard: Heard) -> bool:
    """Whether the ledger holds what it held when the account before was taken."""
    before = news.before
    rest = (heard.mentions, heard.rejections) == (before.mentions, before.rejections)
    return rest and not news.reports and not news.claims


def recall_traced(news: News) -> Earlier | None:
    """What was traced before, where reports were only added since."""
    if news.reports.was:
        return None
    return Earlier(
        news.before.origins,
        news.before.copies,
        other={one.claim_id for one in news.claims.now},
        come={one.report_id for one in news.reports.now},
        gone=news.claims.was,
    )


def find_events(claims: Sequence[Claim], origins: Sequence[Origin], news: News | None) -> tuple[Event, ...]:
    """All happenings; those of before that nothing new has to do with as they were."""
    if news is None:
        return group_events(claims, origins)
    return group_again(news.before.events, claims, origins, news.origins.both, news.claims.both)


def counted_claims(claims: Sequence[Claim], audience: Audience) -> list[Claim]:
    """The claims whose figures may be listed: the public is shown no numbers of troops and arms that are brought up."""
    shown = audience == "desk"
    return [claim for claim in claims if shown or event_types()[claim.event].family != "force"]


def hear(shop: Workshop, moment: Moment) -> Heard:
    """What the ledger holds that counts at a moment."""
    with shop.ledger() as ledger:
        # Of a past day, what was read by then: with the rules, tables, settled names and vouched sources of that day.
        version = None if moment.recorded_on else shop.version
        return Heard(
            claims=ledger.claims(version, moment.known_on, moment.recorded_on),
            mentions=ledger.mentions(version, moment.known_on, moment.recorded_on),
            reports=ledger.reports(moment.known_on, moment.recorded_on),
            rejections=ledger.rejections(moment.recorded_on),
            seen=ledger.first_seen(moment.recorded_on),
        )


def find_habits(shop: Workshop, moment: Moment, audience: Audience = "desk") -> LearnedHabits | None:
    """The habits of sources that the desk goes by; null where they are to be learned from what counts at the moment.

    They are for what was known on a past day, which must not depend on what was learned since, and for the public, to
    whom they would show what is kept from it.
    """
    if audience == "public" or moment.known_on is not None:
        return None
    with shop.ledger() as ledger:
        learned = ledger.habits(moment.recorded_on)
    return learned if learned and can_read(learned) else None


def reconcile(
    shop: Workshop,
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    find_place: FindPlace,
    until: Day,
    learned: LearnedHabits | None,
    asked: Collection[Place] = (),
    news: News | None = None,
) -> Reckoned:
    """Who holds what, to a day, by the claims that are sure enough for the desk, and by habits that were learned before or
    are now; with the `news` since an account of the same day was taken only where these change something."""

    def keep_sure(some: Iterable[Claim]) -> list[Claim]:
        return [claim for claim in some if claim.score >= shop.desk.settings.thresholds.claim_score]

    sure, places = keep_sure(claims), list(claimed_places(find_place, claims))
    if news and learned:
        held, now = keep_sure(news.before.claims), keep_sure(news.claims.now)
        gone = {one.claim_id for one in news.claims.was} - {one.claim_id for one in now}
        if gone.isdisjoint(one.claim_id for one in held):
            controls = reckon_again(
                news.before.controls,
                (held, news.before.origins),
                (now, news.origins.now),
                places,
                shop.theatre,
                until,
                learned,
            )
            return Reckoned(controls, learned)
    return reckon_control(sure, origins, places, shop.theatre, until, learned, asked)


def date_by_desk(shop: Workshop, reports: Sequence[Report], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with those of undated reports read again, where a dated report tells of the same event."""
    if all(claim.published for claim in claims):
        return claims
    directory = Directory(shop.theatre.speakers)
    known = known_events(one for one in claims if one.publisher and directory.find(one.publisher))
    keys = {(one.event, one.actor, one.place) for one in known}
    sharing = {
        claim.report_id
        for claim in claims
        if claim.published is None
        and not is_told(claim)
        and any((claim.event, claim.actor, place.place_id) in keys for place in claim.places)
    }
    again = {
        claim.claim_id: claim
        for report in reports
        if report.report_id in sharing
        for claim in shop.read(report, known=known).claims
    }
    return tuple(again.get(claim.claim_id, claim) for claim in claims) if again else claims


def claimed_places(find_place: FindPlace, claims: Iterable[Claim]) -> Iterator[Place]:
    """The places that claims name, as far as they are known."""
    ids = {place.place_id for claim in claims for place in claim.places if place.place_id}
    for place_id in sorted(ids):
        entry = find_place(place_id)
        if entry is not None:
            yield entry


def add_areas(shop: Workshop, account: Account, until: Day, kept: Path | None = None) -> Account:
    """The account with the ground between its places: from what it holds and nothing else, so that the public's has no
    more in it than the public's places. None in a theatre of which no side holds any. What was drawn before is taken over
    from the file `kept`."""
    if not shop.theatre.holders:
        return account
    areas = map_areas(account.controls, shop.theatre, until, kept)
    stated = check_areas(account.claims, account.origins, account.controls, shop.theatre, until)
    return structs.replace(account, areas=areas, stated_areas=stated)


@uncollected()
def build_site(
    shop: Workshop, moment: Moment, audience: Audience, folder: Path, recorded_at: str, relearn: bool = False
) -> Account:
    """Publish what is known at a moment as a folder of static files; returns what was published, without the ground between
    the places where the folder has it all already.

    Habits of sources are learned where none were yet, or with `relearn`, and kept for all later questions.
    """
    # The account goes on from the one before, and the site from the site that was made of that.
    shelf = open_shelf(shop, audience)
    before = shelf.read()
    account = take_account(shop, moment, audience, relearn, before=before)
    lineage = shelf.keep(account, moment.until, before)
    if audience == "desk" and (relearn or find_habits(shop, moment) is None):
        keep_habits(shop, account, recorded_at)
    settings = shop.desk.settings
    site = SiteSettings(
        name=settings.name,
        as_of=moment.until,
        synthetic=settings.synthetic,
        audience=audience,
        language=settings.languages[0],
        tiles=settings.tiles,
        credits=settings.credits,
        state_at=settings.thresholds.state_at,
    )
    kept = memory_file(cache_folder(), folder)
    if is_written(shop.theatre, site, folder, kept, lineage):
        return account
    account = add_areas(shop, account, moment.until, kept.with_suffix(".areas"))
    names_of = shop.gazetteer.names_of
    edition = Edition(site.language, names_of)
    told = edition.tell(account)
    if lineage.before:
        lineage = lineage._replace(before=edition.tell(lineage.before))
    briefs = write_briefs(told, shop.theatre, site.state_at, moment.until, site.language)
    write_site(told, shop.theatre, site, folder, briefs, shop.status_on, kept, lineage, names_of)
    return account


def open_shelf(shop: Workshop, audience: Audience) -> Shelf:
    """Where the account that was last published for an audience is kept."""
    theatre, settings = shop.theatre, shop.desk.settings
    given = (shop.version, theatre.settings, theatre.speakers, settings.thresholds, settings.delay_hours)
    return Shelf(shop.desk, audience, *given)


def keep_habits(shop: Workshop, account: Account, recorded_at: str) -> None:
    """Enter the habits that an account goes by. Where nobody has said anything yet, the next build is to learn some."""
    if account.habits and account.habits.speakers:
        with shop.ledger() as ledger:
            ledger.add_habits(account.habits, recorded_at)


def last_published(shop: Workshop) -> Day:
    """The day of the newest dated report; today where none is dated."""
    with shop.ledger() as ledger:
        days = [report.published for report in ledger.reports() if report.published]
    return max(days, default=date.today().isoformat())


def verify(shop: Workshop) -> list[str]:
    """Whether ledger and archive are whole; every problem in words."""
    with shop.ledger() as ledger:
        return ledger.verify(clean_again)

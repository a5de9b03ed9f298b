"""Claims, copies and reports, in order of rank, in; the same as found by report, by publisher, by page and by what
happened where, out. Every way in which a claim can have been taken from another looks here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from contested.days import shift_day
from contested.model import Claim, Copy, Day, LinkKind, Report
from contested.trace.details import Details, find_details
from contested.trace.happenings import CITED_ONCE_DAYS, UNDATED, interval_of, place_keys, told_on
from contested.trace.headlines import headline_end
from contested.trace.pages import plain_address
from contested.trace.voices import Directory, Speaker, find_publisher, find_speaker

# Of one place, event and day only so many tellings are looked at, and of one page only so many versions: the first by
# rank, so that no crowd can keep an honest one from being found.
MOST_TELLINGS = 40
MOST_VERSIONS = 12
# Who has it from another shares so many details that nobody else would tell: in the sentence itself, or in it and what
# stands around it. On the pairs of tests/trace/cases, one fewer of either joins independent accounts.
TELLING_WITHIN, TELLING_AROUND = 2, 4


class Parent(Struct, frozen=True):
    """What a claim was taken from. `via` are the names between, outermost first."""

    kind: LinkKind
    claim: Claim
    reason: str
    via: tuple[str, ...] = ()


class Told(Struct, frozen=True):
    """A claim with its publisher and the one on whose word it stands."""

    claim: Claim
    publisher: Speaker
    speaker: Speaker
    rank: int

    @property
    def own(self) -> bool:
        """Whether the publisher says so itself."""
        return self.publisher == self.speaker

    @property
    def named(self) -> bool:
        """Whether it stands on somebody's word, and says whose: a name, or footage."""
        return not self.own and self.speaker.kind != "unnamed"


class Library:
    """All reports: their texts, which repeat which, and which are versions of one page."""

    def __init__(self, reports: Sequence[Report], copies: Sequence[Copy], directory: Directory) -> None:
        """Reports in order of rank."""
        self.directory = directory
        self.texts = {report.report_id: report.text for report in reports}
        self.copies: dict[str, list[Copy]] = defaultdict(list)
        for copy in sorted(copies, key=lambda one: (-one.share, one.original_id)):
            self.copies[copy.report_id].append(copy)
        self.page_of = find_pages(reports, self.copies, directory)
        self.versions: dict[str, list[str]] = defaultdict(list)
        for report_id, page in self.page_of.items():
            if len(self.versions[page]) < MOST_VERSIONS:
                self.versions[page].append(report_id)


class Tellings:
    """Claims that can have to do with one another; each list in order of rank."""

    def __init__(self, ordered: Sequence[Claim], library: Library) -> None:
        self.directory, self.texts, self.copies = library.directory, library.texts, library.copies
        self.page_of, self.versions = library.page_of, library.versions
        self.told = {
            claim.claim_id: Told(
                claim,
                find_publisher(claim, self.directory),
                find_speaker(claim, self.directory),
                rank,
            )
            for rank, claim in enumerate(ordered)
        }
        self.at_place: dict[tuple[str, str], list[Told]] = defaultdict(list)
        self.published: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for told in self.told.values():
            for place in place_keys(told.claim):
                self.at_place[told.claim.report_id, place].append(told)
                self.published[told.publisher.source, place].append(told)
        for heard in self.published.values():
            heard.sort(key=lambda one: (one.claim.published or UNDATED, one.rank))
        self.happened: dict[tuple[str, str, Day], list[Told]] = defaultdict(list)
        self.details: dict[str, Details] = {}
        self.copied: dict[str, Parent | None] = {}

    def add_happenings(self, tellings: Sequence[Told]) -> None:
        """Tellings that others can have followed, in order of rank; copies are none."""
        for told in tellings:
            for place in place_keys(told.claim):
                heard = self.happened[told.claim.event, place, told_on(told.claim)]
                if len(heard) < MOST_TELLINGS:
                    heard.append(told)

    def published_about(self, source: Speaker, place: str, claim: Claim) -> list[Told]:
        """What a source published of a place around the days that a claim speaks of and was published on."""
        heard = self.published.get((source.source, place), [])
        days = [day for day in (claim.published, *(interval_of(claim) or ())) if day]
        if not days:
            return heard
        first, last = shift_day(min(days), -CITED_ONCE_DAYS), shift_day(max(days), CITED_ONCE_DAYS)
        start = bisect_left(heard, first, key=lambda one: one.claim.published or UNDATED)
        end = bisect_right(heard, last, key=lambda one: one.claim.published or UNDATED)
        undated = bisect_left(heard, UNDATED, key=lambda one: one.claim.published or UNDATED)
        return [*heard[start:end], *heard[max(end, undated) :]]

    def told_nearby(self, report_id: str, claim: Claim) -> list[Told]:
        """What a report tells of a claim's places, or of none, in order of rank."""
        found = {
            one.rank: one for place in place_keys(claim) for one in self.at_place.get((report_id, place), ())
        }
        return [found[rank] for rank in sorted(found)]

    def earlier_versions(self, told: Told) -> list[Told]:
        """What the earlier versions of its page told of its places."""
        page = self.page_of.get(told.claim.report_id, "")
        return [
            one
            for version in self.versions[page]
            if version != told.claim.report_id
            for one in self.told_nearby(version, told.claim)
            if one.rank < told.rank
        ]

    def names(self, told: Told, source: Speaker) -> bool:
        """Whether a claim names a source among its voices."""
        return any(self.directory.identify_voice(one).source == source.source for one in told.claim.voices)

    def in_headline(self, told: Told) -> bool:
        """Whether it is said in the headline of its report."""
        return told.claim.start < headline_end(self.texts.get(told.claim.report_id, ""))

    def shared_details(self, one: Told, other: Told) -> tuple[str, ...]:
        """What two tellings share that no independent account would; empty where that is too little to tell."""
        mine, yours = self.details_of(one.claim), self.details_of(other.claim)
        within = [word for stem, word in mine.within.items() if stem in yours.within]
        around = [word for stem, word in mine.around.items() if stem in yours.around]
        if len(within) >= TELLING_WITHIN or len(around) >= TELLING_AROUND:
            return tuple(dict.fromkeys([*within, *around]))
        return ()

    def details_of(self, claim: Claim) -> Details:
        """The details of its sentence and what stands around it."""
        found = self.details.get(claim.claim_id)
        if found is None:
            found = find_details(claim, self.texts.get(claim.report_id, ""))
            self.details[claim.claim_id] = found
        return found


def find_pages(
    reports: Sequence[Report], copies: dict[str, list[Copy]], directory: Directory
) -> dict[str, str]:
    """The first version of the page that each report is of, by report id; reports in order of rank. Two are of one page
    where their source and address are equal, or where one is found to be a revision of the other. The address of a
    whole site or channel is no page's."""
    page_of: dict[str, str] = {}
    first: dict[tuple[str | None, str], str] = {}
    for report in reports:
        page = report.report_id
        address = plain_address(report.url) if report.url else ""
        if "/" in address and directory.find_address(address) is None:
            page = first.setdefault((report.publisher, address), page)
        revised = [copy.original_id for copy in copies.get(report.report_id, ()) if copy.kind == "revision"]
        page_of[report.report_id] = page_of.get(revised[0], page) if revised else page
    return page_of

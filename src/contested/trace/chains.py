"""Claims, in; the claim that each was taken from, where the desk holds it, out.

One function a way in which a claim can have been taken from another, each with its reason in words. The first that
finds one holds: a copied sentence before a citation, and both before what is only inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from contested.model import Claim, Copy, Day, LinkKind, Report
from contested.trace.details import Details, find_details
from contested.trace.happenings import (
    CITED_ONCE_DAYS,
    UNDATED,
    cited_about_then,
    cited_in_time,
    happening_of,
    interval_of,
    place_keys,
    same_happening,
    same_numbers,
    same_time,
    says_the_same,
    shares_place,
    shift,
    tells_alike,
    told_on,
)
from contested.trace.headlines import headline_end
from contested.trace.pages import plain_address
from contested.trace.voices import Directory, Speaker, find_publisher, find_speaker, voices_of
from contested.vocabulary import event_types

# Share of words that two sentences of copied reports have in common when they are the same sentence.
SAME_SENTENCE = 0.6
WORD = re.compile(r"\w+")
# A repeat that names nobody follows within a week, and shares so many details that nobody else would tell: in the
# sentence itself, or in it and what stands around it.
FOLLOWS_DAYS = 7
TELLING_WITHIN = 2
TELLING_AROUND = 4
# Of one place, event and day only so many claims are looked at for details.
MOST_FOLLOWED = 40
# Within so many characters a report still tells of the same thing: two or three paragraphs of a news story.
SAME_PASSAGE = 800
# Who passes on what others say; a party to the war, a witness and an assessor speak for themselves.
PASSES_ON = ("outlet", "agency", "channel", "unnamed")
CAN_FOLLOW = (*PASSES_ON, "think_tank", "analyst")


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


class Chains:
    """All claims, found by report, by publisher and by what happened where."""

    def __init__(
        self,
        ordered: Sequence[Claim],
        copies: Sequence[Copy],
        directory: Directory,
        reports: Sequence[Report],
    ) -> None:
        self.directory = directory
        self.details: dict[str, Details] = {}
        self.texts = {report.report_id: report.text for report in reports}
        self.told = {
            claim.claim_id: Told(
                claim, find_publisher(claim, directory), find_speaker(claim, directory), rank
            )
            for rank, claim in enumerate(ordered)
        }
        self.copies: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            self.copies[copy.report_id].append(copy)
        self.page_of = find_pages(reports, copies)
        self.versions: dict[str, list[str]] = defaultdict(list)
        for report_id, page in self.page_of.items():
            self.versions[page].append(report_id)
        self.in_report: dict[str, list[Told]] = defaultdict(list)
        self.published: dict[tuple[str, str], list[Told]] = defaultdict(list)
        self.happened: dict[tuple[str, str | None, str, Day], list[Told]] = defaultdict(list)
        for told in self.told.values():
            self.in_report[told.claim.report_id].append(told)
        for told in self.told.values():
            copied = self.find_copied(told)
            for place in place_keys(told.claim):
                self.published[told.publisher.source, place].append(told)
                tellings = self.happened[told.claim.event, told.claim.actor, place, told_on(told.claim)]
                # The first by rank, so that no crowd can keep an honest one from being found.
                if copied is None and len(tellings) < MOST_FOLLOWED:
                    tellings.append(told)
        for heard in self.published.values():
            heard.sort(key=lambda one: (one.claim.published or UNDATED, one.rank))

    def find_parent(self, claim: Claim) -> Parent | None:
        """What the claim was taken from, or null where it stands by itself or the desk does not hold that."""
        told = self.told[claim.claim_id]
        ways = (
            self.find_revised,
            self.find_copied,
            self.find_cited,
            self.find_summarised,
            self.find_followed,
        )
        return next((parent for way in ways if (parent := way(told)) is not None), None)

    def find_copied(self, told: Told) -> Parent | None:
        """The same sentence in the report that this one copies.

        A copy that says something else (another event, side, place, number, or its denial) or that stands on another
        word than the original is no copy. Whoever names the other has it from the other.
        """
        claim = told.claim
        for copy in sorted(self.copies[claim.report_id], key=lambda one: (-one.share, one.original_id)):
            for original in self.in_report[copy.original_id]:
                if self.is_copied(original, told):
                    return Parent("copies", original.claim, say_copied(copy, original.claim))
        return None

    def is_copied(self, original: Told, told: Told) -> bool:
        """Whether a sentence of a copied report and one of its copy are the same."""
        named = bool(told.claim.voices) and not told.speaker.apart
        return (
            says_the_same(original.claim, told.claim)
            and (not named or told.speaker.source in (original.speaker.source, original.publisher.source))
            and not self.names(original, told.publisher)
            and (original.claim.publisher != told.claim.publisher or same_time(original.claim, told.claim))
            and share_words(original.claim.text, told.claim.text) >= SAME_SENTENCE
        )

    def find_revised(self, told: Told) -> Parent | None:
        """What an earlier version of the same page says of the same happening, though a number was corrected since."""
        for version in self.versions[self.page_of.get(told.claim.report_id, told.claim.report_id)]:
            for one in self.in_report[version]:
                if (
                    version != told.claim.report_id
                    and one.rank < told.rank
                    and one.speaker.source == told.speaker.source
                    and tells_alike(one.claim, told.claim)
                    and shares_place(one.claim, told.claim)
                    and same_time(one.claim, told.claim)
                ):
                    return Parent("revises", one.claim, f"a later version of {one.claim.report_name}")
        return None

    def names(self, told: Told, source: Speaker) -> bool:
        """Whether a claim names a source among its voices."""
        cited = (
            self.directory.identify(one.name, one.kind, one.side, one.source_id) for one in told.claim.voices
        )
        return any(one.source == source.source for one in cited)

    def find_cited(self, told: Told) -> Parent | None:
        """The cited source's own report, where it says so: first that of the outermost voice.

        Of a voice that stands between, only a report on the same origin's word is meant; of the last one, its own word,
        or else what it passes on from one other.
        """
        if told.own or told.speaker.apart:
            return None
        voices = voices_of(told.claim)
        names = [self.directory.identify(one.name, one.kind, one.side, one.source_id) for one in voices]
        for index, cited in enumerate(names):
            if cited.source == told.publisher.source:
                continue
            held = [
                one
                for one in self.find_published(cited, told)
                if index == len(names) - 1 or one.speaker.source == told.speaker.source
            ]
            chosen = choose_cited(held, told.claim)
            if chosen is not None:
                via = tuple(one.name for one in names[:index])
                return Parent("cites", chosen.claim, f"{told.publisher.name} cites {cited.name}", via)
        return None

    def find_published(self, source: Speaker, told: Told) -> list[Told]:
        """What a source published of the same happening, no later than it is cited.

        Whom nobody vouches for dates nothing: where it carries the word of a source that has told of the happening
        itself, that is meant, though the carrier would have been earlier.
        """
        claim = told.claim
        when = cited_in_time if told.publisher.vouched else cited_about_then
        found = {
            one.claim.claim_id: one
            for place in place_keys(claim)
            for one in self.published_about(source, place, claim)
            if one.claim.claim_id != claim.claim_id
            and tells_alike(one.claim, claim)
            and shares_place(one.claim, claim)
            and same_numbers(one.claim, claim)
            and when(claim, one.claim)
        }
        return list(found.values())

    def published_about(self, source: Speaker, place: str, claim: Claim) -> list[Told]:
        """What a source published of a place around the days that a claim speaks of and was published on."""
        heard = self.published.get((source.source, place), [])
        days = [day for day in (claim.published, *(interval_of(claim) or ())) if day]
        if not days:
            return heard
        first, last = shift(min(days), -CITED_ONCE_DAYS), shift(max(days), CITED_ONCE_DAYS)
        start = bisect_left(heard, first, key=lambda one: one.claim.published or UNDATED)
        end = bisect_right(heard, last, key=lambda one: one.claim.published or UNDATED)
        undated = bisect_left(heard, UNDATED, key=lambda one: one.claim.published or UNDATED)
        return [*heard[start:end], *heard[max(end, undated) :]]

    def find_summarised(self, told: Told) -> Parent | None:
        """The sentence of the same report that names who says so, where this one does not: a headline, a lead, "it has
        been reported". A headline says what its story says, even where it names somebody whom nobody knows ("War map
        shows …"). What an assessor shows footage of rests on that footage."""
        headline = self.in_headline(told)
        if told.named and not (headline and not told.speaker.vouched):
            return None
        sourced = [
            one
            for one in self.in_report[told.claim.report_id]
            if (one.named or (headline and self.find_copied(one) is not None))
            and (told.speaker.kind in CAN_FOLLOW if headline else told.speaker.kind in PASSES_ON)
            | (one.speaker.kind == "footage")
            and not (self.in_headline(one) and not one.speaker.vouched)
            and (headline or distance(one.claim, told.claim) <= SAME_PASSAGE)
            and tells_alike(one.claim, told.claim)
            and same_happening(one.claim, told.claim)
        ]
        if not sourced:
            return None
        nearest = min(sourced, key=lambda one: (distance(one.claim, told.claim), one.rank))
        reason = (
            f"the same report names {nearest.speaker.name} for it"
            if nearest.named
            else "a headline of its own"
        )
        return Parent("summarises", nearest.claim, reason)

    def in_headline(self, told: Told) -> bool:
        """Whether it is said in the headline of its report."""
        return told.claim.start < headline_end(self.texts.get(told.claim.report_id, ""))

    def find_followed(self, told: Told) -> Parent | None:
        """An earlier telling by another source that nobody cites, but whose details come again within a week.

        An admission is never taken for a repeat of what the other side says, and a party, a witness and footage speak
        for themselves.
        """
        claim = told.claim
        if told.speaker.kind not in CAN_FOLLOW or is_admission(told) or claim.stance == "denied":
            return None
        best: tuple[int, str, int] | None = None
        found: tuple[Told, tuple[str, ...]] | None = None
        for one in self.find_earlier(told):
            details = self.shared_details(one, told)
            key = (-len(details), told_on(one.claim), one.rank)
            if details and (best is None or key < best):
                best, found = key, (one, details)
        if found is None:
            return None
        earlier, details = found
        words = ", ".join(f"“{detail}”" for detail in dict.fromkeys(details))
        return Parent(
            "repeats", earlier.claim, f"inferred: tells of it as {earlier.speaker.name} does: {words}"
        )

    def shared_details(self, one: Told, other: Told) -> tuple[str, ...]:
        """What two tellings share that no independent account would: in their own sentences, or enough of it around them;
        empty where that is too little to tell."""
        mine, yours = self.details_of(one.claim), self.details_of(other.claim)
        within = [word for stem, word in mine.within.items() if stem in yours.within]
        around = [word for stem, word in mine.around.items() if stem in yours.around]
        if len(within) >= TELLING_WITHIN or len(around) >= TELLING_AROUND:
            return tuple(dict.fromkeys([*within, *around]))
        return ()

    def details_of(self, claim: Claim) -> Details:
        found = self.details.get(claim.claim_id)
        if found is None:
            found = find_details(claim, self.texts.get(claim.report_id, ""))
            self.details[claim.claim_id] = found
        return found

    def find_earlier(self, told: Told) -> Iterator[Told]:
        """Tellings of the same happening by others, of lower rank, within a week before."""
        claim, day = told.claim, told_on(told.claim)
        if day == UNDATED:
            return
        # What a copied report says and this one does not has been turned, or its claim would have been found there.
        copied = {copy.original_id for copy in self.copies[claim.report_id] if copy.kind != "passage"}
        found = {
            one.claim.claim_id: one
            for back in range(FOLLOWS_DAYS + 1)
            for place in place_keys(claim)
            for one in self.happened.get((claim.event, claim.actor, place, shift(day, -back)), ())
        }
        for one in found.values():
            if (
                one.speaker != told.speaker
                and one.claim.report_id not in copied
                and came_before(one, told)
                and happening_of(one.claim) == happening_of(claim)
                and same_happening(one.claim, claim)
            ):
                yield one


def came_before(one: Told, other: Told) -> bool:
    """Whether one telling can have been heard by the other: in another report, one of lower rank; in the same one, of
    an earlier day ("said on Friday" before "said on Sunday")."""
    first, second = told_on(one.claim), told_on(other.claim)
    if one.claim.report_id == other.claim.report_id:
        return first < second
    return first <= second and one.rank < other.rank


def choose_cited(held: Sequence[Told], claim: Claim) -> Told | None:
    """Of what the cited source published, its own word, else what it passes on where that is one other's; of these the
    same event, then the newest."""
    own = [one for one in held if one.own]
    if not own and len({one.speaker.source for one in held}) != 1:
        return None
    newest = sorted(own or held, key=lambda one: one.rank)
    newest.sort(key=lambda one: (one.claim.event == claim.event, one.claim.published or ""), reverse=True)
    return newest[0]


def is_admission(told: Told) -> bool:
    """Whether the speaker's own side loses by what is told: a rival's gain from it, or its own withdrawal."""
    side, claim = told.speaker.side, told.claim
    if side is None:
        return False
    if event_types()[claim.event].implies == "not_actor":
        return claim.actor == side
    return claim.target == side and event_types()[claim.event].implies != "nothing"


def distance(one: Claim, other: Claim) -> int:
    """Characters between two claims of one report."""
    return max(0, one.start - other.end, other.start - one.end)


def share_words(one: str, other: str) -> float:
    """Jaccard share of two sentences' words."""
    words, others = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(words & others) / max(1, len(words | others))


def say_copied(copy: Copy, original: Claim) -> str:
    """In words, what a report took from another."""
    name = original.report_name
    if copy.kind == "passage":
        return f"lifts a passage of {name}"
    return f"copies {name} ({copy.share:.0%} of its runs of words)"


def find_pages(reports: Sequence[Report], copies: Sequence[Copy]) -> dict[str, str]:
    """The first version of the page that each report is of, by report id; reports in order of rank. Two are of one page
    where their source and address are equal, or where one is found to be a revision of the other."""
    first: dict[tuple[str | None, str], str] = {}
    page_of = {one.report_id: one.report_id for one in reports}
    for report in reports:
        if report.url:
            page_of[report.report_id] = first.setdefault(
                (report.publisher, plain_address(report.url)), report.report_id
            )
    for copy in copies:
        if copy.kind == "revision":
            page_of[copy.report_id] = page_of.get(copy.original_id, copy.original_id)
    return page_of

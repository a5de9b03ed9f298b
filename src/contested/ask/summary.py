"""A desk or its account, in; what there is to say of it in numbers, out."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from contested.errors import ContestedError
from contested.model import Account, Candidate, Dating, Day, Mention, Rejection
from contested.pipeline import Moment, Workshop, last_published, take_account
from contested.publish.site.days import find_turns


class Found(Struct, frozen=True, kw_only=True):
    """`foreign` are reports in languages that nobody here reads, `unvouched` sources that nobody stands for,
    `places` those whose control is known at all, `changes` those of their states, `disputed` those disputed on
    the day."""

    reports: int
    claims: int
    origins: int
    unvouched: int
    places: int
    changes: int
    disputed: int
    foreign: int


class Unresolved(Struct, frozen=True):
    """A name that got no place: how often, its candidates where it first stands, and why."""

    text: str
    count: int
    candidates: tuple[Candidate, ...]
    reason: str


class Undated(Struct, frozen=True):
    """A report that states no day, or a stretch of it (`span`, characters): between which days it was published, as
    inferred, and why; null where nothing tells."""

    report_name: str
    span: tuple[int, int]
    start: Day | None
    end: Day | None
    reasons: tuple[str, ...]


def count_found(shop: Workshop, account: Account, day: Day) -> Found:
    """What an account holds; disputes are those of `day`."""
    known = [control for control in account.controls if control.rows]
    return Found(
        reports=len(account.reports),
        claims=len(account.claims),
        origins=len(account.origins),
        foreign=sum(report.language not in shop.extractor.languages for report in account.reports),
        unvouched=len({origin.source for origin in account.origins if not origin.vouched}),
        places=len(known),
        changes=sum(len(find_turns(control, shop.status_on)[1]) for control in known),
        disputed=sum(shop.status_on(control, day).disputed for control in known),
    )


def check_read(shop: Workshop) -> int:
    """How many reports the present rules have not read. Raises ContestedError where they have read none."""
    with shop.ledger() as ledger:
        unread = len(ledger.unread(shop.version))
        if unread and unread == len(ledger.reports()):
            raise ContestedError(f"{shop.desk.folder}: its reports are not read yet; run: contested build")
    return unread


def read_mentions(shop: Workshop) -> tuple[Mention, ...]:
    """All mentions of the desk, by report and place in it."""
    with shop.ledger() as ledger:
        return ledger.mentions(shop.version)


def count_unresolved(shop: Workshop) -> list[Unresolved]:
    """Names without a place, the most frequent first."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in read_mentions(shop):
        if mention.place_id is None:
            found[mention.text].append(mention)
    return sorted(
        (
            Unresolved(text, len(mentions), mentions[0].candidates, mentions[0].reason)
            for text, mentions in found.items()
        ),
        key=lambda one: (-one.count, one.text),
    )


def list_undated(shop: Workshop) -> list[Undated]:
    """Reports that state no day, by name: one record for each dating, or one without days where nothing tells."""
    account = take_account(shop, Moment(last_published(shop)))
    datings: dict[str, set[Dating]] = defaultdict(set)
    for claim in account.claims:
        if claim.dating is not None:
            datings[claim.report_id].add(claim.dating)
    found = []
    for report in account.reports:
        if report.published is None:
            found += [
                Undated(report.name, one.span, one.start, one.end, one.reasons)
                for one in sorted(datings[report.report_id], key=lambda one: one.span)
            ] or [Undated(report.name, (0, len(report.text)), None, None, ())]
    return sorted(found, key=lambda one: (one.report_name, one.span))


def read_rejections(shop: Workshop) -> tuple[Rejection, ...]:
    """Reports that are set aside."""
    with shop.ledger() as ledger:
        return ledger.rejections()

"""A desk or its account, in; what there is to say of it in numbers, out."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from contested.model import Account, Candidate, Dating, Day, Mention
from contested.pipeline import Moment, Workshop, last_published, take_account
from contested.publish.settled import source_key
from contested.publish.site.days import count_changes


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


class SetAside(Struct, frozen=True):
    """A report that is set aside: where it stood, what was found, what to do, since what moment (UTC), and how often
    something was set aside there, settled since or not."""

    where: str
    reason: str
    remedy: str
    since: str
    times: int


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
    known = [control for control in account.controls if control.days]
    state_at = shop.desk.settings.thresholds.state_at
    return Found(
        reports=len(account.reports),
        claims=len(account.claims),
        origins=len(account.origins),
        foreign=sum(report.language not in shop.extractor.languages for report in account.reports),
        unvouched=len({source_key(origin) for origin in account.origins if not origin.vouched} - {None}),
        places=len(known),
        changes=sum(count_changes(control, state_at) for control in known),
        disputed=sum(shop.status_on(control, day).disputed for control in known),
    )


def count_unread(shop: Workshop) -> tuple[int, int]:
    """How many reports the present rules, tables and settled names have not read, and of how many that is so whatever
    is settled."""
    with shop.ledger() as ledger:
        return len(ledger.unread(shop.version)), len(ledger.unread(shop.rules, exact=False))


def read_mentions(shop: Workshop) -> tuple[Mention, ...]:
    """All mentions of the desk, by report and place in it."""
    with shop.ledger() as ledger:
        return ledger.mentions(shop.version)


def count_unresolved(shop: Workshop) -> list[Unresolved]:
    """Names without a place that nobody has settled, the most frequent first, by each report's newest reading: whoever
    settles one name after another need not have all reports read anew in between."""
    with shop.ledger() as ledger:
        mentions = ledger.mentions()
    gazetteers = {name: shop.settled.added_to(shop.unsettled, name) for name in shop.settled.reports}
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        gazetteer = gazetteers.get(mention.report_name, shop.gazetteer)
        if mention.place_id is None and gazetteer.ruling(mention.text) is None:
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


def list_set_aside(shop: Workshop) -> list[SetAside]:
    """Reports that are set aside, by where they stood."""
    with shop.ledger() as ledger:
        return [
            SetAside(one.where, one.reason, one.remedy, since, times)
            for one, since, times in ledger.set_aside()
        ]

"""A desk and its account, in; every source that it knows or has met, with what became of its word, out.

A source is told apart as tracing does it. What a site's footage shows is the site's word; voices that nobody names
("it has been reported") are no source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from contested.model import Account, Claim, Day, Origin, VoiceKind
from contested.pipeline import Moment, Workshop, last_published, take_account
from contested.publish.settled import FOOTAGE, source_key
from contested.publish.sources import (
    NEVER,
    Face,
    PublisherOf,
    count_happenings,
    find_faces,
    group_origins,
    group_reports,
    name_publishers,
)

THEATRE = "theatre"
Numbers = dict[str, Counter[str]]  # of each source, by its key


class SourceRecord(Struct, frozen=True, kw_only=True):
    """A source in numbers.

    `vouched` is who stands for it: `theatre`, the desk's file, or the person of the act that counts, whose day is
    `since`; null where nobody does, and `source_id` is null then too. `reports` it published, `claims` stand on its
    word. Of the `happenings` that it tells, it told some `first`, on an earlier day than all others who tell them, and
    tells others `alone`. `copied` are reports by others that carry its word. `told` is how often it says who holds a
    place; of those that can be `judged`, `borne_out` is the sum of their chances to have been right.
    """

    source_id: str | None
    name: str
    kind: VoiceKind
    side: str | None
    vouched: str | None
    since: Day | None
    reports: int = 0
    claims: int = 0
    happenings: int = 0
    first: int = 0
    copied: int = 0
    alone: int = 0
    told: int = 0
    judged: int = 0
    borne_out: float | None = None


def list_sources(shop: Workshop) -> list[SourceRecord]:
    """The sources of a desk, those on whose word most claims stand first. A desk without a ledger has those it knows."""
    if not shop.has_ledger():
        return sort_records(known_records(shop).values())
    return count_sources(shop, take_account(shop, Moment(last_published(shop))))


def count_sources(shop: Workshop, account: Account) -> list[SourceRecord]:
    """The sources that a desk knows and those of its account, in numbers. Every record is looked at once or twice."""
    publisher_of = name_publishers(shop.theatre.speakers)
    numbers: Numbers = defaultdict(Counter)
    published = group_reports(account.reports, publisher_of)
    for key, names in published.items():
        numbers[key]["reports"] = names.total()
    key_of = {origin.origin_id: source_key(origin) for origin in account.origins}
    claims = {claim.claim_id: claim for claim in account.claims}
    mine = group_origins(account.origins)
    count_words(mine, claims, publisher_of, numbers)
    days = {one.origin_id: claims[one.first].published or NEVER for one in account.origins}
    for key, counts in count_happenings(account.events, key_of.get, lambda one: days.get(one, NEVER)).items():
        numbers[key].update(counts)
    borne_out = count_judged(account, key_of, numbers)
    records = {**met_records(find_faces(mine, published)), **known_records(shop)}
    return sort_records(
        replace(record, **numbers[key], borne_out=borne_out.get(key)) for key, record in records.items()
    )


def known_records(shop: Workshop) -> dict[str, SourceRecord]:
    """The sources that somebody stands for, by id; nothing is counted yet. A side that speaks for itself is one."""
    own = {source.source_id for source in shop.own_sources}
    stated = {source.source_id for source in shop.stated.speakers}
    acts = {act.source_id: act for act in shop.vouched.standing if act.source_id not in stated}
    records = {}
    for source in shop.theatre.speakers:
        key, who, since = source.source_id, THEATRE, None
        if key in own:
            who = shop.desk.settings.sources or THEATRE
        elif key in acts:
            who, since = acts[key].by, acts[key].on_day
        records[key] = SourceRecord(
            source_id=key, name=source.name, kind=source.kind, side=source.side, vouched=who, since=since
        )
    return records


def met_records(faces: Mapping[str, Face]) -> dict[str, SourceRecord]:
    """Everybody whose word or report an account holds, by key; whom only footage shows is none."""
    return {
        key: SourceRecord(source_id=None, name=name, kind=kind, side=side, vouched=None, since=None)
        for key, (name, kind, side, _) in faces.items()
        if kind != FOOTAGE
    }


def count_words(
    origins: Mapping[str, Sequence[Origin]],
    claims: dict[str, Claim],
    publisher_of: PublisherOf,
    numbers: Numbers,
) -> None:
    """Count the claims that stand on each source's word, which are its origins', and the reports by others that carry it."""
    for key, mine in origins.items():
        told = [claims[claim_id] for origin in mine for claim_id in origin.claims]
        numbers[key]["claims"] = len(told)
        numbers[key]["copied"] = len({one.report_id for one in told if publisher_of(one.publisher) != key})


def count_judged(account: Account, key_of: dict[str, str | None], numbers: Numbers) -> dict[str, float]:
    """Count what each source says of who holds a place; the sum of the chances of what could be judged."""
    right: dict[str, float] = {}
    for control in account.controls:
        for one in control.evidence:
            key = key_of.get(one.origin_id)
            if key is None:
                continue
            numbers[key]["told"] += 1
            if one.borne_out is not None:
                numbers[key]["judged"] += 1
                right[key] = right.get(key, 0.0) + one.borne_out
    return {key: round(total, 2) for key, total in right.items()}


def sort_records(records: Iterable[SourceRecord]) -> list[SourceRecord]:
    return sorted(records, key=lambda one: (-one.claims, one.name.casefold(), one.name, one.source_id or ""))

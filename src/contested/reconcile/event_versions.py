"""What several sources tell of one happening, in; its rival versions, each with all who tell it so, out.

A source's tellings of one happening are one account: its strike, its dead, its damage. Accounts that differ in no named
thing are one version; two that say nothing of what the other says do not differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from contested.model import Claim, Day, Difference, Stance, Version
from contested.reconcile.event_happenings import CAPTURED, CLASHED, EFFECTS, HITS, HOLDS, REPELLED, WITHDREW
from contested.reconcile.event_matching import agree, gap_between
from contested.reconcile.event_tellings import Telling
from contested.trace.happenings import can_agree, of_people

# Of an event that thousands tell each in his own way no more versions are set out than this; vouched ones come first.
MOST_VERSIONS = 24
# Of a version that thousands tell an account is compared with so many.
MOST_COMPARED = 16
DIFFERENCES: tuple[Difference, ...] = ("denied", "event", "actor", "figures", "days", "place")
# A night is told as either of its days.
NIGHT = 1
# Of fighting "in" and "near" are said alike.
AROUND = (CLASHED, REPELLED, "advanced")
# What a source tells of an event leads with this type, where it tells several.
LEADING = (CAPTURED, WITHDREW, HOLDS, CLASHED, REPELLED, *HITS, "intercepted")


class Account(Struct, frozen=True, eq=False):
    """One source's tellings of an event, all asserted or all denied; `lead` is the one of its leading type, `firsts` the
    first of each type, with which the others of that type agree."""

    lead: Telling
    tellings: tuple[Telling, ...]
    firsts: tuple[Telling, ...]
    denied: bool

    @property
    def effect(self) -> bool:
        """Whether it tells only of effects, and leaves open of what."""
        return self.lead.event in EFFECTS


def list_versions(event: str, tellings: Sequence[Telling], denials: Sequence[Telling]) -> tuple[Version, ...]:
    """The versions of an event: those that tell it as what it is called first, of these the one of most independent
    origins; denials last."""
    if len(tellings) == 1 and not denials:
        alone = Account(tellings[0], tuple(tellings), tuple(tellings), False)
        return (record_version([alone], [alone]),)
    groups: list[list[Account]] = []
    for account in list_accounts(tellings, denials):
        group = next((one for one in groups if not part_from(one, account)), None)
        if group is not None:
            group.append(account)
        elif len(groups) < MOST_VERSIONS:
            groups.append([account])
    groups.sort(key=lambda one: rank_version(one, event))
    return tuple(record_version(one, groups[0]) for one in groups)


def list_accounts(tellings: Iterable[Telling], denials: Iterable[Telling]) -> list[Account]:
    """The accounts in order: vouched sources first, then by type, day and id. A source that tells one thing of another
    day or with other numbers gives another account."""
    told: dict[tuple[str, bool], list[Telling]] = defaultdict(list)
    for telling in sorted((*tellings, *denials), key=order_leading):
        told[telling.source, telling.denied].append(telling)
    accounts = []
    for (_, denied), own in told.items():
        parts: list[dict[str, list[Telling]]] = []
        for telling in own:
            part: dict[str, list[Telling]] | None = next(
                (one for one in parts if fits_account(one, telling)), None
            )
            if part is None and len(parts) < MOST_VERSIONS:
                part = defaultdict(list)
                parts.append(part)
            if part is not None:
                part[telling.event].append(telling)
        for same in parts:
            told_so = tuple(one for alike in same.values() for one in alike)
            accounts.append(Account(told_so[0], told_so, tuple(alike[0] for alike in same.values()), denied))
    return sorted(accounts, key=lambda one: (not one.lead.vouched, one.effect, order_leading(one.lead)))


def fits_account(part: dict[str, list[Telling]], telling: Telling) -> bool:
    """Whether a telling belongs to an account of its source: it is of another thing, or the same is told in it first."""
    first = part.get(telling.event, [telling])[0]
    return first.actor == telling.actor and agree_figures(first, telling)


def order_leading(telling: Telling) -> tuple[object, ...]:
    return (not telling.vouched, rank_event(telling.event), *telling.order)


def rank_event(event: str) -> int:
    return LEADING.index(event) if event in LEADING else len(LEADING)


def part_from(version: Sequence[Account], account: Account) -> tuple[Difference, ...]:
    """What parts an account from those of a version, in the order in which it is said."""
    found = {one for other in version[:MOST_COMPARED] for one in differences(other, account)}
    return tuple(one for one in DIFFERENCES if one in found)


def differences(first: Account, other: Account) -> tuple[Difference, ...]:
    """What parts two accounts."""
    if first.denied != other.denied:
        return ("denied",)
    one, two = first.lead, other.lead
    found: list[Difference] = []
    if not first.effect and not other.effect:
        if kind_of(one.event) != kind_of(two.event):
            found.append("event")
        elif not agree(one.actor, two.actor):
            found.append("actor")
    if any(a.event == b.event and not agree_figures(a, b) for a in first.firsts for b in other.firsts):
        found.append("figures")
    if miss_each_other(one, two):
        found.append("days")
    if differ_in_place(one, two):
        found.append("place")
    return tuple(found)


def kind_of(event: str) -> str:
    """A strike whose means are not said differs from no strike; who took a place holds it."""
    return "strike" if event in HITS else CAPTURED if event == HOLDS else event


def agree_figures(one: Telling, other: Telling) -> bool:
    """Whether no number of the one contradicts the other's of the same thing, as bounds that overlap."""
    return all(
        can_agree(first, second)
        for first in one.figures
        for second in other.figures
        if first.unit.casefold() == second.unit.casefold()
        or alike_people(one.claim, other.claim, first.unit, second.unit)
    )


def alike_people(one: Claim, other: Claim, unit: str, other_unit: str) -> bool:
    """Whether the only numbers of two claims both count the people that an event befell, under different words."""
    return (
        len(one.figures) == len(other.figures) == 1
        and unit != other_unit
        and of_people(one, one.figures[0])
        and of_people(other, other.figures[0])
    )


def miss_each_other(one: Telling, other: Telling) -> bool:
    """Whether two texts that say on which days name different ones, not only the two of one night."""
    gap = gap_between(one, other)
    return one.dated and other.dated and gap is not None and gap > NIGHT


def differ_in_place(one: Telling, other: Telling) -> bool:
    """Whether one says "in" a place and the other only "near" it, "on its outskirts" or in a part of it."""
    both = one.spots.keys() & other.spots.keys()
    return (
        bool(both)
        and not {one.event, other.event} & set(AROUND)
        and all(one.spots[spot] != other.spots[spot] for spot in both)
    )


def rank_version(group: list[Account], event: str) -> tuple[object, ...]:
    """Order of versions of an event: asserted before denied, of its own type before others, more independent origins before
    fewer, older before newer."""
    tellings = [one for account in group for one in account.tellings]
    vouched = {one.origin.name for one in tellings if one.vouched}
    first = group[0].lead
    other = first.event != event and not (first.event in HITS and event in HITS)
    return (
        group[0].denied,
        other,
        -len(vouched),
        first_day(tellings) or "9999",
        rank_event(first.event),
        first.origin.origin_id,
    )


def first_day(tellings: Iterable[Telling]) -> Day | None:
    """When it was first published, by somebody vouched for where there is one."""
    told = list(tellings)
    vouched = [one for one in told if one.vouched] or told
    return min((one.claim.published for one in vouched if one.claim.published), default=None)


def record_version(group: list[Account], first: list[Account]) -> Version:
    """The accounts of a version as a record; `first` is the event's first version."""
    accounts = [one for one in group if one.lead.vouched] or group
    tellings = sorted(
        (one for account in group for one in account.tellings), key=lambda one: one.origin.origin_id
    )
    vouched = [one for account in accounts for one in account.tellings]
    leads = [one.lead for one in accounts]
    lead = leads[0]
    days = min(
        (one.days for one in leads if one.days is not None),
        key=lambda days: (days[1] - days[0], days),
        default=None,
    )
    stances = {one.claim.stance for one in leads}
    stance: Stance = "denied" if group[0].denied else "hedged" if stances == {"hedged"} else "asserted"
    return Version(
        event=lead.event,
        actor=next((one.actor for one in leads if one.actor), None),
        target=next((one.target for one in leads if one.target), None),
        stance=stance,
        start=date.fromordinal(days[0]).isoformat() if days else None,
        end=date.fromordinal(days[1]).isoformat() if days else None,
        origins=tuple(one.origin.origin_id for one in tellings),
        witnesses=tuple(one.origin.name if one.vouched else "" for one in tellings),
        sides=tuple(
            sorted({one.origin.side for one in tellings}, key=lambda side: (side is None, side or ""))
        ),
        wordings=tuple(dict.fromkeys(one.claim.claim_id for one in vouched)),
        differs=() if first is group else part_from(first, group[0]),
        against_interest=any(one.origin.witness == "admission" for one in vouched),
        since=first_day(tellings),
    )

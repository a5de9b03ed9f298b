"""An account and the one before it, in; the records that only one of them has, out.

What is worked out again from nearly the same claims is nearly the same. An account takes all records that are equal from
the one before, as the objects that they were there, so that whoever asks what has changed passes over them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain, compress, count
from operator import is_, is_not
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from contested.model import Account, Claim, Origin, Report

Record = TypeVar("Record", bound=Struct)
NAMES: Mapping[str, Callable[[Any], str]] = {
    "reports": lambda one: one.report_id,
    "claims": lambda one: one.claim_id,
    "origins": lambda one: one.origin_id,
    "controls": lambda one: one.place.place_id,
    "events": lambda one: one.event_id,
}


class Lineage(NamedTuple):
    """The name of an account, the account before it, where that is at hand, and its name. No two have one name."""

    name: bytes
    before: Account | None = None
    before_name: bytes = b""


class Differing(NamedTuple, Generic[Record]):
    """The records that only the earlier account has, and those that only the later one has."""

    was: list[Record]
    now: list[Record]

    @property
    def both(self) -> list[Record]:
        return [*self.was, *self.now]

    def __bool__(self) -> bool:
        return bool(self.was or self.now)


def differ(before: Sequence[Record], after: Sequence[Record], kind: str) -> Differing[Record]:
    """The records of a kind that only one of two accounts has."""
    name = NAMES[kind]
    before, after = drop_shared(before, after)
    odd = set(map(id, before)).symmetric_difference(map(id, after))
    was, now = pick(before, odd), pick(after, odd)
    old, new = {name(one): one for one in was}, {name(one): one for one in now}
    return Differing(
        [one for one in was if new.get(name(one)) != one], [one for one in now if old.get(name(one)) != one]
    )


def drop_shared(
    before: Sequence[Record], after: Sequence[Record]
) -> tuple[Sequence[Record], Sequence[Record]]:
    """Both without the records that they begin and end with alike: nearly all, where little was added."""
    begin = count_shared(before, after)
    before, after = before[begin:], after[begin:]
    end = count_shared(reversed(before), reversed(after))
    return before[: len(before) - end], after[: len(after) - end]


def count_shared(before: Iterable[Record], after: Iterable[Record]) -> int:
    """With how many records, the same objects, both begin."""
    other = object()
    pairs = map(is_not, chain(before, (other,)), chain(after, (None,)))
    return next(compress(count(), pairs))


def pick(records: Sequence[Record], wanted: Set[int]) -> list[Record]:
    """Those that are the objects of these numbers: a few of very many, so that Python must not look at each."""
    return [*compress(records, map(wanted.__contains__, map(id, records)))]


def take_over(before: tuple[Record, ...], after: Iterable[Record], kind: str) -> tuple[Record, ...]:
    """The later records, those that are equal to one before as that object; all of them where they are the same."""
    name = NAMES[kind]
    known = {name(one): one for one in before}
    taken = tuple(
        old if (old := known.get(name(one))) is not None and (old is one or old == one) else one
        for one in after
    )
    return before if len(taken) == len(before) and all(map(is_, taken, before)) else taken


def take_all_over(before: Account, after: Account) -> Account:
    """The later account with all that it shares with the one before; that one itself where they are equal."""
    taken = replace(
        after,
        **{kind: take_over(getattr(before, kind), getattr(after, kind), kind) for kind in NAMES},
    )
    return before if taken == before else taken


class News(NamedTuple):
    """An account, and in what the reports and claims that count now, and their origins once they are traced, differ from
    those of it."""

    before: Account
    reports: Differing[Report]
    claims: Differing[Claim]
    origins: Differing[Origin] = Differing([], [])


def find_news(before: Account, reports: Sequence[Report], claims: Sequence[Claim]) -> News:
    """What is new in reports and claims since an account was taken of others."""
    return News(before, differ(before.reports, reports, "reports"), differ(before.claims, claims, "claims"))

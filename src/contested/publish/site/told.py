"""All that a site is made from, by what it is looked up by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from contested.model import Claim, Event, Origin
from contested.publish.events import find_members
from contested.publish.wording import Wording
from contested.publish.words import Words


class Happened(NamedTuple):
    """The events of an account by place; `held` are the ids of the claims that it holds."""

    by_place: Mapping[str, Sequence[Event]] = {}
    held: Set[str] = frozenset()

    def at(self, place_id: str) -> list[Event]:
        """Those of a place, in their order. One of which a claim is kept back is not told in a sentence."""
        return [one for one in self.by_place.get(place_id, ()) if self.held >= find_members(one)]


class Made(NamedTuple):
    """All claims and origins by id, the ids of origins by claim id, the numbers of the report chunks by report id, the
    words of the page's language; what happened at places, the texts of reports by report id, and how the reasons of weights
    are told."""

    claims: Mapping[str, Claim]
    origins: Mapping[str, Origin]
    traced: Mapping[str, str]
    reports: Mapping[str, int]
    words: Words
    happened: Happened = Happened()
    texts: Mapping[str, str] = {}
    tell_reason: Callable[[str], str] = str

    @property
    def wording(self) -> Wording:
        return self.words.wording

    def origin_of(self, claim_id: str) -> Origin | None:
        return self.origins.get(self.traced.get(claim_id, ""))

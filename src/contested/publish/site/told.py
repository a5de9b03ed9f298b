"""What a site is made from, in; what its parts ask of it, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from contested.model import Account, Event
from contested.publish.events import find_members
from contested.publish.wording import Wording
from contested.publish.words import Words


class Made(NamedTuple):
    """The account, the numbers of the report chunks by report id, the words of the page's language, the texts of reports by
    report id, and how the reasons of weights are told."""

    account: Account
    reports: Mapping[str, int]
    words: Words
    texts: Mapping[str, str] = {}
    tell_reason: Callable[[str], str] = str

    @property
    def wording(self) -> Wording:
        return self.words.wording

    def happened_at(self, place_id: str) -> list[Event]:
        """What happened at a place, in order. An event of which a claim is kept back is not told in a sentence."""
        events, held = self.account.events_by_place.get(place_id, ()), self.account.claims_by_id.keys()
        return [one for one in events if held >= find_members(one)]

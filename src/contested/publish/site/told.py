"""All that a site is made from, by what it is looked up by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from contested.model import Claim, Event, Origin
from contested.publish.wording import Wording
from contested.publish.words import Words


class Made(NamedTuple):
    """All claims and origins by id, the ids of origins by claim id, the numbers of the report chunks by report id, the
    words of the page's language; events by the id of a place, and the texts of reports by report id."""

    claims: Mapping[str, Claim]
    origins: Mapping[str, Origin]
    traced: Mapping[str, str]
    reports: Mapping[str, int]
    words: Words
    events: Mapping[str, Sequence[Event]] = {}
    texts: Mapping[str, str] = {}

    @property
    def wording(self) -> Wording:
        return self.words.wording

    def origin_of(self, claim_id: str) -> Origin | None:
        return self.origins.get(self.traced.get(claim_id, ""))

"""One event, in; its line on the page, with the versions that differ and links to the reports, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contested.model import Claim, Event
from contested.publish.events import VersionRow, count_agreeing, list_versions, tell_effects
from contested.publish.site.spots import words_of
from contested.publish.site.told import Made

Link = tuple[str, int]
# Of an event that thousands tell, or deny, so many are named; the others are counted.
MOST_NAMED = 12
# Of a version so many claims are linked.
MOST_READ = 3


def describe_event(
    event: Event, made: Made, places: Mapping[str, int], links: Mapping[str, Link]
) -> dict[str, Any]:
    """An event of a list.

    `places` and `links` are the numbers of place chunks by place id and of report chunks by claim id.
    """
    denied_by = sorted({name_teller(made.account.claims_by_id[one]) for one in event.denied_by})
    told = find_links(event.claims, links)
    heads = (
        made.account.claims_by_id[one]
        for one in event.wordings or event.claims
        if one in made.account.claims_by_id
    )
    versions = [
        one
        for one in list_versions(event, made.account.claims_by_id, made.words)
        if not one.denied or set(one.claims).isdisjoint(event.denied_by)
    ]
    return {
        "event": event.event,
        "actor": event.actor,
        "target": event.target,
        "start": event.start,
        "end": event.end,
        "places": [places[one] for one in event.place_ids if one in places],
        "origins": count_agreeing(event),
        "where": words_of(heads, made.wording),
        "versions": [describe_version(one, links) for one in versions] if len(versions) > 1 else [],
        "effects": tell_effects(event, made.account.claims_by_id, made.words),
        "denied_by": denied_by[:MOST_NAMED],
        "denied_more": max(0, len(denied_by) - MOST_NAMED),
        "claims": told[:MOST_NAMED],
        "claims_more": max(0, len(told) - MOST_NAMED),
    }


def describe_version(version: VersionRow, links: Mapping[str, Link]) -> dict[str, Any]:
    """A version as a line, with its number of origins and the first claims that put it so."""
    return {
        "line": version.line,
        "origins": version.origins,
        "since": version.since,
        "claims": find_links(version.claims, links)[:MOST_READ],
    }


def name_teller(claim: Claim) -> str:
    """On whose word a claim stands: its last voice, else its publisher, else its report."""
    return claim.voices[-1].name if claim.voices else claim.publisher or claim.report_name


def find_links(claim_ids: Sequence[str], links: Mapping[str, Link]) -> list[Link]:
    """Claims with the report that each was made in."""
    return [links[one] for one in claim_ids if one in links]


class Links(Mapping[str, Link]):
    """Each claim with the number of the report that it was made in: of very many few are asked for."""

    def __init__(self, claims: Mapping[str, Claim], reports: Mapping[str, int]) -> None:
        self.claims, self.reports = claims, reports

    def __getitem__(self, claim_id: str) -> Link:
        return claim_id, self.reports[self.claims[claim_id].report_id]

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self.claims

    def __iter__(self) -> Iterator[str]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

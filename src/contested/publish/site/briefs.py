"""The briefs of a site, in; their chunks, each asked for when it is shown, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contested.model import Account
from contested.publish.brief_page import safe_link
from contested.publish.records import Briefs, BriefText, number_references
from contested.publish.site.chunks import describe_once
from contested.publish.site.events import Link
from contested.publish.words import Words, say_published

# Of the claims that a sentence of a brief stands on so many are linked; the others are counted.
MOST_CITED = 24


def describe_briefs(
    briefs: Briefs,
    account: Account,
    places: Mapping[str, int],
    links: Mapping[str, Link],
    words: Words,
    same: Callable[[str], bool],
) -> Iterator[tuple[str, Any]]:
    """`brief` with the desk's periods and the numbers of the places that have one, and `brief-N` for each of these; of some
    places it is known that it is the `same`."""
    cited = Cited(account, links, words)
    here = {places[place_id]: place_id for place_id in briefs.places if place_id in places}
    yield (
        "brief",
        {
            "periods": [
                {"days": one.days, "since": one.since} | cited.describe(one.sections)
                for one in briefs.periods
            ],
            "places": sorted(here),
        },
    )
    for number, place_id in sorted(here.items()):

        def describe(place_id: str = place_id) -> dict[str, Any]:
            return cited.describe(briefs.places[place_id])

        yield f"brief-{number}", describe_once(describe, same(place_id))


class Cited:
    """The claims of an account, as briefs refer to them."""

    def __init__(self, account: Account, links: Mapping[str, Link], words: Words) -> None:
        self.claims = account.claims_by_id
        self.urls = {one.report_id: one.url for one in account.reports}
        self.links, self.words = links, words

    def describe(self, sections: BriefText) -> dict[str, Any]:
        """Sections of sentences, each with the numbers of its references and how many claims it stands on; and the
        references: claim, report, publisher, day in words, address."""
        numbers = {
            one: at for one, at in number_references(sections, MOST_CITED).items() if one in self.links
        }
        return {
            "sections": [
                (
                    section.title,
                    [
                        (
                            one.text,
                            [numbers[key] for key in one.claim_ids[:MOST_CITED] if key in numbers],
                            len(one.claim_ids),
                        )
                        for one in section.sentences
                    ],
                )
                for section in sections
            ],
            "references": [self.refer(claim_id) for claim_id in numbers],
        }

    def refer(self, claim_id: str) -> tuple[str, int, str | None, str, str | None]:
        claim = self.claims[claim_id]
        url = safe_link(self.urls.get(claim.report_id))
        return (*self.links[claim_id], claim.publisher, say_published(claim, self.words), url)

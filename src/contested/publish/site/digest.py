"""A place and what else is told of it, in; the rows of its running account on the page, newest first, out.

A row links the first few of its claims. What no other list of the page quotes (`happened`) is named by its number, so that
the page can open it under the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contested.model import Claim
from contested.publish.digest import DigestRow, list_digest
from contested.publish.site.pins import Pin
from contested.publish.site.told import Made
from contested.publish.words import clean, say_published

# Of the claims that a sentence stands on so many are linked; the others are counted.
MOST_LINKED = 6


def describe_digest(pin: Pin, happened: Sequence[Sequence[Claim]], made: Made) -> list[dict[str, Any]]:
    """The rows of a place; `happened` are the claims that say nothing of its control, by origin."""
    rows = list_digest(made.happened_at(pin.place_id), pin.claims, made.account, made.words)
    of_claim = {one.claim_id: number for number, same in enumerate(happened) for one in same}
    shown: set[int] = set()
    described = []
    for row in rows:
        numbers = {of_claim[one] for one in row.claims if one in of_claim} - shown
        shown |= numbers
        described.append(describe_row(row, made) | {"happened": sorted(numbers)})
    return described


def describe_row(row: DigestRow, made: Made) -> dict[str, Any]:
    """A sentence with its days, the first claims that it stands on (id, report, and whose report it is), and how many more
    there are."""
    return {
        "start": row.start,
        "end": row.end,
        "line": row.sentence,
        "claims": [link_named(made.account.claims_by_id[one], made) for one in row.claims[:MOST_LINKED]],
        "more": max(0, len(row.claims) - MOST_LINKED),
    }


def link_named(claim: Claim, made: Made) -> tuple[str, int, str]:
    """`Newsweek, 12 December 2025`, with the way there."""
    publisher = clean(claim.publisher) if claim.publisher else made.wording.tree["unstated"]
    words = made.wording.tree["who"].format(name=publisher, day=say_published(claim, made.words))
    return claim.claim_id, made.reports[claim.report_id], words

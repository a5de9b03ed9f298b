"""Figures of dead for the composed account, as tests of exports need them."""

from __future__ import annotations

from typing import Any

from contested.model import Account, Claim, Figures, Quantity


def killed(claim: Claim, low: float | None, high: float | None, **fields: Any) -> Quantity:
    """A number of people killed, told by a claim."""
    given: dict[str, Any] = {
        "quantity_id": f"q-{claim.claim_id}-{low}-{high}", "claim_id": claim.claim_id, "report_id": claim.report_id,
        "report_name": claim.report_name, "start": 0, "end": 3, "text": "two", "unit": "people", "thing": "people",
        "deed": "killed", "low": low, "high": high, "approximate": False, "actor": claim.actor, "target": claim.target,
        "places": (), "place_names": (), "own": True, "when": claim.when, "period": "", "course": "increment",
        "since": "", "stance": "asserted", "part_of": None, "origin_id": f"o-{claim.claim_id}", "source": "s",
        "origin": "s", "kind": "outlet", "side": None, "vouched": True, "publisher": claim.publisher,
        "published": claim.published,
    }  # fmt: skip
    return Quantity(**(given | fields))


def count_killed(account: Account) -> Figures:
    """Two dead of the sentence that tells of two."""
    (claim,) = (one for one in account.claims if one.text.startswith("Two people were killed"))
    return Figures(quantities=(killed(claim, 2, 2),))

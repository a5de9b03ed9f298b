"""A desk and a filter, in; the claims that are wanted, out."""

from __future__ import annotations

import difflib

from msgspec import Struct

from contested.ask.status import account_on
from contested.errors import UsageError
from contested.model import Account, Claim, Day, Origin
from contested.pipeline import Workshop, last_published
from contested.publish.period import Period, day_said
from contested.theatres import Theatre
from contested.vocabulary import event_types

LAST_DAY = "9999-12-31"
# So much of a claim's id at least is taken for one.
LEAST_ID = 6


class ClaimFilter(Struct, frozen=True, kw_only=True):
    """Which claims are wanted; null is any.

    `voice` is part of the name of a voice or of the publisher; `side` the side of the origin; `since` and
    `until` bound the day of publication (of an undated report, the time of the event); `report` is a
    report's name or the end of its path.
    """

    place_id: str | None = None
    event: str | None = None
    voice: str | None = None
    side: str | None = None
    since: Day | None = None
    until: Day | None = None
    report: str | None = None

    def wants(self, claim: Claim, origin: Origin | None) -> bool:
        """Whether a claim, with the origin that was traced for it, passes."""
        names = [*(voice.name for voice in claim.voices), claim.publisher or ""]
        return (
            self.place_id in (None, *(ref.place_id for ref in claim.places))
            and self.event in (None, claim.event)
            and (self.voice is None or any(self.voice.casefold() in name.casefold() for name in names))
            and self.side in (None, origin and origin.side)
            and Period(self.since, self.until or LAST_DAY).holds(*day_said(claim))
            and (self.report is None or is_report(claim.report_name, self.report))
        )


def read_claims(shop: Workshop) -> tuple[Claim, ...]:
    """All claims of the desk, by day of publication."""
    with shop.ledger() as ledger:
        claims = ledger.claims(shop.version)
    return shop.terms().put_in(claims)


def choose_claims(shop: Workshop, wanted: ClaimFilter) -> list[Claim]:
    """The claims that are wanted. Only a side needs origins, which take longer."""
    if wanted.side is None:
        return [claim for claim in read_claims(shop) if wanted.wants(claim, None)]
    account = account_on(shop, last_published(shop))
    origins = {claim_id: origin for origin in account.origins for claim_id in origin.claims}
    return [claim for claim in account.claims if wanted.wants(claim, origins.get(claim.claim_id))]


def is_report(name: str, wanted: str) -> bool:
    return name == wanted or name.endswith("/" + wanted)


def find_claim(text: str, account: Account) -> Claim | None:
    """The claim of an id, or of its beginning; null where none is. Raises UsageError where several begin so."""
    if len(text) < LEAST_ID:
        return None
    found = [claim for claim in account.claims if claim.claim_id.startswith(text)]
    if len(found) > 1:
        raise UsageError(f"{len(found)} claims begin with {text!r}; write more of the id")
    return found[0] if found else None


def check_event(name: str) -> str:
    """The name of an event type. Raises UsageError where there is none of that name."""
    if name not in event_types():
        near = difflib.get_close_matches(name, event_types(), n=1)
        hint = f"did you mean {near[0]}?" if near else "see: contested list events"
        raise UsageError(f"no event type is called {name!r}; {hint}")
    return name


def check_side(code: str, theatre: Theatre) -> str:
    """The code of a side. Raises UsageError where the theatre has none of that code."""
    codes = [side.code for side in theatre.sides]
    if code not in codes:
        raise UsageError(f"no side is called {code!r}; this theatre has {', '.join(codes)}")
    return code

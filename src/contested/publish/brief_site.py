"""An account, in; the briefs that its site holds, out: of the desk for three periods, and of its best known places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from contested.days import shift_day
from contested.model import Account, Day
from contested.publish.brief import write_brief
from contested.publish.records import Briefs, PeriodBrief
from contested.theatres import Theatre

# Days back from the last one; null is all.
PERIODS = (7, 30, None)
# So many places have a brief on the site: those of most claims. Any other is a command away.
MOST_PLACES = 300


def write_briefs(
    account: Account,
    theatre: Theatre,
    state_at: float,
    until: Day,
    language: str = "en",
) -> Briefs:
    """The briefs to the day `until`; a state is named from the probability `state_at` on. A period that says no more than the shorter one is written all the same."""
    periods = []
    for days in PERIODS:
        since = shift_day(until, -days) if days else None
        sections = write_brief(account, theatre, state_at, None, since, until, language)
        periods.append(PeriodBrief(days, since, sections))
    places = {
        place_id: write_brief(part, theatre, state_at, place_id, None, until, language)
        for place_id, part in split_by_place(account)
    }
    return Briefs(tuple(periods), places)


def split_by_place(account: Account) -> Iterator[tuple[str, Account]]:
    """The best known places, each with what of the account its brief can speak of: so that the work grows with the claims,
    not with claims times places."""
    counted = Counter(
        place_id
        for claim in account.claims
        for place_id in {ref.place_id for ref in claim.places}
        if place_id is not None
    )
    ranked = sorted(counted, key=lambda one: (-counted[one], one))[:MOST_PLACES]
    claims = {one.claim_id: one for one in account.claims}
    wanted: dict[str, set[str]] = {place_id: set() for place_id in ranked}
    for claim in account.claims:
        for ref in claim.places:
            if ref.place_id in wanted:
                wanted[ref.place_id].add(claim.claim_id)
    events = defaultdict(list)
    for event in account.events:
        for place_id in event.place_ids:
            if place_id in wanted:
                events[place_id].append(event)
                told = (one for version in event.versions for one in version.wordings)
                wanted[place_id].update(event.claims, event.denied_by, told)
    origins = {claim_id: one for one in account.origins for claim_id in one.claims}
    controls = {one.place.place_id: one for one in account.controls}
    for place_id in ranked:
        ids = sorted(wanted[place_id] & claims.keys())
        known = {origins[one].origin_id: origins[one] for one in ids if one in origins}
        yield place_id, replace(
            account,
            claims=tuple(claims[one] for one in ids),
            origins=tuple(known[one] for one in sorted(known)),
            controls=(controls[place_id],) if place_id in controls else (),
            events=tuple(events[place_id]),
        )  # fmt: skip

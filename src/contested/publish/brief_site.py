"""An account, in; the briefs that its site holds, out: of the desk for three periods, and of its best known places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec.structs import replace

from contested.days import shift_day
from contested.model import Account, Claim, Control, Day, Event, Origin
from contested.publish.brief import write_brief, write_briefs_of_desk
from contested.publish.records import Briefs, BriefText, PeriodBrief
from contested.publish.words import load_words
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
    begins = [shift_day(until, -days) if days else None for days in PERIODS]
    written = write_briefs_of_desk(account, state_at, begins, until, load_words(theatre, language))
    periods = (PeriodBrief(*one) for one in zip(PERIODS, begins, written, strict=True))

    def write(place_id: str, part: Account) -> BriefText:
        return write_brief(part, theatre, state_at, place_id, None, until, language)

    return Briefs(tuple(periods), PlaceBriefs(account, write))


class PlaceBriefs(Mapping[str, BriefText]):
    """The briefs of the best known places by their ids, each written when it is asked for: from what of the account it can
    speak of, so that the work grows with the claims, not with claims times places."""

    def __init__(self, account: Account, write: Callable[[str, Account], BriefText]) -> None:
        self.account, self.write = account, write
        self.told: dict[str, list[Claim]] = defaultdict(list)
        for claim in account.claims:
            for place_id in {ref.place_id: None for ref in claim.places if ref.place_id}:
                self.told[place_id].append(claim)
        counts = {place_id: len(claims) for place_id, claims in self.told.items()}
        self.ids = sorted(counts, key=lambda one: (-counts[one], one))[:MOST_PLACES]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __getitem__(self, place_id: str) -> BriefText:
        if place_id not in self.events:
            raise KeyError(place_id)
        return self.write(place_id, self.cut(place_id))

    def cut(self, place_id: str) -> Account:
        """What of the account a place's brief can speak of."""
        events = self.events[place_id]
        wanted = {one.claim_id for one in self.told[place_id]}
        for event in events:
            told = (one for version in event.versions for one in version.wordings)
            wanted.update(event.claims, event.denied_by, told)
        ids = sorted(wanted & self.claims.keys())
        known = {self.origins[one].origin_id: self.origins[one] for one in ids if one in self.origins}
        return replace(
            self.account,
            claims=tuple(self.claims[one] for one in ids),
            origins=tuple(known[one] for one in sorted(known)),
            controls=(self.controls[place_id],) if place_id in self.controls else (),
            events=tuple(events),
        )

    @cached_property
    def events(self) -> dict[str, list[Event]]:
        """The events of each of the places."""
        events: dict[str, list[Event]] = {place_id: [] for place_id in self.ids}
        for event in self.account.events:
            for place_id in event.place_ids:
                if place_id in events:
                    events[place_id].append(event)
        return events

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {one.claim_id: one for one in self.account.claims}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """The origin of each claim."""
        return {claim_id: one for one in self.account.origins for claim_id in one.claims}

    @cached_property
    def controls(self) -> dict[str, Control]:
        return {one.place.place_id: one for one in self.account.controls}

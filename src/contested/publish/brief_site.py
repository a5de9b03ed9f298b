"""An account, in; the briefs that its site holds, out: of the desk for three periods, and of its best known places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from contested.days import shift_day
from contested.model import Account, Day
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
        counts = {place_id: len(claims) for place_id, claims in account.claims_by_place.items()}
        self.ids = dict.fromkeys(sorted(counts, key=lambda one: (-counts[one], one))[:MOST_PLACES])

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __getitem__(self, place_id: str) -> BriefText:
        if place_id not in self.ids:
            raise KeyError(place_id)
        return self.write(place_id, self.cut(place_id))

    def cut(self, place_id: str) -> Account:
        """What of the account a place's brief can speak of."""
        account = self.account
        events = account.events_by_place.get(place_id, ())
        wanted = {one.claim_id for one in account.claims_by_place[place_id]}
        for event in events:
            told = (one for version in event.versions for one in version.wordings)
            wanted.update(event.claims, event.denied_by, told)
        ids = sorted(wanted & account.claims_by_id.keys())
        origins = {account.traced[one] for one in ids if one in account.traced}
        control = account.controls_by_place.get(place_id)
        return replace(
            account,
            claims=tuple(account.claims_by_id[one] for one in ids),
            origins=tuple(account.origins_by_id[one] for one in sorted(origins)),
            controls=(control,) if control else (),
            events=tuple(events),
        )

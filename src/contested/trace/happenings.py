"""Two claims, in; whether they can tell of one happening, out.

What happened is one thing, how it is put another: hedging says the same, denying the opposite, planning something
else. Where and when it happened must be able to agree.
"""

from __future__ import annotations

from datetime import date

from contested.model import Claim, Day
from contested.vocabulary import event_types

# "Captured last Friday" and "captured on the 14th" are one capture when they miss each other by this much.
DATED_DAYS = 3
# A claim without a date of its own is dated by its publication; the same words again within a week are
# the same statement, later ones a new one.
UNDATED_DAYS = 7
# Who cites another without saying when it happened may do so weeks later: what happens once is then still the same.
CITED_DAYS = 31

Happening = tuple[str, str | None, bool]


def happening_of(claim: Claim) -> Happening:
    """What is said, apart from where and when: hedging it says the same, denying it the opposite."""
    plan = claim.stance if claim.stance in ("forecast", "intended") else ""
    return f"{claim.event}:{plan}", claim.actor, claim.stance == "denied"


def tells_alike(one: Claim, other: Claim) -> bool:
    """Whether two claims can put one happening in words: of equal event, or of two that are told for one another;
    with the same actor, or none named; both asserted, both denied, or both planned."""
    return (
        same_news(one.event, other.event)
        and (one.actor == other.actor or one.actor is None or other.actor is None)
        and happening_of(one)[2] == happening_of(other)[2]
        and (one.stance in ("forecast", "intended")) == (other.stance in ("forecast", "intended"))
    )


def same_news(one: str, other: str) -> bool:
    """Whether two event types are told for one another: who took a place holds it, a strike goes without its means."""
    kinds = event_types()
    return one == other or other in kinds[one].told_as or one in kinds[other].told_as


def shares_place(one: Claim, other: Claim) -> bool:
    """Whether two claims share a place, or both have none."""
    places, others = places_of(one), places_of(other)
    return bool(places & others) or places == others


def same_happening(one: Claim, other: Claim) -> bool:
    """Whether two claims of equal `happening_of` share a place (or have none) and a time."""
    return shares_place(one, other) and same_time(one, other)


def says_the_same(one: Claim, other: Claim) -> bool:
    """Whether two sentences of copied reports assert the same, numbers included."""
    return (
        happening_of(one) == happening_of(other)
        and one.target == other.target
        and places_of(one) == places_of(other)
        and {(figure.low, figure.high, figure.unit) for figure in one.figures}
        == {(figure.low, figure.high, figure.unit) for figure in other.figures}
    )


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two claims can speak of the same days; two of which nothing is known can."""
    first, second = interval_of(one), interval_of(other)
    if first is None or second is None:
        return first == second
    gap = max(day_number(first[0]) - day_number(second[1]), day_number(second[0]) - day_number(first[1]))
    return gap <= (DATED_DAYS if has_date(one) and has_date(other) else UNDATED_DAYS)


def cited_in_time(told: Claim, cited: Claim) -> bool:
    """Whether a claim that cites another's word can mean this earlier one: of the same time, or where it does not say
    when, of something that happens once within a month before."""
    if same_time(told, cited):
        return True
    if has_date(told) or not event_types()[told.event].once or not told.published or not cited.published:
        return False
    return 0 <= day_number(told.published) - day_number(cited.published) <= CITED_DAYS


def has_date(claim: Claim) -> bool:
    """Whether its words say when it happened."""
    return claim.when.basis in ("explicit", "relative")


def interval_of(claim: Claim) -> tuple[Day, Day] | None:
    """The days that a claim speaks of, its publication where it does not say, null where nobody knows."""
    start = claim.when.start or claim.when.end or claim.published
    end = claim.when.end or claim.when.start or claim.published
    return (start, end) if start and end else None


def places_of(claim: Claim) -> frozenset[str]:
    """Its places by id, or by their words where none was chosen."""
    return frozenset(
        filter(None, (ref.place_id or (ref.name or ref.text or "").casefold() for ref in claim.places))
    )


def told_on(claim: Claim) -> Day:
    """The last day on which it can have been said first: within one report, what is dated earlier was told earlier."""
    interval = interval_of(claim)
    days = [day for day in (claim.published, interval and interval[1]) if day]
    return min(days, default="9999")


def day_number(day: Day) -> int:
    return date.fromisoformat(day).toordinal()

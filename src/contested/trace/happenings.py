"""Two claims, in; whether they can tell of one happening, out.

What happened is one thing, how it is put another: hedging says the same, denying the opposite, planning something
else. Where and when it happened must be able to agree.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from contested.days import days_between
from contested.model import AHEAD, Claim, Day, Figure, PlaceRef
from contested.vocabulary import event_types

# "Captured last Friday" and "captured on the 14th" are one capture when they miss each other by this much. A claim
# without a date of its own is dated by its publication; the same words again within a week are the same statement, later
# ones a new one.
DATED_DAYS, UNDATED_DAYS = 3, 7
# What comes again (a raid, an attack beaten back, ground gained) is another one on another day, or where no day is given
# a day later: bulletins tell it daily in the same words.
AGAIN_DATED_DAYS, AGAIN_UNDATED_DAYS = 0, 1
# Who cites another without saying when it happened may do so a week later; what happens once is still the same after a
# month.
CITED_DAYS, CITED_ONCE_DAYS = 7, 31
# Of what is undated nobody knows whether it came first.
UNDATED = "9999"
# A number that is passed on is rounded by no more than this share.
ROUNDED = 0.1
CASUALTIES, SHARE = "casualties", "percent"

Happening = tuple[str, str | None, bool]


def happening_of(claim: Claim) -> Happening:
    """What is said, apart from where and when: hedging it says the same, denying it the opposite. What is told of a day to
    come is not told as done."""
    plan = claim.stance if claim.stance in AHEAD else "ahead" if is_ahead(claim) else ""
    return f"{claim.event}:{plan}", claim.actor, claim.stance == "denied"


def tells_alike(one: Claim, other: Claim) -> bool:
    """Whether two claims can put one happening in words: of equal event, or of two that are told for one another;
    with the same actor, or none named; both asserted, both denied, or both of what is to come."""
    return (
        same_news(one.event, other.event)
        and (one.actor == other.actor or one.actor is None or other.actor is None)
        and happening_of(one)[2] == happening_of(other)[2]
        and looks_ahead(one) == looks_ahead(other)
    )


def same_news(one: str, other: str) -> bool:
    """Whether two event types are told for one another: who took a place holds it, a strike goes without its means."""
    kinds = event_types()
    return one == other or other in kinds[one].told_as or one in kinds[other].told_as


def shares_place(one: Claim, other: Claim) -> bool:
    """Whether two claims share a place, or both have none. A name that got no place in one of them is the other's of
    that name, unless what else they name are other places."""
    if not one.places or not other.places:
        return one.places == other.places
    ids, others = ids_of(one), ids_of(other)
    if ids & others:
        return True
    same_name = [(ref, ref2) for ref in one.places for ref2 in other.places if words_of(ref) & words_of(ref2)]
    if any((ref.place_id is None) != (ref2.place_id is None) for ref, ref2 in same_name):
        return True
    return any(ref.place_id is None for ref, _ in same_name) and not (ids and others)


def ids_of(claim: Claim) -> set[str]:
    """Places that were found in the gazetteer."""
    return {ref.place_id for ref in claim.places if ref.place_id}


def words_of(ref: PlaceRef) -> set[str]:
    """What a place is called, in the text and in the gazetteer."""
    return {name.casefold() for name in (ref.text, ref.name) if name}


def place_keys(claim: Claim) -> set[str]:
    """By what its places can be found again: ids and words; one empty key where it has none."""
    # Asked for every claim several times: one loop takes a quarter of the time of sets joined.
    keys = set()
    for ref in claim.places:
        if ref.place_id:
            keys.add(ref.place_id)
        if ref.text:
            keys.add(ref.text.casefold())
        if ref.name:
            keys.add(ref.name.casefold())
    return keys or {""}


def same_happening(one: Claim, other: Claim) -> bool:
    """Whether two claims of equal `happening_of` share a place (or have none) and a time, and no number contradicts."""
    return shares_place(one, other) and same_time(one, other) and same_numbers(one, other)


def says_the_same(one: Claim, other: Claim) -> bool:
    """Whether two sentences of copied reports assert the same, numbers included: a copy may leave some out."""
    numbers, others = (
        {(figure.low, figure.high, figure.unit.casefold()) for figure in claim.figures}
        for claim in (one, other)
    )
    return (
        happening_of(one) == happening_of(other)
        and one.target == other.target
        and places_of(one) == places_of(other)
        and (numbers <= others or others <= numbers)
    )


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two claims can speak of the same days; two of which nothing is known can."""
    gap = gap_between(one, other)
    if gap is None:
        return interval_of(one) == interval_of(other)
    dated = has_date(one) and has_date(other)
    if "again" in (course_of(one), course_of(other)):
        return gap <= (AGAIN_DATED_DAYS if dated else AGAIN_UNDATED_DAYS)
    return gap <= (DATED_DAYS if dated else UNDATED_DAYS)


def gap_between(one: Claim, other: Claim) -> int | None:
    """Days between what two claims speak of, 0 or less where they overlap; null where one has no day."""
    first, second = interval_of(one), interval_of(other)
    if first is None or second is None:
        return None
    return max(days_between(second[1], first[0]), days_between(first[1], second[0]))


def can_be_cited(told: Claim, cited: Claim, in_time: Callable[[Claim, Claim], bool]) -> bool:
    """Whether a claim that cites another's word can mean this one, as far as what is told, where, and how many; `in_time`
    says the same of when."""
    return (
        tells_alike(cited, told)
        and shares_place(cited, told)
        and same_numbers(cited, told)
        and in_time(told, cited)
    )


def looks_ahead(claim: Claim) -> bool:
    """Whether a claim is of what is still to come, as a plan or forecast or by its day."""
    return claim.stance in AHEAD or is_ahead(claim)


def is_ahead(claim: Claim) -> bool:
    """Whether a claim tells of a day after its report: nobody knows that yet."""
    return bool(claim.published and claim.when.end and claim.when.end > claim.published)


def cited_in_time(told: Claim, cited: Claim) -> bool:
    """Whether a claim that cites another's word can mean this one, published no later: of the same time, or where it does
    not say when, shortly before."""
    days = days_after(told, cited)
    if days is not None and days < 0:
        return False
    return same_time(told, cited) or (not has_date(told) and days is not None and days <= cited_days(told))


def cited_about_then(told: Claim, cited: Claim) -> bool:
    """The same without regard to which was published first, or to a nearby date that only the carrier gives."""
    gap = gap_between(told, cited)
    return gap is None or gap <= cited_days(told)


def days_after(told: Claim, cited: Claim) -> int | None:
    """Days from one publication to the other's, below 0 where the cited one is later; null where one has none."""
    if told.published is None or cited.published is None:
        return None
    return days_between(cited.published, told.published)


def cited_days(told: Claim) -> int:
    """How long after somebody's word it is still cited as news."""
    return CITED_ONCE_DAYS if course_of(told) == "once" else CITED_DAYS


def same_numbers(one: Claim, other: Claim) -> bool:
    """Whether no number of the one contradicts the other's of the same unit, rounding allowed: "5,760 drones" and "nearly
    6,000 drones" do not, "3 tanks" and "13 tanks" do."""
    pairs = [
        (first, second)
        for first in one.figures
        for second in other.figures
        if first.unit.casefold() == second.unit.casefold()
        or (of_people(one, first) and of_people(other, second))
    ]
    return not pairs or any(can_agree(first, second) for first, second in pairs)


def of_people(claim: Claim, figure: Figure) -> bool:
    """Whether a figure counts the people that an event befell: "one person" and "six people" are of one unit."""
    return claim.event == CASUALTIES and figure.unit != SHARE


def can_agree(one: Figure, other: Figure) -> bool:
    """Whether two quantities can be one, told exactly or roundly."""
    low, high = bounds_of(one)
    other_low, other_high = bounds_of(other)
    return low <= other_high * (1 + ROUNDED) and other_low <= high * (1 + ROUNDED)


def bounds_of(figure: Figure) -> tuple[float, float]:
    """A quantity's bounds; what the text leaves open has none."""
    return figure.low if figure.low is not None else 0.0, figure.high if figure.high is not None else inf


def course_of(claim: Claim) -> str:
    """Whether its event happens once, lasts, or comes again."""
    return event_types()[claim.event].course


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
    return min(days, default=UNDATED)

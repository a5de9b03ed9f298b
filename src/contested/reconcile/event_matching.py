"""Two tellings of one place, in; how well they fit as one happening, or that they do not, out. docs/method/events.md has
the rules with examples."""

from __future__ import annotations

from math import inf

from contested.model import Figure
from contested.reconcile.event_tellings import AREA, Spot, Telling, happens_once, lasts
from contested.trace.happenings import bounds_of, can_agree, of_people, same_numbers
from contested.vocabulary import event_types

# What happens once is told for days: so far may two days miss each other that both texts name, or a report be early, and
# so far may one without a date of its own come after. Both are those of tracing (`trace/happenings`).
ONCE_DATED, ONCE_LATER = 3, 7
# Who holds a place says so of about the same days.
LASTS_DAYS = 2
# What comes again is another happening on another day; a day apart only where a number agrees.
AGAIN_APART = 1
# A denial comes after what it denies: of what happens once or lasts so many days, of what comes again so many.
DENIAL_DAYS, DENIAL_AGAIN_DAYS, DENIAL_BEFORE = 7, 2, 2
# Numbers further apart than this are of two things: "three dead" is rival to "eight dead", not to "two hundred dead".
RIVAL_RATIO = 5
# A number that two tellings of a wide area do not share by chance.
ODD_NUMBER = 10
# Positions, promises and transports are many things under one name: only a number tells which.
NAMELESS = ("politics", "force")
TOLL = "casualties"
ENTERED = "entered"
# Much is destroyed in a day of fighting: without a number these are of one thing only where both say whose they were.
LOSSES = "equipment_loss"
# Of ground the numbers are those of brigades, streets and times of day; that they differ tells no two captures apart.
GROUND = ("captured", "withdrew", "holds", "entered", "advanced", "encircled")

# Smaller is better: days that they miss each other by, no number that agrees, how far their middles are apart.
Fit = tuple[int, bool, float]


def fit_tellings(first: Telling, other: Telling, spot: Spot) -> Fit | None:
    """How well another telling of the same event type and spot fits the one that a happening began with; null where it is
    another happening. Who did it must have been compared."""
    if not agree(first.target, other.target):
        return None
    gap = gap_between(first, other)
    contradict = first.event not in GROUND and not same_numbers(first.claim, other.claim)
    shared = shares_number(first, other)
    if (
        gap is None
        or not same_time(first, other, gap, shared)
        or not (first.narrow or is_alike(first, other))
    ):
        return None
    if contradict and not can_rival(first, other, spot):
        return None
    wide = spot[1] == AREA and not (happens_once(first.event) or lasts(first.event))
    if (wide or event_types()[first.event].family in NAMELESS) and not shares_number(
        first, other, ODD_NUMBER
    ):
        return None
    if (
        first.source == other.source
        and not (same_days(first, other) and not contradict)
        and not is_update(first, other)
    ):
        return None
    return gap, not shared, middle_apart(first, other)


def agree(one: str | None, other: str | None) -> bool:
    """Whether two parties are one, or one is not named."""
    return one == other or one is None or other is None


def gap_between(one: Telling, other: Telling) -> int | None:
    """Days between two tellings, 0 where they share one; null where one has none."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    return max(0, one.start - other.end, other.start - one.end)


def same_time(one: Telling, other: Telling, gap: int, shared: bool) -> bool:
    """Whether two tellings of one event type, so many days apart, can be of one happening. What comes again, told on two
    days by texts that do not say when, is two things, but for a number that both give and for getting into a place."""
    if happens_once(one.event):
        if one.dated and other.dated:
            return gap <= ONCE_DATED
        early = other if one.dated else one if other.dated else None
        if early is not None and is_before(early, other if early is one else one):
            return gap <= ONCE_DATED
        return gap <= ONCE_LATER
    if lasts(one.event):
        return gap <= LASTS_DAYS
    if shared:
        return gap <= AGAIN_APART
    told = one.dated or other.dated or one.event == ENTERED or same_days(one, other)
    return told and gap == 0


def is_before(one: Telling, other: Telling) -> bool:
    """Whether one is over before the other begins."""
    return one.end is not None and other.start is not None and one.end < other.start


def is_alike(wide: Telling, other: Telling) -> bool:
    """Whether two tellings of many days are of much the same ones. What comes again does so in any month."""
    if wide.days is None or other.days is None or not happens_once(wide.event):
        return False
    both = min(wide.days[1], other.days[1]) - max(wide.days[0], other.days[0]) + 1
    either = max(wide.days[1], other.days[1]) - min(wide.days[0], other.days[0]) + 1
    return both * 2 >= either


def same_days(one: Telling, other: Telling) -> bool:
    return one.days == other.days


def middle_apart(one: Telling, other: Telling) -> float:
    """Days between the middles of two tellings."""
    if one.days is None or other.days is None:
        return inf
    return abs(sum(one.days) - sum(other.days)) / 2


def can_rival(one: Telling, other: Telling, spot: Spot) -> bool:
    """Whether numbers that contradict can be rival tellings of one thing, of equal days, not too far apart. Of a wide area
    and of one source they are two things."""
    if spot[1] == AREA:
        return False
    if is_update(one, other):
        return True
    if one.source == other.source:
        return False
    told = same_days(one, other) or (one.dated and other.dated) or happens_once(one.event)
    return told and all(is_near(first, second) for first, second in pair_figures(one, other))


def is_update(one: Telling, other: Telling) -> bool:
    """Whether a source corrects the toll of a dated happening."""
    return one.event == TOLL and one.dated and other.dated and gap_between(one, other) == 0


def is_near(one: Figure, other: Figure) -> bool:
    """Whether two quantities can be rival counts of one thing."""
    low, high = bounds_of(one)
    other_low, other_high = bounds_of(other)
    return low <= max(other_high, 1) * RIVAL_RATIO and other_low <= max(high, 1) * RIVAL_RATIO


def pair_figures(one: Telling, other: Telling) -> list[tuple[Figure, Figure]]:
    """The numbers of two tellings that count the same."""
    return [
        (first, second)
        for first in one.figures
        for second in other.figures
        if first.unit.casefold() == second.unit.casefold()
        or (of_people(one.claim, first) and of_people(other.claim, second))
    ]


def shares_number(one: Telling, other: Telling, least: int = 2) -> bool:
    """Whether both count the same and one number, of `least` or more, is given by both."""
    return any(
        can_agree(first, second)
        and min(first.low or first.high or 0, second.low or second.high or 0) >= least
        for first, second in pair_figures(one, other)
    )


def fit_denial(told: Telling, denial: Telling) -> Fit | None:
    """How well a denial fits what it denies; null where it is of another time. Who did it must have been compared."""
    gap = gap_between(told, denial)
    if gap is None or not told.narrow or not denial.narrow:
        return None
    after = DENIAL_DAYS if happens_once(told.event) or lasts(told.event) else DENIAL_AGAIN_DAYS
    if gap > (DENIAL_BEFORE if is_before(denial, told) else after):
        return None
    return gap, is_before(denial, told), middle_apart(told, denial)

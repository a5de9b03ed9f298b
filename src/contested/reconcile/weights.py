"""A statement and the habits of sources in; its weight in nats and the reasons in words, out.

One function a feature: each returns a factor and a reason, empty where there is nothing to say. The
weight is the kind's prior times all factors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from math import prod

from msgspec import Struct

from contested.days import day_number
from contested.model import Evidence
from contested.reconcile.habits import Habits, Speaker
from contested.reconcile.priors import Priors, Told
from contested.reconcile.profiles import TOLD, TURNS
from contested.reconcile.statements import Statement

# A day known within a week is as good as most: reports tell of events a few days late as it is.
CERTAIN_DAYS = 7
# Of a source that told so little, its kind's habits are all there is.
LEARNED = 2
# How long after a turn it is told, by phase; from this one on it is late.
DAYS_LATE = ("0", "1 to 2", "3 to 5", "6 to 11", "12 to 24", "more than 24")
LATE = 2


class Factor(Struct, frozen=True):
    """What one feature does to a weight, and why."""

    value: float
    reason: str


class Weighed(Struct, frozen=True, gc=False):
    """What all features together do to a weight, and why."""

    strength: float
    reason: str


class Scales:
    """Weighs statements, and those that are alike in everything that counts only once."""

    def __init__(self, priors: Priors) -> None:
        self.priors = priors
        self.weighed: dict[tuple[object, ...], Weighed] = {}

    def weigh(self, statement: Statement) -> Weighed:
        """What a statement itself shows. Whatever a feature looks at is part of `alike`."""
        claim, origin = statement.claim, statement.origin
        alike = (
            origin.name,
            origin.kind,
            origin.vouched,
            origin.taken_back,
            claim.stance,
            claim.score,
            claim.dating,
            statement.role,
            statement.implies,
            statement.told,
            statement.interest,
            statement.rank,
            statement.echoes,
            statement.overruled,
        )
        held = self.weighed.get(alike)
        if held is None:
            factors = weigh_features(statement, self.priors)
            held = self.weighed[alike] = Weighed(
                prod(factor.value for factor in factors),
                "; ".join(factor.reason for factor in factors if factor.reason),
            )
        return held


def weigh_features(statement: Statement, priors: Priors) -> tuple[Factor, ...]:
    """All that a statement itself shows, by which what it tells is multiplied: how far the profiles of its told thing are
    believed, or the nats of what it implies, first."""
    return (
        score_kind(statement, priors),
        score_interest(statement, priors),
        score_stance(statement, priors),
        score_event(statement, priors),
        Factor(priors.role[statement.role], ""),
        score_extraction(statement),
        score_repetition(statement, priors),
        score_vouching(statement),
        score_taken_back(statement),
        score_dating(statement),
    )


def weigh_statements(
    statements: Iterable[Statement],
    weighed: Iterable[Weighed],
    alone: Iterable[float],
    borne_out: Iterable[float | None],
    habits: Habits,
) -> Iterator[Evidence]:
    """Statements as evidence, in their order, as they were `weighed`. `alone` is how far each moves the odds of what it
    says, in nats; it is rounded to four places, so that sums are the same in any order."""
    shown = cache(lambda reason, habit: f"{reason}; {habit}" if reason and habit else reason or habit)
    habit_of = cache(partial(tell_habit, habits))
    for statement, features, nats, right in zip(statements, weighed, alone, borne_out, strict=True):
        claim, origin, told = statement.claim, statement.origin, statement.told
        by_report = claim.when.basis == "publication"
        habit = habit_of(statement.speaker, told, by_report) if told and origin.vouched else ""
        yield Evidence(
            claim_id=claim.claim_id,
            origin_id=origin.origin_id,
            origin=origin.name,
            kind=origin.kind,
            side=origin.side,
            published=claim.published,
            on=statement.on,
            says=statement.says,
            weight=round(nats, 4) + 0.0,
            reason=shown(features.reason, habit),
            against_interest=statement.interest == "against",
            repeats=statement.repeats,
            vouched=origin.vouched,
            firm=statement.firm,
            reports=statement.reports,
            borne_out=right,
            taken_back=origin.taken_back.on if origin.taken_back else None,
            overruled=statement.overruled,
        )


def name_kind(statement: Statement) -> str:
    """Who speaks, in words."""
    return f"{statement.origin.name}, {statement.origin.kind.replace('_', ' ')}"


def score_kind(statement: Statement, priors: Priors) -> Factor:
    nats = priors.kind[statement.origin.kind]
    believed = priors.trusted * nats / priors.profiled[statement.speaks_as]
    return Factor(believed if statement.told else nats, name_kind(statement))


def score_interest(statement: Statement, priors: Priors) -> Factor:
    words = {"own": "serves its own side", "against": "against its own side's interest", "none": ""}
    # Of what is told outright, the habits say what it is worth by whom it serves.
    factor = 1.0 if statement.told else priors.interest[statement.interest]
    return Factor(factor, words[statement.interest])


def score_stance(statement: Statement, priors: Priors) -> Factor:
    stance = statement.claim.stance
    if stance not in ("asserted", "hedged", "denied"):
        return Factor(0.0, f"only {stance}")
    plain = stance == "asserted" or statement.told == "withdrew"  # "no longer controls X"
    return Factor(priors.stance[stance], "" if plain else stance)


def score_event(statement: Statement, priors: Priors) -> Factor:
    words = {
        "contested": "" if statement.told else "of a part of it",
        "front": "fighting, not control",
        "part": "ground gained, not the place",
        "part_left": "a part of it was left",
        "at_risk": "surrounded, so still held",
        "surrounded": "surrounded in it",
    }
    return Factor(priors.implies[statement.implies], words.get(statement.implies, ""))


def score_extraction(statement: Statement) -> Factor:
    score = statement.claim.score
    return Factor(score, f"read with a score of {score:.2f}" if score < 0.8 else "")


def score_repetition(statement: Statement, priors: Priors) -> Factor:
    limits, rank = priors.limits, statement.rank
    if statement.echoes:
        return Factor(0.0, "the same report says so outright")
    times = "once" if rank == 1 else f"{rank} times"
    reason = f"said so {times} before, in {limits.repeated_days} days" if rank else ""
    return Factor(limits.repeated**rank, reason)


def score_vouching(statement: Statement) -> Factor:
    if statement.overruled:
        return Factor(0.0, "only an unvouched site says so of it, and it says otherwise itself")
    if statement.origin.vouched:
        return Factor(1.0, "")
    return Factor(0.0, "nobody vouches for it, so it is shown and does not count")


def score_taken_back(statement: Statement) -> Factor:
    taken_back = statement.origin.taken_back
    if taken_back is None:
        return Factor(1.0, "")
    return Factor(0.0, f"taken back on {taken_back.on}")


def score_dating(statement: Statement) -> Factor:
    """Of an undated report nobody knows which day it speaks of: its word counts for the last one that it can be, and the
    less the more days that could be."""
    dating = statement.claim.dating
    if dating is None:
        return Factor(1.0, "")
    days = day_number(dating.end) - day_number(dating.start) + 1
    return Factor(
        round(min(1.0, CERTAIN_DAYS / days), 4),
        f"undated; by its own words of {dating.start} to {dating.end}",
    )


def tell_habit(habits: Habits, speaker: Speaker, told: Told, by_report: bool) -> str:
    """How such statements of a source turned out: how many were true of their day, and, of those that are dated `by_report`
    alone, how long after it they come."""
    habit = habits.of(speaker)
    number = TOLD.index(told)
    count, right, late = round(habit.told[number]), round(habit.right[number]), habit.late[number]
    if count < LEARNED:
        return "nothing shows yet what its denials are worth" if told == "denied" else ""
    if told == "denied":
        return tell_borne_out(right, count, "denials")
    words = tell_borne_out(right, count, "statements")
    if late >= LATE and by_report and told in TURNS:
        words += f", {DAYS_LATE[late]} days late as a rule"
    return words


def tell_borne_out(right: int, count: int, told: str) -> str:
    """ "2 of 3 such statements were borne out"."""
    return f"{right or 'none'} of {count} such {told} {'were' if right > 1 else 'was'} borne out"

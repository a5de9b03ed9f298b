"""A statement and the habits of sources in; its weight in nats and the reasons in words, out.

One function a feature: each returns a factor and a reason, empty where there is nothing to say. The
weight is the kind's prior times all factors.
"""

from __future__ import annotations

from math import prod

from msgspec import Struct

from contested.days import day_number
from contested.model import Evidence
from contested.reconcile.habits import Habits, habit_key
from contested.reconcile.priors import Priors
from contested.reconcile.statements import Statement

# A day known within a week is as good as most: reports tell of events a few days late as it is.
CERTAIN_DAYS = 7
# A habit that moves a weight by less is that of its kind.
LEARNED = 0.02


class Factor(Struct, frozen=True):
    """What one feature does to a weight, and why."""

    value: float
    reason: str


def weigh_features(statement: Statement, priors: Priors) -> tuple[Factor, ...]:
    """All that a statement itself shows, the kind's prior in nats first."""
    return (
        Factor(priors.kind[statement.origin.kind], name_kind(statement)),
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


def weigh_statement(
    statement: Statement, habits: Habits, priors: Priors, borne_out: float | None = None
) -> Evidence:
    """A statement as evidence. `weight` is rounded to four places, so that sums are the same in any order."""
    factors = (*weigh_features(statement, priors), score_habit(statement, habits))
    claim, origin = statement.claim, statement.origin
    return Evidence(
        claim_id=claim.claim_id,
        origin_id=origin.origin_id,
        origin=origin.name,
        kind=origin.kind,
        side=origin.side,
        published=claim.published,
        on=statement.on,
        says=statement.says,
        weight=round(prod(factor.value for factor in factors), 4),
        reason="; ".join(factor.reason for factor in factors if factor.reason),
        against_interest=statement.interest == "against",
        repeats=statement.repeats,
        vouched=origin.vouched,
        firm=statement.firm,
        reports=statement.reports,
        borne_out=borne_out,
        taken_back=origin.taken_back.on if origin.taken_back else None,
        overruled=statement.overruled,
    )


def name_kind(statement: Statement) -> str:
    """Who speaks, in words."""
    return f"{statement.origin.name}, {statement.origin.kind.replace('_', ' ')}"


def score_interest(statement: Statement, priors: Priors) -> Factor:
    words = {"own": "serves its own side", "against": "against its own side's interest", "none": ""}
    return Factor(priors.interest[statement.interest], words[statement.interest])


def score_stance(statement: Statement, priors: Priors) -> Factor:
    stance = statement.claim.stance
    if stance not in ("asserted", "hedged", "denied"):
        return Factor(0.0, f"only {stance}")
    return Factor(priors.stance[stance], "" if stance == "asserted" else stance)


def score_event(statement: Statement, priors: Priors) -> Factor:
    words = {
        "front": "fighting, not control",
        "part": "ground gained, not the place",
        "at_risk": "surrounded, so still held",
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


def score_habit(statement: Statement, habits: Habits) -> Factor:
    key = habit_key(statement)
    if key is None or key not in habits:
        return Factor(1.0, "")
    habit = habits[key]
    borne_out = f"of {habit.told} such statements {habit.right:.0f} were borne out"
    late = (
        f", {habit.late} days late as a rule"
        if habit.late and statement.claim.when.basis == "publication"
        else ""
    )
    # Where nothing is learned that the kind would not say, nothing is said of it.
    learned = habit.told > 1 and abs(habit.factor - 1) >= LEARNED
    return Factor(habit.factor, f"{borne_out}{late}" if learned else "")

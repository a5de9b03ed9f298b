"""What sources said and how it turned out, in; how far each is believed and how late it tells, out.

Habits are kept apart by whom a statement serves and by what it tells: a staff can be prompt and right
about its gains, late about its losses, and deny them meanwhile. A habit is the share of such statements
borne out by everything else that is known, drawn to the source's other habits, and these to the prior of
its kind, where there is little to go by: the expectation-maximisation of Dawid and Skene (1979) with beta
priors.
"""

from __future__ import annotations

from collections import Counter
from math import exp, log

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from contested.reconcile.priors import Interest
from contested.reconcile.statements import Statement

# A prior counts for this many statements.
PRIOR_STATEMENTS = 8.0
# Nobody is believed more than this much beyond the prior of his kind, and nobody's word is evidence of
# its opposite.
MOST = 1.6
# Lateness is looked for up to so many days, in sources that told so often, and each day must explain this
# share of their statements more.
LATE_DAYS = 25
LATE_TOLD = 5
LATE_COST = 0.003

# Source, interest, and the event type or `denied`.
Key = tuple[str, Interest, str]


class Habit(Struct, frozen=True):
    """`right` of `told` statements were borne out (expected number), `late` days before they were told;
    `factor` on their weight follows.
    """

    right: float
    told: int
    late: int
    factor: float


Habits = dict[Key, Habit]


class Outcome(Struct):
    """How a source's statements of one habit turned out so far.

    `right[n]` is the expected number, in millionths, that were right of the day `n` days before they speak
    about: whole numbers, so that their order changes nothing. `prior_nats` is the weight by kind and interest.
    """

    prior_nats: float
    told: int
    right: npt.NDArray[np.int64]

    def late(self) -> int:
        """The lateness in days that explains most."""
        if self.told < LATE_TOLD:
            return 0
        return int(np.argmax(self.right / 1e6 - LATE_COST * self.told * np.arange(len(self.right))))


def habit_key(statement: Statement) -> Key | None:
    """Whose habit a statement shows, and which; null where it only implies control or is not vouched for."""
    if not statement.firm or not statement.origin.vouched:
        return None
    told = "denied" if statement.claim.stance == "denied" else statement.claim.event
    return statement.origin.source, statement.interest, told


def learn_habits(outcomes: dict[Key, Outcome], states: int) -> Habits:
    """Every habit from its outcomes, where a statement is true of one of so many `states`."""
    late = {key: outcome.late() for key, outcome in outcomes.items()}
    right = {key: int(outcome.right[late[key]]) for key, outcome in outcomes.items()}
    all_right, all_told = Counter[tuple[str, Interest]](), Counter[tuple[str, Interest]]()
    for key, outcome in outcomes.items():
        all_right[key[:2]] += right[key]
        all_told[key[:2]] += outcome.told
    habits = {}
    for key, outcome in outcomes.items():
        odds = exp(outcome.prior_nats) / (states - 1)
        by_kind = odds / (1 + odds)
        by_source = draw(all_right[key[:2]] / 1e6, all_told[key[:2]], by_kind)
        share = draw(right[key] / 1e6, outcome.told, by_source)
        nats = log(share / (1 - share) * (states - 1))
        factor = round(min(MOST, max(0.0, nats / outcome.prior_nats)), 4)
        habits[key] = Habit(right[key] / 1e6, outcome.told, late[key], factor)
    return habits


def draw(right: float, told: int, prior: float) -> float:
    """The share that were right, drawn to a prior."""
    return (right + PRIOR_STATEMENTS * prior) / (told + PRIOR_STATEMENTS)

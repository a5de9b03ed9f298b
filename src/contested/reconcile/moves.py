"""A place's status on a day and the statements it rests on, in; how far each moved the answer, out.

Statements are put in one after the other, in order of the day they speak of, and each has what the log-odds of the
answer move by it. So they add up: the log-odds before anybody spoke and all moves are those of the answer. What a
statement moves depends on what stands already: the third who says so moves less than the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import log

import numpy as np
from msgspec.structs import replace

from contested.days import day_number
from contested.model import SPOT, Claim, Control, LearnedHabits, Origin, Place, Status
from contested.reconcile.chain import PHASES, Floats, Heard, smooth
from contested.reconcile.control import window_of
from contested.reconcile.facing import Facing
from contested.reconcile.field import BATCH_CELLS, Field, in_millionths, likelihood_of
from contested.reconcile.ground import Echoes, follow, lean_on
from contested.reconcile.habits import Habits
from contested.reconcile.learned import read_counts
from contested.reconcile.nearby import Nearby, find_turned
from contested.reconcile.priors import Priors, load_priors
from contested.reconcile.statements import Statement, day_of, gather_statements
from contested.reconcile.weights import Scales
from contested.theatres import Theatre

# Log-odds beyond these are those of a certainty that no number shows.
LEAST_CHANCE = 1e-300


def weigh_moves(
    status: Status,
    control: Control,
    claims: Iterable[Claim],
    origins: Iterable[Origin],
    places: Iterable[Place],
    theatre: Theatre,
    learned: LearnedHabits,
) -> Status:
    """A status with `prior` and what each evidence `moved` the odds of its most probable state, in nats.

    What is told nearby is there from the start, so that it is part of `prior`; of a spot that is all.
    `claims`, `origins`, `places`, `theatre` and the `learned` habits are what the control was estimated from.
    """
    if not status.probabilities:
        return status
    if control.place.kind == SPOT:
        chance = max(status.probabilities.values())
        return replace(status, prior=round(log_odds(chance, 1 - chance), 4))
    priors = load_priors()
    claims, origins, place_id = tuple(claims), tuple(origins), control.place.place_id
    named = {one.place_id: one for one in places} | {place_id: control.place}
    heard, beside = gather_statements(claims, origins, named, theatre, priors)
    counted = read_counts(learned)
    habits = counted.habits
    last = date.fromisoformat(control.first).toordinal() + control.days - 1
    echoes = None
    if control.nearby:
        window = window_of(heard, day_of(last))
        facing = Facing(counted.gains, len(control.states) - 1)
        nearby = Nearby(heard, beside, named, control.states, window, priors, facing)
        echoes = nearby.echo([place_id], nearby.weigh(habits))
    used = {one.claim_id for one in control.evidence}
    statements = sorted(
        (one for one in heard.get(place_id, ()) if one.claim.claim_id in used),
        key=lambda one: (one.on, one.claim.claim_id),
    )
    state = control.states.index(next(iter(status.probabilities)))
    day = min(day_number(status.on), last)
    odds = list_odds(statements, control.states, habits, priors, day, state, echoes)
    moved = {
        one.claim.claim_id: round(after - before, 4) + 0.0
        for one, before, after in zip(statements, odds, odds[1:], strict=False)
    }
    evidence = tuple(replace(one, moved=moved[one.claim_id]) for one in status.evidence)
    return replace(status, prior=odds[0], evidence=evidence)


def list_odds(
    statements: Sequence[Statement],
    states: tuple[str, ...],
    habits: Habits,
    priors: Priors,
    day: int,
    state: int,
    echoes: Echoes | None = None,
) -> list[float]:
    """Log-odds of a state on a day (an ordinal) by none of the statements, the first, the first two, and so on.

    The statements are in order of the day. Each list of them is a place of its own, and all are smoothed side by side.
    When the place was spoken of is taken from all: who says nothing that counts moves nothing. What is told around it
    is there in each.
    """
    told = echoes.day.tolist() if echoes else []
    until = max([day, *told, *(day_number(one.on) for one in statements[-1:])])
    field = Field({"": tuple(statements)}, states, until, Scales(priors), {"": min(told)} if told else {})
    millionths = in_millionths(field.nats(habits))
    known = np.concatenate([np.zeros((1, *millionths.shape[1:]), dtype=np.int64), millionths.cumsum(axis=0)])
    # The statements of a day are those from `begins` to before `ends`.
    days = np.unique(field.day)
    begins, ends = np.searchsorted(field.day, days), np.searchsorted(field.day, days, side="right")
    lean = follow(echoes, find_turned(field, habits), field.start) if echoes else None
    opening, spoken = field.opening, field.spoken_with(lean)
    size = max(1, BATCH_CELLS // (field.shape[1] * millionths.shape[1] * PHASES))
    found: list[Floats] = []
    for start in range(0, len(statements) + 1, size):
        counts = np.arange(start, min(start + size, len(statements) + 1))
        number, course = np.nonzero(counts > begins[:, None])
        said = known[np.minimum(ends[number], counts[course])] - known[begins[number]]
        smoothed = smooth(
            Heard(course, days[number], likelihood_of(said)),
            opening.times(len(counts)),
            spoken.times(len(counts)),
            habits.rates,
        )
        found.append(smoothed.states[:, day - field.start])
    chances = np.concatenate(found)
    if lean is not None:
        chances = lean_on(chances, lean[:, day - field.start])
    against = np.delete(chances, state, axis=1).sum(axis=1)
    pairs = zip(chances[:, state].tolist(), against.tolist(), strict=True)
    return [round(log_odds(chance, other), 4) for chance, other in pairs]


def log_odds(chance: float, other: float) -> float:
    """The log-odds of a chance beside all others together."""
    return log(max(chance, LEAST_CHANCE)) - log(max(other, LEAST_CHANCE))

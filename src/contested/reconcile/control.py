"""Claims, origins, places and a theatre in; control of each place on each day, out.

Statements are weighed, a hidden Markov model sets them against each other over time, the outcome shows
what each source's word is worth, and they are weighed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from contested.model import CONTESTED, Claim, Control, Day, Origin, Place
from contested.reconcile.field import Field, lay_out
from contested.reconcile.habits import Habits, Key, Outcome, learn_habits
from contested.reconcile.priors import Priors, load_priors
from contested.reconcile.statements import gather_statements
from contested.reconcile.weights import weigh_statement
from contested.theatres import Theatre

# On a made world a sixth round changes a chance by 0.0003 on average and 0.0075 at most.
ROUNDS = 5


def estimate_control(
    claims: Iterable[Claim], origins: Iterable[Origin], places: Iterable[Place], theatre: Theatre, until: Day
) -> tuple[Control, ...]:
    """Control of every place that somebody has spoken of, from its first evidence to the day `until`.

    `places` are all that claims may name; others are left out. A place of which only unvouched origins speak
    has no rows. Sorted by place id. The method is described in docs/method/control.md.
    """
    priors, named = load_priors(), {place.place_id: place for place in places}
    states = (*theatre.holders, CONTESTED)
    heard = gather_statements(claims, origins, named, theatre, priors)
    fields = list(lay_out(heard, states, until, priors))
    habits: Habits = {}
    for _ in range(ROUNDS):
        outcomes: dict[Key, Outcome] = {}
        for field in fields:
            field.judge(habits, outcomes)
        habits = learn_habits(outcomes, len(states))
    return tuple(control for field in fields for control in record_controls(field, habits, named, priors))


def record_controls(
    field: Field, habits: Habits, places: dict[str, Place], priors: Priors
) -> Iterator[Control]:
    """A field's places as records; probabilities have six places and each row sums to 1."""
    held = np.round(field.smooth(habits)[:, :, :-1], 6)
    rows = np.concatenate([held, np.round(1 - held.sum(axis=2, keepdims=True), 6)], axis=2)
    chances = iter(field.borne_out(habits))
    for index, (place_id, statements) in enumerate(field.heard.items()):
        evidence = tuple(weigh_statement(one, habits, priors, next(chances)) for one in statements)
        first = int(field.first[index])
        counts = any(one.weight for one in evidence)
        yield Control(
            place=places[place_id],
            states=field.states,
            first=date.fromordinal(field.start + first).isoformat(),
            rows=tuple(map(tuple, rows[index, first:].tolist())) if counts else (),
            evidence=evidence,
        )

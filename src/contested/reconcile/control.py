"""Claims, origins, places and a theatre in; control of each place on each day, out.

Statements are set against each other over time by a hidden Markov model of each place, the outcome shows what each
source's words are worth, and they are read again with that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256

import numpy as np

from contested.model import CONTESTED, Claim, Control, Day, Origin, Place
from contested.reconcile.chain import Floats, Ints
from contested.reconcile.field import Field, lay_out
from contested.reconcile.habits import Habits, Speaker
from contested.reconcile.nearby import Nearby
from contested.reconcile.priors import Priors, load_priors
from contested.reconcile.statements import Statement, gather_statements
from contested.reconcile.weights import weigh_statements
from contested.theatres import Theatre

# On made worlds a third round changes nothing for the better: what it learns it has read itself.
ROUNDS = 2
# Habits are learned from so many places; of more, from those whose ids hash lowest.
LEARNED_PLACES = 2_500


def estimate_control(
    claims: Iterable[Claim],
    origins: Iterable[Origin],
    places: Iterable[Place],
    theatre: Theatre,
    until: Day,
    asked: Iterable[Place] = (),
) -> tuple[Control, ...]:
    """Control of every place that somebody has spoken of, from its first evidence to the day `until`; of places that are
    `asked` about also where only something nearby was told.

    `places` are all that claims may name; others are left out. A place of which only unvouched origins speak
    has no rows. Sorted by place id. The method is described in docs/method/control.md.
    """
    priors, claims, origins, asked = load_priors(), tuple(claims), tuple(origins), tuple(asked)
    named = {place.place_id: place for place in places}
    heard = gather_statements(claims, origins, named, theatre, priors)
    beside = gather_statements(claims, origins, named, theatre, priors, beside=True)
    states = (*theatre.holders, CONTESTED)
    habits = learn_habits(heard, states, until, priors)
    nearby = Nearby(heard, beside, named | {place.place_id: place for place in asked}, states, until, priors)
    wanted = sorted({*heard, *(place.place_id for place in asked)})
    return tuple(
        record_controls({place_id: heard.get(place_id, ()) for place_id in wanted}, until, habits, nearby)
    )


def learn_habits(
    heard: Mapping[str, tuple[Statement, ...]], states: tuple[str, ...], until: Day, priors: Priors
) -> Habits:
    """What each source's words are worth, by how they turned out up to the day `until`."""
    ids = sorted(heard, key=lambda one: sha256(one.encode()).digest())[:LEARNED_PLACES]
    fields = list(lay_out({place_id: heard[place_id] for place_id in sorted(ids)}, states, until, priors))
    habits = Habits({})
    for _ in range(ROUNDS):
        counts: dict[Speaker, Ints] = {}
        for field in fields:
            field.count(habits, counts)
        habits = Habits(counts)
    return habits


def record_controls(
    heard: Mapping[str, tuple[Statement, ...]], until: Day, habits: Habits, nearby: Nearby
) -> Iterator[Control]:
    """Places as records, by the habits that are known and by what is told nearby."""
    around = nearby.first_days(heard)
    told = nearby.nats(habits)
    for field in lay_out(heard, nearby.states, until, nearby.priors, around):
        yield from record_field(field, habits, nearby, told)


def record_field(field: Field, habits: Habits, nearby: Nearby, told: Floats) -> Iterator[Control]:
    """A field's places as records; `told` is what is told nearby, in nats."""
    nats = field.nats(habits)
    smoothed = field.smooth(nats, nearby.echo(field.heard, told))
    rows = round_rows(smoothed.states)
    weighed = weigh_statements(
        field.statements, field.alone(nats), field.borne_out(nats, smoothed), habits, nearby.priors
    )
    for index, (place_id, statements) in enumerate(field.heard.items()):
        evidence = tuple(next(weighed) for _ in statements)
        first, place = int(field.first[index]), nearby.places[place_id]
        counts = bool(field.spoken_of[index]) or not statements
        yield Control(
            place=place,
            states=field.states,
            first=date.fromordinal(field.start + first).isoformat(),
            chances=rows[index, first:].tobytes() if counts else b"",
            evidence=evidence,
            nearby=nearby.list_evidence(place, told) if counts else (),
        )


def round_rows(chances: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    """Rows in whole ten-thousandths; `contested`, the last, takes what rounding leaves."""
    whole = np.rint(chances * 10_000).astype(np.int64)
    whole[..., -1] = np.maximum(0, 10_000 - whole[..., :-1].sum(axis=-1))
    return whole.astype("<u2")

"""Claims, origins, places and a theatre in; control of each place on each day, out.

Statements are set against each other over time by a hidden Markov model of each place, the outcome shows what each
source's words are worth, and they are read again with that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from contested.model import CONTESTED, SPOT, Claim, Control, Day, LearnedHabits, Origin, Place
from contested.reconcile.chain import Floats, Ints, TurnCount, round_rows
from contested.reconcile.facing import Facing, count_gains
from contested.reconcile.field import (
    NOTHING_AROUND,
    Field,
    Window,
    find_last,
    find_window,
    last_spoken,
    lay_out,
)
from contested.reconcile.ground import follow
from contested.reconcile.habits import Habits, Speaker
from contested.reconcile.learned import Counted, count_statements, read_counts, record_habits
from contested.reconcile.nearby import Nearby, find_turned, tell_gains
from contested.reconcile.priors import Priors, load_priors
from contested.reconcile.spots import record_spots
from contested.reconcile.statements import Statement, gather_statements
from contested.reconcile.weights import weigh_statements
from contested.theatres import Theatre
from contested.uncollected import uncollected

# On made worlds a third round changes nothing for the better: what it learns it has read itself.
ROUNDS = 2
# Habits are learned from so many places; of more, from those whose ids hash lowest.
LEARNED_PLACES = 2_500


class Reckoned(NamedTuple):
    """Control of places, and the habits of sources by which it was worked out."""

    controls: tuple[Control, ...]
    habits: LearnedHabits


class Overheard(NamedTuple):
    """What is told nearby, and what each thing of that is worth by the habits that are known."""

    nearby: Nearby
    worth: Floats

    def lean(self, field: Field, habits: Habits) -> Floats:
        """How far it speaks for each holder of a field's places on each day, in nats (places, days, holders)."""
        echoes = self.nearby.echo(field.heard, self.worth)
        return follow(echoes, find_turned(field, habits), field.start)


def estimate_control(
    claims: Iterable[Claim],
    origins: Iterable[Origin],
    places: Iterable[Place],
    theatre: Theatre,
    until: Day,
    asked: Iterable[Place] | None = None,
) -> tuple[Control, ...]:
    """Control of every place that somebody has spoken of, from its first evidence to the day `until`.

    With `asked` (it may be empty) what is told nearby speaks for each of them too, and for those places that are asked
    about even where nobody spoke of them; for spots nothing else does.

    `places` are all that claims may name; others are left out. A place of which only unvouched origins speak
    has no rows. Sorted by place id. The method is described in docs/method/control.md.
    """
    return reckon_control(claims, origins, places, theatre, until, asked=asked).controls


@uncollected()
def reckon_control(
    claims: Iterable[Claim],
    origins: Iterable[Origin],
    places: Iterable[Place],
    theatre: Theatre,
    until: Day,
    learned: LearnedHabits | None = None,
    asked: Iterable[Place] | None = None,
) -> Reckoned:
    """The same with the habits that it rests on: those that were `learned` before, else learned from these claims."""
    priors, claims, origins = load_priors(), tuple(claims), tuple(origins)
    named = {place.place_id: place for place in places}
    wanted = {place.place_id: place for place in asked or ()}
    named |= wanted
    heard, beside = gather_statements(claims, origins, named, theatre, priors)
    states = (*theatre.holders, CONTESTED)
    window = window_of(heard, until)
    if learned is None:
        counted = count_habits(heard, states, until, priors)
        told = tell_gains(heard, beside, named, window)
        counted = counted._replace(gains=count_gains(told, states))
    else:
        counted = read_counts(learned)
    habits = counted.habits
    overheard = None
    spots = [place for place_id, place in sorted(wanted.items()) if place.kind == SPOT]
    if asked is not None:
        facing = Facing(counted.gains, len(states) - 1)
        nearby = Nearby(heard, beside, named, states, window, priors, facing)
        overheard = Overheard(nearby, nearby.weigh(habits))
        spoken = {*heard, *wanted} - {one.place_id for one in spots}
        heard = {place_id: heard.get(place_id, ()) for place_id in sorted(spoken)}
    records = [*record_controls(heard, states, window, habits, named, priors, overheard)]
    if overheard is not None:
        records += record_spots(spots, *overheard, window)
    controls = tuple(sorted(records, key=lambda one: one.place.place_id))
    if learned is not None:
        return Reckoned(controls, learned)
    return Reckoned(controls, record_habits(counted, until, count_statements(controls)))


def window_of(heard: Mapping[str, tuple[Statement, ...]], until: Day) -> Window:
    """The days that count where these statements were made."""
    days = (last_spoken(statements, until) for statements in heard.values())
    return find_window(find_last(days, until), until)


def count_habits(
    heard: Mapping[str, tuple[Statement, ...]], states: tuple[str, ...], until: Day, priors: Priors
) -> Counted:
    """How places stood when each source spoke of them, by how it turned out up to the day `until`."""
    ids = sorted(heard, key=lambda one: sha256(one.encode()).digest())[:LEARNED_PLACES]
    chosen = {place_id: heard[place_id] for place_id in sorted(ids)}
    fields = list(lay_out(chosen, states, window_of(chosen, until), priors))
    known = Counted({})
    for _ in range(ROUNDS):
        habits, counts, turns = Habits(known.stood), dict[Speaker, Ints](), TurnCount()
        for field in fields:
            field.count(habits, counts, turns)
        known = Counted(counts, turns.turns)
    return known


def record_controls(
    heard: Mapping[str, tuple[Statement, ...]],
    states: tuple[str, ...],
    window: Window,
    habits: Habits,
    places: Mapping[str, Place],
    priors: Priors,
    overheard: Overheard | None = None,
) -> Iterator[Control]:
    """Places as records, by the habits that are known, and by what is told nearby where that is given."""
    around = NOTHING_AROUND if overheard is None else overheard.nearby.first_days(heard)
    for field in lay_out(heard, states, window, priors, around):
        yield from record_field(field, habits, places, overheard)


def record_field(
    field: Field, habits: Habits, places: Mapping[str, Place], overheard: Overheard | None
) -> Iterator[Control]:
    """A field's places as records."""
    nats = field.nats(habits)
    smoothed = field.smooth(nats, habits.rates, overheard and overheard.lean(field, habits))
    rows = round_rows(smoothed.states)
    weighed = weigh_statements(
        field.statements, field.weighed, field.alone(nats).tolist(), field.borne_out(nats, smoothed), habits
    )
    for index, (place_id, statements) in enumerate(field.heard.items()):
        evidence = tuple(next(weighed) for _ in statements)
        first = int(field.first[index])
        counts = bool(field.spoken_of[index]) or not statements
        yield Control(
            place=places[place_id],
            states=field.states,
            first=date.fromordinal(field.start + first).isoformat(),
            chances=rows[index, first:].tobytes() if counts else b"",
            evidence=evidence,
            nearby=overheard.nearby.list_evidence(places[place_id], overheard.worth)
            if overheard and counts
            else (),
        )

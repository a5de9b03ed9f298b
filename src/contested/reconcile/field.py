"""Statements about some places in, as arrays; what they add up to on each day, out."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np
import numpy.typing as npt

from contested.days import day_number
from contested.model import CONTESTED, Day
from contested.reconcile.habits import LATE_DAYS, Habits, Key, Outcome, habit_key
from contested.reconcile.priors import Priors
from contested.reconcile.smoothing import Bools, Floats, Rates, smooth
from contested.reconcile.statements import NOT, Statement, day_of, is_hearsay
from contested.reconcile.weights import weigh_features

Ints = npt.NDArray[np.int64]

# Chances a day, from made worlds and one public map's changes (docs/method/control.md): a held place near
# the front becomes contested every eighty days, a contested one somebody's after twelve; where nobody
# speaks, little happens. The optimum is flat: `resolved` from 0.07 to 0.13, or `outright` at 0.005, moves
# the Brier score by less than 0.015. `contested_first` is not fitted: made wars only tell of fronts.
RATES = Rates(to_contested=0.0125, outright=0.001, resolved=0.08, quiet=0.015, contested_first=0.2)
# A place is being spoken of within so many days of evidence. Made worlds, full of reports, would have
# three; with one source a place, whose single word must be able to turn it, two weeks do better.
SPOKEN_DAYS = 14
# How much of a weight also speaks for `contested`: a capture is often told while the fighting goes on, and
# whoever left need not have left it to the other.
HELD_OR_CONTESTED = 0.3
NOT_HELD_BUT_CONTESTED = 0.5
# Numbers smoothed at once, which bounds memory (at eight bytes each, and a few arrays of them).
BATCH_CELLS = 3_000_000
# After five years of silence nothing moves that is worth showing, and no evidence of a war is asked for from
# twenty years before its last: a wrong year in one report must not stop a desk.
SILENT_DAYS = 5 * 366
LONGEST_DAYS = 20 * 366


class Field:
    """Places and their statements laid out side by side: one row of each array a statement.

    `first` is each place's first day with evidence that counts; day 0 is the ordinal `start`.
    """

    def __init__(
        self, heard: dict[str, tuple[Statement, ...]], states: tuple[str, ...], until: int, priors: Priors
    ) -> None:
        self.heard = heard
        self.states = states
        self.statements = [one for statements in heard.values() for one in statements]
        ordinals = np.array([day_number(one.on) for one in self.statements])
        self.start = int(ordinals.min())
        self.shape = (len(heard), until - self.start + 1, len(states))
        self.place = np.repeat(np.arange(len(heard)), [len(statements) for statements in heard.values()])
        self.day = ordinals - self.start
        self.undated = np.array([one.claim.when.basis == "publication" for one in self.statements])
        self.supports = np.array([support_states(one.says, states) for one in self.statements])
        self.base = np.array([prod(f.value for f in weigh_features(one, priors)) for one in self.statements])
        self.prior_nats = [
            priors.kind[one.origin.kind] * priors.interest[one.interest] for one in self.statements
        ]
        self.keys = [habit_key(one) for one in self.statements]
        counts = self.base > 0
        self.first = np.full(len(heard), self.shape[1] - 1)
        np.minimum.at(self.first, self.place[counts], self.day[counts])
        self.spoken = self.mark_spoken(counts)

    def mark_spoken(self, counts: Bools) -> Bools:
        """Days (places, days) near evidence that counts."""
        place, day = self.place[counts], self.day[counts]
        edges = np.zeros((self.shape[0], self.shape[1] + 1), dtype=np.int64)
        np.add.at(edges, (place, np.maximum(day - SPOKEN_DAYS, 0)), 1)
        np.add.at(edges, (place, np.minimum(day + SPOKEN_DAYS + 1, self.shape[1])), -1)
        return np.asarray(edges.cumsum(axis=1)[:, :-1] > 0)

    def weights(self, habits: Habits) -> Floats:
        """Nats of each statement, as `weigh_statement` gives them."""
        factors = np.array([habits[key].factor if key in habits else 1.0 for key in self.keys])
        return np.asarray(np.round(self.base * factors, 4))

    def days_told(self, late: Ints | int) -> Ints:
        """The day each statement is true of, where those without a date of their own come `late` days after."""
        return np.asarray(np.maximum(self.day - late * self.undated, self.first[self.place]))

    def smooth(self, habits: Habits) -> Floats:
        """Probabilities (places, days, states). Weights are added as whole millionths: order changes nothing."""
        late = np.array([habits[key].late if key in habits else 0 for key in self.keys])
        millionths = np.rint(self.weights(habits)[:, None] * self.supports * 1e6).astype(np.int64)
        nats = np.zeros(self.shape, dtype=np.int64)
        np.add.at(nats, (self.place, self.days_told(late)), millionths)
        likelihood = np.exp((nats - nats.max(axis=2, keepdims=True)) / 1e6)
        return smooth(likelihood, self.first, self.spoken, RATES)

    def judge(self, habits: Habits, outcomes: dict[Key, Outcome]) -> None:
        """Add to `outcomes` the chance that each statement is right by all else and the prior of its kind.

        Its own weight is taken out, so that no source bears itself out; the prior stays, so that where
        nobody else has spoken nothing is learned. Of what is only told of a source, by somebody for whom nobody vouches,
        nothing is learned either: lies put into its mouth would cost it its name.
        """
        chances = self.smooth(habits)
        unlearned = np.exp((np.array(self.prior_nats) - self.weights(habits))[:, None] * self.supports)
        true = self.supports == 1
        right = np.empty((len(self.statements), LATE_DAYS + 1), dtype=np.int64)
        for late in range(LATE_DAYS + 1):
            others = chances[self.place, self.days_told(late)] * unlearned
            right[:, late] = np.rint((others * true).sum(axis=1) / others.sum(axis=1) * 1e6)
        for index, key in enumerate(self.keys):
            if key is not None and not is_hearsay(self.statements[index]):
                outcome = outcomes.setdefault(
                    key, Outcome(self.prior_nats[index], 0, np.zeros_like(right[0]))
                )
                outcome.told += 1
                outcome.right += right[index]

    def borne_out(self, habits: Habits) -> list[float | None]:
        """The chance that each statement is right by everything else; null where nothing else counts at its place."""
        weights = self.weights(habits)
        late = np.array([habits[key].late if key in habits else 0 for key in self.keys])
        day = self.smooth(habits)[self.place, self.days_told(late)]
        others = day * np.exp(-weights[:, None] * self.supports)
        right = (others * (self.supports >= NOT_HELD_BUT_CONTESTED)).sum(axis=1) / others.sum(axis=1)
        known = np.bincount(self.place, weights > 0, len(self.heard))[self.place] - (weights > 0) > 0
        return [round(float(one), 4) if alone else None for one, alone in zip(right, known, strict=True)]


def lay_out(
    heard: dict[str, tuple[Statement, ...]], states: tuple[str, ...], until: Day, priors: Priors
) -> Iterator[Field]:
    """Fields of as many places as fit in memory, of what speaks about days up to `until`.

    A far day costs nothing: days end `SILENT_DAYS` after the last evidence, whose row then stands, and evidence
    more than `LONGEST_DAYS` before the last is left out.
    """
    # Who does not count neither ends a war nor begins one.
    spoken = [
        one.on
        for statements in heard.values()
        for one in statements
        if one.on <= until and one.origin.vouched and one.origin.taken_back is None
    ]
    last = day_number(max(spoken, default=until))
    earliest = day_of(max(1, last - LONGEST_DAYS))
    until = min(until, day_of(last + SILENT_DAYS))
    known = {
        place_id: tuple(one for one in statements if earliest <= one.on <= until)
        for place_id, statements in heard.items()
    }
    ids = [place_id for place_id, statements in known.items() if statements]
    if ids:
        days = day_number(until) - min(day_number(known[place_id][0].on) for place_id in ids) + 1
        size = max(1, BATCH_CELLS // (days * len(states)))
        for start in range(0, len(ids), size):
            yield Field(
                {place_id: known[place_id] for place_id in ids[start : start + size]},
                states,
                day_number(until),
                priors,
            )


def support_states(says: str, states: tuple[str, ...]) -> list[float]:
    """How far a statement speaks for each state: 1 for what it says, a part for `contested`."""
    if says == CONTESTED:
        return [float(state == CONTESTED) for state in states]
    if says.startswith(NOT):
        return [
            NOT_HELD_BUT_CONTESTED if state == CONTESTED else float(NOT + state != says) for state in states
        ]
    return [HELD_OR_CONTESTED if state == CONTESTED else float(state == says) for state in states]

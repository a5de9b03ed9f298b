"""Statements about some places in, as arrays; what they add up to on each day, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from contested.days import day_number
from contested.model import CONTESTED, Day
from contested.reconcile.chain import (
    PHASES,
    Bools,
    Floats,
    Heard,
    Ints,
    Opening,
    Rates,
    Smoothed,
    Spoken,
    TurnCount,
    class_chances,
    smooth,
)
from contested.reconcile.ground import lean_on
from contested.reconcile.habits import SHAPE, Habits, Speaker
from contested.reconcile.pace import RATES
from contested.reconcile.priors import Interest, Priors, Told
from contested.reconcile.profiles import HOLDING, STANDINGS, TOLD, TURNS, true_of
from contested.reconcile.statements import NOT, Statement, day_of, is_hearsay
from contested.reconcile.weights import Scales

# A place is being spoken of within so many days of evidence.
SPOKEN_DAYS = 14
# What is told around it grants a place to a holder for whom it speaks by so many nats more than for contested ground.
GRANTING = 0.5
# What is expected of anybody.
UNLEARNED = Habits({})
# The phases in which a turn has just come: the day that is told can be the last of several.
JUST_COME = (0, 1, 2)
# How much of a weight also speaks for `contested` where fighting or encirclement only implies who holds a place.
HELD_OR_CONTESTED = 0.3
NOT_HELD_BUT_CONTESTED = 0.5
# Numbers smoothed at once, which bounds memory (at eight bytes each, and a few arrays of them).
BATCH_CELLS = 12_000_000
# After five years of silence nothing moves that is worth showing, and no evidence of a war is asked for from
# twenty years before its last: a wrong year in one report must not stop a desk.
SILENT_DAYS = 5 * 366
LONGEST_DAYS = 20 * 366
NOTHING_AROUND: Mapping[str, int] = MappingProxyType({})

TOLD_NUMBERS: dict[Told | None, int] = {None: -1} | {told: number for number, told in enumerate(TOLD)}
HELD_BY = [TOLD_NUMBERS[one] for one in HOLDING]


class Field:
    """Places and their statements laid out side by side: one row of each array a statement.

    `first` is each place's first day with evidence that counts, or where there is none, the first on which something is told
    around it, which `around` has as ordinals; day 0 is the ordinal `start`.
    """

    def __init__(
        self,
        heard: Mapping[str, tuple[Statement, ...]],
        states: tuple[str, ...],
        until: int,
        scales: Scales,
        around: Mapping[str, int] = NOTHING_AROUND,
    ) -> None:
        self.heard = heard
        self.states = states
        self.statements = [one for statements in heard.values() for one in statements]
        ordinals = np.array([day_number(one.on) for one in self.statements], dtype=np.int64)
        told = [around[place_id] for place_id in heard if place_id in around]
        self.start = min([*ordinals.tolist(), *told])
        self.shape = (len(heard), until - self.start + 1)
        self.place = np.repeat(np.arange(len(heard)), [len(statements) for statements in heard.values()])
        self.day = ordinals - self.start
        self.weighed = [scales.weigh(one) for one in self.statements]
        self.strength = np.array([one.strength for one in self.weighed], dtype=np.float64)
        self.counts = self.strength > 0
        self.first = np.full(len(heard), self.shape[1] - 1)
        np.minimum.at(self.first, self.place[self.counts], self.day[self.counts])
        self.spoken_of = np.bincount(self.place[self.counts], minlength=len(heard)) > 0
        told_from = [around.get(place_id, until) - self.start for place_id in heard]
        self.first = np.where(self.spoken_of, self.first, np.minimum(self.first, told_from))
        speakers = [one.speaker for one in self.statements]
        self.speakers = sorted(set(speakers))
        numbers = {speaker: number for number, speaker in enumerate(self.speakers)}
        self.speaker = np.array([numbers[speaker] for speaker in speakers], dtype=np.int64)
        self.told = np.array([TOLD_NUMBERS[one.told] for one in self.statements], dtype=np.int64)
        self.dated = np.array([one.claim.when.basis != "publication" for one in self.statements], dtype=bool)
        classes = 2 * (len(states) - 1)
        standing = [see_standings(one.favours, states) for one in self.statements]
        self.standing = np.array(standing, dtype=np.int64).reshape(-1, classes)
        implied = [support_classes(one.says, states) for one in self.statements]
        self.implied = np.array(implied, dtype=np.float64).reshape(-1, classes)
        # Statements of one place and day, in order of the day.
        keys, self.row = np.unique(self.day * len(heard) + self.place, return_inverse=True)
        self.row_day, self.row_place = np.divmod(keys, len(heard))

    @cached_property
    def teaches(self) -> Bools:
        """The statements that show something of their speakers' habits."""
        outright = [
            one.told is not None and not one.echoes and not is_hearsay(one) for one in self.statements
        ]
        return np.asarray(np.array(outright, dtype=bool) & self.counts & self.find_checked())

    def find_checked(self) -> Bools:
        """The statements beside which another source speaks of the same place that does not serve the same side: where
        nobody else does, nothing shows who was right, and those who serve one side only bear each other out."""
        said = [
            (place, one.origin.source, name_camp(one))
            for place, one in zip(self.place.tolist(), self.statements, strict=True)
        ]
        counted = {one for one, counts in zip(said, self.counts.tolist(), strict=True) if counts}
        sources = Counter(place for place, _, _ in counted)
        camps = Counter((place, camp) for place, _, camp in counted)
        return np.array([sources[place] > camps[place, camp] for place, _, camp in said], dtype=bool)

    def speaks_as(self, interest: Interest) -> Bools:
        """Which statements serve that `interest`, as far as habits go (`Statement.speaks_as`)."""
        return np.array([one[2] == interest for one in self.speakers], dtype=bool)[self.speaker]

    def find_named(self) -> tuple[Ints, Bools]:
        """The day on which somebody first tells who holds each place, outright where anybody ever does; and whether nobody but
        sides does on that day."""
        places = len(self.heard)
        by_none, tells = self.speaks_as("none"), self.counts & (self.told != TOLD_NUMBERS["denied"])
        outright = tells & (self.told >= 0)
        ever = np.bincount(self.place[outright], minlength=places) > 0
        tells = np.where(ever[self.place], outright, tells)
        named = self.first.copy()
        named[ever] = self.shape[1]
        np.minimum.at(named, self.place[outright], self.day[outright])
        opens = tells & (self.day == named[self.place])
        told = np.bincount(self.place[opens], minlength=places)
        return named, (told > 0) & (np.bincount(self.place[opens & by_none], minlength=places) == 0)

    @cached_property
    def opening(self) -> Opening:
        """How the places come to be known."""
        named, claimed = self.find_named()
        return Opening(self.first, np.where(claimed, named, self.first), claimed)

    @cached_property
    def spoken(self) -> Spoken:
        """How the places themselves are spoken of."""
        granting = ~self.speaks_as("own") & np.isin(self.told, HELD_BY)
        favoured = (self.standing == STANDINGS.index("it holds")).T[: len(self.states) - 1]
        return Spoken(
            self.days_near(self.counts),
            np.bincount(self.place[self.counts & ~self.speaks_as("none")], minlength=len(self.heard)) > 0,
            np.array([self.days_near(granting & one) for one in favoured]),
        )

    def days_near(self, chosen: Bools) -> Bools:
        """The days (days, places) that lie no further than `SPOKEN_DAYS` from those of the chosen statements that count."""
        of_them = chosen & self.counts
        place, day = self.place[of_them], self.day[of_them]
        places, days = self.shape
        edges = np.zeros((days + 1, places), dtype=np.int32)
        np.add.at(edges, (np.maximum(day - SPOKEN_DAYS, 0), place), 1)
        np.add.at(edges, (np.minimum(day + SPOKEN_DAYS + 1, days), place), -1)
        return np.asarray(edges.cumsum(axis=0, dtype=np.int32)[:-1] > 0)

    def nats(self, habits: Habits) -> Floats:
        """How far each statement speaks for each class and phase (statements, classes, phases), in nats."""
        tables = np.array([habits.of(speaker).nats for speaker in self.speakers]).reshape(-1, *SHAPE)
        said = tables[self.speaker, np.maximum(self.told, 0)]
        said[self.dated] = forget_delay(said[self.dated], self.told[self.dated])
        seen = np.take_along_axis(said, self.standing[:, :, None], axis=1)
        return np.asarray(
            self.strength[:, None, None]
            * np.where((self.told >= 0)[:, None, None], seen, self.implied[:, :, None])
        )

    def spoken_with(self, lean: Floats | None) -> Spoken:
        """The same, where what is told around the places speaks so far for each holder (nats; places, days, holders): that
        grants him a place too."""
        if lean is None:
            return self.spoken
        return self.spoken._replace(granted=self.spoken.granted | (lean.transpose(2, 1, 0) >= GRANTING))

    def smooth(
        self, nats: Floats, rates: Rates, lean: Floats | None = None, counted: TurnCount | None = None
    ) -> Smoothed:
        """Chances by all statements, and by how far what is told around speaks for each holder; turns are added to `counted`.
        Nats are added as whole millionths: order changes nothing."""
        millionths = np.zeros((len(self.row_day), *nats.shape[1:]), dtype=np.int64)
        np.add.at(millionths, self.row, in_millionths(nats))
        heard = Heard(self.row_place, self.row_day, likelihood_of(millionths))
        smoothed = smooth(heard, self.opening, self.spoken_with(lean), rates, counted)
        if lean is None:
            return smoothed
        return Smoothed(lean_on(smoothed.states, lean), smoothed.heard)

    def count(self, habits: Habits, counts: dict[Speaker, Ints], turns: TurnCount) -> None:
        """Add to `counts` (told, standings, phases), in whole millionths, how places stood when statements were made, and
        how often they turned to `turns`: by the usual rates, against which that is compared.

        Of what is only told of a source, by somebody for whom nobody vouches, nothing is learned: lies put into its
        mouth would cost it its name.
        """
        nats = self.nats(habits)
        # Each is read here as anybody's would be: what was learned of a source must not bear out what it teaches.
        likely = self.smooth(nats, RATES, counted=turns).heard[self.row] * np.exp(self.nats(UNLEARNED) - nats)
        likely /= likely.sum(axis=(1, 2), keepdims=True)
        millionths = np.rint(likely * 1e6).astype(np.int64)
        for number, speaker in enumerate(self.speakers):
            mine = np.flatnonzero((self.speaker == number) & self.teaches)
            if len(mine):
                held = counts.setdefault(speaker, np.zeros(SHAPE, dtype=np.int64))
                for position in range(self.standing.shape[1]):
                    np.add.at(
                        held, (self.told[mine], self.standing[mine, position]), millionths[mine, position]
                    )

    def borne_out(self, nats: Floats, smoothed: Smoothed) -> list[float | None]:
        """The chance that each statement is true of its day by everything else; null where nothing else weighs.

        Being contested bears out that somebody does not hold it, not that somebody does.
        """
        others = smoothed.heard[self.row] * np.exp(-nats)
        by_class = others.sum(axis=2)
        right = (by_class * self.true()).sum(axis=1) / by_class.sum(axis=1)
        weighs = self.strength > 0
        known = np.bincount(self.place, weighs, len(self.heard))[self.place] - weighs > 0
        pairs = zip(right.tolist(), known.tolist(), strict=True)
        return [round(one, 4) if alone else None for one, alone in pairs]

    def alone(self, nats: Floats) -> Floats:
        """How far each statement, spoken alone of a place of which nothing is known, moves the odds of what it says (nats)."""
        return move_odds(nats, self.true())

    def true(self) -> Bools:
        """The classes (statements, classes) of which each statement is true."""
        return np.asarray(self.implied >= NOT_HELD_BUT_CONTESTED)


def in_millionths(nats: Floats) -> Ints:
    """Nats as whole millionths, whose sums are the same in any order."""
    return np.rint(nats * 1e6).astype(np.int64)


def likelihood_of(millionths: Ints) -> Floats:
    """Likelihoods (rows, classes, phases) of sums of such nats, the largest of each row being 1."""
    return np.asarray(np.exp((millionths - millionths.max(axis=(1, 2), keepdims=True)) / 1e6))


def move_odds(nats: Floats, true: Bools) -> Floats:
    """How far nats for each class and phase (rows, classes, phases) move, of a place of which nothing is known, the odds of
    the classes (rows, classes) that are `true`."""
    holders = nats.shape[1] // 2
    prior = class_chances(holders, RATES)[None, :, None] / nats.shape[2]
    after = prior * np.exp(nats - nats.max(axis=(1, 2), keepdims=True))
    told = true[:, :, None]
    said, not_said = (after * told).sum(axis=(1, 2)), (after * ~told).sum(axis=(1, 2))
    base = (prior * told).sum(axis=(1, 2)) / (prior * ~told).sum(axis=(1, 2))
    return np.asarray(np.log(said / not_said / base))


def true_classes(says: Sequence[str], states: tuple[str, ...]) -> Bools:
    """The classes (rows, classes) of which each saying is true."""
    rows = np.array([support_classes(one, states) for one in says], dtype=np.float64)
    return np.asarray(rows.reshape(-1, 2 * (len(states) - 1)) >= NOT_HELD_BUT_CONTESTED)


class Window(NamedTuple):
    """The days that count: evidence is of these, and the last is the last that has a row."""

    earliest: Day
    until: Day


def find_window(last: Day, until: Day) -> Window:
    """The days that count for questions up to the day `until`, where the `last` evidence is of that day.

    A far day costs nothing: days end `SILENT_DAYS` after the last evidence, whose row then stands, and evidence
    more than `LONGEST_DAYS` before the last is left out.
    """
    number = day_number(last)
    return Window(day_of(max(1, number - LONGEST_DAYS)), min(until, day_of(number + SILENT_DAYS)))


def last_spoken(statements: Iterable[Statement], until: Day) -> Day | None:
    """The last day up to `until` of which somebody speaks who counts: others neither end a war nor begin one."""
    spoken = (
        one.on
        for one in statements
        if one.on <= until and one.origin.vouched and one.origin.taken_back is None
    )
    return max(spoken, default=None)


def find_last(heard: Iterable[Day | None], until: Day) -> Day:
    """The last of the days of which somebody speaks at each place; `until` where nobody does."""
    return max((day for day in heard if day), default=until)


def forget_delay(said: Floats, told: Ints) -> Floats:
    """Log chances (statements, standings, phases) of words that have a day of their own: that is the event's, not the
    telling's, so that how long after it they come shows nothing. What tells of a turn is of one that has just come."""
    flat = np.broadcast_to(said.mean(axis=2, keepdims=True), said.shape).copy()
    for turn in TURNS:
        mine, true = told == TOLD_NUMBERS[turn], true_of(turn)
        best = said[mine][:, true].max(axis=2, keepdims=True)
        flat[np.ix_(mine, true, np.array(JUST_COME))] = np.broadcast_to(
            best, (*best.shape[:2], len(JUST_COME))
        )
    return flat


def lay_out(
    heard: Mapping[str, tuple[Statement, ...]],
    states: tuple[str, ...],
    window: Window,
    priors: Priors,
    around: Mapping[str, int] = NOTHING_AROUND,
) -> Iterator[Field]:
    """Fields of as many places as fit in memory, of what speaks about the days that count: places of which anybody spoke,
    or `around` which anything is told (from that day, as an ordinal)."""
    earliest, until = window
    known = {place_id: cut_days(statements, earliest, until) for place_id, statements in heard.items()}
    ids = [place_id for place_id, statements in known.items() if statements or place_id in around]
    if ids:
        began = [day_number(known[place_id][0].on) for place_id in ids if known[place_id]]
        began += [around[place_id] for place_id in ids if place_id in around]
        days = day_number(until) - min(began) + 1
        classes = 2 * (len(states) - 1)
        size = max(1, BATCH_CELLS // (days * classes * PHASES))
        scales = Scales(priors)
        for start in range(0, len(ids), size):
            yield Field(
                {place_id: known[place_id] for place_id in ids[start : start + size]},
                states,
                day_number(until),
                scales,
                around,
            )


def cut_days(statements: tuple[Statement, ...], earliest: Day, until: Day) -> tuple[Statement, ...]:
    """The statements, which are in order of the day, about days between two."""
    if statements and earliest <= statements[0].on and statements[-1].on <= until:
        return statements
    return tuple(one for one in statements if earliest <= one.on <= until)


def name_camp(statement: Statement) -> tuple[str | None, str | None]:
    """Whom a statement serves: the side that it is told for, or only whoever makes it."""
    alone = statement.speaks_as == "none"
    return (None, statement.origin.source) if alone else (statement.origin.side, None)


@cache
def see_standings(favours: tuple[str, ...], states: tuple[str, ...]) -> tuple[int, ...]:
    """For each class, how the place stands to those for whom a statement speaks (`STANDINGS`)."""
    favoured = [holder in favours for holder in states[:-1]]
    return (*(0 if one else 1 for one in favoured), *(2 if one else 3 for one in favoured))


@cache
def support_classes(says: str, states: tuple[str, ...]) -> list[float]:
    """How far a saying speaks for each class: 1 for what it says, a part for the contested ones."""
    holders = states[:-1]
    if says == CONTESTED:
        return [0.0] * len(holders) + [1.0] * len(holders)
    if says.startswith(NOT):
        return [float(NOT + one != says) for one in holders] + [NOT_HELD_BUT_CONTESTED] * len(holders)
    return [float(one == says) for one in holders] + [HELD_OR_CONTESTED] * len(holders)

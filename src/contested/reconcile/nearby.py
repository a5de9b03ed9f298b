"""Statements, and places asked about, in; what is told of other places nearby and says something of these, out.

Ground a few kilometres apart is mostly held by the same side, and behind a front by whoever comes from there: what is told
of one village speaks for the next, the more weakly the further off that is, and for the side on which it lies. It is no
evidence of that village's own: it makes no origin, no claim of a side and no dispute, and it teaches nothing about sources.
What is told of somewhere "near" or "west of" a village speaks for that village only in this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from contested.days import day_number
from contested.model import CONTESTED, Evidence, Place, Role
from contested.reconcile.chain import Floats, Ints
from contested.reconcile.facing import Facing, Gain
from contested.reconcile.field import HELD_BY, UNLEARNED, Field, Window, move_odds, true_classes
from contested.reconcile.ground import HELD_KM, NEXT_KM, REACHED_KM, Echoes, Shown, lean_alone, show_depth
from contested.reconcile.habits import Habits, Speaker
from contested.reconcile.priors import Priors
from contested.reconcile.profiles import HOLDING, STANDINGS, TOLD
from contested.reconcile.statements import NOT, Statement, find_ref
from contested.reconcile.weights import Scales, name_kind
from contested.sphere import Point, Points, offsets

# Further off than this nothing is said: on a public control map 12 km do no better.
REACH_KM = 8.0
# "Near X" and "west of X" are told of no point: they are taken to be so far from theirs, whatever the direction.
VAGUE_KM = 0.5
# Who repels an attack on a village holds it still; of the next that says less.
REPELLED = 0.25
# An advance that an analyst tells is a word of full weight: this is what priors.toml makes of it.
PART_OF_ANALYST = 0.4 * 2.5
# … and so is what he tells outright, by what is expected of anybody.
FULL: Speaker = "", "analyst", "none"
# Of ground beside a place, so much is said; less of what is only headed for.
BESIDE: dict[Role, float] = {"at": 1.0, "from": 1.0, "near": 1.0, "to": 0.5, "axis": 0.5}
# What reasons say of a place that lies in the ground of others, by what is told of the next.
BEYOND = "this lies beyond, on others' ground"
# So many are listed for a place, those that weigh most; all count.
LISTED = 10


class Told(Struct, frozen=True):
    """What is told of a point (degrees), give or take `vague_km`; `strength` is what it shows of its weight itself."""

    statement: Statement
    beside: bool
    lat: float
    lon: float
    vague_km: float
    strength: float


class InReach(NamedTuple):
    """What is told around one place: its number in `Nearby.told`, how far off it is (km), and how many km further into the
    ground of each holder the place lies (things told, holders)."""

    number: Ints
    km: Floats
    further: Floats


class Nearby:
    """All that is told of who holds places (`heard`), or ground beside them, to be asked what it says of others."""

    def __init__(
        self,
        heard: Mapping[str, tuple[Statement, ...]],
        beside: Mapping[str, tuple[Statement, ...]],
        places: Mapping[str, Place],
        states: tuple[str, ...],
        window: Window,
        priors: Priors,
        facing: Facing,
    ) -> None:
        of_places, of_ground = Scales(priors), Scales(replace(priors, role=BESIDE))
        told = (
            set_down(gain, (of_ground if gain.beside else of_places).weigh(gain.statement).strength)
            for gain in tell_gains(heard, beside, places, window)
        )
        self.told = sorted(
            (one for one in told if one.strength > 0),
            key=lambda one: (one.lat, one.lon, one.statement.on, one.statement.claim.claim_id),
        )
        self.states, self.places, self.facing = states, places, facing
        # They are in order of their points, and many have one: `spot` is each one's, `begins` where those of a spot begin.
        points = np.array([(one.lat, one.lon) for one in self.told]).reshape(-1, 2)
        spots, begins, self.spot = np.unique(points, axis=0, return_index=True, return_inverse=True)
        self.spots = Points(*np.ascontiguousarray(spots.T))
        self.begins = np.append(begins, len(points))
        self.vague = np.array([one.vague_km for one in self.told])
        self.day = np.array([day_number(one.statement.on) for one in self.told], dtype=np.int64)
        named = [one.statement.place_id for one in self.told]
        self.number_of = {place_id: number for number, place_id in enumerate(sorted({*named}))}
        self.named = np.array([self.number_of[one] for one in named], dtype=np.int64)
        self.beside = np.array([one.beside for one in self.told], dtype=bool)
        favours = [[holder in one.statement.favours for holder in states[:-1]] for one in self.told]
        self.favours = np.array(favours, dtype=bool).reshape(-1, len(states) - 1)
        outright = np.array([one.statement.told is not None for one in self.told], dtype=bool)
        self.held_km = np.where(outright, HELD_KM, REACHED_KM)
        self.true = true_classes([say_around(one.statement) for one in self.told], states)
        self.not_true = true_classes([say_beyond(one.statement, states) for one in self.told], states)
        self.nothing = InReach(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros((0, len(states) - 1)))
        self.in_reach: dict[str, InReach] = {}

    def find(self, place: Place) -> InReach:
        """What is told within reach of a place, but not of the place itself."""
        if place.place_id not in self.in_reach:
            self.in_reach[place.place_id] = self.look_around(place)
        return self.in_reach[place.place_id]

    def look_around(self, place: Place) -> InReach:
        band, to_spots = self.spots.around(place, REACH_KM)
        near = np.arange(self.begins[band.start], self.begins[band.stop])
        km = np.hypot(to_spots[self.spot[near] - band.start], self.vague[near])
        own = self.number_of.get(place.place_id, -1)
        within = (km <= REACH_KM) & (self.beside[near] | (self.named[near] != own))
        number = near[within]
        here = place.lat, place.lon
        east, north = offsets(here, self.spots.lat[self.spot[number]], self.spots.lon[self.spot[number]])
        further = -np.stack([east, north], axis=1) @ self.facing.towards(place).T
        return InReach(number, np.round(km[within], 3), np.round(further, 3))

    def first_days(self, place_ids: Iterable[str]) -> dict[str, int]:
        """Of each place around which anything is told, the first day of that, as an ordinal."""
        found = {place_id: self.find(self.places[place_id]).number for place_id in place_ids}
        return {place_id: int(self.day[numbers].min()) for place_id, numbers in found.items() if len(numbers)}

    def weigh(self, habits: Habits) -> Floats:
        """What each thing told is worth, beside an analyst's word."""
        word = cache(partial(weigh_word, habits=habits))
        return np.array([one.strength * word(one.statement.told, one.statement.speaker) for one in self.told])

    def echo(self, place_ids: Iterable[str], worth: Floats) -> Echoes:
        """What is told around each of the places, by their order."""
        found = [self.find(self.places[place_id]) for place_id in place_ids]
        place = np.repeat(np.arange(len(found)), [len(one.number) for one in found])
        around = InReach(*(np.concatenate(each) for each in zip(self.nothing, *found, strict=True)))
        return Echoes(place, self.day[around.number], self.show(around, worth))

    def show(self, around: InReach, worth: Floats) -> Shown:
        """What things told around a place show of its depth in the ground of each holder."""
        held_km = self.held_km[around.number, None]
        held = np.where(self.favours[around.number], held_km, -held_km)
        return show_depth(held + around.further, np.exp(-around.km / NEXT_KM), worth[around.number])

    def list_evidence(self, place: Place, worth: Floats) -> tuple[Evidence, ...]:
        """What weighs most of all that is told around a place, with the reason in words."""
        around = self.find(place)
        nats = lean_alone(self.show(around, worth))
        # Of what lies beyond where somebody came to, that says that it is not his.
        beyond = np.asarray(np.any(self.favours[around.number] & (nats < 0), axis=1))
        true = np.where(beyond[:, None], self.not_true[around.number], self.true[around.number])
        moved = move_odds(np.concatenate([nats, np.zeros_like(nats)], axis=1)[:, :, None], true)
        ranked = np.lexsort((around.number, around.km, -np.round(moved, 4)))[:LISTED].tolist()
        rows = zip(around.number[ranked], moved[ranked], around.km[ranked], beyond[ranked], strict=True)
        return tuple(
            self.record(self.told[number], float(nats), float(km), bool(past))
            for number, nats, km, past in rows
        )

    def record(self, told: Told, nats: float, km: float, beyond: bool) -> Evidence:
        """One thing told nearby, as evidence for a place `km` off, which lies `beyond` where somebody came to or not."""
        one, origin = told.statement, told.statement.origin
        beside = "ground beside " if told.beside else ""
        where = f"told of {beside}{self.places[one.place_id].name}, {km:.1f} km away"
        return Evidence(
            claim_id=one.claim.claim_id,
            origin_id=origin.origin_id,
            origin=origin.name,
            kind=origin.kind,
            side=origin.side,
            published=one.claim.published,
            on=one.on,
            says=say_beyond(one, self.states) if beyond else say_around(one),
            weight=round(nats, 4) + 0.0,
            reason="; ".join([name_kind(one), where, *([BEYOND] if beyond else [])]),
            against_interest=one.interest == "against",
            repeats=one.repeats,
            firm=False,
            reports=one.reports,
        )


def set_down(gain: Gain, strength: float) -> Told:
    """Where a statement is told that shows so much of its weight itself."""
    return Told(gain.statement, gain.beside, *gain.point, VAGUE_KM if gain.beside else 0.0, strength)


def tell_gains(
    heard: Mapping[str, tuple[Statement, ...]],
    beside: Mapping[str, tuple[Statement, ...]],
    places: Mapping[str, Place],
    window: Window,
) -> Iterator[Gain]:
    """All that is told of who holds ground about the days that count, and where."""
    for held, of_ground in ((heard, False), (beside, True)):
        for place_id, statements in held.items():
            place = places[place_id]
            for one in statements:
                if window.earliest <= one.on <= window.until and speaks_around(one):
                    point = find_ground(one, place) if of_ground else (place.lat, place.lon)
                    yield Gain(one, point, of_ground)


def find_ground(one: Statement, place: Place) -> Point:
    """The point of the ground beside a place of which a statement tells."""
    ref = find_ref(one)
    return (place.lat if ref.lat is None else ref.lat), (place.lon if ref.lon is None else ref.lon)


def speaks_around(one: Statement) -> bool:
    """Whether a statement says who holds ground: not that somebody fights or got in, or what somebody denies."""
    if one.claim.stance == "denied" or not one.favours:
        return False
    return one.told in HOLDING or (one.implies in ("part", "part_left") and len(one.favours) == 1)


def say_around(one: Statement) -> str:
    """What a statement says of the ground around: who advances holds the ground that he came over."""
    return one.favours[0] if one.says == CONTESTED and one.told is None else one.says


def say_beyond(one: Statement, states: tuple[str, ...]) -> str:
    """What it says of ground that lies beyond: somebody else has that."""
    others = [holder for holder in states[:-1] if holder not in one.favours]
    return others[0] if len(others) == 1 else f"{NOT}{one.favours[0]}"


def find_turned(field: Field, habits: Habits) -> Floats:
    """How much it is worth that each place itself is told outright to be a holder's (days, holders, places), at most 1."""
    places, days = field.shape
    outright = field.counts & np.isin(field.told, HELD_BY)
    word = cache(partial(weigh_word, habits=habits))
    worth = np.zeros(len(outright))
    for at in np.flatnonzero(outright).tolist():
        said = word(field.statements[at].told, field.statements[at].speaker)
        worth[at] = min(1.0, field.weighed[at].strength * said)
    turned = np.zeros((days, len(field.states) - 1, places))
    for number, mine in enumerate((field.standing == STANDINGS.index("it holds")).T[: turned.shape[1]]):
        np.maximum.at(turned[:, number], (field.day, field.place), worth * mine)
    return turned


def weigh_word(told: str | None, speaker: Speaker, habits: Habits) -> float:
    """What a word is worth, for each unit of its strength, beside an analyst's capture: by how far it tells who holds a
    place from who does not, and nothing where its speaker's words mean the opposite."""
    if told is None:
        return 1 / PART_OF_ANALYST
    share = REPELLED if told == "repelled" else 1.0
    return share * max(0.0, tell_apart(told, speaker, habits)) / tell_apart("captured", FULL, UNLEARNED)


def tell_apart(told: str, speaker: Speaker, habits: Habits) -> float:
    """How far a word tells a place that those hold for whom it speaks from one that others hold (nats); how long it has
    been so shows nothing of the next place."""
    said = habits.of(speaker).nats[TOLD.index(told)].mean(axis=1)
    return float(said[STANDINGS.index("it holds")] - said[STANDINGS.index("another holds")])

"""Statements, and places asked about, in; what is told of other places nearby and says something of these, out.

Ground a few kilometres apart is mostly held by the same side, so what is told of one village speaks, more weakly the
further off it is, for the next. It is no evidence of that village's own: it makes no origin, no claim of a side and no
dispute, and it teaches nothing about sources. What is told of somewhere "near" or "west of" a village speaks for that
village only in this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from contested.days import day_number
from contested.model import CONTESTED, Evidence, Place, Role
from contested.reconcile.chain import Floats, Ints
from contested.reconcile.field import Echoes, Window, move_odds, see_standings, true_classes
from contested.reconcile.habits import Habits, Speaker
from contested.reconcile.priors import Priors
from contested.reconcile.profiles import TOLD
from contested.reconcile.statements import Statement, find_ref
from contested.reconcile.weights import Scales, name_kind
from contested.sphere import Point, Points

# Chosen on one half of the questions of a public control map (blocks of twenty days) and checked on the other
# (docs/method/control.md): further off than this nothing is said, and what is said falls by e in FALL_KM.
REACH_KM = 8.0
FALL_KM = 4.0
# "Near X" and "west of X" are told of no point: they are taken to be so far from theirs, whatever the direction.
VAGUE_KM = 1.0
# Of what is told of a place, so much is told of the ground around it.
AROUND = 0.4
# Who repels an attack on a village holds it still; of the next that says less.
REPELLED = 0.5
# Who advances near a village holds the ground that he came over, or comes into it: nats for either, of an analyst's word.
ADVANCED_HOLDS, ADVANCED_COMES = 0.6, 0.7
PART_OF_ANALYST = 0.4 * 2.5  # what priors.toml makes of it, which is put in again
# Of ground beside a place, so much is said; less of what is only headed for.
BESIDE: dict[Role, float] = {"at": 1.0, "from": 1.0, "near": 1.0, "to": 0.5, "axis": 0.5}
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


class InReach(Struct, frozen=True, eq=False):
    """What is told around one place: its number in `Nearby.told` and its share there, by how far off it is (km)."""

    number: Ints
    share: Floats
    km: Floats


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
    ) -> None:
        of_places, of_ground = Scales(priors), Scales(replace(priors, role=BESIDE))
        said = [(one, of_places) for statements in heard.values() for one in statements]
        said += [(one, of_ground) for statements in beside.values() for one in statements]
        told = [
            set_down(one, scales is of_ground, places[one.place_id], scales.weigh(one).strength)
            for one, scales in said
            if window.earliest <= one.on <= window.until and speaks_around(one)
        ]
        self.told = sorted(
            (one for one in told if one.strength > 0),
            key=lambda one: (one.lat, one.lon, one.statement.on, one.statement.claim.claim_id),
        )
        self.states, self.priors, self.places = states, priors, places
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
        self.true = true_classes([say_around(one.statement) for one in self.told], states)
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
        number, km = near[within], np.round(km[within], 3)
        return InReach(number, np.round(np.exp(-km / FALL_KM), 4), km)

    def first_days(self, place_ids: Iterable[str]) -> dict[str, int]:
        """Of each place around which anything is told, the first day of that, as an ordinal."""
        found = {place_id: self.find(self.places[place_id]).number for place_id in place_ids}
        return {place_id: int(self.day[numbers].min()) for place_id, numbers in found.items() if len(numbers)}

    def nats(self, habits: Habits) -> Floats:
        """How far each thing told speaks for each class of a place where it is told."""
        known: dict[tuple[str | None, tuple[str, ...], Speaker], Floats] = {}
        rows = []
        for one in self.told:
            said = one.statement.told, one.statement.favours, one.statement.speaker
            if said not in known:
                known[said] = speak_around(*said, self.states, habits)
            rows.append(one.strength * known[said])
        return np.array(rows).reshape(len(self.told), 2 * (len(self.states) - 1))

    def echo(self, place_ids: Iterable[str], nats: Floats) -> Echoes:
        """What is told around each of the places, by their order."""
        found = [self.find(self.places[place_id]) for place_id in place_ids]
        number = np.concatenate([np.zeros(0, dtype=np.int64), *(one.number for one in found)])
        share = np.concatenate([np.zeros(0), *(one.share for one in found)])
        place = np.repeat(np.arange(len(found)), [len(one.number) for one in found])
        return Echoes(place, self.day[number], share[:, None] * nats[number])

    def list_evidence(self, place: Place, nats: Floats) -> tuple[Evidence, ...]:
        """What weighs most of all that is told around a place, with the reason in words."""
        around = self.find(place)
        rows = around.share[:, None] * nats[around.number]
        moved = move_odds(rows[:, :, None], self.true[around.number])
        ranked = np.lexsort((around.number, around.km, -np.round(moved, 4)))[:LISTED].tolist()
        return tuple(
            self.record(self.told[around.number[at]], float(moved[at]), float(around.km[at])) for at in ranked
        )

    def record(self, told: Told, nats: float, km: float) -> Evidence:
        """One thing told nearby, as evidence."""
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
            says=say_around(one),
            weight=round(nats, 4) + 0.0,
            reason=f"{name_kind(one)}; {where}",
            against_interest=one.interest == "against",
            repeats=one.repeats,
            firm=False,
            reports=one.reports,
        )


def set_down(one: Statement, beside: bool, place: Place, strength: float) -> Told:
    """Where a statement is told that shows so much of its weight itself."""
    if not beside:
        return Told(one, False, place.lat, place.lon, 0.0, strength)
    return Told(one, True, *find_ground(one, place), VAGUE_KM, strength)


def find_ground(one: Statement, place: Place) -> Point:
    """The point of the ground beside a place of which a statement tells."""
    ref = find_ref(one)
    return (place.lat if ref.lat is None else ref.lat), (place.lon if ref.lon is None else ref.lon)


def speaks_around(one: Statement) -> bool:
    """Whether a statement says who holds ground: not that somebody fights, or what somebody denies."""
    if one.claim.stance == "denied":
        return False
    return one.told is not None or (one.implies in ("part", "part_left") and len(one.favours) == 1)


def say_around(one: Statement) -> str:
    """What a statement says of the ground around: who advances holds the ground that he came over."""
    return one.favours[0] if one.says == CONTESTED and one.told is None else one.says


def speak_around(
    told: str | None, favours: tuple[str, ...], speaker: Speaker, states: tuple[str, ...], habits: Habits
) -> Floats:
    """How far what a speaker tells, in somebody's favour, speaks for each class there (nats for each unit of its strength);
    how long the place has stood so shows nothing of its neighbour."""
    if told is None:
        mine = np.array([float(holder in favours) for holder in states[:-1]])
        return np.concatenate([ADVANCED_HOLDS * mine, ADVANCED_COMES * mine]) / PART_OF_ANALYST
    said = habits.of(speaker).nats[TOLD.index(told)].mean(axis=1)
    share = AROUND * (REPELLED if told == "repelled" else 1.0)
    return np.asarray(share * said[np.array(see_standings(favours, states))])

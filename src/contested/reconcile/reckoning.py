"""Claims as they come in; control of those places of which they change what is said, out.

Habits are held as they were learned, so that one report touches only the places that it speaks of, and those in reach of
what it tells of them. What comes out is to the bit what all claims so far would give at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from contested.model import CONTESTED, Claim, Control, Day, LearnedHabits, Origin, Place
from contested.reconcile.control import Overheard, record_controls
from contested.reconcile.facing import Facing
from contested.reconcile.field import Window, find_last, find_window, last_spoken
from contested.reconcile.learned import read_counts
from contested.reconcile.nearby import REACH_KM, Nearby, find_ground
from contested.reconcile.priors import load_priors
from contested.reconcile.statements import Statement, gather_statements
from contested.sphere import Point, Points
from contested.theatres import Theatre

Traced = tuple[Iterable[Claim], Iterable[Origin]]


class Changed(NamedTuple):
    """Control of the places that changed, and the ids of those of which nothing is said any more; each by id."""

    controls: tuple[Control, ...]
    silent: tuple[str, ...]


class Reckoning:
    """What is said of each of `places` up to the day `until`, and what that comes to by the habits that were `learned`."""

    def __init__(self, places: Iterable[Place], theatre: Theatre, until: Day, learned: LearnedHabits) -> None:
        self.places = {place.place_id: place for place in places}
        self.theatre, self.until, self.priors = theatre, until, load_priors()
        self.states = (*theatre.holders, CONTESTED)
        counted = read_counts(learned)
        self.habits = counted.habits
        self.facing = Facing(counted.gains, len(self.states) - 1)
        self.claims: dict[str, Claim] = {}
        self.claims_at: dict[str, list[str]] = {}
        self.origin_of: dict[str, Origin] = {}
        self.heard: dict[str, tuple[Statement, ...]] = {}
        self.beside: dict[str, tuple[Statement, ...]] = {}
        by_latitude = sorted(self.places.values(), key=lambda place: place.lat)
        self.ids = np.array([place.place_id for place in by_latitude], dtype=object)
        self.points = index_points((place.lat, place.lon) for place in by_latitude)
        self.last: dict[str, Day | None] = {}
        self.window = find_window(until, until)

    def update(self, claims: Iterable[Claim], origins: Iterable[Origin]) -> Changed:
        """Take in claims, and origins that are new or that changed; control of the places that this touches."""
        changed = self.hold(claims, origins)
        heard = {one: self.heard[one] for one in sorted(changed & self.heard.keys()) if self.heard[one]}
        controls = tuple(
            record_controls(
                heard, self.states, self.window, self.habits, self.places, self.priors, self.listen(heard)
            )
        )
        return Changed(controls, tuple(sorted(changed - {one.place.place_id for one in controls})))

    def hold(self, claims: Iterable[Claim], origins: Iterable[Origin]) -> set[str]:
        """Take them in; the ids of the places that are to be worked out anew."""
        touched = self.note_claims(claims) | self.note_origins(origins)
        changed, told_at = self.hear(touched)
        changed |= {one for one in self.find_near(told_at) if self.heard.get(one)}
        window = find_window(find_last(self.last.values(), self.until), self.until)
        if window != self.window and self.moves(window):
            # Days are counted from the last evidence, so this concerns all.
            changed |= self.heard.keys()
        self.window = window
        return changed

    def note_claims(self, claims: Iterable[Claim]) -> set[str]:
        """Where claims are about that are new or read otherwise now; what one was about before counts too."""
        touched: set[str] = set()
        for claim in claims:
            before = self.claims.get(claim.claim_id)
            if before != claim:
                self.claims[claim.claim_id] = claim
                held = places_of(before) if before else set()
                for place_id in places_of(claim) - held:
                    self.claims_at.setdefault(place_id, []).append(claim.claim_id)
                touched |= places_of(claim) | held
        return touched

    def note_origins(self, origins: Iterable[Origin]) -> set[str]:
        """Where claims are about that come from elsewhere now, or whose origin is known otherwise."""
        touched: set[str] = set()
        for origin in origins:
            for claim_id in origin.claims:
                if self.origin_of.get(claim_id) != origin:
                    self.origin_of[claim_id] = origin
                    if claim_id in self.claims:
                        touched |= places_of(self.claims[claim_id])
        return touched

    def hear(self, touched: set[str]) -> tuple[set[str], set[Point]]:
        """Gather anew what is said of some places, and of ground beside them: the ids of those of which that is something
        else now, and all points of which it is told."""
        ids = dict.fromkeys(one for place_id in sorted(touched) for one in self.claims_at[place_id])
        origins = {id(origin): origin for origin in (self.origin_of[one] for one in ids)}
        claims = [self.claims[one] for one in ids]
        changed, told_at = set[str](), set[Point]()
        gathered = gather_statements(claims, origins.values(), self.places, self.theatre, self.priors)
        for held, found, beside in ((self.heard, gathered.at, False), (self.beside, gathered.beside, True)):
            others = {one for one in touched if found.get(one, ()) != held.get(one, ())}
            before = [*self.find_points(others, held, beside)]
            held |= {one: found.get(one, ()) for one in others}
            told_at.update(before, self.find_points(others, held, beside))
            if not beside:
                changed = others
        self.last |= {one: last_spoken(self.heard[one], self.until) for one in changed}
        return changed, told_at

    def find_points(
        self, place_ids: Iterable[str], held: Mapping[str, tuple[Statement, ...]], beside: bool
    ) -> Iterator[Point]:
        """The points of which is told what is held of places."""
        for place_id in place_ids:
            for one in held.get(place_id, ()):
                place = self.places[place_id]
                yield find_ground(one, place) if beside else (place.lat, place.lon)

    def find_near(self, points: Iterable[Point]) -> set[str]:
        """The ids of the places in whose reach any of the points lies."""
        near = np.zeros(len(self.ids), dtype=bool)
        for point in points:
            band, km = self.points.around(point, REACH_KM)
            near[band] |= km <= REACH_KM
        return set(self.ids[near])

    def listen(self, place_ids: Iterable[str]) -> Overheard:
        """All that is told in reach of some places."""
        points = {(self.places[one].lat, self.places[one].lon) for one in place_ids}
        asked = index_points(sorted(points))
        heard = {one: self.heard[one] for one in sorted(self.find_near(points) & self.heard.keys())}
        beside = {
            one: statements
            for one, statements in sorted(self.beside.items())
            if any(
                (asked.around(point, REACH_KM)[1] <= REACH_KM).any()
                for point in {*self.find_points([one], self.beside, True)}
            )
        }
        nearby = Nearby(heard, beside, self.places, self.states, self.window, self.priors, self.facing)
        return Overheard(nearby, nearby.weigh(self.habits))

    def moves(self, window: Window) -> bool:
        """Whether other days count now that anybody has spoken of, or that have a row."""
        first = max(window.earliest, self.window.earliest)
        spoken = any(statements and statements[0].on < first for statements in self.heard.values())
        return window.until != self.window.until or spoken


def index_points(points: Iterable[Point]) -> Points:
    """An index of points that are in order of latitude."""
    return Points(*np.array([*points], dtype=np.float64).reshape(-1, 2).T)


def places_of(claim: Claim) -> set[str]:
    """Where a claim is about."""
    return {ref.place_id for ref in claim.places if ref.place_id}


def reckon_again(
    before: Sequence[Control],
    held: Traced,
    other: Traced,
    places: Iterable[Place],
    theatre: Theatre,
    until: Day,
    learned: LearnedHabits,
) -> tuple[Control, ...]:
    """Control of all places, where `before` is that by the claims and origins that were `held` then; those that are `other`
    now, or new. No claim may be gone."""
    reckoning = Reckoning(places, theatre, until, learned)
    reckoning.hold(*held)
    now = reckoning.update(*other)
    anew = {*now.silent, *(one.place.place_id for one in now.controls)}
    kept = (one for one in before if one.place.place_id not in anew)
    return tuple(sorted((*kept, *now.controls), key=lambda one: one.place.place_id))

"""Claims as they come in; control of those places of which they change what is said, out.

Habits are held as they were learned, so that one report touches only the places that it speaks of. What comes out is
to the bit what all claims so far would give at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from contested.model import CONTESTED, Claim, Control, Day, LearnedHabits, Origin, Place
from contested.reconcile.control import record_controls
from contested.reconcile.field import Window, find_last, find_window, last_spoken
from contested.reconcile.learned import read_habits
from contested.reconcile.priors import load_priors
from contested.reconcile.statements import Statement, gather_statements
from contested.theatres import Theatre


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
        self.habits = read_habits(learned)
        self.claims: dict[str, Claim] = {}
        self.claims_at: dict[str, list[str]] = {}
        self.origin_of: dict[str, Origin] = {}
        self.heard: dict[str, tuple[Statement, ...]] = {}
        self.last: dict[str, Day | None] = {}
        self.window = find_window(until, until)

    def update(self, claims: Iterable[Claim], origins: Iterable[Origin]) -> Changed:
        """Take in claims, and origins that are new or that changed; control of the places that this touches."""
        changed = self.hold(claims, origins)
        heard = {place_id: self.heard[place_id] for place_id in sorted(changed & self.heard.keys())}
        controls = tuple(
            record_controls(heard, self.states, self.window, self.habits, self.places, self.priors)
        )
        return Changed(controls, tuple(sorted(changed - {one.place.place_id for one in controls})))

    def hold(self, claims: Iterable[Claim], origins: Iterable[Origin]) -> set[str]:
        """Take them in; the ids of the places that are to be worked out anew."""
        touched = self.note_claims(claims) | self.note_origins(origins)
        changed = self.hear(touched)
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
                    touched |= places_of(self.claims[claim_id])
        return touched

    def hear(self, touched: set[str]) -> set[str]:
        """Gather anew what is said of some places; the ids of those of which that is something else now."""
        ids = dict.fromkeys(one for place_id in sorted(touched) for one in self.claims_at[place_id])
        origins = {id(origin): origin for origin in (self.origin_of[one] for one in ids)}
        claims = (self.claims[one] for one in ids)
        found = gather_statements(claims, origins.values(), self.places, self.theatre, self.priors)
        changed = {one for one in touched if found.get(one, ()) != self.heard.get(one, ())}
        for place_id in changed:
            statements = found.get(place_id, ())
            self.last[place_id] = last_spoken(statements, self.until)
            self.heard[place_id] = statements
        return changed

    def moves(self, window: Window) -> bool:
        """Whether other days count now that anybody has spoken of, or that have a row."""
        first = max(window.earliest, self.window.earliest)
        spoken = any(statements and statements[0].on < first for statements in self.heard.values())
        return window.until != self.window.until or spoken


def places_of(claim: Claim) -> set[str]:
    """Where a claim is about."""
    return {ref.place_id for ref in claim.places if ref.place_id}

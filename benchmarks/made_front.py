"""A size and a seed in; a large made war, what its sources said of it and how it truly stood, out.

Every place changes hands a few times, with days of fighting before; sources of both sides and of none report it late,
some announce their own side's gains before they are there and pass over its losses. Made in the process, the same
on every machine; what can be shared between claims is, so that it is the program's memory that is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from contested.model import CONTESTED, Claim, Link, Origin, Place, PlaceRef, VoiceKind, When

DAYS = 1_000
CLAIMS_A_PLACE = 34
BEGAN = date(2031, 1, 1).toordinal()
# One in so many claims is somebody else's, taken from the last of its place.
REPEATED = 20
MOST_TURNS = 5
EVENTS = ("captured", "holds", "withdrew", "entered")
CAPTURED, HOLDS, WITHDREW, ENTERED = range(4)


class Speaker(NamedTuple):
    """A source: whom it is of (0, 1, or -1 for nobody), how many days late it is, how often its own side's gains are
    announced early, and how often it passes off a loss as none."""

    name: str
    kind: VoiceKind
    side: int
    late: float
    early: float
    lies: float
    vouched: bool = True


KINDS: tuple[tuple[VoiceKind, float], ...] = (
    ("military", 4.0),
    ("ministry", 5.0),
    ("channel", 1.0),
    ("channel", 0.5),
    ("channel", 2.0),
    ("outlet", 3.0),
    ("official", 6.0),
    ("channel", 1.5),
    ("witness", 1.0),
)
SPEAKERS = (
    *(Speaker(f"{side} {n}", kind, side, late, 0.04 * n, 0.05 * n) for side in (0, 1) for n, (kind, late) in enumerate(KINDS)),
    *(Speaker(f"none {n}", kind, -1, 2.0 + n, 0.0, 0.03 * n) for n, kind in enumerate(("think_tank", "analyst", "agency", "agency", "outlet", "analyst", "outlet"))),
    Speaker("nobody", "unnamed", -1, 0.0, 0.3, 0.5, vouched=False),
)  # fmt: skip


class Front(NamedTuple):
    """Places, what was said of them with where it comes from, and the state of each place on the last day."""

    places: tuple[Place, ...]
    claims: list[Claim]
    origins: list[Origin]
    truth: dict[str, str]
    until: str


class Words(NamedTuple):
    """What was said, one row a claim in order of the day: which event, of whose doing, whether denied, where, when, by whom."""

    event: npt.NDArray[np.int64]
    actor: npt.NDArray[np.int64]
    denied: npt.NDArray[np.bool_]
    place: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    speaker: npt.NDArray[np.int64]


def make_front(
    places: int, sides: tuple[str, str], seed: int = 1, claims_a_place: int = CLAIMS_A_PLACE
) -> Front:
    """A war over so many places, with so many claims each on average, in order of the days of publication."""
    rng = np.random.default_rng(seed)
    # One to 20 km², as the settlements of Ukraine lie.
    entries = tuple(
        Place(place_id=f"theatre:f{n}", name=f"F {n}", kind="settlement", lat=46 + n % 173 / 25, lon=30 + n // 173 / 16)
        for n in range(places)
    )  # fmt: skip
    truth = make_truth(rng, places)
    claims, origins = make_claims(tell(rng, truth, claims_a_place), entries, sides)
    states = (*sides, CONTESTED)
    ends = {
        entry.place_id: states[state] for entry, state in zip(entries, truth[:, -1].tolist(), strict=True)
    }
    return Front(entries, claims, origins, ends, day_of(DAYS - 1))


def make_truth(rng: np.random.Generator, places: int) -> npt.NDArray[np.int8]:
    """The state of each place on each day (0 and 1: a side's, 2: contested): up to five turns, each after a fight."""
    truth = np.empty((places, DAYS), dtype=np.int8)
    holder = (np.arange(places) % 2).astype(np.int8)
    truth[:] = holder[:, None]
    span = DAYS // MOST_TURNS
    for turn in range(MOST_TURNS):
        begins = turn * span + rng.integers(0, span // 2, places)
        ends = begins + rng.integers(2, span // 2, places)
        fought, taken = rng.random(places) < 0.5, rng.random(places) < 0.7
        for one in np.flatnonzero(fought).tolist():
            truth[one, begins[one] : ends[one]] = 2
            if taken[one]:
                holder[one] = 1 - holder[one]
            truth[one, ends[one] :] = holder[one]
    return truth


def tell(rng: np.random.Generator, truth: npt.NDArray[np.int8], claims_a_place: int) -> Words:
    """What sources say by their habits: how it stood some days ago, was to stand for their own side, or did not."""
    size = len(truth) * claims_a_place
    day = np.sort(rng.integers(0, DAYS, size))
    place, speaker = rng.integers(0, len(truth), size), rng.integers(0, len(SPEAKERS), size)
    side = np.array([one.side for one in SPEAKERS])[speaker]
    late = rng.poisson(np.array([one.late for one in SPEAKERS])[speaker])
    early = (rng.random(size) < np.array([one.early for one in SPEAKERS])[speaker]) & (side >= 0)
    state = truth[place, np.maximum(day - late, 0)].astype(np.int64)
    before = truth[place, np.maximum(day - late - 15, 0)]
    comes = truth[place, np.minimum(day + 25, DAYS - 1)]
    state = np.where(early & (comes == side), side, state)
    lies = rng.random(size) < np.array([one.lies for one in SPEAKERS])[speaker]
    own = np.where(side >= 0, side, rng.integers(0, 2, size))
    actor = np.where(state == 2, np.where(before < 2, 1 - before, own), state)
    event = np.where(state == 2, ENTERED, np.where(before == state, HOLDS, CAPTURED))
    loses = (state != 2) & (state != own) & (event == CAPTURED)
    # Who has lost a place says that it left, or denies it; who lies says that it holds what it does not.
    admits = loses & (rng.random(size) < 0.5)
    event, actor = np.where(admits, WITHDREW, event), np.where(admits, 1 - actor, actor)
    lies &= state != own
    denied = lies & loses
    event, actor = np.where(lies & ~denied, HOLDS, event), np.where(lies & ~denied, own, actor)
    event, actor = np.where(denied, CAPTURED, event), np.where(denied, 1 - own, actor)
    return Words(event, actor, denied, place, day, speaker)


def make_claims(
    words: Words, places: Sequence[Place], sides: tuple[str, str]
) -> tuple[list[Claim], list[Origin]]:
    """Claims with their origins. What claims can share they do."""
    at = [
        (PlaceRef(text=one.name, role="at", place_id=one.place_id, name=one.name, lat=one.lat, lon=one.lon),)
        for one in places
    ]
    days = [day_of(day) for day in range(DAYS)]
    whens = [When(start=day, end=day, text=None, basis="publication") for day in days]
    claims: list[Claim] = []
    origins: list[Origin] = []
    latest: dict[int, tuple[int, int, int, bool]] = {}
    for number, (event, actor, denied, place, day, speaker) in enumerate(
        zip(*(column.tolist() for column in words), strict=True)
    ):
        claim_id = f"c{number}"
        if number % REPEATED == 0 and place in latest:
            origin, event, actor, denied = latest[place]
            origins[origin] = repeat(origins[origin], claim_id)
        else:
            latest[place] = len(origins), event, actor, denied
            origins.append(make_origin(claim_id, SPEAKERS[speaker], sides))
        claims.append(
            Claim(
                claim_id=claim_id,
                report_id=claim_id,
                report_name="",
                start=0,
                end=1,
                text=".",
                event=EVENTS[event],
                actor=sides[actor],
                target=sides[1 - actor],
                places=at[place],
                when=whens[day],
                voices=(),
                stance="denied" if denied else "asserted",
                figures=(),
                rule="made",
                score=0.9,
                published=days[day],
            )
        )
    return claims, origins


def make_origin(claim_id: str, speaker: Speaker, sides: tuple[str, str]) -> Origin:
    """One source's word."""
    return Origin(
        origin_id=claim_id,
        source=speaker.name,
        name=speaker.name,
        kind=speaker.kind,
        side=None if speaker.side < 0 else sides[speaker.side],
        vouched=speaker.vouched,
        first=claim_id,
        claims=(claim_id,),
        chain=(),
        reasons=(),
    )


def repeat(origin: Origin, claim_id: str) -> Origin:
    """The same, which somebody repeats."""
    link = Link(claim_id=claim_id, to=origin.first, kind="copies", name=origin.name, reason="")
    return replace(origin, claims=(*origin.claims, claim_id), links=(*origin.links, link))


def day_of(number: int) -> str:
    """A day of the war."""
    return date.fromordinal(BEGAN + number).isoformat()

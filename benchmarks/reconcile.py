"""A million claims about thirty thousand places over a thousand days: how long it takes to say who holds what.

Run it on one core, as

    OMP_NUM_THREADS=1 python benchmarks/reconcile.py

It makes large wars (made_front.py), reconciles each, and prints time, growth and memory; how well it
answers for the last day, beside two baselines over the same claims; and what one new report costs. The made
worlds by which answers are judged are in made_world.py.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from made_front import CLAIMS_A_PLACE, Front, make_front
from msgspec.structs import replace

from contested.days import shift_day
from contested.model import CONTESTED, Claim, Control, LearnedHabits
from contested.reconcile import Reckoning, reckon_control, status_on
from contested.theatres import Theatre, list_theatres, load_theatre

PLACES = (3_000, 9_000, 30_000)
MAJORITY_DAYS = 30
# Claims of the new report.
REPORT = 10


class Measured(NamedTuple):
    """What a number of claims took: seconds of the processor, and by the clock."""

    claims: int
    seconds: float
    waited: float


def main() -> None:
    """Measure each size in turn, the largest last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, nargs="+", default=PLACES)
    parser.add_argument("--theatre", default=next(iter(list_theatres())), help="whose sides fight the war")
    options = parser.parse_args()
    theatre = load_theatre(options.theatre)
    measured = [measure(places, theatre) for places in options.places]
    for one, other in pairwise(measured):
        ratio = (other.seconds / other.claims) / (one.seconds / one.claims)
        print(f"{other.claims:,} claims cost {ratio:.2f} times as much a claim as {one.claims:,}")


def measure(places: int, theatre: Theatre) -> Measured:
    """Make a war over so many places, and reconcile it."""
    front = make_front(places, (theatre.holders[0], theatre.holders[1]))
    print(f"{len(front.claims):,} claims, {places:,} places; with the input {memory()} MB", flush=True)
    began, waits = time.process_time(), time.perf_counter()
    controls, learned = reckon_control(
        front.claims, front.origins, front.places, theatre, front.until, asked=()
    )
    seconds, waited = time.process_time() - began, time.perf_counter() - waits
    print(f"  reconciled in {seconds:.1f} s ({waited:.1f} by the clock); in all {memory()} MB", flush=True)
    answers = {one.place.place_id: status_on(one, front.until).state for one in controls}
    print_score("this", score(answers, front.truth), seconds)
    for name, ask in (("last claim", ask_last), ("majority", ask_majority)):
        began = time.process_time()
        states = ask(front)
        print_score(name, score(states, front.truth), time.process_time() - began)
    add_report(front, theatre, learned, controls)
    print(f"  in all {memory()} MB", flush=True)
    return Measured(places * CLAIMS_A_PLACE, seconds, waited)


def add_report(front: Front, theatre: Theatre, learned: LearnedHabits, controls: tuple[Control, ...]) -> None:
    """Hold all claims but the last ten, and take them in as one new report; what comes out is as it was at once."""
    new = {claim.claim_id for claim in front.claims[-REPORT:]}
    late = [origin for origin in front.origins if not new.isdisjoint(origin.claims)]
    changed = {id(origin) for origin in late}
    reckoning = Reckoning(front.places, theatre, front.until, learned)
    before = [replace(one, claims=tuple(c for c in one.claims if c not in new)) for one in late]
    early = [one for one in front.origins if id(one) not in changed]
    reckoning.hold(front.claims[:-REPORT], [*early, *(one for one in before if one.claims)])
    began, waits = time.process_time(), time.perf_counter()
    found = reckoning.update(front.claims[-REPORT:], late).controls
    seconds, waited = time.process_time() - began, time.perf_counter() - waits
    expected = {one.place.place_id: one for one in controls}
    same = all(expected[one.place.place_id] == one for one in found)
    print(
        f"  a new report of {REPORT} claims touched {len(found)} places and took {seconds:.2f} s "
        f"({waited:.2f} by the clock); {'the same' if same else 'NOT the same'} to the bit",
        flush=True,
    )


def ask_last(front: Front) -> dict[str, str]:
    """The state of each place by the last claim about it."""
    return {claim.places[0].place_id or "": told_state(claim) for claim in front.claims}


def ask_majority(front: Front) -> dict[str, str]:
    """The state that most claims of the last days tell, the later first; by the last claim where there are none."""
    since = shift_day(front.until, -MAJORITY_DAYS)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in reversed(front.claims):
        if (claim.published or "") >= since:
            votes[claim.places[0].place_id or ""][told_state(claim)] += 1
    return ask_last(front) | {place: said.most_common(1)[0][0] for place, said in votes.items()}


def told_state(claim: Claim) -> str:
    """The state that a claim tells of, taken at its word."""
    if claim.event == "entered":
        return CONTESTED
    other = claim.event == "withdrew" or claim.stance == "denied"
    return (claim.target if other else claim.actor) or CONTESTED


def score(answers: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float]:
    """Macro F1 over the true states, and the share of right answers."""
    pairs = Counter((answers.get(place, ""), state) for place, state in truth.items())
    scores = []
    for state in sorted(set(truth.values())):
        found = sum(count for (said, _), count in pairs.items() if said == state)
        there = sum(count for (_, true), count in pairs.items() if true == state)
        scores.append(2 * pairs[state, state] / (found + there))
    right = sum(count for (said, true), count in pairs.items() if said == true)
    return sum(scores) / len(scores), right / len(truth)


def print_score(name: str, scored: tuple[float, float], seconds: float) -> None:
    print(f"  {name:>10}: macro F1 {scored[0]:.3f}, right {scored[1]:.3f}, in {seconds:.2f} s", flush=True)


def memory() -> str:
    """The most memory that this process has taken, in MB."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}"


if __name__ == "__main__":
    main()

"""The ground between places, measured.

    python benchmarks/areas.py spots CONTROL.csv     each spot of a public map by the others, beside two baselines; rivers
    python benchmarks/areas.py fronts [--seeds N]    whether bounds of areas hold the truth of invented fronts
    python benchmarks/areas.py time [PLACES DAYS]    how long the areas of so many places and days take

CONTROL.csv has name,lat,lon,from,source,state (not part of this repository).
"""

from __future__ import annotations

import argparse
import csv
import math
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from contested.model import Claim, Control, Figure, Place, PlaceRef, When, pack_rows
from contested.reconcile.areas import check_areas, map_areas
from contested.reconcile.areas.plane import Floats, Plane, plane_of
from contested.reconcile.areas.smoother import REACH_KM, TWENTIETHS, smooth_places, weigh_places
from contested.theatres import Theatre, load_theatre

STATES = ("UA", "RU", "contested")
FIRST = date(2024, 1, 1)
# Every 45th day of the map, two years of it: first half and second half are told apart.
SPOT_DAYS = [(date(2022, 6, 1) + timedelta(45 * number)).isoformat() for number in range(17)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("spots").add_argument("control", type=Path)
    commands.add_parser("fronts").add_argument("--seeds", type=int, default=50)
    timed = commands.add_parser("time")
    timed.add_argument("places", type=int, nargs="?", default=2000)
    timed.add_argument("days", type=int, nargs="?", default=400)
    asked = parser.parse_args()
    if asked.command == "spots":
        print_spots(asked.control)
    elif asked.command == "fronts":
        print_fronts(asked.seeds)
    else:
        print_time(asked.places, asked.days)


# Spots of a public map, each left out in turn.


class Spots(NamedTuple):
    """Points on the plane, and the state of each on each of `SPOT_DAYS` as a number, -1 where the map has none."""

    points: Floats
    states: np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def read_spots(file: Path, plane: Plane) -> Spots:
    turns: dict[tuple[str, float, float], list[tuple[str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["source"] == "DeepState map":
                turns[row["name"], float(row["lat"]), float(row["lon"])].append((row["from"], row["state"]))
    keys = sorted(turns)
    states = [
        [
            next((STATES.index(state) for start, state in sorted(turns[key])[::-1] if start <= day), -1)
            for day in SPOT_DAYS
        ]
        for key in keys
    ]
    lat, lon = np.array([key[1:] for key in keys]).T
    return Spots(plane.flatten(lat, lon), np.array(states))


class Score(NamedTuple):
    """Log-loss, Brier score and accuracy; and of the spots that are put at 0.8 or more on a side, how many there are and
    how many of them are that side's."""

    log_loss: float
    brier: float
    right: float
    sure: int
    sure_right: float


Ask = Callable[[int, Floats], Floats]


def score(spots: Spots, days: range, ask: Ask) -> Score:
    """Asks for each spot within reach of another what `ask` makes of the others' states on a day."""
    chances, truth = [], []
    for day in days:
        known = spots.states[:, day] >= 0
        one_hot = np.eye(3)[spots.states[:, day]] * known[:, None]
        for number in np.flatnonzero(known):
            others = one_hot.copy()
            others[number] = 0
            apart = np.hypot(*(spots.points - spots.points[number]).T)
            if ((apart <= REACH_KM) & others.any(axis=1)).any():
                chances.append(ask(number, others))
                truth.append(spots.states[number, day])
    given, right = np.array(chances), np.array(truth)
    rows = np.arange(len(right))
    sides = given[:, :2]
    sure = sides.max(axis=1) >= 0.8
    return Score(
        log_loss=float(-np.log(given[rows, right]).mean()),
        brier=float(((given - np.eye(3)[right]) ** 2).sum(axis=1).mean()),
        right=float((given.argmax(axis=1) == right).mean()),
        sure=int(sure.sum()),
        sure_right=float((sides.argmax(axis=1) == right)[sure].mean()),
    )


def ask_smoother(spots: Spots, moved: Callable[[int], Floats] | None = None) -> Ask:
    """What the product says of a spot; `moved` gives the points as they lie to the spot, where not as they are."""

    def ask(number: int, others: Floats) -> Floats:
        points = moved(number) if moved else spots.points
        weights, near = weigh_places(spots.points[number : number + 1], points)
        steps = np.rint(others * TWENTIETHS).astype(np.int8)
        chances, spoken = smooth_places(steps[None], weights, np.maximum(near, 1.0))
        assert spoken.all()
        return np.asarray(chances[0, :, 0])

    return ask


def ask_kernel(spots: Spots, weigh: Callable[[Floats], Floats], left_open: float) -> Ask:
    """A weighted mean of the others, with so much left open."""

    def ask(number: int, others: Floats) -> Floats:
        apart = np.hypot(*(spots.points - spots.points[number]).T)
        apart[~others.any(axis=1)] = np.inf
        weights = weigh(apart)
        return np.asarray((1 - left_open) * (weights @ others) / weights.sum() + left_open / 3)

    return ask


def nearest(apart: Floats) -> Floats:
    return np.asarray((np.arange(len(apart)) == apart.argmin()).astype(float))


def gaussian(km: float) -> Callable[[Floats], Floats]:
    return lambda apart: np.exp(-(apart**2) / (2 * km**2)) + 1e-12 * nearest(apart)


def cross_rivers(spots: Spots, theatre: Theatre, plane: Plane, km: float) -> Callable[[int], Floats]:
    """The spots as they lie to one of them, those across a river so much further off for each bank in between."""
    courses = [
        plane.flatten(*np.array(line)[:, ::-1].T)
        for shape in theatre.shapes.values()
        if shape.kind == "river"
        for line in shape.courses
    ]

    @cache
    def moved(number: int) -> Floats:
        here = spots.points[number]
        banks = sum(
            (count_crossings(here, spots.points, course) % 2 for course in courses),
            np.zeros(len(spots.points)),
        )
        apart = np.maximum(np.hypot(*(spots.points - here).T), 1e-9)
        return np.asarray(here + (spots.points - here) * (1 + km * banks / apart)[:, None])

    return moved


def count_crossings(here: Floats, points: Floats, course: Floats) -> Floats:
    """How often the straight way from a point to each of others crosses a course."""
    crossed = np.zeros(len(points))
    for start, end in pairwise(course):
        along = end - start
        side = (points - start) @ np.array([-along[1], along[0]])
        mine = (here - start) @ np.array([-along[1], along[0]])
        way = points - here
        ends = [way[:, 0] * (bank - here)[1] - way[:, 1] * (bank - here)[0] for bank in (start, end)]
        crossed += ((side > 0) != (mine > 0)) & ((ends[0] > 0) != (ends[1] > 0))
    return crossed


def print_spots(file: Path) -> None:
    theatre = load_theatre("russia_ukraine")
    plane = plane_of(theatre.settings.bbox)
    spots = read_spots(file, plane)
    asked = {
        "nearest spot, 0.15 open": ask_kernel(spots, nearest, 0.15),
        "Gaussian, 2 km, 0.07 open": ask_kernel(spots, gaussian(2.0), 0.07),
        "this smoother": ask_smoother(spots),
    } | {
        f"with rivers as {km:g} km": ask_smoother(spots, cross_rivers(spots, theatre, plane, km))
        for km in (0.5, 1, 2, 4)
    }
    print_pairs(spots)
    print("| method | log-loss, first half | second | both | Brier | right | sure (0.8) | of them right |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, ask in asked.items():
        first, second, both = (score(spots, days, ask) for days in (range(9), range(9, 17), range(17)))
        print(
            f"| {name} | {first.log_loss:.3f} | {second.log_loss:.3f} | {both.log_loss:.3f} | {both.brier:.3f}"
            f" | {both.right:.3f} | {both.sure:,} | {both.sure_right:.3f} |"
        )


def print_pairs(spots: Spots) -> None:
    """How often two spots have the same state, by how far apart they are."""
    apart = np.sqrt(((spots.points[:, None] - spots.points[None]) ** 2).sum(axis=2))
    known = spots.states >= 0
    both = known[:, None] & known[None]
    same = (spots.states[:, None] == spots.states[None]) & both
    for low, high in pairwise((0, 2, 4, 6, 8, 10, 12, 15, 20, 30, 50)):
        pairs = (apart >= low) & (apart < high) & ~np.eye(len(apart), dtype=bool)
        print(f"{low} to {high} km apart: {same[pairs].sum() / both[pairs].sum():.3f} have the same state")


# Invented fronts, whose truth is known everywhere.


class Front(NamedTuple):
    """A front that moves once: its places as controls, who truly holds the ground before and after (-1, 0 or 1 for UA,
    nobody, RU) at points a kilometre apart, and the two days."""

    controls: tuple[Control, ...]
    points: Floats
    before: Floats
    after: Floats
    days: tuple[str, str]


def draw_line(random: np.random.Generator, rough: float) -> Callable[[Floats], Floats]:
    """How far east a front runs at each km north: waves of all lengths, the short ones lower."""
    waves = [
        (length, rough * length * random.normal(0, 0.05), random.uniform(0, 6.28))
        for length in (90, 45, 22, 11, 6)
    ]
    return lambda north: sum(
        (height * np.sin(2 * math.pi * north / length + turn) for length, height, turn in waves),
        np.zeros_like(north),
    )


def make_front(seed: int, plane: Plane, km: float = 80.0) -> Front:
    """A square of ground with a front from south to north, places scattered over it, and what is thought of each.

    What is thought is honest: of places held with chance p, a share p is. The front moves east here and there.
    """
    random = np.random.default_rng(seed)
    line = draw_line(random, random.uniform(0.5, 2.0))
    grey = random.uniform(0.2, 1.5)
    where, wide, deep = random.uniform(-20, 20), random.uniform(5, 15), random.uniform(2, 10)

    def side(points: Floats, moved: bool) -> Floats:
        east = line(points[:, 1]) + moved * deep * np.exp(-(((points[:, 1] - where) / wide) ** 2))
        off = points[:, 0] - east
        return np.asarray(np.where(np.abs(off) < grey, 0.0, np.sign(off)))

    count = int(km * km / random.uniform(15, 60))
    places = np.round(random.uniform(-km / 2, km / 2, (count, 2)), 3)
    sure = np.where(
        random.random(count) < 0.8, random.uniform(0.9, 0.99, count), random.uniform(0.5, 0.9, count)
    )
    honest = random.random(count) < sure
    degrees = plane.unflatten(places)
    controls = []
    for number in range(count):
        rows = []
        for moved in (False, True):
            truth = int(side(places[number : number + 1], moved)[0])
            state = {-1: 0, 0: 2, 1: 1}[truth]
            if not honest[number]:
                state = (state + 1 + int(random.integers(2))) % 3
            row = np.full(3, (1 - sure[number]) / 2)
            row[state] = sure[number]
            rows.append(tuple(row.tolist()))
        lon, lat = degrees[number].tolist()
        controls.append(make_control(f"made:{number:04}", lat, lon, FIRST, (rows[0],) * 15 + (rows[1],) * 15))
    grid = np.arange(-km / 2 - 10, km / 2 + 11)
    points = np.stack(np.meshgrid(np.round(grid), np.round(grid)), axis=-1).reshape(-1, 2)
    points = points[nearest_km(points, places) <= REACH_KM]
    last = (FIRST + timedelta(29)).isoformat()
    return Front(tuple(controls), points, side(points, False), side(points, True), (FIRST.isoformat(), last))


def make_control(
    place_id: str, lat: float, lon: float, first: date, rows: tuple[tuple[float, ...], ...]
) -> Control:
    place = Place(place_id=place_id, name=place_id, kind="settlement", lat=lat, lon=lon)
    return Control(place=place, states=STATES, first=first.isoformat(), chances=pack_rows(rows), evidence=())


def nearest_km(points: Floats, places: Floats) -> Floats:
    squared = ((points[:, None] - places[None]) ** 2).sum(axis=2)
    return np.asarray(np.sqrt(squared.min(axis=1)))


class Held(NamedTuple):
    """Bounds and truth of one area, in km², and what is likely, where that is said."""

    what: str
    low: float
    truth: float
    high: float
    likely: float | None = None

    @property
    def holds(self) -> bool:
        return self.low <= self.truth <= self.high


def check_front(seed: int, theatre: Theatre) -> Iterator[Held]:
    """All ground of each side, its ground and its gains within 15 km of every tenth place near the front."""
    plane = plane_of(theatre.settings.bbox)
    front = make_front(seed, plane)
    days = map_areas(front.controls, theatre, front.days[1]).days
    for number, truth in ((0, front.before), (-1, front.after)):
        for side, sign in (("UA", -1), ("RU", 1)):
            area = next(one for one in days[number].sides if one.side == side)
            yield Held("all", area.low, int((truth == sign).sum()), area.high, area.likely)
    claims = [
        make_claim(f"{event}-{side}-{one.place.place_id}", event, side, one.place)
        for one in front.controls[::10]
        for side in ("UA", "RU")
        for event in ("holds", "advanced")
    ]
    places = {one.place.place_id: one.place for one in front.controls}
    for found in check_areas(claims, (), front.controls, theatre, front.days[1]):
        if found.map_low is None or found.map_high is None or found.finding == "unchecked":
            continue
        place = places[found.place_id or ""]
        middle = plane.flatten(np.array([place.lat]), np.array([place.lon]))
        here = nearest_km(front.points, middle) <= (found.around_km or 0)
        sign = {"UA": -1, "RU": 1}[found.side or ""]
        truth = (
            front.after == sign if found.measure == "held" else (front.after == sign) & (front.before != sign)
        )
        yield Held(found.measure, found.map_low, int((truth & here).sum()), found.map_high)


def make_claim(claim_id: str, event: str, side: str, place: Place) -> Claim:
    """Somebody states ten square kilometres at a place, in the middle of the month."""
    day = (FIRST + timedelta(15)).isoformat()
    return Claim(
        claim_id=claim_id,
        report_id="made",
        report_name="made",
        start=0,
        end=1,
        text="",
        event=event,
        actor=side,
        target=None,
        places=(
            PlaceRef(
                text=place.name,
                role="near",
                place_id=place.place_id,
                name=place.name,
                lat=place.lat,
                lon=place.lon,
                uncertainty_km=2.0,
            ),
        ),
        when=When(start=day, end=day, text=None, basis="explicit"),
        voices=(),
        stance="asserted",
        figures=(Figure(low=10, high=10, unit="sq km", text="ten square kilometres"),),
        rule="made",
        score=1.0,
    )


def print_fronts(seeds: int) -> None:
    theatre = load_theatre("russia_ukraine")
    found: dict[str, list[Held]] = defaultdict(list)
    for seed in range(seeds):
        for one in check_front(seed, theatre):
            found[one.what].append(one)
    print("| area | asked | bounds hold the truth | middle width of the bounds | of the truth |")
    print("| --- | --- | --- | --- | --- |")
    for what, held in found.items():
        share = sum(one.holds for one in held) / len(held)
        width = np.median([one.high - one.low for one in held])
        truth = np.median([one.truth for one in held])
        print(f"| {what} | {len(held):,} | {share:.3f} | {width:,.0f} km² | {truth:,.0f} km² |")
    likely = [one.likely / one.truth for one in found["all"] if one.likely is not None]
    print(
        f"\nThe likely area of a side is {np.median(likely):.2f} of the true one (middle of {len(likely)})."
    )


# Time.


def make_long_front(places: int, days: int) -> tuple[Control, ...]:
    """Places along 900 km of front, of each of which one day in twenty tells something."""
    random = np.random.default_rng(1)
    along = random.uniform(0, 1, places)
    off = random.normal(0, 14, places)
    lat, lon = 46.8 + along * 3.6 - off / 185, 34.5 + along * 4.2 + off / 90
    front = np.cumsum(random.normal(0, 0.25, days))
    controls = []
    for number in range(places):
        begins, leaning, rows = int(random.integers(0, min(60, days))), 0.0, []
        for day in range(begins, days):
            if random.random() < 0.05 or day == begins:
                leaning = float(np.clip(0.8 * (off[number] - front[day] - day / 30) + random.normal(), -5, 5))
            else:
                leaning *= 0.995
            ours = 1 / (1 + math.exp(-leaning))
            contested = 0.4 * math.exp(-leaning * leaning / 2) + 0.04
            rows.append(((1 - contested) * ours, (1 - contested) * (1 - ours), contested))
        controls.append(
            make_control(
                f"made:{number:05}",
                float(lat[number]),
                float(lon[number]),
                FIRST + timedelta(begins),
                tuple(rows),
            )
        )
    return tuple(controls)


def print_time(places: int, days: int) -> None:
    theatre = load_theatre("russia_ukraine")
    controls = make_long_front(places, days)
    began, cpu = time.perf_counter(), time.process_time()
    found = map_areas(controls, theatre, (FIRST + timedelta(days - 1)).isoformat())
    print(
        f"{places:,} places, {days:,} days: {time.perf_counter() - began:.1f} s, {time.process_time() - cpu:.1f} s of CPU time,"
        f" {len(found.days):,} days with changes, {len(found.patches):,} patches,"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB at most"
    )


if __name__ == "__main__":
    main()

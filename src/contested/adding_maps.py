"""A map of who holds what on a day, and whose map it is, in; its settlements as that source's claims in the ledger, out.

Each settlement of the gazetteer that lies within an area is one claim that its side holds it (`holds`), or that it is
contested (`entered`): what a map says of one village it says of that village alone. The evidence are the words of the
area in the file, which the archive keeps whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from contested.adding import AT_ONCE
from contested.errors import RejectedReport, UsageError
from contested.ingest.clean import CLEANER
from contested.ingest.control_map import READER, Area, ControlMap, read_control_map
from contested.ingest.languages import guess_language
from contested.ingest.polygons import find_within
from contested.ledger import Reading
from contested.locate.gazetteer import Gazetteer
from contested.model import CONTESTED, TOLD, Claim, Day, Place, PlaceRef, Rejection, Report, When, content_id
from contested.pipeline import Workshop, check_day, note_rejections
from contested.theatres import Theatre
from contested.trace.voices import Directory

EXTRACTOR = f"{TOLD}control-1"
KEYS = ("side", "state", "control", "status", "held_by", "controlled_by")
NAMED = 8  # values that a message lists


class AddedMap(NamedTuple):
    """What became of a map: how many settlements it says something of, by state; whether it is new; how many features are
    no areas and how many settlements it says two things of; what was set aside; and its source, whether it is known."""

    told: Counter[str]
    new: bool
    others: Counter[str]
    unclear: int
    rejected: tuple[Rejection, ...]
    source: str
    known: bool


def add_control_map(shop: Workshop, file: Path, source: str, day: Day, recorded_at: str) -> AddedMap:
    """Archive a map and enter what it says of each settlement. Raises RejectedReport where it cannot be read, or says
    nothing of any; UsageError where the day is still to come or the source has no name."""
    if not source.strip():
        raise UsageError("--source: write whose map it is")
    complaint = check_day(day, str(file), recorded_at)
    if complaint is not None:
        raise UsageError(f"--on {day}: is still to come; write the day that the map shows")
    known = Directory(shop.theatre.speakers).find(source)
    raw = file.read_bytes()
    found = read_control_map(raw, str(file))
    sides, rejected = choose_sides(found, shop.theatre, str(file))
    rejected = [*found.rejected, *rejected]
    report = make_report(file, raw, found, known.name if known else " ".join(source.split()), day)
    told, unclear = find_told(sides, shop.gazetteer)
    if not told:
        first = f"; the first: {rejected[0].where}: {rejected[0].reason}" if rejected else ""
        reason = f"says of no settlement who holds it ({len(found.areas)} areas{first})"
        raise RejectedReport(
            str(file), reason, "look whether it is of this theatre, or add a table of its places"
        )
    claims = tuple(make_claims(report, told))
    with shop.ledger() as ledger:
        ledger.enter_reports([(report, raw)], recorded_at)
        reading = Reading(
            report_id=report.report_id, extractor=name_reading(claims), claims=claims, mentions=()
        )
        new = ledger.add_readings([reading], recorded_at, every=AT_ONCE) == 1
        note_rejections(ledger, [file], frozenset(), rejected, recorded_at)
    states = Counter(state for _, state, _ in told)
    return AddedMap(
        states, new, found.others, unclear, tuple(rejected), report.publisher or "", known is not None
    )


def name_reading(claims: Sequence[Claim]) -> str:
    """Names one way to read a map: with a gazetteer that knows other settlements it says more, which then counts."""
    return f"{EXTRACTOR}/{content_id([claim.claim_id for claim in claims])[:8]}"


def choose_sides(
    found: ControlMap, theatre: Theatre, where: str
) -> tuple[list[tuple[Area, str]], list[Rejection]]:
    """Each area with the code of who holds it, or `contested`; and those whose side nobody could tell. Raises
    RejectedReport where that is so of all."""
    names = {CONTESTED: CONTESTED}
    for side in theatre.sides:
        if side.holds:
            for name in (side.code, side.name, side.adjective, side.held):
                names.setdefault(name.casefold(), side.code)
    sides: list[tuple[Area, str]] = []
    rejected: list[Rejection] = []
    values: Counter[str] = Counter()
    expected = ", ".join([*theatre.holders, CONTESTED])
    for area in found.areas:
        key, value = find_value(area.properties)
        code = names.get(str(value).strip().casefold())
        if code is not None:
            sides.append((area, code))
            continue
        values[f"{key}: {value!r:.60}" if key else "keys " + ", ".join(sorted(area.properties))[:60]] += 1
        reason = f"{key!r} is {value!r:.60}" if key else f"no key says the side ({', '.join(KEYS)})"
        rejected.append(Rejection(area.where, reason, f"write one of {expected}, or a side's name"))
    if not sides:
        told = "; ".join(f"{value} ({times} times)" for value, times in values.most_common(NAMED))
        reason = f"no area says which side holds it; found {told or 'no polygon'}"
        raise RejectedReport(where, reason, f"write a key 'side' with one of {expected}")
    return sides, rejected


def find_value(properties: dict[str, Any]) -> tuple[str | None, Any]:
    """The key that says the side, and what it says; null where there is none."""
    folded = {key.casefold(): key for key in properties}
    for key in KEYS:
        if key in folded:
            return folded[key], properties[folded[key]]
    return None, None


def find_told(
    sides: Sequence[tuple[Area, str]], gazetteer: Gazetteer
) -> tuple[list[tuple[Place, str, Area]], int]:
    """The settlements within the areas, each with its state and the first area that says so, by id; and how many lie in
    areas that say different things, or where an area's own edge crosses itself: of these nothing is told."""
    places = [place for place in gazetteer.places.values() if place.kind == "settlement"]
    places.sort(key=lambda one: (one.lat, one.place_id))
    points = np.array([(one.lat, one.lon) for one in places], np.float64).reshape(-1, 2)
    said: dict[int, dict[str, Area]] = defaultdict(dict)
    doubtful: set[int] = set()
    for area, state in sides:
        within = find_within(area.polygons, points)
        doubtful.update(np.flatnonzero(within.doubtful).tolist())
        for number in np.flatnonzero(within.inside).tolist():
            said[number].setdefault(state, area)
    unclear = {number for number, states in said.items() if len(states) > 1} | doubtful
    told = [
        (places[number], state, area)
        for number, states in said.items()
        if number not in unclear
        for state, area in states.items()
    ]
    return sorted(told, key=lambda one: one[0].place_id), len(unclear)


def make_report(file: Path, raw: bytes, found: ControlMap, publisher: str, day: Day) -> Report:
    """The file as a report of its source, of the day that it shows."""
    raw_sha256 = hashlib.sha256(raw).hexdigest()
    return Report(
        report_id=content_id("map", raw_sha256, publisher, day),
        name=file.name,
        raw_sha256=raw_sha256,
        text=found.text,
        cleaner=CLEANER,
        reader=READER,
        publisher=publisher,
        published=day,
        published_basis="stated",
        language=guess_language(found.text),
    )


def make_claims(report: Report, told: Sequence[tuple[Place, str, Area]]) -> Iterator[Claim]:
    """A claim for each settlement."""
    for place, state, area in told:
        contested = state == CONTESTED
        ref = PlaceRef(
            text=None,
            role="at",
            place_id=place.place_id,
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            uncertainty_km=place.uncertainty_km,
        )
        yield Claim(
            claim_id=content_id("map", report.report_id, area.start, place.place_id, state),
            report_id=report.report_id,
            report_name=report.name,
            start=area.start,
            end=area.start + len(area.words),
            text=area.words,
            event="entered" if contested else "holds",
            actor=None if contested else state,
            target=None,
            places=(ref,),
            when=When(start=report.published, end=report.published, text=None, basis="explicit"),
            voices=(),
            stance="asserted",
            figures=(),
            rule=f"{TOLD}control",
            score=1.0,
            publisher=report.publisher,
            published=report.published,
        )

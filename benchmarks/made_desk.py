"""A size, in; a made desk on the disk with its ledger, out: places, sources, reports with text, and the claims read there.

The war is that of `made_front.py`: each report is what one of its sources says on one day, a sentence a claim between
sentences that say nothing of the war. One claim in four is of a strike, not of who holds a place. The places stand in a
table that the desk has added, so that a report added later is read by the program's own rules.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from made_front import SPEAKERS, Front, make_front
from made_reports import TONGUES, Writer
from msgspec.structs import replace

from contested.desk import Desk, create_desk, open_desk
from contested.ledger import Reading
from contested.model import Claim, Place, Report, Slot, content_id
from contested.pipeline import Workshop, add_table
from contested.theatres import Side, Theatre

CLAIMS_A_PLACE = 10
RECORDED = "2033-09-27T06:00:00Z"
UNTIL = "2033-09-26"
STRIKES = 4
BETWEEN = 2  # sentences between two claims
VERBS = {
    "captured": "captured",
    "holds": "hold",
    "withdrew": "withdrew from",
    "entered": "entered",
    "shelling": "shelled",
}
SIZES = (0, 300, 800, 2_500, 12_000, 150_000)  # inhabitants, the larger the fewer places


class Told(NamedTuple):
    """One report with its bytes and the claims read there."""

    report: Report
    raw: bytes
    claims: tuple[Claim, ...]


def make_desk(folder: Path, places: int, theatre: str) -> Desk:
    """A desk in `folder` with so many places and `CLAIMS_A_PLACE` times as many claims; the one that is there already, if
    it is."""
    if (folder / "desk.toml").exists():
        return open_desk(folder)
    create_desk(folder, "A large desk", theatre, synthetic=True)
    rows = [
        {"source_id": name_source(one.name), "name": one.name, "kind": one.kind}
        for one in SPEAKERS
        if one.vouched
    ]
    sides = Workshop(open_desk(folder)).theatre.holders
    for row, speaker in zip(rows, SPEAKERS, strict=False):
        if speaker.side >= 0:
            row["side"] = sides[speaker.side]
    (folder / "sources.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    settings = (folder / "desk.toml").read_text("utf-8")
    (folder / "desk.toml").write_text(f'sources = "sources.jsonl"\n{settings}', "utf-8")
    fill_ledger(folder, places)
    return open_desk(folder)


def fill_ledger(folder: Path, places: int) -> None:
    """The desk's table of places, its reports, and what was read in them."""
    shop = Workshop(open_desk(folder))
    theatre = shop.theatre
    front = make_front(places, (theatre.holders[0], theatre.holders[1]), claims_a_place=CLAIMS_A_PLACE)
    towns = name_places(front.places, theatre)
    table = folder / "places.csv"
    lines = [
        f"{one.place_id},{one.name},settlement,{one.lat},{one.lon},{one.population}" for one in towns.values()
    ]
    table.write_text("\n".join(("place_id,name,kind,lat,lon,population", *lines)), "utf-8")
    add_table(shop, table, (), RECORDED)
    shop = Workshop(open_desk(folder))
    told = list(make_told(front, towns, theatre))
    readings = (
        Reading(report_id=one.report.report_id, extractor=shop.version, claims=one.claims, mentions=())
        for one in told
    )
    with shop.ledger() as ledger:
        ledger.add_reports(((one.report, one.raw) for one in told), RECORDED)
        ledger.add_readings(readings, RECORDED)


def name_places(places: Sequence[Place], theatre: Theatre) -> dict[str, Place]:
    """The places under names of their own, spread over the middle of the theatre: at first one side's lie in the west, the
    other's in the east."""
    chance = random.Random(3)
    west, south, east, north = theatre.settings.bbox
    syllables = [onset + vowel for onset in "bdgklmnprstvz" for vowel in "aeiou"]
    names: dict[str, None] = {}
    while len(names) < len(places):
        names["".join(chance.choices(syllables, k=4)).capitalize() + "ivka"] = None
    across = max(1, int(len(places) ** 0.5) // 2)
    towns = {}
    for number, (one, name) in enumerate(zip(places, names, strict=True)):
        row, column = divmod(number // 2, across)
        x, y = (column / across + number % 2) / 2, row / (2 * across)
        towns[one.place_id] = replace(
            one,
            place_id=f"theatre:made-{name.lower()}",
            name=name,
            lat=round(south + (north - south) * (0.3 + 0.4 * y + chance.uniform(0, 0.002)), 5),
            lon=round(west + (east - west) * (0.4 + 0.5 * x + chance.uniform(0, 0.002)), 5),
            population=chance.choices(SIZES, (40, 30, 20, 8, 3, 1))[0],
        )
    return towns


def make_told(front: Front, towns: dict[str, Place], theatre: Theatre) -> Iterator[Told]:
    """The claims as reports: what one source says on one day is one."""
    sides = {side.code: side for side in theatre.sides}
    said: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    who = {claim_id: origin.name for origin in front.origins for claim_id in origin.claims[:1]}
    for number, claim in enumerate(front.claims):
        # Who repeats another says it in a report of its own.
        speaker = who.get(claim.claim_id) or SPEAKERS[number % len(SPEAKERS)].name
        event = "shelling" if number % STRIKES == 0 else claim.event
        said[claim.published or "", speaker].append(replace(claim, event=event))
    writer = Writer(TONGUES[0], random.Random(4))
    for (day, speaker), claims in said.items():
        yield write_report(day, speaker, claims, towns, sides, writer)


def write_report(
    day: str,
    speaker: str,
    claims: Sequence[Claim],
    towns: dict[str, Place],
    sides: dict[str, Side],
    writer: Writer,
) -> Told:
    """A sentence a claim, others between them."""
    text = ""
    spans: list[tuple[int, int, int]] = []
    for claim in claims:
        text += "".join(" ".join(writer.sentence()) + " " for _ in range(BETWEEN))
        subject = f"{sides[claim.actor or ''].adjective} forces "
        sentence = f"{subject}{VERBS[claim.event]} {towns[claim.places[0].place_id or ''].name}."
        spans.append((len(text), len(text) + len(sentence), len(text) + len(subject)))
        text += sentence + " "
    raw = text.encode()
    report = Report(
        report_id=content_id(day, speaker),
        name=f"{speaker} {day}".replace(" ", "-"),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        cleaner="plain",
        reader="made",
        publisher=None if speaker == "nobody" else speaker,
        published=day,
        published_basis="stated",
        title=f"{speaker}, {day}",
    )
    made = (
        settle_claim(claim, report, span, towns[claim.places[0].place_id or ""])
        for claim, span in zip(claims, spans, strict=True)
    )
    return Told(report, raw, tuple(made))


def settle_claim(claim: Claim, report: Report, span: tuple[int, int, int], town: Place) -> Claim:
    """The claim where it stands in its report."""
    start, end, verb = span
    trigger = Slot("trigger", verb, verb + len(VERBS[claim.event].split(" ")[0]))
    ref = replace(
        claim.places[0], text=town.name, place_id=town.place_id, name=town.name, lat=town.lat, lon=town.lon
    )
    return replace(
        claim,
        claim_id=content_id(report.report_id, start),
        report_id=report.report_id,
        report_name=report.name,
        start=start,
        end=end,
        text=report.text[start:end],
        slots=(trigger,),
        places=(replace(ref, uncertainty_km=2.0),),
        publisher=report.publisher,
    )


def name_source(name: str) -> str:
    """An id for a source of the made war."""
    return "made-" + name.replace(" ", "-").lower()


def write_news(folder: Path, towns: Sequence[str], adjective: str) -> Path:
    """One new report of the last day, of so many places, to be added to the desk."""
    file = folder / "news.txt"
    lines = [f"{adjective} forces captured {town}." for town in towns]
    file.write_text(f"Publisher: none 3\nPublished: {UNTIL}\n\n" + "\n".join(lines), "utf-8")
    return file

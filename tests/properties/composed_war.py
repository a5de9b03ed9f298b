"""Who publishes what of an invented war between NO and SO, in; reports with their claims, out.

Texts are words drawn by a seed, so that no two pieces are alike unless one was copied.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from contested.model import Claim, Day, Figure, Place, PlaceRef, Report, Stance, Voice, When, content_id
from contested.theatres import Side, Source, Theatre, TheatreFile

SOURCES = (
    Source(source_id="staff-n", name="Northern Staff", kind="military", side="NO"),
    Source(source_id="staff-s", name="Southern Staff", kind="military", side="SO"),
    Source(source_id="ridge", name="Ridge", kind="channel", side="SO"),
    Source(source_id="dawn", name="Dawn", kind="channel", side="NO"),
    Source(source_id="institute", name="War Institute", kind="think_tank"),
    Source(source_id="wire", name="Valley Wire", kind="agency"),
    Source(source_id="post", name="Evening Post", kind="outlet"),
)
# Publishers whom nobody vouches for.
UNVOUCHED = ("Echo", "Lantern", "hill-letters.example")
VOICES = {
    "nobody": (),
    "Ridge": (Voice(name="Ridge", kind="channel"),),
    "Dawn": (Voice(name="Dawn", kind="channel"),),
    "Southern Staff": (Voice(name="Southern Staff", kind="military"),),
    "the institute on Ridge": (
        Voice(name="War Institute", kind="think_tank"),
        Voice(name="Ridge", kind="channel"),
    ),
    "Evening Post": (Voice(name="Evening Post", kind="outlet"),),
    "Valley Wire": (Voice(name="Valley Wire", kind="agency"),),
    "a rumour": (Voice(name="Rumour", kind="channel"),),
    "reports": (Voice(name="reports", kind="unnamed"),),
    "footage": (Voice(name="footage", kind="footage"),),
}
THEATRE = Theatre(
    folder=Path(),
    settings=TheatreFile(
        code="invented",
        name="Invented war",
        bbox=(0, 0, 1, 1),
        side=(
            Side(code="NO", name="North", adjective="Northern", held="held", adversaries=("SO",), holds=True),
            Side(code="SO", name="South", adjective="Southern", held="held", adversaries=("NO",), holds=True),
        ),
    ),
    words={},
    sources=SOURCES,
    places=(),
)
PLACES = tuple(
    Place(place_id=f"theatre:{name}", name=name.title(), kind="settlement", lat=0.5, lon=0.5)
    for name in ("oldmill", "newmill", "highford")
)
FIRST_DAY = date(2031, 5, 1)
UNTIL = "2031-07-15"
POOL = """
    river bridge column orchard ridge ditch convoy winter harvest wagon school chapel tower quarry meadow lantern barrel
    ferry gravel timber copper market stable furnace harbour saddle canvas engine signal trench anvil bakery cellar
    gutter hedge kiln ladder mortar needle oven parish quilt rafter sluice thicket urn valley weir yard acre
    began carried crossed drifted emptied followed gathered hauled joined kept lowered mended noted opened passed
    quietly rarely slowly twice uphill vainly widely yearly before beyond beneath between towards without along
    bitter clear damp early faint grey heavy idle late muddy narrow old pale quick rough steep thin warm
"""


class Saying(NamedTuple):
    """What a sentence asserts. It speaks of the last day `the` so-and-so-many-eth of a month, or of so many days `ago`,
    or of its publication."""

    event: str
    actor: str
    place: str
    stance: Stance = "asserted"
    voices: tuple[Voice, ...] = ()
    the: int | None = None
    ago: int | None = None
    figure: int | None = None


class Piece(NamedTuple):
    """Some words of a report, what they assert, and what parts them from the next."""

    text: str
    sayings: tuple[Saying, ...] = ()
    end: str = " "


class Told(NamedTuple):
    """A report, its claims, the pieces that it was put together from, and the day that the desk first saw it."""

    report: Report
    claims: tuple[Claim, ...]
    pieces: tuple[Piece, ...]
    seen: Day


def day(number: int) -> Day:
    """The day so many after the first."""
    return (FIRST_DAY + timedelta(number)).isoformat()


def words(seed: object, count: int) -> str:
    """So many words, always the same for a seed."""
    return " ".join(random.Random(str(seed)).choices(POOL.split(), k=count))


def say(saying: Saying, seed: object) -> Piece:
    """A sentence of its own for a saying."""
    figure = f" with {saying.figure} guns" if saying.figure else ""
    names = " and ".join(voice.name for voice in saying.voices) or "observers"
    text = f"{names} {saying.stance} that {saying.actor} {saying.event} {saying.place}{figure} {words(seed, 18)}."
    return Piece(text, (saying,))


def compose(sayings: Iterable[Saying], seed: object) -> tuple[Piece, ...]:
    """A report's pieces: a sentence for each saying, and others between that assert nothing."""
    pieces = [Piece(words((seed, "opening"), 12).capitalize() + ".")]
    for number, saying in enumerate(sayings):
        pieces += [say(saying, (seed, number)), Piece(words((seed, number, "aside"), 16).capitalize() + ".")]
    return tuple(pieces)


def publish(
    name: str, publisher: str | None, on: Day | None, pieces: Sequence[Piece], seen: Day | None = None
) -> Told:
    """A report put together from its pieces, with a claim for each saying. It is `seen` when it is published, unless
    it is said otherwise."""
    text = "".join(piece.text + piece.end for piece in pieces)
    report = Report(
        report_id=content_id(name, text, publisher, on),
        name=name,
        raw_sha256="0" * 64,
        text=text,
        cleaner="test",
        reader="test",
        publisher=publisher,
        published=on,
        published_basis="stated" if on else "none",
    )
    claims, start = [], 0
    for piece in pieces:
        claims += [read(report, start, piece.text, saying) for saying in piece.sayings]
        start += len(piece.text) + len(piece.end)
    return Told(report, tuple(claims), tuple(pieces), seen or on or day(0))


def read(report: Report, start: int, text: str, saying: Saying) -> Claim:
    """A sentence's saying as the claim that the extractor would make of it."""
    return Claim(
        claim_id=content_id(report.report_id, start, saying),
        report_id=report.report_id,
        report_name=report.name,
        start=start,
        end=start + len(text),
        text=text,
        event=saying.event,
        actor=saying.actor,
        target={"NO": "SO", "SO": "NO"}[saying.actor],
        places=(
            PlaceRef(text=saying.place, role="at", place_id=f"theatre:{saying.place}", name=saying.place),
        ),
        when=date_saying(saying, report.published),
        voices=saying.voices,
        stance=saying.stance,
        figures=(Figure(low=saying.figure, high=saying.figure, unit="guns", text=str(saying.figure)),)
        if saying.figure
        else (),
        rule="test",
        score=0.9,
        publisher=report.publisher,
        published=report.published,
    )


def date_saying(saying: Saying, published: Day | None) -> When:
    """The days that a saying speaks of, where it is published on a day."""
    if published is None:
        return When(start=None, end=None, text=None, basis="none")
    said = date.fromisoformat(published)
    if saying.the is not None:
        month_end = said.replace(day=1) - timedelta(1)
        on = (said if saying.the <= said.day else month_end).replace(day=saying.the).isoformat()
        return When(start=on, end=on, text=f"on the {saying.the}th", basis="explicit")
    if saying.ago is not None:
        then = (said - timedelta(saying.ago)).isoformat()
        return When(start=then, end=then, text=f"{saying.ago} days ago", basis="relative")
    return When(start=(said - timedelta(1)).isoformat(), end=published, text=None, basis="publication")

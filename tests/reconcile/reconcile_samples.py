"""Composed claims, origins and places of an invented war between NO and SO, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from contested.model import Claim, Control, Origin, Place, PlaceRef, When, content_id
from contested.reconcile import estimate_control
from contested.reconcile.priors import load_priors
from contested.reconcile.statements import Statement, gather_statements
from contested.theatres import Side, Source, Theatre, TheatreFile

THEATRE = Theatre(
    folder=Path(),
    settings=TheatreFile(
        code="invented",
        name="Invented war",
        bbox=(0, 0, 1, 1),
        side=(
            Side(code="NO", name="North", adjective="Northern", held="held", adversaries=("SO",), holds=True),
            Side(code="SO", name="South", adjective="Southern", held="held", adversaries=("NO",), holds=True),
            Side(code="AL", name="Ally", adjective="Allied", held="held", adversaries=("NO",)),
            Side(code="TH", name="Third", adjective="Third", held="held"),
        ),
    ),
    words={},
    sources=(Source(source_id="Atlas", name="Atlas", kind="analyst", side="SO", maps=True),),
    places=(),
)
PLACES = (
    Place(place_id="theatre:oldmill", name="Oldmill", kind="settlement", lat=0.5, lon=0.5),
    Place(place_id="theatre:newmill", name="Newmill", kind="settlement", lat=0.6, lon=0.5),
    Place(place_id="theatre:plain", name="The Plain", kind="region", lat=0.6, lon=0.5, uncertainty_km=5),
    Place(place_id="theatre:city", name="City", kind="settlement", lat=0.6, lon=0.5, uncertainty_km=30),
)
# Who speaks: name, kind, side, vouched.
SPEAKERS: dict[str, tuple[str, str | None, bool]] = {
    "Northern Staff": ("military", "NO", True),
    "Southern Staff": ("military", "SO", True),
    "Ridge": ("channel", "SO", True),
    "Brook": ("channel", "SO", True),
    "Institute": ("think_tank", None, True),
    "Survey": ("think_tank", None, True),
    "Atlas": ("analyst", "SO", True),
    "Pundit": ("analyst", "SO", True),
    "Post": ("outlet", None, False),
    "Echo": ("channel", "NO", False),
}
OTHER = {"NO": "SO", "SO": "NO"}


def make_claim(name: str, event: str, actor: str | None, on: str | None = "2031-05-04", **more: Any) -> Claim:
    """A claim called `name`, dated by its publication on `on`; `role`, `place` and any field can be given."""
    place, role = more.pop("place", "oldmill"), more.pop("role", "at")
    target = OTHER.get(actor or "")
    fields: dict[str, Any] = {
        "claim_id": content_id(name),
        "report_id": content_id("report", name),
        "report_name": name,
        "start": 0,
        "end": 1,
        "text": ".",
        "event": event,
        "actor": actor,
        "target": target,
        "places": (PlaceRef(text=place, role=role, place_id=f"theatre:{place}", name=place),),
        "when": When(start=on, end=on, text=None, basis="publication" if on else "none"),
        "voices": (),
        "stance": "asserted",
        "figures": (),
        "rule": "test",
        "score": 1.0,
        "published": on,
    }
    return Claim(**(fields | more))


def make_origin(speaker: str, *claims: Claim) -> Origin:
    kind, side, vouched = SPEAKERS[speaker]
    return Origin(
        origin_id=content_id(speaker, claims[0].claim_id),
        source=speaker,
        name=speaker,
        kind=kind,  # type: ignore[arg-type]
        side=side,
        vouched=vouched,
        first=claims[0].claim_id,
        claims=tuple(claim.claim_id for claim in claims),
        chain=(speaker,),
        reasons=(),
    )


Told = Sequence[tuple[str, Claim]]


def control_all(told: Told, until: str = "2031-06-30") -> tuple[Control, ...]:
    """Control from pairs of a speaker and a claim, each an origin of its own."""
    return estimate_control(*split(told), PLACES, THEATRE, until)


def control(told: Told, until: str = "2031-06-30") -> Control:
    """Control of the one place that is spoken of."""
    (only,) = control_all(told, until)
    return only


def split(told: Iterable[tuple[str, Claim]]) -> tuple[list[Claim], list[Origin]]:
    pairs = list(told)
    return [claim for _, claim in pairs], [make_origin(speaker, claim) for speaker, claim in pairs]


def places_by_id() -> dict[str, Place]:
    return {place.place_id: place for place in PLACES}


def gather(told: Told) -> dict[str, tuple[Statement, ...]]:
    """Statements by place."""
    return gather_statements(*split(told), places_by_id(), THEATRE, load_priors()).at

"""Controls of invented places around Kupiansk's coordinates, for tests of the ground between places."""

from __future__ import annotations

import pytest

from contested.days import shift_day
from contested.model import Claim, Control, Day, Figure, Place, PlaceRef, When, pack_rows
from contested.reconcile.areas import looks
from contested.reconcile.areas.plane import Floats
from contested.reconcile.areas.smoother import Bools, Steps, smooth_places
from contested.theatres import Theatre, load_theatre

STATES = ("UA", "RU", "contested")
FIRST = "2025-10-01"
Row = tuple[float, float, float]
OURS: Row = (0.96, 0.02, 0.02)
THEIRS: Row = (0.02, 0.96, 0.02)
GREY: Row = (0.03, 0.03, 0.94)
# A degree of longitude and of latitude near there, in km.
EAST_KM, NORTH_KM = 72.0, 111.2


def theatre() -> Theatre:
    return load_theatre("russia_ukraine")


def place(east: float, north: float, off_km: float = 2.0) -> Place:
    """A place so many km east and north of 49.7° N, 37.6° E."""
    return Place(
        place_id=f"made:{east:g}/{north:g}",
        name=f"{east:g}/{north:g}",
        kind="settlement",
        lat=round(49.7 + north / NORTH_KM, 5),
        lon=round(37.6 + east / EAST_KM, 5),
        uncertainty_km=off_km,
    )


def control(east: float, north: float, *rows: Row, first: Day = FIRST, off_km: float = 2.0) -> Control:
    """A place with a row for each day from `first` on."""
    return Control(
        place=place(east, north, off_km), states=STATES, first=first, chances=pack_rows(rows), evidence=()
    )


def count_drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gets, each time that a square is drawn, on how many days."""
    drawn: list[int] = []

    def smooth(steps: Steps, *weighed: Floats) -> tuple[Floats, Bools]:
        drawn.append(len(steps))
        return smooth_places(steps, *weighed)

    monkeypatch.setattr(looks, "smooth_places", smooth)
    return drawn


def day(number: int) -> Day:
    return shift_day(FIRST, number)


def area_claim(event: str = "advanced", actor: str | None = "RU", **fields: object) -> Claim:
    """Somebody says that about ten square kilometres changed hands in the middle of it all on the tenth day."""
    made = place(0, 0)
    given: dict[str, object] = {
        "claim_id": "c1",
        "report_id": "r1",
        "report_name": "r1.txt",
        "start": 0,
        "end": 1,
        "text": "",
        "event": event,
        "actor": actor,
        "target": None,
        "places": (
            PlaceRef(
                text=made.name,
                role="near",
                place_id=made.place_id,
                name=made.name,
                lat=made.lat,
                lon=made.lon,
                uncertainty_km=2.0,
            ),
        ),
        "when": When(start=day(10), end=day(10), text=None, basis="explicit"),
        "voices": (),
        "stance": "asserted",
        "figures": (figure(10, 10),),
        "rule": "made",
        "score": 0.9,
    }
    return Claim(**(given | fields))  # type: ignore[arg-type]


def figure(low: float | None, high: float | None, unit: str = "sq km", approximate: bool = False) -> Figure:
    return Figure(low=low, high=high, unit=unit, text=f"{low} to {high} {unit}", approximate=approximate)

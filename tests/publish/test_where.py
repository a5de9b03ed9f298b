"""Relative places in words, and as the shapes that a site draws."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from contested.model import Claim, PlaceRef, Relation
from contested.publish.site.spots import find_spots
from contested.publish.where import say_where
from contested.publish.wording import read_wording
from contested.theatres.shapes import Shape
from tests.publish.account import PLACES, compose_account

KUPIANSK = PLACES["Kupiansk"]
COURSE = ((37.6, 50.0), (37.7, 49.6), (37.6, 49.2))
SHAPES = {"composed:2": Shape(place_id="composed:2", name="Oskil", kind="river", courses=(COURSE,))}
ROAD = {"names": ("Kupiansk", "Svatove"), "line": ((49.713, 37.614), (49.418, 38.146))}


def place(off: float | None = 4.8, name: str = "Kupiansk", **relation: Any) -> PlaceRef:
    return PlaceRef(
        text="words",
        role="near",
        place_id=KUPIANSK.place_id,
        name=name,
        lat=None if off is None else 49.713,
        lon=None if off is None else 37.726,
        uncertainty_km=off,
        relation=Relation(words="words", **relation),
    )


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        (
            place(kind="offset", bearing=90, low_km=8.047, high_km=8.047),
            "about 8 km east of Kupiansk, ± 5 km",
        ),
        (place(kind="offset", bearing=135, low_km=1, high_km=2), "1–2 km southeast of Kupiansk, ± 5 km"),
        (
            place(kind="offset", bearing=135, low_km=0.3, high_km=0.8),
            "300–800 m southeast of Kupiansk, ± 5 km",
        ),
        (place(kind="offset", bearing=0, low_km=0.5, high_km=2), "500 m–2 km north of Kupiansk, ± 5 km"),
        (place(kind="offset", bearing=0, low_km=0, high_km=3), "up to 3 km north of Kupiansk, ± 5 km"),
        (place(kind="offset", bearing=0, low_km=12), "more than 12 km north of Kupiansk, ± 5 km"),
        (place(kind="offset", bearing=350), "north of Kupiansk, ± 5 km"),
        (place(kind="offset", low_km=1.5, high_km=1.5), "about 1.5 km from Kupiansk, ± 5 km"),
        (place(kind="offset", low_km=1, high_km=2), "1–2 km from Kupiansk, ± 5 km"),
        (place(kind="offset", low_km=0, high_km=0.9), "up to 900 m from Kupiansk, ± 5 km"),
        (place(13.0, kind="offset", low_km=0, high_km=9.656), "up to 10 km from Kupiansk, ± 13 km"),
        (
            place(3.1, kind="offset", bearing=0, low_km=4.5, high_km=4.5),
            "about 4.5 km north of Kupiansk, ± 4 km",
        ),
        (place(kind="offset", low_km=20), "more than 20 km from Kupiansk, ± 5 km"),
        (place(kind="offset"), "near Kupiansk, ± 5 km"),
        (place(0.4, kind="part", bearing=180), "the southern part of Kupiansk, ± 1 km"),
        (place(kind="edge", bearing=45), "the northeastern outskirts of Kupiansk, ± 5 km"),
        (place(kind="edge"), "the outskirts of Kupiansk, ± 5 km"),
        (place(kind="centre"), "the centre of Kupiansk, ± 5 km"),
        (place(name="Oskil", kind="bank", bearing=90), "the eastern bank of the Oskil, ± 5 km"),
        (place(name="Dnipro", kind="bank", side="left"), "the left bank of the Dnipro, ± 5 km"),
        (
            place(name="Dnipro", kind="bank", side="left", names=("Krynky",), line=((46.7, 33.1),)),
            "the left bank of the Dnipro near Krynky, ± 5 km",
        ),
        (
            place(name="H-26", kind="along", names=("Svatove",), line=((49.4, 38.1),)),
            "H-26 near Svatove, ± 5 km",
        ),
        (place(kind="along", **ROAD), "along the line Kupiansk – Svatove"),
        (place(kind="between", **ROAD), "between Kupiansk and Svatove"),
        (place(None, kind="offset", bearing=90), None),
        (PlaceRef(text="Kupiansk", role="at", name="Kupiansk", lat=49.7, lon=37.6, uncertainty_km=3.0), None),
    ],
)
def test_words(ref: PlaceRef, words: str | None) -> None:
    assert say_where(ref, read_wording()) == words


def told(*places: PlaceRef, **changes: Any) -> Claim:
    claim = next(one for one in compose_account().claims if one.event == "missile_strike")
    return msgspec.structs.replace(claim, places=places, **changes)


def spots(*claims: Claim) -> list[dict[str, Any]]:
    return find_spots(claims, {KUPIANSK.place_id: 0, "composed:2": 2}, SHAPES, read_wording())


def test_a_ring_and_a_line() -> None:
    ring = place(kind="offset", bearing=90, low_km=8, high_km=8)
    line = place(kind="along", **ROAD)
    other = msgspec.structs.replace(line, place_id="composed:2", name="Svatove")
    day = {"event": "missile_strike", "start": "2025-10-28", "end": "2025-10-28"}
    assert spots(told(ring), told(line, other)) == [
        day
        | {
            "where": "about 8 km east of Kupiansk, ± 5 km",
            "places": [0],
            "line": [(37.726, 49.713)],
            "km": 4.8,
        },
        day
        | {
            "where": "along the line Kupiansk – Svatove",
            "places": [0, 2],
            "line": [(37.614, 49.713), (38.146, 49.418)],
            "km": None,
        },
    ]


def test_a_bank_is_drawn_as_the_river_runs_and_a_vast_ring_not_at_all() -> None:
    bank = msgspec.structs.replace(place(kind="bank", side="left", off=50.0), place_id="composed:2")
    (spot,) = spots(told(bank))
    assert (spot["line"], spot["km"]) == ([(37.6, 50.0), (37.7, 49.6), (37.6, 49.2)], None)
    near = msgspec.structs.replace(bank, relation=Relation(kind="bank", words="words", line=((49.7, 37.6),)))
    assert [one["km"] for one in spots(told(near))] == [50.0]
    assert spots(told(place(360.0, kind="part", bearing=90))) == []


def test_what_is_told_twice_is_drawn_once_and_what_is_denied_not_at_all() -> None:
    ring = place(kind="offset", bearing=90, low_km=8, high_km=8)
    assert len(spots(told(ring), told(ring))) == 1
    assert spots(told(ring, stance="denied"), told(ring, stance="forecast")) == []
    assert spots(told(msgspec.structs.replace(ring, place_id="unknown"))) == []

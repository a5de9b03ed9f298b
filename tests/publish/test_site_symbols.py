"""The rows by which the map draws what happened."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
import pytest

from contested.model import Account, Event, Relation
from contested.publish.audience import PublicRules, choose_public
from contested.publish.site.desk import find_roads
from contested.publish.site.pins import find_pins
from contested.publish.site.symbols import describe_symbols, find_spots_of
from contested.theatres import Theatre
from contested.theatres.shapes import Shape
from tests.publish.account import PLACES, compose_account, relate_place
from tests.publish.theatre import write_theatre

FIRST = "2025-10-01"
ACCOUNT = compose_account()


def told(account: Account) -> set[tuple[str, int, int, str]]:
    """Each symbol as event, day, further days and the name of its place."""
    pins = find_pins(account)
    made = describe_symbols(
        account.events,
        partial(find_spots_of, claims={one.claim_id: one for one in account.claims}),
        pins,
        FIRST,
    )
    assert made["rows"] == sorted(made["rows"])
    return {
        (made["types"][kind], day, more, pins[place].name)
        for day, more, kind, *places in made["rows"]
        for place in places
    }


def move_events(account: Account, **change: Any) -> Account:
    events: tuple[Event, ...] = tuple(msgspec.structs.replace(one, **change) for one in account.events)
    return msgspec.structs.replace(account, events=events)


@pytest.mark.parametrize(
    ("row", "drawn"),
    [
        (("missile_strike", 27, 0, "Chuhuiv"), True),
        (("intercepted", 27, 0, "Kharkiv"), True),
        (("repelled", 52, 0, "Pishchane"), True),
        (("repelled", 52, 0, "Kruhliakivka"), True),
        (("holds", 0, 0, "Kupiansk"), False),  # a state, which the mark tells
        (("clashed", 80, 0, "Pishchane"), False),  # only foreseen
    ],
)
def test_what_happened_at_a_place_is_drawn_there(row: tuple[str, int, int, str], drawn: bool) -> None:
    assert (row in told(ACCOUNT)) is drawn


@pytest.mark.parametrize(
    ("start", "end", "drawn"),
    [
        ("2025-10-28", "2025-10-28", [(27, 0)]),
        ("2025-10-28", "2025-11-03", [(27, 6)]),
        ("2025-10-28", "2025-11-04", []),
        ("2025-10-28", None, [(27, 0)]),
        (None, "2025-10-28", [(27, 0)]),
        (None, None, []),
    ],
)
def test_a_day_must_be_known_to_a_week(
    start: str | None, end: str | None, drawn: list[tuple[int, int]]
) -> None:
    rows = told(move_events(ACCOUNT, start=start, end=end))
    assert sorted({(day, more) for _, day, more, _ in rows}) == drawn


def test_what_lies_near_a_place_is_not_at_it() -> None:
    east = Relation(kind="offset", words="8 km east of Kupiansk", bearing=90, low_km=8, high_km=8)
    moved = relate_place(ACCOUNT, "Kupiansk", east, 37.7272, 3.5)
    assert told(ACCOUNT) - told(moved) == {("drone_strike", 27, 0, "Kupiansk")}


def test_the_public_map_has_no_symbol_of_forces() -> None:
    def as_force(one: Any) -> Any:
        return msgspec.structs.replace(one, event="reinforced") if one.event == "repelled" else one

    account = msgspec.structs.replace(
        ACCOUNT, claims=tuple(map(as_force, ACCOUNT.claims)), events=tuple(map(as_force, ACCOUNT.events))
    )
    rules = PublicRules(
        as_of="2026-01-01", delay_hours=0, find_place={one.place_id: one for one in PLACES.values()}.get
    )
    reports, shown = choose_public(account.reports, account.claims, rules)
    public = msgspec.structs.replace(account, reports=reports, claims=shown)
    assert "reinforced" in {one[0] for one in told(account)}
    assert "reinforced" not in {one[0] for one in told(public)}


def test_roads_of_the_theatre_are_drawn(tmp_path: Any) -> None:
    theatre: Theatre = write_theatre(tmp_path)
    assert find_roads(theatre)["features"] == []
    course = ((36.7, 49.8), (37.6, 49.7))
    shapes = {
        "road": Shape(place_id="road", name="H-26", kind="road", courses=(course,)),
        "wood": Shape(place_id="wood", name="A wood", kind="area", polygons=((course,),)),
    }
    (road,) = find_roads(msgspec.structs.replace(theatre, shapes=shapes))["features"]
    assert road["properties"] == {"id": "road", "name": "H-26"}
    assert road["geometry"] == {"type": "MultiLineString", "coordinates": (course,)}

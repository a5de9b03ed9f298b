"""Control over time, in; the state of a place on each day, and the days on which it changed, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from contested.days import days_between, shift_day
from contested.model import UNKNOWN, Account, Control, Day
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables import OURS, Cell, Columns, Row, Table, describe_desk
from contested.reconcile.status import name_states
from contested.theatres import Theatre


class StateDay(Struct, frozen=True):
    """How a place stands on a day: the state, and the chance of each in the control's order."""

    on: Day
    state: str
    chances: tuple[float, ...]


class Turn(Struct, frozen=True):
    """A day on which the state of a place changed."""

    control: Control
    on: Day
    was: str
    state: str


def list_days(control: Control, settings: ExportSettings) -> Iterator[StateDay]:
    """The days of a control that the settings ask for, oldest first; its last row stands for all days after it."""
    if not control.days:
        return
    states = name_states(control, settings.state_at)
    first = max(settings.since or control.first, control.first)
    for number in range(
        days_between(control.first, first), days_between(control.first, settings.last_day) + 1
    ):
        known = min(number, control.days - 1)
        yield StateDay(shift_day(control.first, number), states[known], control.row(known))


def list_turns(account: Account, settings: ExportSettings) -> list[Turn]:
    """All changes of state in the days that the settings ask for, newest first."""
    turns = []
    for control in account.controls:
        for number, (was, state) in enumerate(pairwise([UNKNOWN, *name_states(control, settings.state_at)])):
            if was != state:
                turns.append(Turn(control, shift_day(control.first, number), was, state))
    asked = [
        one
        for one in turns
        if one.on <= settings.last_day and (settings.since is None or one.on >= settings.since)
    ]
    return sorted(asked, key=lambda one: (one.on, one.control.place.place_id), reverse=True)


def list_columns(theatre: Theatre) -> Columns:
    chances: Columns = tuple((f"p_{state}", "number") for state in (*theatre.holders, "contested"))
    return (
        ("place_id", "text"), ("place", "text"), ("country", "text"), ("admin1", "text"), ("lat", "number"),
        ("lon", "number"), ("on", "day"), ("state", "text"), *chances, *OURS,
    )  # fmt: skip


def list_rows(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Row]:
    desk = describe_desk(settings)
    for control in account.controls:
        place = control.place
        fields: dict[str, Cell] = desk | {
            "place_id": place.place_id,
            "place": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
        }
        names = [f"p_{state}" for state in control.states]
        for day in list_days(control, settings):
            yield fields | {"on": day.on, "state": day.state} | dict(zip(names, day.chances, strict=True))


CONTROL = Table("control", list_columns, list_rows)

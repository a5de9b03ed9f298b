"""The event types: one TOML file each under `events/`, in; `EventType` records, out.

What an event is called, which family it belongs to, what it says about who holds the place and what
it is called in other coding schemes is the same in every language; the words that announce it
are the languages' (`extract/languages/*/events/`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from contested.errors import SettingsError

Family = Literal["territory", "strike", "effect", "people", "force", "politics"]
Implies = Literal[
    "actor", "not_actor", "contested", "part", "part_left", "front", "at_risk", "surrounded", "nothing"
]


class EventType(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event type.

    `implies` is what an asserted event says of its place: the `actor` holds it; the actor does
    `not_actor` hold it; it is `contested`; the actor gains `part` of it, or has left a part (`part_left`, of a
    withdrawal from a piece of it); the `front` is there; the target's hold is `at_risk`, or its men are `surrounded`
    there and need not hold it (of an encirclement that names them);
    `nothing`. `target`: where the text names none, the acting side's `adversary` is meant, or only a
    `named` one counts. `inherits_place`: a clause without place words takes the settlement that its
    paragraph is about. `told_as` are events that others make of it who pass it on (who took a place holds it; a strike
    without its means). `course`: it happens `once` and is told for weeks, it `lasts`, or it comes `again`. `acled` and `plover` name the nearest types there;
    `acled_at_home` is ACLED's sub-type where the actor does so in its own country.
    """

    event: str
    order: int
    family: Family
    gloss: str
    implies: Implies
    target: Literal["adversary", "named"]
    inherits_place: bool
    acled: str
    plover: str
    told_as: tuple[str, ...] = ()
    acled_at_home: str = ""
    course: Literal["once", "lasts", "again"] = "again"


@cache
def event_types() -> dict[str, EventType]:
    """All event types by name, in the contract's order."""
    found = []
    for file in resources.files("contested").joinpath("events").iterdir():
        if file.name.endswith(".toml"):
            try:
                found.append(msgspec.convert(tomllib.loads(file.read_text("utf-8")), EventType))
            except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
                raise SettingsError(f"{file}: {error}; see docs/how-to/add-an-event-type.md") from error
    return {one.event: one for one in sorted(found, key=lambda one: one.order)}

"""A desk's reports and claims in; all that it concludes from them, out.

`conclude` leaves out only who repeats: what must stand whoever repeats a report, equal to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from composed_war import PLACES, SOURCES, THEATRE, UNTIL, Told, day
from msgspec.structs import replace

from contested.model import Control, Event, Evidence, Origin
from contested.reconcile import estimate_control, group_events, status_on
from contested.trace import trace_origins

# Days that are asked about: before, amid and after what is told.
ASKED = tuple(day(number) for number in (-10, 3, 10, 20, 41, 70))


class Account(NamedTuple):
    origins: tuple[Origin, ...]
    controls: tuple[Control, ...]
    events: tuple[Event, ...]


def take_account(desk: Iterable[Told]) -> Account:
    """Trace and reconcile, as the pipeline does."""
    told = list(desk)
    reports = [one.report for one in told]
    claims = [claim for one in told for claim in one.claims]
    origins = trace_origins(reports, claims, SOURCES, {one.report.report_id: one.seen for one in told})
    return Account(
        origins,
        estimate_control(claims, origins, PLACES, THEATRE, UNTIL),
        group_events(claims, origins),
    )


def conclude(desk: Iterable[Told]) -> dict[str, Any]:
    """Control, statuses and evidence of every place, and all events, without who repeats what."""
    account = take_account(desk)
    found: dict[str, Any] = {}
    for control in account.controls:
        place = control.place.place_id
        found[f"{place} rows"] = (control.states, control.first, control.rows)
        found[f"{place} evidence"] = [msgspec.to_builtins(alone(one)) for one in control.evidence]
        for asked in ASKED:
            status = status_on(control, asked)
            near = tuple(map(alone, status.nearby))
            status = replace(status, reports=0, evidence=tuple(map(alone, status.evidence)), nearby=near)
            found[f"{place} on {asked}"] = msgspec.to_builtins(status)
    found["events"] = [msgspec.to_builtins(replace(one, claims=(), denied_by=())) for one in account.events]
    return found


def alone(evidence: Evidence) -> Evidence:
    """Evidence without those who repeat it."""
    return replace(evidence, repeats=(), reports=())

"""Whom somebody stands for, in; the acts, in their order and as of any day, out. Of two acts on one source the later
counts, and what stands already is not entered again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace
from sqlalchemy import Connection, select

from contested.ledger.connect import writing
from contested.ledger.entries import enter
from contested.ledger.moments import check_moment, recorded_by
from contested.ledger.places import act_row, next_number
from contested.ledger.records import VOUCH
from contested.ledger.schema import vouches
from contested.ledger.store import Store
from contested.model import Day, Vouch

Outcome = Literal["new", "changed", "held"]


class KeepsVouches(Store):
    """Acts of vouching. `recorded_at` is the caller's UTC moment."""

    def add_vouches(self, acts: Iterable[Vouch], recorded_at: str) -> list[Outcome]:
        """Enter acts, all or none; what became of each: `new`, `changed` where its source had stood otherwise, `held`
        where it stood just so, whoever said it, or had been taken back already."""
        check_moment(recorded_at)
        outcomes: list[Outcome] = []
        with writing(self.engine) as connection, connection.begin():
            standing = {act.source_id: act for act in read_acts(connection)}
            number = next_number(connection, vouches)
            for act in acts:
                before = standing.get(act.source_id)
                outcome = compare(before, act)
                if outcome != "held":
                    enter(connection, vouches, [act_row(number, act, recorded_at)])
                    number += 1
                    standing[act.source_id] = act
                outcomes.append(outcome)
        return outcomes

    def vouches(self, recorded_on: Day | None = None) -> tuple[Vouch, ...]:
        """All acts, in their order."""
        with self.engine.connect() as connection:
            return read_acts(connection, recorded_on)


def read_acts(connection: Connection, recorded_on: Day | None = None) -> tuple[Vouch, ...]:
    """All acts by the end of a day, in their order."""
    query = select(vouches.c.record).where(*recorded_by(recorded_on, vouches.c.recorded_at))
    return tuple(map(VOUCH.decode, connection.execute(query.order_by(vouches.c.number)).scalars()))


def compare(before: Vouch | None, act: Vouch) -> Outcome:
    """What an act makes of what stood before it."""
    if before is None or before.withdrawn:
        return "held" if act.withdrawn else "new"
    same = replace(before, by=act.by, on_day=act.on_day) == act
    return "held" if same else "changed"

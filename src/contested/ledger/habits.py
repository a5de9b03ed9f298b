"""Habits of sources as they were learned, in; the last ones, as of any day, out. Each stands for good; the last counts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from contested.ledger.connect import writing
from contested.ledger.moments import check_moment, recorded_by
from contested.ledger.places import act_row, check_act, next_number
from contested.ledger.records import HABITS
from contested.ledger.schema import habits
from contested.ledger.store import Store
from contested.model import Day, LearnedHabits


class KeepsHabits(Store):
    """Learned habits. `recorded_at` is the caller's UTC moment."""

    def add_habits(self, learned: LearnedHabits, recorded_at: str) -> None:
        """Enter what was learned; from now on it counts. What stands already is not entered again."""
        check_moment(recorded_at)
        with writing(self.engine) as connection, connection.begin():
            if read_last(connection) != learned:
                number = next_number(connection, habits)
                connection.execute(habits.insert(), act_row(number, learned, recorded_at))

    def habits(self, recorded_on: Day | None = None) -> LearnedHabits | None:
        """What was learned last, by the end of a day; null where nothing was."""
        with self.engine.connect() as connection:
            return read_last(connection, recorded_on)

    def check_habits(self, connection: Connection) -> Iterator[str]:
        """Problems of the table: rows that were changed, and rows that are missing between others."""
        for expected, row in enumerate(connection.execute(select(habits).order_by(habits.c.number)), 1):
            if row.number != expected:
                yield f"habits {expected}: their row is missing"
                return
            yield from check_act(f"habits {row.number}", row, HABITS)


def read_last(connection: Connection, recorded_on: Day | None = None) -> LearnedHabits | None:
    """The last row by the end of a day."""
    query = select(habits.c.record).where(*recorded_by(recorded_on, habits.c.recorded_at))
    record = connection.execute(query.order_by(habits.c.number.desc()).limit(1)).scalar()
    return None if record is None else HABITS.decode(record)

"""Habits of sources as they were learned, in; the last ones, as of any day, out. Each stands for good; the last counts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from contested.ledger.connect import writing
from contested.ledger.entries import enter
from contested.ledger.moments import check_moment, recorded_by
from contested.ledger.places import act_row, next_number
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
                enter(connection, habits, [act_row(number, learned, recorded_at)])

    def habits(self, recorded_on: Day | None = None) -> LearnedHabits | None:
        """What was learned last, by the end of a day; null where nothing was."""
        with self.engine.connect() as connection:
            return read_last(connection, recorded_on)


def read_last(connection: Connection, recorded_on: Day | None = None) -> LearnedHabits | None:
    """The last row by the end of a day."""
    query = select(habits.c.record).where(*recorded_by(recorded_on, habits.c.recorded_at))
    record = connection.execute(query.order_by(habits.c.number.desc()).limit(1)).scalar()
    return None if record is None else HABITS.decode(record)

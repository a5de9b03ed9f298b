"""What was counted of sources in; the record of it that is kept, and habits again, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from contested.model import Control, Day, LearnedHabits, SpeakerCounts
from contested.reconcile.chain import Ints, Turns
from contested.reconcile.facing import Gains
from contested.reconcile.habits import SHAPE, Habits, Speaker
from contested.reconcile.pace import NO_TURNS, RATES, find_rates


class Counted(NamedTuple):
    """How places `stood` (told, standings, phases) when each speaker spoke of them, in millionths, how they turned, and where
    each holder was told to have ground."""

    stood: Mapping[Speaker, Ints]
    turns: Turns = NO_TURNS
    gains: Gains = ()

    @property
    def habits(self) -> Habits:
        """The habits that this shows."""
        return Habits(self.stood, self.turns)


def record_habits(counted: Counted, until: Day, statements: int) -> LearnedHabits:
    """What was learned, as a record."""
    return LearnedHabits(
        until=until,
        statements=statements,
        shape=SHAPE,
        speakers=tuple(
            SpeakerCounts(source=source, kind=kind, interest=interest, counts=tuple(one.ravel().tolist()))
            for (source, kind, interest), one in sorted(counted.stood.items(), key=lambda pair: pair[0])
        ),
        turns=counted.turns,
        gains=counted.gains,
    )


def read_counts(learned: LearnedHabits) -> Counted:
    """What a record says, to the bit as it was learned; `can_read` says of which records."""
    stood = {
        (one.source, one.kind, one.interest): np.array(one.counts, dtype=np.int64).reshape(SHAPE)
        for one in learned.speakers
    }
    return Counted(stood, Turns(*learned.turns), learned.gains or ())


def find_pace(learned: LearnedHabits) -> float:
    """How many times as often as usual held places become contested on the desk."""
    return find_rates(Turns(*learned.turns)).to_contested / RATES.to_contested


def can_read(learned: LearnedHabits) -> bool:
    """Whether a record was counted as these rules count: an older version may have told other things apart."""
    return learned.shape == SHAPE and len(learned.turns) == len(NO_TURNS) and learned.gains is not None


def count_statements(controls: Iterable[Control]) -> int:
    """How many statements count for controls: those that somebody vouches for, and that were not taken back."""
    return sum(one.vouched and one.taken_back is None for control in controls for one in control.evidence)

"""What was counted of sources in; the record of it that is kept, and habits again, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from contested.model import Control, Day, LearnedHabits, SpeakerCounts
from contested.reconcile.chain import Ints
from contested.reconcile.habits import SHAPE, Habits, Speaker


def record_habits(counts: Mapping[Speaker, Ints], until: Day, statements: int) -> LearnedHabits:
    """What was learned, as a record."""
    return LearnedHabits(
        until=until,
        statements=statements,
        shape=SHAPE,
        speakers=tuple(
            SpeakerCounts(source=source, kind=kind, interest=interest, counts=tuple(one.ravel().tolist()))
            for (source, kind, interest), one in sorted(counts.items(), key=lambda pair: pair[0])
        ),
    )


def read_habits(learned: LearnedHabits) -> Habits:
    """The habits of a record, to the bit as they were learned; `can_read` says of which records."""
    return Habits(
        {
            (one.source, one.kind, one.interest): np.array(one.counts, dtype=np.int64).reshape(SHAPE)
            for one in learned.speakers
        }
    )


def can_read(learned: LearnedHabits) -> bool:
    """Whether a record was counted as these rules count: an older version may have told other things apart."""
    return learned.shape == SHAPE


def count_statements(controls: Iterable[Control]) -> int:
    """How many statements count for controls: those that somebody vouches for, and that were not taken back."""
    return sum(one.vouched and one.taken_back is None for control in controls for one in control.evidence)

"""Ten thousand copies change nothing, and cost so many times what a thousand do."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from composed_war import Saying, Told, compose, day, publish
from copying import FORMS, Copying, copy
from outcomes import conclude
from test_flood import rivals

# Ten times the copies cost ten times the work, and there is what any account costs; a search that compares all with all
# would cost a hundred times as much.
MOST_GROWTH = 15


@pytest.mark.parametrize(("few", "times"), [(40, 3), pytest.param(1_000, 1, marks=pytest.mark.long)])
def test_ten_times_the_copies_change_nothing_and_cost_ten_times_as_much(few: int, times: int) -> None:
    """The least of several `times`, where these are short: what else runs on the machine only adds to them."""
    said = [Saying("captured", "NO", "oldmill"), Saying("holds", "NO", "highford", ago=1)]
    report = publish("copied", "Ridge", day(8), compose(said, "copied"))
    alone = conclude([*rivals(), report])
    spent = []
    for count in (few, 10 * few):
        flood = [
            copy(report, Copying(FORMS[number % len(FORMS)], number % 61 - 30, 1), number)
            for number in range(count)
        ]
        spent.append(min(time_of([*rivals(), report, *flood], alone) for _ in range(times)))
    assert spent[1] <= MOST_GROWTH * spent[0], spent


def time_of(desk: list[Told], concluded: dict[str, Any]) -> float:
    """Seconds of the processor for what a desk concludes, which must be this."""
    begun = process_time()
    found = conclude(desk)
    spent = process_time() - begun
    assert found == concluded
    return spent

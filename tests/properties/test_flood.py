"""Copies of one report, however many and however made, change nothing that a desk concludes."""

from __future__ import annotations

from typing import Any

import pytest
from composed_war import VOICES, Saying, Told, compose, day, publish
from copying import FORMS, Copying, Form, copy
from drawn import COPIED, copied, copyings, desks
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import conclude

RIVALS = (
    ("Southern Staff", 2, Saying("holds", "SO", "oldmill")),
    ("Southern Staff", 9, Saying("captured", "NO", "oldmill", "denied")),
    ("War Institute", 12, Saying("entered", "NO", "oldmill", voices=VOICES["Ridge"])),
    ("Valley Wire", 14, Saying("captured", "NO", "newmill", voices=VOICES["Dawn"])),
    ("Ridge", 16, Saying("withdrew", "SO", "newmill")),
    ("Lantern", 18, Saying("holds", "SO", "highford")),
)
# A copy says that it was published so many days after the report, or nothing of that.
STATED = (-30, -6, 0, 3, 29, None)


def rivals() -> list[Told]:
    return [
        publish(f"rival-{number}", publisher, day(on), compose([saying], number))
        for number, (publisher, on, saying) in enumerate(RIVALS)
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@pytest.mark.parametrize("kind", COPIED)
def test_a_copy_in_any_form_on_any_day_changes_nothing(kind: str, form: Form) -> None:
    publisher, voice = COPIED[kind]
    said = [
        Saying("captured", "NO", "oldmill", voices=VOICES[voice]),
        Saying("holds", "NO", "highford", voices=VOICES[voice], ago=1),
    ]
    report = publish("copied", publisher, day(8), compose(said, "copied"))
    copies = [copy(report, Copying(form, after, 1), number) for number, after in enumerate(STATED)]
    assert conclude([*rivals(), report, *copies]) == conclude([*rivals(), report])


@pytest.mark.parametrize("kind", COPIED)
@settings(max_examples=6, deadline=None)
@given(st.data())
def test_a_flood_of_copies_changes_nothing(kind: str, data: Any) -> None:
    check_flood(kind, data)


@pytest.mark.long
@pytest.mark.parametrize("kind", COPIED)
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_many_floods_change_nothing(kind: str, data: Any) -> None:
    check_flood(kind, data)


def check_flood(kind: str, data: Any) -> None:
    base, report = data.draw(desks()), data.draw(copied(kind))
    ways = data.draw(st.lists(copyings(kind), min_size=1, max_size=12))
    times = data.draw(st.integers(1, 5))
    flood = [copy(report, way, number) for number, way in enumerate(ways * times)]
    assert conclude([*base, report, *flood]) == conclude([*base, report])

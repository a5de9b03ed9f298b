"""Habits of sources on a desk: learned once and kept, learned anew when asked, never from what was not known yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from contested.ask.past import Past
from contested.desk import open_desk
from contested.model import LearnedHabits
from contested.pipeline import (
    Moment,
    Workshop,
    add_paths,
    bring_up_to_date,
    find_habits,
    keep_habits,
    take_account,
)
from tests.desks import EXAMPLE, make_desk

FIRST, SECOND = "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z"
NOW = Moment("2025-12-31")


def add(shop: Workshop, names: list[str], recorded_at: str) -> None:
    add_paths(shop, [EXAMPLE / "reports" / name for name in names], recorded_at)
    bring_up_to_date(shop, recorded_at)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of a few reports, whose habits were learned; then others came."""
    folder = tmp_path_factory.mktemp("learned")
    shop = make_desk(folder, sources=True)
    few = sorted(one.name for one in (EXAMPLE / "reports").glob("*.html"))
    add(shop, few, FIRST)
    keep_habits(shop, take_account(shop, NOW), FIRST)
    add(shop, ["2025-summer.jsonl"], SECOND)
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Workshop:
    """A copy of that desk."""
    shutil.copytree(made, tmp_path / "desk")
    return Workshop(open_desk(tmp_path / "desk"))


def kept(shop: Workshop) -> LearnedHabits:
    with shop.ledger() as ledger:
        learned = ledger.habits()
    assert learned is not None
    assert learned.speakers
    return learned


def test_all_questions_go_by_what_was_learned_last(shop: Workshop) -> None:
    account = take_account(shop, NOW)
    assert account.habits == kept(shop)
    assert Past(shop, NOW.as_of).controls(None) == account.controls


def test_habits_are_learned_anew_when_asked(shop: Workshop) -> None:
    before = kept(shop)
    account = take_account(shop, NOW, relearn=True)
    assert account.habits
    assert account.habits.statements > before.statements
    assert kept(shop) == before
    keep_habits(shop, account, SECOND)
    assert take_account(shop, NOW) == account


@pytest.mark.parametrize(
    ("moment", "audience"), [(Moment("2025-12-31", known_on="2025-08-31"), "desk"), (NOW, "public")]
)
def test_what_was_known_or_is_shown_does_not_depend_on_what_was_learned(
    shop: Workshop, moment: Moment, audience: str
) -> None:
    before = take_account(shop, moment, audience)  # type: ignore[arg-type]
    keep_habits(shop, take_account(shop, NOW, relearn=True), SECOND)
    assert find_habits(shop, moment, audience) is None  # type: ignore[arg-type]
    assert take_account(shop, moment, audience) == before  # type: ignore[arg-type]


def test_a_past_state_of_the_desk_goes_by_what_it_had_learned(shop: Workshop) -> None:
    past = Moment("2025-12-31", recorded_on="2026-01-01")
    learned, before = kept(shop), take_account(shop, past)
    keep_habits(shop, take_account(shop, NOW, relearn=True), SECOND)
    assert kept(shop) != learned
    assert find_habits(shop, past) == learned
    assert take_account(shop, past) == before


def test_a_record_of_before_turns_were_counted_is_learned_anew(shop: Workshop) -> None:
    with shop.ledger() as ledger:
        ledger.add_habits(replace(kept(shop), turns=()), SECOND)
    assert find_habits(shop, NOW) is None
    assert take_account(shop, NOW).habits != kept(shop)


def test_a_desk_of_which_nothing_is_known_learns_later(tmp_path: Path) -> None:
    shop = make_desk(tmp_path)
    keep_habits(shop, take_account(shop, NOW), FIRST)
    assert find_habits(shop, NOW) is None

"""What the desk of five real articles says of Kupiansk: read on Rybar's word, and against his interest."""

from __future__ import annotations

import pytest

from contested.model import Status
from contested.pipeline import Moment, Workshop, add_paths, bring_up_to_date, take_account
from tests.desks import ROOT, make_desk

SEEDS = ROOT.parent / "shared" / "seeds"
NOW = "2027-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    if not SEEDS.exists():
        pytest.skip(f"{SEEDS} is not at hand")
    shop = make_desk(tmp_path_factory.mktemp("seeds") / "desk")
    add_paths(shop, [SEEDS], NOW)
    bring_up_to_date(shop, NOW)
    return shop


def status(shop: Workshop, day: str) -> Status:
    (control,) = (one for one in take_account(shop, Moment(day)).controls if one.place.name == "Kupiansk")
    return shop.status_on(control, day)


def test_the_withdrawal_is_rybars_admission(shop: Workshop) -> None:
    found = status(shop, "2024-12-31")
    counts = [one for one in found.evidence if one.weight > 0]
    assert {(one.origin, one.says, one.against_interest) for one in counts} == {("Rybar", "not:RU", True)}
    assert found.probabilities["UA"] > found.probabilities["RU"]


def test_no_vouched_witness_says_that_it_is_cut_off(shop: Workshop) -> None:
    account = take_account(shop, Moment("2025-09-20"))
    told = {one.claim_id for one in account.claims if one.event == "encircled" and one.stance == "asserted"}
    assert told
    assert not [one for one in account.origins if one.vouched and not told.isdisjoint(one.claims)]

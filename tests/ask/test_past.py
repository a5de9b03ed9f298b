"""What a batch works out for many past days at once is what each day's account has, to the bit."""

from __future__ import annotations

import pytest

from contested.adding import add_claims
from contested.ask.past import Past
from contested.ask.status import account_on
from contested.days import shift_day
from contested.pipeline import Workshop, add_paths, bring_up_to_date
from tests.desks import TINY, make_desk
from tests.told_samples import KESSA, MILL, told_row, write_rows

NOON, LATER = "2019-07-01T12:00:00Z", "2019-07-03T12:00:00Z"
DAYS = ("2019-06-20", "2019-05-01", "2019-05-12", "2019-05-13", "2019-05-12", "2019-06-02")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The invented war, with an undated report, and claims made elsewhere of its places and of others."""
    folder = tmp_path_factory.mktemp("past")
    shop = make_desk(folder / "desk", str(TINY / "theatre"))
    undated = folder / "leaflet.txt"
    undated.write_text("Velian troops have captured Kessa.", "utf-8")
    add_paths(shop, [TINY / "reports", undated], NOON)
    rows = []
    for number in range(40):
        day = shift_day("2019-04-20", number * 2 - number % 3)
        when = {"start": day, "end": day, "text": None, "basis": "publication"}
        event, actor = [("captured", "VEL"), ("withdrew", "FRL"), ("captured", "FRL"), ("entered", "VEL")][
            number % 4
        ]
        place = [KESSA, MILL, MILL | {"lat": 1.311}][number % 3]
        publisher = ["Harbour Institute", "League Voice", "echo.example"][number % 3]
        rows.append(
            told_row(
                number,
                published=day,
                when=when,
                event=event,
                actor=actor,
                places=[place],
                publisher=publisher,
            )
        )
    add_claims(shop, write_rows(folder / "claims.jsonl", rows), LATER)
    bring_up_to_date(shop, NOON)
    return shop


@pytest.mark.parametrize("recorded_on", [None, "2019-07-02"])
def test_control_is_that_of_the_account_of_each_day(shop: Workshop, recorded_on: str | None) -> None:
    past = Past(shop, "2019-06-20", recorded_on)
    for known_on in (*DAYS, None):
        controls = account_on(shop, "2019-06-20", known_on, recorded_on).controls
        assert past.controls(known_on) == controls
    assert {control.place.name for control in controls} >= {"Kessa"}
    assert any(control.place.name == "Lower Mill" for control in controls) == (recorded_on is None)

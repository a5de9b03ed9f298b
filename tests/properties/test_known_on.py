"""What was known on a day is what a desk would say that had only been given the reports known by then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from contested.ingest import read_reports
from contested.model import Account, Day, Rejection
from contested.pipeline import Moment, Workshop, bring_up_to_date, take_account
from tests.desks import TINY, make_desk

RECORDED = "2026-01-01T00:00:00Z"


class Sighting(NamedTuple):
    """A report that the desk first saw on a day."""

    publisher: str
    published: Day
    seen: Day
    text: str


POST = "League fighters have withdrawn from Dunmarrow, which lies in ruins after three weeks of fighting along the Lune."
SIGHTINGS = (
    Sighting("League Voice", "2019-05-10", "2019-05-10", POST),
    Sighting("vale-letters.example", "2019-05-04", "2019-05-14", POST),
    Sighting("Velian Ministry of War", "2019-05-09", "2019-05-20", "Velian troops have captured Dunmarrow."),
    Sighting("river-watch.example", "2019-05-08", "2019-05-16", f"Dunmarrow falls.\n\n{POST} Read more."),
    Sighting(
        "Marova Observer",
        "2019-05-12",
        "2019-05-12",
        "League Voice said that League fighters had left Dunmarrow.",
    ),
    Sighting(
        "Marova Observer",
        "2019-05-21",
        "2019-05-22",
        "The League Council denied that Velian troops had captured Dunmarrow.",
    ),
)


def make_known(folder: Path, known_on: Day) -> Workshop:
    """A desk that was only given what was published and seen by a day."""
    folder.mkdir()
    shop = make_desk(folder / "desk", str(TINY / "theatre"))
    known = [one for one in SIGHTINGS if max(one.published, one.seen) <= known_on]
    with shop.ledger() as ledger:
        for number, one in enumerate(known):
            file = folder / f"{number}.jsonl"
            row = {"id": f"{one.publisher} {one.published}", "publisher": one.publisher}
            file.write_text(json.dumps(row | {"published": one.published, "text": one.text}), "utf-8")
            (found,) = read_reports([file])
            assert not isinstance(found, Rejection)
            ledger.add_reports([found], RECORDED, seen=one.seen)
    bring_up_to_date(shop, RECORDED)
    return shop


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return make_known(tmp_path_factory.mktemp("known") / "everything", "2019-06-30")


@pytest.mark.parametrize("known_on", ["2019-05-10", "2019-05-14", "2019-05-21"])
def test_an_account_of_a_past_day_is_that_of_the_reports_known_by_then(
    everything: Workshop, tmp_path: Path, known_on: Day
) -> None:
    known = make_known(tmp_path / "known", known_on)
    assert past(everything, known_on) == past(known, known_on)


def past(shop: Workshop, known_on: Day) -> Account:
    return take_account(shop, Moment("2019-06-30", known_on=known_on))


def test_first_sight_decides_what_was_known(everything: Workshop) -> None:
    accounts = [past(everything, day) for day in ("2019-05-09", "2019-05-10", "2019-05-14", "2019-05-20")]
    assert [len(account.reports) for account in accounts] == [0, 1, 3, 5]

"""A day of war told by both sides in three languages, read from its texts: what is one happening, and how it is told."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import pytest
from day_of_war import read_day

from contested.ingest import read_reports
from contested.model import Claim, Event, Rejection
from contested.pipeline import Moment, bring_up_to_date, take_account
from tests.desks import make_desk

RECORDED = "2025-04-01T00:00:00Z"
# Of each happening the versions, by what the sentences in each were said to tell.
VERSIONS = {
    "zahryzove": [{"taken"}, {"left"}, {"denied"}],
    "kindrashivka": [{"taken"}, {"ours"}, {"part"}],
    "horlivka": [{"ours"}, {"theirs"}],
    "belgorod": [{"hit"}, {"down"}, {"unhurt"}],
    "dvorichna14": [{"attacked"}, {"beaten"}],
    "sudzha": [{"taken"}, {"left"}],
    "borova": [{"ours"}, {"left"}],
    "chuhuiv": [{"depot", "three"}, {"two"}],
}
AGAINST = {("zahryzove", "left"), ("sudzha", "left"), ("borova", "left")}


class Day(NamedTuple):
    """The events of the day, and for each claim that was read the happening and the version that it was said to tell."""

    events: tuple[Event, ...]
    told: dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp("day")
    shop, file, written = make_desk(folder / "desk"), folder / "day.jsonl", read_day()
    file.write_text("\n".join(one.line() for one in written), "utf-8")
    reports = [one for one in read_reports([file]) if not isinstance(one, Rejection)]
    with shop.ledger() as ledger:
        ledger.add_reports(reports, RECORDED)
    bring_up_to_date(shop, RECORDED)
    account = take_account(shop, Moment("2025-03-16"))
    said = {(one.name, sentence.text): sentence for one in written for sentence in one.sentences}

    def find(claim: Claim) -> tuple[str, str]:
        sentence = said.get((claim.report_name, claim.text.strip()))
        return (sentence.happening, sentence.version) if sentence else ("", "")

    return Day(account.events, {one.claim_id: told for one in account.claims if (told := find(one))[0]})


def members(event: Event) -> set[str]:
    return {*event.claims, *event.denied_by, *(claim for one in event.versions for claim in one.wordings)}


def test_claims_are_joined_that_tell_of_one_happening(day: Day) -> None:
    found = {pair for one in day.events for pair in combinations(sorted(members(one) & day.told.keys()), 2)}
    true = {
        pair for pair in combinations(sorted(day.told), 2) if day.told[pair[0]][0] == day.told[pair[1]][0]
    }
    assert len(true) > 30
    assert found <= true
    assert len(found) >= 0.85 * len(true)


@pytest.mark.parametrize("happening", VERSIONS)
def test_each_happening_has_its_versions(day: Day, happening: str) -> None:
    events = [
        one
        for one in day.events
        if any(day.told.get(claim, "")[:1] == (happening,) for claim in one.wordings)
    ]
    event = max(events, key=lambda one: len(members(one)))
    told = [{day.told[claim][1] for claim in one.wordings if claim in day.told} for one in event.versions]
    assert sorted(map(sorted, told)) == sorted(map(sorted, VERSIONS[happening]))
    against = {
        version
        for one in event.versions
        if one.against_interest
        for version in told[event.versions.index(one)]
    }
    assert against == {version for name, version in AGAINST if name == happening}

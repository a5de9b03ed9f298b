"""Moments and their days, and undated reports on a desk: in the ledger, in lists, on pages and in control."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.ask.summary import Undated, list_undated
from contested.errors import SettingsError
from contested.model import Account, Report
from contested.pipeline import Moment, Workshop, add_paths, bring_up_to_date, take_account
from contested.publish.exports.tables.claims import describe_claim
from contested.publish.site.reports import describe_report
from contested.publish.site.settings import SiteSettings
from contested.publish.words import load_words, say_published, say_when
from tests.desks import TINY, make_desk

RECORDED = "2026-01-01T00:00:00Z"
UNDATED = (
    "Two weeks ago, Ukrainian forces captured Sudzha. Russian forces captured Niu-York earlier this week. "
    "Russian forces shelled Kupiansk."
)


def add_lines(folder: Path, *lines: dict[str, str], theatre: str = "russia_ukraine") -> Workshop:
    shop = make_desk(folder / "desk", theatre)
    file = folder / "reports.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert not add_paths(shop, [file], RECORDED).rejected
    bring_up_to_date(shop, RECORDED)
    return shop


def reports_of(shop: Workshop) -> dict[str, Report]:
    with shop.ledger() as ledger:
        return {report.name: report for report in ledger.reports()}


@pytest.mark.parametrize(
    ("stated", "moment", "day"),
    [
        ("2025-05-09T23:30:00Z", "2025-05-09T23:30:00Z", "2025-05-10"),
        ("2025-05-09T20:30:00Z", "2025-05-09T20:30:00Z", "2025-05-09"),
        ("2025-01-09T22:30:00Z", "2025-01-09T22:30:00Z", "2025-01-10"),  # winter time
        ("2025-05-10T05:30:00+09:00", "2025-05-09T20:30:00Z", "2025-05-09"),
        ("2025-05-09T19:00:00-05:00", "2025-05-10T00:00:00Z", "2025-05-10"),
        ("2025-05-09T23:30:00", None, "2025-05-09"),
        ("2025-05-09", None, "2025-05-09"),
    ],
)
def test_a_moment_is_kept_in_utc_and_its_day_in_the_theatres_zone(
    stated: str, moment: str | None, day: str, tmp_path: Path
) -> None:
    shop = add_lines(tmp_path, {"id": "a", "text": "Russian forces captured Synkivka.", "published": stated})
    report = reports_of(shop)["a"]
    assert (report.published_at, report.published, report.published_basis) == (moment, day, "stated")


def test_a_theatre_without_a_zone_counts_days_in_utc(tmp_path: Path) -> None:
    line = {"id": "a", "text": "Velian troops hold Kessa.", "published": "2019-05-09T23:30:00Z"}
    shop = add_lines(tmp_path, line, theatre=str(TINY / "theatre"))
    assert reports_of(shop)["a"].published == "2019-05-09"


def test_a_time_zone_that_is_none_is_refused(tmp_path: Path) -> None:
    theatre = tmp_path / "theatre"
    theatre.mkdir()
    written = (TINY / "theatre" / "theatre.toml").read_text("utf-8")
    (theatre / "theatre.toml").write_text('time_zone = "Mars/Olympus"\n' + written, "utf-8")
    shop = make_desk(tmp_path / "desk", str(theatre))
    with pytest.raises(SettingsError, match="Mars/Olympus"):
        _ = shop.theatre.zone


# Three known sources date a turn, and with it a report that only tells of it.
DATED = (
    {
        "id": "dated",
        "text": "Russian forces captured Synkivka.",
        "published": "2025-05-10",
        "publisher": "Reuters",
    },
    {
        "id": "dated too",
        "text": "Russian units have captured Synkivka.",
        "published": "2025-05-12",
        "publisher": "AFP",
    },
    {
        "id": "and again",
        "text": "Russian troops have captured Synkivka.",
        "published": "2025-05-11",
        "publisher": "AP",
    },
)
BY_ANOTHER = {
    "id": "by another",
    "text": "Synkivka was captured by Russian troops, and men were seen there.",
}


def test_what_nobody_vouches_for_dates_no_other_report(tmp_path: Path) -> None:
    unknown = [one | {"publisher": f"site{n}.example"} for n, one in enumerate(DATED)]
    (undated,) = list_undated(add_lines(tmp_path, *unknown, BY_ANOTHER))
    assert (undated.start, undated.end) == (None, None)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return add_lines(
        tmp_path_factory.mktemp("undated"),
        {"id": "own words", "text": UNDATED},
        {"id": "nothing tells", "text": "Russian forces shelled Vovchansk."},
        *DATED,
        BY_ANOTHER,
    )


@pytest.fixture(scope="module")
def account(desk: Workshop) -> Account:
    return take_account(desk, Moment("2025-12-31"))


def test_the_list_says_when_and_why(desk: Workshop) -> None:
    by_name = {one.report_name: one for one in list_undated(desk)}
    assert set(by_name) == {"own words", "nothing tells", "by another"}
    assert (by_name["own words"].start, by_name["own words"].end) == ("2024-08-20", "2024-08-25")
    assert (by_name["by another"].start, by_name["by another"].end) == ("2025-04-25", "2025-05-26")
    assert by_name["own words"].reasons
    assert by_name["by another"].reasons
    nothing = by_name["nothing tells"]
    assert nothing == Undated("nothing tells", nothing.span, None, None, ())


def test_a_dating_is_shown_as_inferred_and_never_as_a_day(desk: Workshop, account: Account) -> None:
    words = load_words(desk.theatre, "en")
    (claim,) = [one for one in account.claims if one.text == "Russian forces shelled Kupiansk."]
    assert claim.published is None
    assert say_published(claim, words) == "undated, by its own words between 20 and 25 August 2024"
    assert say_when(claim.when, words) == "between 19 and 25 August 2024"
    cells = describe_claim(claim)
    assert (cells["published"], cells["published_from"], cells["published_to"]) == (
        None,
        "2024-08-20",
        "2024-08-25",
    )
    report = next(one for one in account.reports if one.name == "own words")
    own = [one for one in account.claims if one.report_id == report.report_id]
    shown = describe_report(report, own, SiteSettings(name="x", as_of="2025-12-31", synthetic=True), {})
    assert [(one.start, one.end) for one in shown["datings"]] == [("2024-08-20", "2024-08-25")]
    assert shown["published"] is None


def test_a_report_that_nothing_dates_says_nothing_of_time(account: Account) -> None:
    (claim,) = [one for one in account.claims if one.report_name == "nothing tells"]
    assert (claim.when.start, claim.when.end, claim.when.basis, claim.dating) == (None, None, "none", None)


def test_the_order_of_reading_changes_no_dating(tmp_path: Path) -> None:
    lines = [BY_ANOTHER, *DATED]
    listed = []
    for number, order in enumerate((lines, lines[::-1])):
        (tmp_path / str(number)).mkdir()
        listed.append(list_undated(add_lines(tmp_path / str(number), *order)))
    assert listed[0] == listed[1]
    assert listed[0][0].start == "2025-04-25"

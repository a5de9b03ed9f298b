"""From reports to a site: another war without a line of code changed, the same bytes from any order."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from contested import pipeline
from contested.model import Account
from contested.pipeline import (
    Moment,
    Workshop,
    add_paths,
    bring_up_to_date,
    build_site,
    counted_claims,
    take_account,
)
from tests.desks import EXAMPLE, TINY, make_desk
from tests.extract.reading import read_claims

RECORDED = "2026-01-01T00:00:00Z"
EXPECTED = [json.loads(line) for line in (TINY / "expected.jsonl").read_text("utf-8").splitlines()]
ASSETS = Path(__file__).parents[1] / "src" / "contested" / "publish" / "site" / "assets"


def read(shop: Workshop, paths: list[Path]) -> None:
    for path in paths:
        add_paths(shop, [path], RECORDED)
    bring_up_to_date(shop, RECORDED)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, Account]:
    shop = make_desk(tmp_path_factory.mktemp("tiny"), str(TINY / "theatre"))
    read(shop, [TINY / "reports"])
    return shop, take_account(shop, Moment("2019-05-31"))


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['place']}-{row['on']}")
def test_a_war_between_a_state_and_a_movement(tiny: tuple[Workshop, Account], row: dict[str, str]) -> None:
    shop, account = tiny
    control = next(one for one in account.controls if one.place.name == row["place"])
    status = shop.status_on(control, row["on"])
    assert status.state == row["state"], status


def test_only_the_theatres_sides_hold_anything(tiny: tuple[Workshop, Account]) -> None:
    _, account = tiny
    assert {state for control in account.controls for state in control.states} == {"VEL", "FRL", "contested"}
    assert {claim.actor for claim in account.claims} <= {"VEL", "FRL", None}


def test_every_claim_resolves_to_characters_of_archived_bytes(tiny: tuple[Workshop, Account]) -> None:
    _, account = tiny
    texts = {report.report_id: report.text for report in account.reports}
    assert account.claims
    for claim in account.claims:
        assert texts[claim.report_id][claim.start : claim.end] == claim.text
    told = {claim_id for origin in account.origins for claim_id in origin.claims}
    assert told == {claim.claim_id for claim in account.claims}


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.skipif(not (ASSETS / "page.js").exists(), reason="the page is not built: make setup")
def test_the_same_reports_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    # Each file with its manifest beside it: adding them one by one, shuffled, is another order of arrival.
    files = sorted(file for file in (EXAMPLE / "reports").iterdir() if file.name != "manifest.jsonl")
    sites, claims = [], []
    for seed in (None, 3):
        folder = tmp_path / str(seed)
        folder.mkdir()
        shop = make_desk(folder, sources=True)
        order = [EXAMPLE / "reports"] if seed is None else random.Random(seed).sample(files, len(files))
        read(shop, order)
        account = build_site(shop, Moment("2025-12-31"), "desk", folder / "site", "2026-01-01T00:00:00Z")
        claims.append(account.claims)
        sites.append(digest(folder / "site"))
    assert claims[0] == claims[1]
    assert sites[0] == sites[1]


def test_what_was_known_on_a_day_ignores_what_came_later(tmp_path: Path) -> None:
    shop = make_desk(tmp_path, sources=True)
    read(shop, [EXAMPLE / "reports"])
    early = take_account(shop, Moment("2025-12-31", known_on="2025-06-30"))
    assert early.reports
    assert all(report.published and report.published <= "2025-06-30" for report in early.reports)

    other = make_desk_of_early_reports(tmp_path / "early")
    assert take_account(other, Moment("2025-06-30")).controls == early.controls


def make_desk_of_early_reports(folder: Path) -> Workshop:
    """A desk that was only ever given the reports of the first half."""
    folder.mkdir()
    shop = make_desk(folder, sources=True)
    rows = [
        json.loads(line) for line in (EXAMPLE / "reports" / "manifest.jsonl").read_text("utf-8").splitlines()
    ]
    early = [row["file"] for row in rows if row.get("published") and row["published"] <= "2025-06-30"]
    read(shop, [EXAMPLE / "reports" / name for name in early])
    lines = (EXAMPLE / "reports" / "2025-summer.jsonl").read_text("utf-8").splitlines()
    part = folder / "summer.jsonl"
    part.write_text(
        "\n".join(line for line in lines if json.loads(line)["published"] <= "2025-06-30"), "utf-8"
    )
    read(shop, [part])
    return shop


def test_the_public_sees_nothing_newer_than_the_delay(tmp_path: Path) -> None:
    shop = make_desk(tmp_path, sources=True)
    read(shop, [EXAMPLE / "reports"])
    account = take_account(shop, Moment("2025-12-14"), "public")
    assert account.reports
    assert max(report.published for report in account.reports if report.published) < "2025-12-14"
    assert account.mentions == ()


def test_the_rules_version_hangs_on_no_second_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    for name in ("extract", "locate", "events"):
        shutil.copytree(pipeline.HERE / name, package / name)
    monkeypatch.setattr(pipeline, "HERE", package)
    monkeypatch.setattr(pipeline, "SECOND_READERS", package / "extract" / "readers")
    shop = make_desk(tmp_path, str(TINY / "theatre"))
    version = shop.version
    (package / "extract" / "readers" / "another.py").write_text("", "utf-8")
    assert Workshop(shop.desk).version == version
    (package / "extract" / "another.py").write_text("", "utf-8")
    assert Workshop(shop.desk).version != version


def test_a_mended_report_is_no_longer_set_aside(tmp_path: Path) -> None:
    shop = make_desk(tmp_path, sources=True)
    file = tmp_path / "reports" / "two.jsonl"
    file.parent.mkdir()
    good = '{"text": "Russian forces left Podoly.", "id": "one"}'
    file.write_text(good + '\n{"text": ', "utf-8")
    assert len(add_paths(shop, [file.parent], RECORDED).rejected) == 1
    file.write_text(good + '\n{"text": "Ukrainian forces hold Podoly.", "id": "two"}', "utf-8")
    assert add_paths(shop, [file.parent], "2026-01-02T00:00:00Z")[:2] == (1, 1)
    with shop.ledger() as ledger:
        assert ledger.rejections() == ()


def test_a_day_that_is_still_to_come_is_set_aside_and_a_far_day_asked_for_costs_nothing(
    tmp_path: Path,
) -> None:
    shop = make_desk(tmp_path, sources=True)
    file = tmp_path / "far.jsonl"
    file.write_text(
        '{"text": "Russian forces left Podoly.", "id": "far", "published": "2999-01-01"}', "utf-8"
    )
    (rejection,) = add_paths(shop, [file], RECORDED).rejected
    assert "still to come" in rejection.reason
    read(shop, [EXAMPLE / "reports" / "2025-12-13-cleared-map.txt"])
    account = take_account(shop, Moment("2999-01-01"))
    assert max(len(control.rows) for control in account.controls) < 3000
    assert shop.status_on(account.controls[0], "2999-01-01").probabilities


def test_the_public_is_shown_no_numbers_of_troops_brought_up() -> None:
    claims = read_claims(
        "Russia transferred 5,000 soldiers to Kursk, and two people were killed in Kharkiv.", "en"
    )
    assert {claim.event for claim in counted_claims(claims, "desk")} == {"reinforced", "casualties"}
    assert {claim.event for claim in counted_claims(claims, "public")} == {"casualties"}

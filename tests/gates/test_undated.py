"""Real reports without what is stated about them: dated rightly or not at all."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from contested.ask.summary import Undated, list_undated
from contested.ingest import read_reports
from contested.model import Rejection
from contested.pipeline import add_paths, bring_up_to_date
from tests.desks import EXAMPLE, ROOT, make_desk
from tests.extract.reading import workshop

SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
NOW = "2027-01-01T00:00:00Z"
CLOSE_DAYS = 15  # the two articles that name days are dated to less than this
WIDE_DAYS = 60  # the others to less than this, or not at all
CLOSELY = ("000", "002")


def width(one: Undated) -> int:
    assert one.start is not None
    assert one.end is not None
    return (date.fromisoformat(one.end) - date.fromisoformat(one.start)).days + 1


def test_articles_without_their_manifest(tmp_path: Path) -> None:
    if not SEEDS.exists():
        pytest.skip(f"{SEEDS} is not at hand")
    bare = tmp_path / "reports"
    bare.mkdir()
    for file in SEEDS.glob("*.txt"):
        shutil.copy(file, bare)
    lines = map(json.loads, (SEEDS / "manifest.jsonl").read_text("utf-8").splitlines())
    stated = {line["file"]: line["published"] for line in lines}
    shop = make_desk(tmp_path / "desk")
    add_paths(shop, [bare], NOW)
    bring_up_to_date(shop, NOW)
    found = [one for one in list_undated(shop) if one.start and one.end]
    for one in found:
        day = stated[one.report_name]
        assert one.reasons
        assert day is None or (one.start or "") <= day <= (one.end or ""), one
        assert width(one) < (CLOSE_DAYS if one.report_name.startswith(CLOSELY) else WIDE_DAYS)
    assert {one.report_name[:3] for one in found} >= set(CLOSELY)


@pytest.mark.parametrize(
    "reports", [EXAMPLE / "reports", SHARED / "gold" / "notes_reports.jsonl"], ids=["example", "notes"]
)
def test_no_dated_report_is_misdated_when_its_day_is_taken_away(reports: Path) -> None:
    if not reports.exists():
        pytest.skip(f"{reports} is not at hand")
    found = [one[0] for one in read_reports([reports]) if not isinstance(one, Rejection)]
    dated = [report for report in found if report.published]
    assert dated
    for report in dated:
        for claim in workshop().read(replace(report, published=None), by=NOW[:10]).claims:
            dating = claim.dating
            assert dating is None or dating.start <= (report.published or "") <= dating.end, dating

"""Accuracy floors, read from one file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from contested.evaluate import Score, score_claims
from contested.gold import read_gold
from contested.model import Claim
from contested.pipeline import Workshop, add_paths, bring_up_to_date
from tests.desks import EXAMPLE, ROOT, make_desk

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
SHARED = ROOT.parent / "shared"
NOW = "2027-01-01T00:00:00Z"  # later than every report: one dated ahead of its reading is rejected
SETS = {
    "example": (EXAMPLE / "reports", EXAMPLE / "gold.jsonl"),
    "seeds": (SHARED / "seeds", SHARED / "gold" / "seeds.jsonl"),
    "notes": (SHARED / "gold" / "notes_reports.jsonl", SHARED / "gold" / "notes.jsonl"),
}


def read_all(shop: Workshop, reports: Path) -> tuple[Claim, ...]:
    add_paths(shop, [reports], NOW)
    bring_up_to_date(shop, NOW)
    with shop.ledger() as ledger:
        return ledger.claims(shop.version)


@pytest.mark.parametrize("name", SETS)
def test_no_worse_than_the_floor(name: str, tmp_path: Path) -> None:
    reports, gold = SETS[name]
    if not gold.exists():
        pytest.skip(f"{gold} is not at hand")
    shop = make_desk(tmp_path, sources=name == "example")
    score: Score = score_claims(read_gold(gold), read_all(shop, reports), shop.theatre)
    floor = FLOORS[name]
    reached = {"event": score.event.f1, "whole": score.whole.f1, "places": score.places.f1}
    reached["when"] = score.attributes["when"]
    assert all(reached[key] >= floor[key] for key in reached), f"{reached} against {floor}"
    assert score.flips.flips <= floor["flips"] * max(1, score.flips.of), score.flips

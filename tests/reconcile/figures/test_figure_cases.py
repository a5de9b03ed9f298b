"""Composed reports in three languages: what their figures come to, from the text to the findings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from contested.model import Figures
from contested.reconcile import reconcile_figures
from contested.trace import trace
from tests.extract.reading import report_of, workshop

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]


def figures_of(case: dict[str, Any]) -> Figures:
    """The ledger of a case's reports, read and traced by the rules."""
    shop = workshop()
    reports = [
        report_of(
            one["text"],
            one.get("language", case.get("language", "en")),
            one.get("published"),
            one.get("publisher"),
        )
        for one in case["reports"]
    ]
    claims = [claim for report in reports for claim in shop.read(report).claims]
    _, origins = trace(reports, claims, shop.theatre.speakers, {})
    return reconcile_figures(claims, origins, {report.report_id: report.language for report in reports})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    figures = figures_of(case)
    told = [(one.kind, one.outcome, one.sum, one.reason) for one in figures.findings]
    for wanted in case.get("must", ()):
        assert any(
            (one.kind, one.outcome) == (wanted["kind"], wanted["outcome"])
            and wanted.get("sum", "") in one.sum
            and wanted.get("reason", "") in one.reason
            for one in figures.findings
        ), f"{case['because']}: {told} lacks {wanted}"
    kinds = {f"{one.kind}:{one.outcome}" for one in figures.findings}
    assert not kinds & set(case.get("must_not", ())), f"{case['because']}: {told}"
    if "numbers" in case:
        read = (one.low if one.low is not None else one.high for one in figures.quantities)
        assert sorted(number for number in read if number is not None) == case["numbers"], case["because"]
    counts = [[one.low for one in count.told] for count in figures.counts]
    assert counts == case.get("counts", counts), case["because"]
    repeats = [one.repeats for count in figures.counts for one in count.told]
    assert repeats == case.get("repeats", repeats), case["because"]
    series = [[point.low for point in one.points] for one in figures.series]
    assert series == case.get("series", series), case["because"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_not_found_was_looked_for(case: dict[str, Any]) -> None:
    """A case that only says what must not be found says which numbers were read, or what else was."""
    assert {"must", "numbers"} & set(case), case["name"]


def test_there_are_cases_of_every_language() -> None:
    languages = [one.get("language", case.get("language", "en")) for case in CASES for one in case["reports"]]
    assert len(CASES) >= 40
    assert min(languages.count(code) for code in ("en", "uk", "ru")) >= 5

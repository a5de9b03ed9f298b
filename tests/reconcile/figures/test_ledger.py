"""What holds of every ledger of quantities, and of the desk of the five seeds."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace
from test_figure_cases import CASES

from contested.ingest import read_reports
from contested.model import Claim, Figures, Origin, Report
from contested.reconcile import reconcile_figures
from contested.trace import trace
from tests.desks import ROOT
from tests.extract.reading import report_of, workshop

SEEDS = ROOT.parent / "shared" / "seeds"
NIGHT = "The Russian Defence Ministry said 27 drones were shot down over Kursk overnight."
OTHER = "Overnight, Russian air defences shot down 29 drones over Kursk."


def read(reports: list[Report]) -> tuple[list[Claim], list[Origin], dict[str, str]]:
    shop = workshop()
    claims = [claim for report in reports for claim in shop.read(report).claims]
    _, origins = trace(reports, claims, shop.theatre.speakers, {})
    return claims, list(origins), {report.report_id: report.language for report in reports}


def composed() -> list[Report]:
    """The reports of all cases, as one desk."""
    told = [(one, case) for case in CASES for one in case["reports"]]
    found = {
        report.report_id: report
        for one, case in told
        for report in [
            report_of(
                one["text"],
                one.get("language", case.get("language", "en")),
                one.get("published"),
                one.get("publisher"),
            )
        ]
    }
    return list(found.values())


def test_order_of_claims_and_origins_is_irrelevant() -> None:
    claims, origins, languages = read(composed())
    found = reconcile_figures(claims, origins, languages)
    assert len(found.quantities) > 100
    random.Random(7).shuffle(claims)
    random.Random(8).shuffle(origins)
    assert reconcile_figures(claims, origins, languages) == found


def test_every_number_stands_in_its_report() -> None:
    reports = composed()
    texts = {report.report_id: report.text for report in reports}
    figures = reconcile_figures(*read(reports))
    assert all(one.text == texts[one.report_id][one.start : one.end] for one in figures.quantities)
    known = {one.quantity_id for one in figures.quantities}
    assert len(known) == len(figures.quantities)
    assert all(set(one.quantities) <= known for one in figures.findings)


def figures_of(*told: tuple[str, str]) -> Figures:
    return reconcile_figures(
        *read([report_of(text, "en", "2024-11-24", publisher) for text, publisher in told])
    )


@pytest.mark.parametrize("publisher", ["Reuters", "Meduza", "A new site"])
def test_who_repeats_a_number_is_no_further_voice(publisher: str) -> None:
    (before,) = figures_of((NIGHT, "TASS"), (OTHER, "Rybar")).counts
    (after,) = figures_of((NIGHT, "TASS"), (OTHER, "Rybar"), (NIGHT, publisher)).counts
    assert [one.source for one in after.told] == [one.source for one in before.told]
    assert [one.repeats for one in after.told] == [1, 0]


@pytest.mark.parametrize("stance", ["denied", "forecast", "intended"])
def test_what_has_not_happened_is_listed_and_not_compared(stance: str) -> None:
    claims, origins, languages = read(
        [report_of(NIGHT, "en", "2024-11-24", "TASS"), report_of(OTHER, "en", "2024-11-24", "Rybar")]
    )
    changed = [replace(claim, stance=stance) if "29" in claim.text else claim for claim in claims]
    figures = reconcile_figures(changed, origins, languages)
    assert {one.low for one in figures.quantities} == {27, 29}
    assert (figures.counts, figures.findings) == ((), ())


def test_no_claims_no_figures() -> None:
    assert reconcile_figures([], [], {}) == Figures()


@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds are not at hand")
def test_the_drone_counts_of_the_seeds_are_checked() -> None:
    reports = [one[0] for one in read_reports([SEEDS]) if isinstance(one, tuple)]
    figures = reconcile_figures(*read(reports))
    sums = [one for one in figures.findings if one.kind == "parts" and "45 drones" in one.reason]
    assert [one.outcome for one in sums] == ["holds"]
    assert "23 (Bryansk) + 6 (Belgorod)" in sums[0].reason
    assert "Only some parts are given" in sums[0].reason
    silent = [one for one in figures.findings if one.kind == "silent"]
    assert ["238 soldiers killed or wounded" in one.reason for one in silent] == [True]
    assert not [one for one in figures.findings if one.outcome == "fails"]

"""The two clocks, and which reading counts."""

from __future__ import annotations

import pytest
from ledger_samples import compose_reading, compose_report

from contested.days import now
from contested.ledger import Ledger

# number, published, recorded at, first seen by a watching desk
REPORTS = [
    (1, "2025-12-01", "2025-12-02T23:59:59Z", None),
    (2, "2025-12-03", "2025-12-03T00:00:00Z", None),
    (3, "2025-12-01", "2025-12-05T08:00:00.5+00:00", "2025-12-05"),
    (4, None, "2025-12-04T08:00:00Z", None),
    (5, None, "2025-12-04T08:00:00Z", "2025-12-04"),
    (6, "2025-12-06", "2025-12-06T08:00:00Z", "2025-12-05"),
]


@pytest.mark.parametrize(
    ("known_on", "recorded_on", "expected"),
    [
        (None, None, {1, 2, 3, 4, 5, 6}),
        ("2025-11-30", None, set()),
        ("2025-12-01", None, {1}),
        ("2025-12-03", None, {1, 2}),
        ("2025-12-05", None, {1, 2, 3, 5}),
        ("2025-12-06", None, {1, 2, 3, 5, 6}),
        (None, "2025-12-01", set()),
        (None, "2025-12-02", {1}),
        (None, "2025-12-04", {1, 2, 4, 5}),
        (None, "2025-12-05", {1, 2, 3, 4, 5}),
        ("2025-12-03", "2025-12-02", {1}),
    ],
)
def test_clocks(ledger: Ledger, known_on: str | None, recorded_on: str | None, expected: set[int]) -> None:
    for number, published, recorded_at, seen in REPORTS:
        report, raw = compose_report(number, published)
        ledger.add_report(report, raw, recorded_at, seen)
        ledger.add_readings([compose_reading(report)], recorded_at)
    names = {f"report-{number}" for number in expected}
    assert {one.name for one in ledger.reports(known_on, recorded_on)} == names
    assert {one.report_name for one in ledger.claims("rules-1/aa", known_on, recorded_on)} == names
    assert {one.report_name for one in ledger.mentions("rules-1/aa", known_on, recorded_on)} == names


def test_answers_are_sorted(ledger: Ledger) -> None:
    batch = [compose_report(number, published) for number, published, _, _ in REPORTS]
    ledger.add_reports(batch, "2025-12-10T12:00:00Z")
    ledger.add_readings([compose_reading(report) for report, _ in batch], "2025-12-10T12:00:00Z")
    reports, claims, mentions = ledger.reports(), ledger.claims(), ledger.mentions()
    assert [one.published for one in reports] == [None, None, *sorted(day for _, day, _, _ in REPORTS if day)]
    assert list(reports) == sorted(reports, key=lambda one: (one.published or "", one.report_id))
    assert list(claims) == sorted(claims, key=lambda one: (one.published or "", one.claim_id))
    assert list(mentions) == sorted(mentions, key=lambda one: (one.report_id, one.start))
    assert ledger.unread("another") == list(reports)


@pytest.mark.parametrize(
    ("extractor", "recorded_on", "rule"),
    [
        (None, None, "rules-2/bb"),
        (None, "2025-12-11", "rules-1/aa"),
        ("rules-1/aa", None, "rules-1/aa"),
        ("rules-2/bb", "2025-12-11", None),
        ("rules-3/cc", None, None),
        ("second:toy/cc", None, "second:toy/cc"),
        ("second:toy/cc", "2025-12-12", None),
    ],
)
def test_newest_reading_counts_and_older_ones_stay(
    ledger: Ledger, extractor: str | None, recorded_on: str | None, rule: str | None
) -> None:
    report, raw = compose_report(1)
    ledger.add_report(report, raw, "2025-12-10T12:00:00Z")
    ledger.add_readings([compose_reading(report, "rules-2/bb")], "2025-12-12T12:00:00Z")
    ledger.add_readings([compose_reading(report, "rules-1/aa")], "2025-12-10T12:00:00Z")
    ledger.add_readings([compose_reading(report, "second:toy/cc")], "2025-12-13T12:00:00Z")
    found = ledger.claims(extractor, recorded_on=recorded_on)
    assert [one.rule for one in found] == ([rule] if rule else [])
    assert len(ledger.mentions(extractor, recorded_on=recorded_on)) == len(found)


def test_of_two_readings_within_a_second_the_later_counts(ledger: Ledger) -> None:
    report, raw = compose_report(1)
    ledger.add_report(report, raw, now())
    for name in ("rules-1/zz", "rules-1/aa", "rules-1/mm"):
        ledger.add_readings([compose_reading(report, name)], now())
        assert [one.rule for one in ledger.claims()] == [name], "whatever the names of the rules"

"""Copies among reports, in; what the page says of one report's copies and originals, out.

Of many reports the first few are named and the others counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from contested.model import Copy, Report
from contested.publish.words import clean

NAMED = 3


class Kin(NamedTuple):
    """Of each report, by its id, what it copies and what copies it, in order of the reports."""

    originals: Mapping[str, Sequence[tuple[str, str]]]
    copies: Mapping[str, Sequence[tuple[str, str]]]


def find_kin(copies: Sequence[Copy], reports: Mapping[str, int]) -> Kin:
    """Pairs of a kind and a report id; the report most like a copy comes first among its originals. `reports` are the
    places of the reports in their order."""
    originals: dict[str, list[tuple[str, str]]] = defaultdict(list)
    copied: dict[str, list[tuple[str, str]]] = defaultdict(list)
    known = [one for one in copies if one.report_id in reports and one.original_id in reports]
    for one in sorted(known, key=lambda one: (-one.share, reports[one.original_id])):
        originals[one.report_id].append((one.kind, one.original_id))
    for one in sorted(known, key=lambda one: reports[one.report_id]):
        copied[one.original_id].append((one.kind, one.report_id))
    return Kin(originals, copied)


def describe_kin(
    report: Report, kin: Kin, numbers: Mapping[str, int], reports: Mapping[str, Report]
) -> dict[str, Any]:
    """`originals` and `copies`: of each kind the first few, as number, publisher, title and day, and how many more."""

    def describe(found: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, report_id in found:
            by_kind[kind].append(report_id)
        return [
            {
                "kind": kind,
                "reports": [name_report(numbers[one], reports[one]) for one in ids[:NAMED]],
                "more": max(0, len(ids) - NAMED),
            }
            for kind, ids in by_kind.items()
        ]

    return {
        "originals": describe(kin.originals.get(report.report_id, ())),
        "copies": describe(kin.copies.get(report.report_id, ())),
    }


def name_report(number: int, report: Report) -> tuple[int, str | None, str, str | None]:
    return number, report.publisher, clean(report.title or report.name), report.published

"""Reports and when the desk first saw them, in; the order in which one can have taken from another, out.

A source that somebody stands for is taken at its word about when it published. Anybody else's date is only a claim:
before a vouched report, and before what the desk had seen by then, nobody else comes. So whoever copies an honest
source and writes an earlier date over it takes nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contested.model import Claim, Day, Report
from contested.trace.happenings import UNDATED
from contested.trace.voices import Directory

Rank = tuple[bool, Day, Day, str]


def rank_reports(reports: Iterable[Report], directory: Directory, seen: Mapping[str, Day]) -> list[Report]:
    """Reports in order of rank. `seen` are the days on which the desk first saw them, by report id."""
    return sorted(reports, key=lambda one: rank_of(one, directory, seen))


def rank_of(report: Report | Claim, directory: Directory, seen: Mapping[str, Day]) -> Rank:
    """Where a report, or that of a claim, stands: vouched publishers first, then by the day that can be believed."""
    vouched = report.publisher is not None and directory.find(report.publisher) is not None
    stated = report.published or UNDATED
    believed = stated if vouched else max(stated, seen.get(report.report_id, ""))
    return not vouched, believed, stated, report.report_id

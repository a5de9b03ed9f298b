"""A file, in; its reports, why what was set aside was, and what to do, out."""

from __future__ import annotations

from pathlib import Path

from contested.desk import TableSettings
from contested.ingest import clean_again, read_reports
from contested.model import Rejection, Report


def sort_out(
    file: Path, tables: dict[str, TableSettings] | None = None
) -> tuple[list[Report], list[str], list[str]]:
    """The reports, each made again from its own bytes; reasons as "where: reason", the file's own name left out; remedies."""
    reports, wrong, remedies = [], [], []
    for one in read_reports([file], tables):
        if isinstance(one, Rejection):
            assert one.remedy
            wrong.append(f"{one.where.removeprefix(str(file))}: {one.reason}".removeprefix(": "))
            remedies.append(one.remedy)
            continue
        assert clean_again(one[1], one[0]) == one[0].text
        reports.append(one[0])
    return reports, wrong, remedies

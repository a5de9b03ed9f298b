"""A report as the ledger has it, in; what must have stood beside its bytes when it was read, out.

A report's id hashes what was stated beside its bytes, and the ledger does not keep that apart from what the bytes state. So
what gives the id is found by trying. Whoever reads the bytes again with it gets the same report.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path

from contested.ingest.dates import find_named_day
from contested.ingest.stated import Stated
from contested.model import Day, Report, content_id

NAMELESS = "report"


def find_beside(report: Report) -> tuple[Stated, str]:
    """What stood beside the bytes, and a name that dates the report as its file's did.

    Where nothing gives the id, because another recipe made it or the file's name had a day that the report did not take, all
    that is known is stated.
    """
    own = {"title": report.title, "language": report.language}
    own = {key: value for key, value in own.items() if key not in report.found_in}
    choices = product({None, report.publisher}, {None, report.url}, list_days(report), {None, report.name})
    for publisher, url, day, id in sorted(choices, key=str):
        if content_id("report", report.raw_sha256, publisher, url, day, id) != report.report_id:
            continue
        by_somebody = report.published_basis == "stated"
        is_stated = day is not None and by_somebody
        stated = Stated(
            id=id,
            url=url,
            publisher=publisher,
            published=day if is_stated else None,
            published_at=report.published_at if is_stated else None,
            **own,
        )
        return stated, report.name if by_somebody else name_dated(report.name, day)
    day = report.published if report.published_basis == "stated" else None
    stated = Stated(
        url=report.url, publisher=report.publisher, published=day, published_at=report.published_at, **own
    )
    return stated, report.name


def list_days(report: Report) -> set[Day | None]:
    """The days that may have been stated. Where a moment was, its day in its own zone is up to a day off."""
    days: set[Day | None] = {None, report.published}
    if report.published and report.published_at:
        day = date.fromisoformat(report.published)
        days.update((day + timedelta(days=off)).isoformat() for off in (-1, 1))
    return days


def name_dated(name: str, day: Day | None) -> str:
    """The name where it gives the day, or none as it should; else one that does."""
    return name if find_named_day(Path(name).stem) == day else day or NAMELESS

"""A desk that was interrupted, in; what its ledger and archive hold, for comparing, out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from fault_runs import THEATRE

from contested.cli.opening import make_desk
from contested.desk import Desk, open_desk
from contested.ingest import clean_again
from contested.ledger import open_ledger
from contested.ledger.schema import claims, readings, reports
from tests.told_samples import told_row, write_rows


class State(NamedTuple):
    """What is held, without when it was recorded: the records of reports and of claims by their keys, and the archive's
    files."""

    reports: frozenset[tuple[str, str]]
    claims: frozenset[tuple[str, str]]
    files: frozenset[str]

    def holds(self, other: State) -> bool:
        return self.reports >= other.reports and self.claims >= other.claims and self.files >= other.files


def new_desk(folder: Path) -> Desk:
    return make_desk(folder, str(THEATRE), "faults", synthetic=True)


def write_reports(file: Path, first: int, last: int) -> Path:
    lines = [
        {
            "id": f"note-{number}",
            "text": f"Composed note {number}: on day {number % 28 + 1} the mill at Lower Ford was held.",
            "published": f"2019-05-{number % 28 + 1:02}",
        }
        for number in range(first, last)
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def write_claims(file: Path, first: int, last: int) -> Path:
    return write_rows(file, [told_row(number, places=[]) for number in range(first, last)])


def read_state(folder: Path, check: bool = True) -> State:
    """What a desk holds; with `check`, everything in it is verified first."""
    desk = open_desk(folder)
    with open_ledger(desk) as ledger:
        if check:
            problems = ledger.verify(clean_again)
            assert problems == [], problems[:3]
        else:
            ledger.head()
        with ledger.engine.connect() as connection:
            of_reports = list(connection.execute(sa.select(reports.c.report_id, reports.c.record)))
            of_claims = list(connection.execute(sa.select(claims.c.claim_id, claims.c.record)))
            assert len(of_reports) == len({row.report_id for row in of_reports})
            assert len(of_claims) == len({row.claim_id for row in of_claims}), "a claim is doubled"
            of_readings = list(connection.execute(sa.select(readings.c.report_id, readings.c.extractor)))
            assert len(of_readings) == len(set(of_readings))
    files = (file for file in desk.archive.rglob("*") if file.is_file())
    return State(
        frozenset((row.report_id, row.record) for row in of_reports),
        frozenset((row.claim_id, row.record) for row in of_claims),
        frozenset(file.name for file in files if not file.name.endswith("-part")),
    )

"""Composed reports and readings for the ledger's tests; run as a program, it adds reports until it is killed.

python ledger_samples.py DESK FIRST LAST: adds one after the other and prints each id once it is confirmed.
With `vouches` behind it: vouches for as many sources, and prints what became of each.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

from contested.desk import open_desk
from contested.ledger import Exchange, Reading, open_ledger
from contested.model import (
    AddedTable,
    Claim,
    Fetch,
    LearnedHabits,
    Mention,
    Place,
    Report,
    Settled,
    SpeakerCounts,
    Vouch,
    When,
    content_id,
)

NOON = "2025-12-10T12:00:00Z"


def compose_report(number: int, published: str | None = "2025-12-01") -> tuple[Report, bytes]:
    raw = f"<p>Composed report {number}: the mill at Lower Ford changed hands.</p>".encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    report = Report(
        report_id=content_id(sha256, published),
        name=f"report-{number}",
        raw_sha256=sha256,
        text=clean(raw),
        cleaner="composed/1",
        reader="html",
        published=published,
        published_basis="stated" if published else "none",
    )
    return report, raw


def compose_table(number: int, columns: tuple[tuple[str, str], ...] = ()) -> tuple[AddedTable, bytes]:
    raw = f"name,lat,lon\nLower Ford {number},1.5,0.5\n".encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    table = AddedTable(
        sha256=sha256, name=f"table-{number}.csv", format="csv", columns=columns, places=1, recorded_at=NOON
    )
    return table, raw


def compose_fetch(url: str, outcome: Any = "fetched", at: str = NOON, **keys: Any) -> Fetch:
    return Fetch(url=url, outcome=outcome, at=at, status=200 if outcome == "fetched" else None, **keys)


def compose_exchange(url: str) -> Exchange:
    return Exchange(
        url=url,
        at=NOON,
        address="93.184.216.34",
        request=b"GET /feed HTTP/1.1\r\nHost: wire.example\r\n\r\n",
        response=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n",
        body=b"The mill at Lower Ford changed hands.",
    )


def compose_settled(name: str, place_id: str | None = "theatre:lower-ford", by: str = "A. Reader") -> Settled:
    place = place_id and Place(place_id=place_id, name="Lower Ford", kind="settlement", lat=1.5, lon=0.5)
    return Settled(name=name, place=place or None, by=by, on_day=NOON[:10])


def compose_vouch(
    source_id: str, name: str = "", by: str = "A. Reader", withdrawn: bool = False, day: str = NOON[:10]
) -> Vouch:
    return Vouch(
        source_id=source_id,
        name=name or source_id.title(),
        kind="outlet",
        side=None,
        aliases=(),
        url=None,
        by=by,
        on_day=day,
        withdrawn=withdrawn,
    )


def compose_habits(*sources: str, statements: int = 30) -> LearnedHabits:
    return LearnedHabits(
        until=NOON[:10],
        statements=statements,
        shape=(1, 2, 3),
        speakers=tuple(
            SpeakerCounts(source=source, kind="outlet", interest="none", counts=(1, 0, 0, 4, 5, 6))
            for source in sources
        ),
    )


def clean(raw: bytes) -> str:
    return raw.decode().removeprefix("<p>").removesuffix("</p>")


def compose_reading(report: Report, extractor: str = "rules-1/aa") -> Reading:
    """One claim over the whole text, one mention of the place."""
    at = report.text.index("Lower Ford")
    claim = Claim(
        claim_id=content_id(report.report_id, extractor),
        report_id=report.report_id,
        report_name=report.name,
        start=0,
        end=len(report.text),
        text=report.text,
        event="captured",
        actor=None,
        target=None,
        places=(),
        when=When(start=None, end=None, text=None, basis="none"),
        voices=(),
        stance="asserted",
        figures=(),
        rule=extractor,
        score=0.8,
        published=report.published,
    )
    mention = Mention(
        report_id=report.report_id,
        report_name=report.name,
        start=at,
        end=at + len("Lower Ford"),
        text="Lower Ford",
        place_id=None,
        name=None,
        lat=None,
        lon=None,
        uncertainty_km=None,
        candidates=(),
        reason="no such place",
    )
    return Reading(report_id=report.report_id, extractor=extractor, claims=(claim,), mentions=(mention,))


def add_reports(folder: Path, first: int, last: int) -> None:
    with open_ledger(open_desk(folder)) as ledger:
        for number in range(first, last):
            report, raw = compose_report(number)
            ledger.add_report(report, raw, NOON)
            print(report.report_id, flush=True)


def add_vouches(folder: Path, first: int, last: int) -> None:
    with open_ledger(open_desk(folder)) as ledger:
        for number in range(first, last):
            print(*ledger.add_vouches([compose_vouch(f"gazette-{number}")], NOON), flush=True)


if __name__ == "__main__":
    add = add_vouches if sys.argv[4:] == ["vouches"] else add_reports
    add(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

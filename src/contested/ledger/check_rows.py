"""A row of the ledger, in; everything about it that is not as it was written, in words, out. One check a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from contested.errors import ContestedError
from contested.ledger.archive import Archive
from contested.ledger.entries import DESTROYED
from contested.ledger.heads import ANCHOR, Beginning
from contested.ledger.places import table_of
from contested.ledger.records import (
    CLAIM,
    FETCH,
    HABITS,
    MENTION,
    REPORT,
    SETTLED,
    TAKEDOWN,
    VOUCH,
    digest_lines,
    write_record,
)
from contested.ledger.schema import gazetteers, reports, takedowns
from contested.model import Claim, Mention, Report, content_id

CleanAgain = Callable[[bytes, Report], str]
Row = Mapping[str, Any]
CHANGED = "its row was changed after it was written"
MADE = "its row, claims or mentions were changed, added or removed after it was written"


class Desk(Struct, frozen=True):
    """What the checks look things up in: the numbers of the takedowns of each report, and the exchanges that
    went with them."""

    connection: Connection
    archive: Archive
    clean_again: CleanAgain | None
    taken_down: dict[str, list[int]]
    gone: frozenset[str]


class Parts(Struct, frozen=True):
    """The claims and mentions of a reading by their keys, and the record of its report."""

    claims: list[tuple[str, str]]
    mentions: list[tuple[int, str]]
    report: str


def check_report(desk: Desk, row: Row) -> Iterator[str]:
    """A report: its record, its bytes, and that these still give its text."""
    report_id = row["report_id"]
    destroyed = DESTROYED.fullmatch(row["record"])
    if destroyed or report_id in desk.taken_down:
        yield from check_taken_down(desk, row, destroyed and int(destroyed[2]))
        return
    try:
        report = REPORT.decode(row["record"])
    except msgspec.DecodeError as error:
        yield f"report {report_id}: its record cannot be read: {error}"
        return
    name = f"report {report_id} ({report.name})"
    if digest_lines([row["recorded_at"], row["known_from"] or "", row["record"]]) != row["digest"]:
        yield f"{name}: {CHANGED}"
    if (report.report_id, report.raw_sha256) != (report_id, row["raw_sha256"]):
        yield f"{name}: its record is filed under another report's id or bytes"
    try:
        raw = desk.archive.read(row["raw_sha256"])
        if desk.clean_again is not None and desk.clean_again(raw, report) != report.text:
            yield f"{name}: its archived bytes no longer give its text (cleaner {report.cleaner})"
        check_exchange(desk, report.exchange_sha256)
    except ContestedError as error:
        yield f"{name}: {error}"


def check_exchange(desk: Desk, sha256: str | None) -> None:
    """Raises ArchiveError where what went over the wire is missing or damaged, and not because of a takedown."""
    if sha256 is not None and sha256 not in desk.gone:
        desk.archive.read(sha256)


def check_fetch(desk: Desk, row: Row) -> Iterator[str]:
    """That an address was asked: that its row says what its record does, and its exchange."""
    name = f"fetch {row['number']} ({row['url']})"
    yield from check_act("fetch", FETCH)(desk, row)
    try:
        fetch = FETCH.decode(row["record"])
        told = fetch.url, fetch.outcome, fetch.found_by, fetch.warc_sha256
        if told != (row["url"], row["outcome"], row["found_by"], row["warc_sha256"]):
            yield f"{name}: its row says another address, outcome or exchange than its record"
        check_exchange(desk, row["warc_sha256"])
    except msgspec.DecodeError:
        return  # said already
    except ContestedError as error:
        yield f"{name}: {error}"


def check_taken_down(desk: Desk, row: Row, number: int | None) -> Iterator[str]:
    """A report whose payload is, or should be, destroyed."""
    name = f"report {row['report_id']}"
    if number is None:
        yield f"{name}: was taken down, but its record is still there; run contested takedown again"
    elif number not in desk.taken_down.get(row["report_id"], ()):
        yield f"{name}: its record is gone as by takedown {number}, but the ledger holds no such takedown of it"
    if desk.archive.path(row["raw_sha256"]).exists() and not is_shared(desk.connection, row["raw_sha256"]):
        yield f"{name}: was taken down, but its bytes are still in the archive; run contested takedown again"


def is_shared(connection: Connection, raw_sha256: str) -> bool:
    """Whether bytes are also those of a report that stands, or of a table of places."""
    gone = select(takedowns.c.report_id)
    of_reports = select(reports.c.report_id).where(
        reports.c.raw_sha256 == raw_sha256, reports.c.report_id.not_in(gone)
    )
    of_tables = select(gazetteers.c.number).where(gazetteers.c.sha256 == raw_sha256)
    return any(connection.execute(query).first() is not None for query in (of_reports, of_tables))


def check_reading(desk: Desk, row: Row, parts: Parts) -> Iterator[str]:
    """A reading: its rows, and the words of its claims and mentions."""
    name = f"reading of {row['report_id']} by {row['extractor']}"
    if row["reading_id"] != content_id(row["report_id"], row["extractor"]):
        yield f"{name}: its id is not that of its report and extractor"
    records = [record for _, record in [*parts.claims, *parts.mentions]]
    gone = [destroyed for record in records if (destroyed := DESTROYED.fullmatch(record))]
    taken_down = desk.taken_down.get(row["report_id"], ())
    if taken_down and len(gone) < len(records):
        yield f"{name}: its report was taken down, but its claims or mentions are still there; run contested takedown again"
    for number in {int(one[2]) for one in gone}.difference(taken_down):
        yield f"{name}: its claims are gone as by takedown {number}, but the ledger holds no such takedown of its report"
    if taken_down or gone:
        return
    if digest_lines([row["recorded_at"], *records]) != row["digest"]:
        yield f"{name}: {MADE}"
    try:
        report = REPORT.decode(parts.report)
        found: list[Claim | Mention] = [
            *(CLAIM.decode(record) for _, record in parts.claims),
            *(MENTION.decode(record) for _, record in parts.mentions),
        ]
    except msgspec.DecodeError as error:
        yield f"{name}: a record cannot be read: {error}"
        return
    for one in found:
        what = f"claim {one.claim_id}" if isinstance(one, Claim) else f"mention {one.text!r}"
        if one.report_id != report.report_id or report.text[one.start : one.end] != one.text:
            yield f"{name}: {what} at {one.start}–{one.end} does not stand so in the report's text"


def check_table(desk: Desk, row: Row) -> Iterator[str]:
    """A table of places: its row, and its bytes."""
    name = f"table {row['name']}"
    try:
        if digest_lines([write_record(table_of(row))]) != row["digest"]:
            yield f"{name}: {CHANGED}"
    except msgspec.DecodeError as error:
        yield f"{name}: its row cannot be read: {error}"
    try:
        desk.archive.read(row["sha256"])
    except ContestedError as error:
        yield f"{name}: {error}"


def check_takedown(desk: Desk, row: Row) -> Iterator[str]:
    """A takedown: that it is of the report that its row names."""
    yield from check_act("takedown", TAKEDOWN)(desk, row)
    try:
        act = TAKEDOWN.decode(row["record"])
    except msgspec.DecodeError:
        return  # said already
    if (act.report_id, act.raw_sha256) != (row["report_id"], row["raw_sha256"]):
        yield f"takedown {row['number']}: its record is of another report or other bytes"


def check_act(name: str, decoder: msgspec.json.Decoder[Any]) -> Callable[[Desk, Row], Iterator[str]]:
    """What checks a row of a table of acts: that it was not changed, and that its record can be read."""

    def check(desk: Desk, row: Row) -> Iterator[str]:
        if digest_lines([row["recorded_at"], row["record"]]) != row["digest"]:
            yield f"{name} {row['number']}: {CHANGED}"
        try:
            decoder.decode(row["record"])
        except msgspec.DecodeError as error:
            yield f"{name} {row['number']}: its record cannot be read: {error}"

    return check


CHECKS: dict[str, Callable[[Desk, Row], Iterator[str]]] = {
    "beginnings": check_act("beginning", msgspec.json.Decoder(Beginning)),
    "reports": check_report,
    "gazetteers": check_table,
    "settled_names": check_act("settled name", SETTLED),
    "vouches": check_act("vouch", VOUCH),
    "habits": check_act("habits", HABITS),
    "takedowns": check_takedown,
    "anchors": check_act("anchor", ANCHOR),
    "fetches": check_fetch,
}

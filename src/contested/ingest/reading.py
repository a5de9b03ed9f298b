"""Paths or found files, in; reports with the bytes to archive, out, each read in a worker process (`isolation.py`).

What cannot be read is set aside, and so is what breaks the limits of a worker or the worker itself: the next report has
another. Reports come in the order of the files, however many workers read them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, structs

from contested.desk import TableSettings
from contested.errors import RejectedReport
from contested.ingest.ahead import read_ahead
from contested.ingest.isolation import WorkerEnded, ask, count_cores
from contested.ingest.limits import memory_for, seconds_for
from contested.ingest.sources import Found, find_sources
from contested.ingest.wire import Begun, Made, MakeAgain, Refused, Taken, Tired, read_file_order
from contested.model import Rejection, Report


class Kept(Struct, frozen=True):
    """What went over the wire for the report that comes next, as a WARC file; the report names it by its hash."""

    exchange: bytes


Outcome = tuple[Report, bytes] | Kept | Rejection
# Reports of one file that may break a worker before the rest of the file is left: each can take a worker's whole time.
MOST_BROKEN = 5
TOO_MUCH = "give its text as .txt, or cut it into smaller reports"
BROKE = "give its text as .txt, or try a later version and `contested retry`"


def read_reports(
    paths: Iterable[Path | str], tables: Mapping[str, TableSettings] | None = None
) -> Iterator[Outcome]:
    """The reports under the paths, few in memory at a time, each with the bytes to archive. `tables` says what the columns
    of tables mean that are of no known shape.

    Before a report of an archive of pages comes its exchange. Files and folders as `find_sources` finds them. The bytes of a report in a JSON-lines file are its line.
    """
    known = dict(tables or {})
    found = (
        structs.replace(one, tables=known) if isinstance(one, Found) else one for one in find_sources(paths)
    )
    return read_ahead(found, read_source, count_cores())


def read_source(found: Found | Rejection) -> Generator[Outcome, None, None]:
    """The reports in one file. One that breaks its worker is set aside, and another worker goes on behind it."""
    if isinstance(found, Rejection):
        yield found
        return
    skip = broken = 0
    while broken < MOST_BROKEN:
        begun: Begun | None = None
        try:
            for answer in ask(read_file_order(found, skip)):
                if isinstance(answer, Taken):
                    if answer.exchange:
                        yield Kept(answer.exchange)
                    yield answer.report, answer.raw
                elif isinstance(answer, Refused):
                    yield answer.rejection
                elif isinstance(answer, Begun):
                    begun = answer
                    continue
                elif isinstance(answer, Tired):
                    break
                skip, begun = skip + 1, None
            else:
                return
        except WorkerEnded as ended:
            where = begun or Begun(str(found.file), 0)
            what = "reading this" if begun or not skip else f"behind its report {skip}, reading on"
            yield reject(where, ended, what)
            if begun is None or not found.reader.splits:
                return
            skip, broken = skip + 1, broken + 1
    reason = f"{broken} of its reports broke the reader or their limits; the rest was not read"
    yield Rejection(str(found.file), reason, "take them out, or cut the file in pieces")


def clean_again(raw: bytes, report: Report) -> str:
    """The clean text made again from a report's archived bytes.

    Equal to `report.text` where `report.cleaner` is what is installed. Raises RejectedReport where the
    bytes are not the report's, cannot be read, or were read by a reader that is gone or by other versions.
    """
    try:
        *_, answer = ask(MakeAgain(raw, report))
    except WorkerEnded as ended:
        refused = reject(Begun(report.name, len(raw)), ended, "reading this")
    else:
        if isinstance(answer, Made):
            return answer.text
        assert isinstance(answer, Refused)
        refused = answer.rejection
    raise RejectedReport(refused.where, refused.reason, refused.remedy)


def reject(begun: Begun, ended: WorkerEnded, what: str) -> Rejection:
    """What is said of a report at which a worker ended."""
    if ended.slow:
        return Rejection(begun.where, f"{what} took over {seconds_for(begun.size):.0f} s", TOO_MUCH)
    if ended.large:
        most = memory_for(begun.size) // 1_000_000
        return Rejection(begun.where, f"{what} took more than {most:,} MB", TOO_MUCH)
    return Rejection(begun.where, f"{what} broke the reader ({ended.how})", BROKE)

"""A report that must go, by its id or name, in; what was destroyed of it, out. Beside the ledger, the index in the user's
cache goes, which holds its words as numbers and is made again by the next add."""

from __future__ import annotations

import shutil

from contested.arrivals import folder_for
from contested.cache import cache_folder
from contested.errors import UsageError
from contested.model import Takedown
from contested.pipeline import Workshop

SHORTEST = 8  # characters of an id that may stand for it


def find_report(shop: Workshop, written: str) -> str:
    """The id of a report. Raises UsageError where there is none, or several."""
    with shop.ledger() as ledger:
        gone = [act.report_id for act in ledger.takedowns()]
        names = {report.report_id: report.name for report in ledger.reports()}
    ids = {one for one in [*gone, *names] if one == written}
    ids = ids or {one for one, name in names.items() if name == written}
    if not ids and len(written) >= SHORTEST:
        ids = {one for one in [*gone, *names] if one.startswith(written)}
    if not ids:
        raise UsageError(f"{written}: no report of this desk has this id or name; see: contested claims")
    if len(ids) > 1:
        raise UsageError(f"{written}: is {len(ids)} reports; give one by its id: {', '.join(sorted(ids))}")
    return ids.pop()


def take_down(
    shop: Workshop, report_id: str, reason: str, by: str, recorded_at: str
) -> tuple[Takedown, bool]:
    """Destroy a report's payload; the act, and whether it is new."""
    with shop.ledger() as ledger:
        done = ledger.take_down(report_id, reason, by, recorded_at)
    shutil.rmtree(folder_for(shop.desk, cache_folder()), ignore_errors=True)
    return done


def count_gone_since(shop: Workshop, recorded_on: str) -> int:
    """How many reports that the desk held by a day were taken down later, so that no answer of that day draws on them."""
    with shop.ledger() as ledger:
        return len(ledger.taken_down_since(recorded_on))

"""A desk's memory: reports, readings and rejections, in; the same, as of any day, out. It only grows.

`open_ledger(desk)` is the way in; `docs/reference/ledger.md` tells the tables.
"""

from __future__ import annotations

from contested.desk import Desk
from contested.ledger.anchors import KeepsAnchors
from contested.ledger.append import Appends, Reading
from contested.ledger.archive import Archive, ArchiveError
from contested.ledger.connect import LedgerError, connect_database
from contested.ledger.exchange import Exchange, read_exchanges
from contested.ledger.fetches import History, KeepsFetches
from contested.ledger.habits import KeepsHabits
from contested.ledger.places import KeepsPlaces
from contested.ledger.read import SECOND
from contested.ledger.takedowns import Gate
from contested.ledger.verify import Verifies
from contested.ledger.vouches import KeepsVouches

__all__ = [
    "SECOND",
    "Archive",
    "ArchiveError",
    "Exchange",
    "Gate",
    "History",
    "Ledger",
    "LedgerError",
    "Reading",
    "open_ledger",
    "read_exchanges",
]


class Ledger(Appends, KeepsPlaces, KeepsVouches, KeepsHabits, KeepsFetches, KeepsAnchors, Verifies):
    """An open ledger: what it answers is in `read.py`, what it takes in `append.py`, both for places in `places.py`,
    for sources in `vouches.py`, for their habits in `habits.py` and for addresses that were asked in `fetches.py`, its check in `verify.py`."""


def open_ledger(desk: Desk) -> Ledger:
    """The desk's ledger, made or brought up to date where needed; use it in a `with`.

    Raises LedgerError where the database cannot be opened or was written by a newer version.
    """
    return Ledger(connect_database(desk.database), Archive(desk.archive))

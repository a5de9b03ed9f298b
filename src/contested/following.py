"""What desk.toml follows and what the ledger knows of it, in; when each address is to be asked next, out.

Nothing is remembered anywhere else: whatever ended a watch, the next one works all this out again from the ledger's rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from msgspec import Struct

from contested.days import moment_at
from contested.desk import WatchSettings
from contested.fetch import Validators
from contested.fetching import moment_of
from contested.ledger import History, Ledger

SPREAD = 0.1  # share of an interval by which it is longer or shorter, so that not all are asked in one moment
LONGEST = 86_400.0  # seconds between two tries, however often it failed before
FIRST_TRY = (
    60.0  # seconds after which a linked page that failed is asked again, then four times as long each time
)
SOON = 60.0  # the same where the network was away, which is nobody's fault and counts for nobody
MOST_TRIES = 5  # of a linked page
SAID_AFTER = 3  # failures in a row that may pass by themselves before they are told


class Follow(Struct, frozen=True, kw_only=True):
    """One address that is followed, or to which one that is followed has linked (`found_by`)."""

    url: str
    history: History
    every: float
    kind: str | None = None
    links: bool = False
    found_by: str | None = None

    @property
    def due(self) -> float:
        """The second since 1970 from which it may be asked."""
        if self.history.asked is None:
            return 0.0
        spread = SPREAD * (2 * fraction_of(f"{self.url} {self.history.asked}") - 1)
        return moment_of(self.history.asked) + self.wait * (1 + spread)

    @property
    def wait(self) -> float:
        """Seconds from the last time that it was asked to the next."""
        failed, failures = self.history.failed, self.history.failures
        if failed is not None and failed.kind == "away":
            return min(self.every, SOON)
        if self.found_by is not None:
            base = FIRST_TRY * 4.0 ** max(failures - 1, 0)
        elif failures == 0:
            return self.every
        else:
            base = self.every * 2.0 ** min(failures - 1, 20)
        # What the spread may take away is added before: nobody is asked sooner than he wants.
        asked = (failed.retry_after or 0.0) / (1 - SPREAD) if failed else 0.0
        return max(min(base, max(LONGEST, self.every)), asked)

    @property
    def validators(self) -> Validators:
        """What to tell the server that is held."""
        had = self.history.had
        return Validators(had.etag, had.last_modified) if had else Validators()

    @property
    def is_settled(self) -> bool:
        """Whether a linked page is not asked again by itself: it was had, nobody lets us, or it failed too often."""
        had, failed = self.history.had, self.history.failed
        refused = failed is not None and failed.outcome == "refused"
        return had is not None or refused or self.history.failures >= MOST_TRIES


class Watched(Struct, frozen=True, kw_only=True):
    """What a person is told of an address that is followed. `state`: `new` where it was never asked, `good`, or why the last
    try brought nothing; `waiting` are linked pages that are not had yet."""

    url: str
    kind: str | None
    every: int
    asked: str | None
    next: str | None
    failures: int
    waiting: int
    state: str


def follow(entry: WatchSettings, url: str, ledger: Ledger) -> Follow:
    """An entry of desk.toml, with what the ledger knows of it."""
    return Follow(
        url=url,
        history=ledger.fetch_history(url),
        every=entry.every * 60.0,
        kind=entry.kind,
        links=entry.links,
    )


def find_waiting(parent: Follow, ledger: Ledger) -> Iterator[Follow]:
    """The pages that a followed address has linked to and that are not had yet, in order."""
    settled = ledger.settled_links(parent.url)
    for url in ledger.linked_by(parent.url):
        if url not in settled:
            history = ledger.fetch_history(url)
            found = Follow(url=url, history=history, every=parent.every, found_by=parent.url)
            if not found.is_settled:
                yield found


def tell_watched(entry: WatchSettings, url: str, ledger: Ledger) -> Watched:
    """The state of one entry."""
    found = follow(entry, url, ledger)
    failed = found.history.failed
    state = "new" if found.history.asked is None else (failed.reason or "failed") if failed else "good"
    return Watched(
        url=url,
        kind=entry.kind,
        every=entry.every,
        asked=found.history.asked,
        next=moment_at(found.due) if found.history.asked else None,
        failures=found.history.failures,
        waiting=sum(1 for _ in find_waiting(found, ledger)) if entry.links else 0,
        state=state,
    )


def fraction_of(text: str) -> float:
    """A number from 0 to 1 that a text gives itself: the same after a restart, another for another text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32

"""The addresses that a desk follows, in; their news in the ledger and the site brought up to date, for as long as it runs, out.

One address is asked at a time, those of one host some seconds apart. What fails is left alone longer each time and the others
go on. Where nobody answers at all, the network is away: that is said once, no address is blamed for it, and each is tried
again soon.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event
from typing import Any, NamedTuple

from contested.errors import ContestedError
from contested.fetch import Fetched, Fetcher, FetchError
from contested.fetching import TakenIn, Taker, moment_of, open_fetcher
from contested.following import MOST_TRIES, SAID_AFTER, Follow, find_waiting, follow
from contested.ledger import Ledger
from contested.model import Rejection
from contested.pipeline import Workshop

Say = Callable[[str], None]
Refresh = Callable[[], None]
MOST_LINKS = 200  # that are followed of one answer: a feed has some dozens of entries
AT_LEAST, AT_MOST = 1.0, 300.0  # seconds between two looks at what is due
AWAY_WAIT = 60.0  # seconds between two tries while nobody can be reached
NEWS_WAIT = 600.0  # seconds after which news are published though a round is not over


class Stopped(Exception):
    """The watch was asked to end while it waited."""


class Round(NamedTuple):
    """What one round brought: reports that are new, and what was set aside."""

    new: int
    rejected: tuple[Rejection, ...]


class Watch:
    """Follows addresses until it is stopped. `refresh` brings the site up to date, `is_stale` tells whether it ought to be
    though nothing new came; `say` tells a person. `parts` are a fetcher's."""

    def __init__(
        self,
        shop: Workshop,
        ledger: Ledger,
        say: Say,
        refresh: Refresh,
        stop: Event,
        is_stale: Callable[[], bool] = lambda: False,
        **parts: Any,
    ) -> None:
        self.ledger, self.say, self.stop = ledger, say, stop
        self.refresh, self.is_stale = refresh, is_stale
        self.fetcher: Fetcher = open_fetcher(shop, ledger, **{"sleep": self.pause, **parts})
        self.taker = Taker(shop, ledger, self.fetcher)
        self.entries = {self.fetcher.read(one.url).url: one for one in shop.desk.settings.watch}
        self.follows: dict[str, Follow] = {}
        for url in self.entries:
            self.look_again(url)
        self.away = False  # nobody can be reached at all
        self.probe_at = 0.0  # while that is so, when somebody is tried again
        self.unreached: set[str] = set()  # addresses that could not be reached since anybody answered last
        self.answered_at = 0.0  # when anybody answered last
        self.news_since: float | None = None

    def pause(self, seconds: float) -> None:
        """Wait. Raises Stopped where the watch is asked to end meanwhile."""
        if self.stop.wait(seconds):
            raise Stopped

    def run(self) -> None:
        """Go round and round until stopped."""
        try:
            while not self.stop.is_set():
                self.go_round()
                self.fetcher.sleep(min(max(self.until_next(), AT_LEAST), AT_MOST))
        except Stopped:
            if self.news_since is not None:
                self.publish()

    def run_once(self) -> Round:
        """One round: whatever is due now, and what it links to."""
        return self.go_round()

    def look_again(self, url: str) -> None:
        """Read from the ledger what is known of a followed address and of the pages that it links to."""
        entry = self.entries[url]
        self.follows[url] = followed = follow(entry, url, self.ledger)
        if entry.links:
            for one in find_waiting(followed, self.ledger):
                self.follows.setdefault(one.url, one)

    def go_round(self) -> Round:
        """Ask whatever is due, linked pages too, those first whose host may be asked soonest; then publish the news."""
        new, rejected, tried = 0, list[Rejection](), set[str]()
        try:
            while (one := self.choose_due(tried)) is not None and not self.stop.is_set():
                tried.add(one.url)
                taken = self.ask(one)
                new += len(taken.new)
                rejected += taken.rejected
                self.note_news(len(taken.new))
        except Stopped:
            pass
        if self.news_since is not None or self.is_stale():
            self.publish()
        return Round(new, tuple(rejected))

    def choose_due(self, tried: set[str]) -> Follow | None:
        """What is to be asked now; null where nothing is left."""
        now = self.fetcher.clock()
        if self.away and now < self.probe_at:
            return None
        due = [one for one in self.follows.values() if one.url not in tried and one.due <= now]
        return min(
            due, key=lambda one: (self.host_wait(one), one.found_by is not None, one.due), default=None
        )

    def until_next(self) -> float:
        """Seconds until something is due."""
        now = self.fetcher.clock()
        soonest = min((one.due for one in self.follows.values()), default=now + AT_MOST)
        return max(soonest, self.probe_at if self.away else 0.0) - now

    def host_wait(self, one: Follow) -> float:
        """Seconds until its host may be asked."""
        try:
            return self.fetcher.manners.wait(self.fetcher.read(one.url).place)
        except FetchError:  # asking says why
            return 0.0

    def ask(self, one: Follow) -> TakenIn:
        """Ask one address, enter what it brings, and look when it is to be asked next."""
        self.taker.begin(one.url, one.found_by)
        try:
            fetched = self.fetcher.fetch(one.url, one.validators, trusted=self.trusts(one))
            self.note_answer(one)
            taken = self.take(one, fetched)
        except FetchError as error:
            taken = self.note_failure(one, error)
        del self.follows[one.url]
        if one.found_by is None:
            self.look_again(one.url)
        elif not taken.held and not taken.new:
            self.look_again(one.found_by)
        return taken

    def take(self, one: Follow, fetched: Fetched) -> TakenIn:
        """Enter what came, and tell what is new."""

        def choose(addresses: Sequence[str]) -> tuple[str, ...]:
            return self.choose_links(one, addresses) if one.links else ()

        standing = set(self.ledger.rejections())
        taken = self.taker.take(fetched, one.kind, one.found_by, choose)
        taken = taken._replace(rejected=tuple(one for one in taken.rejected if one not in standing))
        if taken.new:
            self.say(f"{one.url}: {len(taken.new):,} new report{'' if len(taken.new) == 1 else 's'}")
        for rejection in taken.rejected:
            self.say(f"set aside: {rejection.where}: {rejection.reason}; {rejection.remedy}")
        return taken

    def trusts(self, one: Follow) -> bool:
        """Whether an address may be of the desk's own hosts: it is written in desk.toml, or linked from such a host."""
        return one.found_by is None or self.fetcher.read(one.found_by).allowed

    def choose_links(self, one: Follow, addresses: Sequence[str]) -> tuple[str, ...]:
        """Of the addresses that a feed's entries give those that are new, in their one spelling."""
        known = {*self.ledger.linked_by(one.url), *self.entries}
        found: dict[str, None] = {}
        for address in addresses:
            try:
                url = self.fetcher.read(address).url
            except FetchError:
                continue  # the entry is there without its page
            if url not in known:
                found[url] = None
        if len(found) > MOST_LINKS:
            self.say(f"{one.url}: links to {len(found):,} new pages; {MOST_LINKS} of them are fetched")
        return tuple(found)[:MOST_LINKS]

    def note_answer(self, one: Follow) -> None:
        """Somebody answered: the network is there, and this address is good again."""
        self.note_network()
        if one.history.failures and any(found.where == one.url for found in self.ledger.rejections()):
            self.say(f"{one.url}: answers again")
            self.taker.settle(one.url, ())

    def note_network(self) -> None:
        """Somebody answered, if only with an error."""
        self.answered_at = self.fetcher.clock()
        self.unreached.clear()
        if self.away:
            self.away = False
            self.say("the network is back")

    def note_failure(self, one: Follow, error: FetchError) -> TakenIn:
        """Enter that nothing came, and set the address aside where it is its own fault and no passing one."""
        nothing = TakenIn((), 0, (), ())
        if error.status is not None or error.kind == "robots":
            self.note_network()
        if error.kind == "network" and self.is_nobodys_fault(one, error):
            error.kind = "away"
        self.taker.fail(one.url, error, one.found_by)
        if error.kind == "away":
            return nothing
        patience = MOST_TRIES if one.found_by else SAID_AFTER
        if error.passes and one.history.failures + 1 < patience:
            return nothing
        rejection = Rejection(one.url, error.reason, error.remedy)
        if rejection in self.ledger.rejections():
            return nothing
        self.taker.settle(one.url, [rejection])
        self.say(f"set aside: {one.url}: {error.reason}; {error.remedy}")
        return TakenIn((), 0, (rejection,), ())

    def is_nobodys_fault(self, one: Follow, error: FetchError) -> bool:
        """Whether the network may be away rather than this address: nobody has answered since it was asked last. That is said
        once, when a second one cannot be reached either."""
        asked = one.history.asked
        if asked is not None and moment_of(asked) <= self.answered_at:
            return False
        self.unreached.add(one.url)
        self.probe_at = self.fetcher.clock() + AWAY_WAIT
        if not self.away and len(self.unreached) >= min(2, len(self.entries)):
            self.away = True
            self.say(f"no network ({one.url}: {error.reason}); trying again until it is back")
        return True

    def note_news(self, new: int) -> None:
        """Remember since when there are news, and publish them where a round takes long."""
        if new and self.news_since is None:
            self.news_since = self.fetcher.clock()
        if self.news_since is not None and self.fetcher.clock() - self.news_since > NEWS_WAIT:
            self.publish()

    def publish(self) -> None:
        """Bring the site up to date. What goes wrong there is said, and tried again with the next news."""
        self.news_since = None
        try:
            self.refresh()
        except ContestedError as error:
            self.say(f"the site is not up to date: {error}")

"""`contested watch`."""

from __future__ import annotations

import fcntl
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import Audience, DeskOption, make_command
from contested.cli.messages import count, say, say_contact
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import ContestedError, UsageError

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.pipeline import Workshop
    from contested.watching import Watch

# Seconds after which a site for the public is made anew without news: what was held back falls due.
PUBLIC_EVERY = 3600.0
LOCK = ".watch-lock"
command = make_command("watch", "contested watch --once")


@command.default
def watch(
    *,
    once: Annotated[
        bool, Parameter(negative="", help="One round of what is due, then end: for cron.")
    ] = False,
    audience: Annotated[Audience, Parameter(help="For whom the site is.")] = "desk",
    out: Annotated[
        Path | None, Parameter(name="--out", help="Folder of the site. Without it: site, in the desk.")
    ] = None,
    desk: DeskOption = None,
) -> int:
    """Follow the addresses of desk.toml's [[watch]] tables and keep the site current.

    Each is asked at its interval and only for what is new; robots.txt is obeyed, and a server that fails is left
    alone longer each time. After each round with news the site is brought up to date, as by `build`. All it has to
    remember is in the ledger: it can be killed and started again at any time. Ctrl-C ends it. With --once the exit
    code is 3 where something was set aside.
    """
    shop = open_shop(desk)
    if not shop.desk.settings.watch:
        raise UsageError(
            f'watch: nothing is followed; add to {shop.desk.folder / "desk.toml"}: [[watch]] url = "https://…"'
        )
    say_contact(shop.desk)
    stop = Event()
    with only_one(shop.desk.folder), shop.ledger() as ledger, ended_by_signals(stop):
        watching = make_watch(shop, ledger, stop, audience, out)
        if once:
            done = watching.run_once()
            return 3 if done.rejected else 0
        followed = len(watching.entries)
        tell(f"following {followed:,} {'address' if followed == 1 else 'addresses'}; Ctrl-C ends it")
        watching.run()
        tell("ended; start it again at any time")
    return 0


def make_watch(shop: Workshop, ledger: Ledger, stop: Event, audience: Audience, out: Path | None) -> Watch:
    """A watch that builds the desk's site."""
    from contested.watching import Watch

    site = Site(shop.desk.folder, audience, out or shop.desk.site)
    return Watch(shop, ledger, tell, site.refresh, stop, lambda: site.is_stale(ledger))


class Site:
    """A desk's site: brought up to date, and known to be behind."""

    def __init__(self, desk: Path, audience: Audience, folder: Path) -> None:
        self.desk, self.audience, self.folder = desk, audience, folder
        index = folder / "index.html"
        self.built = index.stat().st_mtime if index.exists() else 0.0

    def refresh(self) -> None:
        """Bring claims, control and site up to date. The desk is opened anew: others may have vouched, added and settled."""
        from contested.desk import open_desk
        from contested.overrides import is_override, note_override
        from contested.pipeline import Moment, Workshop, bring_up_to_date, build_site

        begun = time.time()
        shop = Workshop(open_desk(self.desk))
        read = bring_up_to_date(shop, now())
        if self.audience == "public" and is_override(self.audience, shop.desk.settings.delay_hours):
            note_override(shop.desk, "watch", self.audience, self.folder, now())
        account = build_site(shop, Moment(now()), self.audience, self.folder, now())
        self.built = begun
        tell(f"{count(read, 'report')} read for claims; the site tells {count(len(account.claims), 'claim')}")

    def is_stale(self, ledger: Ledger) -> bool:
        """Whether the site is older than the newest report or than today, or for the public than an hour."""
        newest = ledger.last_recorded()
        if newest is None:
            return False
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        soonest = max(datetime.fromisoformat(newest), midnight).timestamp()
        return self.built < (
            max(soonest, time.time() - PUBLIC_EVERY) if self.audience == "public" else soonest
        )


@contextmanager
def only_one(desk: Path) -> Iterator[None]:
    """Hold the desk's lock, which goes with this process however it ends. Raises ContestedError where another watch has it:
    two would ask twice."""
    with (desk / LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ContestedError(f"{desk}: another watch is running here; let it, or end it first") from error
        yield


@contextmanager
def ended_by_signals(stop: Event) -> Iterator[None]:
    """Ctrl-C and SIGTERM set `stop`, so that what is under way ends well; a second Ctrl-C ends at once."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def end(number: int, frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tell(text: str) -> None:
    """A line for whoever looks on, with the time of this place."""
    say(f"{datetime.now().strftime('%H:%M:%S')}  {text}")

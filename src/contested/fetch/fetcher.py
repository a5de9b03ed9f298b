"""An address, in; what stands there, with all that went over the wire for it, or a named error, out.

Each step of a chain of redirects is a fetch from the beginning: the address is read and checked, the site's robots.txt is
asked, its turn is waited for, the name is looked up and its numbers checked. No cookie, no login, no proxy.
"""

from __future__ import annotations

import re
import ssl
import time
from typing import Protocol

from msgspec import Struct

from contested.days import moment_at
from contested.fetch.errors import FetchError
from contested.fetch.exchange import PLAIN, Answer, ask
from contested.fetch.limits import LIMITS, Limits
from contested.fetch.manners import Clock, Manners, Sleep, back_off, read_retry_after
from contested.fetch.robots import MOST, Rules, read_rules
from contested.fetch.urls import Target, join_url, read_url, refuse
from contested.fetch.walls import find_wall, leads_to_door
from contested.fetch.wire import Deadline, Network, Resolve, ask_system
from contested.ledger.exchange import Exchange

REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
A_DAY = 86_400.0
SILENT_FOR = 600.0  # seconds after which a site whose robots.txt could not be had is asked for it again
PATIENT = 60.0  # seconds that somebody at a keyboard waits where a server asks for it
TRIES = 3
TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,400}"')
BROWSER = "save the page with a browser, and add its file"


class Validators(Struct, frozen=True):
    """What a server called the state of a page when it was last had, to ask whether it is another by now."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers that ask so."""
        found = {"If-None-Match": self.etag or "", "If-Modified-Since": self.last_modified or ""}
        return {name: value for name, value in found.items() if value}


NOTHING_HELD = Validators()


class Fetched(Struct, frozen=True, kw_only=True):
    """What stands at an address. `url` is as asked, `final_url` where redirects led; `changed` is false where the server
    says that it is as it was; `media_type` is in small letters, without parameters, empty where none is said. `exchanges`
    are what went over the wire, redirects first."""

    url: str
    final_url: str
    at: str
    status: int
    changed: bool
    media_type: str
    body: bytes
    validators: Validators
    exchanges: tuple[Exchange, ...]


class Memory(Protocol):
    """Where robots.txt are kept beyond this process."""

    def recall(self, url: str, since: float) -> tuple[float, int, bytes] | None:
        """When an address was last had after a moment, its status and its body; null where it was not."""

    def keep(self, url: str, answer: Answer | None, reason: str) -> None:
        """Note what a robots.txt said, or why it could not be had."""


class Forgetful:
    """Keeps nothing."""

    def recall(self, url: str, since: float) -> tuple[float, int, bytes] | None:
        return None

    def keep(self, url: str, answer: Answer | None, reason: str) -> None:
        return None


class Fetcher:
    """Fetches for one desk. One at a time: it is not for threads.

    `agent` is the User-Agent, `allow` are hosts and ports that the desk trusts, `apart` are the seconds between two
    requests to a host. `clock` gives seconds since 1970. What a fetch may take of time is always real time.
    """

    def __init__(
        self,
        agent: str,
        allow: tuple[str, ...] = (),
        apart: float = 2.0,
        *,
        limits: Limits = LIMITS,
        memory: Memory | None = None,
        resolve: Resolve = ask_system,
        context: ssl.SSLContext | None = None,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
    ) -> None:
        self.agent, self.allow, self.clock, self.sleep = agent, allow, clock, sleep
        self.network = Network(resolve, context, limits)
        self.manners = Manners(apart, clock, sleep)
        self.memory: Memory = memory or Forgetful()
        self.rules: dict[str, tuple[float, Rules]] = {}

    def now(self) -> str:
        """The moment by this fetcher's clock, to the microsecond."""
        return moment_at(self.clock())

    def read(self, url: str) -> Target:
        """An address in its one spelling. Raises FetchError."""
        return read_url(url, self.allow)

    def fetch_patiently(self, url: str, validators: Validators = NOTHING_HELD) -> Fetched:
        """As `fetch`, with another try or two where that may help, later each time. Raises FetchError."""
        failures = 0
        while True:
            try:
                return self.fetch(url, validators)
            except FetchError as error:
                failures += 1
                asked = error.retry_after or 0.0
                if failures == TRIES or not error.passes or asked > PATIENT:
                    raise
                self.sleep(max(asked, back_off(failures)))

    def fetch(self, url: str, validators: Validators = NOTHING_HELD, trusted: bool = True) -> Fetched:
        """What stands at an address, by one try. Raises FetchError.

        `trusted`: the address is the user's own word; what a page from outside names is not, and may not lead to the hosts
        that the desk allows itself.
        """
        first = target = self.read(url)
        if target.allowed and not trusted:
            raise refuse(target.url, "leads from outside to a host of the desk's own", "add it by itself")
        deadline = Deadline(self.network.limits.seconds)
        exchanges: list[Exchange] = []
        for _ in range(self.network.limits.redirects + 1):
            answer = self.ask_politely(target, validators.headers(), deadline)
            exchanges.append(answer.exchange)
            if answer.status not in REDIRECTS:
                return self.read_answer(first, answer, exchanges, asked_for_news=bool(validators.headers()))
            target = self.follow(first, answer)
        found = f"leads on more than {self.network.limits.redirects} times"
        raise refuse(first.url, found, "give the address where it ends")

    def follow(self, first: Target, answer: Answer) -> Target:
        """Where a redirect leads. Raises FetchError where it may not be followed."""
        place = read_text(answer.header("location"))
        if not place:
            raise FetchError(first.url, "broken", "leads on to nowhere", "look at it with a browser")
        target = join_url(answer.target, place, self.allow)
        if answer.target.scheme == "https" and target.scheme == "http":
            raise refuse(first.url, f"leads from https to {target.url}", "give that address if you trust it")
        if target.allowed and not answer.target.allowed:
            raise refuse(first.url, f"leads from outside to {target.url}", "add that by itself")
        if leads_to_door(first, target):
            raise FetchError(
                first.url, "wall", f"leads to {target.url}, where one logs in or consents", BROWSER
            )
        return target

    def ask_politely(self, target: Target, headers: dict[str, str], deadline: Deadline) -> Answer:
        """One answer, if the site lets this program ask, when it is its turn."""
        begun = time.monotonic()
        rules = self.find_rules(target)
        if not rules.lets(target.url):
            if rules.silent:
                found = f"{target.site}/robots.txt cannot be had: {rules.silent}"
                raise FetchError(target.url, "busy", found, "fetch it again later")
            raise FetchError(
                target.url, "robots", f"{target.site}/robots.txt keeps this program out", BROWSER
            )
        self.manners.take_turn(target.place, rules.delay)
        deadline.extend(time.monotonic() - begun)  # what good manners take is not the page's slowness
        sent = {"User-Agent": self.agent, **headers}
        return ask(target, sent, self.now(), self.network, deadline)

    def find_rules(self, target: Target) -> Rules:
        """What a site's robots.txt lets this program do; it is asked once a day."""
        now, url = self.clock(), f"{target.site}/robots.txt"
        held = self.rules.get(url)
        if held is None and (kept := self.memory.recall(url, now - A_DAY)):
            held = kept[0], read_rules(kept[1], kept[2])
        if held is None or now - held[0] >= (SILENT_FOR if held[1].silent else A_DAY):
            held = now, self.ask_rules(target, url)
        self.rules[url] = held
        return held[1]

    def ask_rules(self, target: Target, url: str) -> Rules:
        """A site's robots.txt, through at most five redirects. Where the network is away, that is raised."""
        place = target._replace(path="/robots.txt")
        deadline = Deadline(self.network.limits.seconds)
        try:
            for _ in range(self.network.limits.redirects + 1):
                begun = time.monotonic()
                self.manners.take_turn(place.place)
                deadline.extend(time.monotonic() - begun)
                answer = ask(place, {"User-Agent": self.agent}, self.now(), self.network, deadline)
                if answer.status not in REDIRECTS:
                    self.memory.keep(url, answer, "")
                    return read_rules(answer.status, answer.body[:MOST])
                place = self.follow(target, answer)
        except FetchError as error:
            if error.kind in ("network", "gone"):
                raise FetchError(target.url, error.kind, error.reason, error.remedy) from error
            if error.kind == "refused" and error.where == url:
                raise FetchError(target.url, "refused", error.reason, error.remedy) from error
            self.memory.keep(url, None, error.reason)
            return Rules(silent=error.reason)
        self.memory.keep(url, None, "leads on and on")
        return Rules()  # RFC 9309, 2.3.1.2: then it counts as not there

    def read_answer(
        self, first: Target, answer: Answer, exchanges: list[Exchange], asked_for_news: bool
    ) -> Fetched:
        """An answer that leads nowhere else. Raises FetchError where it is not what was asked for."""
        status, url = answer.status, first.url
        if status in (429, 503) or status >= 500:
            asked = read_retry_after(answer.header("retry-after"), self.clock())
            if asked:
                self.manners.leave_alone(answer.target.place, asked)
            raise FetchError(
                url, "busy", f"the server answers {status}", "fetch it again later", asked, status
            )
        if wall := find_wall(answer):
            raise FetchError(url, "wall", f"{wall} ({status})", BROWSER, status=status)
        if status in GONE:
            raise FetchError(url, "gone", f"is not there ({status})", "look at its spelling", status=status)
        if status != 200 and not (status == 304 and asked_for_news):
            found = f"the server answers {status}"
            raise FetchError(url, "broken", found, "look at it with a browser", status=status)
        return Fetched(
            url=url,
            final_url=answer.target.url,
            at=answer.exchange.at,
            status=status,
            changed=status == 200,
            media_type=answer.media_type,
            body=answer.body,
            validators=read_validators(answer),
            exchanges=tuple(exchanges),
        )


def read_validators(answer: Answer) -> Validators:
    """What a server calls the state of a page, where that can be said back to it."""
    etag, modified = answer.header("etag"), answer.header("last-modified")
    return Validators(etag if TAG.fullmatch(etag) else None, modified if PLAIN.fullmatch(modified) else None)


def read_text(header: str) -> str:
    """A header's value, which came as Latin letters, in the letters that it was written in."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header

"""An address as somebody wrote it, in; its parts in one spelling, checked, out.

What browsers and libraries read differently is refused rather than guessed: backslashes, blanks, users' names, ports
beside 80 and 443, and every spelling of a number but four decimals (`2130706433`, `0x7f.1`, `0177.0.0.1`).
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote, urljoin

from contested.fetch.addresses import why_closed
from contested.fetch.errors import FetchError

LONGEST = 4_000  # characters; longer ones are made to break something
PORTS = {"http": 80, "https": 443}
SHAPE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(//)?([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.DOTALL)
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\\]")
PORT = re.compile(r"(.*?)(?::([0-9]{0,5}))?")
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
# The last part of a name by which browsers take the whole for a number (WHATWG URL, 3.5).
NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
# Names of one's own network or machine (RFC 6761, 6762, 8375, ICANN's .internal), and those no name server has.
OWN = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "localdomain",
    "onion",
    "invalid",
    "test",
)
# Letters that the two ways of writing a name in ASCII take for different ones (RFC 5894, 7.2).
DEVIANT = re.compile("[ßς\u200c\u200d]")
KEPT = "!#$%&'()*+,/:;=?@[]~-._"  # of a path or query: everything that is allowed there, and what is escaped already


class Target(NamedTuple):
    """Where to ask for what. `host` is ASCII, in small letters; `allowed`: the desk trusts this very host and port."""

    scheme: str
    host: str
    port: int
    path: str
    allowed: bool

    @property
    def place(self) -> str:
        """`host` or `host:port`, as it stands in an address."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.place}{self.path}"

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        return f"{self.scheme}://{self.place}"


def read_url(written: str, allow: tuple[str, ...] = ()) -> Target:
    """An address, checked as far as that goes without asking anybody. `allow` are pairs `host:port` that are let through
    whatever they are. Raises FetchError."""
    shown = written[:200]
    if len(written) > LONGEST:
        raise refuse(shown, f"has {len(written):,} characters", f"give one of at most {LONGEST:,}")
    written = written.strip(" \t\r\n")
    if UNSEEN.search(written):
        raise refuse(shown, "holds a blank, a backslash or an unseen character", "write it without")
    match = SHAPE.fullmatch(written)
    scheme = match[1].lower() if match else ""
    if match is None or scheme not in PORTS:
        found = f"begins with {scheme}:" if scheme else "is no whole address"
        raise refuse(shown, found, "give one that begins with http:// or https://")
    if not match[2] or not match[3]:
        raise refuse(shown, "names no host", "write it as https://host/path")
    if "@" in match[3]:
        raise refuse(
            shown, "holds a user's name", "leave out what stands before the @; nothing is logged in to"
        )
    host, port = read_place(match[3], scheme, shown)
    path = quote(remove_dots(match[4] or "/"), safe=KEPT) + quote(match[5] or "", safe=KEPT)
    allowed = f"{host}:{port}" in allow or f"[{host}]:{port}" in allow
    if not allowed:
        check_host(host, shown)
        if port != PORTS[scheme]:
            remedy = f'allow "{host}:{port}" in [fetch] of desk.toml if it is yours'
            raise refuse(shown, f"asks for port {port}", remedy)
    return Target(scheme, host, port, path, allowed)


def read_place(place: str, scheme: str, shown: str) -> tuple[str, int]:
    """The host and port that stand between `//` and the path. Raises FetchError."""
    if place.startswith("["):
        inner, closed, rest = place[1:].partition("]")
        port = re.fullmatch(r"(?::([0-9]{0,5}))?", rest)
        try:
            if not closed or port is None or "%" in inner:
                raise ValueError
            host = str(ipaddress.IPv6Address(inner))
        except ValueError as error:
            raise refuse(shown, "its host is no IPv6 address", "mend what stands between [ and ]") from error
        number = port[1]
    else:
        found = PORT.fullmatch(place)
        if found is None or ":" in found[1]:
            raise refuse(shown, "its port is no number", "write it as host:port")
        host, number = read_host(found[1], shown), found[2]
    if not 0 < int(number or PORTS[scheme]) < 65_536:
        raise refuse(shown, f"asks for port {number}", "there are 1 to 65535")
    return host, int(number or PORTS[scheme])


def read_host(written: str, shown: str) -> str:
    """A host in small ASCII letters; one in another script as the name system has it. Raises FetchError."""
    if DEVIANT.search(written):
        raise refuse(shown, "its host is two names, depending on who reads it", "write it as xn--…")
    try:
        host = written.lower() if written.isascii() else written.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise refuse(shown, "its host is no name", "mend it") from error
    host = host.removesuffix(".")
    if not NAME.fullmatch(host) or len(host) > 253:
        raise refuse(shown, "its host is no name", "write it in letters, digits and hyphens")
    if NUMBER.fullmatch(host):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            found = "its host is a number in an odd spelling"
            raise refuse(shown, found, "write four decimals, as 93.184.216.34") from error
    return host


def check_host(host: str, shown: str) -> None:
    """Raises FetchError where a host cannot be on the open network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if "." not in host or host.endswith(tuple(f".{name}" for name in OWN)) or host in OWN:
            raise refuse(shown, f"{host} is a name of one's own network", ALLOW) from None
        return
    if closed := why_closed(address):
        raise refuse(shown, f"{host} is {closed}", ALLOW)


ALLOW = "give an address of the open network, or allow this host and port in [fetch] of desk.toml"


def join_url(base: Target, written: str, allow: tuple[str, ...] = ()) -> Target:
    """Where a link or redirect leads from an address. Raises FetchError."""
    if len(written) > LONGEST or UNSEEN.search(written.strip(" \t\r\n")):
        raise refuse(base.url, f"leads on to {written[:200]!r}, which is no address", "give another address")
    try:
        return read_url(urljoin(base.url, written.strip()), allow)
    except ValueError as error:
        raise refuse(
            base.url, f"leads on to {written[:200]!r}, which is no address", "give another"
        ) from error


def remove_dots(path: str) -> str:
    """A path without `.` and `..`, escaped or not, so that a site's rules cannot be walked around (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    parts = path.split("/")[1:]
    for number, part in enumerate(parts, 1):
        plain = part.lower().replace("%2e", ".")
        if plain == "..":
            del kept[-1:]
        if plain not in (".", ".."):
            kept.append(part)
        elif number == len(parts):
            kept.append("")
    return "/" + "/".join(kept)


def refuse(where: str, reason: str, remedy: str) -> FetchError:
    return FetchError(where, "refused", reason, remedy)

"""An address as a page or a saved file has it, in; the same tidy and safe to keep, or null, out. Nothing is fetched."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

LONGEST = 2_000  # characters; what is longer carries a state of its own and names no page
UNSAFE = re.compile(r"[ <>\"\\]")
PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
# Names of machines that nobody outside can reach: a page that was made on one still says so.
PRIVATE = re.compile(r"(?:.+\.)?(?:localhost|local|localdomain|internal|lan|test|invalid)")
# "/", "/uk/", "/en-GB", "/index.php", "/home": the front page of a site, or of its part in one language.
HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default)\.\w{2,5}|index|home|main)?/?", re.IGNORECASE
)
# What a site puts before its name for telephones and short pages.
MOBILE = re.compile(r"(?:www|m|mobile|amp|touch)\.")


def tidy_address(text: str, base: str | None = None) -> str | None:
    """A web address without fragment and without the port that goes without saying, its host in small letters.

    Null where it is none (`javascript:`, `file:`), has a user name or password, blanks or unseen characters in it, or
    names a machine by its number or within somebody's own network. One that is relative needs a `base`.
    """
    text = text.strip()
    if not text or len(text) > LONGEST or UNSAFE.search(text) or not text.isprintable():
        return None
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not is_public_host(host) or "@" in parts.netloc:
        return None
    place = host if port in (None, PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit(SplitResult(scheme, place, parts.path or "/", parts.query, ""))


def web_address(written: object, base: str | None = None) -> str | None:
    """The same of what a table or a feed holds in place of an address, which may be no text at all."""
    return tidy_address(str(written), base) if written else None


def is_public_host(host: str) -> bool:
    """Whether a host is named, and by a name that the whole net knows."""
    if not HOST.fullmatch(host) or PRIVATE.fullmatch(host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not host.rpartition(".")[2].isdecimal()  # "127.1" is a number too
    return False


def is_home(url: str) -> bool:
    """Whether an address is that of a site's front page, which is no report's."""
    parts = urlsplit(url)
    return not parts.query and HOME.fullmatch(parts.path) is not None


def host_of(url: str) -> str:
    """The host of a tidy address, without `www.`, `m.` and the like."""
    host = urlsplit(url).hostname or ""
    short = MOBILE.sub("", host, count=1) if MOBILE.match(host) else host
    return short if "." in short else host


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, or of a host and one below it: post.example and news.post.example."""
    shorter, longer = sorted((host_of(one), host_of(other)), key=len)
    return longer == shorter or longer.endswith("." + shorter)

"""A checked target, in; a connection to the very address that was checked, read and written within limits, out.

A name is looked up once. All that it answers must be of the open network, and the connection goes to one of those numbers,
never to the name again, so that a name server that answers otherwise the second time is not asked. The name stays what the
certificate is checked against. Nothing here knows a proxy.
"""

from __future__ import annotations

import errno
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from functools import cache
from threading import Thread
from typing import Any, NamedTuple

from contested.fetch.addresses import why_closed
from contested.fetch.errors import FetchError
from contested.fetch.limits import Limits
from contested.fetch.urls import ALLOW, Target

Resolve = Callable[[str, int], Sequence[str]]
MOST_ADDRESSES = 3  # that are tried of one name
SHORT = 10.0  # seconds for one address, so that the next has its turn
# What the system says where there is no way out at all, and not of one server.
AWAY = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)
LATER = "look at the connection; then again"
SLOWER = "fetch it again later"


class Network(NamedTuple):
    """How the network is reached: who resolves names, which certificates are trusted (the system's, where null), and what one fetch may cost."""

    resolve: Resolve
    context: ssl.SSLContext | None
    limits: Limits


class Deadline:
    """The end of the time that one fetch may take."""

    def __init__(self, seconds: float) -> None:
        self.end, self.seconds = time.monotonic() + seconds, seconds

    def left(self, where: str) -> float:
        """Seconds that are left. Raises FetchError where none are."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise self.late(where)
        return left

    def extend(self, seconds: float) -> None:
        """Give more time, for what was waited on purpose."""
        self.end += seconds

    def late(self, where: str) -> FetchError:
        return FetchError(where, "busy", f"was not there within {self.seconds:g} seconds", SLOWER)


@cache
def trust_system() -> ssl.SSLContext:
    """What this system trusts. Made where it is first needed: reading its certificates takes a tenth of a second."""
    return ssl.create_default_context()


def ask_system(host: str, port: int) -> list[str]:
    """The addresses of a name, by the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def find_addresses(target: Target, resolve: Resolve, deadline: Deadline) -> list[str]:
    """The addresses of a target, each checked unless the desk trusts it. Raises FetchError."""
    try:
        found: Sequence[str] = [str(ipaddress.ip_address(target.host))]
    except ValueError:
        found = look_up(target, resolve, deadline)
    for one in found if not target.allowed else ():
        try:
            closed = why_closed(ipaddress.ip_address(one))
        except ValueError:
            closed = "no address"
        if closed:
            raise FetchError(target.url, "refused", f"{target.host} is at {one}, which is {closed}", ALLOW)
    return list(found[:MOST_ADDRESSES])


def look_up(target: Target, resolve: Resolve, deadline: Deadline) -> Sequence[str]:
    """What a name resolves to. The system's resolver knows no time limit, so it is asked from a thread that may be left."""
    answers: list[Sequence[str] | OSError] = []

    def ask() -> None:
        try:
            answers.append(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answers.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left(target.url))
    if not answers:
        raise FetchError(target.url, "network", f"no name server answered about {target.host}", LATER)
    (answer,) = answers
    if isinstance(answer, OSError):
        if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_NONAME:
            raise FetchError(target.url, "gone", f"there is no host {target.host}", "look at its spelling")
        raise FetchError(
            target.url, "network", f"{target.host} cannot be looked up: {answer.strerror}", LATER
        )
    if not answer:
        raise FetchError(target.url, "gone", f"{target.host} has no address", "look at its spelling")
    return answer


class Wire(io.RawIOBase):
    """A connection that gives no more bytes than are allowed, and none after its time."""

    def __init__(self, connected: socket.socket, where: str, limits: Limits, deadline: Deadline) -> None:
        self.socket, self.where, self.deadline = connected, where, deadline
        self.left, self.most = limits.wire + limits.head, limits.wire
        self.address = str(connected.getpeername()[0])

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.socket.settimeout(self.deadline.left(self.where))
        try:
            size = self.socket.recv_into(buffer)
        except TimeoutError as error:
            raise self.deadline.late(self.where) from error
        self.left -= size
        if self.left < 0:
            found = f"sends more than the {self.most:,} bytes that are taken"
            raise FetchError(self.where, "large", found, "give an address whose answer is smaller")
        return size

    def send(self, request: bytes) -> None:
        """Write all of a request."""
        self.socket.settimeout(self.deadline.left(self.where))
        self.socket.sendall(request)

    def close(self) -> None:
        self.socket.close()
        super().close()


def connect(target: Target, network: Network, deadline: Deadline) -> Wire:
    """A connection to a target. Raises FetchError where none may be made, or none can."""
    failures: list[OSError] = []
    for address in find_addresses(target, network.resolve, deadline):
        try:
            opened = open_socket(target, address, network.context or trust_system(), deadline)
            return Wire(opened, target.url, network.limits, deadline)
        except ssl.SSLCertVerificationError as error:
            found = f"its certificate is not good: {error.verify_message}"
            raise FetchError(target.url, "broken", found, "tell the site; nothing is read past it") from error
        except OSError as error:
            failures.append(error)
    deadline.left(target.url)
    away = all(error.errno in AWAY for error in failures)
    told = "; ".join(dict.fromkeys(str(error.strerror or error) for error in failures))
    raise FetchError(target.url, "network" if away else "busy", f"cannot be reached: {told}", LATER)


def open_socket(target: Target, address: str, context: ssl.SSLContext, deadline: Deadline) -> socket.socket:
    """A socket to one address, encrypted where the scheme says so. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.settimeout(min(SHORT, deadline.left(target.url)))
        opened.connect((address, target.port))
        if target.scheme == "http":
            return opened
        opened.settimeout(min(SHORT, deadline.left(target.url)))
        return context.wrap_socket(opened, server_hostname=target.host)
    except BaseException:
        opened.close()
        raise

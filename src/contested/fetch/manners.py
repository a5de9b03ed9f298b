"""Hosts that were asked, in; how long each is to be left alone, out: one request at a time, so many seconds apart, longer
where its robots.txt says so or where it asks for it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Clock = Callable[[], float]
Sleep = Callable[[float], None]
# Seconds of the first wait after an error; each further one is twice as long.
FIRST_WAIT = 2.0
JITTER = 0.25  # share by which a wait is longer or shorter, so that many do not come back at once
LONGEST_RETRY = 7 * 86_400.0  # a Retry-After beyond a week is a slip


class Manners:
    """When each host may be asked again. The clock gives seconds since 1970, as `time.time` does."""

    def __init__(self, apart: float, clock: Clock, sleep: Sleep) -> None:
        self.apart, self.clock, self.sleep = apart, clock, sleep
        self.free: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Seconds until a host may be asked."""
        return max(0.0, self.free.get(host, 0.0) - self.clock())

    def take_turn(self, host: str, delay: float = 0.0) -> None:
        """Wait until a host may be asked, and note that it now is."""
        if waiting := self.wait(host):
            self.sleep(waiting)
        self.leave_alone(host, max(self.apart, delay))

    def leave_alone(self, host: str, seconds: float) -> None:
        """Note that a host is not to be asked for so many seconds."""
        self.free[host] = max(self.free.get(host, 0.0), self.clock() + seconds)


def back_off(failures: int, longest: float = math.inf) -> float:
    """Seconds to wait after so many failures in a row (one at least)."""
    wait = FIRST_WAIT * 2.0 ** min(failures - 1, 30)
    return min(wait, longest) * random.uniform(1 - JITTER, 1 + JITTER)


def read_retry_after(value: str, now: float) -> float | None:
    """The seconds that a `Retry-After` asks for (RFC 9110, 10.2.3): a number, or a date; null where it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_RETRY)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds()), LONGEST_RETRY)

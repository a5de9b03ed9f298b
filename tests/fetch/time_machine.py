"""A clock that a test sets, and a sleep that sets it forward."""

from __future__ import annotations

NOON = 1_764_158_400.0  # 2025-11-26T12:00:00Z


class Clock:
    """Calling it tells the time; `slept` are the waits so far."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

"""What one report may take while it is read, and how a worker process holds its reader to it.

The kernel does: a clock of CPU time and one of the wall end the process, memory beyond the limit is not given, and
no file grows. So no loop in a parser's machine code passes over it. Beside that a reader opens no connection,
starts no program and changes no file.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Measured (tests/hostile/watched.py) on a core that others used too. Pages as benchmarks/made_pages.py makes them took up to
# 0.13 s and 6 MB; 19 MB of short paragraphs 55 s and 861 MB, the most that a page took in both; 1.9 MB of a table's
# rows 16 s and 256 MB; 19 MB of text 13 s and 120 MB. 1,000 spoilt files of each reader stayed under 1 s and 100 MB, and what
# is made to be slow is refused by what its reader says of it; these limits are for what nobody thought of.
SECONDS = 10.0  # of CPU time, for a report of any size
SECONDS_A_MB = 5.0
WALL = 6.0  # times as long by the clock on the wall: a busy machine is no fault of the report
MEMORY = 256_000_000  # bytes beyond what the worker has when the report comes
MEMORY_A_BYTE = 60
# Of a file in memory that one within an archive is unpacked to; nothing is written to a disk.
LARGEST_FILE = 256_000_000
FILES = 256  # open at a time
GROWN = 500_000_000  # bytes that a worker may hold on to between two reports before another takes its place
# Python tells of what it is about to do under these names (sys.audit).
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "shutil.",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.symlink",
    "os.system",
    "os.truncate",
    "pty.",
    "urllib.",
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def seconds_for(size: int) -> float:
    """Seconds of CPU time that a report of so many bytes may take."""
    return SECONDS + SECONDS_A_MB * size / 1e6


def memory_for(size: int) -> int:
    """Bytes that a report of so many bytes may take beside what the worker has."""
    return MEMORY + MEMORY_A_BYTE * size


class Guard:
    """Holds its process to the limits while it reads. One a process, for good: what it forbids cannot be taken back."""

    def __init__(self) -> None:
        self.reading, self.began = False, resident_size() or 0
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the owner is told of it too, and decides
        for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, FILES)):
            lower_limit(kind, most)
        sys.addaudithook(self.forbid)

    @contextmanager
    def hold(self, size: int) -> Iterator[None]:
        """Read a report of so many bytes within its limits. The process ends where one is broken, or MemoryError is
        raised."""
        seconds, taken = seconds_for(size), data_size()
        if taken is not None:
            lower_limit(resource.RLIMIT_DATA, taken + memory_for(size))
        lower_limit(resource.RLIMIT_FSIZE, LARGEST_FILE)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * WALL)
        self.reading = True
        try:
            yield
        finally:
            self.reading = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            lower_limit(resource.RLIMIT_DATA, None)
            lower_limit(resource.RLIMIT_FSIZE, None)

    def has_grown(self) -> bool:
        """Whether the process holds on to so much memory that it should make way for a new one."""
        return (resident_size() or 0) > self.began + GROWN

    def forbid(self, event: str, details: tuple[object, ...]) -> None:
        """Raises PermissionError for what no reader does, while one reads."""
        if self.reading and (event.startswith(FORBIDDEN) or (event == "open" and opens_to_write(*details))):
            raise PermissionError(f"no reader may {event}")


def opens_to_write(file: object = None, mode: object = None, flags: object = 0) -> bool:
    """Whether a file is opened by its name to be changed."""
    return not isinstance(file, int) and isinstance(flags, int) and bool(flags & WRITING)


def lower_limit(kind: int, most: int | None) -> None:
    """Let the kernel hold this process to `most`, as far as may be chosen here; null takes that back."""
    _, highest = resource.getrlimit(kind)
    most = highest if most is None else most if highest == resource.RLIM_INFINITY else min(most, highest)
    resource.setrlimit(kind, (most, highest))


def data_size() -> int | None:
    """Bytes of memory that this process has taken for data; null on a system that does not tell."""
    return read_statm(5)


def resident_size() -> int | None:
    """Bytes of memory that this process uses; null on a system that does not tell."""
    return read_statm(1)


def read_statm(column: int) -> int | None:
    """A column of what Linux says of this process's memory, in bytes."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[column]) * resource.getpagesize()
    except OSError:
        return None

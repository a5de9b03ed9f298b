"""Files in their order, in; what becomes of each, in the same order, out, read by several threads ahead of who asks.

Each thread waits for a worker process; none works itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from queue import Full, Queue, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from contested.ingest.sources import Found
from contested.model import Rejection

# A second worker costs 0.3 s of another core before it reads anything, and 1 s where it reads pages.
FEW = 8
# Files that are read ahead, and how many bytes of them: while 500 reports are synced to a busy disk for two seconds, two
# workers read about a hundred pages.
AHEAD = 128
AHEAD_BYTES = 64_000_000
WAITING = 8  # reports of one file that wait to be taken
CHECKED = 0.5  # seconds after which a thread looks again whether anybody still wants what it has

Outcome = TypeVar("Outcome")
Source = Found | Rejection
Read = Callable[[Source], Generator[Outcome, None, None]]


class Job(Generic[Outcome]):
    """One file to read, and what came of it so far. The end is a None, or an error that is for whoever asked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.size = source.size if isinstance(source, Found) else 0
        self.outcomes: Queue[Outcome | Exception | None] = Queue(WAITING)


def read_ahead(sources: Iterable[Source], read: Read[Outcome], threads: int) -> Iterator[Outcome]:
    """What `read` makes of the files, in their order, by so many threads; by none where there are few files."""
    rest = iter(sources)
    first = list(islice(rest, FEW))
    if threads == 1 or len(first) < FEW:
        for source in chain(first, rest):
            yield from read(source)
        return
    line: SimpleQueue[Job[Outcome] | None] = SimpleQueue()
    stopped = Event()
    for _ in range(threads):
        # Daemons: whoever leaves in the middle does not wait for them.
        Thread(target=work, args=(line, read, stopped), daemon=True).start()
    try:
        for job in give_out(chain(first, rest), line):
            while (outcome := job.outcomes.get()) is not None:
                if isinstance(outcome, Exception):
                    raise outcome
                yield outcome
    finally:
        stopped.set()
        for _ in range(threads):
            line.put(None)


def give_out(sources: Iterable[Source], line: SimpleQueue[Job[Outcome] | None]) -> Iterator[Job[Outcome]]:
    """The jobs in their order, each once as many behind it as may be are given out too."""
    waiting: deque[Job[Outcome]] = deque()
    size = 0
    for source in sources:
        job: Job[Outcome] = Job(source)
        while waiting and (len(waiting) >= AHEAD or size + job.size > AHEAD_BYTES):
            size -= waiting[0].size
            yield waiting.popleft()
        line.put(job)
        waiting.append(job)
        size += job.size
    yield from waiting


def work(line: SimpleQueue[Job[Outcome] | None], read: Read[Outcome], stopped: Event) -> None:
    """Do jobs until there are no more, or nobody wants them."""
    while (job := line.get()) is not None and not stopped.is_set():
        outcomes = read(job.source)
        end: Exception | None = RuntimeError(f"{job.source}: the thread that read it failed, as said above")
        try:
            for outcome in outcomes:
                put(job, outcome, stopped)
                if stopped.is_set():
                    return
            end = None
        except OSError as error:
            end = error
        finally:
            outcomes.close()
            put(job, end, stopped)


def put(job: Job[Outcome], outcome: Outcome | Exception | None, stopped: Event) -> None:
    """Let an outcome wait to be taken, unless nobody will."""
    while not stopped.is_set():
        try:
            job.outcomes.put(outcome, timeout=CHECKED)
        except Full:
            continue
        return

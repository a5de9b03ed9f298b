"""An order to read, in; a worker process's answers, out. What a report can break is only that process.

A worker (`worker.py`) is started when first needed and kept for the next order. It takes and gives frames (`wire.py`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import msgspec

from contested.ingest.limits import WALL, seconds_for
from contested.ingest.lines import MAX_BYTES
from contested.ingest.wire import ANSWER, ENCODER, Answer, Broken, Done, Order, read_frame, write_frame

# Nothing of the environment, of the folder one is in, or of a module's name decides what a worker runs.
PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from contested.ingest.worker import serve; serve(int(sys.argv[1]))"
# Seconds. A worker ends itself sooner; one that is silent for longer has lost its clocks.
PATIENCE = 2 * WALL * seconds_for(MAX_BYTES)
SLOW = (-signal.SIGPROF, -signal.SIGALRM)


class WorkerEnded(Exception):
    """A worker ended before it had carried out its order. `slow` or `large`: it broke a limit; else `how` it came."""

    def __init__(self, slow: bool = False, large: bool = False, how: str = "") -> None:
        self.slow, self.large, self.how = slow, large, how
        super().__init__(how)


class Worker:
    """A process that reads, one order at a time."""

    def __init__(self) -> None:
        lifeline, self.held = os.pipe()
        paths = [os.path.abspath(path) for path in sys.path]
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", PROGRAM, str(lifeline), *paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=[lifeline],
            )
        finally:
            os.close(lifeline)
        assert self.process.stdin
        assert self.process.stdout
        self.orders, self.answers = self.process.stdin.fileno(), self.process.stdout.fileno()

    def ask(self, order: Order) -> Iterator[Answer]:
        """The answers to an order as they come. Raises WorkerEnded where they break off."""
        try:
            write_frame(self.orders, ENCODER.encode(order))
        except BrokenPipeError:
            raise self.end() from None
        while (frame := read_frame(self.answers, PATIENCE)) is not None:
            try:
                answer = ANSWER.decode(frame)
            except msgspec.DecodeError:
                break
            if isinstance(answer, Done):
                return
            if isinstance(answer, Broken):
                raise self.end(answer)
            yield answer
        raise self.end()

    def end(self, broken: Broken | None = None) -> WorkerEnded:
        """End the process; how it came to that."""
        silent = broken is None and not self.has_ended()
        self.stop()
        code = self.process.returncode
        if broken:
            return WorkerEnded(large=broken.error == "MemoryError", how=f"{broken.error} at {broken.at}")
        if code in SLOW or silent:
            return WorkerEnded(slow=True)
        return WorkerEnded(how=signal.Signals(-code).name if code < 0 else f"exit code {code}")

    def has_ended(self) -> bool:
        """Whether the process has gone by itself: a pipe can be closed a moment before."""
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        """End the process, if it has not ended."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        self.process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close the lifeline: the process ends unless another holds it too."""
        if self.held >= 0:
            os.close(self.held)
            self.held = -1


class Crew:
    """The workers of one process. Each asks one at a time; of those that wait the last one goes first."""

    def __init__(self) -> None:
        self.idle: list[Worker] = []
        self.alive: set[Worker] = set()
        os.register_at_fork(after_in_child=self.let_go)

    def ask(self, order: Order) -> Iterator[Answer]:
        """The answers to an order as they come. Raises WorkerEnded where they break off."""
        worker = self.idle.pop() if self.idle else Worker()
        self.alive.add(worker)
        done = False
        try:
            yield from worker.ask(order)
            done = True
        finally:
            if done and len(self.idle) < count_cores():
                self.idle.append(worker)
            else:
                self.alive.discard(worker)
                worker.stop()

    def start_one(self) -> None:
        """Let a worker load what it needs while its owner does."""
        if not self.idle:
            worker = Worker()
            self.alive.add(worker)
            self.idle.append(worker)

    def let_go(self) -> None:
        """In a forked child, leave the workers to the parent, so that they end with it."""
        for worker in self.alive:
            worker.let_go()


@cache
def crew_of(owner: int) -> Crew:
    """The workers of the process `owner`. A forked child gets its own: two at one pipe would mix answers."""
    return Crew()


def ask(order: Order) -> Iterator[Answer]:
    """The answers of a worker of this process. Raises WorkerEnded where they break off."""
    return crew_of(os.getpid()).ask(order)


def start_worker() -> None:
    """Start a worker ahead of what it is to read, if none waits; whoever then reads waits 0.2 s less."""
    crew_of(os.getpid()).start_one()


def count_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

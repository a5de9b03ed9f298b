"""A file, in; what a worker process says of it, with the seconds of CPU time and the memory that it took, out.

Memory is the most that the process held in RAM at any moment (`VmHWM` of Linux, set back before each file) beyond what it
held when it had read one good report of each kind. Seconds are of its CPU (`/proc/PID/stat`): others use the machine too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from contested.ingest.isolation import Worker, WorkerEnded
from contested.ingest.sources import Found
from contested.ingest.wire import Answer, Begun, Order, Refused, Taken, read_file_order
from contested.model import Rejection, Report

TICKS = os.sysconf("SC_CLK_TCK")


class Seen(NamedTuple):
    """What became of one file: its reports, its rejections, how its worker ended if it did, and what it took."""

    reports: tuple[Report, ...]
    rejections: tuple[Rejection, ...]
    ended: str | None
    seconds: float
    megabytes: float


class Watched:
    """A worker that is watched; after it has ended, another."""

    def __init__(self, good: Iterable[Found]) -> None:
        self.good = tuple(good)
        self.start()

    def start(self) -> None:
        """A worker that has loaded all that the good files need."""
        self.worker = Worker()
        for found in self.good:
            list(self.worker.ask(read_file_order(found, 0)))
        self.held = self.memory("VmRSS")

    def read(self, found: Found) -> Seen:
        """Let it read a file."""
        return self.carry_out(read_file_order(found, 0))

    def carry_out(self, order: Order) -> Seen:
        """Let it carry out an order."""
        Path(f"/proc/{self.worker.process.pid}/clear_refs").write_text("5")
        before, ended = self.seconds(), None
        answers: list[Answer] = []
        try:
            answers.extend(self.worker.ask(order))
        except WorkerEnded as error:
            ended = "too slow" if error.slow else "too large" if error.large else error.how
            self.start()
            return Seen(*sort_out(answers), ended, 0, 0)
        return Seen(*sort_out(answers), ended, self.seconds() - before, self.memory("VmHWM") - self.held)

    def seconds(self) -> float:
        """Seconds of CPU time that the worker has taken."""
        fields = Path(f"/proc/{self.worker.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, what: str) -> float:
        """A line of the worker's memory, in MB."""
        lines = Path(f"/proc/{self.worker.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1000

    def stop(self) -> None:
        self.worker.stop()


def sort_out(answers: Iterable[Answer]) -> tuple[tuple[Report, ...], tuple[Rejection, ...]]:
    """The reports and the rejections among answers."""
    answers = [one for one in answers if not isinstance(one, Begun)]
    reports = tuple(one.report for one in answers if isinstance(one, Taken))
    return reports, tuple(one.rejection for one in answers if isinstance(one, Refused))

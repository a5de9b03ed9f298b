"""What is said beside the records: messages and progress, to stderr, so that stdout holds records only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from contested.model import Rejection


def say(text: str) -> None:
    """Print a message, without characters that a terminal would obey instead of show."""
    from contested.publish.words import clean

    for line in text.splitlines():
        print(clean(line), file=sys.stderr)


def say_rejections(rejections: Iterable[Rejection]) -> None:
    """One line for each report that was set aside."""
    for one in rejections:
        say(f"set aside: {one.where}: {one.reason}; {one.remedy}")


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Show how much of a long work is done, where somebody watches; yields what to call with each step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda steps: progress.advance(task, steps)

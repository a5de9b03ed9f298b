"""A folder with more readers, for as long as a test runs, in this process and in its workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contested.ingest import formats, isolation, readers


@contextmanager
def more_readers(folder: Path, monkeypatch: pytest.MonkeyPatch, start: str = "") -> Iterator[None]:
    """The modules in a folder are among the readers; `start` is what a worker does besides when it begins."""
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
    more = f"from contested.ingest import formats, limits; formats.__path__.append({str(folder)!r}); {start}"
    begin, _, rest = isolation.PROGRAM.partition("from ")
    monkeypatch.setattr(isolation, "PROGRAM", f"{begin}{more}from {rest}")
    forget_readers()
    yield
    for worker in isolation.crew_of(os.getpid()).idle:
        worker.stop()
    monkeypatch.undo()
    forget_readers()


def forget_readers() -> None:
    """Look for readers anew, and ask none of the workers that knew others."""
    readers.cache_clear()
    isolation.crew_of.cache_clear()

"""What reading, appending and verifying share: the database, the archive, and closing them."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from contested.ledger.archive import Archive


class Store:
    """An open database and the archive beside it. A context manager that closes the database."""

    def __init__(self, engine: Engine, archive: Archive) -> None:
        self.engine, self.archive = engine, archive

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

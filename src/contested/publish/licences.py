"""A theatre's sources, in; under which licence somebody's words may be passed on, where that is known, out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from contested.model import Account, Report
from contested.theatres import Theatre
from contested.trace.voices import Directory


class Licences:
    """The licences that sources state. A source without one, and whoever is no known source, has none here: that says
    nothing about what is allowed."""

    def __init__(self, theatre: Theatre) -> None:
        self.directory = Directory(theatre.speakers)
        self.by_id = {one.source_id: one.licence for one in theatre.speakers}
        self.of_publisher = cache(self.find_publisher)

    def of_source(self, source_id: str) -> str | None:
        return self.by_id.get(source_id)

    def find_publisher(self, name: str | None) -> str | None:
        source = self.directory.find(name) if name else None
        return source.licence if source else None

    def credit(self, account: Account) -> list[dict[str, str]]:
        """Publishers of the account's reports whose licence is known, by name."""
        return self.credit_reports(account.reports)

    def credit_reports(self, reports: Iterable[Report]) -> list[dict[str, str]]:
        """The same of some reports."""
        names = sorted({one.publisher for one in reports if one.publisher})
        return [
            {"source": name, "licence": licence} for name in names if (licence := self.of_publisher(name))
        ]

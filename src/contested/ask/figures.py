"""An account's ledger of quantities and what narrows it down, in; its quantities or findings, out."""

from __future__ import annotations

from msgspec import Struct

from contested.model import Day, Figures, Finding, Quantity


class FigureFilter(Struct, frozen=True, kw_only=True):
    """Which quantities or findings are asked for; what is null does not matter. Days are of publication."""

    place_id: str | None = None
    since: Day | None = None
    until: Day | None = None

    def lets(self, places: tuple[str, ...], day: Day | None) -> bool:
        """Whether something of these places, published on a day, is asked for; what has no day is not asked for by days."""
        if self.place_id is not None and self.place_id not in places:
            return False
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or "") <= day <= (self.until or "9999")


def choose_quantities(figures: Figures, wanted: FigureFilter) -> list[Quantity]:
    """The quantities asked for, by day of publication, then in the order of their reports; undated ones last."""
    chosen = [one for one in figures.quantities if wanted.lets(one.places, one.published)]
    return sorted(chosen, key=lambda one: (one.published or "9999", one.report_id, one.start))


def choose_findings(figures: Figures, wanted: FigureFilter) -> list[Finding]:
    """The findings asked for, failures first."""
    return [one for one in figures.findings if wanted.lets(one.places, one.on)]

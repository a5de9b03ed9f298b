"""Claims, origins and the languages of their reports, in; the ledger of quantities with what its checks found, out.

The method is described in docs/method/figures.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contested.model import Claim, Figures, Origin
from contested.reconcile.figures.changes import check_increments, find_falls, follow, record_series
from contested.reconcile.figures.counts import find_differences, group_counts, record_count
from contested.reconcile.figures.growth import check_growth
from contested.reconcile.figures.reading import read_sentences
from contested.reconcile.figures.silence import find_silence
from contested.reconcile.figures.sums import check_sums

# In what order findings stand: what fails first, and of those what needs no second report.
OUTCOMES = ("fails", "open", "holds")
ORDER = ("parts", "shares", "falls", "increments", "growth", "differ", "silent")


def reconcile_figures(
    claims: Iterable[Claim], origins: Iterable[Origin], languages: Mapping[str, str]
) -> Figures:
    """The ledger of quantities. `languages` are the reports' language codes by report id."""
    claims, origins = list(claims), list(origins)
    told = read_sentences(claims, origins, languages)
    reads = [one.reads[index] for one in told for index in sorted(one.reads)]
    groups, lines = group_counts(reads), follow(reads)
    findings = [
        *check_sums(told),
        *find_falls(lines),
        *check_increments(lines, reads),
        *check_growth(told),
        *find_differences(groups),
        *find_silence(told, claims, origins),
    ]
    return Figures(
        quantities=tuple(one.quantity for one in reads),
        counts=tuple(count for group in groups if (count := record_count(group)) is not None),
        series=tuple(record_series(line) for line in lines),
        findings=tuple(
            sorted(
                findings,
                key=lambda one: (
                    OUTCOMES.index(one.outcome),
                    ORDER.index(one.kind),
                    one.on or "9999",
                    one.finding_id,
                ),
            )
        ),
    )

"""Parts of claims that were traced before, in; their origins, without tracing them again, out.

Whoever asks about many past days asks about almost the same claims each time. What is remembered holds as long as the
sources, the reports and the days on which they were seen stay the same; a part with any other claim is traced anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from contested.model import Claim, Copy, Origin
from contested.theatres import Source
from contested.trace.tellings import Library


class Around(NamedTuple):
    """What else counts for a report's claims: what it repeats, and the versions of its page."""

    copies: tuple[Copy, ...]
    versions: tuple[str, ...]


class Remembered(NamedTuple):
    """A part as it was traced."""

    claims: tuple[Claim, ...]
    around: tuple[Around, ...]
    origins: tuple[Origin, ...]


class Memory:
    """What was traced before: parts by their claims' ids, and whom each report credits by its id."""

    def __init__(self) -> None:
        self.credited: dict[str, Source | None] = {}
        self.parts: dict[tuple[str, ...], Remembered] = {}

    def recall(
        self,
        part: Sequence[Claim],
        library: Library,
        trace_part: Callable[[Sequence[Claim]], tuple[Origin, ...]],
    ) -> tuple[Origin, ...]:
        """The origins of a part, traced now where it was not yet."""
        claims, around = tuple(part), look_around(part, library)
        key = tuple(claim.claim_id for claim in part)
        held = self.parts.get(key)
        if held is None or held.claims != claims or held.around != around:
            held = self.parts[key] = Remembered(claims, around, trace_part(part))
        return held.origins


def look_around(part: Sequence[Claim], library: Library) -> tuple[Around, ...]:
    """What counts for the reports of a part, in its order."""
    return tuple(
        Around(
            tuple(library.copies.get(report_id, ())),
            tuple(library.versions.get(library.page_of.get(report_id, ""), ())),
        )
        for report_id in dict.fromkeys(claim.report_id for claim in part)
    )

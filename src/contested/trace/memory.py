"""Parts of claims that were traced before, in; their origins, without tracing them again, out.

Whoever asks about many past days asks about almost the same claims each time. What is remembered holds as long as the
sources, the reports and the days on which they were seen stay the same; a part with any other claim is traced anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from contested.model import Claim, Copy, Origin
from contested.theatres import Source
from contested.trace.happenings import place_keys
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


class Earlier(Memory):
    """What was traced of an account before this one, to which reports were only added: by the claims that are `other`
    now, or new, the reports that are `come`, and the claims that are `gone`."""

    def __init__(
        self,
        origins: Iterable[Origin],
        copies: Iterable[Copy],
        other: Set[str],
        come: Set[str],
        gone: Iterable[Claim],
    ) -> None:
        super().__init__()
        self.origin_of = {claim_id: one for one in origins for claim_id in one.claims}
        self.copies: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            self.copies[copy.report_id].append(copy)
        self.other, self.come = other, come
        self.left = {key for claim in gone for key in place_keys(claim)}

    def recall(
        self,
        part: Sequence[Claim],
        library: Library,
        trace_part: Callable[[Sequence[Claim]], tuple[Origin, ...]],
    ) -> tuple[Origin, ...]:
        """The origins of a part as they were, where it was a part with all that counts for it."""
        if any(claim.claim_id in self.other for claim in part) or not self.stood_alone(part, library):
            return trace_part(part)
        origins = {id(one): one for one in (self.origin_of[claim.claim_id] for claim in part)}
        return tuple(origins.values())

    def stood_alone(self, part: Sequence[Claim], library: Library) -> bool:
        """Whether nothing led to a part from a claim that is gone, and nothing does from a report that has come."""
        if self.left and any(not self.left.isdisjoint(place_keys(claim)) for claim in part):
            return False
        return all(
            one.copies == tuple(self.copies.get(report_id, ())) and self.come.isdisjoint(one.versions)
            for report_id, one in zip(reports_of(part), look_around(part, library), strict=True)
        )


def reports_of(part: Sequence[Claim]) -> Iterable[str]:
    """The ids of the reports of some claims, each once."""
    return dict.fromkeys(claim.report_id for claim in part)


def look_around(part: Sequence[Claim], library: Library) -> tuple[Around, ...]:
    """What counts for the reports of a part, in its order."""
    return tuple(
        Around(
            tuple(library.copies.get(report_id, ())),
            tuple(library.versions.get(library.page_of.get(report_id, ""), ())),
        )
        for report_id in reports_of(part)
    )

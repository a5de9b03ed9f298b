"""Claims, in; the parts of them between which nothing can lead, out: each can be traced by itself.

One claim can only have been taken from another, be joined with it or take it back where both name a place (or both
none), and speak of about the same time, stand in reports of which one repeats the other, or in versions of one page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from contested.days import day_number
from contested.model import Claim, Copy
from contested.trace.happenings import CITED_ONCE_DAYS, interval_of, place_keys
from contested.trace.retraction import STATE_DAYS, TURN_DAYS

# Nothing looks farther: a citation of what happens once, a retraction, a repeat within a week.
REACH_DAYS = max(CITED_ONCE_DAYS, TURN_DAYS, STATE_DAYS)


class Joined:
    """Numbers that are joined into sets; each set is known by its least number."""

    def __init__(self, count: int) -> None:
        self.least = list(range(count))

    def find(self, number: int) -> int:
        """The least number of the set that a number is in."""
        root = number
        while self.least[root] != root:
            root = self.least[root]
        while self.least[number] != root:
            self.least[number], number = root, self.least[number]
        return root

    def join(self, one: int, other: int) -> None:
        first, second = self.find(one), self.find(other)
        self.least[max(first, second)] = min(first, second)


def part_claims(
    claims: Sequence[Claim], copies: Iterable[Copy], page_of: Mapping[str, str]
) -> list[list[Claim]]:
    """The claims in parts, each in the order given, by their first claim. `page_of` names the page that a report is a
    version of, by report id."""
    joined = Joined(len(claims))
    at_place: dict[str, list[int]] = defaultdict(list)
    in_report: dict[str, list[int]] = defaultdict(list)
    keys = [place_keys(claim) for claim in claims]
    for number, claim in enumerate(claims):
        in_report[claim.report_id].append(number)
        for key in keys[number]:
            at_place[key].append(number)
    spans = [span_of(claim) for claim in claims]
    for numbers in at_place.values():
        join_near(numbers, spans, joined)
    versions: dict[str, list[int]] = defaultdict(list)
    for report_id, numbers in in_report.items():
        versions[page_of.get(report_id, report_id)] += numbers
    for numbers in versions.values():
        join_alike(numbers, keys, joined)
    for copy in copies:
        join_alike([*in_report[copy.report_id], *in_report[copy.original_id]], keys, joined)
    parts: dict[int, list[Claim]] = defaultdict(list)
    for number, claim in enumerate(claims):
        parts[joined.find(number)].append(claim)
    return list(parts.values())


def span_of(claim: Claim) -> tuple[float, float]:
    """The first and the last day that a claim speaks of or was published on; all of time where it has no publication."""
    if claim.published is None:
        return -inf, inf
    days = [claim.published, *(interval_of(claim) or ())]
    return day_number(min(days)), day_number(max(days))


def join_near(numbers: Sequence[int], spans: Sequence[tuple[float, float]], joined: Joined) -> None:
    """Join the claims at one place that are near in time, by way of others too."""
    before, reached = -1, -inf
    for number in sorted(numbers, key=lambda one: spans[one]):
        start, end = spans[number]
        if before >= 0 and start - reached <= REACH_DAYS:
            joined.join(before, number)
        before, reached = number, max(reached, end)


def join_alike(numbers: Sequence[int], keys: Sequence[set[str]], joined: Joined) -> None:
    """Join those of some claims that share a place."""
    if len(numbers) < 2:
        return
    first: dict[str, int] = {}
    for number in numbers:
        for key in keys[number]:
            joined.join(first.setdefault(key, number), number)

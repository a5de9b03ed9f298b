"""Whether a claim's score means something, over all claims read from the cases beside the frames.

A claim is judged by its row. It is right if it fits a pattern of `must` and none of `must_not`. It is wrong if it
fits one of `must_not`, or if `must` speaks of its event and it fits none of those patterns: another actor, place,
day or voice than the row asks. A claim of an event that no pattern speaks of, or that only `must_not` speaks of
without fitting it, is left out. Rows marked `unread` count like all others.

The cases are composed to be hard, so the shares compare bands with each other and say nothing of running text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from contested.model import Claim
from tests.extract.test_cases import event_rows, fits, read_row

OUTRIGHT = 0.9  # at or above it stand claims with nothing inferred
BANDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, OUTRIGHT, 1.01)
ENOUGH = 15


def judge(claim: Claim, row: dict[str, Any]) -> bool | None:
    """Whether the claim is wrong by its row; null where the row says nothing of it."""
    if any(fits(claim, pattern) for pattern in row.get("must_not", [])):
        return True
    asked = [pattern for pattern in row.get("must", []) if pattern["event"] == claim.event]
    return not any(fits(claim, pattern) for pattern in asked) if asked else None


@cache
def judged() -> tuple[tuple[Claim, bool], ...]:
    """Every claim that its row judges, and whether it is wrong."""
    found = [
        (claim, judge(claim, row)) for language, _, row in event_rows() for claim in read_row(row, language)
    ]
    return tuple((claim, wrong) for claim, wrong in found if wrong is not None)


def share(verdicts: list[bool]) -> float:
    return sum(verdicts) / len(verdicts) if verdicts else 0.0


def reason_kind(reason: str) -> str:
    """The reason without the words that it quotes."""
    return re.sub("“[^”]*”", "“…”", reason)


def table() -> Iterator[str]:
    """Claims, wrong ones and their share: by band of the score, then with and without each reason."""
    for low, high in pairwise(BANDS):
        band = [wrong for claim, wrong in judged() if low <= claim.score < high]
        yield f"[{low:.1f}, {min(high, 1):.1f})  {len(band):4} claims  {sum(band):4} wrong  {share(band):.3f}"
    with_reason: dict[str, list[bool]] = defaultdict(list)
    without: dict[str, list[bool]] = defaultdict(list)
    kinds = {reason_kind(reason) for claim, _ in judged() for reason in claim.reasons}
    for claim, wrong in judged():
        own = {reason_kind(reason) for reason in claim.reasons}
        for kind in kinds:
            (with_reason if kind in own else without)[kind].append(wrong)
    for kind in sorted(kinds, key=lambda one: -len(with_reason[one])):
        there, not_there = with_reason[kind], without[kind]
        yield f"{kind}: {len(there)} claims, {share(there):.3f} wrong; without {share(not_there):.3f}"


def test_a_lower_score_is_more_often_wrong() -> None:
    for mark in (0.5, OUTRIGHT):
        low = [wrong for claim, wrong in judged() if claim.score < mark]
        high = [wrong for claim, wrong in judged() if claim.score >= mark]
        assert min(len(low), len(high)) >= ENOUGH, f"too few claims on one side of {mark}"
        assert share(low) > share(high), f"at {mark}:\n" + "\n".join(table())

"""Areas of control over time, in; what the page reads of them at once, and the chunks that it asks for by day, out.

A chunk tells everything from its first day on: the patches that stand on that day, and those that change later. Days are
counted from the desk's first, chances are whole percents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec

from contested.days import days_between
from contested.model import NO_OUTLINE, AreaHistory, AreaPatch, Day, Origin, StatedArea
from contested.publish.site.told import Made

# So many numbers to a chunk (about 150 kB), or twice what stands on its first day where that is more.
CHUNK_NUMBERS = 40_000

Slot = tuple[tuple[int, int], str, float]


def describe_areas(history: AreaHistory, first: Day, starts: Sequence[int]) -> dict[str, Any]:
    """Areas in km² for each day on which one changed: the day, all that reports speak of, what of it is doubtful, then of
    each side the least, the likely and the most. `starts` are the days on which the chunks begin."""
    return {
        "sure": round(100 * history.sure),
        "reach": round(history.reach_km),
        "sides": [one.side for one in history.days[0].sides] if history.days else [],
        "starts": starts,
        "days": [
            [
                days_between(first, one.on),
                one.spoken,
                one.doubtful,
                *(number for side in one.sides for number in (side.low, side.likely, side.high)),
            ]
            for one in history.days
        ],
    }


def cut_chunks(history: AreaHistory, first: Day) -> Iterator[tuple[int, list[Any]]]:
    """The first day of each chunk and its patches: day, state, level, tile, outline (`pack_outline`)."""
    standing: dict[Slot, list[Any]] = {}
    chunk: list[Any] = []
    size = most = start = 0
    for on, group in groupby(history.patches, key=lambda one: one.on):
        day = days_between(first, on)
        changed = [pack_patch(one, day) for one in group]
        if not chunk or size > most:
            if chunk:
                yield start, chunk
            kept = [[day, *one[1:]] for one in standing.values()]
            moved = {tuple(one[1:4]) for one in changed}
            chunk = [one for one in kept if tuple(one[1:4]) not in moved]
            size, start = sum(map(count_numbers, chunk)), day
            most = max(CHUNK_NUMBERS, 2 * size)
        for one in changed:
            slot = tuple(one[1:4])
            standing.pop(slot, None)
            if one[4] != NO_OUTLINE:
                standing[slot] = one
            size += count_numbers(one)
        chunk += changed
    if chunk:
        yield start, chunk


def pack_patch(patch: AreaPatch, day: int) -> list[Any]:
    return [day, patch.state, round(100 * patch.level), "{},{}".format(*patch.tile), patch.outline]


def count_numbers(patch: list[Any]) -> int:
    outline: bytes = patch[4]
    return outline.count(b",") + (outline != NO_OUTLINE)


def describe_chunk(patches: Sequence[list[Any]]) -> list[list[Any]]:
    """The patches of a chunk, with their outlines as the JSON that they are."""
    return [[*one[:4], msgspec.Raw(one[4])] for one in patches]


def describe_stated(stated: StatedArea, made: Made, places: Mapping[str, int]) -> dict[str, Any]:
    """An area that somebody states, with the claim that it stands in and what the map says of it; `places` are the numbers
    of the places by id."""
    claim = made.claims[stated.claim_id]
    origin = made.origin_of(stated.claim_id)
    return {
        "claim": stated.claim_id,
        "report": made.reports[claim.report_id],
        "number": places.get(stated.place_id or ""),
        "side": stated.side,
        "measure": stated.measure,
        "text": stated.text,
        "place": stated.place,
        "start": stated.start,
        "end": stated.end,
        "basis": claim.when.basis,
        "who": name_origin(origin, made) if origin else claim.publisher or claim.report_name,
        "finding": stated.finding,
        "reason": stated.reason,
    }


def name_origin(origin: Origin, made: Made) -> str:
    """An origin's name, or the words for one that has none."""
    return made.wording.speaker["unnamed"] if origin.kind == "unnamed" else origin.name

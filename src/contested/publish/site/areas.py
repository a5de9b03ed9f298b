"""Areas of control over time, in; what the page reads of them at once, and the chunks that it asks for by day, out.

A chunk tells everything from its first day on: the patches that stand on that day, and those that change later. Days are
counted from the desk's first, chances are whole percents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from contested.cache import key_of
from contested.days import days_between
from contested.model import NO_OUTLINE, AreaHistory, AreaPatch, Day, Origin, StatedArea
from contested.publish.site.chunks import Part, return_it
from contested.publish.site.told import Made

# So many numbers to a chunk (about 150 kB), or twice what stands on its first day where that is more.
CHUNK_NUMBERS = 40_000

Slot = tuple[tuple[int, int], str, float]
slot_of: Callable[[AreaPatch], Slot] = attrgetter("tile", "state", "level")


class Stretch(Struct, frozen=True, array_like=True):
    """The patches of a chunk: the day that it begins on, how many of all patches there are up to its end, and a key of
    all these (`name_ends`)."""

    start: int
    end: int
    key: bytes


class Ground(Struct, frozen=True, array_like=True):
    """What stands after so many of all patches: their numbers, in the order in which they came."""

    end: int = 0
    standing: tuple[int, ...] = ()


class Chunk(NamedTuple):
    """The day that a chunk begins on, the ground before it, how many of all patches there are up to its end, and its own as
    the page has them: day, state, level, tile, outline (`pack_outline`)."""

    start: int
    before: Ground
    end: int
    patches: Sequence[list[Any]]


class Laid(NamedTuple):
    """A chunk as it is laid out: its stretch, the ground before it, where that is known, and what makes it."""

    stretch: Stretch
    before: Ground | None
    part: Part


NO_GROUND = Ground()


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


def lay_chunks(
    history: AreaHistory, first: Day, known: Sequence[Stretch], ground: Ground | None = None
) -> Iterator[Laid]:
    """All chunks in order. The first ones of the site before are `known`, all but its last, and the `ground` that they leave:
    they stand where all patches up to their end are the same."""
    whole = cache(lambda: list(cut_chunks(history, first)))
    ends = name_ends(history)
    reached = set(ends.values())

    def describe(number: int) -> list[list[Any]]:
        return describe_chunk(whole()[number].patches)

    end = 0
    for number, one in enumerate(known):
        if one.key not in reached:
            break
        end = one.end
        yield Laid(one, None, Part(partial(return_it, one), partial(describe, number), stands=True))
    if ground is None or ground.end != end:
        ground = find_ground(history.patches, end)
    for chunk in cut_chunks(history, first, ground):
        stretch = Stretch(chunk.start, chunk.end, ends[history.patches[chunk.end - 1].on])
        part = Part(partial(return_it, stretch), partial(describe_chunk, chunk.patches))
        yield Laid(stretch, chunk.before, part)


def name_ends(history: AreaHistory) -> dict[Day, bytes]:
    """A key of all patches up to each day's end, the same only for the same ones."""
    ends, key = {}, b""
    for on, name in history.names.items():
        key = ends[on] = key_of((key, on, name))
    return ends


def cut_chunks(history: AreaHistory, first: Day, ground: Ground = NO_GROUND) -> Iterator[Chunk]:
    """The chunks behind those that leave the `ground`."""
    patches = history.patches
    standing = {slot_of(patches[number]): number for number in ground.standing}
    chunk: list[list[Any]] = []
    size = most = start = 0
    end, before = ground.end, ground
    for on, group in groupby(enumerate(patches[end:], end), key=lambda one: one[1].on):
        day, changed = days_between(first, on), [*group]
        if not chunk or size > most:
            if chunk:
                yield Chunk(start, before, end, chunk)
            before = Ground(end, tuple(standing.values()))
            moved = {slot_of(one) for _, one in changed}
            stays = (patches[number] for slot, number in standing.items() if slot not in moved)
            chunk = [pack_patch(one, day) for one in stays]
            size, start = sum(map(count_numbers, chunk)), day
            most = max(CHUNK_NUMBERS, 2 * size)
        for number, one in changed:
            slot = slot_of(one)
            standing.pop(slot, None)
            if one.outline != NO_OUTLINE:
                standing[slot] = number
        added = [pack_patch(one, day) for _, one in changed]
        size += sum(map(count_numbers, added))
        chunk += added
        end += len(changed)
    if chunk:
        yield Chunk(start, before, end, chunk)


def find_ground(patches: Sequence[AreaPatch], end: int) -> Ground:
    """The ground after the first so many patches."""
    last = sorted(dict(zip(map(slot_of, patches[:end]), range(end), strict=True)).values())
    return Ground(end, tuple(number for number in last if patches[number].outline != NO_OUTLINE))


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
    claim = made.account.claims_by_id[stated.claim_id]
    origin = made.account.origin_of(stated.claim_id)
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

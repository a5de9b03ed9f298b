"""Areas of control as the page gets them."""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec
import pytest

from contested.cache import key_of
from contested.model import NO_OUTLINE, AreaDay, AreaHistory, AreaPatch, SideArea, pack_outline
from contested.publish.site import areas as module
from contested.publish.site.areas import Chunk, cut_chunks, describe_areas, describe_chunk, lay_chunks
from contested.publish.site.chunks import literal

SQUARE = [[37600, 49700, 100, 0, 0, 100, -100, 0]]
HOLED = [*SQUARE, [37640, 49740, 20, 0, 0, 20]]
FIRST = "2025-10-01"


def patch(
    on: str,
    *polygons: list[list[int]],
    state: str = "UA",
    level: float = 0.5,
    tile: tuple[int, int] = (3, -2),
) -> AreaPatch:
    return AreaPatch(tile=tile, on=on, state=state, level=level, outline=pack_outline(polygons))


def history(*patches: AreaPatch) -> AreaHistory:
    day = AreaDay(
        on="2025-10-03",
        spoken=300,
        doubtful=100,
        sides=(SideArea("UA", 90, 120, 200), SideArea("RU", 10, 60, 190)),
    )
    names = {on: key_of([*some]) for on, some in groupby(patches, key=attrgetter("on"))}
    return AreaHistory(levels=(0.5, 0.8), sure=0.8, reach_km=8.0, days=(day,), patches=patches, names=names)


PATCHES = (
    patch("2025-10-03", SQUARE),
    patch("2025-10-03", SQUARE, state="RU", tile=(4, -2)),
    patch("2025-10-05", HOLED),
    patch("2025-10-05", SQUARE, level=0.8),
    patch("2025-10-09", level=0.8),
    patch("2025-10-11", SQUARE, SQUARE, state="contested"),
    patch("2025-10-12", SQUARE),
)


def standing_on(chunks: list[Chunk], day: int) -> dict[tuple[Any, ...], Any]:
    """What stands on a day by the one chunk that tells of it."""
    patches = next((one.patches for one in reversed(chunks) if one.start <= day), [])
    found = {tuple(one[1:4]): one[4] for one in patches if one[0] <= day}
    return {slot: outline for slot, outline in found.items() if outline != NO_OUTLINE}


def test_days_are_counted_and_areas_stand_side_by_side() -> None:
    assert describe_areas(history(), FIRST, [2]) == {
        "sure": 80,
        "reach": 8,
        "sides": ["UA", "RU"],
        "starts": [2],
        "days": [[2, 300, 100, 90, 120, 200, 10, 60, 190]],
    }


def test_the_page_reads_an_outline_as_the_map_has_it() -> None:
    (told,) = cut_chunks(history(patch("2025-10-03", HOLED, SQUARE)), FIRST)
    assert json.loads(literal(describe_chunk(told.patches))) == [[2, "UA", 50, "3,-2", [HOLED, SQUARE]]]
    assert patch("2025-10-03", HOLED).polygons == (
        (
            ((37.6, 49.7), (37.7, 49.7), (37.7, 49.8), (37.6, 49.8), (37.6, 49.7)),
            ((37.64, 49.74), (37.66, 49.74), (37.66, 49.76), (37.64, 49.74)),
        ),
    )


@pytest.mark.parametrize("numbers", [1, 20, 40_000], ids=["one day a chunk", "few", "all in one"])
def test_any_chunk_tells_all_that_stands_on_its_days(monkeypatch: pytest.MonkeyPatch, numbers: int) -> None:
    told = history(*PATCHES)
    whole = list(cut_chunks(told, FIRST))
    monkeypatch.setattr(module, "CHUNK_NUMBERS", numbers)
    cut = list(cut_chunks(told, FIRST))
    assert (len(cut) > 2) == (numbers == 1)
    for day in range(15):
        assert standing_on(cut, day) == standing_on(whole, day)
    assert standing_on(cut, 1) == {}
    assert set(standing_on(cut, 11)) == {("UA", 50, "3,-2"), ("RU", 50, "4,-2"), ("contested", 50, "3,-2")}


def test_nothing_known_makes_no_chunk() -> None:
    empty = msgspec.structs.replace(history(), days=())
    assert list(cut_chunks(empty, FIRST)) == []
    assert describe_areas(empty, FIRST, [])["sides"] == []


@pytest.mark.parametrize(
    ("changed", "stand"),
    [
        pytest.param(PATCHES, 2, id="nothing"),
        pytest.param((*PATCHES, patch("2025-10-14", HOLED)), 2, id="a day more"),
        pytest.param((*PATCHES[:-1], patch("2025-10-12", HOLED)), 2, id="the last day"),
        pytest.param((*PATCHES[:2], patch("2025-10-05", SQUARE), *PATCHES[3:]), 1, id="one between"),
        pytest.param((*PATCHES[:3], *PATCHES[4:]), 1, id="one less"),
        pytest.param(
            (*PATCHES[:2], patch("2025-10-03", SQUARE, tile=(5, 0)), *PATCHES[2:]), 0, id="a day with more"
        ),
        pytest.param(PATCHES[:2], 1, id="an end"),
        pytest.param((), 0, id="all gone"),
    ],
)
def test_chunks_stand_up_to_the_first_patch_that_is_another(
    monkeypatch: pytest.MonkeyPatch, changed: tuple[AreaPatch, ...], stand: int
) -> None:
    """So that a report more on a long war describes the last weeks of its ground alone."""
    monkeypatch.setattr(module, "CHUNK_NUMBERS", 3)
    before = list(lay_chunks(history(*PATCHES), FIRST, ()))
    assert len(before) == 3
    known = [one.stretch for one in before[:-1]]
    at_once = list(lay_chunks(history(*changed), FIRST, ()))
    for ground in (before[-1].before, None):
        after = list(lay_chunks(history(*changed), FIRST, known, ground))
        assert sum(one.part.stands for one in after) == stand
        assert [one.stretch for one in after] == [one.stretch for one in at_once]
        for one, other in zip(after, at_once, strict=True):
            assert one.before in (None, other.before)
            assert literal(one.part.describe()) == literal(other.part.describe())
            assert one.part.of() == other.part.of()

"""Areas of control as the page gets them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from contested.model import AreaDay, AreaHistory, AreaPatch, AreaPolygon, SideArea
from contested.publish.site import areas as module
from contested.publish.site.areas import cut_chunks, describe_areas, pack_ring

SQUARE: AreaPolygon = (((37.6, 49.7), (37.7, 49.7), (37.7, 49.8), (37.6, 49.8), (37.6, 49.7)),)
HOLED: AreaPolygon = (*SQUARE, ((37.64, 49.74), (37.66, 49.74), (37.66, 49.76), (37.64, 49.74)))
FIRST = "2025-10-01"


def patch(
    on: str, *polygons: AreaPolygon, state: str = "UA", level: float = 0.5, tile: tuple[int, int] = (3, -2)
) -> AreaPatch:
    return AreaPatch(tile=tile, on=on, state=state, level=level, polygons=polygons)


def history(*patches: AreaPatch) -> AreaHistory:
    day = AreaDay(
        on="2025-10-03",
        spoken=300,
        doubtful=100,
        sides=(SideArea("UA", 90, 120, 200), SideArea("RU", 10, 60, 190)),
    )
    return AreaHistory(levels=(0.5, 0.8), sure=0.8, reach_km=8.0, days=(day,), patches=patches)


def unpack(steps: list[int]) -> list[tuple[float, float]]:
    """As the page does it."""
    lon = lat = 0
    points = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        lon, lat = lon + east, lat + north
        points.append((lon / 1000, lat / 1000))
    return [*points, points[0]]


def standing_on(chunks: list[tuple[int, list[Any]]], day: int) -> dict[tuple[Any, ...], Any]:
    """What stands on a day by the one chunk that tells of it."""
    patches = next((told for start, told in reversed(chunks) if start <= day), [])
    found = {tuple(one[1:4]): one[4] for one in patches if one[0] <= day}
    return {slot: polygons for slot, polygons in found.items() if polygons}


def test_days_are_counted_and_areas_stand_side_by_side() -> None:
    assert describe_areas(history(), FIRST, [2]) == {
        "sure": 80,
        "reach": 8,
        "sides": ["UA", "RU"],
        "starts": [2],
        "days": [[2, 300, 100, 90, 120, 200, 10, 60, 190]],
    }


@pytest.mark.parametrize("ring", [*HOLED])
def test_rings_unfold_again(ring: tuple[tuple[float, float], ...]) -> None:
    packed = list(pack_ring([(round(1000 * lon), round(1000 * lat)) for lon, lat in ring]))
    assert unpack(packed) == list(ring)
    assert len(packed) == 2 * (len(ring) - 1)


@pytest.mark.parametrize("numbers", [1, 20, 40_000], ids=["one day a chunk", "few", "all in one"])
def test_any_chunk_tells_all_that_stands_on_its_days(monkeypatch: pytest.MonkeyPatch, numbers: int) -> None:
    patches = (
        patch("2025-10-03", SQUARE),
        patch("2025-10-03", SQUARE, state="RU", tile=(4, -2)),
        patch("2025-10-05", HOLED),
        patch("2025-10-05", SQUARE, level=0.8),
        patch("2025-10-09", level=0.8),
        patch("2025-10-11", SQUARE, SQUARE, state="contested"),
        patch("2025-10-12", SQUARE),
    )
    told: AreaHistory = history(*patches)
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

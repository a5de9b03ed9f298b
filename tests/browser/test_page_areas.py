"""The ground between the places, as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_page import DESKTOP, PHONE, Visit

pytestmark = pytest.mark.browser

NEAR_DVORICHNA = (37.69, 49.83)  # two kilometres off its mark, and named nowhere
FAR = (36.95, 49.35)


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def opened(request: pytest.FixtureRequest, browser: Browser, mapped_address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport=request.param)
    yield Visit(context.new_page(), mapped_address)
    context.close()


@pytest.fixture
def visit(opened: Visit) -> Iterator[Visit]:
    yield opened
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith(("file:", "blob:", "data:"))] == []


def open_day(visit: Visit, day: str, number: int) -> None:
    visit.open(f"#day={day}")
    visit.page.locator(f"#map[data-areas='{number}']").wait_for(state="attached")
    visit.page.evaluate("contested.map.jumpTo({ center: [37.5, 49.65], zoom: 7.6 })")
    visit.settle()


def states_at(visit: Visit, lon: float, lat: float) -> list[float]:
    """The levels of the patches drawn at a point."""
    levels: list[float] = visit.page.evaluate(
        """([lon, lat]) => contested.map
          .queryRenderedFeatures(contested.map.project([lon, lat]), { layers: ['held', 'contested'] })
          .map((patch) => patch.properties.level)""",
        [lon, lat],
    )
    return sorted(levels)


def test_ground_is_coloured_as_sure_as_it_is_and_follows_the_day(visit: Visit) -> None:
    open_day(visit, "2025-10-05", 4)
    assert states_at(visit, *NEAR_DVORICHNA) == []
    open_day(visit, "2025-10-13", 12)
    surely = states_at(visit, *NEAR_DVORICHNA)
    assert surely[:3] == [50, 65, 80]
    red, _, blue, _ = visit.colour_at(*NEAR_DVORICHNA)
    assert red > blue + 30
    assert states_at(visit, *FAR) == []
    red, _, blue, _ = visit.colour_at(*FAR)
    assert abs(red - blue) < 30


def test_the_panel_says_areas_with_their_bounds(visit: Visit) -> None:
    page = visit.open("#day=2025-11-21")
    lines = page.locator("#view .areas li")
    expect(lines).to_have_count(2)
    texts = lines.all_text_contents()
    assert re.fullmatch(
        r"Ukrainian-held: [\d,]+ to [\d,]+ of the [\d,]+ sq km that reports speak of", texts[0]
    )
    assert re.fullmatch(r"Russian-held: [\d,]+ to [\d,]+ sq km", texts[1])


@pytest.mark.parametrize("place", ["", "&place=composed:0"], ids=["all places", "the place"])
def test_an_area_that_is_stated_stands_beside_what_the_map_says(visit: Visit, place: str) -> None:
    page = visit.open(f"#day=2025-11-19{place}")
    expect(page.locator("#view .stated")).to_have_count(0)
    page = visit.open(f"#day=2025-11-21{place}")
    item = page.locator("#view .stated li")
    expect(item).to_contain_text(
        "Russian Ministry of Defence: “thirty-one square kilometres”, gained by Russia near Kupiansk"
    )
    expect(item).to_contain_text("By the map 0 to 120 sq km within 15 km were gained: in line with it.")
    item.get_by_role("button").dispatch_event("click")
    expect(page.locator("#view mark.chosen")).to_have_count(1)


def test_the_key_says_what_ground_means(visit: Visit) -> None:
    page = visit.open()
    expect(page.locator(".legend")).to_contain_text("the front runs somewhere in the pale")
    assert page.locator(".legend .swatch").count() == 8

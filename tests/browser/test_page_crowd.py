"""A desk of thousands of places: which of them the map is given at which zoom, what is always on it, and the slider."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from playwright.sync_api import Browser, expect

from contested.model import Account, Control
from contested.publish.site import packs
from contested.publish.site.check import read_chunk
from contested.publish.site.reports import number_reports
from tests.browser.conftest import publish
from tests.browser.test_page import DESKTOP, Visit
from tests.publish.account import compose_account

pytestmark = pytest.mark.browser

SIDE = 46  # villages in a row, and rows: more than are laid out at every zoom
WEST, SOUTH, APART = 36.9, 49.3, 0.02  # degrees; of latitude less, so that the villages stand in squares
STEADY, TURNING = "Dvorichna", "Kupiansk"  # whose days the villages have: the latter turns in November
BEFORE, AFTER = "2025-11-01", "2025-11-20"


def crowd(account: Account) -> Account:
    """The account with a village at each crossing of a grid, every third with the days of a place that turns."""
    known = {one.place.name: one for one in account.controls}
    villages = [settle(known[STEADY if number % 3 else TURNING], number) for number in range(SIDE * SIDE)]
    return msgspec.structs.replace(account, controls=(*account.controls, *villages))


def point_of(number: int) -> tuple[float, float]:
    """Longitude and latitude of a village."""
    row, column = divmod(number, SIDE)
    return WEST + APART * column, SOUTH + APART * cos(radians(SOUTH)) * row


def settle(control: Control, number: int) -> Control:
    lon, lat = point_of(number)
    place = msgspec.structs.replace(
        control.place,
        place_id=f"village:{number}",
        name=f"Hamlet {number}",
        names=(),
        population=0,
        lon=lon,
        lat=lat,
    )
    return msgspec.structs.replace(control, place=place)


@pytest.fixture(scope="module")
def visit(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    address = publish(tmp_path_factory.mktemp("crowd"), crowd(compose_account()))
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), address)
    yield visit
    assert visit.complaints == []
    context.close()


def look(visit: Visit, zoom: float) -> None:
    """Comes as near to the middle of the grid, and waits for what comes in there."""
    middle = point_of(SIDE * (SIDE // 2) + SIDE // 2)
    visit.page.evaluate("([center, zoom]) => void contested.map.jumpTo({ center, zoom })", [middle, zoom])
    visit.settle()


def marks(visit: Visit, layer: str = "marks") -> dict[str, str]:
    """The pictures of the places that the map shows, by their ids."""
    found: dict[str, str] = visit.page.evaluate(
        """(layer) => Object.fromEntries(contested.map.queryRenderedFeatures({ layers: [layer] })
             .map(({ properties: { id, mark } }) => [id, mark]))""",
        layer,
    )
    return found


def villages_in_view(visit: Visit) -> set[str]:
    """All villages whose point lies on the map."""
    west, south, east, north = visit.page.evaluate("contested.map.getBounds().toArray().flat()")
    points = enumerate(map(point_of, range(SIDE * SIDE)))
    return {f"village:{number}" for number, (lon, lat) in points if west < lon < east and south < lat < north}


def share_shown(visit: Visit, zoom: float) -> float:
    """Of the villages in view the share that is marked at a zoom."""
    look(visit, zoom)
    there = villages_in_view(visit)
    return len(there & set(marks(visit))) / len(there)


def test_villages_come_in_as_the_map_comes_closer_and_go_again(visit: Visit) -> None:
    visit.open("#day=2025-12-10")
    far, nearer = share_shown(visit, 7.0), share_shown(visit, 8.0)
    assert far < nearer < 1
    look(visit, 11.5)
    near = villages_in_view(visit)
    assert len(near) > 30
    assert near <= set(marks(visit))
    assert {f"Hamlet {one.removeprefix('village:')}" for one in near} & set(visit.names())
    assert share_shown(visit, 7.0) == far


def test_the_chosen_village_is_marked_and_named_from_afar(visit: Visit) -> None:
    visit.open("#day=2025-12-10")
    look(visit, 7.0)
    number = next(n for n in range(SIDE * SIDE) if f"village:{n}" not in marks(visit))
    visit.open(f"#day=2025-12-10&place=village:{number}")
    visit.settle()
    assert f"village:{number}" in marks(visit)
    assert f"Hamlet {number}" in visit.names()
    visit.open("#day=2025-12-10&tab=place")
    visit.settle()
    assert f"village:{number}" not in marks(visit)


def test_the_keyboard_finds_a_village_that_is_marked(visit: Visit) -> None:
    page = visit.open("#day=2025-12-10")
    look(visit, 7.0)
    page.locator("#map canvas.maplibregl-canvas").press(
        "Shift"
    )  # a key makes the focus one of the keyboard's
    expect(page.locator("#map .middle")).to_contain_text("Enter opens it.")
    visit.settle()
    assert len(marks(visit, "middle")) == 1
    page.locator("#view").focus()


def test_what_changed_is_marked_from_afar(visit: Visit) -> None:
    visit.open(f"#day={AFTER}&since={BEFORE}")
    look(visit, 7.0)
    turned = {one for one in marks(visit, "turned") if one.startswith("village:")}
    assert turned == {one for one in villages_in_view(visit) if int(one.removeprefix("village:")) % 3 == 0}


def test_a_day_that_was_slid_to_is_the_day_that_is_opened(visit: Visit) -> None:
    visit.open("#day=2025-11-19")
    look(visit, 7.0)
    before = marks(visit)
    visit.page.get_by_label("Day", exact=True).press("ArrowRight")
    expect(visit.page.locator(f"#map[data-marks='{AFTER}']")).to_be_attached()
    visit.settle()
    slid = marks(visit)
    assert slid != before
    visit.open("#day=2025-12-10")
    visit.open(f"#day={AFTER}")
    visit.settle()
    assert marks(visit) == slid


def test_the_marks_of_a_day_lie_on_the_map_while_it_is_slid_to(visit: Visit) -> None:
    visit.open("#day=2025-11-19")
    look(visit, 7.0)
    assert slide_a_day(visit) == [False, True, 0]
    visit.settle()
    assert visit.page.evaluate(OPACITY) == 1


def test_so_they_do_on_a_small_desk_where_frames_take_long(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = publish(tmp_path_factory.mktemp("few"), compose_account())
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), address)
    visit.open("#day=2025-11-19")
    assert slide_a_day(visit) == [False, True, 0]
    visit.settle()
    assert visit.page.evaluate(OPACITY) == 1
    assert visit.complaints == []
    context.close()


OPACITY = "() => contested.map.getPaintProperty('marks', 'icon-opacity')"


def slide_a_day(visit: Visit) -> list[Any]:
    """Whether the sheet is hidden once it has the marks of 20 November, whether something is on it, and how much is seen of
    the map's own marks."""
    drawn: list[Any] = visit.page.evaluate(
        """async () => {
          const slider = document.querySelector("#days input[type=range]"), sheet = document.querySelector(".moment");
          slider.value = Number(slider.value) + 1;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          while (document.getElementById("map").dataset.marks !== "2025-11-20") await new Promise(requestAnimationFrame);
          const pixels = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height).data;
          const inked = pixels.filter((_, at) => at % 4 === 3).some((alpha) => alpha === 255);
          return [sheet.hidden, inked, contested.map.getPaintProperty("marks", "icon-opacity")];
        }"""
    )
    return drawn


def test_a_place_is_found_in_a_file_that_holds_several(visit: Visit) -> None:
    page = visit.open("#day=2025-12-10&place=village:3")
    expect(page.locator("#view h2")).to_contain_text("Hamlet 3")
    expect(page.locator("#view .evidence").first).to_be_visible()
    assert any("/data/places-" in one for one in visit.asked)
    assert not any("/data/place-" in one for one in visit.asked)


def test_a_report_is_found_in_a_file_that_holds_several(
    panels: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "MANY", 3)
    account = compose_account()
    address = publish(tmp_path, account)
    monkeypatch.undo()
    page = panels.new_page()
    numbers = number_reports(account.reports)
    for report in account.reports[:4]:
        page.goto(f"{address}#report={numbers[report.report_id]}")
        expect(page.locator("#view .text")).to_contain_text(report.text.split("\n")[0])
    there = read_chunk(Path(unquote(urlsplit(address).path)).parent, "desk")["packs"]["report"]
    # One that is not in its file, though the file is there, and one whose file is not there.
    for number in (min(numbers.values()) + there, 2**40):
        page.goto(f"{address}#report={number}")
        expect(page.locator("#view .note")).to_contain_text(f"data/report-{number}.js")
    page.close()

"""The map and the bar of days: events, comparison of two days, layers, keys, touch, and tiles of the desk's own."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from contested.publish import site
from tests.browser.conftest import publish
from tests.browser.test_page import DESKTOP, KUPIANSK, PHONE, Visit
from tests.browser.tiles import PNG_TILE, VECTOR_TILE, draw_png, draw_shapes, pack_archive, serve
from tests.publish.account import compose_account, compose_brief, status_on
from tests.publish.theatre import write_theatre

pytestmark = pytest.mark.browser

STRIKES, AFTER, LONG_AFTER = "2025-10-28", "2025-11-02", "2025-11-10"
CHUHUIV = (36.688, 49.835)
Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def usual(browser: Browser, site_address: str) -> Iterator[tuple[Visit, Any]]:
    """The page that most tests look at, since to open a map takes seconds; and its first view."""
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), site_address)
    visit.open()
    first = visit.page.evaluate(
        "({ center: contested.map.getCenter().toArray(), zoom: contested.map.getZoom() })"
    )
    yield visit, first
    context.close()


@pytest.fixture
def open_page(browser: Browser, site_address: str, usual: tuple[Visit, Any]) -> Iterator[Open]:
    with opening(browser, site_address, usual) as open_page:
        yield open_page


@pytest.fixture
def open_bar(panels: Browser, site_address: str) -> Iterator[Open]:
    """The same without a map, for the bar of days."""
    with opening(panels, site_address) as open_page:
        yield open_page


@contextmanager
def opening(browser: Browser, usual: str, kept: tuple[Visit, Any] | None = None) -> Iterator[Open]:
    """Opens pages that must neither complain nor ask the network for anything but what the test serves; the usual one may be
    kept open, and is brought back to its first view."""
    contexts, visits = [], []

    def open_page(address: str = usual, served: str = "file:", **options: Any) -> Visit:
        if kept and address == usual and not options:
            visit, first = kept
            visit.page.evaluate("(first) => void contested.map.jumpTo(first)", first)
            visits.append((visit, served))
            return visit
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        visit = Visit(context.new_page(), address)
        contexts.append(context)
        visits.append((visit, served))
        return visit

    yield open_page
    for context in contexts:
        context.close()
    for visit, served in visits:
        assert visit.complaints == []
        local = ("file:", "blob:", "data:", served)
        assert [url for url in visit.asked if not url.startswith(local)] == []


def look_at(visit: Visit, lon: float, lat: float, zoom: float) -> None:
    visit.page.evaluate("([center, zoom]) => void contested.map.jumpTo({ center, zoom })", [[lon, lat], zoom])
    visit.settle()


def wait_until(visit: Visit, fact: str) -> None:
    """Waits for what the page has to come to by itself, and for the map to have drawn it."""
    for _ in range(50):
        if visit.page.evaluate(fact):
            visit.settle()
            return
        visit.page.wait_for_timeout(100)
    raise AssertionError(fact)


def drawn(visit: Visit, layer: str) -> list[dict[str, Any]]:
    """The properties of all that a layer shows, each once."""
    found: list[dict[str, Any]] = visit.page.evaluate(
        """(layer) => contested.map.queryRenderedFeatures({ layers: [layer] }).map((one) => one.properties)""",
        layer,
    )
    return [one for at, one in enumerate(found) if one not in found[:at]]


def show_events(visit: Visit, day: str, number: int) -> Page:
    page = visit.open(f"#day={day}")
    page.locator(f"#map[data-events='{number}']").wait_for(state="attached")
    visit.settle()
    return page


def screen_point(visit: Visit, lon: float, lat: float) -> tuple[float, float]:
    at = visit.page.evaluate(
        "(point) => { const { x, y } = contested.map.project(point); return [x, y]; }", [lon, lat]
    )
    box = visit.page.locator("#map").bounding_box()
    assert box
    return box["x"] + at[0], box["y"] + at[1]


def test_events_are_drawn_on_their_day_grow_paler_and_go(open_page: Open) -> None:
    visit = open_page()
    show_events(visit, STRIKES, 27)
    look_at(visit, *CHUHUIV, 12)
    (there,) = drawn(visit, "events")
    assert (there["name"], there["strike"], there["territory"], there["fresh"]) == ("Chuhuiv", 1, 0, 1)
    assert there["told"] == "Missile strike"
    show_events(visit, AFTER, 32)
    (there,) = drawn(visit, "events")
    assert 0.4 < there["fresh"] < 1
    show_events(visit, LONG_AFTER, 40)
    assert drawn(visit, "events") == []


def test_what_holds_is_no_event(open_page: Open) -> None:
    visit = open_page()
    show_events(visit, "2025-10-01", 0)  # three places are said to be held
    assert drawn(visit, "events") == []


def test_symbols_gather_where_places_crowd_and_come_apart_on_a_click(open_page: Open) -> None:
    visit = open_page()
    page = show_events(visit, STRIKES, 27)
    families = ("strike", "effect", "territory", "people", "force", "politics")

    def count() -> int:
        return sum(one[family] for one in drawn(visit, "events") for family in families)

    look_at(visit, 37.64, 49.68, 11)
    apart, told = drawn(visit, "events"), count()
    assert {one["name"] for one in apart} == {"Kupiansk", "Kupiansk-Vuzlovyi"}
    look_at(visit, 37.64, 49.68, 7)
    (gathered, *_) = [one for one in drawn(visit, "events") if one.get("cluster")]
    assert sum(gathered[family] for family in families) == told
    at = page.evaluate(
        """(() => contested.map.queryRenderedFeatures({ layers: ['events'] })
          .find((one) => one.properties.cluster).geometry.coordinates)()"""
    )
    x, y = screen_point(visit, *at)
    page.mouse.move(x + 8, y - 16)
    expect(page.locator("#map")).to_have_attribute("title", "Events at several places: click to come closer")
    page.mouse.click(x + 8, y - 16)
    wait_until(visit, "contested.map.getZoom() > 7.5")
    assert {one.get("name") for one in drawn(visit, "events")} >= {"Kupiansk", "Kupiansk-Vuzlovyi"}


def test_a_symbol_says_what_happened_and_opens_the_place(open_page: Open) -> None:
    visit = open_page()
    page = show_events(visit, STRIKES, 27)
    look_at(visit, *CHUHUIV, 11)
    x, y = screen_point(visit, *CHUHUIV)
    page.mouse.move(x + 10, y - 18)
    expect(page.locator("#map")).to_have_attribute("title", "Chuhuiv: Missile strike")
    page.mouse.click(x + 10, y - 18)
    expect(page.locator("#view h2")).to_contain_text("Chuhuiv")


def test_what_is_told_near_a_place_is_no_symbol_at_it(open_page: Open, related_address: str) -> None:
    visit = open_page(related_address)
    show_events(visit, STRIKES, 27)
    look_at(visit, 37.68, 49.71, 11)
    struck = [one for one in drawn(visit, "events") if one["strike"]]
    assert [one["name"] for one in struck] == ["About 8 km east of Kupiansk, ± 4 km"]


def changed_places(visit: Visit) -> set[str]:
    return {one["id"] for one in drawn(visit, "turned")}


@pytest.mark.parametrize(
    ("day", "since", "title", "line"),
    [
        ("2025-11-20", "2025-11-01", "Changes since 1 November", "Kupiansk from Ukrainian-held to contested on 20 November"),
        ("2025-11-01", "2025-11-20", "Changes from this day to 20 November", "Kupiansk from Ukrainian-held to contested on 20 November"),
        ("2025-12-10", "2025-11-20", "Changes since 20 November", "Kupiansk from contested to Ukrainian-held on 8 December"),
    ],
)  # fmt: skip
def test_two_days_are_compared_on_the_map_and_in_the_panel(
    open_page: Open, day: str, since: str, title: str, line: str
) -> None:
    visit = open_page()
    page = visit.open(f"#day={day}&since={since}")
    assert "composed:0" in changed_places(visit)
    assert "composed:2" not in changed_places(visit)  # Dvorichna is held by the same side all along
    expect(page.locator("#view h3", has_text=title)).to_be_visible()
    expect(page.locator("#view .changes li", has_text="Kupiansk from")).to_have_text(line)
    expect(page.locator(".legend")).to_contain_text("changed since")


def test_what_changed_and_changed_back_is_no_change(open_page: Open) -> None:
    visit = open_page()
    page = visit.open("#day=2025-12-10&since=2025-11-01")
    assert "composed:0" not in changed_places(visit)
    expect(page.locator("#view .changes li", has_text="Kupiansk from")).to_have_count(0)


def test_a_day_to_compare_with_is_set_kept_and_left_from_the_bar(open_bar: Open) -> None:
    visit = open_bar()
    page = visit.open("#day=2025-11-01")
    compare = page.locator("#days .compare")
    expect(compare).to_have_text("Changes since this day")
    compare.click()
    expect(compare).to_have_text("Changes since 1 November ×")
    expect(page.locator("#view .note", has_text="No place is in another state")).to_be_visible()
    page = visit.open("#day=2025-11-20&since=2025-11-01")
    expect(page.locator("#days .since")).to_be_visible()
    page.reload()
    expect(compare).to_have_text("Changes since 1 November ×")
    assert "since=2025-11-01" in page.url
    page.keyboard.press("c")
    expect(compare).to_have_text("Changes since this day")
    expect(page.locator("#days .since")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("since"))


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("ArrowRight", "21 November 2025"),
        ("ArrowLeft", "19 November 2025"),
        ("PageUp", "27 November 2025"),
        ("PageDown", "13 November 2025"),
        ("Shift+PageDown", "21 October 2025"),
        ("Shift+PageUp", "12 December 2025"),
        ("Home", "1 October 2025"),
        ("End", "12 December 2025"),
        ("[", "11 November 2025"),
        ("]", "24 November 2025"),
    ],
)
def test_keys_of_the_day_bar(open_bar: Open, key: str, day: str) -> None:
    visit = open_bar()
    page = visit.open("#day=2025-11-20")
    slider = page.get_by_label("Day", exact=True)
    slider.press(key)
    expect(page.locator(".today")).to_have_text(day)
    expect(slider).to_have_attribute("aria-valuetext", day)


def test_a_long_silence_before_the_day_is_said(open_bar: Open) -> None:
    visit = open_bar()
    visit.open("#day=2025-10-28")
    expect(visit.page.locator(".quiet")).to_have_text("")
    visit.open("#day=2025-11-19")
    expect(visit.page.locator(".quiet")).to_have_text("no evidence since 28 October 2025")


def test_keys_for_changes_do_nothing_in_the_search_box(open_bar: Open) -> None:
    visit = open_bar()
    page = visit.open("#day=2025-11-20")
    page.get_by_label("Search").press("]")
    expect(page.locator(".today")).to_have_text("20 November 2025")


def test_the_bar_is_dragged_and_its_buttons_lead_to_changes(open_bar: Open) -> None:
    visit = open_bar()
    page = visit.open("#day=2025-11-20")
    page.get_by_role("button", name="Next change of state").click()
    expect(page.locator(".today")).to_have_text("24 November 2025")
    box = page.get_by_label("Day", exact=True).bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 2, y, steps=4)
    page.mouse.up()
    expect(page.locator(".today")).to_have_text("1 October 2025")


def test_ticks_of_changes_are_taller(open_bar: Open) -> None:
    page = open_bar().open()
    tall, small = (
        page.evaluate(
            "(chosen) => [...document.querySelectorAll(chosen)].map((one) => one.y1.baseVal.value - one.y2.baseVal.value)",
            chosen,
        )
        for chosen in (".scale line.change", ".scale line:not(.change)")
    )
    assert tall
    assert small
    assert min(tall) > 2 * max(small)


def test_play_goes_from_one_day_with_evidence_to_the_next_and_stops(open_bar: Open) -> None:
    visit = open_bar()
    page = visit.open("#day=2025-10-01")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".today")).not_to_have_text("1 October 2025")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(200)
    stopped = page.locator(".today").inner_text()
    assert stopped in ("13 October 2025", "14 October 2025", "28 October 2025")
    page.wait_for_timeout(2000)
    expect(page.locator(".today")).to_have_text(stopped)


def test_nothing_plays_where_motion_is_not_wanted(open_bar: Open) -> None:
    page = open_bar(reduced_motion="reduce").open()
    expect(page.get_by_role("button", name="Play")).to_have_count(0)
    expect(page.get_by_role("button", name="Next day with evidence")).to_be_visible()


SWITCHES = [
    ("events of the last days", "areas,spots,claims,names", "events"),
    ("names", "areas,events,spots,claims", "place-names-far"),
]


@pytest.mark.parametrize(("label", "address", "layer"), SWITCHES)
def test_layers_are_switched_in_the_key_and_kept_in_the_address(
    open_page: Open, label: str, address: str, layer: str
) -> None:
    visit = open_page()
    page = show_events(visit, STRIKES, 27)
    look_at(visit, 37.3, 49.7, 7.5)
    page.locator(".legend").evaluate("(key) => { key.open = true; }")
    box = page.get_by_role("checkbox", name=label)
    assert drawn(visit, layer)
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(page).to_have_url(re.compile("layers=" + address.replace(",", "%2C")))
    visit.settle()
    assert drawn(visit, layer) == []
    page.reload()
    expect(box).not_to_be_checked()
    page.locator("#map[data-drawn]").wait_for(state="attached")
    visit.settle()
    assert drawn(visit, layer) == []
    page.locator(".legend").evaluate("(key) => { key.open = true; }")
    box.check()
    expect(page).not_to_have_url(re.compile("layers"))


def test_without_claims_a_mark_says_only_what_is_borne_out(open_page: Open) -> None:
    visit = open_page()
    visit.open("#day=2025-12-10")
    ringed = {one["mark"] for one in drawn(visit, "marks") if one["id"] == "composed:0"}
    visit.open("#day=2025-12-10&layers=areas,events,spots,names")
    plain = {one["mark"] for one in drawn(visit, "marks") if one["id"] == "composed:0"}
    assert (len(ringed), len(plain)) == (1, 1)
    assert ringed != plain
    assert all("#b4533a" in mark for mark in ringed)
    assert not any("#b4533a" in mark for mark in plain)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("none", "none"),
        ("names,areas", "areas,names"),
        ("areas,nonsense", "areas"),
        ("nonsense", None),
        ("", None),
    ],
)
def test_layers_of_an_address_are_read(open_bar: Open, asked: str, kept: str | None) -> None:
    visit = open_bar()
    page = visit.open(f"#day=2025-12-10&layers={asked}&lang=en")
    visit.set_day("ArrowLeft")
    expect(page).to_have_url(re.compile("day=2025-12-09"))
    found = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('layers')")
    assert found == kept
    assert "lang=en" in page.url


@pytest.mark.parametrize("since", ["2025-02-31", "1999-01-01", "x<img>"])
def test_a_day_that_the_desk_has_not_is_not_compared_with(open_bar: Open, since: str) -> None:
    page = open_bar().open(f"#day=2025-12-10&since={since}")
    expect(page.locator("#days .compare")).to_have_text("Changes since this day")


@pytest.fixture(scope="session")
def crowded_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which the other places stand close around Kupiansk, but for one that keeps the map wide."""
    account = compose_account()
    lon, lat = KUPIANSK
    controls = []
    for at, one in enumerate(account.controls):
        place, turn = one.place, 2 * math.pi * at / len(account.controls)
        if place.name not in ("Kupiansk", "Kruhliakivka"):
            near = {"lon": lon + 0.03 * math.cos(turn), "lat": lat + 0.02 * math.sin(turn)}
            place = msgspec.structs.replace(place, **near)
        controls.append(msgspec.structs.replace(one, place=place))
    return publish(
        tmp_path_factory.mktemp("crowded"), msgspec.structs.replace(account, controls=tuple(controls))
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_chosen_place_is_named_in_any_crowd(open_page: Open, crowded_address: str, size: Any) -> None:
    visit = open_page(crowded_address, viewport=size)

    def named() -> list[str]:
        layers = ("chosen-name", "chosen-name-over")
        return [one["name"] for layer in layers for one in drawn(visit, layer)]

    for fragment, name in (
        ("&place=composed:0", "Kupiansk"),
        ("&place=composed:2", "Dvorichna"),
        ("", "Kupiansk"),  # the one that most is told of
    ):
        visit.open(f"#day=2025-12-12{fragment}")
        visit.settle()  # once where it found room, or then on top
        assert named() == [name]
        assert visit.names().count(name) == 1


def test_sides_are_apart_in_grey_print(open_bar: Open) -> None:
    """By more than colour: the mark of one side is plain, that of the other ruled."""
    page = open_bar().open()
    greys = page.evaluate(
        """[...document.querySelectorAll('.legend li .sign canvas:first-child')].map((sign) => {
          const pixels = sign.getContext('2d').getImageData(0, 0, sign.width, sign.height).data;
          const column = Array.from({ length: sign.height }, (_, y) => 4 * (y * sign.width + sign.width / 2));
          return column.map((at) => 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]).slice(8, -8);
        })"""
    )
    spread = [max(one) - min(one) for one in greys]
    plain, ruled = spread[1], spread[2]  # the first sign is that of a change
    assert plain < 15
    assert ruled > 60


def test_the_map_is_steered_by_keyboard(open_page: Open) -> None:
    visit = open_page()
    page = visit.open("#day=2025-12-10")
    page.keyboard.press("Tab")
    page.locator(".skip").press("Tab")
    page.locator("#map canvas.maplibregl-canvas").press(
        "Shift"
    )  # a key makes the focus one of the keyboard's
    line = page.locator("#map .middle")
    expect(line).to_contain_text("Enter opens it.")
    look_at(visit, 37.68, 49.848, 10)
    expect(line).to_contain_text("Dvorichna, very probably Russian-held")
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_contain_text("Dvorichna")
    page.locator("#view").focus()
    expect(line).to_be_hidden()


def test_a_finger_need_not_meet_the_mark(open_page: Open) -> None:
    visit = open_page(viewport=PHONE, has_touch=True)
    page = visit.open("#day=2025-12-10")
    look_at(visit, *KUPIANSK, 10)
    x, y = screen_point(visit, *KUPIANSK)
    page.touchscreen.tap(x - 16, y + 6)
    expect(page.locator("#view h2")).to_contain_text("Kupiansk")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_north_borders_and_credits_are_on_the_map(open_page: Open, size: Any) -> None:
    page = open_page(viewport=size).open()
    credits = page.locator(".credits")
    if size is PHONE:
        expect(page.get_by_text("Borders are sketched for tests.")).to_be_hidden()
        credits.locator("summary").click()
    expect(credits).to_contain_text("N ↑")
    expect(page.get_by_text("Borders are sketched for tests.")).to_be_visible()
    expect(page.locator(".maplibregl-ctrl-scale")).to_be_visible()


GREEN = draw_png(40, 160, 60)
TILES = {
    "template": ("/{z}/{x}/{y}.png", {"*": GREEN}),
    "pictures": ("/base.pmtiles", {"/base.pmtiles": pack_archive(GREEN, PNG_TILE)}),
    "shapes": (
        "/base.pmtiles",
        {
            "/base.pmtiles": pack_archive(
                draw_shapes("water"), VECTOR_TILE, b'{"vector_layers":[{"id":"water","fields":{}}]}'
            )
        },
    ),
}


@pytest.mark.parametrize("kind", TILES)
def test_tiles_of_the_desk_lie_under_the_map(open_page: Open, tmp_path: Path, kind: str) -> None:
    address, files = TILES[kind]
    with serve(files) as server:
        account = compose_account()
        settings = site.SiteSettings(name="Tiled", as_of="2025-12-12", tiles=server + address)
        theatre = write_theatre(tmp_path / "theatre")
        site.write_site(account, theatre, settings, tmp_path / "site", compose_brief(account), status_on)
        visit = open_page((tmp_path / "site" / "index.html").as_uri(), served=server)
        visit.open("#day=2025-12-12")
        look_at(visit, 37.2, 49.2, 7)
        wait_until(visit, "Boolean(contested.map.getSource('tiles'))")
        red, green, blue, _ = visit.colour_at(37.2, 49.2)
        if kind == "shapes":
            assert (red, green, blue) == (0xDB, 0xE4, 0xE9)
        else:
            assert green > red + 10


def test_without_its_tiles_the_map_is_what_it_is_without(browser: Browser, tmp_path: Path) -> None:
    with serve({}) as server:
        settings = site.SiteSettings(name="Tiled", as_of="2025-12-12", tiles=f"{server}/base.pmtiles")
        theatre, account = write_theatre(tmp_path / "theatre"), compose_account()
        site.write_site(account, theatre, settings, tmp_path / "site", compose_brief(account), status_on)
        context = browser.new_context(viewport=DESKTOP)
        visit = Visit(context.new_page(), (tmp_path / "site" / "index.html").as_uri())
        page = visit.open("#day=2025-12-12")
        page.locator("#map[data-tiles]").wait_for(state="attached")
        assert drawn(visit, "marks")
        context.close()

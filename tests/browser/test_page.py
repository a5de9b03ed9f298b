"""The page as a reader meets it: opened from the disk, without a network, in a real browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from contested.publish.words import load_words, state_sentence
from contested.theatres import load_theatre
from tests.publish.account import compose_account, status_on

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1000, "height": 640}
PHONE: ViewportSize = {"width": 390, "height": 844}
KUPIANSK = (37.6156, 49.7106)


def go_to(page: Page, fragment: str) -> None:
    """Another address of a page that is open, and on to the frame that follows it."""
    page.evaluate(
        """async (fragment) => {
          const moved = new Promise((done) => addEventListener('hashchange', done, { once: true }));
          const before = location.hash;
          location.hash = fragment;
          if (location.hash !== before) await moved;
          for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
        }""",
        fragment,
    )


class Visit:
    """A page that remembers what went wrong on it and what it asked the network for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on(
            "console",
            lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else 0,
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, fragment: str = "") -> Page:
        """Goes to an address of the site; the page itself is loaded once, as a reader does."""
        if self.page.url == "about:blank":
            self.page.goto(self.address + fragment)
        else:
            go_to(self.page, fragment)
        self.page.locator("#map[data-drawn], #map .wait").wait_for(state="attached")
        self.page.locator("#view[aria-busy=false]").wait_for(state="attached")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until the map, where the browser can draw one, has followed the slider and drawn all that it was told to."""
        self.page.evaluate(
            """async () => {
              if (!contested.map) return;
              for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame); // until it is told
              while (!document.querySelector(".moment").hidden) await new Promise(requestAnimationFrame);
              await new Promise((done) => {
                contested.map.once("idle", () => done());
                contested.map.triggerRepaint();
              });
            }"""
        )

    def colour_at(self, lon: float, lat: float) -> list[int]:
        """The colour that the map shows at a point."""
        colour: list[int] = self.page.evaluate(
            """([lon, lat]) => {
              const canvas = contested.map.getCanvas(), at = contested.map.project([lon, lat]);
              const copy = document.createElement('canvas');
              Object.assign(copy, { width: canvas.width, height: canvas.height });
              const pen = copy.getContext('2d');
              pen.drawImage(canvas, 0, 0);
              return [...pen.getImageData(at.x * devicePixelRatio, at.y * devicePixelRatio, 1, 1).data];
            }""",
            [lon, lat],
        )
        return colour

    def names(self) -> list[str]:
        """The names of places that the map shows."""
        found: list[str] = self.page.evaluate(
            """contested.map.queryRenderedFeatures({ layers: ['place-names', 'place-names-far', 'chosen-name', 'chosen-name-over'] })
              .map((label) => label.properties.name)"""
        )
        return found

    def set_day(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.get_by_label("Day", exact=True).press(key)
        self.settle()


@pytest.fixture(scope="module")
def opened(browser: Browser, site_address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport=DESKTOP)
    yield Visit(context.new_page(), site_address)
    context.close()


@pytest.fixture
def visit(opened: Visit) -> Iterator[Visit]:
    yield opened
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith(("file:", "blob:", "data:"))] == []


def test_map_is_drawn(visit: Visit) -> None:
    visit.open()
    assert visit.colour_at(37.70, 49.76) != visit.colour_at(37.85, 49.80)  # a mark, and paper beside it


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_largest_place_of_the_first_view_is_named(
    browser: Browser, site_address: str, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size)
    visit = Visit(context.new_page(), site_address)
    visit.open()
    assert "Kupiansk" in visit.names()
    assert visit.complaints == []
    context.close()


def test_a_place_far_from_the_evidence_does_not_widen_the_first_view(
    browser: Browser, scattered_address: str
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), scattered_address)
    visit.open()
    shown = visit.page.evaluate(
        "[[37.6156, 49.7106], [37.703, 49.529], [30, 55]].map((at) => contested.map.getBounds().contains(at))"
    )
    assert shown == [True, True, False]
    visit.page.get_by_role("button", name="Dvorichna").click()
    visit.settle()
    assert visit.page.evaluate("contested.map.getBounds().contains([30, 55])")
    context.close()


def test_what_nobody_vouches_for_is_told_and_its_day_can_be_reached(
    browser: Browser, doubted_address: str
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), doubted_address)
    page = visit.open("#day=2025-09-20&place=composed:2&tab=place")
    assert page.locator(".today").inner_text() == "20 September 2025"
    assert (
        page.locator("#view .state").inner_text()
        == "Not known: only voices that nobody here vouches for speak of it."
    )
    told = page.locator("#view .events li")
    assert told.locator("blockquote").all_inner_texts() == [
        "“Dvorichna has been under our control since the spring.”"
    ]
    assert "20 September 2025" in told.inner_text()
    assert visit.complaints == []
    context.close()


def test_a_relative_place_is_drawn_as_what_it_is_and_said_in_words(
    browser: Browser, related_address: str
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), related_address)
    within, beyond, on_road = (37.74, 49.69), (37.81, 49.745), (36.46, 49.914)

    def colours() -> list[list[int]]:
        return [visit.colour_at(*point) for point in (within, on_road, beyond)]

    page = visit.open("#day=2025-10-27")
    wide, close = [36.1, 49.4, 38.0, 50.2], [37.6, 49.6, 37.85, 49.8]

    def look(bounds: list[float]) -> None:
        page.evaluate("(bounds) => void contested.map.fitBounds(bounds, { animate: false })", bounds)
        visit.settle()

    look(wide)
    paper = colours()

    def drawn() -> list[bool]:
        return [colour != before for colour, before in zip(colours(), paper, strict=True)]

    visit.set_day("ArrowRight")
    assert drawn() == [True, True, False]
    look(close)
    at = page.evaluate("(() => contested.map.project([37.74, 49.69]))()")
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    words = "about 8 km east of Kupiansk, ± 4 km"
    expect(page.locator("#map")).to_have_attribute("title", f"Drone strike: {words}")
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    expect(page.locator("#view h2")).to_contain_text("Kupiansk")
    expect(page.locator("#view .events")).to_contain_text(words)
    look(wide)
    visit.set_day("ArrowRight", 5)
    assert drawn() == [True, False, False]  # of the place that is shown, what was told of the days before
    page.locator("#view").get_by_role("button", name="All places").click()
    visit.settle()
    assert drawn() == [False, False, False]
    page = visit.open("#day=2025-10-28&tab=events")
    expect(page.locator("#view .events").first).to_contain_text("along the line Chuhuiv – Kharkiv")
    assert visit.complaints == []
    context.close()


def test_an_event_has_a_line_for_each_of_its_rival_versions(browser: Browser, rival_address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), rival_address)
    page = visit.open("#day=2025-11-30&tab=events")
    told = page.locator("#view li", has=page.locator(".version")).first
    assert [one.removesuffix(" Read") for one in told.locator(".version").all_inner_texts()] == [
        "Russian sources: Russian forces captured Kupiansk from Ukrainian forces (one origin, first on 20 November 2025)",
        "Ukrainian sources: Ukrainian forces held Kupiansk (one origin, first on 20 November 2025)",
    ]
    told.locator(".version").nth(1).get_by_role("button").click()
    expect(page.locator("#view mark.chosen")).to_be_visible()
    assert visit.complaints == []
    context.close()


def test_colours_change_with_the_day(visit: Visit) -> None:
    page = visit.open("#day=2025-10-02")
    before = visit.colour_at(*KUPIANSK)
    assert before[2] > before[0]  # blue
    visit.set_day("End")
    after = visit.colour_at(*KUPIANSK)
    assert sum(after[:3]) > sum(before[:3])  # paler: less sure
    assert page.locator(".today").inner_text() == "12 December 2025"


def test_a_click_opens_the_place(visit: Visit) -> None:
    page = visit.open("#day=2025-12-10")
    at = page.evaluate("(() => contested.map.project([37.6156, 49.7106]))()")
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    line = page.locator("#view .state")
    line.wait_for()
    assert line.inner_text() == (
        "Kupiansk, 10 December 2025: probably Ukrainian-held (60%), perhaps contested (34%); disputed. "
        "Seven reports, four origins, the last on 8 December."
    )
    assert page.locator("#view .sides li").all_inner_texts() == [
        "Ukraine says: Ukrainian-held since 1 October 2025 (one origin).",
        "Russia says: Russian-held since 20 November 2025 (one origin).",
    ]
    first = page.locator("#view .evidence li").first
    assert first.locator(".voices").inner_text() == (
        "Capital Courier ← ISW ← Rybar (origin, Russian-aligned channel, against its interest)"
    )
    assert first.locator("blockquote mark").all_inner_texts() == ["withdrawn"]
    assert "place=composed%3A0" in page.url


def test_the_tree_of_an_origin_opens_by_keyboard_and_leads_to_its_reports(visit: Visit) -> None:
    page = visit.open("#day=2025-12-10&place=composed:0&tab=place")
    item = page.locator("#view .evidence > li", has_text="Units of the western group").first
    summary = item.locator("summary")
    assert summary.inner_text() == "and two reports that repeat it"
    assert not item.locator(".tree ul").first.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert item.locator(".tree p").all_inner_texts() == [
        "Russian Ministry of Defence, 20 November 2025 (first here): in its own words",
        "as quoted above",
        "Lowland Wire, 20 November 2025: cites Russian Ministry of Defence",
        "“Russia's defence ministry said its units had liberated Kupiansk.”",
        "actor changed: “Units of the western group” → “its units”",
        "Steppe Mirror, 21 November 2025: copies Lowland Wire",
        "in the same words",
    ]
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Steppe Mirror, 21 November 2025:"
    page.keyboard.press("Enter")
    chosen = page.locator("#view mark.chosen")
    assert chosen.inner_text() == "Russia's defence ministry said its units had liberated Kupiansk."
    assert page.locator("#view .kin").all_inner_texts() == [
        "It has a passage of Lowland Wire, 20 November 2025."
    ]
    page.locator("#view .kin button").click()
    expect(page.locator("#view h2")).to_have_text("Moscow says Kupiansk taken")
    assert page.locator("#view .kin").all_inner_texts() == [
        "A passage of it is in Steppe Mirror, 21 November 2025."
    ]
    page.keyboard.press("Escape")
    expect(page.locator("#view .tree[open]")).to_have_count(1)


def test_what_nobody_vouches_for_or_was_taken_back_says_that_it_does_not_count(
    browser: Browser, void_address: str
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = Visit(context.new_page(), void_address).open("#day=2025-12-10&place=composed:0&tab=place")
    void = page.locator("#view .evidence > li", has_text="does not count: ")
    assert void.count() == 2
    assert void.filter(has_text="Russian forces likely entered").locator(".note").count() == 0
    taken_back = void.filter(has_text="Units of the western group")
    assert taken_back.locator(".note").all_inner_texts() == [
        "Taken back by its origin on 5 December 2025: it no longer counts."
    ]
    taken_back.locator("summary").click()
    assert taken_back.locator(".tree p").first.inner_text() == (
        "Russian Ministry of Defence, 20 November 2025 (first here): in its own words; "
        "taken back on 5 December 2025 (read where)"
    )
    taken_back.get_by_role("button", name="read where").click()
    expect(page.locator("#view h2")).to_have_text("Bulletin")
    context.close()


def test_a_link_leads_back_to_what_was_shown(visit: Visit) -> None:
    page = visit.open("#day=2025-11-20&place=composed:0&tab=place")
    assert page.locator(".today").inner_text() == "20 November 2025"
    assert (
        page.locator("#view .state")
        .inner_text()
        .startswith("Kupiansk, 20 November 2025: probably contested (53%)")
    )
    page.get_by_role("button", name="Read in the report").first.click()
    page.locator("#view mark.chosen").wait_for()
    shown = page.locator("#view mark.chosen").inner_text()
    page.reload()
    page.locator("#view mark.chosen").wait_for()
    assert page.locator("#view mark.chosen").inner_text() == shown
    page.go_back()
    page.locator("#view .state").wait_for()


def test_the_states_of_a_day_are_had_as_a_table_and_for_a_map(visit: Visit) -> None:
    page = visit.open("#day=2025-12-10")
    read = {}
    for words in ("CSV", "GeoJSON"):
        with page.expect_download() as started:
            page.get_by_role("button", name=words, exact=True).click()
        assert started.value.suggested_filename == f"control-2025-12-10.{words.lower()}"
        read[words] = Path(started.value.path()).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(read["CSV"], newline="")))
    features = json.loads(read["GeoJSON"])["features"]
    assert [one["properties"]["place_id"] for one in features] == [row["place_id"] for row in rows]
    account = compose_account()
    known = {one.place.place_id: status_on(one, "2025-12-10") for one in account.controls if one.days}
    assert len(rows) > 5
    for row, feature in zip(rows, features, strict=True):
        status = known[row["place_id"]]
        assert row["state"] == feature["properties"]["state"] == status.state
        assert int(row["origins"]) == status.origins
        assert row["synthetic"] == "true"
        for state, chance in status.probabilities.items():
            assert float(row[f"p_{state}"]) == pytest.approx(chance, abs=0.0051)
        assert feature["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])]


def test_keys_move_the_day_and_lead_back(visit: Visit) -> None:
    page = visit.open("#day=2025-11-20&place=composed:0&tab=place")
    for key, day in (("ArrowRight", "21 November 2025"), ("ArrowLeft", "20 November 2025")):
        visit.set_day(key)
        expect(page.locator(".today")).to_have_text(day)
    page.get_by_role("button", name="Read in the report").first.click()
    page.locator("#view .text").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#view h2")).to_contain_text("Kupiansk")
    page.keyboard.press("Escape")
    expect(page.locator("#view h2")).to_have_text("20 November 2025")


@pytest.mark.parametrize("day", ["2025-10-01", "2025-11-22", "2025-12-08", "2025-12-12"])
def test_the_page_says_what_the_brief_says(visit: Visit, site_address: str, day: str) -> None:
    """The page puts statuses into words by itself; they are the words of the brief and the command line."""
    page = visit.open(f"#day={day}")
    theatre = load_theatre(str(Path(unquote(urlparse(site_address).path)).parents[1] / "theatre"))
    words = load_words(theatre)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    lines = page.locator("#paper > ul:first-of-type > li").all_text_contents()
    known = [control for control in compose_account().controls if control.first <= day]
    assert known
    for control in known:
        assert state_sentence(control.place.name, status_on(control, day), words) in lines


def test_the_panel_follows_the_day(visit: Visit) -> None:
    page = visit.open("#day=2025-10-01&place=composed:0&tab=place")
    count = page.locator("#view .evidence > li").count()
    page.get_by_label("Next day with evidence").click()
    page.get_by_label("Next day with evidence").click()
    assert count == 1
    expect(page.locator("#view .evidence > li")).to_have_count(2)
    assert page.locator(".today").inner_text() == "14 October 2025"


@pytest.mark.parametrize(
    "fragment", ["#day=2025-12-12&place=composed:6", "#tab=brief", "#tab=events", "#tab=about"]
)
def test_hostile_text_is_only_text(visit: Visit, fragment: str) -> None:
    page = visit.open(fragment)
    page.locator("#view h2").wait_for()
    assert page.locator("#view img, #view script").count() == 0
    if "tab=events" not in fragment and "tab=about" not in fragment:
        assert "<img src=x onerror=alert(1)>" in page.locator("#view").inner_text()


def test_a_hostile_report_has_no_hostile_link(visit: Visit) -> None:
    page = visit.open("#day=2025-12-12&place=composed:6")
    page.get_by_role("button", name="Read in the report").first.click()
    page.locator("#view .text").wait_for()
    assert "<img src=x" in page.locator("#view h2").inner_text()
    assert page.locator("#view a, #view img").count() == 0


def test_the_brief_leads_to_its_claims(visit: Visit) -> None:
    page = visit.open("#tab=brief")
    page.locator("#view sup button").first.click()
    expect(page.locator("#view mark.chosen")).to_have_count(1)


def test_search_finds_a_place(visit: Visit) -> None:
    page = visit.open()
    page.get_by_label("Search").fill("dvor")
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_contain_text("Dvorichna")


def test_composed_reports_are_called_so_also_on_paper(visit: Visit) -> None:
    page = visit.open("#day=2025-12-10")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".banner").inner_text().startswith("Composed example")
    assert page.locator(".banner").is_visible()
    assert (
        "Synkivka, 10 December 2025: very probably Russian-held (90%)" in page.locator("#paper").inner_text()
    )
    assert "Russia claimed the town" in page.locator("#paper").inner_text()
    page.emulate_media(media="screen")


def test_every_word_is_one_that_the_page_may_say(visit: Visit) -> None:
    for fragment in ("#tab=about", "#place=composed:0", "#tab=events"):
        page = visit.open(fragment)
        words = page.locator("body").inner_text().lower()
        assert not [
            word
            for word in ("confirmed", "verified", "fake", "undefined", "[object", "nan%")
            if word in words
        ]


def test_a_phone_pulls_the_panel_up(visit: Visit) -> None:
    page = visit.open("#tab=place")
    page.set_viewport_size(PHONE)
    page.emulate_media(reduced_motion="reduce")
    low = page.locator("#panel").bounding_box()
    page.locator(".handle").click()
    half = page.locator("#panel").bounding_box()
    assert low
    assert half
    assert abs(half["height"] - low["height"]) > 100
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.set_viewport_size(DESKTOP)

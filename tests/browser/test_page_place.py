"""A place and a report as a reader meets them: the band's marks in words, the running account, the words that were read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from contested.publish.site.reports import number_reports
from tests.browser.conftest import publish
from tests.browser.test_page import go_to
from tests.publish.full_account import rich_account

pytestmark = pytest.mark.browser

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
PLACE = "#day=2025-12-10&place=composed:0&tab=place"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return publish(tmp_path_factory.mktemp("rich"), rich_account())


@pytest.fixture(scope="module", params=sorted(SIZES))
def opened(request: pytest.FixtureRequest, panels: Browser, address: str) -> Iterator[Page]:
    """A page of that size on which nothing may go wrong, and nothing may stick out."""
    page = panels.new_page(viewport=SIZES[request.param], reduced_motion="reduce")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(address)
    page.locator("#view[aria-busy=false]").wait_for(state="attached")
    yield page
    assert complaints == []
    page.close()


def visit(page: Page, fragment: str) -> Page:
    for address in ("", fragment):  # also where it is shown already: what was opened there is closed
        go_to(page, address)
    page.locator("#view[aria-busy=false]").wait_for(state="attached")
    if page.viewport_size == SIZES["phone"]:
        page.evaluate("document.getElementById('panel').dataset.sheet = 'high'")
    return page


def report_number(name: str) -> int:
    reports = rich_account().reports
    (found,) = (one.report_id for one in reports if one.name == name)
    return number_reports(reports)[found]


def test_no_view_is_wider_than_the_screen(opened: Page) -> None:
    for fragment in (PLACE, f"#report={report_number('oskil-2')}&claim=x-damage", "#tab=figures"):
        page = visit(opened, fragment)
        view = page.locator("#view")
        assert view.evaluate("(view) => view.scrollWidth - view.clientWidth") == 0
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_each_side_has_a_line(opened: Page) -> None:
    page = visit(opened, PLACE)
    assert page.locator("#view .sides li").all_inner_texts() == [
        "Ukraine says: Ukrainian-held since 1 October 2025 (one origin).",
        "Russia says: Russian-held since 20 November 2025 (one origin).",
    ]
    page = visit(opened, "#day=2025-12-10&place=composed:3&tab=place")
    assert page.locator("#view .sides li").first.inner_text() == "Ukraine: nothing from its own voices."


def test_the_marks_of_the_band_are_told_in_words_by_keyboard(opened: Page) -> None:
    page = visit(opened, PLACE)
    marks, said = page.locator("#view .marks button"), page.locator("#view .said-of-mark")
    note = said.inner_text()
    assert note.startswith("Marks above the band speak for “Ukrainian-held”")
    assert [marks.nth(at).get_attribute("tabindex") for at in range(marks.count())].count("0") == 1
    page.locator("#view .marks button[tabindex='0']").focus()
    expect(said).to_have_text("8 December 2025: Rybar says not Russian-held.")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("20 November 2025: Voice 8 says Russian-held; ")
    expect(said).to_contain_text("; and two more.")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == said.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".today")).to_have_text("20 November 2025")
    expect(page.locator("#view .marks button:focus")).to_have_count(1)  # the reader can go on from there
    page.keyboard.press("Tab")
    expect(said).not_to_contain_text("Voice 8")


def test_marks_of_one_day_do_not_lie_on_each_other(opened: Page) -> None:
    page = visit(opened, PLACE)
    circles = page.locator("#view .band circle").evaluate_all(
        "(all) => all.map((one) => ['cx', 'cy', 'r'].map((key) => Number(one.getAttribute(key))))"
    )
    counted = page.locator("#view .band text", has_text="+").all_text_contents()
    assert len(circles) + sum(map(int, counted)) == len(rich_account().controls[0].evidence)
    apart = [
        ((x - a) ** 2 + (y - b) ** 2) ** 0.5 - r - s
        for at, (x, y, r) in enumerate(circles)
        for a, b, s in circles[:at]
    ]
    assert min(apart) > 0


def test_a_long_list_of_evidence_says_how_much_more_there_is(opened: Page) -> None:
    page = visit(opened, PLACE)
    items = page.locator("#view .evidence > li")
    total = len([one for one in rich_account().controls[0].evidence if one.on <= "2025-12-10"])
    expect(items).to_have_count(8)
    page.locator("#view").get_by_role("button", name="Show six more").click()
    expect(items).to_have_count(total)
    void = page.locator("#view .evidence > li.void")
    assert "does not count" in void.inner_text()


def test_claims_on_places_nearby_are_no_evidence_of_the_place(opened: Page) -> None:
    page = visit(opened, PLACE)
    nearby = page.locator("#view .nearby")
    nearby.locator("summary").click()
    assert nearby.locator("summary").inner_text() == "Two claims on places nearby count too, more lightly"
    assert "told of Synkivka, 6.1 km away" in nearby.locator("li").first.inner_text()
    nearby.get_by_role("button", name="Read").first.click()
    expect(page.locator("#view mark.chosen")).to_contain_text("Synkivka")


def test_the_account_is_one_sentence_an_event_under_its_month(opened: Page) -> None:
    page = visit(opened, PLACE)
    rows = page.locator("#view .digest > li")
    assert page.locator("#view .digest h4").all_inner_texts() == [
        "December 2025",
        "November 2025",
        "October 2025",
    ]
    row = rows.filter(has_text="denied it")
    assert (
        row.locator(".told")
        .inner_text()
        .startswith(
            "Russian Ministry of Defence said, as reported by Lowland Wire, that Russian forces captured Kupiansk from "
            "Ukrainian forces (on 20 November 2025); General Staff of Ukraine denied it."
        )
    )
    labels = row.locator("sup button").evaluate_all("(all) => all.map((one) => one.ariaLabel)")
    assert labels[:2] == ["1: Lowland Wire, 20 November 2025", "2: Lowland Wire, 20 November 2025"]
    row.locator("sup button").nth(1).click()
    expect(page.locator("#view mark.chosen")).to_have_text(
        "The General Staff denied that Kupiansk had fallen."
    )
    page = visit(opened, PLACE.replace("12-10", "11-01"))
    assert page.locator("#view .digest h4").all_inner_texts() == ["October 2025"]


def test_what_no_evidence_quotes_opens_under_its_sentence(opened: Page) -> None:
    page = visit(opened, PLACE)
    row = page.locator("#view .digest > li", has_text="with drones")
    words = row.locator(".words")
    assert not words.locator("blockquote").is_visible()
    words.locator("summary").focus()
    page.keyboard.press("Enter")
    assert words.locator("blockquote").inner_text() == (
        "“Eleven drones struck the market of Kupiansk overnight, a resident said.”"
    )


def test_spellings_lead_to_where_they_are_written(opened: Page) -> None:
    page = visit(opened, PLACE)
    spellings = page.locator("#view .spellings")
    spellings.locator("summary").click()
    assert "Kupiansk" in spellings.locator("li").first.inner_text()
    assert "The gazetteer also has: Kupyansk, Куп’янськ." in spellings.inner_text()
    assert "Kupiansk-na-Oskoli, until 1780" in spellings.inner_text()
    spellings.locator("li button").first.click()
    expect(page.locator("#view mark.chosen")).to_be_visible()


def test_a_report_shows_the_words_that_a_claim_was_read_from(opened: Page) -> None:
    strike = next(one for one in rich_account().claims if one.event == "drone_strike")
    page = visit(opened, f"#report={report_number('oskil-2')}&claim={strike.claim_id}")
    slots = page.locator("#view mark.chosen .slot")
    assert [(one.inner_text(), one.get_attribute("title")) for one in slots.all()] == [
        ("Eleven drones", "figure"),
        ("struck", "event"),
        ("Kupiansk", "place"),
        ("a resident", "voice"),
    ]
    card = page.locator("#view .card")
    fields = dict(
        zip(card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts(), strict=True)
    )
    assert fields == {
        "Event": "Drone strike – hits something there with drones",
        "Who acts": "Russia",
        "Acted on": "Ukraine",
        "Place": "at Kupiansk",
        "When": "28 October 2025 – reckoned from the day of the report",
        "On whose word": "Oskil Herald ← a resident",
        "How it is put": "flatly",
        "Figures": "“Eleven drones”: 11 drones",
    }
    assert page.locator("#view .text").inner_text().startswith("Drones over the market")
    box, view = card.bounding_box(), page.locator("#view").bounding_box()
    assert box
    assert view
    assert view["y"] <= box["y"] < view["y"] + view["height"]


def test_claims_that_share_a_sentence_are_reached_one_after_the_other(opened: Page) -> None:
    page = visit(opened, f"#report={report_number('oskil-2')}")
    assert page.locator("#view .card").count() == 0
    sentence = page.locator("#view .text mark", has_text="Eleven drones")
    sentence.focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("Enter")
        expect(page.locator("#view mark.chosen:focus")).to_have_count(1)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seen.append(page.locator("#view .card dd").first.inner_text().split(" – ")[0])
    assert sorted(seen[:3]) == ["Casualties", "Drone strike", "Infrastructure damage"]
    assert seen[3] == seen[0]
    assert page.locator("#view .card .same").inner_text().startswith("Three claims in these words:")
    page.locator("#view .card .same button").last.click()
    expect(page.locator("#view .card .same [aria-current]")).to_have_count(1)


def test_a_claim_that_is_not_chosen_marks_no_words(opened: Page) -> None:
    page = visit(opened, f"#report={report_number('oskil-2')}")
    assert page.locator("#view .slot").count() == 0
    page.get_by_role("button", name="Show it in the text").first.click()
    expect(page.locator("#view .slot").first).to_be_visible()


def test_a_link_out_of_a_report_tells_nothing_of_the_reader(opened: Page) -> None:
    page = visit(opened, f"#report={report_number('oskil-2')}")
    link = page.locator("#view a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (
        "https://example.org/oskil-2",
        "noopener noreferrer",
    )


def test_a_number_over_time_is_a_range_and_what_does_not_fit_is_ringed(opened: Page) -> None:
    page = visit(opened, "#tab=figures")
    chart = page.locator("#view .series")
    assert chart.locator("svg").get_attribute("aria-label") == (
        "From 1,100 on 2 October 2025 to 1,380 on 1 December 2025"
    )
    assert chart.locator(".range").count() == 3
    assert chart.locator("circle.fails").count() == 1
    page.locator("#view summary", has_text="All seven numbers").click()
    row = page.locator("#view tr", has_text="3 November 2025")
    assert row.locator("td").all_inner_texts() == ["1,210", "does not fit"]
    row.get_by_role("button").click()
    expect(page.locator("#view mark.chosen")).to_be_visible()

"""The brief on the page: its periods, the brief of a place, the way to the reports, and what goes on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publish.account import PLACES

pytestmark = pytest.mark.browser
KUPIANSK = PLACES["Kupiansk"].place_id


@pytest.fixture
def page(panels: Browser) -> Iterator[Page]:
    context = panels.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def open_brief(page: Page, address: str, more: str = "") -> None:
    page.goto(f"{address}#tab=brief{more}")
    page.wait_for_selector("#view h3")


def test_the_desks_brief_is_of_all_days_until_another_period_is_chosen(page: Page, site_address: str) -> None:
    open_brief(page, site_address)
    expect(page.locator("#view h3")).to_have_text(["Kupiansk", "Elsewhere"])
    page.get_by_role("button", name="Last seven days").click()
    expect(page.locator("#view h3")).to_have_text(["Elsewhere"])
    expect(page.get_by_role("button", name="Last seven days")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#view h2")).to_have_text("Brief, between 5 and 12 December 2025")
    assert "period=7" in page.url
    page.go_back()
    expect(page.locator("#view h3")).to_have_text(["Kupiansk", "Elsewhere"])


def test_a_place_has_a_brief_of_its_own_and_leads_back_to_all(page: Page, site_address: str) -> None:
    open_brief(page, site_address, f"&place={KUPIANSK}")
    expect(page.locator("#view h2")).to_contain_text("Kupiansk")
    expect(page.locator("#view p.brief")).to_have_count(2)
    page.get_by_role("button", name="The brief of all places").click()
    expect(page.locator("#view h3")).to_have_text(["Kupiansk", "Elsewhere"])


def test_a_place_without_one_says_how_to_write_it(page: Page, site_address: str) -> None:
    open_brief(page, site_address, f"&place={PLACES['Pishchane'].place_id}")
    expect(page.locator("#view .note").first).to_contain_text("contested brief")


def test_a_number_leads_to_the_report_and_is_that_of_its_reference(page: Page, site_address: str) -> None:
    open_brief(page, site_address)
    page.locator("details.references summary").click()
    first = page.locator("ol.references li").first.text_content() or ""
    page.get_by_role("button", name="reference 1", exact=True).first.click()
    expect(page.locator("#view .aside").first).to_contain_text(first.split(",")[0])
    expect(page.locator("mark.chosen")).to_be_visible()


def test_paper_has_the_chosen_brief_with_footnotes_and_by_itself_nothing_else(
    page: Page, site_address: str
) -> None:
    open_brief(page, site_address, f"&place={KUPIANSK}")
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    page.get_by_role("button", name="Print this brief").click()
    page.emulate_media(media="print")
    paper = page.locator("#paper")
    expect(paper.locator("h2").last).to_have_text("Kupiansk: Brief to 12 December 2025")
    notes = paper.locator("ol.references li")
    assert notes.count() == page.locator("#view ol.references li").count()
    assert any("https://" in text for text in notes.all_text_contents())
    expect(paper.locator("p.brief sup").first).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    expect(paper.locator("ul.states")).to_be_hidden()
    expect(paper.locator("button")).to_have_count(0)

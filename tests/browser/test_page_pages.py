"""Disputes, sources and the search as a reader meets them, on a desk's screen and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from contested.model import Account
from contested.reconcile.status import status_on as status_of
from tests.browser.conftest import publish
from tests.browser.test_page import DESKTOP, PHONE, Visit
from tests.publish.account import compose_account

pytestmark = pytest.mark.browser
TABS = ["Places", "Events", "Disputes", "Figures", "Brief", "Sources", "About"]


@pytest.fixture(scope="module")
def pages_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which Kupiansk is called so in Cyrillic letters too, with statuses as they are reckoned."""
    return publish(tmp_path_factory.mktemp("pages"), name_in_cyrillic(compose_account()), status_of)


def name_in_cyrillic(account: Account) -> Account:
    (control,) = (one for one in account.controls if one.place.name == "Kupiansk")
    place = msgspec.structs.replace(control.place, names=("Куп'янськ", "Купянск"))
    named = msgspec.structs.replace(control, place=place)
    return msgspec.structs.replace(
        account, controls=tuple(named if one is control else one for one in account.controls)
    )


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def opened(panels: Browser, pages_address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    size: ViewportSize = request.param
    context = panels.new_context(viewport=size)
    yield Visit(context.new_page(), pages_address)
    context.close()


@pytest.fixture
def visit(opened: Visit) -> Iterator[Visit]:
    opened.open()
    yield opened
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith(("file:", "blob:", "data:"))] == []


def look_for(page: Page, query: str) -> None:
    """Types a query and waits for its list."""
    page.get_by_role("searchbox").fill(query)
    expect(page.locator("#view h2")).to_have_text(f"“{query}”")


def headings(page: Page) -> list[str]:
    return page.locator("#view h3").all_inner_texts()


def test_every_tab_can_be_read_and_reached(visit: Visit) -> None:
    page = visit.page
    tabs = page.get_by_role("tab")
    assert tabs.all_inner_texts() == TABS
    for name in TABS:
        tab = page.get_by_role("tab", name=name)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        box, row = tab.bounding_box(), page.get_by_role("tablist").bounding_box()
        assert box
        assert row
        assert row["x"] <= box["x"] + 1
        assert box["x"] + box["width"] <= row["x"] + row["width"] + 1


def test_a_dispute_is_a_sentence_with_those_who_say_so(visit: Visit) -> None:
    page = visit.open("#tab=disputes")
    lasting, ended = page.locator("#view .dispute").all()
    expect(lasting).to_contain_text("Pishchane: disputed since 2 December 2025, for eleven days.")
    expect(lasting.locator(".parties")).to_contain_text(
        "General Staff of Ukraine (Ukrainian military, 22 November)"
    )
    expect(ended).to_contain_text("Kupiansk: disputed from 14 October to 7 December 2025, 55 days.")
    expect(ended.locator(".parties")).not_to_be_visible()
    assert ended.locator(".meter span").evaluate("(bar) => parseFloat(bar.style.width)") == 55
    ended.get_by_text("Who says so").click()
    expect(ended.locator(".parties")).to_contain_text(
        "Russian Ministry of Defence (Russian ministry, 20 November)"
    )
    ended.get_by_role("button", name="Russian Ministry of Defence").click()
    sentence = "Units of the western group completed the liberation of Kupiansk."
    expect(page.locator("#view mark.chosen")).to_have_text(sentence)
    page.keyboard.press("Escape")
    page.locator("#view .dispute").last.get_by_role("button", name="Kupiansk").click()
    expect(page.locator("#view h2")).to_contain_text("Kupiansk")
    expect(page.locator(".today")).to_have_text("20 November 2025")


def test_denied_events_and_the_measure_are_told_beside(visit: Visit) -> None:
    page = visit.open("#tab=disputes")
    assert "What is told in rival ways, or denied" in headings(page)
    expect(page.locator("#view .disputes").last).to_contain_text("General Staff of Ukraine")
    page.get_by_text("What a dispute is, and how far apart").click()
    expect(page.locator("#view details.aside").first).to_contain_text("the weaker of the two cases")


def test_sources_are_listed_sorted_and_opened(visit: Visit) -> None:
    page = visit.open("#tab=sources")
    names = page.locator("#view .sources .said button")
    by_claims = names.all_inner_texts()
    assert by_claims[:2] == ["General Staff of Ukraine", "Russian Ministry of Defence"]
    page.get_by_label("Sorted by").focus()
    page.get_by_label("Sorted by").select_option("name")
    expect(names.first).not_to_have_text(by_claims[0])
    expect(page).to_have_url(re.compile("sort=name"))
    assert sorted(names.all_inner_texts()) == sorted(by_claims)
    expect(page.locator("#sort")).to_be_focused()
    page.get_by_label("Sorted by").select_option("repeated")
    page.locator("#view .sources .said button", has_text="Russian Ministry of Defence").click()
    expect(page.locator("#view h2")).to_contain_text("Russian Ministry of Defence")
    expect(page.locator("#view h2 small")).to_contain_text("Russian ministry")
    expect(page.locator("#view")).to_contain_text("Lowland Wire (one report)")
    expect(page.locator("#view .settled")).to_contain_text("Kupiansk: Russian-held, 20 November 2025")
    page.keyboard.press("Escape")
    expect(page.locator("#view h2")).to_have_text("Sources")


def test_no_word_on_these_pages_calls_a_thing_true_or_false(visit: Visit) -> None:
    for fragment in ("#tab=disputes", "#tab=sources", "#tab=sources&source=0", "#tab=search&q=kupiansk"):
        page = visit.open(fragment)
        page.evaluate("document.querySelectorAll('#view details').forEach((one) => { one.open = true; })")
        words = page.locator("body").inner_text().casefold()
        assert not [
            one
            for one in ("confirmed", "verified", "true", "fake", "undefined", "nan")
            if one in words.split()
        ]


@pytest.mark.parametrize("query", ["kupiansk", "KUPIÁNSK", "Куп’янськ", "Куп'янську", "kupyansk", "Купянска"])
def test_a_place_is_found_in_whatever_letters_and_case(visit: Visit, query: str) -> None:
    look_for(visit.page, query)
    first = visit.page.locator("#view .hit").first
    expect(first).to_have_text("Kupiansk")
    places, claims, *_ = headings(visit.page)
    assert places.startswith("Places: ")
    assert claims.startswith("Claims: ")
    expect(visit.page.locator("#view .hits mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("eleven", "Eleven drones struck the market of Kupiansk overnight, a resident said."),
        ("struck market", "Eleven drones struck the market of Kupiansk overnight, a resident said."),
        ("drone mark", "Eleven drones struck the market of Kupiansk overnight, a resident said."),
        ("withdrawn", "ISW, citing Rybar, wrote that Russian forces had withdrawn from central Kupiansk."),
    ],
)
def test_claims_are_found_by_their_words_and_these_are_marked(
    visit: Visit, query: str, sentence: str
) -> None:
    look_for(visit.page, query)
    hit = visit.page.locator("#view .hit.said").first
    expect(hit).to_have_text(f"“{sentence}”")
    marked = [one.casefold() for one in hit.locator("mark").all_inner_texts()]
    assert len(marked) == len(query.split())
    hit.click()
    expect(visit.page.locator("#view mark.chosen")).to_have_text(sentence)
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#view h2")).to_have_text(f"“{query}”")


def test_what_is_found_is_narrowed_and_the_address_says_how(visit: Visit) -> None:
    page = visit.page
    look_for(page, "kupiansk")
    if not page.locator("#filter-event").is_visible():  # they stay as the reader has left them
        page.get_by_text("Narrow the claims").click()
    page.get_by_label("What", exact=True).focus()
    page.get_by_label("What", exact=True).select_option("captured")
    expect(page.locator("#view")).to_contain_text("Claims narrowed by one choice")
    expect(page.locator("#filter-event")).to_be_focused()
    page.get_by_label("How it is put").select_option("denied")
    expect(page.locator("#view .hit.said")).to_have_count(1)
    expect(page.locator("#view .hit.said")).to_contain_text("denied that Kupiansk had fallen")
    expect(page).to_have_url(re.compile("q=kupiansk.*event=captured.*stance=denied"))
    address = page.url
    visit.open(address.partition("index.html")[2])
    expect(page.locator("#view .hit.said")).to_have_count(1)
    page.get_by_label("From", exact=True).fill("2025-11-21")
    expect(page.locator("#view .hit.said")).to_have_count(0)
    page.get_by_text("Undo all choices").click()
    expect(page.locator("#view .hit.said").nth(3)).to_be_visible()
    expect(page).not_to_have_url(re.compile("event="))


def test_claims_of_one_side_and_one_source(visit: Visit) -> None:
    page = visit.open("#tab=search&side=RU")
    texts = page.locator("#view .hit.said").all_inner_texts()
    assert texts
    assert all("General Staff" not in one for one in texts)
    visit.open("#tab=sources")
    page.locator("#view .sources button", has_text="Rybar").first.click()
    page.get_by_role("button", name="All claims on its word").click()
    expect(page.locator("#view .hit.said").first).to_be_visible()
    expect(page).to_have_url(re.compile("voice="))


def test_a_type_of_event_that_a_query_names_is_offered_as_a_filter(visit: Visit) -> None:
    page = visit.open("#tab=search&q=captured%20kupiansk")
    page.locator("#view .note").get_by_role("button", name="Captured").click()
    expect(page).to_have_url(re.compile("event=captured"))
    expect(page).to_have_url(re.compile("q=kupiansk"))
    expect(page.locator("#view .hit.said").first).to_be_visible()


def test_a_report_is_found_by_its_text_with_the_words_around(visit: Visit) -> None:
    look_for(visit.page, "bulletin")
    assert headings(visit.page) == ["Reports: 1"]
    look_for(visit.page, "bridges")
    report = visit.page.locator("#view ol.hits li").last
    expect(report).to_contain_text("Quiet on the river")
    expect(report.locator(".aside mark")).to_have_text("bridges")


def test_nothing_found_is_said(visit: Visit) -> None:
    look_for(visit.page, "zzzz")
    expect(visit.page.locator("#view .lead")).to_have_text("Nothing here fits “zzzz”.")


def test_search_by_keys_alone(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("tab", name="Events").click()
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("dvor", delay=20)
    expect(page.locator("#view h2")).to_have_text("“dvor”")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#view .hit").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#view .hit").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_contain_text("Dvorichna")
    page.go_back()
    expect(page.locator("#view h2")).to_have_text("“dvor”")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("#view h2")).to_contain_text("Events")
    expect(box).to_have_value("")


def test_no_row_is_wider_than_the_panel(visit: Visit) -> None:
    for fragment in (
        "#tab=disputes",
        "#tab=sources",
        "#tab=sources&source=0",
        "#tab=search&q=kupiansk&event=captured",
    ):
        page = visit.open(fragment)
        assert page.evaluate(
            "document.getElementById('view').scrollWidth <= document.getElementById('view').clientWidth"
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_markup_in_a_query_stays_text(visit: Visit) -> None:
    query = "<img src=x onerror=alert(1)> pishchane"
    look_for(visit.page, query)
    assert visit.page.locator("#view img").count() == 0

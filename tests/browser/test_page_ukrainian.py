"""The page in Ukrainian, on a site built in it and on one built in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import Browser, Page, expect

from contested.publish import site
from contested.publish.brief_site import write_briefs
from contested.theatres import load_theatre
from tests.browser.test_page import DESKTOP, PHONE, Visit
from tests.publish.account import compose_account, map_account, status_on
from tests.publish.theatre import write_theatre

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "page" / "src"
NAMES = """
name = "складений театр"
borders_note = "Кордони накреслено для перевірки."
[parties]
UA = { name = "Україна", adjective = "України", held = "під контролем України" }
RU = { name = "Росія", adjective = "Росії", held = "під контролем Росії" }
"""
TABS = (
    "place",
    "events",
    "disputes",
    "figures",
    "brief",
    "sources",
    "about",
    "place&place=composed:0",
    "place&report={report}",
    "search&q=Kupiansk",
)
# All that a reader sees or hears, but for what a report or a source says in its own words.
READ = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("script, style, .languages"))
    found.push(walk.currentNode.data);
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"]) found.push(one.getAttribute(name) ?? "");
  return found.map((text) => text.trim()).filter(Boolean);
}"""


def english() -> list[re.Pattern[str]]:
    """What the English page says, each string as a pattern; those that hardly hold a word of their own are left out."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                yield from walk(part)
        elif isinstance(value, str):
            yield value

    strings: dict[str, Any] = json.loads((PAGE / "strings.en.json").read_text("utf-8"))
    strings.pop("belonging")  # the contract's own words, never shown
    patterns = []
    for text in walk(strings):
        pieces = re.split(r"\{\w+\}", text)
        if sum(len(re.findall("[A-Za-z]", piece)) for piece in pieces) >= 5:
            patterns.append(re.compile(".*".join(map(re.escape, pieces)), re.IGNORECASE))
    return patterns


ENGLISH = english()


def publish_in(folder: Path, language: str) -> str:
    if not (Path(site.__file__).parent / "assets" / "page.js").exists():
        pytest.skip("the page is not built: run make setup")
    theatre = write_theatre(folder / "theatre")
    (theatre.folder / "names").mkdir()
    (theatre.folder / "names" / "uk.toml").write_text(NAMES, "utf-8")
    theatre = load_theatre(str(theatre.folder))
    account = map_account(compose_account(), theatre)
    briefs = write_briefs(account, theatre, 0.5, "2025-12-12", language)
    settings = site.SiteSettings(name="Складений стіл", as_of="2025-12-12", synthetic=True, language=language)
    called = {"composed:1": {"en": "Kupiansk-Vuzlovyi", "uk": "Куп'янськ-Вузловий"}}
    site.write_site(
        account,
        theatre,
        settings,
        folder / "site",
        briefs,
        status_on,
        names_of=lambda one: called.get(one, {}),
    )
    return (folder / "site" / "index.html").as_uri()


@pytest.fixture(scope="module")
def ukrainian_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return publish_in(tmp_path_factory.mktemp("ukrainian"), "uk")


@pytest.fixture(scope="module")
def english_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return publish_in(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture(
    scope="module", params=[("browser", DESKTOP), ("panels", PHONE)], ids=["desktop", "phone without a map"]
)
def opened(ukrainian_address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    browser, size = request.param
    context = request.getfixturevalue(browser).new_context(viewport=size)
    yield Visit(context.new_page(), ukrainian_address)
    context.close()


@pytest.mark.parametrize("tab", TABS)
def test_no_english_word_of_the_page_is_left(opened: Visit, tab: str) -> None:
    data = Path(unquote(urlparse(opened.address).path)).parent / "data"
    report = min(file.stem.removeprefix("report-") for file in data.glob("report-*.js"))
    page = opened.open("#tab=" + tab.format(report=report))
    page.evaluate("document.querySelectorAll('#view details').forEach((one) => (one.open = true))")
    page.wait_for_timeout(200)  # what is folded away is drawn when it is opened
    read = page.evaluate(READ)
    assert len(read) > 30
    assert [text for text in read if any(one.fullmatch(text) for one in ENGLISH)] == []
    assert page.locator("html").get_attribute("lang") == "uk"
    assert opened.complaints == []


def test_a_place_is_told_in_ukrainian(opened: Visit) -> None:
    page = opened.open("#tab=place&place=composed:0&day=2025-12-10")
    state = page.locator("#view").inner_text()
    assert "Kupiansk, 10 грудня 2025: імовірно під контролем України (" in state
    assert "2025 р." not in state
    assert re.search(r"Росія стверджує: під контролем Росії від \d+ \w+ 2025", state)


def test_the_brief_is_told_in_ukrainian(opened: Visit) -> None:
    page = opened.open("#tab=brief")
    assert page.locator("#view h3").all_inner_texts()[:2] == ["Чому це важливо", "Що треба знати"]
    expect(page.locator("#view")).to_contain_text("сили Росії")


@pytest.fixture
def page(panels: Browser) -> Iterator[Page]:
    context = panels.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1440, 1280, 390])
def test_the_tabs_fit(page: Page, ukrainian_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(ukrainian_address)
    tabs = page.get_by_role("tablist")
    assert tabs.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_reader_changes_the_language_and_keeps_the_place(page: Page, english_address: str) -> None:
    page.goto(f"{english_address}#tab=events&day=2025-12-08")
    expect(page.get_by_role("tab", name="Events")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Українська").click()
    expect(page.get_by_role("tab", name="Події")).to_have_attribute("aria-selected", "true")
    assert "lang=uk" in page.url
    assert "day=2025-12-08" in page.url
    assert page.locator("html").get_attribute("lang") == "uk"
    expect(page.locator(".foreign")).to_have_text(re.compile("мовою, якою створено сайт: English"))
    expect(page.locator(".today")).to_have_text("8 грудня 2025")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab", name="Events")).to_be_visible()
    assert "lang=" not in page.url
    assert page.locator(".foreign").count() == 0


def test_a_place_is_called_as_the_readers_language_calls_it(page: Page, english_address: str) -> None:
    at = "#tab=place&place=composed:1&day=2025-12-10"
    page.goto(f"{english_address}{at}&lang=uk")
    expect(page.locator("#view h2")).to_contain_text("Куп'янськ-Вузловий")
    page.goto(f"{english_address}#tab=search&q=vuzlovyi&lang=uk")
    expect(page.get_by_role("button", name="Куп'янськ-Вузловий").first).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{english_address}{at}")
    expect(page.locator("#view h2")).to_contain_text("Kupiansk-Vuzlovyi")


def test_going_back_is_going_back_to_the_language(page: Page, english_address: str) -> None:
    page.goto(english_address)
    page.get_by_role("button", name="Українська").click()
    expect(page.get_by_role("tab", name="Події")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("tab", name="Events")).to_be_visible()


def test_a_language_that_the_page_does_not_speak_is_that_of_the_site(
    page: Page, english_address: str
) -> None:
    page.goto(f"{english_address}#lang=constructor")
    expect(page.get_by_role("tab", name="Events")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 місце"), (2, "2 місця"), (5, "5 місць"), (21, "21 місце"), (22, "22 місця"), (111, "111 місць")],
)
def test_plural_forms(page: Page, number: int, said: str) -> None:
    forms = json.loads((PAGE / "strings.uk.json").read_text("utf-8"))["overview"]
    form = page.evaluate("(n) => new Intl.PluralRules('uk-UA').select(n)", number)
    assert forms[form].replace("{n}", str(number)).startswith(f"{said},")

"""What reports, sources, places and claims spell is text on every page: nothing of it runs, nothing becomes an element.

Lone surrogates are not among the strings: no reader takes a report that has one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from contested.publish import site
from contested.publish.brief_site import write_briefs
from contested.publish.site.reports import number_reports
from contested.reconcile import status_on
from tests.browser.hostile import HARMLESS, STRINGS, fill_account, fill_sources
from tests.publish.theatre import write_theatre

pytestmark = pytest.mark.browser
NAME = "</title><script>window.__pwned=1</script>\"'><img src=x onerror=alert(1)> \u202e{{7*7}}"
TABS = [
    "place",
    "events",
    "disputes",
    "figures",
    "brief",
    "sources",
    "about",
    "search&q=script",
    "search&q=plain",
]
STEP = 9  # every ninth report and place is opened, so that each way is tried: a page of its own for all takes minutes
FEW = 20  # of the sources, and of all that harmless words make, so many: they are made alike
# Goes to each address in turn; says of each what elements it has that a report might wish for, and where links lead.
WALK = """async (fragments) => {
  const wishes = 'script, img, iframe, frame, style, link, svg, object, embed, form, base, meta, audio, video, source, math, ' +
    'template, textarea, canvas';
  const frame = () => new Promise(requestAnimationFrame);
  const found = [];
  for (const fragment of fragments) {
    location.hash = fragment;
    await frame();
    const view = document.getElementById('view');
    for (let turn = 0; turn < 200 && (turn < 2 || view.getAttribute('aria-busy') !== 'false'); turn++) await frame();
    for (const one of view.querySelectorAll('details')) one.open = true;
    const counts = {};
    for (const one of document.querySelectorAll(wishes)) {
      const data = one.matches('script') && /\\/data\\/[a-z]+[-a-z0-9]*\\.js$/.test(one.src);
      if (!data) counts[one.localName] = (counts[one.localName] ?? 0) + 1;
    }
    const handlers = [...document.querySelectorAll('*')].flatMap((one) =>
      one.getAttributeNames().filter((name) => name.startsWith('on') || name === 'style' && view.contains(one) &&
        /url|expression/.test(one.getAttribute('style'))));
    const links = [...document.querySelectorAll('a')].map((one) => [one.href, one.rel]);
    found.push({ counts, handlers, links, title: view.querySelector('h2.title')?.textContent ?? null });
  }
  return { found, pwned: window.__pwned ?? null };
}"""


def publish(folder: Path, strings: tuple[str, ...], name: str) -> str:
    """The address of a site that has them all."""
    if not (Path(site.__file__).parent / "assets" / "page.js").exists():
        pytest.skip("the page is not built: run make setup")
    theatre = replace(write_theatre(folder / "theatre"), sources=fill_sources(strings))
    account = fill_account(strings)
    settings = site.SiteSettings(name=name, as_of="2025-12-12", credits=(name, *strings[:20]))
    briefs = write_briefs(account, theatre, 0.5, "2025-12-12", "en")
    site.write_site(account, theatre, settings, folder / "site", briefs, status_on)
    return (folder / "site" / "index.html").as_uri()


class Walk:
    """A page, what it complained of and asked for, and what was found on each of its views."""

    def __init__(self, page: Page, address: str, numbers: range) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on(
            "console",
            lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(address)
        page.locator("#view[aria-busy=false]").wait_for(state="attached")
        reports = number_reports(fill_account(HARMLESS).reports)
        self.tabs = [f"#tab={tab}" for tab in TABS]
        self.reports = [f"#report={reports[f'r{number}']}" for number in numbers]
        self.places = [f"#place=composed:p{number}" for number in numbers]
        self.sources = [f"#tab=sources&source={number}" for number in numbers[:FEW]]
        self.fragments = [*self.tabs, *self.reports, *self.places, *self.sources]
        said: dict[str, Any] = page.evaluate(WALK, self.fragments)
        self.pwned = said["pwned"]
        self.views = dict(zip(self.fragments, said["found"], strict=True))
        self.title = page.title()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> str:
    return publish(tmp_path_factory.mktemp("hostile"), STRINGS, NAME)


@pytest.fixture(scope="module")
def hostile(panels: Browser, hostile_site: str) -> Walk:
    return Walk(panels.new_page(), hostile_site, range(0, len(STRINGS), STEP))


@pytest.fixture(scope="module")
def harmless(panels: Browser, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    address = publish(tmp_path_factory.mktemp("harmless"), HARMLESS, "Plain")
    return Walk(panels.new_page(), address, range(FEW))


def test_there_are_five_hundred_of_them() -> None:
    assert len(set(STRINGS)) == 500


def test_nothing_ran_and_nothing_was_asked_of_the_network(hostile: Walk) -> None:
    assert hostile.pwned is None
    assert hostile.complaints == []
    assert [url for url in hostile.asked if not url.startswith(("file:", "blob:", "data:"))] == []
    assert hostile.title == NAME


def test_no_element_is_there_that_harmless_words_do_not_make(hostile: Walk, harmless: Walk) -> None:
    assert harmless.complaints == []
    assert [one for one in hostile.views.values() if one["handlers"]] == []
    for mine, plain in (
        (hostile.reports, harmless.reports),
        (hostile.places, harmless.places),
        (hostile.sources, harmless.sources),
    ):
        allowed = {frozenset(harmless.views[one]["counts"].items()) for one in plain}
        assert {frozenset(hostile.views[one]["counts"].items()) for one in mine} <= allowed
    for tab in hostile.tabs[:-2]:
        assert hostile.views[tab]["counts"] == harmless.views[tab]["counts"], tab


def test_what_is_spelt_is_shown_as_it_is_spelt(hostile: Walk) -> None:
    titles = [hostile.views[one]["title"] for one in hostile.reports]
    assert titles == list(STRINGS[::STEP])


def test_links_lead_to_the_web_and_tell_it_nothing(hostile: Walk) -> None:
    links = {(href, rel) for one in hostile.views.values() for href, rel in one["links"]}
    away = {(href, rel) for href, rel in links if not href.endswith("#panel")}
    assert {urlparse(href).scheme for href, _ in away} == {"https"}
    assert {rel for _, rel in away} == {"noopener noreferrer"}


def read_policy(index: Path) -> dict[str, list[str]]:
    """The page's content security policy, by directive."""
    found = re.findall(
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', index.read_text("utf-8")
    )
    assert len(found) == 1
    return {name: values for name, *values in (part.split() for part in found[0].split(";"))}


def test_the_policy_lets_no_script_run_that_is_no_file_of_the_site(
    browser: Browser, hostile_site: str
) -> None:
    policy = read_policy(Path(urlparse(hostile_site).path))
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'", "file:"]
    assert {"base-uri", "form-action"} <= policy.keys()
    assert [
        one for values in policy.values() for one in values if one.startswith("'unsafe") or one == "*"
    ] == []
    page = browser.new_page()
    page.goto(hostile_site)
    page.locator("#view[aria-busy=false]").wait_for(state="attached")
    ran = page.evaluate(
        """async () => {
          const script = document.createElement('script');
          script.textContent = 'window.__inline = 1';
          const image = document.createElement('div');
          image.innerHTML = '<img src="data:," onerror="window.__handler = 1"><base href="https://evil.example/">';
          document.body.append(script, image);
          await new Promise((done) => setTimeout(done, 200));
          return [window.__inline ?? null, window.__handler ?? null, document.baseURI === location.href.split('#')[0]];
        }"""
    )
    assert ran == [None, None, True]
    page.close()


@pytest.mark.parametrize(
    ("tiles", "allowed"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", ["https://tiles.example"]),
        ("https://tiles.example; script-src * 'unsafe-inline'/{z}", ["https://tiles.example"]),
        ("https://tiles.example\"><script>alert(1)</script>", ["https://tiles.example"]),
        ("javascript:alert(1)", []),
        ("' 'unsafe-inline' https://tiles.example", []),
    ],
)  # fmt: skip
def test_an_address_of_tiles_adds_itself_to_the_policy_and_nothing_else(
    tiles: str, allowed: list[str], tmp_path: Path
) -> None:
    site.write.copy_page(tmp_path, site.SiteSettings(name=NAME, as_of="2025-12-12", tiles=tiles))
    policy = read_policy(tmp_path / "index.html")
    assert policy["script-src"] == ["'self'", "file:"]
    assert policy["img-src"] == ["'self'", "data:", "blob:", *allowed]
    assert "<script>" not in (tmp_path / "index.html").read_text("utf-8").replace(
        '<script src="assets/page.js" defer>', ""
    )

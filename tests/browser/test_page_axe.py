"""Every view of the page, read by axe-core: nothing serious that keeps somebody from reading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from contested.publish.site.reports import number_reports
from tests.browser.conftest import publish
from tests.browser.test_page import go_to
from tests.publish.account import map_account
from tests.publish.full_account import rich_account
from tests.publish.theatre import write_theatre

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "page" / "node_modules" / "axe-core" / "axe.min.js"
CLAIM = next(one for one in rich_account().claims if one.claim_id == "x-damage")
REPORT = number_reports(rich_account().reports)[CLAIM.report_id]
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
VIEWS = {
    "overview": "",
    "place": "#place=composed:0",
    "events": "#tab=events&day=2025-10-28",
    "disputes": "#tab=disputes",
    "figures": "#tab=figures",
    "brief": "#tab=brief",
    "brief of a place": "#tab=brief&place=composed:0",
    "sources": "#tab=sources",
    "source": "#tab=sources&source=0",
    "about": "#tab=about",
    "search": "#tab=search&q=Kupiansk",
    "report": "#report={report}&claim={claim}",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("axe")
    account = map_account(rich_account(), write_theatre(folder / "theatre"))
    return publish(folder, account)


@pytest.fixture(scope="module", params=sorted(SIZES))
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    assert AXE.is_file(), f"{AXE} is not there: run npm ci in page, as page/build.sh does"
    # The page's own policy would keep axe out; it is put in beside it.
    context = browser.new_context(viewport=SIZES[request.param], reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.add_init_script(path=AXE)
    page.goto(address)
    page.locator("#map[data-drawn]").wait_for(state="attached")
    yield page
    context.close()


def visit(page: Page, fragment: str) -> None:
    """Shows a view with everything on it that can be opened."""
    go_to(page, fragment or "tab=place")
    page.locator("#view[aria-busy=false]").wait_for(state="attached")
    page.evaluate(
        """() => {
          if (innerWidth < 800) document.getElementById('panel').dataset.sheet = 'high';
          for (const one of document.querySelectorAll('details')) one.open = true;
        }"""
    )
    page.wait_for_timeout(100)


def find_faults(page: Page) -> list[str]:
    """What axe finds serious or worse: rule, how many, and the first element."""
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then(({ violations }) => violations)")
    return [
        f"{one['id']} ({one['impact']}), {len(one['nodes'])}: "
        + "; ".join(
            f"{node['html'][:120]} {node.get('failureSummary', '')[:200]}" for node in one["nodes"][:3]
        )
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("view", list(VIEWS))
def test_nothing_serious_is_found(opened: Page, view: str) -> None:
    visit(opened, VIEWS[view].format(report=REPORT, claim=CLAIM.claim_id))
    if view == "report":
        assert opened.locator("#view mark.chosen").count()
    assert find_faults(opened) == []


def test_a_fault_is_found_where_there_is_one(opened: Page) -> None:
    visit(opened, "#tab=about")
    opened.evaluate(
        "document.getElementById('view').append(document.createElement('img'), document.createElement('button'))"
    )
    assert {one.split()[0] for one in find_faults(opened)} >= {"image-alt", "button-name"}

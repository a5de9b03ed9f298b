"""The figures on the page: what does not fit, the same count side by side, and the way to the report."""

from __future__ import annotations

import msgspec
import pytest
from playwright.sync_api import Browser, expect

from contested.model import (
    Account,
    Count,
    CountTold,
    Figures,
    Finding,
    Quantity,
    Series,
    SeriesPoint,
)
from tests.browser.conftest import publish
from tests.publish.account import compose_account

pytestmark = pytest.mark.browser


def counted(account: Account) -> Account:
    """The composed account with three numbers of its first two claims."""
    first, second = [claim for claim in account.claims if claim.places and claim.places[0].place_id][:2]
    place = first.places[0]
    numbers = [
        Quantity(
            quantity_id=f"q{at}", claim_id=claim.claim_id, report_id=claim.report_id, report_name="r",
            start=0, end=2, text=str(low), unit="drones", thing="drones", deed="intercepted", low=low, high=low,
            approximate=False, actor="RU", target="UA", places=(place.place_id or "",),
            place_names=(place.name or "",), own=True, when=claim.when, period="night", course="increment",
            since="", stance="asserted", part_of=None, origin_id=f"o{at}", source=f"s{at}", origin=f"Voice {at}",
            kind="military", side="RU", vouched=at == 0, publisher=None, published="2025-11-20",
        )
        for at, (claim, low) in enumerate([(first, 27.0), (second, 29.0)])
    ]  # fmt: skip
    told = tuple(
        CountTold(
            origin_id=one.origin_id, source=one.source, origin=one.origin, side=one.side, vouched=one.vouched,
            low=one.low, high=one.high, approximate=False, quantity_id=one.quantity_id, repeats=5 * at,
        )
        for at, one in enumerate(numbers)
    )  # fmt: skip
    count = Count(
        count_id="c", thing="drones", deed="intercepted", actor="RU", target="UA", places=numbers[0].places,
        place_names=numbers[0].place_names, start="2025-11-20", end="2025-11-20", period="night", told=told,
    )  # fmt: skip
    series = Series(
        series_id="s", source="s0", origin="Voice 0", side="RU", thing="drones", deed="intercepted", actor="RU",
        target="UA", places=(), place_names=(), course="running", period="since", since="war",
        points=(SeriesPoint("2025-11-19", 27.0, 27.0, False, "q0"), SeriesPoint("2025-11-20", 29.0, 29.0, False, "q1")),
    )  # fmt: skip
    finding = Finding(
        finding_id="f", kind="differ", outcome="fails", reason="No number fits <b>all</b> that is told", sum="",
        quantities=("q0", "q1"), claims=(first.claim_id,), places=numbers[0].places, on="2025-11-20",
    )  # fmt: skip
    figures = Figures(quantities=tuple(numbers), counts=(count,), series=(series,), findings=(finding,))
    return msgspec.structs.replace(account, figures=figures)


@pytest.fixture(scope="module")
def counted_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return publish(tmp_path_factory.mktemp("counted"), counted(compose_account()))


def test_the_list_of_figures_leads_to_reports_and_places(panels: Browser, counted_address: str) -> None:
    page = panels.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{counted_address}#tab=figures")
    view = page.locator("#view")
    expect(view.locator(".findings .fails")).to_contain_text("No number fits <b>all</b> that is told")
    expect(view.locator("table").first).to_contain_text("27")
    expect(view.locator("table").first).to_contain_text("and five reports that repeat it")
    expect(view).to_contain_text("nobody vouches for it")
    expect(view).to_contain_text("since the start of the war")
    words = view.inner_text().lower()
    assert not [one for one in ("confirmed", "verified", "false", "undefined", "nan") if one in words]
    view.locator(".findings button", has_text="Read").click()
    expect(page.locator("mark.chosen").first).to_be_visible()
    assert complaints == []
    page.close()


def test_a_place_shows_its_figures(panels: Browser, counted_address: str) -> None:
    account = counted(compose_account())
    page = panels.new_page()
    page.goto(f"{counted_address}#place={account.figures.quantities[0].places[0]}")
    section = page.locator("#view")
    expect(section.locator("h3", has_text="Figures")).to_be_visible()
    expect(section.locator(".figures")).to_contain_text("29 drones intercepted")
    expect(section.locator(".findings")).to_contain_text("No number fits")
    page.close()


def test_a_desk_without_figures_says_so(panels: Browser, site_address: str) -> None:
    page = panels.new_page()
    page.goto(f"{site_address}#tab=figures")
    expect(page.locator("#view")).to_contain_text("No report gives a figure here.")
    page.close()

"""A site of the composed account, built once, and a headless Chromium to open it from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from contested.model import Account, Relation, TakenBack
from contested.publish import site
from contested.reconcile import group_events
from tests.publish.account import (
    compose_account,
    compose_brief,
    doubt_place,
    map_account,
    relate_place,
    status_on,
)
from tests.publish.theatre import write_theatre

CHROMIUM = Path("/usr/bin/chromium")
SOFTWARE_GL = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")


@pytest.fixture(scope="session")
def site_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return publish(tmp_path_factory.mktemp("published"), compose_account())


@pytest.fixture(scope="session")
def scattered_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which one place with little evidence lies far from all others."""
    account = compose_account()
    far = next(one for one in account.controls if one.place.name == "Dvorichna")
    moved = msgspec.structs.replace(far, place=msgspec.structs.replace(far.place, lat=55.0, lon=30.0))
    controls = tuple(moved if one is far else one for one in account.controls)
    return publish(tmp_path_factory.mktemp("scattered"), msgspec.structs.replace(account, controls=controls))


@pytest.fixture(scope="session")
def doubted_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which nobody vouches for what is told of one place, on a day before all others."""
    account = doubt_place(compose_account(), "Dvorichna", "2025-09-20")
    return publish(tmp_path_factory.mktemp("doubted"), account)


@pytest.fixture(scope="session")
def void_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which nobody vouches for one origin, and another one has taken its word back."""
    replace, account = msgspec.structs.replace, compose_account()
    (control,) = (one for one in account.controls if one.place.name == "Kupiansk")
    changes: dict[str, dict[str, Any]] = {
        "ISW": {"vouched": False, "weight": 0.0},
        "Russian Ministry of Defence": {"taken_back": "2025-12-05", "weight": 0.0},
    }
    evidence = tuple(replace(one, **changes.get(one.origin, {})) for one in control.evidence)
    void = replace(control, evidence=evidence)
    origins = tuple(
        replace(one, taken_back=TakenBack("2025-12-05", one.first)) if one.name.startswith("Russian") else one
        for one in account.origins
    )
    controls = tuple(void if one is control else one for one in account.controls)
    return publish(tmp_path_factory.mktemp("void"), replace(account, controls=controls, origins=origins))


@pytest.fixture(scope="session")
def related_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which drones struck something 8 km east of Kupiansk, and missiles something on a road from Chuhuiv."""
    east = Relation(kind="offset", words="8 km east of Kupiansk", bearing=90, low_km=8, high_km=8)
    line = ((49.835, 36.688), (49.9935, 36.2304))
    road = Relation(kind="along", words="the Chuhuiv–Kharkiv road", names=("Chuhuiv", "Kharkiv"), line=line)
    account = relate_place(compose_account(), "Kupiansk", east, 37.7272, 3.5)
    return publish(tmp_path_factory.mktemp("related"), relate_place(account, "Chuhuiv", road, 36.688, 18.0))


@pytest.fixture(scope="session")
def rival_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site on which the General Staff does not deny that Kupiansk was taken, but says that it holds it."""
    account = compose_account()
    claims = tuple(
        msgspec.structs.replace(one, event="holds", actor="UA", target=None, stance="asserted")
        if one.stance == "denied"
        else one
        for one in account.claims
    )
    events = group_events(claims, account.origins)
    return publish(
        tmp_path_factory.mktemp("rival"), msgspec.structs.replace(account, claims=claims, events=events)
    )


@pytest.fixture(scope="session")
def mapped_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site with the ground between its places."""
    folder = tmp_path_factory.mktemp("mapped")
    return publish(folder, map_account(compose_account(), write_theatre(folder / "theatre")))


def publish(folder: Path, account: Account, known: site.StatusOn = status_on) -> str:
    """The address of a site of `account`; skips where the page is not built."""
    if not (Path(site.__file__).parent / "assets" / "page.js").exists():
        pytest.skip("the page is not built: run make setup")
    settings = site.SiteSettings(name="Composed desk", as_of="2025-12-12", synthetic=True)
    theatre = write_theatre(folder / "theatre")
    site.write_site(account, theatre, settings, folder / "site", compose_brief(account), known)
    return (folder / "site" / "index.html").as_uri()


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there: apt-get install chromium")
    with sync_playwright() as started:
        yield started.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    opened = chromium.launch(executable_path=CHROMIUM, args=SOFTWARE_GL)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def panels(chromium: BrowserType) -> Iterator[Browser]:
    """A browser without WebGL, for what stands beside the map: there the page has none, and opens several times as fast."""
    opened = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-3d-apis"])
    yield opened
    opened.close()

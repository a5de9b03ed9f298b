"""A desk of 10,000 places and 100,000 claims: how long its site takes to build, to build again, to open and to move through.

    python benchmarks/site.py                    the whole, about a quarter of an hour on a quiet machine
    python benchmarks/site.py --places 1000      a tenth of it
    python benchmarks/site.py --keep FOLDER      keeps the desk and the site there, and takes a desk that is there

The desk is made (`made_desk.py`) with a ledger of its own, and goes through the stages of `contested build`; each is timed
by itself. Then one new report is added and all of it is done again. Its places turn each by itself, so that it has more
outlines than a war with a front: `areas.py` measures that. Beside what the site takes stands what it takes to write all records of the account as JSON lines, in the same run.
Processor time counts, the clock is shown beside it.

In the browser (Chromium without a graphics card, by Playwright; the page must be built) it measures, from the disk, how
long it is until the map of the newest day is drawn and at rest, and how long a step of the slider takes: until the frame
with the marks of its day has been drawn, while the slider is dragged and from rest, and until map and panel have followed
and rest again. Beside it stands a desk of a hundred places in the same run; and the memory of the page.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import msgspec
from made_desk import CLAIMS_A_PLACE, RECORDED, UNTIL, make_desk, write_news

from contested.desk import Desk
from contested.lineage import Lineage
from contested.model import Account
from contested.pipeline import (
    Moment,
    Workshop,
    add_areas,
    add_paths,
    bring_up_to_date,
    find_habits,
    keep_habits,
    open_shelf,
    take_account,
)
from contested.publish.brief_site import write_briefs
from contested.publish.site.check import read_chunk
from contested.publish.site.settings import SiteSettings
from contested.publish.site.write import is_written, write_site
from contested.uncollected import uncollected

PLACES = 10_000
SMALL = 100
STEPS = 30
SINGLE = 10
NEWS = 10  # places that the new report tells of
TOWN = 10_000  # inhabitants
STARTED = 1_000  # milliseconds until a browser that was just started is at rest itself
SETTLED = 500  # milliseconds in which it draws what it has left to draw when the page is at rest
MOMENT = Moment(UNTIL)
CHROMIUM = Path("/usr/bin/chromium")
SOFTWARE_GL = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
Result = TypeVar("Result")


class Taken(msgspec.Struct):
    """Seconds of the processor and by the clock."""

    cpu: float
    wall: float


def main() -> None:
    """Build, build again, open."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--theatre", default="russia_ukraine", help="whose sides fight the war")
    parser.add_argument("--keep", type=Path, help="a folder that keeps desk and site")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        room = options.keep or Path(scratch)
        room.mkdir(parents=True, exist_ok=True)
        large, small = (
            measure_building(room / f"desk-{places}", places, options.theatre)
            for places in (options.places, SMALL)
        )
        print_sizes(large)
        open_sites(large, small)


def measure_building(folder: Path, places: int, theatre: str) -> Path:
    """The site of a made desk with one report more than it was made with; prints what each stage takes."""
    print(f"\n{places:,} places, {places * CLAIMS_A_PLACE:,} claims", flush=True)
    desk = make_desk(folder, places, theatre)
    site = folder / "site"
    account, _ = build(desk, site, "at first")
    baseline = timed("all records as JSON lines", write_lines, account, folder / "records.jsonl")[1]
    # Names of small places in a list of others could be of any: those of towns are found.
    towns = [one.place.name for one in account.controls if one.place.population >= TOWN]
    names = towns[:: max(1, len(towns) // NEWS)][:NEWS]
    shop = Workshop(desk)
    news = write_news(folder, names, shop.theatre.sides[0].adjective)
    added = add_paths(shop, [news], RECORDED)
    read = timed("one new report read", bring_up_to_date, shop, RECORDED)[0]
    before = {file.name: file.stat().st_ino for file in (site / "data").iterdir()}
    _, taken = build(desk, site, "with one report more")
    fresh = [file.name for file in (site / "data").iterdir() if before.get(file.name) != file.stat().st_ino]
    print(
        f"  {added.new} added, {read} read; {len(fresh):,} of {len(list((site / 'data').iterdir())):,} chunks written anew"
    )
    print(
        f"  the site with the new report takes {taken.cpu / baseline.cpu:.1f} times as long as its records as JSON lines; "
        f"in all {memory()} MB",
        flush=True,
    )
    return site


def build(desk: Desk, site: Path, when: str) -> tuple[Account, Taken]:
    """An account of the desk as it is, and its site; of the site, with its briefs, what it took."""
    shop = Workshop(desk)
    with uncollected():
        shelf = open_shelf(shop, "desk")
        before, _ = timed("account of before read", shelf.read)
        account, _ = timed(f"account {when}", partial(take_account, before=before), shop, MOMENT)
        lineage, _ = timed("account kept", shelf.keep, account, UNTIL, before)
        if find_habits(shop, MOMENT) is None:
            keep_habits(shop, account, RECORDED)
        drawn = partial(add_areas, kept=site.with_suffix(".areas"))
        mapped, _ = timed(f"areas {when}", drawn, shop, account, UNTIL)
        taken = timed(f"site {when}", publish, shop, mapped, site, lineage)[1]
        timed("whether the site stands", is_there, shop, site, lineage)
    return account, taken


def is_there(shop: Workshop, site: Path, lineage: Lineage) -> bool:
    return is_written(shop.theatre, settings_of(shop), site, site.with_suffix(".memory"), lineage)


def settings_of(shop: Workshop) -> SiteSettings:
    return SiteSettings(name=shop.desk.settings.name, as_of=UNTIL, synthetic=True)


def publish(shop: Workshop, account: Account, site: Path, lineage: Lineage) -> None:
    """The site of an account with its briefs, as `contested build` writes it."""
    settings, kept = settings_of(shop), site.with_suffix(".memory")
    briefs = write_briefs(account, shop.theatre, settings.state_at, UNTIL)
    write_site(account, shop.theatre, settings, site, briefs, shop.status_on, kept, lineage)


def write_lines(account: Account, file: Path) -> None:
    """Everything that the account holds, a record a line."""
    with file.open("wb") as lines:
        for records in (account.reports, account.claims, account.origins, account.controls, account.events):
            for one in records:
                lines.write(msgspec.json.encode(one) + b"\n")


def timed(what: str, work: Callable[..., Result], *given: Any) -> tuple[Result, Taken]:
    """What the work gives, and what it took; prints that."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work(*given)
    taken = Taken(time.process_time() - cpu, time.perf_counter() - wall)
    print(f"  {what}: {taken.cpu:.1f} s ({taken.wall:.1f} by the clock)", flush=True)
    return result, taken


def print_sizes(site: Path) -> None:
    """What the first view loads, and the largest chunk of each kind, as they are and compressed."""
    desk = read_chunk(site, "desk")
    first = [site / "index.html", *sorted((site / "assets").iterdir())]
    first += [site / "data" / f"{name}.js" for name in ("desk", f"days-{len(desk['periods']) - 1}")]
    sizes = [(file.name, file.stat().st_size, len(gzip.compress(file.read_bytes(), 6))) for file in first]
    print("\nthe first view loads, in kB, as it is and by gzip")
    for name, plain, packed in [*sizes, ("in all", *(sum(one[at] for one in sizes) for at in (1, 2)))]:
        print(f"  {name:>16}{plain / 1000:>10.0f}{packed / 1000:>8.0f}")
    kinds: dict[str, list[int]] = {}
    for file in (site / "data").iterdir():
        kinds.setdefault(file.stem.split("-")[0], []).append(file.stat().st_size)
    print("chunks of each kind: how many, the largest, all of them in kB")
    for kind, found in sorted(kinds.items()):
        print(f"  {kind:>16}{len(found):>10,}{max(found) / 1000:>8.0f}{sum(found) / 1000:>10,.0f}")


def open_sites(*sites: Path) -> None:
    """Opens each site in a browser of its own."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("Playwright is not here; nothing measured in the browser")
        return
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not there; nothing measured in the browser")
        return
    with sync_playwright() as started:
        for site in sites:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=SOFTWARE_GL)
            print(f"\n{site}")
            measure_page(browser, site)
            browser.close()


def measure_page(browser: Any, site: Path) -> None:
    """Prints how long the page takes to open, and to step through days."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.wait_for_timeout(STARTED)
    page.add_init_script(NOTE_DRAWN)
    work = count_ticks()
    page.goto((site / "index.html").as_uri())
    page.locator("#map[data-drawn]").wait_for(state="attached", timeout=120_000)
    print(
        f"  map of the newest day at rest: {page.evaluate('drawnAt') / 1000:.2f} s, "
        f"{(count_ticks() - work) / 1000:.2f} s of all processors"
    )
    page.locator("#view[aria-busy=false]").wait_for(state="attached")
    print(f"  with the ground between its places: {page.evaluate(GROUND) / 1000:.2f} s")
    page.wait_for_timeout(SETTLED)
    drag = [page.evaluate(STEP) for _ in range(STEPS)]
    print_steps("a step of the slider while it is dragged, until its marks are drawn", drag)
    page.evaluate(REST)
    page.wait_for_timeout(SETTLED)
    steps, rests, work = [], [], []
    for _ in range(SINGLE):
        before = count_ticks()
        steps.append(page.evaluate(STEP))
        rests.append(steps[-1] + page.evaluate(REST))
        work.append(count_ticks() - before)
        page.wait_for_timeout(SETTLED)
    print_steps("a single step, until its marks are drawn", steps)
    print_steps("a single step, until map and panel are at rest", rests)
    print(f"  a single step: {statistics.median(work):.0f} ms of all processors")
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    print(f"  memory of the page's scripts: {heap / 1e6:.0f} MB")
    page.close()


def print_steps(what: str, steps: list[float]) -> None:
    print(f"  {what}: {statistics.median(steps):.0f} ms, the longest {max(steps):.0f}")


# When the map is at rest, in milliseconds since the page was asked for.
NOTE_DRAWN = """
new MutationObserver(() => { window.drawnAt ??= performance.now(); })
  .observe(document, { subtree: true, attributeFilter: ["data-drawn"] });
"""
# When the areas of the day have been drawn too, in milliseconds.
GROUND = """
async () => {
  const box = document.querySelector("#map");
  while (!(box.dataset.areas && contested.map.loaded())) await new Promise((next) => setTimeout(next, 10));
  return performance.now();
}
"""
# One day back, until the frame that bears its marks has been drawn.
STEP = """
async () => {
  const slider = document.querySelector("#days input[type=range]");
  const box = document.querySelector("#map");
  const began = performance.now();
  const before = box.dataset.marks;
  slider.value = Number(slider.value) - 1;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  do await new Promise(requestAnimationFrame); while (box.dataset.marks === before);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}
"""
# Until the map itself and the panel have followed; they wait until the slider has not moved for a moment.
REST = """
async () => {
  const began = performance.now();
  const until = async (done) => { while (!done()) await new Promise((next) => setTimeout(next, 10)); };
  await until(() => document.querySelector("#view").ariaBusy === "false");
  await until(() => (document.querySelector(".moment")?.hidden ?? true) && contested.map.loaded());
  return performance.now() - began;
}
"""


def count_ticks() -> float:
    """Milliseconds that all processes below this one have worked: the browser and its helpers."""
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        spent[int(entry.name)] = 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return sum(work for one, work in spent.items() if is_below(one, parents))


def is_below(one: int, parents: dict[int, int]) -> bool:
    while one := parents.get(one, 0):
        if one == os.getpid():
            return True
    return False


def memory() -> int:
    """The most that the process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

"""An account, its theatre and its briefs, in; a folder that a browser opens, out.

The folder is built beside its target, checked, and swapped in whole. Equal input gives equal bytes.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from contested.errors import ContestedError, SettingsError, UsageError
from contested.model import Account, Claim
from contested.publish.records import Briefs
from contested.publish.site.areas import cut_chunks, describe_stated
from contested.publish.site.briefs import describe_briefs
from contested.publish.site.check import check_site
from contested.publish.site.chunks import script
from contested.publish.site.days import find_span, find_turns
from contested.publish.site.desk import describe_desk
from contested.publish.site.events import describe_event, link_claims
from contested.publish.site.figures import describe_figures, figures_of_places
from contested.publish.site.kin import describe_kin, find_kin
from contested.publish.site.pins import find_pins
from contested.publish.site.places import Made, describe_place
from contested.publish.site.reports import describe_report
from contested.publish.site.settings import LANGUAGES, SiteSettings, StatusOn
from contested.publish.words import load_words
from contested.theatres import Theatre

HERE = resources.files("contested.publish.site")
ASSETS = ("page.css", "page.js")
MARKER = "data/desk.js"
# All that `copy_page` and `describe_all` write.
WRITTEN = re.compile(
    r"index\.html|assets/page\.(css|js)|data/(desk|events|figures|brief|stated|(areas|place|report|brief)-[0-9]+)\.js"
)


def write_site(
    account: Account,
    theatre: Theatre,
    desk: SiteSettings,
    folder: Path,
    briefs: Briefs,
    status_on: StatusOn,
) -> None:
    """Writes the site of `account` to `folder`, in place of the site that was there.

    `status_on` says what is known of a place on a day. Raises UsageError where `folder` holds anything
    but a site, SettingsError where the page does not speak the desk's language, and ContestedError where
    the page was not built.
    """
    if desk.language not in LANGUAGES:
        raise SettingsError(
            f"language = {desk.language!r}: the page has words for {', '.join(LANGUAGES)} only; name one of them first"
        )
    refuse_others(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        built, old = Path(scratch, "new"), Path(scratch, "old")
        (built / "data").mkdir(parents=True)
        copy_page(built, desk)
        for name, value in describe_all(account, theatre, desk, briefs, status_on):
            (built / "data" / f"{name}.js").write_bytes(script(name, value))
        check_site(built)
        if folder.exists():
            folder.rename(old)
        built.rename(folder)


def refuse_others(folder: Path) -> None:
    """Raises UsageError unless `folder` is new, empty, or a site and nothing else: a swap deletes what is there."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is no folder; give a new or an empty one")
    entries = sorted(folder.rglob("*"))
    others = [one for one in entries if not is_written(one, one.relative_to(folder).as_posix())]
    if entries and not (folder / MARKER).is_file():
        others = others or entries
    if others:
        name = others[0].relative_to(folder)
        raise UsageError(f"{folder}: holds {name}, which is of no site; give a new or an empty folder")


def is_written(entry: Path, name: str) -> bool:
    """Whether an entry of that name is one that `write_site` makes."""
    if entry.is_symlink():
        return False
    return name in ("assets", "data") if entry.is_dir() else WRITTEN.fullmatch(name) is not None


def copy_page(folder: Path, desk: SiteSettings) -> None:
    """`index.html` with the desk's name in it, and the page's script and styles beside it."""
    (folder / "assets").mkdir()
    for name in ASSETS:
        asset = HERE / "assets" / name
        if not asset.is_file():
            raise ContestedError(f"{asset}: the page is not built; run `make setup`")
        (folder / "assets" / name).write_bytes(asset.read_bytes())
    tiles = re.match(r"https?://[^/\s;,'\"{}]+", desk.tiles or "")
    page = Template((HERE / "index.html").read_text("utf-8")).substitute(
        language=html.escape(desk.language),
        name=html.escape(desk.name),
        tiles=html.escape(tiles[0]) if tiles else "",
    )
    (folder / "index.html").write_text(page, "utf-8")


def describe_all(
    account: Account, theatre: Theatre, desk: SiteSettings, briefs: Briefs, status_on: StatusOn
) -> Iterator[tuple[str, Any]]:
    """All chunks of the site by name; `docs/reference/site.md` says what each holds."""
    pins = find_pins(account)
    turns = [
        find_turns(pin.control, status_on) if pin.control and pin.control.days else ([], []) for pin in pins
    ]
    statuses = [known for known, _ in turns]
    changes = Counter(day for _, changed in turns for day in changed)
    first, _ = find_span(account, desk.as_of)
    starts = []
    if account.areas:
        for number, (start, patches) in enumerate(cut_chunks(account.areas, first)):
            starts.append(start)
            yield f"areas-{number}", patches
    yield "desk", describe_desk(account, theatre, desk, pins, statuses, changes, starts)

    reports = {one.report_id: number for number, one in enumerate(account.reports)}
    made = Made(
        claims={one.claim_id: one for one in account.claims},
        origins={one.origin_id: one for one in account.origins},
        traced={claim_id: one.origin_id for one in account.origins for claim_id in one.claims},
        reports=reports,
        words=load_words(theatre, desk.language),
    )
    links = link_claims(account.claims, reports)
    places = {pin.place_id: number for number, pin in enumerate(pins)}
    events = [describe_event(one, made, places, links) for one in account.events]
    there: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        for place in event["places"]:
            there[place].append(event)
    counted = figures_of_places(account.figures, links)
    for number, (pin, known) in enumerate(zip(pins, statuses, strict=True)):
        figures = counted.get(pin.place_id, {"quantities": [], "findings": []})
        here = {"events": there[number], "figures": figures}
        yield f"place-{number}", describe_place(pin, first, known, made) | here
    if account.areas:
        yield "stated", [describe_stated(one, made, places) for one in account.stated_areas]

    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in account.claims:
        told[claim.report_id].append(claim)
    kin = find_kin(account.copies, reports)
    for number, report in enumerate(account.reports):
        beside = describe_kin(report, kin, reports, account.reports)
        yield f"report-{number}", describe_report(report, told[report.report_id], desk, beside)

    yield "events", events
    yield "figures", describe_figures(account.figures, places, links)
    yield from describe_briefs(briefs, account, places, links, made.words)

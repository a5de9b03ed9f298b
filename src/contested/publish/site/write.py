"""An account, its theatre and its brief, in; a folder that a browser opens, out.

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

from contested.errors import ContestedError, UsageError
from contested.model import Account, Claim
from contested.publish.records import BriefText
from contested.publish.site.check import check_site
from contested.publish.site.chunks import script
from contested.publish.site.days import find_span, find_turns
from contested.publish.site.desk import describe_desk, describe_event, find_links, link_claims, name_teller
from contested.publish.site.pins import find_pins
from contested.publish.site.places import describe_place
from contested.publish.site.reports import describe_report
from contested.publish.site.settings import SiteSettings, StatusOn
from contested.theatres import Theatre

HERE = resources.files("contested.publish.site")
ASSETS = ("page.css", "page.js")
MARKER = "data/desk.js"


def write_site(
    account: Account,
    theatre: Theatre,
    desk: SiteSettings,
    folder: Path,
    brief: BriefText,
    status_on: StatusOn,
) -> None:
    """Writes the site of `account` to `folder`, in place of the site that was there.

    `status_on` says what is known of a place on a day. Raises UsageError where `folder` holds something
    that is no site, and ContestedError where the page was not built.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise UsageError(f"{folder}: holds files that are no site; give a new or an empty folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        built, old = Path(scratch, "new"), Path(scratch, "old")
        (built / "data").mkdir(parents=True)
        copy_page(built, desk)
        for name, value in describe_all(account, theatre, desk, brief, status_on):
            (built / "data" / f"{name}.js").write_bytes(script(name, value))
        check_site(built)
        if folder.exists():
            folder.rename(old)
        built.rename(folder)


def copy_page(folder: Path, desk: SiteSettings) -> None:
    """`index.html` with the desk's name in it, and the page's script and styles beside it."""
    (folder / "assets").mkdir()
    for name in ASSETS:
        asset = HERE / "assets" / name
        if not asset.is_file():
            raise ContestedError(f"{asset}: the page is not built; run `make page`")
        (folder / "assets" / name).write_bytes(asset.read_bytes())
    tiles = re.match(r"https?://[^/\s;,'\"{}]+", desk.tiles or "")
    page = Template((HERE / "index.html").read_text("utf-8")).substitute(
        language=html.escape(desk.language),
        name=html.escape(desk.name),
        tiles=html.escape(tiles[0]) if tiles else "",
    )
    (folder / "index.html").write_text(page, "utf-8")


def describe_all(
    account: Account, theatre: Theatre, desk: SiteSettings, brief: BriefText, status_on: StatusOn
) -> Iterator[tuple[str, Any]]:
    """All chunks of the site by name; `docs/reference/site.md` says what each holds."""
    pins = find_pins(account)
    turns = [
        find_turns(pin.control, status_on) if pin.control and pin.control.rows else ([], []) for pin in pins
    ]
    statuses = [known for known, _ in turns]
    changes = Counter(day for _, changed in turns for day in changed)
    yield "desk", describe_desk(account, theatre, desk, pins, statuses, changes)

    first, _ = find_span(account.controls, desk.as_of)
    reports = {one.report_id: number for number, one in enumerate(account.reports)}
    claims = {one.claim_id: one for one in account.claims}
    for number, (pin, known) in enumerate(zip(pins, statuses, strict=True)):
        yield f"place-{number}", describe_place(pin, first, known, claims, reports)

    made: dict[str, list[Claim]] = defaultdict(list)
    for claim in account.claims:
        made[claim.report_id].append(claim)
    for number, report in enumerate(account.reports):
        yield f"report-{number}", describe_report(report, made[report.report_id], desk)

    links = link_claims(account.claims, reports)
    tellers = {one.claim_id: name_teller(one) for one in account.claims}
    places = {pin.place_id: number for number, pin in enumerate(pins)}
    yield "events", [describe_event(one, tellers, places, links) for one in account.events]
    yield (
        "brief",
        [
            (section.title, [(one.text, find_links(one.claim_ids, links)) for one in section.sentences])
            for section in brief
        ],
    )

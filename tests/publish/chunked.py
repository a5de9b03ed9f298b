"""The chunks of a site as the page would have them, without a site on a disk; and a stand-in for the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contested.model import Account
from contested.publish.site import SiteSettings, write
from contested.publish.site.check import check_site, list_cited, read_file
from contested.publish.site.chunks import Part
from contested.publish.site.write import describe_all
from tests.publish.account import compose_brief, status_on
from tests.publish.theatre import write_theatre


def describe_chunks(account: Account, settings: SiteSettings, folder: Path) -> dict[str, Any]:
    """All chunks of a site by name; its theatre is written to `folder`."""
    parts = describe_all(account, write_theatre(folder), settings, compose_brief(account), status_on)
    return {name: one.describe() if isinstance(one, Part) else one for name, one in parts}


def read_site(folder: Path) -> dict[str, Any]:
    """All chunks of a site that was written, by name."""
    return {name: value for file in (folder / "data").iterdir() for name, value in read_file(file)}


def check_folder(folder: Path) -> None:
    """Checks a site by all that its files hold."""
    there = read_site(folder)
    cited = {one for name, value in there.items() for one in list_cited(name, value)}
    check_site(folder, there.keys(), cited)


def stand_in_page(folder: Path) -> Path:
    """A folder to be written to sites in place of the built page, so that tests need no Node."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text((write.HERE / "index.html").read_text("utf-8"), "utf-8")
    for name in write.ASSETS:
        (folder / "assets" / name).write_text(name, "utf-8")
    return folder

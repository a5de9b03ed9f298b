"""A report and what the desk knows, in; the report without what it says of itself and cannot be so, out.

What stands beside a report somebody of the desk stated. What its own bytes say (`found_in`) anybody can write there.
"""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from msgspec import structs

from contested.ingest.addresses import host_of, is_same_site
from contested.model import Day, Report
from contested.trace.voices import Directory

# Of "post.com.example" the last two parts are nobody's own where the first of them is one of these.
SHARED = {"com", "co", "org", "net", "gov", "edu", "mil", "in", "kyiv", "kiev"}


def believe(report: Report, directory: Directory, recorded_at: str) -> Report:
    """The report without a day of its own that is still to come, and without the name of a known source that publishes
    elsewhere."""
    if "published" in report.found_in and is_to_come(report.published, recorded_at):
        report = forget(report, "published", published=None, published_at=None, published_basis="none")
    if "publisher" in report.found_in and is_borrowed(report, directory):
        report = forget(report, "publisher", publisher=None)
    return report


def forget(report: Report, key: str, **changed: str | None) -> Report:
    found = {name: where for name, where in report.found_in.items() if name != key}
    return structs.replace(report, found_in=found, **changed)


def is_to_come(day: Day | None, recorded_at: str) -> bool:
    """Whether a day is later than the day after that on which it is looked at, which somewhere has begun."""
    return day is not None and day > (date.fromisoformat(recorded_at[:10]) + timedelta(days=1)).isoformat()


def is_borrowed(report: Report, directory: Directory) -> bool:
    """Whether a page bears a known source's name, and stands at an address that is not of its kind: tass.com and
    tass.example are of one, tass.blog.example is not. Sources on platforms have no address of their own to go by."""
    source = directory.find(report.publisher or "")
    if source is None or not source.url or not report.url:
        return False
    known = source.url if "://" in source.url else f"https://{source.url}"
    if urlsplit(known).path.strip("/"):
        return False
    return not is_same_site(known, report.url) and own_name(known) != own_name(report.url)


def own_name(url: str) -> str:
    """The part of a host that its owner chose: "post" of news.post.com.example."""
    parts = host_of(url).split(".")
    if len(parts) > 2 and parts[-2] in SHARED:
        return parts[-3]
    return parts[-2] if len(parts) > 1 else parts[-1]

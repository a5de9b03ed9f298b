"""A report, in; what its own bytes say of it, each with where it stands there, out."""

from __future__ import annotations

from contested.model import Report

# What a report's own bytes can say of it, in the order in which a page lists it.
OWN = ("publisher", "published", "author", "site", "canonical", "url", "written")


def describe_own_word(report: Report) -> list[tuple[str, str, str]]:
    """What the report says of itself, each with where it says so; what the public is not shown is left out, and what says
    the same again: a site that publishes, an address that is its own."""
    values = {key: getattr(report, key) for key in OWN} | {
        "published": report.published_at or report.published
    }
    values |= {key: link(values[key]) for key in ("canonical", "url")}
    told: list[tuple[str, str, str]] = []
    for key in OWN:
        value, where = values[key], report.found_in.get(key)
        if value and where and value not in [said for _, said, _ in told]:
            told.append((key, value, where))
    return told


def link(address: str | None) -> str | None:
    """An address that a page may link to."""
    return address if (address or "").startswith(("https://", "http://")) else None

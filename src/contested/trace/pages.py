"""A report in; what tells whether another is of the same source, and whether it is a version of the same page, out."""

from __future__ import annotations

import re
from datetime import date
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np

from contested.model import Day, Report

# Parameters of an address that say who sent the reader, not what is read.
TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|y|msclk|tw|dc)clid|gbraid|wbraid|igshid|igsh|mc_[ce]id|_(?:ga|gl|openstat)|cmp(?:id)?|"
    r"ref(?:_?src|errer)?|from|share|single|amp|s?fnsn|spm|at_(?:medium|campaign)",
    re.IGNORECASE,
)
UNDATED = 0
FACTS = np.dtype(
    [
        ("source", "<u8"),  # who publishes it, nought where nobody knows
        ("page", "<u8"),  # its address, nought without one
        ("title", "<u8"),  # its source and title
        ("name", "<u8"),  # its source and name
        ("day", "<i4"),
        ("digest", "<u8"),  # all its words
        ("root", "<i4"),  # the first report that is nearly this one
        ("prints", "<i4"),  # how many fingerprints it has
        ("fresh", "?"),  # it repeats no other word for word
    ]
)
Facts = np.void  # one row of them


def read_facts(report: Report) -> tuple[int, int, int, int, int]:
    """The source, page, title, name and day of a report, as `FACTS` has them."""
    page = plain_address(report.url) if report.url else ""
    source = (report.publisher or "").strip().casefold() or page.partition("/")[0]
    title = (report.title or "").strip().casefold()
    return (
        hash_words(source),
        hash_words(page),
        hash_words(source, title),
        hash_words(source, report.name),
        number_day(report.published),
    )


def plain_address(url: str) -> str:
    """An address without scheme, `www.`, fragment, trailing slash and tracking parameters, the others in order.

    Raises nothing: what is no address stays as it is.
    """
    try:
        parts = urlsplit(url.strip() if "://" in url else f"//{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url.strip()
    if not parts.query:
        return f"{host}{parts.path.rstrip('/')}"
    kept = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])
    )
    return f"{host}{parts.path.rstrip('/')}{'?' if kept else ''}{urlencode(kept)}"


def hash_words(*words: str) -> int:
    """A number of 64 bits for texts, the same on every machine; nought where one is empty."""
    if not all(words):
        return 0
    return int.from_bytes(blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def number_day(day: Day | None) -> int:
    return date.fromisoformat(day).toordinal() if day else UNDATED


def days_between(one: Facts, other: Facts) -> int:
    """Days between two reports; none where both are undated, endless where one is."""
    if UNDATED in (one["day"], other["day"]):
        return 0 if one["day"] == other["day"] else 10**6
    return abs(int(one["day"]) - int(other["day"]))


def same_source(one: Facts, other: Facts) -> bool:
    return bool(one["source"] and one["source"] == other["source"])


def same_address(one: Facts, other: Facts) -> bool:
    return bool(one["page"] and one["page"] == other["page"])


def same_page(one: Facts, other: Facts) -> bool:
    """Whether two reports are of one page: by their address, else by their source and their title or name."""
    if same_address(one, other):
        return True
    return any(one[key] and one[key] == other[key] for key in ("title", "name"))

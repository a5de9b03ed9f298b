"""A headline and the words under it, in; the text of a report with both, out."""

from __future__ import annotations

import re

TITLED = "titled/1"  # of readers that put headlines over their reports since they were first written
ELLIPSIS = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*$")


def put_under(title: str | None, body: str) -> str:
    """The words under their headline, unless that only repeats their beginning."""
    if not title:
        return body
    begins = " ".join(body[: 2 * len(title) + 100].split())
    return body if begins.startswith(ELLIPSIS.sub("", title)) else f"{title}\n{body}"

"""Reports with their bytes, as the desk has them and as the public may see them, in; those that may be handed out whole,
out.

A package holds a report's bytes as they came, in which nothing can be masked. So where anything in a report is held back
from the public, the whole of it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from contested.model import Report
from contested.publish.private import Names

ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
# Kinds whose bytes are the words themselves, so that a name in them can be found. Others pack or code theirs.
READABLE = re.compile(r"text/|application/(?:[\w.+-]+\+)?(?:json|xml|x-ndjson)$|application/xhtml")
SECRET = re.compile(rb"(?im)^(?:cookie|authorization|proxy-authorization)[ \t]*:")


def why_held_back(
    report: Report, shown: Report | None, words: str, media: str, names: Mapping[str, Names]
) -> str | None:
    """Why a report may not go out whole, in words; null where it may. `words` are its bytes as characters, `media` their kind,
    `names` the names of private persons by report id."""
    if shown is None:
        return "newer than the public is shown"
    if shown != report:
        return "holds words that the public is not shown"
    if not READABLE.match(media):
        return f"may hold in its bytes ({media}) what its text does not show"
    hidden = names.get(report.report_id)
    if hidden is not None and any(hidden.spells(one) for one in spell_out(words)):
        return "names a private person in its bytes"
    return None


def spell_out(words: str) -> tuple[str, ...]:
    """Words as they stand, and with what markup and JSON write in other letters."""
    unescaped = ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    return words, html.unescape(words), unescaped


def holds_secrets(head: bytes) -> bool:
    """Whether a request tells who asked: a cookie, a password."""
    return bool(SECRET.search(head))

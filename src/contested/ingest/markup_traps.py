"""The bytes of a page, in; RejectedReport out where they were made to hold up whoever parses them."""

from __future__ import annotations

import re

from contested.errors import RejectedReport

# A parser compares each attribute of a tag with all others: 1,000,000 take it minutes, 2,000 nothing. Values in quotes do
# not count, since a picture may stand there.
LONGEST_TAG = 20_000
LONG_TAG = re.compile(rb"<[A-Za-z][^>]{%d,}" % LONGEST_TAG)
QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
# No page declares entities; who does wants them to grow, or to read another file.
DECLARES = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)
REMEDY = "give the text of the page as .txt"


def refuse_traps(raw: bytes, where: str) -> None:
    """Raises RejectedReport for a page with entities of its own, or a tag with thousands of attributes."""
    if DECLARES.search(raw):
        raise RejectedReport(where, "declares entities of its own", REMEDY)
    for tag in LONG_TAG.finditer(raw):
        length = len(QUOTED.sub(b"", tag[0]))
        if length > LONGEST_TAG:
            raise RejectedReport(where, f"a tag of {length:,} bytes beside what is quoted", REMEDY)

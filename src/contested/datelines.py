"""A line of a report, in; the dateline that it begins with, out: where, when and by whom a dispatch was sent.

Caught: "KYIV/MOSCOW, Dec 1 (Reuters) - ", "POKROVSK, Ukraine (AP) — ", "Dec 1 (Reuters) - ", "MOSCOW, December 20. /TASS/. ",
«МОСКВА, 20 дек - РИА Новости. ».
"""

from __future__ import annotations

import re
from typing import NamedTuple

CAPITAL = "A-ZА-ЯЄІЇҐ"
DASH = "[-–—]{1,2}"
PLACE = rf"[{CAPITAL}][{CAPITAL}/'’ -]+(?<=[{CAPITAL}])"  # in capitals, or several
AGENCY = rf"(?P<agency>[{CAPITAL}a-z][^()/\n]{{1,30}})"
DATELINE = re.compile(
    rf"(?:{PLACE}(?:,[^()/\n]{{0,40}})?|[A-Z][a-z]{{2,8}}\.?\s\d\d?)\s?"
    rf"(?:\({AGENCY}\)\s?{DASH}(?=\s)|/{AGENCY.replace('agency', 'slashed')}/\.?(?=\s))"
)


class Dateline(NamedTuple):
    """Where a dateline ends, in characters of its line, and the agency that it names."""

    end: int
    agency: str


def find_dateline(line: str) -> Dateline | None:
    """The dateline at the beginning of a line, or null."""
    found = DATELINE.match(line)
    return Dateline(found.end(), (found["agency"] or found["slashed"]).strip()) if found else None

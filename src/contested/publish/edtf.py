"""The time of a claim, in; the same in the Extended Date/Time Format (ISO 8601-2, levels 0 and 1), out.

2024-05-03                   one day
2024-02, 2022                a whole month or year
2024-02-01/2024-02-10        from one day to another, both inclusive
/2023-05-31, 2024-05-01/     one end is not known
2024-10-28~/2024-12-27       the text admits that it does not know: the first day is approximate
2024-08-19?/2024-08-25?      reckoned from an undated report, whose day is inferred: both ends are uncertain
"""

from __future__ import annotations

import calendar
from datetime import date

from contested.model import Claim


def write_edtf(claim: Claim) -> str | None:
    """When a claim's event happened; null where nobody can say."""
    when = claim.when
    if when.start is None and when.end is None:
        return None
    inferred = claim.dating is not None and when.basis != "explicit"
    uncertain = "?" if inferred else ""
    if when.start is not None and when.end is not None:
        whole = whole_period(when.start, when.end)
        if when.basis != "vague" and whole is not None:
            return whole + uncertain
    approximate = "%" if inferred else "~"
    start = f"{when.start}{approximate if when.basis == 'vague' else uncertain}" if when.start else ""
    return f"{start}/{when.end}{uncertain}" if when.end else f"{start}/"


def whole_period(start: str, end: str) -> str | None:
    """A day, month or year that an interval is exactly; null where it is none of them."""
    if start == end:
        return start
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.year != last.year or first.day != 1:
        return None
    if (first.month, last.month, last.day) == (1, 12, 31):
        return f"{first.year:04}"
    closes = last.day == calendar.monthrange(last.year, last.month)[1]
    return f"{first.year:04}-{first.month:02}" if first.month == last.month and closes else None

"""Reports in; pairs of a report and an earlier one that it copies, out.

A copy may be retitled, truncated, carry other page furniture, or sit inside a longer digest. Whether a
claim in it is still the same claim (a copy can turn the sense) is for `origins` to see.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from contested.model import Copy, Report

SHINGLE_WORDS = 4
# Share of the shorter text's shingles found in the other. Among 636 posts of twenty channels, a post in two
# channels shares 0.8 or more; unrelated posts share up to 0.5 through their channels' subscription lines, and
# posts of a series with other numbers up to 0.78: those are no copies because their claims differ. No two of
# 61 notes that tell the same happenings in their own words share 0.1.
COPY_SHARE = 0.7
# Under this many shingles chance overlap is common, and only word-for-word equality counts.
LEAST_SHINGLES = 12
# "Forces of X took Y" is anybody's sentence; seven equal words, a few days apart, are not.
LEAST_WORDS = 7
SHORT_COPY_DAYS = 10
# Only the earliest reports that share a shingle are compared: an original is among them, and greetings,
# signatures and other boilerplate cannot make the search quadratic.
EARLIEST_KEPT = 12

WORD = re.compile(r"\w+")


def find_copies(reports: Iterable[Report]) -> tuple[Copy, ...]:
    """All pairs of a report and an earlier one (by day, then id; undated last) that it copies.

    Exact containment of word shingles (Broder 1997) through an inverted index. A pair depends on nothing
    published later than its copy.
    """
    copies: list[Copy] = []
    equal: dict[str, Report] = {}
    bearers: dict[int, list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for report in reports:
        words = WORD.findall(report.text.casefold())
        text = " ".join(words)
        shingles = hash_shingles(words)
        long = len(shingles) >= LEAST_SHINGLES
        original = equal.get(text)
        if original and (
            long or (len(words) >= LEAST_WORDS and days_between(original, report) <= SHORT_COPY_DAYS)
        ):
            copies.append(record_copy(report.report_id, original.report_id, 1.0))
            continue
        equal[text] = report
        if long:
            shared = Counter(earlier for shingle in shingles for earlier in bearers[shingle])
            for earlier, count in shared.items():
                share = count / min(sizes[earlier], len(shingles))
                if share >= COPY_SHARE:
                    copies.append(record_copy(report.report_id, earlier, share))
            sizes[report.report_id] = len(shingles)
            for shingle in shingles:
                if len(bearers[shingle]) < EARLIEST_KEPT:
                    bearers[shingle].append(report.report_id)
    return tuple(sorted(copies, key=lambda one: (one.report_id, one.original_id)))


def record_copy(report_id: str, original_id: str, share: float) -> Copy:
    return Copy(report_id=report_id, original_id=original_id, kind="whole", share=round(share, 2))


def hash_shingles(words: list[str]) -> set[int]:
    """Every run of `SHINGLE_WORDS` words as a number that is the same on every machine."""
    runs = zip(*(words[shift:] for shift in range(SHINGLE_WORDS)), strict=False)
    return {zlib.crc32(" ".join(run).encode()) for run in runs}


def days_between(one: Report, other: Report) -> int:
    """Days between two reports; none where both are undated, endless where one is."""
    if one.published is None or other.published is None:
        return 0 if one.published == other.published else 10**6
    return abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)

"""Reports, their claims and the known sources, in; the claims with whom their page credits as their voice, out.

    dateline    KHARKIV, 21 August (AFP) – Paratroopers have …     МОСКВА, 11 ноября. /ТАСС/. Войска …
    brackets    … at a bus depot. (Reuters)
    line        Source: TASS · Джерело: Укрінформ · This story was first published by AP.

Whose story it is, a page says for all of it: what it names nobody for is the credited source's word, and whom it names
has told that source. Only sources that are known are taken for credits; anything can stand in brackets.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from msgspec.structs import replace

from contested.model import TOLD_READERS, Claim, Report, Voice
from contested.theatres import Source
from contested.trace.voices import Directory

# Credits stand in so many first and last lines of a page's text.
HEAD_LINES, FOOT_LINES = 4, 3
LONGEST = 160
# The place may be two or three words in capitals, a date may follow it; the dash makes it a dateline.
DATELINE = re.compile(
    r"^[^\W\d_][^()/\n]{1,60}(?:\((?P<name>[^()/\n]{2,40})\)\s*[–—-]{1,2}\s|/(?P<between>[^()/\n]{2,40})/\.?\s)"
)
# "AFP – Paratroopers have …"; "Ridge: our men have …" is a headline's voice and not the page's.
OPENING = re.compile(r"^(?P<name>[^\W\d_][\w .&'’-]{1,30}?)\s*(?:[–—]|--)(?P<between>\s)")
BRACKETS = re.compile(r"[\s.!?”»\"]\((?P<name>[^()\n]{2,40})\)\.?$")
NAMES = re.compile(r"\s*(?:,|/|;|\band\b|\bта\b|\bі\b|\bи\b)\s*")


def credit_claims(
    claims: Iterable[Claim],
    reports: Iterable[Report],
    directory: Directory,
    credited: dict[str, Source | None] | None = None,
) -> list[Claim]:
    """The claims; those of a page that credits a known source stand on its word, or on whose word it told them. `credited`
    keeps whom each report credits, by its id."""
    credited = {} if credited is None else credited
    for report in reports:
        if report.report_id not in credited:
            credited[report.report_id] = find_credited(report, directory)
    return [credit_claim(claim, credited.get(claim.report_id)) for claim in claims]


def credit_claim(claim: Claim, source: Source | None) -> Claim:
    """A claim with the credited source as its outermost voice, unless it names that source itself."""
    if source is None or any(voice.source_id == source.source_id for voice in claim.voices):
        return claim
    voice = Voice(name=source.name, kind=source.kind, side=source.side, source_id=source.source_id)
    return replace(claim, voices=(voice, *claim.voices))


def find_credited(report: Report, directory: Directory) -> Source | None:
    """The known source whose story the page says it carries; null where there is none, or it is the publisher. Of claims
    that were made elsewhere the page is not at hand: they name whom it credits among their voices."""
    if report.reader in TOLD_READERS:
        return None
    publisher = directory.find(report.publisher) if report.publisher else None
    for name in list_credits(report):
        for one in (name, *NAMES.split(name)):
            source = directory.find(one)
            if source is not None:
                return None if source is publisher else source
    return None


def list_credits(report: Report) -> Iterator[str]:
    """Names that stand where a credit does, known or not."""
    yield from report.credits
    lines = [line.strip() for line in report.text.splitlines() if line.strip()]
    for line in lines[:HEAD_LINES]:
        for pattern in (DATELINE, OPENING):
            if match := pattern.match(line[:LONGEST]):
                yield match["name"] or match["between"]
    if lines and (match := BRACKETS.search(lines[-1][-LONGEST:])):
        yield match["name"]
    for line in (*lines[:HEAD_LINES], *lines[-FOOT_LINES:]):
        if len(line) <= LONGEST and (match := labelled().fullmatch(line)):
            yield match["name"].rstrip(". ")


@cache
def labelled() -> re.Pattern[str]:
    """Lines of a label and a name, in every language together."""
    labels = tomllib.loads(resources.files("contested.trace").joinpath("credits.toml").read_text("utf-8"))
    return re.compile(
        rf"\(?(?:{'|'.join(labels['labels'])})\s*[:–—-]?\s+(?P<name>[^\n:]{{2,60}}?)\)?\.?", re.I
    )
